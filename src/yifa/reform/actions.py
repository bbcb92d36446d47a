"""施行 — what an approved change does to the institution: spans end and begin, all of them or none, in the transaction of the approval."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from yifa.docket.append import add
from yifa.docket.core.act import Act, act_from, digest_of
from yifa.docket.core.form import Form, payload_of, read_form
from yifa.docket.core.next import is_ended
from yifa.docket.core.procedure import COMMON
from yifa.docket.core.recomputing import MACHINE
from yifa.docket.rows import locked_view, view_of
from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.ids import new_id
from yifa.platform.wording import sentences
from yifa.reform.core.forms import (
    ALL,
    Change,
    Entrust,
    Grant,
    HandOver,
    MovePool,
    NewBody,
    Plate,
    PostTeam,
    Recall,
)
from yifa.reform.core.legs import heirs_of
from yifa.reform.core.telling import POWER_MOVED
from yifa.reform.gates import change_of
from yifa.reform.queries import EXERCISES, Asked, Collides, new_bodies, relations_of
from yifa.registry import changing as registry
from yifa.registry import snapshot
from yifa.registry.changing import Cut
from yifa.staffing import changing as staffing
from yifa.staffing import institution


@dataclass(frozen=True, slots=True)
class Effect:
    """已批准的变动 — a change that was approved: by which act, of which docket."""

    change: Change
    act: UUID
    number: str


def take_effect(act: Act, form: Form) -> None:
    """批准施行 — tell the open dockets, then change the rows. The institution is held alone by the caller.

    Told first: nothing is read between the change of the rows and the end of the transaction, so that nobody keeps what might be undone.
    Raises Collides where the database refuses a row; everything is undone with the approval.
    """
    view = view_of(act.docket)
    change = change_of(view) if view else None
    assert view is not None and change is not None  # an approval follows a proposal
    found = Asked(change, snapshot.powers())
    for docket, _ in found.cases:
        _tell(UUID(docket), found, act, view.number)
    try:
        apply(found, Cut(change.effective_on, act.id), number=view.number)
    except IntegrityError as error:
        raise Collides(what=_what(error)) from error
    snapshot.move_on()
    transaction.on_commit(institution.clear)


def _what(error: IntegrityError) -> str:
    """What may not be twice, in words."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    known = sentences(Path(__file__).parent)["constraint"]
    return known.get(str(name), known["other"])


def apply(found: Asked, cut: Cut, *, number: str) -> None:
    """What the change does to the rows, and nothing else: it can be done again on a profile loaded anew."""
    change = found.change
    for body in new_bodies(change):
        if body.name:
            registry.found(cut, _members(body))
    for body_code, relation, to in relations_of(change):
        registry.relate(cut, body=body_code, relation=relation, to=to, document=change.document)
    _move(found, cut)
    match change:
        case Plate():
            registry.plate(cut, body=change.body, name=change.name, document=change.document)
        case Grant():
            registry.grant_holdings(
                cut,
                to=change.to,
                place=change.place,
                items=change.items,
                title="grant",
                document=change.document,
                guide=change.of,
                transition_until=change.transition_until,
                transition_body=change.of,
            )
        case Entrust():
            scopes = [("", code) for code in change.items]
            registry.entrust(
                cut,
                kind="entrustment",
                holder=change.of,
                team=change.to,
                place=change.place,
                scopes=scopes,
                document=change.document,
                until=change.until,
            )
        case PostTeam():
            scopes = [(domain, "") for domain in change.domains] or [("", "")]
            registry.entrust(
                cut,
                kind="posting",
                holder=change.of,
                team=change.team,
                place=change.place,
                scopes=scopes,
                document=change.document,
                until=None,
            )
        case Recall():
            _recall(found, change, cut)
        case MovePool():
            _turn(change, cut, number)
        case _:
            pass
    heirs = heirs_of(change)
    if heirs:
        registry.end_bodies(cut, heirs)
        staffing.end_bodies(cut, heirs)


def _members(body: NewBody) -> dict[str, str]:
    names = ("code", "name", "kind", "level", "place", "mark", "seal", "domain", "duty", "reconsideration", "court")
    return {name: getattr(body, name) for name in names}


def _move(found: Asked, cut: Cut) -> None:
    change = found.change
    until = change.transition_until if isinstance(change, HandOver) else None
    for leg in found.legs:
        if leg.items:
            registry.shift_holdings(
                cut,
                of=leg.of,
                to=leg.to,
                items=leg.items,
                place=leg.place,
                document=change.document,
                title="" if found.own_power else "concentration",
                transition_until=until,
            )
        if leg.posts:
            staffing.move_posts(cut, leg.posts, of=leg.of, to=leg.to)
        if leg.people:
            staffing.move_people(cut, leg.people, of=leg.of, to=leg.to)
        if leg.to:
            registry.note(cut, "moved_in", subject="、".join(found.name_of(code) for code in leg.of)[:200], into=leg.to, of=change.document)


def _recall(found: Asked, change: Recall, cut: Cut) -> None:
    listed = None if ALL in change.items else change.items
    if change.what != "赋权":
        registry.end_exercises(cut, kind=EXERCISES[change.what], holder="", team=change.of, place=change.place, items=listed)
        return
    ended, without = found.recalled, set(found.without)
    back: dict[str, list[str]] = {}
    for row in ended:
        if row.item in without and change.to:
            back.setdefault(row.place, []).append(row.item)
    registry.end_holdings(cut, of=(change.of,), items=[row.item for row in ended], place=change.place, title="grant")
    for place, items in back.items():
        registry.grant_holdings(cut, to=change.to, place=place, items=items, title="statute", document=change.document)


def _turn(change: MovePool, cut: Cut, number: str) -> None:
    """收回 and 归还 end in the pool, 借出 and 下沉 with the body; what is lent for a term comes back by itself."""
    inward = change.move in ("收回", "归还")
    at_rest = {"owner": change.owner, "user": change.owner, "kind": "动态", "purpose": "", "review_on": None}
    if inward:
        staffing.turn_posts(cut, change.posts, **at_rest)
    else:
        staffing.turn_posts(cut, change.posts, user=change.body, purpose=change.purpose, review_on=change.review_on)
        if change.until:
            staffing.turn_posts(Cut(change.until, cut.act), change.posts, **at_rest)
    of, to = (change.body, change.owner) if inward else (change.owner, change.body)
    staffing.note_pool_move(
        cut,
        code=number,
        kind=change.move,
        of=of,
        to=to,
        count=len(change.posts),
        until=None if inward else change.until,
        document=change.document,
    )


def _tell(docket: UUID, found: Asked, act: Act, number: str) -> None:
    """One act more in an open docket: what was decided about its ground."""
    held = locked_view(docket)
    if held is None or is_ended(held[0].procedure, held[0]):
        return
    view, change = held[0], found.change
    receiver = next((leg.to for leg in found.legs if leg.to), getattr(change, "to", ""))
    said = {
        "summary": change.summary,
        "document": change.document,
        "on": change.effective_on.isoformat(),
        "number": number,
        "to": found.name_of(receiver) if receiver else "",
        "cases": getattr(change, "cases", ""),
    }
    payload = payload_of(read_form(COMMON[POWER_MOVED].form, said), {})
    told = Act(
        id=new_id(),
        docket=view.id,
        seq=len(view.acts) + 1,
        kind=POWER_MOVED,
        procedure=view.procedure,
        actor=dict(MACHINE),
        officers=(),
        in_name_of=view.body,
        happened_at=act.recorded_at,
        recorded_at=act.recorded_at,
        place="",
        payload=payload,
        evidence=(),
        papers=(),
        grounds=(),
        prev=digest_of(view.acts[-1].body()),
    )
    add(view, told, print_=sm3(canonical({"kind": POWER_MOVED, "act": str(act.id)}).encode()))


def approved_changes() -> list[Effect]:
    """已施行的变动 — every approved change of this place in the order in which it took effect."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM docket_act WHERE kind = 'approve_change' ORDER BY recorded_at, id")
        acts = [act_from(text) for (text,) in cursor.fetchall()]
    found = []
    for act in acts:
        view = view_of(act.docket)
        change = change_of(view) if view else None
        assert view is not None and change is not None  # an approval follows a proposal
        found.append(Effect(change, act.id, view.number))
    return found


def replay(effects: list[Effect]) -> None:
    """重放 — do these changes again, in order, on the institution of the schema that is spoken to; in one transaction."""
    with transaction.atomic():
        for effect in effects:
            found = Asked(effect.change, snapshot.powers(newest=True))
            apply(found, Cut(effect.change.effective_on, effect.act), number=effect.number)
            snapshot.move_on()
