"""The official record in memory: the same questions in the same order as ``docket.append``, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from yifa.docket import append as engine
from yifa.docket.core.act import FIRST_PREV, Act, View, digest_of
from yifa.docket.core.form import payload_of, private_values, read_form
from yifa.docket.core.next import judge
from yifa.docket.core.procedure import NO_BENCHMARKS, Situation, acts_for, called_in, kind_of, readers_of
from yifa.docket.ports import DeviceRecord, Institution
from yifa.kernel.actor import Actor
from yifa.kernel.calendar import Calendar
from yifa.kernel.canonical import sm3
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.law.authority.jurisdiction import OtherCase
from yifa.law.discretion.benchmark import Benchmarks


@dataclass(slots=True)
class MemoryRecord:
    """One docket. ``act`` does what append does: a repeat is answered, a refusal raises, an accepted act is added."""

    institution: Institution
    calendar: Calendar
    body: str
    place: str
    id: UUID = field(default_factory=new_id)
    view: View | None = None
    benchmarks: Benchmarks = NO_BENCHMARKS
    #: the other open dockets on whatever it is about
    others: tuple[OtherCase, ...] = ()
    #: what devices recorded, by digest
    device_records: dict[str, DeviceRecord] = field(default_factory=dict)
    #: officer → the docket he is out on
    errands: Mapping[str, UUID] = field(default_factory=dict)
    asked: dict[UUID, tuple[str, Act]] = field(default_factory=dict)

    def act(self, *, actor: Actor, request: engine.Request, now: datetime) -> Act:
        """Raises what append raises; the record is then as before."""
        if request.id in self.asked:
            print_, first = self.asked[request.id]
            if print_ != request.print():
                raise engine.IdTaken("这个行为编号已经用于另一项内容，没有再次记录。", remedy="请刷新卷宗。")
            return first
        view = self.view
        if view is None:
            kind = engine._first_kind(request)
            if not any(actor.has(role, body=self.body, place=self.place) for role in kind.by):
                raise engine.NotYourAct("您的岗位不能登记线索。", remedy="请由受理人员登记。")
            view = View(self.id, "卷1号", self.body, self.place)
        else:
            if not actor.may_read(body=self.body, place=self.place, roles=readers_of(view.procedure), called=called_in(view)):
                raise engine.DocketUnknown("未找到该卷宗，或者您无权查看。", remedy="请核对编号。")
            found = kind_of(view.procedure, request.kind)
            if found is None:
                raise engine.NoSuchAct("本程序中没有这种行为。", remedy="请从卷宗页上选择。")
            kind, admitted = found
            engine._check_standing(view, kind, actor, request)
            if not admitted:
                refusing = judge(
                    kind,
                    Situation(view, legal_date(now), self.calendar, self.institution, actor, benchmarks=self.benchmarks),
                    admitted=False,
                    with_form=False,
                )
                raise (
                    engine.NotLawful(kind, refusing)
                    if refusing
                    else engine.NoSuchAct("本程序中没有这种行为。", remedy="请从卷宗页上选择。")
                )
        form = read_form(kind.form, request.payload)
        happened_at = engine._time(view, kind, request, now)
        engine.refuse_untimely(form, now=now, slack=engine.CLOCK_SLACK)
        on = legal_date(happened_at)
        officers = tuple(self.institution.officer(code, on=on) for code in dict.fromkeys(request.officers))
        recorded = self.device_records
        known = {
            "benchmarks": self.benchmarks,
            "other_cases": lambda **_: self.others,
            "device_records": lambda digests: {digest: recorded[digest] for digest in digests if digest in recorded},
            "errands": lambda officers: {code: "" for code in officers if self.errands.get(code, self.id) != self.id},
            "moment": happened_at,
        }
        situation = Situation(view, on, self.calendar, self.institution, actor, form, officers, request.evidence, **known)
        answers = judge(kind, situation, admitted=True, with_form=True)
        refusing = tuple(answer for answer in answers if not engine._settled(answer, request))
        if refusing:
            raise engine.NotLawful(kind, refusing)
        done = Act(
            id=request.id,
            docket=view.id,
            seq=len(view.acts) + 1,
            kind=kind.name,
            procedure=kind.procedure if kind.enters or not view.acts else view.procedure,
            actor=engine._actor_as_it_was(actor, kind, acts_for(kind, actor, view) or view.body, view),
            officers=tuple(engine._officer_as_it_was(officer) for officer in officers),
            in_name_of=acts_for(kind, actor, view) or view.body,
            happened_at=happened_at,
            recorded_at=now,
            place=request.place,
            payload=payload_of(form, {value.path: sm3(value.text.encode()) for value in private_values(form)}),
            evidence=request.evidence,
            papers=tuple({"kind": paper} for paper in kind.papers_for(form)),
            grounds=tuple(engine._ground(answer, request) for answer in answers),
            prev=digest_of(view.acts[-1].body()) if view.acts else FIRST_PREV,
        )
        self.view = view.with_act(done)
        self.asked[request.id] = (request.print(), done)
        return done

    @property
    def acts(self) -> tuple[Act, ...]:
        return self.view.acts if self.view else ()
