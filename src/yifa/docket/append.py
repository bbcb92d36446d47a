"""追加 — the only way to change the official record: refuse with grounds, or act, projection, clocks and news in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from yifa.docket import private, same_matter, standstill
from yifa.docket.core.act import FIRST_PREV, Act, View, digest_of, stamp
from yifa.docket.core.fold import clocks_of, fold
from yifa.docket.core.form import Form, label_of, payload_of, private_values, read_form, refuse_untimely
from yifa.docket.core.next import is_ended, judge
from yifa.docket.core.procedure import (
    COMMON,
    PROCEDURES,
    ActKind,
    Situation,
    acts_for,
    called_in,
    changes_institution,
    kind_of,
    opening_kind,
    readers_of,
    role_for,
    title_of,
)
from yifa.docket.core.protected import clear_texts, names_the_party, protected_digests, protected_fields, told_in
from yifa.docket.core.refusals import (
    AlreadyDone,
    DocketEnded,
    DocketUnknown,
    EffectConflicts,
    EvidenceMissing,
    IdTaken,
    NoSuchAct,
    NotLawful,
    NotYourAct,
    PlaceUnknown,
    ReporterInText,
    SomeoneWasFaster,
    WrongTime,
)
from yifa.docket.core.request import Request
from yifa.docket.core.wording import PHRASES, ROLE_TITLES, told
from yifa.docket.joints import joints
from yifa.docket.ports import OfficerFacts
from yifa.docket.rows import act_with_id, insert_act, locked_view, next_number, write_projections, write_standing
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import clean_text
from yifa.law.answer import Answer, Verdict

#: a phone's clock may run this far ahead
CLOCK_SLACK: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Recorded:
    """已记录 — the act as it stands, the docket it is in, and whether this was a repeat."""

    act: Act
    number: str
    digest: str
    repeated: bool


def open_docket(*, actor: Actor, body: str, place: str, request: Request, now: datetime, docket: UUID | None = None) -> Recorded:
    """Open a docket with its first act, in the procedure of that act. Idempotent by ``request.id``. Same refusals as ``append``."""
    known = _repeat(request)
    if known:
        return known
    docket = docket or new_id()
    kind = _first_kind(request)
    if not actor.has(*kind.by, body=body, place=place):
        raise _refuse(NotYourAct, "not_your_opening", act=kind.title, roles=_roles(kind))
    on = legal_date(now)
    try:
        with transaction.atomic():
            if kind.effect is not None:
                standstill.hold_institution_alone()
            standstill.ask()
            if not any(known_place.code == place for known_place in joints.institution.places(under=place, on=on)):
                raise _refuse(PlaceUnknown, "place_unknown")
            form = read_form(kind.form, request.payload)
            view = View(docket, _number(kind, body, on), body, place)
            return _write(view, kind, form, actor=actor, request=request, now=now, opening=True)
    except IntegrityError:
        known = _repeat(request)
        if known is None:
            raise
        return known


def _first_kind(request: Request) -> ActKind:
    kind = opening_kind(request.kind)
    if kind is None:
        usual = next(kind for kind in PROCEDURES["lead"].kinds.values() if kind.opens)
        raise _refuse(NoSuchAct, "first_act", act=usual.title)
    return kind


def _number(kind: ActKind, body: str, on: date) -> str:
    """古综执案〔2026〕1号 — of the body, the kind of proceeding and the year."""
    mark = PROCEDURES[kind.procedure].mark
    series = f"{'卷' if mark == '案' else mark}/{body}/{on.year}"
    return f"{joints.institution.body(body, on=on).mark}{mark}〔{on.year}〕{next_number(series)}号"


def _roles(kind: ActKind) -> str:
    return "、".join(ROLE_TITLES[role.value] for role in kind.by)


def _refuse(refusal: type[Refusal], key: str, facts: Mapping[str, Any] | None = None, **words: object) -> Refusal:
    """The refusal with its sentence and remedy; ``words`` fill the sentence, ``facts`` are for programs."""
    sentence, remedy = told(key, **words)
    return refusal(sentence, remedy=remedy, **(facts or {}))


def append(*, actor: Actor, docket: UUID, request: Request, now: datetime) -> Recorded:
    """Add one act to a docket.

    Idempotent by ``request.id``; serialised per docket by the lock on its standing. Raises DocketUnknown, NoSuchAct, NotYourAct,
    AlreadyDone, DocketEnded, SomeoneWasFaster, IdTaken, FormIncomplete, WrongTime, EvidenceMissing, NotLawful or what the effect of
    the act refuses, and then nothing is written.
    """
    try:
        return _append(actor, docket, request, now)
    except IntegrityError:
        # the same id was used in another docket
        if _repeat(request) is None:
            raise
        raise _refuse(IdTaken, "id_taken") from None


def _append(actor: Actor, docket: UUID, request: Request, now: datetime) -> Recorded:
    with transaction.atomic():
        if changes_institution(request.kind):
            standstill.hold_institution_alone()
        view = _visible_view(docket, actor)
        # one of another docket is met at the insert
        known = _repeat(request) if any(act.id == request.id for act in view.acts) else None
        if known:
            return known
        found = kind_of(view.procedure, request.kind)
        if found is None:
            raise _refuse(NoSuchAct, "no_such_act")
        kind, admitted = found
        _check_standing(view, kind, actor, request)
        if not admitted:
            refusing = judge(kind, _situation(view, actor, now), admitted=False, with_form=False)
            raise NotLawful(kind, refusing) if refusing else _refuse(NoSuchAct, "no_such_act")
        form = read_form(kind.form, request.payload)
        return _write(view, kind, form, actor=actor, request=request, now=now, opening=False)


def _visible_view(docket: UUID, actor: Actor) -> View:
    found = locked_view(docket)
    if found is None:
        raise _refuse(DocketUnknown, "unknown")
    view = found[0]
    if not actor.may_read(body=view.body, place=view.place, roles=readers_of(view.procedure), called=called_in(view)):
        raise _refuse(DocketUnknown, "unknown")
    return view


def _repeat(request: Request) -> Recorded | None:
    found = act_with_id(request.id)
    if found is None:
        return None
    act, digest, print_, number = found
    # what was stored before prints were keyed is compared as it was
    if print_ not in (private.keyed(request.print()), request.print()):
        raise _refuse(IdTaken, "id_taken")
    return Recorded(act, number, digest, repeated=True)


def _check_standing(view: View, kind: ActKind, actor: Actor, request: Request) -> None:
    if is_ended(view.procedure, view) and not kind.after_end:
        raise _refuse(DocketEnded, "ended", act=kind.title)
    if done := kind.done_before(view):
        facts = {"seq": done.seq, "since": _since(view, done.seq - 1)}
        words = {"act": kind.title, "person": done.actor["name"], "day": done.happened_on.isoformat()}
        raise _refuse(AlreadyDone, kind.taken or "already_done", facts, **words)
    if acts_for(kind, actor, view) is None:
        # a person of the role, but of a body that was called in
        guest = not kind.called_only and any(role_for(kind.by, actor, one, view) for one in called_in(view))
        raise _refuse(NotYourAct, "not_your_bodys_act" if guest else "not_your_act", act=kind.title, roles=_roles(kind))
    if kind.opens:
        raise _refuse(NoSuchAct, "opens_only", act=kind.title)
    moved = max(act.seq for act in view.acts if act.kind not in COMMON)
    if request.seen is not None and request.seen < moved and not kind.adds:
        changed = _since(view, request.seen)
        changes = "；".join(PHRASES["change"].format(person=change["actor"], act=change["title"]) for change in changed)
        raise _refuse(SomeoneWasFaster, "someone_was_faster", {"since": changed}, changes=changes)


def _since(view: View, seq: int) -> list[dict[str, object]]:
    return [
        {
            "seq": act.seq,
            "kind": act.kind,
            "title": title_of(act.procedure, act.kind),
            "actor": act.actor["name"],
            "happened_at": stamp(act.happened_at),
        }
        for act in view.acts
        if act.seq > seq
    ]


def _situation(view: View, actor: Actor, now: datetime, **more: Any) -> Situation:
    calendar = joints.calendars.newest().at_place(view.place)
    today = legal_date(now)
    others = same_matter.finder(view, actor, hold=True)
    known: dict[str, Any] = {"benchmarks": joints.benchmarks, "moved": joints.moved(today), "other_cases": others}
    known |= {
        "device_records": joints.records,
        "errands": partial(joints.errands, besides=view.id, actor=actor),
        "off_duty": joints.off_duty,
        "waited": joints.waited,
        "moment": now,
    }
    return Situation(view, today, calendar, joints.institution, actor, **known, **more)


def _write(view: View, kind: ActKind, form: Form, *, actor: Actor, request: Request, now: datetime, opening: bool) -> Recorded:
    happened_at = _time(view, kind, request, now)
    on = legal_date(happened_at)
    _refuse_telling(view, form)
    refuse_untimely(form, now=now, slack=CLOCK_SLACK)
    officers = tuple(joints.institution.officer(code, on=on) for code in dict.fromkeys(request.officers))
    evidence = tuple(dict.fromkeys(request.evidence))
    _check_evidence(view, evidence)
    situation = _situation(view, actor, happened_at, form=form, officers=officers, evidence=evidence)
    answers = judge(kind, situation, admitted=True, with_form=True)
    refusing = [answer for answer in answers if not _settled(answer, request)]
    if refusing:
        raise NotLawful(kind, refusing)
    name_of = acts_for(kind, actor, view) or view.body
    kept, digests = [], {}
    for value in private_values(form):
        digest, clear = private.salted(value.text)
        digests[value.path] = digest
        kept.append((".".join(value.path), digest, clear))
    act = Act(
        id=request.id,
        docket=view.id,
        seq=len(view.acts) + 1,
        kind=kind.name,
        procedure=kind.procedure if kind.enters or opening else view.procedure,
        actor=_actor_as_it_was(actor, kind, name_of, view),
        officers=tuple(_officer_as_it_was(officer) for officer in officers),
        in_name_of=name_of,
        happened_at=happened_at,
        recorded_at=now,
        place=request.place,
        payload=payload_of(form, digests),
        evidence=evidence,
        papers=tuple(_paper(paper, view, situation) for paper in kind.papers_for(form)),
        grounds=tuple(_ground(answer, request) for answer in answers),
        prev=digest_of(view.acts[-1].body()) if view.acts else FIRST_PREV,
        opens={"number": view.number, "place": view.place} if opening else None,
    )
    digest = add(view, act, print_=private.keyed(request.print()), opening=opening)
    private.keep(docket=view.id, values=kept)
    if kind.binds is not None:
        kind.binds(act, actor)
    if kind.effect is not None:
        try:
            kind.effect(act, form)
        except IntegrityError as error:
            raise _refuse(EffectConflicts, "effect_conflicts", act=kind.title, detail=_constraint(error)) from error
    return Recorded(act, view.number, digest, repeated=False)


def _refuse_telling(view: View, form: Form) -> None:
    """Refuses: ReporterInText. One statement where the docket says who told of it, none else."""
    digests = protected_digests(view)
    values = [*private.reveal(digests).values()] if digests else []
    values += [getattr(form, name) for name in protected_fields(type(form))]
    values = [value for value in values if not names_the_party(value, view, form)]
    if not values:
        return
    path = next((path for path, text in clear_texts(form) if told_in([text], values)), None)
    if path is not None:
        sentence, remedy = told("reporter_in_text", label=label_of(type(form), path))
        raise ReporterInText(sentence, remedy=remedy, fields={".".join(str(part) for part in path): sentence})


def _constraint(error: IntegrityError) -> str:
    """The name of the constraint that two rows may not meet in, as the database tells it."""
    diag = getattr(error.__cause__, "diag", None)
    return getattr(diag, "constraint_name", None) or "数据库约束"


def add(view: View, act: Act, *, print_: str, opening: bool = False) -> str:
    """Write an act that was judged, and what follows from it; its digest. The docket is locked by the caller, or new."""
    calendars = joints.calendars.newest()
    before = clocks_of(view, institution=joints.institution, calendars=calendars)
    grown = view.with_act(act)
    body = act.body()
    digest = digest_of(body)
    standing = fold(grown, institution=joints.institution, calendars=calendars)
    insert_act(grown, act, body, digest, print_, opening=opening)
    write_standing(grown, standing, before=before)
    write_projections(grown)
    return digest


def _time(view: View, kind: ActKind, request: Request, now: datetime) -> datetime:
    if not kind.field or request.happened_at is None:
        return now
    if request.happened_at > now + CLOCK_SLACK:
        raise _refuse(WrongTime, "in_future")
    happened_at = min(request.happened_at, now)
    if view.acts and happened_at < view.acts[0].happened_at:
        raise _refuse(WrongTime, "before_docket")
    return happened_at


def _check_evidence(view: View, evidence: tuple[str, ...]) -> None:
    if not evidence:
        return
    missing = set(evidence) - joints.shelf.has(evidence, body=view.body)
    if missing:
        raise _refuse(EvidenceMissing, "evidence_missing", {"digests": sorted(missing)})


def _actor_as_it_was(actor: Actor, kind: ActKind, body: str, view: View) -> dict[str, Any]:
    role = role_for(kind.by, actor, body, view)
    assert role is not None
    return {"user": actor.user, "name": actor.name, "officer": actor.officer, "role": role.value, "title": ROLE_TITLES[role.value]}


def _officer_as_it_was(officer: OfficerFacts) -> dict[str, Any]:
    return {"code": officer.code, "name": officer.name, "certificate": officer.certificate, "title": officer.title, "body": officer.body}


def _settled(answer: Answer[Any], request: Request) -> bool:
    """Lawful, or left to a person who has answered. What the law refuses no person can grant."""
    return answer.lawful or (answer.verdict is Verdict.FOR_PERSON and len(request.judged.get(answer.grounds[0].rule, "").strip()) >= 2)


def _ground(answer: Answer[Any], request: Request) -> dict[str, Any]:
    ground = answer.grounds[0]
    written = {
        "rule": ground.rule,
        "title": ground.title,
        "layer": ground.layer,
        "verdict": answer.verdict.value,
        "cites": [cite.text for cite in ground.cites],
    }
    if not answer.lawful:
        written |= {"question": answer.sentence, "judged": clean_text(request.judged[ground.rule])}
    return written


def _paper(paper: str, view: View, situation: Situation) -> dict[str, Any]:
    mark = PAPER_MARKS.get(paper)
    if mark is None:
        return {"kind": paper}
    body = joints.institution.body(view.body, on=situation.today)
    year = situation.today.year
    return {"kind": paper, "number": f"{body.mark}{mark}〔{year}〕{next_number(f'{mark}/{view.body}/{year}')}号"}


#: papers with a number of their own, and the mark of their series (年度内连续编号)
PAPER_MARKS: Final = {"penalty_notice": "罚告", "penalty_decision": "罚决", "spot_decision": "当罚", "filing_approval": "立"}
