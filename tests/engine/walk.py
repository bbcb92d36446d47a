"""Walks through the procedures: mostly what a sensible office would do next, now and then mischief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from tests.doubles.institution import CLASSES, ITEMS, OURS, PLACE, THEIRS
from tests.engine.oracle import sent, wrongs
from tests.engine.people import BY_USER, CLERK, FIRST_OF, FOREIGN_OFFICER, OFFICER, PEOPLE
from tests.factories.acts import ORGANISATION, PAYLOADS, PERSON
from yifa.devices.procedure import ticket_for
from yifa.dispatch.core.coordination import tasks_of
from yifa.dispatch.core.event import HUNG, VERIFIED, WAITING, event_of
from yifa.dispatch.core.limits import limit_of
from yifa.dispatch.core.whistles import whistles_of
from yifa.docket.append import Request
from yifa.docket.core.act import Act, View
from yifa.docket.core.next import Offer, offers
from yifa.docket.core.procedure import PROCEDURES, Situation
from yifa.docket.ports import Institution
from yifa.kernel.actor import Actor, Role
from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.refusal import Refusal

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
KINDS = tuple(PAYLOADS)
TAKES_TWO = frozenset(kind.name for procedure in PROCEDURES.values() for kind in procedure.kinds.values() if kind.officers)
#: what a case does, in the order in which a careful office would do it
WAY = (
    "check_on_spot",
    "punish_on_spot",
    "report_spot",
    "propose_filing",
    "approve_filing",
    "take_evidence",
    "inquire",
    "report_investigation",
    "review_legality",
    "give_notice",
    "serve_notice",
    "hear_statement",
    "request_hearing",
    "notify_hearing",
    "hold_hearing",
    "review_again",
    "discuss_collectively",
    "decide",
    "serve_decision",
    "record_payment",
    "close_case",
    "archive_case",
)
#: how a case of that course ends without a penalty
ENDINGS = {"declined": "decline_filing", "referred": "refer_lead", "dropped": "drop_case", "spared": "decide_no_penalty"}
FALSE_OF = ("certificate_shown", "facts_clear", "told_rights", "heard", "delivered", "prima_facie", "receiver_signed", "passed")

#: procedures that stand apart from leads and cases: how their dockets begin and end
APART = {
    "coordination": ("hold_meeting", "close_meeting"),
    "patrol": ("plan_patrol", "finish_patrol"),
    "remote_check": ("draw_camera", "finish_check"),
    "complaint": ("register_complaint", "answer_complaint"),
}
#: with these a docket is over
LAST = ("archive_case", "decline_filing", "refer_lead", "close_event", "merge_event", *(last for _, last in APART.values()))
#: acts of a body that was called in
OF_CALLED = ("report_assistance", "answer_whistle", "arrive_whistle", "finish_whistle", "finish_task")
#: a docket that takes more steps than this is left as it stands
LONGEST = 160

Do = Callable[[Actor, Request, datetime], Act]


@dataclass(slots=True)
class Tally:
    """What happened over all walks: steps, accepted acts by kind, refusals by code."""

    steps: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    mischief: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Plan:
    """What kind of case this is."""

    item: str
    party: dict[str, Any]
    kinds: list[str]
    fine_fen: int | None
    source: str
    course: str
    offered: bool
    waives: bool
    hearing: bool
    complex: bool
    detour: str = ""


#: what an ordinary case may go through besides, step by step with what is said; execution comes after the decision was served
DETOURS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "held": (
        ("tell_camera_record", {}),
        ("approve_measure", {"measure": "先行登记保存"}),
        ("preserve_evidence", {}),
        ("decide_preserved", {}),
        ("approve_measure", {"measure": "扣押"}),
        ("seal_property", {"measure": "扣押"}),
        ("extend_sealing", {}),
        ("dispose_sealed", {}),
    ),
    "suspected": (
        ("report_crime", {}),
        ("decide_transfer", {}),
        ("hand_to_police", {}),
        ("record_police_result", {"result": "立案"}),
        ("hand_over_exhibits", {}),
        ("record_police_result", {"result": "不予立案"}),
        ("object_to_police", {}),
        ("record_police_result", {"result": "不予立案"}),
    ),
    "forced": (
        ("demand", {}),
        ("serve_demand", {}),
        ("decide_execution", {}),
        ("carry_out", {}),
    ),
    "enforced": (
        ("suspend_execution", {}),
        ("resume_execution", {}),
        ("defer_payment", {}),
        ("demand", {}),
        ("serve_demand", {}),
        ("settle_surcharge", {"agreement": True}),
        ("apply_to_court", {}),
        ("record_court", {}),
        ("end_execution", {}),
    ),
}


def plan(rng: Random, *, seen: Callable[[str], int]) -> Plan:
    """Every other docket is of the kind that came to its end most seldom."""
    rarest = min(DETOURS, key=lambda detour: seen(DETOURS[detour][-2][0]))
    ends = {**ENDINGS, "ordinary": DETOURS[rarest][-2][0], "event": "reply_source"} | {name: last for name, (_, last) in APART.items()}
    seldom = min(ends, key=lambda course: seen(ends[course]))
    course = rng.choices(["ordinary", "summary", "event", seldom], [12, 8, 4, 76])[0]
    item = rng.choice(["CG-1", "CG-1", "SC-1", "NY-1", "LEAVING"])
    kinds = [rng.choice([kind for kind in ITEMS[item].kinds if course != "summary" or kind in ("警告", "罚款")])]
    if rng.random() < 0.7 and "罚款" not in kinds:
        kinds.append("罚款")
    fine = None
    if "罚款" in kinds:
        fine = rng.choice([10_000, 15_000, 20_000]) if course == "summary" else rng.choice([50_000, 100_000, 200_000, 250_000])
    party = PERSON
    if course == "ordinary" and rng.random() < 0.3:
        party, fine = ORGANISATION, fine and fine * 6
    hearing = rng.random() < 0.4
    return Plan(
        item,
        party,
        kinds,
        fine,
        rng.choice(["巡查发现", "群众举报", "热线电话"]),
        course,
        offered=hearing or rng.random() < 0.8,
        waives=rng.random() < 0.3,
        hearing=hearing,
        complex=rng.random() < 0.25,
        detour=rarest if course == "ordinary" and rng.random() < 0.95 else "",
    )


class Walk:
    """One docket after another; ``do`` is the engine, in memory or at a database.

    ``fresh`` makes a docket of that id, told who is out on which docket.
    """

    def __init__(
        self,
        rng: Random,
        *,
        institution: Institution,
        calendar: Calendar,
        tally: Tally,
        body: str,
        fresh: Callable[[UUID, dict[str, UUID]], Do],
        acts: Callable[[], View | None],
    ) -> None:
        self.rng, self.institution, self.calendar, self.tally, self.body = rng, institution, calendar, tally, body
        self.fresh, self.view_now = fresh, acts
        self.slipped: list[str] = []
        self.out: dict[str, UUID] = {}
        self.ids = (UUID(int=number) for number in count(rng.getrandbits(100)))
        self.begin()

    def begin(self) -> None:
        """The next docket, which begins in the same weeks."""
        self.now = START + timedelta(hours=self.rng.randrange(200))
        self.begun = self.tally.steps
        self.plan, self.sent, self.docket = plan(self.rng, seen=self._seen), [], next(self.ids)
        self.do = self.fresh(self.docket, self.out)

    # --- steps

    def sensible(self) -> None:
        """What a careful office would do next; where there is nothing, time passes."""
        view = self.view_now()
        over = view is not None and view.has(*LAST) and self.rng.random() < 0.5
        if over or self.tally.steps - self.begun > LONGEST:
            self.begin()
        request, person = self._sensible()
        if request is None:
            # execution waits for longer terms
            self.wait(self._days_to_hearing() or (self.rng.randrange(9, 14) if self._enforced else self.rng.randrange(3, 9)))
            return
        self._try(person, request)

    def mischief(self) -> None:
        """One thing wrong with the next step, or a step out of turn."""
        name = self.rng.choice(sorted(_MISCHIEF))
        request, person = self._sensible()
        if request is None or self.rng.random() < 0.4:
            kind = self.rng.choice(KINDS)
            request, person = self._request(kind), self._doer(kind)
        self.tally.mischief[name] += 1
        self._try(*_MISCHIEF[name](self, request, person))

    def _days_to_hearing(self) -> int:
        view = self.view_now()
        call = view.last("notify_hearing") if view and not view.has("hold_hearing") else None
        return max(0, (self._hearing_on(call) - legal_date(self.now)).days) if call else 0

    def wait(self, days: int) -> None:
        """Days pass; that is a step too."""
        self.tally.steps += 1
        self.now += timedelta(days=days)

    # --- how

    def _try(self, person: Actor, request: Request) -> None:
        self.tally.steps += 1
        self.now += timedelta(minutes=self.rng.randrange(5, 600))
        before = self.view_now()
        count = len(before.acts) if before else 0
        try:
            act = self.do(person, request, self.now)
        except Refusal as refusal:
            self.tally.refused[refusal.code] += 1
            after = self.view_now()
            assert (len(after.acts) if after else 0) == count, "a refusal changed the record"
            assert refusal.sentence.endswith(("。", "？")), refusal.sentence
            return
        view = self.view_now()
        assert view is not None
        if len(view.acts) == count:
            return
        assert view.acts[-1] == act and len(view.acts) == count + 1
        self.sent.append(request)
        self.tally.accepted[act.kind] += 1
        self.slipped += [f"{act.kind}: {wrong}" for wrong in wrongs(view.acts, BY_USER, body=self.body, place=PLACE, out=self.out)]
        self._note_who_is_out(view)
        if act.kind in LAST and self.rng.random() < 0.8:
            self.begin()

    def _note_who_is_out(self, view: View) -> None:
        for code in [code for code, docket in self.out.items() if docket == view.id]:
            del self.out[code]
        self.out |= dict.fromkeys(sent(view.acts), view.id)

    def _sensible(self) -> tuple[Request | None, Actor]:
        view = self.view_now()
        if view is None:
            first = APART.get(self.plan.course, ("register_lead",))[0]
            return self._request(first), self._doer(first)
        offered = self._offers(view)
        lawful = {
            offer.kind.name
            for offer in offered
            if offer.verdict.value != "refused"
            and offer.kind.name not in ("add_note", "assist_police", "drop_case", "refer_lead", "decline_filing")
        }
        if view.procedure in APART:
            kind, said = self._apart(view)
            ours = kind == "finish_task" and tasks_of(view)[said["task"] - 1].body == OURS
            return (self._request(kind, **said), OFFICER if ours else self._doer(kind)) if kind in lawful else (None, CLERK)
        if self.plan.course == "event":
            kind, said = self._event(view)
            return (self._request(kind, **said), self._doer(kind)) if kind in lawful else (None, CLERK)
        ending = ENDINGS.get(self.plan.course, "")
        open_to = {offer.kind.name for offer in offered if offer.verdict.value == "lawful"}
        if ending in open_to and (ending in ("drop_case", "decide_no_penalty") or self.rng.random() < 0.5):
            return self._request(ending), self._doer(ending)
        if self.rng.random() < 0.06:
            kind = min(sorted(open_to & {"add_note", "assist_police", "join_report", "open_reporter"}) or ["add_note"], key=self._seen)
            return self._request(kind), self._doer(kind)
        first, last = ("plan_inspection", "publish_inspection") if view.procedure == "lead" else ("receive_remedy", "end_remedy")
        begun = view.has(first) and not view.has(last)
        chance = 0.8 if begun else 0.18 if view.has("decide", "punish_on_spot") else 0.1
        if self.rng.random() < chance and (aside := self._on_the_side(view)) in lawful:
            return self._request(aside), self._doer(aside)
        if resumed := lawful & {"resume_inquiry", "resume_execution"}:
            return self._request(min(resumed)), self._doer(min(resumed))
        kind, said = self._detour(view)
        if kind in lawful:
            return self._request(kind, **said), self._doer(kind)
        for step in WAY:
            if self._wanted(step, view) and (kind := _kind_of_step(step)) in lawful:
                return self._request(kind), self._doer(kind)
        return None, CLERK

    def _apart(self, view: View) -> tuple[str, dict[str, Any]]:
        """What comes next at a meeting, on a patrol, in a remote check or with a complaint."""
        match view.procedure:
            case "coordination":
                tasks = tasks_of(view)
                left = [task.number for task in tasks if task.finished_on is None]
                if left and (len(tasks) > 3 or self.rng.random() < 0.6):
                    return "finish_task", {"task": self.rng.choice(left)}
                return ("decide_task" if left or not tasks or (len(tasks) < 3 and self.rng.random() < 0.3) else "close_meeting"), {}
            case "patrol":
                walked = {act.payload["grid"] for act in view.all("walk_patrol")}
                grid = next((grid for grid in view.acts[0].payload["grids"] if grid not in walked), None)
                return ("walk_patrol", {"grid": grid}) if grid else ("finish_patrol", {})
            case "remote_check":
                return ("finish_check" if view.has("record_view") and self.rng.random() < 0.7 else "record_view"), {}
        return ("answer_complaint" if view.has("examine_complaint") and self.rng.random() < 0.7 else "examine_complaint"), {}

    def _event(self, view: View) -> tuple[str, dict[str, Any]]:
        """What comes next between a report and its reply, with the things that happen on the way."""
        event, chance = event_of(view), self.rng.random()
        assert event is not None
        calls = [called for whistle in whistles_of(view) for called in whistle.called]
        if calls and (chance < 0.5 or (event.state == VERIFIED and calls[-1].score is None)):
            last = calls[-1]
            if chance < 0.5 and event.ordered_at and self.rng.random() < 0.4:
                return "report_assistance", {}
            if last.score is None and last.finished_at:
                return "score_whistle", {}
            return ("finish_whistle" if last.arrived_at else "arrive_whistle" if last.answered_at else "answer_whistle"), {}
        if chance > (0.75 if calls else 0.6) and event.state not in (WAITING, HUNG):
            return min("blow_whistle", "extend_limit", "escalate_event", "link_event", key=self._seen), {}
        match event.state:
            case "待立案":
                return ("merge_event" if self.rng.random() < 0.12 else "file_event"), {}
            case "待派遣":
                return ("hang_event" if self.rng.random() < 0.25 else "merge_event" if self.rng.random() < 0.15 else "give_order"), {}
            case "已派遣" | "已接单":
                if chance < 0.1:
                    return "give_order", {"officers": ["A2", "A4"]}
                return ("return_order" if self.rng.random() < 0.2 else "take_order" if event.state == "已派遣" else "arrive"), {}
            case "已到场":
                return "handle_event", {}
            case "待核查":
                return "verify_event", {"settled": chance < 0.75}
            case "挂账":
                return "resume_event", {}
        return min("close_event", "reply_source", key=self._seen), {}

    def _limit(self, code: str) -> dict[str, Any]:
        """The class with its limit from now on; a bit later may be another day, and then it is refused."""
        known = CLASSES[code]
        due = limit_of(self.now + timedelta(minutes=30), known.limit, known.unit, calendar=self.calendar).due_at
        said: dict[str, Any] = {
            "event_kind": code,
            "kind_name": known.name,
            "limit": known.limit,
            "unit": known.unit,
            "recorded": known.recorded,
        }
        # beyond the last published calendar nothing can be reckoned
        return said | ({"due_at": due.isoformat()} if due else {})

    def _on_the_side(self, view: View) -> str:
        """What may happen to a docket on its way, its next step where it has begun."""
        chains = (
            ("request_recusal", "decide_recusal"),
            ("commission_test", "record_test"),
            ("extend_term",),
            ("suspend_inquiry",),
            ("plan_inspection", "approve_inspection", "inspect_enterprise", "publish_inspection"),
            ("publish_decision", "withdraw_publication"),
            ("receive_remedy", "answer_remedy", "end_remedy"),
        )
        last = view.acts[-1].kind
        begun = [chain for chain in chains for act in (view.last(*chain),) if act and act.kind != chain[-1]]
        chain = (
            self.rng.choice(begun)
            if begun and last != "register_lead"
            else min(
                chains[4:5]
                if view.procedure == "lead"
                else chains[:4]
                if not view.has("decide", "punish_on_spot")
                else chains[5:6]
                if self.plan.detour == "enforced"
                else chains[5:],
                key=lambda chain: self._seen(chain[-1]),
            )
        )
        done = view.last(*chain)
        return chain[(chain.index(done.kind) + 1) % len(chain) if done else 0]

    def _seen(self, kind: str) -> int:
        """How often that was accepted: of things that may happen at any time the rarest comes first."""
        return self.tally.accepted[kind]

    def _detour(self, view: View) -> tuple[str, dict[str, Any]]:
        """The next step of the case's detour with what is said, nothing while its time has not come."""
        detour = self.plan.detour
        way = DETOURS.get(detour, ())
        done = 0
        for act in view.acts:
            done += done < len(way) and act.kind == way[done][0]
        begins = self._enforced and view.has("decide") if detour in ("enforced", "forced") else view.has("take_evidence")
        if done >= len(way) or not begins:
            return "", {}
        kind, said = way[done]
        remedies = len(view.all("receive_remedy")) - len(view.all("end_remedy"))
        demand = view.last("demand")
        early = kind == "decide_execution" and demand is not None and legal_date(self.now).isoformat() <= demand.payload["until"]
        return ("", {}) if early or (kind == "apply_to_court" and remedies) else (kind, said)

    def _hour_for_execution(self) -> datetime:
        """Ten in the morning of the last day of work before today."""
        on = self.calendar.last_working(legal_date(self.now) - timedelta(days=1))
        return datetime.combine(on, time(10), SHANGHAI)

    @property
    def _enforced(self) -> bool:
        """Nobody pays this fine of himself."""
        return self.plan.detour in ("enforced", "forced") and self.plan.fine_fen is not None

    def _offers(self, view: View) -> list[Offer]:
        return offers(Situation(view, legal_date(self.now), self.calendar, self.institution))

    def _wanted(self, step: str, view: View) -> bool:
        has, plan = view.has, self.plan
        summary = plan.course == "summary"
        match step:
            case "punish_on_spot":
                return summary and not has(step)
            case "report_spot":
                return has("punish_on_spot") and not has(step)
            case "propose_filing" | "approve_filing" | "take_evidence" | "inquire" | "report_investigation" | "give_notice" | "decide":
                return not summary and not has(step) and not (step == "decide" and self._awaits_hearing(view))
            case "review_legality":
                review = view.last("review_legality")
                return has("report_investigation") and (review is None or not review.payload["passed"])
            case "serve_notice" | "serve_decision":
                made, paper = ("give_notice", "penalty_notice") if step == "serve_notice" else ("decide", "penalty_decision")
                return has(made) and not any(act.kind == "serve" and act.payload["paper"] == paper for act in view.acts)
            case "hear_statement":
                return any(act.kind == "serve" for act in view.acts) and not has(step)
            case "request_hearing":
                return plan.hearing and any(act.kind == "serve" for act in view.acts) and not has(step)
            case "notify_hearing":
                call = view.last("notify_hearing")
                return (
                    has("request_hearing") and not has("hold_hearing") and (call is None or self._hearing_on(call) < legal_date(self.now))
                )
            case "hold_hearing":
                call = view.last("notify_hearing")
                return call is not None and not has(step) and self._hearing_on(call) == legal_date(self.now)
            case "review_again":
                hearing, review = view.last("hold_hearing"), view.last("review_legality")
                return hearing is not None and (review is None or review.seq < hearing.seq)
            case "discuss_collectively":
                return plan.complex and has("report_investigation") and not has(step)
            case "record_payment":
                return plan.fine_fen is not None and not has(step) and (has("carry_out") or not self._enforced)
            case "close_case":
                return not has(step) and (has("end_execution", "carry_out") or not self._enforced)
            case _:
                return not has(step)

    def _hearing_on(self, call: Act) -> date:
        return date.fromisoformat(call.payload["hearing_on"])

    def _awaits_hearing(self, view: View) -> bool:
        return self.plan.hearing and view.has("request_hearing") and not view.has("hold_hearing")

    def _doer(self, kind: str) -> Actor:
        if kind in OF_CALLED:
            return FOREIGN_OFFICER
        role = next(kinds.kinds[kind].by[0] for kinds in PROCEDURES.values() if kind in kinds.kinds)
        return FIRST_OF[role]

    def _request(self, kind: str, **said: Any) -> Request:
        officers = ("A1", self.rng.choice(["A2", "A2", "A4"])) if kind in TAKES_TWO else ()
        word = kind == "give_order" and self.rng.random() < 0.8
        judged = dict.fromkeys(("dispatch.not_elsewhere", "dispatch.not_working"), "值班员电话商定。") if word else {}
        return Request(kind, PAYLOADS[kind](**{**self._said(kind), **said}), id=next(self.ids), officers=officers, judged=judged)

    def _said(self, kind: str) -> dict[str, Any]:
        plan, view = self.plan, self.view_now()
        penalty = {"kinds": plan.kinds, "fine_fen": plan.fine_fen}
        match kind:
            case "register_lead":
                return {"source": plan.source}
            case "file_event":
                return self._limit(self.rng.choice(["JM-01", "JM-01", "WF-01"]))
            case "give_order":
                return {"equipment": ["E-01"], "officers": self.rng.choice([["A1", "A2"], ["A1", "A4"], ["A2", "A3"]])}
            case "plan_patrol" | "draw_camera":
                seed = f"{self.rng.getrandbits(128):032x}"
                digest = PAYLOADS[kind]()["pool_digest"]
                return {"seed": seed, "ticket": ticket_for(self.docket, seed, digest)}
            case "hold_meeting":
                return {"meets_at": (self.now + timedelta(days=2)).isoformat()}
            case "decide_task":
                due = legal_date(self.now) + timedelta(days=self.rng.randrange(2, 30))
                return {"due_on": due.isoformat(), "body": self.rng.choice([THEIRS, THEIRS, OURS])}
            case "walk_patrol":
                return {"grid": self.rng.choice(["网格1", "网格2", "网格3", "网格4"])}
            case "extend_limit":
                event = event_of(view) if view else None
                due = max(event.due_at if event and event.due_at else self.now, self.now + timedelta(hours=10))
                return {"due_at": (due + timedelta(hours=1)).isoformat()}
            case "blow_whistle":
                return {"by_at": (self.now + timedelta(days=2)).isoformat()}
            case "propose_filing":
                return {"item": plan.item, "party": plan.party}
            case "report_investigation":
                return {**penalty, "complex_or_major": plan.complex}
            case "give_notice":
                return {**penalty, "hearing_offered": plan.offered}
            case "decide":
                return {**penalty, "rests_on_record": bool(view and view.has("hold_hearing"))}
            case "punish_on_spot":
                return {**penalty, "item": plan.item, "party": plan.party}
            case "request_recusal":
                return {"whose": "A4", "requested_by": self.rng.choice(["当事人", "执法人员本人"])}
            case "decide_recusal":
                asked = view.last("request_recusal") if view else None
                decision = self.rng.choice(["决定回避", "驳回申请", "驳回申请"])
                return {"whose": asked.payload["whose"] if asked else "A2", "decision": decision}
            case "extend_term":
                return {"extended_by": self.rng.choice([30, 30, 31, 60, 61]), "collective": self.rng.random() < 0.5}
            case "hear_statement":
                return {"mode": "书面放弃", "content": "不陈述。"} if plan.waives else {}
            case "receive_remedy":
                return {"applied_on": legal_date(self.now).isoformat(), "simple": self.rng.random() < 0.3}
            case "end_remedy":
                return {"served_on": legal_date(self.now).isoformat(), "outcome": self.rng.choice(["维持", "撤销", "变更"])}
            case "notify_hearing":
                return {"hearing_on": (legal_date(self.now) + timedelta(days=self.rng.choice([14, 17, 21]))).isoformat()}
            case "serve":
                return {"paper": "penalty_decision" if view and view.has("decide") else "penalty_notice"}
            case "defer_payment":
                return {"until": (legal_date(self.now) + timedelta(days=self.rng.choice([5, 20]))).isoformat()}
            case "demand":
                return {"until": (legal_date(self.now) + timedelta(days=self.rng.choice([3, 10]))).isoformat()}
            case "carry_out":
                return {"from_at": self._hour_for_execution().isoformat()}
            case "settle_surcharge":
                return {"until": legal_date(self.now).isoformat()}
            case "record_court" | "record_police_result":
                return {"received_on": legal_date(self.now).isoformat()}
            case "record_payment":
                decision = view.last("decide", "punish_on_spot") if view else None
                due = (decision.payload.get("fine_fen") if decision else None) or plan.fine_fen or 10_000
                return {"amount_fen": due, "paid_on": legal_date(self.now).isoformat()}
            case _:
                return {}


def _kind_of_step(step: str) -> str:
    return {"serve_notice": "serve", "serve_decision": "serve", "review_again": "review_legality"}.get(step, step)


# --- mischief: each takes a good request and its doer and spoils something


Spoiled = tuple[Actor, Request]


def _anybody(walk: Walk, request: Request, person: Actor) -> Spoiled:
    return walk.rng.choice(PEOPLE), request


def _out_of_turn(walk: Walk, request: Request, person: Actor) -> Spoiled:
    kind = walk.rng.choice(KINDS)
    return walk._doer(kind), walk._request(kind)


def _two_hats(walk: Walk, request: Request, person: Actor) -> Spoiled:
    kind = walk.rng.choice(["approve_filing", "review_legality", "decide", "hold_hearing", "discuss_collectively"])
    return next(one for one in PEOPLE if one.officer == "A1" and one.has(Role.HEAD, body=walk.body, place=PLACE)), walk._request(kind)


def _officers(walk: Walk, request: Request, person: Actor) -> Spoiled:
    if request.kind not in TAKES_TWO:
        request = walk._request(walk.rng.choice(sorted(TAKES_TWO)))
    named = walk.rng.choice(
        [
            (),
            ("A1",),
            ("A1", "A1"),
            ("A1", "EXPIRING"),
            ("A1", "HELPER"),
            ("A1", "B1"),
            ("A1", "FAR"),
            ("A1", "MARKET"),
            ("A2", "A4"),
            ("A1", "A2", "HELPER"),
            ("A1", "NOBODY"),
        ]
    )
    return walk._doer(request.kind), replace(request, officers=named)


def _untrue(walk: Walk, request: Request, person: Actor) -> Spoiled:
    payload = dict(request.payload)
    names = [name for name in FALSE_OF if name in payload]
    if names:
        payload[walk.rng.choice(names)] = False
    return person, replace(request, payload=payload)


def _corrupt(walk: Walk, request: Request, person: Actor) -> Spoiled:
    payload = dict(request.payload)
    name = walk.rng.choice(sorted(payload))
    if walk.rng.random() < 0.3:
        del payload[name]
    else:
        payload[name] = walk.rng.choice(
            [None, "", 0, -1, 10**15, "一千元", [], {}, "2026-02-30", True, ["罚款", "拘留"], "\u200b", "x" * 9_000]
        )
    if walk.rng.random() < 0.2:
        payload["extra"] = 1
    return person, replace(request, payload=payload)


def _amount(walk: Walk, request: Request, person: Actor) -> Spoiled:
    if "fine_fen" not in request.payload and "amount_fen" not in request.payload:
        request = walk._request(walk.rng.choice(["decide", "give_notice", "punish_on_spot", "record_payment", "report_investigation"]))
    payload = dict(request.payload)
    name = "amount_fen" if "amount_fen" in payload else "fine_fen"
    payload[name] = walk.rng.choice([1, 100, 10_001, 20_001, 250_001, 300_001, 500_001, 2_000_000, 10_000_000])
    if name == "fine_fen" and walk.rng.random() < 0.4:
        payload["kinds"] = walk.rng.choice([["警告"], ["罚款", "责令停产停业"], ["吊销许可证件", "罚款"], ["没收违法所得", "罚款"]])
    judged = dict.fromkeys(("decision.within_range", "payment.amount"), "经负责人确认。") if walk.rng.random() < 0.4 else {}
    return walk._doer(request.kind), replace(request, payload=payload, judged=judged)


def _judge_all(walk: Walk, request: Request, person: Actor) -> Spoiled:
    rules = (
        "notice.statement_over",
        "decision.within_range",
        "payment.amount",
        "notice.served",
        "people.two_officers",
        "people.head_apart",
        "notice.hearing",
    )
    kind = walk.rng.choice(["decide", "decide", "give_notice", "close_case", request.kind])
    return walk._doer(kind), replace(walk._request(kind), judged=dict.fromkeys(rules, "办理人认为可以。"))


def _service(walk: Walk, request: Request, person: Actor) -> Spoiled:
    payload = PAYLOADS["serve"](
        paper=walk.rng.choice(["penalty_notice", "penalty_decision"]),
        mode=walk.rng.choice(["直接送达", "留置送达", "邮寄送达", "电子送达", "公告送达"]),
        receiver_signed=walk.rng.random() < 0.5,
        recorded=walk.rng.random() < 0.4,
        consent=walk.rng.random() < 0.5,
        other_ways_failed=walk.rng.random() < 0.5,
    )
    return walk._doer("serve"), replace(walk._request("serve"), payload=payload)


def _when(walk: Walk, request: Request, person: Actor) -> Spoiled:
    days = walk.rng.choice([-30, -12, -8, -3, -1, 1, 40])
    kind = walk.rng.choice(["serve", "serve", "check_on_spot", "punish_on_spot", "request_hearing", request.kind])
    return walk._doer(kind), replace(walk._request(kind), happened_at=walk.now + timedelta(days=days))


def _again(walk: Walk, request: Request, person: Actor) -> Spoiled:
    if not walk.sent:
        return person, request
    old = walk.rng.choice(walk.sent)
    return walk._doer(old.kind), old if walk.rng.random() < 0.5 else replace(old, payload={**old.payload, "opinion": "另一份内容。"})


def _stale(walk: Walk, request: Request, person: Actor) -> Spoiled:
    view = walk.view_now()
    return person, replace(request, seen=max(0, (len(view.acts) if view else 0) - walk.rng.randrange(1, 4)))


def _foreign_item(walk: Walk, request: Request, person: Actor) -> Spoiled:
    kind = walk.rng.choice(["propose_filing", "punish_on_spot"])
    changed = {"item": walk.rng.choice(["THEIRS", "LEAVING", "NONE"])}
    if walk.rng.random() < 0.3:
        changed = {"act_ended_on": walk.rng.choice(["2023-01-01", "2024-03-01", "2025-12-31"])}
    asked = walk._request(kind)
    return walk._doer(kind), replace(asked, payload={**asked.payload, **changed})


_POOR: tuple[tuple[str, dict[str, Any]], ...] = (
    ("close_case", {"reply": ""}),
    ("close_case", {"other_ended": "法院裁定终结执行。", "outcome": "终结执行"}),
    ("drop_case", {"reply": ""}),
    ("decline_filing", {"reply": ""}),
    ("hear_statement", {"review_opinion": ""}),
    ("review_legality", {"passed": False}),
    ("review_legality", {"first_time": True}),
    ("take_evidence", {"by_camera": True, "camera_published": True}),
    ("record_payment", {"channel": "当场收缴"}),
    ("record_payment", {"channel": "当场收缴", "hard_to_collect": True}),
    ("give_notice", {"hearing_offered": False}),
    ("hear_statement", {"hearing_waived": True, "mode": "书面放弃"}),
    ("notify_hearing", {"hearing_on": START.date().isoformat()}),
    ("notify_hearing", {"held_open": False}),
    ("hold_hearing", {"signature": "拒绝签名"}),
    ("hold_hearing", {"agents": "甲\n乙\n丙", "authorised": True}),
    ("hold_hearing", {"ended_for_absence": True}),
    ("hold_hearing", {"ended_for_absence": True, "excuse": "没有正当理由"}),
    ("review_legality", {"law_correct": False}),
    ("decide", {"facts_changed": True}),
    ("decide_no_penalty", {"education": ""}),
    ("decide_no_penalty", {"crime": True}),
    ("decide_no_penalty", {"ground": "违法事实不能成立", "education": ""}),
    ("publish_decision", {"impact": False}),
    ("publish_decision", {"hidden": False}),
    ("withdraw_publication", {"receivers_told": False}),
    ("receive_remedy", {"way": "行政诉讼"}),
    ("end_remedy", {"way": "行政诉讼"}),
    ("decide", {"same_act_fined": True}),
    ("decide", {"rests_on_record": False}),
    ("seal_property", {"urgent": True}),
    ("seal_property", {"urgent": True, "party_present": False, "witnessed": True}),
    ("seal_property", {"urgent": True, "lists": 1}),
    ("preserve_evidence", {"urgent": True}),
    ("decide_preserved", {"outcome": "没收"}),
    ("extend_sealing", {"extended_by": 31}),
    ("dispose_sealed", {"outcome": "销毁"}),
    ("approve_measure", {"approval": "不批准"}),
    ("defer_payment", {"hardship": False}),
    ("settle_surcharge", {"amount_fen": 100}),
    ("demand", {"present": ["履行义务的期限"]}),
    ("serve_demand", {"receiver_signed": False}),
    ("decide_execution", {"power": ""}),
    ("decide_execution", {"good_reason": True}),
    ("carry_out", {"cuts_supply": True}),
    ("carry_out", {"from_at": "2026-03-02T23:00:00+08:00"}),
    ("carry_out", {"from_at": "2026-02-21T10:00:00+08:00"}),
    ("apply_to_court", {"papers": ["强制执行申请书"]}),
    ("resume_execution", {"cause_gone": False}),
    ("end_execution", {"ground": "公民死亡，无遗产可供执行，又无义务承受人"}),
    ("report_crime", {"to_chief": False}),
    ("decide_transfer", {"decision": "不批准移送"}),
    ("decide_transfer", {"decision": "不批准移送", "reasons": "没有达到追诉标准。"}),
    ("hand_to_police", {"papers": ["涉嫌犯罪案件移送书"]}),
    ("file_event", {"limit": 8}),
    ("file_event", {"event_kind": "没有的小类"}),
    ("file_event", {"due_at": "2026-12-01T10:00:00+08:00"}),
    ("give_order", {"officers": ["A1"]}),
    ("give_order", {"officers": ["A1", "B1"]}),
    ("give_order", {"officers": ["A1", "HELPER"]}),
    ("give_order", {"team": "xian.chengguan", "officers": ["B1", "B2"]}),
    ("give_order", {"equipment": []}),
    ("give_order", {"overruled": True}),
    ("give_order", {"team": "没有的单位"}),
    ("extend_limit", {"due_at": "2026-03-01T00:00:00+08:00"}),
    ("extend_limit", {"due_at": "2099-03-01T00:00:00+08:00"}),
    ("hang_event", {"until": "2026-01-05T00:00:00+08:00"}),
    ("resume_event", {"due_at": "2026-01-05T00:00:00+08:00"}),
    ("resume_event", {"due_at": "2099-03-01T00:00:00+08:00"}),
    ("blow_whistle", {"by_at": "2026-01-05T00:00:00+08:00"}),
    ("close_event", {"reply": ""}),
    ("merge_event", {"into": "卷1号"}),
    ("hold_meeting", {"bodies": ["没有的单位"]}),
    ("hold_meeting", {"meets_at": "2026-01-05T00:00:00+08:00"}),
    ("decide_task", {"body": "没有的单位"}),
    ("decide_task", {"due_on": "2026-01-05"}),
    ("finish_task", {"task": 9}),
    ("walk_patrol", {"grid": "网格9"}),
    ("walk_patrol", {"found": ["JG-01"]}),
    ("plan_patrol", {"ticket": "0" * 64}),
    ("plan_patrol", {"weights": [1, 2, 3, 4]}),
    ("plan_patrol", {"grids": ["网格1", "网格4"]}),
    ("draw_camera", {"ticket": "0" * 64}),
    ("draw_camera", {"camera": "D2"}),
    ("draw_camera", {"pool": ["D1", "D2"]}),
    ("score_whistle", {"body": "xian.zhen"}),
)


def _poor(walk: Walk, request: Request, person: Actor) -> Spoiled:
    """Lawful forms of what is left out: no reply, no opinion on the statement, review not passed, camera, cash."""
    fitting = [one for one in _POOR if one[0] == request.kind]
    kind, changed = walk.rng.choice(fitting if fitting and walk.rng.random() < 0.5 else _POOR)
    asked = walk._request(kind)
    doer = walk._doer(kind) if walk.rng.random() < 0.8 or kind != "review_legality" else next(one for one in PEOPLE if one.officer == "V2")
    return doer, replace(asked, payload={**asked.payload, **changed})


_MISCHIEF = {
    "anybody": _anybody,
    "out_of_turn": _out_of_turn,
    "two_hats": _two_hats,
    "officers": _officers,
    "untrue": _untrue,
    "corrupt": _corrupt,
    "amount": _amount,
    "judge_all": _judge_all,
    "service": _service,
    "when": _when,
    "again": _again,
    "stale": _stale,
    "foreign_item": _foreign_item,
    "poor": _poor,
}
