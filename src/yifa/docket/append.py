"""追加 — the only way to change the official record: refuse with grounds, or act, projection, clocks and news in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from yifa.docket import private
from yifa.docket.core.act import FIRST_PREV, Act, View, act_from, digest_of, stamp
from yifa.docket.core.fold import Standing, fold
from yifa.docket.core.form import Form, payload_of, private_values, read_form
from yifa.docket.core.next import is_ended, judge
from yifa.docket.core.procedure import PROCEDURES, ActKind, Situation, declared_kind, kind_of
from yifa.docket.joints import joints
from yifa.docket.ports import OfficerFacts
from yifa.kernel.actor import Actor
from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import clean_text
from yifa.law.answer import Answer, Verdict

#: a phone's clock may run this far ahead
CLOCK_SLACK: Final = timedelta(minutes=5)


class DocketUnknown(Refusal):
    """未找到该卷宗 — it is not there, or this person may not see it: the same answer."""

    kind = "unknown"
    code = "docket.unknown"


class NotYourAct(Refusal):
    """不由你办理 — the act belongs to another role."""

    kind = "denied"
    code = "docket.not_your_act"


class NoSuchAct(Refusal):
    """没有这种行为 — the docket's procedure does not know it."""

    kind = "unknown"
    code = "docket.no_such_act"


class AlreadyDone(Refusal):
    """已经办理 — an act that is done once was done before."""

    kind = "conflict"
    code = "docket.already_done"


class DocketEnded(Refusal):
    """已经归档 — nothing more can be added."""

    kind = "conflict"
    code = "docket.ended"


class SomeoneWasFaster(Refusal):
    """他人已先办理 — the docket has grown since it was last seen; ``facts["since"]`` says by what."""

    kind = "conflict"
    code = "docket.someone_was_faster"


class IdTaken(Refusal):
    """编号重复 — this act id was used for something else."""

    kind = "conflict"
    code = "docket.id_taken"


class WrongTime(Refusal):
    """时间有误 — before the act it follows, or in the future."""

    kind = "invalid"
    code = "docket.wrong_time"


class EvidenceMissing(Refusal):
    """证据未上传 — the act names a file that is not on the shelf."""

    kind = "incomplete"
    code = "docket.evidence_missing"


class NotLawful(Refusal):
    """依法不得 — a gate refused, or asks for a person; ``answers`` carries every answer with its grounds."""

    kind = "incomplete"
    code = "docket.not_lawful"

    def __init__(self, kind: ActKind, answers: Sequence[Answer[Any]]) -> None:
        first = answers[0]
        cites = tuple(cite for ground in first.grounds for cite in ground.cites)
        super().__init__(
            f"不能{kind.title}：{first.sentence}",
            remedy=first.remedy,
            cites=cites,
            rule=first.grounds[0].rule,
            answers=[answer.as_json() for answer in answers],
            for_person=[answer.grounds[0].rule for answer in answers if answer.verdict is Verdict.FOR_PERSON],
        )
        self.answers = tuple(answers)


@dataclass(frozen=True, slots=True)
class Request:
    """请求 — an act as its maker sends it; ``id`` is the maker's, so that a repeat is known. ``seen`` is the last seq the maker saw."""

    kind: str
    payload: Mapping[str, Any]
    id: UUID = field(default_factory=new_id)
    officers: tuple[str, ...] = ()
    happened_at: datetime | None = None
    place: str = ""
    evidence: tuple[str, ...] = ()
    seen: int | None = None
    #: where a rule leaves the question to a person: rule id -> the answer of the one who does the act, in a sentence
    judged: Mapping[str, str] = field(default_factory=dict)

    def print(self) -> str:
        """SM3 of what was asked, private values included, so that a repeat with another body is noticed."""
        return sm3(
            canonical(
                {
                    "kind": self.kind,
                    "payload": _plain(self.payload),
                    "officers": list(self.officers),
                    "happened_at": stamp(self.happened_at) if self.happened_at else None,
                    "place": self.place,
                    "evidence": list(self.evidence),
                    "judged": dict(self.judged),
                }
            ).encode()
        )


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str), parse_float=str)


@dataclass(frozen=True, slots=True)
class Recorded:
    """已记录 — the act as it stands, the docket it is in, and whether this was a repeat."""

    act: Act
    number: str
    digest: str
    repeated: bool


def open_docket(*, actor: Actor, body: str, place: str, request: Request, now: datetime, docket: UUID | None = None) -> Recorded:
    """Open a docket in the procedure ``lead`` with its first act. Idempotent by ``request.id``. Same refusals as ``append``."""
    known = _repeat(request)
    if known:
        return known
    docket = docket or new_id()
    kind = _first_kind(request)
    if not any(actor.has(role, body=body, place=place) for role in kind.by):
        raise NotYourAct("您的岗位不能为这个机关、这个地方登记线索。", remedy="请由该机关的受理人员或者执法人员登记。")
    try:
        with transaction.atomic():
            form = read_form(kind.form, request.payload)
            number = _next_number(f"卷/{body}/{legal_date(now).year}")
            mark = joints.institution.body(body, on=legal_date(now)).mark
            view = View(docket, f"{mark}案〔{legal_date(now).year}〕{number}号", body, place)
            return _write(view, kind, form, actor=actor, request=request, now=now, opening=True)
    except IntegrityError:
        known = _repeat(request)
        if known is None:
            raise
        return known


def _first_kind(request: Request) -> ActKind:
    kind = next(iter(PROCEDURES["lead"].kinds.values()))
    if request.kind != kind.name:
        raise NoSuchAct(f"卷宗应当从「{kind.title}」开始。", remedy=f"请先办理「{kind.title}」。")
    return kind


def append(*, actor: Actor, docket: UUID, request: Request, now: datetime) -> Recorded:
    """Add one act to a docket.

    Idempotent by ``request.id``; serialised per docket by the lock on its standing. Raises DocketUnknown, NoSuchAct, NotYourAct, AlreadyDone,
    DocketEnded, SomeoneWasFaster, IdTaken, FormIncomplete, WrongTime, EvidenceMissing or NotLawful, and then nothing is written.
    """
    with transaction.atomic():
        view = _locked_view(docket, actor)
        known = _repeat(request)
        if known:
            return known
        found = kind_of(view.procedure, request.kind)
        if found is None:
            raise NoSuchAct("本程序中没有这种行为。", remedy="请从卷宗页上「现在可以办理」中选择。")
        kind, admitted = found
        _check_standing(view, kind, actor, request)
        if not admitted:
            refusing = judge(kind, _situation(view, actor, now), admitted=False, with_form=False)
            raise NotLawful(kind, refusing) if refusing else NoSuchAct("本程序中没有这种行为。", remedy="请从卷宗页上选择。")
        form = read_form(kind.form, request.payload)
        return _write(view, kind, form, actor=actor, request=request, now=now, opening=False)


def _locked_view(docket: UUID, actor: Actor) -> View:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, body, place FROM docket_standing WHERE docket_id = %s FOR UPDATE", [docket])
        row = cursor.fetchone()
        if row is None or not actor.may_read(body=row[1], place=row[2]):
            raise DocketUnknown("未找到该卷宗，或者您无权查看。", remedy="请核对编号。")
        cursor.execute("SELECT body FROM docket_act WHERE docket_id = %s ORDER BY seq", [docket])
        return View(docket, *row, tuple(act_from(body) for (body,) in cursor.fetchall()))


def _repeat(request: Request) -> Recorded | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.body, a.digest, a.request, d.number FROM docket_act a JOIN docket_docket d ON d.id = a.docket_id WHERE a.id = %s", [request.id]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    if row[2] != request.print():
        raise IdTaken("这个行为编号已经用于另一项内容，没有再次记录。", remedy="请刷新卷宗，核对后用新的编号提交。")
    return Recorded(act_from(row[0]), row[3], row[1], repeated=True)


def _check_standing(view: View, kind: ActKind, actor: Actor, request: Request) -> None:
    if is_ended(view.procedure, view):
        raise DocketEnded("本卷宗已经归档，不能再增加内容。", remedy="需要更正的，请另立卷宗并注明原卷宗编号。")
    if kind.once and (done := view.last(kind.name)):
        raise AlreadyDone(
            f"「{kind.title}」已由{done.actor['name']}于{done.happened_on.isoformat()}办理。", remedy="请刷新卷宗查看。", seq=done.seq, since=_since(view, done.seq - 1)
        )
    if not any(actor.has(role, body=view.body, place=view.place) for role in kind.by):
        titles = "、".join(ROLE_TITLES[role.value] for role in kind.by)
        raise NotYourAct(f"「{kind.title}」由{titles}办理。", remedy=f"请转请{titles}办理。")
    if request.seen is not None and request.seen < view.acts[-1].seq and not kind.adds:
        changed = _since(view, request.seen)
        told = "；".join(f"{change['actor']}办理了「{change['title']}」" for change in changed)
        raise SomeoneWasFaster(f"您打开后卷宗有了变化：{told}。您填写的内容没有记录。", remedy="请看过新的内容后，再决定是否提交。", since=changed)


def _since(view: View, seq: int) -> list[dict[str, object]]:
    return [
        {"seq": act.seq, "kind": act.kind, "title": title_of(act.procedure, act.kind), "actor": act.actor["name"], "happened_at": stamp(act.happened_at)}
        for act in view.acts
        if act.seq > seq
    ]


def title_of(procedure: str, kind: str) -> str:
    """The Chinese title of an act that stands in a docket."""
    declared = declared_kind(procedure, kind)
    return declared.title if declared else kind


#: how the roles are called in sentences
ROLE_TITLES: Final = {
    "intake": "受理人员",
    "officer": "执法人员",
    "reviewer": "法制审核人员",
    "head": "负责人",
    "supervisor": "督查人员",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员",
}


def _situation(view: View, actor: Actor, now: datetime, **more: Any) -> Situation:
    return Situation(view, legal_date(now), joints.calendar, joints.institution, actor, **more)


def _write(view: View, kind: ActKind, form: Form, *, actor: Actor, request: Request, now: datetime, opening: bool) -> Recorded:
    happened_at = _time(view, kind, request, now)
    on = legal_date(happened_at)
    officers = tuple(joints.institution.officer(code, on=on) for code in dict.fromkeys(request.officers))
    evidence = tuple(dict.fromkeys(request.evidence))
    _check_evidence(view, evidence)
    situation = _situation(view, actor, happened_at, form=form, officers=officers, evidence=evidence)
    answers = judge(kind, situation, admitted=True, with_form=True)
    refusing = [answer for answer in answers if not _settled(answer, request)]
    if refusing:
        raise NotLawful(kind, refusing)
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
        actor=_actor_as_it_was(actor, kind, view),
        officers=tuple(_officer_as_it_was(officer) for officer in officers),
        in_name_of=view.body,
        happened_at=happened_at,
        recorded_at=now,
        place=request.place,
        payload=payload_of(form, digests),
        evidence=evidence,
        papers=tuple(_paper(paper, view, situation) for paper in kind.papers_for(form)),
        grounds=tuple(_ground(answer, request) for answer in answers),
        prev=digest_of(view.acts[-1].body()) if view.acts else FIRST_PREV,
    )
    grown = view.with_act(act)
    body = act.body()
    digest = digest_of(body)
    standing = fold(grown, institution=joints.institution, calendar=joints.calendar)
    insert_act(grown, act, body, digest, request.print(), opening=opening)
    private.keep(docket=view.id, values=kept)
    write_standing(grown, standing, before=act.seq - 1)
    return Recorded(act, view.number, digest, repeated=False)


def _time(view: View, kind: ActKind, request: Request, now: datetime) -> datetime:
    if not kind.field or request.happened_at is None:
        return now
    if request.happened_at > now + CLOCK_SLACK:
        raise WrongTime("填写的时间在将来。", remedy="请核对设备时间或者填写的时间。")
    happened_at = min(request.happened_at, now)
    if view.acts and happened_at < view.acts[0].happened_at:
        raise WrongTime("填写的时间早于本卷宗的第一项记录。", remedy="请核对填写的时间。")
    return happened_at


def _check_evidence(view: View, evidence: tuple[str, ...]) -> None:
    if not evidence:
        return
    missing = set(evidence) - joints.shelf.has(evidence, body=view.body)
    if missing:
        raise EvidenceMissing("提到的证据文件还没有上传。", remedy="请先上传文件，再提交本项。", digests=sorted(missing))


def _actor_as_it_was(actor: Actor, kind: ActKind, view: View) -> dict[str, Any]:
    role = next(role for role in kind.by if actor.has(role, body=view.body, place=view.place))
    return {"user": actor.user, "name": actor.name, "officer": actor.officer, "role": role.value, "title": ROLE_TITLES[role.value]}


def _officer_as_it_was(officer: OfficerFacts) -> dict[str, Any]:
    return {"code": officer.code, "name": officer.name, "certificate": officer.certificate, "title": officer.title, "body": officer.body}


def _settled(answer: Answer[Any], request: Request) -> bool:
    """Lawful, or left to a person who has answered. What the law refuses no person can grant."""
    return answer.lawful or (answer.verdict is Verdict.FOR_PERSON and len(request.judged.get(answer.grounds[0].rule, "").strip()) >= 2)


def _ground(answer: Answer[Any], request: Request) -> dict[str, Any]:
    ground = answer.grounds[0]
    written = {"rule": ground.rule, "title": ground.title, "layer": ground.layer, "verdict": answer.verdict.value, "cites": [cite.text for cite in ground.cites]}
    if not answer.lawful:
        written |= {"question": answer.sentence, "judged": clean_text(request.judged[ground.rule])}
    return written


def _paper(paper: str, view: View, situation: Situation) -> dict[str, Any]:
    mark = PAPER_MARKS.get(paper)
    if mark is None:
        return {"kind": paper}
    body = joints.institution.body(view.body, on=situation.today)
    year = situation.today.year
    return {"kind": paper, "number": f"{body.mark}{mark}〔{year}〕{_next_number(f'{mark}/{view.body}/{year}')}号"}


#: papers with a number of their own, and the mark of their series (年度内连续编号)
PAPER_MARKS: Final = {"penalty_notice": "罚告", "penalty_decision": "罚决", "spot_decision": "当罚", "filing_approval": "立"}


def _next_number(series: str) -> int:
    """The next number of a series; the row stays locked until the act is committed or undone, so there are no gaps."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO docket_series (name, last) VALUES (%s, 1) ON CONFLICT (name) DO UPDATE SET last = docket_series.last + 1 RETURNING last", [series]
        )
        return int(cursor.fetchone()[0])


def insert_act(view: View, act: Act, body: str, digest: str, print_: str, *, opening: bool) -> None:
    """Insert the act with its news and its place in the queue for the log (and the docket, when it opens) in one statement."""
    docket = "d AS (INSERT INTO docket_docket (id, number, body, place, opened_at) VALUES (%(docket)s, %(number)s, %(of)s, %(place)s, %(recorded)s))," if opening else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH {docket}
            n AS (INSERT INTO docket_news (act, docket, kind, at) VALUES (%(act)s, %(docket)s, %(kind)s, %(recorded)s)),
            u AS (INSERT INTO docket_unsealed (act, docket, seq, recorded_at) VALUES (%(act)s, %(docket)s, %(seq)s, %(recorded)s))
            INSERT INTO docket_act (id, docket_id, seq, kind, happened_at, recorded_at, body, digest, request)
            VALUES (%(act)s, %(docket)s, %(seq)s, %(kind)s, %(happened)s, %(recorded)s, %(text)s, %(digest)s, %(print)s)""",
            {
                "docket": view.id,
                "number": view.number,
                "of": view.body,
                "place": view.place,
                "act": act.id,
                "seq": act.seq,
                "kind": act.kind,
                "happened": act.happened_at,
                "recorded": act.recorded_at,
                "text": body,
                "digest": digest,
                "print": print_,
            },
        )


def write_standing(view: View, standing: Standing, *, before: int) -> None:
    """Write the projection: the standing, and every clock that is new or has stopped since ``before`` acts."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO docket_standing (docket_id, number, body, place, procedure, stage, cause, party, "where", item, holders, awaits, seq,
                opened_on, closed_on, due_on, sort_on, due_name, warn_by, touched_at, words)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s))
            ON CONFLICT (docket_id) DO UPDATE SET procedure = EXCLUDED.procedure, stage = EXCLUDED.stage, cause = EXCLUDED.cause, party = EXCLUDED.party,
                "where" = EXCLUDED."where", item = EXCLUDED.item, holders = EXCLUDED.holders, awaits = EXCLUDED.awaits, seq = EXCLUDED.seq,
                opened_on = EXCLUDED.opened_on, closed_on = EXCLUDED.closed_on, due_on = EXCLUDED.due_on, sort_on = EXCLUDED.sort_on, due_name = EXCLUDED.due_name,
                warn_by = EXCLUDED.warn_by, touched_at = EXCLUDED.touched_at, words = EXCLUDED.words""",
            [
                view.id,
                view.number,
                view.body,
                view.place,
                standing.procedure,
                standing.stage,
                standing.cause,
                standing.party,
                standing.where,
                standing.item,
                list(standing.holders),
                standing.awaits,
                standing.seq,
                standing.opened_on,
                standing.closed_on,
                standing.due_on,
                standing.due_on or date.max,
                standing.due_name,
                standing.warn_by,
                standing.touched_at,
                standing.words.split(),
            ],
        )
        last = view.acts[-1]
        fresh = [clock for clock in standing.clocks if clock.started_by > before or clock.stopped_on == last.happened_on]
        if fresh:
            cursor.executemany(
                """INSERT INTO docket_clock (docket_id, name, started_by, starts_on, nominal, due, warn_by, provisional, stopped_on, reckoning, cites)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                ON CONFLICT (docket_id, name, started_by) DO UPDATE SET starts_on = EXCLUDED.starts_on, nominal = EXCLUDED.nominal, due = EXCLUDED.due,
                    warn_by = EXCLUDED.warn_by, provisional = EXCLUDED.provisional, stopped_on = EXCLUDED.stopped_on, reckoning = EXCLUDED.reckoning,
                    cites = EXCLUDED.cites""",
                [
                    (
                        view.id,
                        clock.name,
                        clock.started_by,
                        clock.starts_on,
                        clock.nominal,
                        clock.due,
                        clock.warn_by,
                        clock.provisional,
                        clock.stopped_on,
                        json.dumps(list(clock.reckoning), ensure_ascii=False),
                        json.dumps(list(clock.cites), ensure_ascii=False),
                    )
                    for clock in fresh
                ],
            )
