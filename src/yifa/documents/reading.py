"""阅卷 — what papers read of a docket: the acts up to the one that makes the paper, and the words a paper uses for them.

Pure: plain values in, plain JSON out. What the docket does not say is an empty string (a blank line on the paper), never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol

from yifa.documents.wording import sentence, word, words
from yifa.kernel.canonical import sm3
from yifa.kernel.citation import Cite
from yifa.kernel.dates import chinese_date, chinese_moment, legal_date
from yifa.kernel.money import Yuan

Facts = dict[str, Any]

#: the kind of penalty that has an amount
FINE = "罚款"

#: opens the title of every statute (and of no local rule)
REPUBLIC = "中华人民共和国"

#: ranks from here on stand in the side volume
SIDE = 200


class Kind(Protocol):
    """What a module in ``kinds/`` declares."""

    #: the paper's name
    TITLE: str
    #: internal papers are never given to the party
    INTERNAL: bool
    #: mark of the number series (罚决), None for an unnumbered form
    NUMBERED: str | None
    #: where it stands in the file: main volume 正卷 below SIDE, side volume 副卷 from there on
    RANK: int

    def facts(self, view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts: ...


def day_text(day: date | None) -> str:
    """2026年3月11日, empty for an unknown day."""
    return chinese_date(day) if day else ""


def time_text(at: datetime | None) -> str:
    """2026年3月11日9时05分 in Shanghai, empty for an unknown instant."""
    return chinese_moment(at) if at else ""


def read_day(value: object) -> date | None:
    """A day from JSON: a date, an ISO date or an ISO instant (its legal day)."""
    if isinstance(value, datetime):
        return legal_date(value)
    if isinstance(value, date):
        return value
    if isinstance(value, str) and value:
        return date.fromisoformat(value) if len(value) == 10 else legal_date(datetime.fromisoformat(value))
    return None


def read_instant(value: object) -> datetime | None:
    """An instant from JSON, None when there is none."""
    if isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def money_capitals(fen: int) -> str:
    """壹仟元整."""
    return Yuan.of_fen(fen).in_words()


def money_figures(fen: int) -> str:
    """1,000.00元."""
    return Yuan.of_fen(fen).text


def done_on(act: Any) -> date:
    """The day an act says it was begun or done, else the day it happened."""
    return read_day(act.payload.get("from_at") or act.payload.get("done_at")) or legal_date(act.happened_at)


def ended(text: object) -> str:
    """What a person wrote, ended with 。 so that a sentence may follow; empty stays empty."""
    said = str(text or "").strip()
    return said if not said or said[-1] in "。！？!?…”）)" else said.rstrip("；;，,.") + "。"


def cited(cite: Cite) -> str:
    """《中华人民共和国公路法》第四十六条第（二）项 — as papers write it: statutes by their whole title."""
    text = cite.text.replace("(", "（").replace(")", "）")
    if cite.law.endswith("法") and not cite.law.endswith("办法") and not cite.law.startswith(REPUBLIC):
        return text.replace("《", f"《{REPUBLIC}", 1)
    return text


def masked(text: str) -> str:
    """What may be shown of a private value: 138****8000, 张*, the ends of a number."""
    if not text:
        return ""
    if re.fullmatch(r"[0-9A-Za-z-]{7,}", text):
        return text[:3] + "*" * max(4, len(text) - 7) + text[-4:]
    return text[0] + "*" * (len(text) - 1)


@dataclass(frozen=True)
class Reading:
    """A docket as it stood when ``act`` was done, for one paper."""

    view: Any
    act: Any
    institution: Any
    secrets: Mapping[str, str] | None = None
    #: what later acts added is not read: a paper rendered again is the same paper
    seen: Any = field(init=False)

    def __post_init__(self) -> None:
        acts = tuple(one for one in self.view.acts if one.seq <= self.act.seq)
        object.__setattr__(self, "seen", replace(self.view, acts=acts))

    def payload(self, *kinds: str) -> dict[str, Any]:
        """The payload of the latest act of these kinds, empty when there is none."""
        found = self.seen.last(*kinds)
        return found.payload if found else {}

    def latest(self, *members: str) -> Any:
        """The member last said in the docket, by any of these names; empty when never."""
        for one in reversed(self.seen.acts):
            for name in members:
                if one.payload.get(name) not in (None, "", [], {}):
                    return one.payload[name]
        return ""

    def happened_on(self, *kinds: str) -> date | None:
        found = self.seen.last(*kinds)
        return legal_date(found.happened_at) if found else None

    @property
    def day(self) -> date:
        return legal_date(self.act.happened_at)

    @cached_property
    def body(self) -> Any:
        return self.institution.body(self.act.in_name_of or self.view.body, on=self.day)

    @cached_property
    def item(self) -> Any:
        """The item the case is about, as it stood that day; None when none was named."""
        code = self.latest("item")
        return self.institution.item(code, on=self.day) if code else None

    @property
    def cause(self) -> str:
        return str(self.latest("cause") or (self.item.name if self.item else ""))

    @property
    def violated(self) -> str:
        return cited(self.item.violated) if self.item else ""

    @property
    def penalty(self) -> str:
        return cited(self.item.penalty) if self.item else ""

    def private(self, value: object) -> str:
        """A private value: open where its text was handed in, else masked, else 已封存."""
        if not value:
            return ""
        if isinstance(value, Mapping):
            digest = str(value.get("sealed", ""))
            opened = (self.secrets or {}).get(digest)
            return str(opened or value.get("mask") or words("values")["withheld"])
        text = str(value)
        return text if self.secrets is not None else masked(text)

    def withheld(self, value: object) -> str:
        """Who told of the matter: said that it is sealed, shown in no paper, not even in part."""
        return words("values")["withheld"] if value else ""

    @cached_property
    def party(self) -> dict[str, str]:
        """当事人 — as last named in the docket."""
        raw = self.latest("party") or {}
        if isinstance(raw, str):
            raw = {"name": raw}
        kind = str(raw.get("type", ""))
        return {
            "type": kind,
            "type_text": word("party", kind),
            "name": str(raw.get("name", "")),
            "id_no": self.private(raw.get("id_no")),
            "address": str(raw.get("address", "")),
            "phone": self.private(raw.get("phone")),
            "legal_rep": str(raw.get("legal_rep", "")),
        }

    @property
    def you(self) -> str:
        return words("party")["you_organisation" if self.party["type"] == "organisation" else "you_person"]

    def officers(self, act: Any = None) -> list[dict[str, str]]:
        """The officers named in an act (this one, or the latest before it that names any)."""
        chosen = act or next((one for one in reversed(self.seen.acts) if one.officers), self.act)
        return [{"name": str(one.get("name", "")), "certificate": str(one.get("certificate") or "")} for one in chosen.officers]

    def officers_text(self, act: Any = None) -> str:
        unknown = words("values")["unknown"]
        return "、".join(
            sentence("values", "officer", name=one["name"], certificate=one["certificate"] or unknown) for one in self.officers(act)
        )

    def names(self, act: Any = None) -> str:
        return "、".join(one["name"] for one in self.officers(act))

    def number_of(self, paper: str) -> str:
        """The number of the paper of that kind last made in the docket."""
        for one in reversed(self.seen.acts):
            for made in one.papers:
                if made.get("kind") == paper:
                    return str(made.get("number") or "")
        return ""

    def penalties(self, payload: Mapping[str, Any]) -> list[str]:
        """The penalties as they are written: 罚款人民币壹仟元整（1,000.00元）."""
        fen = payload.get("fine_fen")
        out: list[str] = []
        for name in payload.get("kinds") or ():
            if name == FINE and fen is not None:
                name = sentence("penalty", "fine", capitals=money_capitals(fen), figures=money_figures(fen))
            out.append(str(name))
        if payload.get("other"):
            out.append(str(payload["other"]))
        return out

    def evidence(self) -> list[dict[str, str]]:
        """证据 — everything gathered so far, in order: records first made, then what was taken."""
        out: list[dict[str, str]] = []
        for one in self.seen.acts:
            payload, day = one.payload, day_text(done_on(one))
            if one.kind == "check_on_spot":
                out.append(_proof(words("evidence")["onsite_kind"], sentence("evidence", "onsite", day=day), "", one))
            elif one.kind == "inquire":
                name = str(payload.get("person_name", ""))
                out.append(_proof(words("evidence")["inquiry_kind"], sentence("evidence", "inquiry", day=day, name=name), "", one))
            elif one.kind == "take_evidence":
                kind, name = str(payload.get("kind", "")), str(payload.get("name", ""))
                out.append(_proof(kind, name, str(payload.get("description", "")), one, str(payload.get("from_whom", ""))))
        return [{"number": str(index), **one} for index, one in enumerate(out, 1)]

    def account(self) -> dict[str, str]:
        """收款账户 — of the body, as the institution has it; unknown members stay blank."""
        return {"bank": self.body.bank, "name": self.body.account_name, "number": self.body.account_no}

    def act_time(self) -> str:
        return time_text(self.act.happened_at)

    def signatures(self, payload: Mapping[str, Any]) -> str:
        note = words("signature_note").get(str(payload.get("signature", "")), "")
        witness = str(payload.get("witness", "") or "")
        return note + (sentence("signature_note", "witness", name=witness) if witness else "")

    def held(self, *kinds: str) -> Any:
        """The latest act of these kinds, None when there is none."""
        return self.seen.last(*kinds)

    def yes_no(self, value: object) -> str:
        return "" if value is None else words("values")["yes" if value else "no"]

    def common(self, kind: str, title: str) -> Facts:
        """What every paper carries."""
        body = self.body
        return {
            "kind": kind,
            "title": title,
            "number": next((str(made.get("number") or "") for made in self.act.papers if made.get("kind") == kind), ""),
            "docket_number": self.view.number,
            "body": {"name": body.name, "address": body.address, "phone": body.phone},
            "synthetic": bool(body.synthetic or (self.item is not None and self.item.synthetic)),
            "code": self.code(),
            "day": day_text(self.day),
            "cause": self.cause,
            "party": self.party,
            "officers": self.officers(),
            "violated": self.violated,
            "penalty": self.penalty,
        }

    def code(self) -> str:
        """核验码 — the first 32 digits of the digest of the act, by which the paper is found again in the log."""
        digest = getattr(self.act, "digest", None) or _digest(self.act)
        return " ".join(digest[start : start + 8] for start in range(0, 32, 8))


def _digest(act: Any) -> str:

    return sm3(act.body().encode())


def _proof(kind: str, name: str, description: str, act: Any, from_whom: str = "") -> dict[str, str]:
    return {
        "kind": kind,
        "name": name,
        "description": description.strip().rstrip("。；;").removeprefix("证明").lstrip("：:，, "),
        "from_whom": from_whom,
        "day": day_text(done_on(act)),
        "digests": "\n".join(act.evidence),
    }
