"""反映人 — who told of a matter, shown to those who may and say why; each showing is an act of the docket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yifa.docket import private
from yifa.docket.append import append
from yifa.docket.core.act import View
from yifa.docket.core.request import Request
from yifa.docket.queries import view_for
from yifa.intake.wording import say
from yifa.kernel.actor import Actor
from yifa.kernel.ids import new_id
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind

#: the acts that hold who told of it, and where
TELLING = ("register_lead", "register_complaint", "join_report")
FIELDS = ("reporter", "reporter_phone", "reporter_more")


@dataclass(frozen=True, slots=True)
class Reporter:
    """One who told of the matter; empty where nobody said, ``erased`` where it was said and is gone."""

    report: str
    source: str
    name: str
    phone: str
    more: str
    erased: bool


def opened_reporters(*, actor: Actor, docket: UUID, reason: str, now: datetime, act: UUID | None = None) -> Sequence[Reporter]:
    """查看反映人信息 — recorded as an act with its reason, then told. Refuses as ``docket.append``."""
    request = Request("open_reporter", {"reason": reason}, id=act or new_id())
    recorded = append(actor=actor, docket=docket, request=request, now=now)
    facts = {"act": str(recorded.act.id)}
    record(Kind.SEALED_OPENED, actor=actor, subject=say("told.opened", number=recorded.number), facts=facts, at=now)
    view = view_for(actor=actor, docket=docket)
    telling = view.all(*TELLING)
    clear = private.reveal(digest for one in telling for digest in _sealed(one.payload))
    return [_reporter(one.payload, clear) for one in telling]


def has_reporter(view: View) -> bool:
    """Did somebody leave a name or number?"""
    return any(_sealed(one.payload) for one in view.all(*TELLING))


def openings(view: View) -> int:
    """How often it was looked at who told of this."""
    return len(view.all("open_reporter"))


def is_of_reporter(kind: str, path: tuple[str, ...]) -> bool:
    """Does this member of an act say who told of it?"""
    return kind in TELLING and path[:1] in {(name,) for name in FIELDS}


def _sealed(payload: dict[str, object]) -> list[str]:
    return [str(value["sealed"]) for name in FIELDS if isinstance(value := payload.get(name), dict) and "sealed" in value]


def _reporter(payload: dict[str, object], clear: dict[str, str]) -> Reporter:
    texts = []
    for name in FIELDS:
        value = payload.get(name)
        texts.append(clear.get(str(value["sealed"]), "") if isinstance(value, dict) else "")
    sealed = _sealed(payload)
    erased = bool(sealed) and not any(digest in clear for digest in sealed)
    name, phone, more = texts
    return Reporter(str(payload.get("report", "")), str(payload["source"]), name, phone, more, erased)
