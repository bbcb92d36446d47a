"""Each gate of the acts that matter most is taken away in turn: a directed path must then slip through, and the second opinion see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from tests.doubles.benchmarks import TABLES
from tests.doubles.institution import BODIES, OURS, PLACE, Town
from tests.doubles.record import MemoryRecord
from tests.engine.oracle import wrongs
from tests.engine.people import BY_USER, FIRST_OF, NEW_REVIEWER, REVIEWER, TWO_HATS
from tests.factories.acts import ORGANISATION, PAYLOADS, PERSON
from yifa.docket.append import NotLawful, Request
from yifa.docket.core.act import Act
from yifa.docket.core.procedure import NO_BENCHMARKS, PROCEDURES
from yifa.docket.ports import DeviceRecord
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Refusal
from yifa.law.authority.jurisdiction import OtherCase
from yifa.server.published import published_calendar

CALENDAR = published_calendar()
ORDINARY = (
    "register_lead",
    "check_on_spot",
    "propose_filing",
    "approve_filing",
    "take_evidence",
    "report_investigation",
    "review_legality",
    "give_notice",
    "serve",
    "hear_statement",
    "decide",
    "serve",
    "record_payment",
    "close_case",
)
#: acts at which a docket asks for others on its matter
FILINGS = ("propose_filing", "approve_filing", "punish_on_spot")
ON_THE_SPOT = ("register_lead", "check_on_spot", "punish_on_spot")


@dataclass
class Story:
    """A docket told act by act, one day apart unless told otherwise."""

    record: MemoryRecord = field(default_factory=lambda: MemoryRecord(Town(), CALENDAR, OURS, PLACE))
    now: datetime = datetime(2026, 3, 9, 2, tzinfo=UTC)

    def act(
        self,
        kind: str,
        *,
        by: Actor | None = None,
        days: float = 1,
        officers: tuple[str, ...] | None = None,
        judged: dict[str, str] | None = None,
        evidence: tuple[str, ...] = (),
        **payload: Any,
    ) -> list[str]:
        """Do it; what the second opinion says about it."""
        declared = next(procedure.kinds[kind] for procedure in PROCEDURES.values() if kind in procedure.kinds)
        two = ("A1", "A2") if "A1" in _two_named(kind) else ()
        self.now += timedelta(days=days)
        paid = {"paid_on": legal_date(self.now).isoformat()} if kind == "record_payment" else {}
        said = PAYLOADS[kind](**{**paid, **payload})
        request = Request(kind, said, officers=two if officers is None else officers, judged=judged or {}, evidence=evidence)
        done = self.record.act(actor=by or FIRST_OF[declared.by[0]], request=request, now=self.now)
        body = self.record.institution.body(OURS, on=legal_date(self.now))
        unsaid = ["it does not say where to pay"] if kind == "decide" and not body.bank else []
        unseen = ["another docket is open on the matter"] if kind in FILINGS and self.record.others and not _judged(done) else []
        return wrongs(self.record.acts, BY_USER, body=OURS, place=PLACE, out=self.record.errands) + unsaid + unseen + self._leads(done)

    def _leads(self, done: Act) -> list[str]:
        """The files of devices that are no evidence and stand in this act all the same."""
        found = [self.record.device_records[digest] for digest in done.evidence if digest in self.record.device_records]
        bad = [one for one in found if not all((*one.device_facts.values(), *one.record_facts.values()))]
        return ["a lead of a device is used as evidence"] if bad else []

    def until(self, last: str, **changes: dict[str, Any]) -> Story:
        """The ordinary way up to and with ``last``; ``changes`` by kind, ``None`` leaves the act out."""
        served = iter(("penalty_notice", "penalty_decision"))
        for kind in ORDINARY:
            if kind == "serve":
                changes["serve"] = {**changes.get("serve", {}), "paper": next(served)}
            if kind not in changes or changes[kind] is not None:
                more = dict(changes.get(kind, {}))
                if kind == "decide":
                    more.setdefault("days", 8)
                assert self.act(kind, **more) == []
            if kind == last and (last != "serve" or changes["serve"]["paper"] == "penalty_notice"):
                return self
        raise LookupError(last)


_OFFICERS_ACTS = frozenset(kind.name for procedure in PROCEDURES.values() for kind in procedure.kinds.values() if kind.officers)


def _judged(act: Act) -> bool:
    return any(ground["rule"] == "authority.same_matter" and ground.get("judged") for ground in act.grounds)


def _two_named(kind: str) -> tuple[str, ...]:
    return ("A1", "A2") if kind in _OFFICERS_ACTS else ()


def _noticed(**changes: Any) -> Story:
    return Story().until("serve", **changes)


def _ready(**changes: Any) -> Story:
    return Story().until("hear_statement", **changes)


def _decided() -> Story:
    return Story().until("decide")


def _reviewed(**changes: Any) -> Story:
    return Story().until("review_legality", **changes)


def _checked() -> Story:
    story = Story()
    assert story.act("register_lead") == [] == story.act("check_on_spot")
    return story


OTHER = OtherCase(
    docket="", number="", body="示例县城市管理局", ours=False, done="批准立案", at=datetime(2026, 3, 1, 2, tzinfo=UTC), filed=True
)


def _doubled(story: Story | None = None) -> Story:
    """Another body has a docket on the same item and party."""
    story = story or _checked()
    story.record.others = (OTHER,)
    return story


def _dropped(story: Story) -> Story:
    assert story.act("drop_case") == []
    return story


def _suspended(story: Story) -> Story:
    assert story.act("suspend_inquiry") == []
    return story


def _rereported() -> Story:
    story = _ready()
    assert story.act("report_investigation") == []
    return story


def _unlooked() -> Story:
    return Story().until("hear_statement", hear_statement={"review_opinion": ""})


def _asked() -> Story:
    story = _ready(give_notice={"hearing_offered": True})
    assert story.act("request_hearing") == []
    return story


def _called(**call: Any) -> Story:
    story = _asked()
    day = (story.now + timedelta(days=15)).date()
    assert story.act("notify_hearing", **{"hearing_on": day.isoformat(), **call}) == []
    return story


def _heard() -> Story:
    story = _called()
    assert story.act("hold_hearing", days=14) == [] == story.act("review_legality")
    return story


def _ruled(last: str = "hear_statement", **fine: Any) -> Story:
    """An item with a published table, applied in the report; one fine all along."""
    large = {"benchmark": "CG-T1", "circumstances": "面积：大\n后果：无"}
    story = Story(MemoryRecord(Town(), CALENDAR, OURS, PLACE, benchmarks=TABLES))
    return story.until(last, propose_filing={"item": "RULED"}, report_investigation=large | fine, give_notice=fine)


def _departed() -> Story:
    """Below the tier for a reason that stands in the report."""
    large = {"benchmark": "CG-T1", "circumstances": "面积：大\n后果：无", "departure_reason": "当事人困难，适用基准显失公平。"}
    story = Story(MemoryRecord(Town(), CALENDAR, OURS, PLACE, benchmarks=TABLES))
    fine = {"fine_fen": 150_000}
    return story.until("hear_statement", propose_filing={"item": "RULED"}, report_investigation=large | fine, give_notice=fine)


def _reviewed_again_for_more() -> Story:
    story = _ready()
    assert story.act("report_investigation", fine_fen=100_001) == [] == story.act("review_legality")
    return story


def _reported_again_without_the_table() -> Story:
    story = _ruled(fine_fen=160_000)
    story.record.benchmarks = NO_BENCHMARKS
    assert story.act("report_investigation", fine_fen=160_000) == [] == story.act("review_legality")
    story.record.benchmarks = TABLES
    return story


def _ruled_since_the_report() -> Story:
    story = Story().until("review_legality", propose_filing={"item": "RULED"})
    story.record.benchmarks = TABLES
    return story


def _suspected(story: Story) -> Story:
    assert story.act("report_crime") == []
    return story


def _sealed_in_urgency(story: Story) -> Story:
    assert story.act("seal_property", urgent=True) == []
    return story


def _paid_with_things_sealed() -> Story:
    story = _ready()
    assert story.act("approve_measure") == [] == story.act("seal_property") == story.act("decide", days=8)
    assert story.act("serve", paper="penalty_decision") == [] == story.act("record_payment")
    return story


DEVICE = ("basis", "legal", "technical", "standard", "sensible", "marked", "published")
RECORD = ("reviewed", "true_", "clear", "complete", "accurate")
#: a file of a device that was never published, and one of a device in order whose record nobody reviewed
UNPUBLISHED, UNREVIEWED = "1" * 64, "2" * 64


def _filmed(story: Story) -> Story:
    """Two files of devices lie on the shelf."""
    good, seen = dict.fromkeys(DEVICE, True), dict.fromkeys(RECORD, True)
    story.record.device_records = {
        UNPUBLISHED: DeviceRecord(UNPUBLISHED, "A", good | {"published": False}, seen),
        UNREVIEWED: DeviceRecord(UNREVIEWED, "B", good, seen | {"reviewed": False}),
    }
    return story


def _by_camera(**told: Any) -> Story:
    """Ready to be decided on the record of a camera in order, of which the party was told so."""
    story = Story().until("approve_filing")
    ticked = ("by_camera", "camera_legal_review", "camera_technical_review", "camera_published", "camera_record_reviewed")
    assert story.act("take_evidence", **dict.fromkeys((*ticked, "camera_record_good"), True)) == []
    if told:
        assert story.act("tell_camera_record", **told) == []
    for kind in ("report_investigation", "review_legality", "give_notice"):
        assert story.act(kind) == []
    assert story.act("serve", paper="penalty_notice") == [] == story.act("hear_statement")
    return story


Prepare = Callable[[], Story]

#: act, gate taken away, what stood before, how the act is then done
REMOVED: list[tuple[str, str, Prepare, dict[str, Any]]] = [
    ("decide", "steps.still_open", lambda: _dropped(_ready()), {"days": 9}),
    (
        "decide",
        "authority.basis_not_repealed",
        lambda: Story(now=datetime(2026, 7, 20, 2, tzinfo=UTC)).until("hear_statement", propose_filing={"item": "AIR"}),
        {"days": 25},
    ),
    ("decide", "filing.not_suspended", lambda: _suspended(_ready()), {"days": 9}),
    ("give_notice", "filing.not_suspended", lambda: _suspended(_reviewed()), {}),
    ("decide", "decision.review_passed", _rereported, {"days": 9}),
    ("decide", "notice.served", lambda: Story().until("give_notice"), {"days": 20}),
    ("decide", "notice.statement_over", _noticed, {"days": 2}),
    ("decide", "notice.statement_reviewed", _unlooked, {"days": 9}),
    ("decide", "notice.hearing_done", _asked, {"days": 9}),
    ("decide", "decision.collective", lambda: _ready(report_investigation={"complex_or_major": True}), {"days": 9}),
    ("decide", "people.head_apart", _ready, {"days": 9, "by": TWO_HATS}),
    ("decide", "authority.competent", lambda: _ready(propose_filing={"item": "LEAVING"}), {"days": 70}),
    ("decide", "evidence.camera_device", lambda: _filmed(_ready()), {"days": 9, "evidence": (UNPUBLISHED,)}),
    ("decide", "evidence.camera_record", lambda: _filmed(_ready()), {"days": 9, "evidence": (UNREVIEWED,)}),
    ("decide", "evidence.camera_told", lambda: _by_camera(), {"days": 9}),
    ("decide", "evidence.camera_told", lambda: _by_camera(look=""), {"days": 9}),
    ("decide", "evidence.camera_told", lambda: _by_camera(objections=False), {"days": 9}),
    ("take_evidence", "evidence.camera_device", lambda: _filmed(_filed_case()), {"evidence": (UNPUBLISHED,)}),
    ("take_evidence", "evidence.camera_record", lambda: _filmed(_filed_case()), {"evidence": (UNREVIEWED,)}),
    ("check_on_spot", "evidence.camera_device", lambda: _filmed(_filed_case()), {"evidence": (UNPUBLISHED,)}),
    ("inquire", "evidence.camera_record", lambda: _filmed(_filed_case()), {"evidence": (UNREVIEWED,)}),
    ("report_investigation", "evidence.camera_device", lambda: _filmed(_filed_case()), {"evidence": (UNPUBLISHED,)}),
    ("punish_on_spot", "evidence.camera_device", lambda: _filmed(_checked()), {"evidence": (UNPUBLISHED,)}),
    ("punish_on_spot", "evidence.camera_record", lambda: _filmed(_checked()), {"evidence": (UNREVIEWED,)}),
    ("decide", "steps.fine_with_kind", _ready, {"days": 9, "fine_fen": None}),
    ("decide", "decision.as_reviewed", _ready, {"days": 9, "fine_fen": 99_999}),
    ("decide", "notice.not_heavier", _reviewed_again_for_more, {"days": 9, "fine_fen": 100_001}),
    ("decide", "notice.unchanged", _ready, {"days": 9, "basis_changed": True}),
    ("decide", "decision.on_record", _heard, {"days": 1}),
    ("decide", "substance.one_fine", _ready, {"days": 9, "same_act_fined": True}),
    ("decide", "steps.undecided", lambda: _spared(_ready()), {"days": 9}),
    ("decide", "decision.contents", lambda: _bare(_ready()), {"days": 9}),
    ("give_notice", "decision.as_reviewed", _reviewed, {"fine_fen": 99_999}),
    ("decide_no_penalty", "decision.outcome", _reviewed, {"crime": True}),
    ("decide_no_penalty", "substance.education", _reviewed, {"education": ""}),
    ("decide_no_penalty", "steps.undecided", _decided, {}),
    ("decide_no_penalty", "people.head_apart", _reviewed, {"by": TWO_HATS}),
    ("drop_case", "people.head_apart", _reviewed, {"by": TWO_HATS}),
    ("decide_no_penalty", "decision.after_report", lambda: Story().until("take_evidence"), {}),
    ("publish_decision", "publication.in_turn", _reviewed, {}),
    ("publish_decision", "publication.social_impact", _decided, {"impact": False}),
    ("withdraw_publication", "publication.in_turn", _decided, {}),
    ("withdraw_publication", "publication.withdrawn", lambda: _published(), {"receivers_told": False}),
    ("receive_remedy", "steps.decision_served", _decided, {}),
    ("answer_remedy", "remedies.running", lambda: _served_decision(), {}),
    ("end_remedy", "remedies.running", lambda: _served_decision(), {"way": "行政诉讼"}),
    ("review_legality", "decision.review_points", lambda: Story().until("report_investigation"), {"papers_proper": False}),
    ("notify_hearing", "notice.hearing_invited", _asked, {"hearing_on": "2026-03-30"}),
    ("notify_hearing", "notice.hearing_open", _asked, {"secret": True}),
    ("notify_hearing", "steps.hearing_requested", lambda: _ready(give_notice={"hearing_offered": True}), {}),
    ("notify_hearing", "notice.hearing_chair", _asked, {"by": TWO_HATS}),
    ("hold_hearing", "notice.hearing_invited", _asked, {"days": 20}),
    ("hold_hearing", "notice.hearing_as_told", _called, {"days": 13}),
    ("hold_hearing", "notice.hearing_agents", _called, {"days": 14, "agents": "张三"}),
    ("hold_hearing", "notice.hearing_absence", _called, {"days": 14, "ended_for_absence": True, "excuse": "有正当理由"}),
    ("hold_hearing", "notice.hearing_record", _called, {"days": 14, "signature": "拒绝签名"}),
    ("hold_hearing", "notice.hearing_chair", _called, {"days": 14, "by": TWO_HATS}),
    ("decide", "discretion.applied", _reported_again_without_the_table, {"days": 7, "fine_fen": 160_000}),
    ("decide", "discretion.calculate", lambda: _ruled(fine_fen=160_000), {"days": 25, "fine_fen": 160_000}),
    ("decide", "discretion.departure", _departed, {"days": 9, "fine_fen": 150_000}),
    ("decide", "transfer.not_replaced", lambda: _suspected(_ready()), {"days": 9}),
    ("decide", "measure.urgency_settled", lambda: _sealed_in_urgency(_ready()), {"days": 9}),
    ("give_notice", "people.two_officers", _reviewed, {"officers": ("A1",)}),
    ("give_notice", "steps.still_open", lambda: _dropped(_reviewed()), {}),
    ("give_notice", "steps.undecided", _decided, {}),
    ("give_notice", "decision.review_passed", lambda: Story().until("report_investigation"), {}),
    ("give_notice", "steps.fine_with_kind", _reviewed, {"kinds": ["警告"], "fine_fen": 50_000}),
    ("give_notice", "discretion.applied", _ruled_since_the_report, {}),
    ("give_notice", "discretion.calculate", lambda: _ruled("review_legality", fine_fen=160_000), {"days": 20, "fine_fen": 160_000}),
    ("give_notice", "notice.hearing", lambda: _reviewed(report_investigation={"fine_fen": 200_000}), {"fine_fen": 200_000}),
    ("serve", "people.two_officers", lambda: Story().until("give_notice"), {"officers": ("A1", "B1")}),
    ("serve", "steps.still_open", lambda: _dropped(Story().until("give_notice")), {}),
    ("serve", "steps.paper_made", lambda: Story().until("give_notice"), {"paper": "penalty_decision"}),
    (
        "serve",
        "remedies.internet_channel",
        _decided,
        {"paper": "penalty_decision", "mode": "电子送达", "consent": True, "recorded": True},
    ),
    ("serve", "service.form", lambda: Story().until("give_notice"), {"receiver_signed": False}),
    ("punish_on_spot", "people.two_officers", _checked, {"officers": ("A1", "B1")}),
    ("punish_on_spot", "filing.checked", lambda: _opened(), {}),
    ("punish_on_spot", "people.certificate_shown", _checked, {"certificate_shown": False}),
    ("punish_on_spot", "authority.competent", _checked, {"item": "THEIRS"}),
    ("punish_on_spot", "authority.same_matter", lambda: _doubled(), {}),
    ("punish_on_spot", "substance.limitation", _checked, {"act_ended_on": "2024-03-08"}),
    ("punish_on_spot", "summary.on_the_spot", _checked, {"fine_fen": 20_001}),
    ("punish_on_spot", "decision.kinds_allowed", _checked, {"item": "SC-1", "kinds": ["警告"], "fine_fen": None}),
    ("punish_on_spot", "decision.within_range", _checked, {"fine_fen": 4_999}),
    ("punish_on_spot", "summary.heard", _checked, {"heard": False}),
    ("punish_on_spot", "steps.delivered_on_spot", _checked, {"delivered": False}),
    ("close_case", "steps.decision_served", _decided, {"other_ended": "法院裁定终结执行。", "outcome": "终结执行"}),
    ("close_case", "steps.spot_reported", lambda: _paid_on_the_spot(), {}),
    ("close_case", "closing.executed", lambda: _served_decision(), {}),
    ("close_case", "transfer.not_replaced", lambda: _suspected(Story().until("record_payment")), {}),
    ("close_case", "measure.none_left", lambda: _paid_with_things_sealed(), {}),
    ("close_case", "closing.reply_given", lambda: Story().until("record_payment", register_lead={"source": "群众举报"}), {"reply": ""}),
]
#: gates that another gate of the same act always covers: taken away alone they open nothing
COVERED = {
    ("decide", "decision.after_report"): "decision.review_passed",
    ("decide", "evidence.established"): "filing.checked",  # a case is filed after a check, and the check is evidence
    ("decide", "decision.kinds_allowed"): "notice.not_heavier",  # and the notice has the same gate
    ("decide", "substance.version_applied"): "notice.not_heavier",  # so has it this
    ("decide", "substance.punishable"): "substance.punishable",  # the report has the same gate
    ("decide", "decision.within_range"): "decision.as_reviewed",  # and the report has the same gate
    ("decide", "discretion.within_tier"): "decision.as_reviewed",  # so has it this
    ("give_notice", "decision.after_report"): "decision.review_passed",
    ("give_notice", "decision.kinds_allowed"): "decision.as_reviewed",
    ("give_notice", "decision.within_range"): "decision.as_reviewed",
    ("give_notice", "discretion.within_tier"): "decision.as_reviewed",
    ("give_notice", "substance.version_applied"): "decision.as_reviewed",
    ("punish_on_spot", "steps.fine_with_kind"): "summary.on_the_spot",
    ("serve", "steps.something_to_serve"): "steps.paper_made",
    ("close_case", "steps.still_open"): "steps.decision_served",  # closed is done once; a dropped case has no decision
}
GUARDED = ("decide", "give_notice", "punish_on_spot", "serve", "close_case")


def _filed_case() -> Story:
    return Story().until("approve_filing")


def _milder_once() -> Story:
    """The range was lower on the day of the act."""
    return _reviewed(propose_filing={"item": "HEAVIER", "act_ended_on": "2026-03-09"}, report_investigation={"fine_fen": 80_000})


def _spared(story: Story) -> Story:
    assert story.act("decide_no_penalty") == []
    return story


def _bare(story: Story) -> Story:
    """The body of a town that does not say where its fines are paid."""
    story.record.institution = Town(bodies_known={OURS: replace(BODIES[OURS], bank="")})
    return story


def _published() -> Story:
    story = _decided()
    assert story.act("publish_decision") == []
    return story


def _opened() -> Story:
    story = Story()
    assert story.act("register_lead") == []
    return story


def _served_decision() -> Story:
    story = _decided()
    assert story.act("serve", paper="penalty_decision") == []
    return story


def _paid_on_the_spot() -> Story:
    story = _checked()
    assert story.act("punish_on_spot") == [] == story.act("record_payment", amount_fen=10_000)
    return story


@pytest.mark.parametrize(("act", "rule", "prepare", "how"), REMOVED, ids=[f"{act}-{rule}" for act, rule, _, _ in REMOVED])
def test_a_gate_stops_its_wrong_and_without_it_the_second_opinion_sees_it(
    act: str, rule: str, prepare: Prepare, how: dict[str, Any], without: Callable[[str, str], None]
) -> None:
    story = prepare()
    stood = story.record.acts

    with pytest.raises(NotLawful) as refused:
        story.act(act, **how)

    assert [answer.grounds[0].rule for answer in refused.value.answers] == [rule]
    assert story.record.acts == stood
    without(act, rule)
    assert story.act(act, **{**how, "days": 0}) != []


@pytest.mark.parametrize("act", GUARDED)
def test_every_gate_of_the_act_is_taken_away_or_covered_by_another(act: str) -> None:
    gates = {gate.rule for procedure in PROCEDURES.values() for kind in procedure.kinds.values() if kind.name == act for gate in kind.needs}
    gates |= {"people.two_officers"} if act in _OFFICERS_ACTS else set()

    tried = {rule for name, rule, _, _ in REMOVED if name == act} | {rule for name, rule in COVERED if name == act}

    assert tried == gates


@pytest.mark.parametrize(
    ("act", "rule", "prepare", "how"),
    [
        ("decide", "decision.after_report", lambda: Story().until("take_evidence"), {"days": 30}),
        ("decide", "decision.kinds_allowed", _ready, {"days": 9, "kinds": ["吊销许可证件"], "fine_fen": None}),
        ("decide", "decision.within_range", _ready, {"days": 9, "fine_fen": 4_000}),
        ("decide", "discretion.within_tier", lambda: _ruled(fine_fen=160_000), {"days": 9, "fine_fen": 150_000}),
        ("give_notice", "decision.after_report", lambda: Story().until("take_evidence"), {}),
        ("give_notice", "decision.kinds_allowed", _reviewed, {"kinds": ["吊销许可证件"], "fine_fen": None, "hearing_offered": True}),
        ("give_notice", "decision.within_range", _reviewed, {"fine_fen": 500_001, "hearing_offered": True}),
        ("give_notice", "discretion.within_tier", lambda: _ruled("review_legality", fine_fen=160_000), {"fine_fen": 150_000}),
        ("give_notice", "substance.version_applied", lambda: _milder_once(), {"fine_fen": 80_001}),
        ("punish_on_spot", "steps.fine_with_kind", _checked, {"fine_fen": None}),
        ("serve", "steps.something_to_serve", _reviewed, {}),
        ("close_case", "steps.still_open", lambda: _dropped(_ready()), {"other_ended": "终结"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_covered_gate_taken_away_still_leaves_the_act_refused(
    act: str, rule: str, prepare: Prepare, how: dict[str, Any], without: Callable[[str, str], None]
) -> None:
    story = prepare()
    without(act, rule)

    with pytest.raises(NotLawful) as refused:
        story.act(act, **how)

    assert COVERED[act, rule] in [answer.grounds[0].rule for answer in refused.value.answers]


def test_the_ordinary_way_is_lawful_from_lead_to_closing() -> None:
    story = Story().until("close_case")

    assert [act.kind for act in story.record.acts] == list(ORDINARY)


@pytest.mark.parametrize(
    ("fine_fen", "party", "lawful"),
    [(20_000, None, True), (20_001, None, False), (300_000, ORGANISATION, True), (300_001, ORGANISATION, False)],
)
def test_on_the_spot_the_amount_named_by_the_law_is_included(fine_fen: int, party: dict[str, Any] | None, lawful: bool) -> None:
    story = _checked()
    changes = {"fine_fen": fine_fen} | ({"party": party} if party else {})

    if lawful:
        assert story.act("punish_on_spot", **changes) == []
        return
    with pytest.raises(Refusal):
        story.act("punish_on_spot", **changes)


@pytest.mark.parametrize("kind", FILINGS)
def test_another_docket_on_the_matter_stops_it_until_a_person_has_judged_and_the_reason_stands(kind: str) -> None:
    story = _checked()
    if kind == "approve_filing":
        assert story.act("propose_filing") == []
    stood = _doubled(story).record.acts

    for said in ({}, {"authority.same_matter": " "}):
        with pytest.raises(NotLawful) as refused:
            story.act(kind, judged=said)
        assert refused.value.facts["for_person"] == ["authority.same_matter"]
        assert refused.value.answers[0].remedy == "是同一行为的，移送最先立案的示例县城市管理局；不是的，写明理由后继续办理。"
        assert story.record.acts == stood

    assert story.act(kind, judged={"authority.same_matter": "时间、地点都不同，不是同一行为。"}) == []
    (ground,) = [one for one in story.record.acts[-1].grounds if one["rule"] == "authority.same_matter"]
    assert (ground["verdict"], ground["judged"]) == ("for_person", "时间、地点都不同，不是同一行为。")
    assert "示例县城市管理局已于2026年3月1日批准立案" in ground["question"]


@pytest.mark.parametrize(
    ("officer", "days", "party", "rule", "told"),
    [
        ("AWAY", 57, "赵示例", "people.two_officers", "休假员请假"),
        ("AWAY", 58, "赵示例", "", ""),
        ("KIN", 1, "钱示例", "people.registered_recusal", "亲属员与当事人“钱示例”有回避事由"),
        ("KIN", 1, "赵示例", "", ""),
        ("APART", 1, "赵示例", "people.set_aside", "审核员已被指定担任法制审核"),
    ],
)
def test_who_is_away_must_keep_away_or_is_set_aside_is_not_named(officer: str, days: int, party: str, rule: str, told: str) -> None:
    story = _checked()
    assert story.now.date().isoformat() == "2026-03-11"
    act = partial(story.act, "propose_filing", days=days - 1, officers=("A1", officer), party={**PERSON, "name": party})

    if not rule:
        assert act() == []
        return
    with pytest.raises(NotLawful, match=told) as refused:
        act()
    assert [answer.grounds[0].rule for answer in refused.value.answers] == [rule]
    assert refused.value.remedy.endswith("。")


@pytest.mark.parametrize(("days", "lawful"), [(55, True), (56, False)])
def test_a_certificate_holds_through_its_last_day_and_no_longer(days: int, lawful: bool) -> None:
    story = _opened()
    assert story.now.date().isoformat() == "2026-03-10"

    if lawful:
        assert story.act("check_on_spot", days=days + 1, officers=("A1", "EXPIRING")) == []
        return
    with pytest.raises(NotLawful, match="届满员的执法证件已于2026年5月6日失效"):
        story.act("check_on_spot", days=days + 1, officers=("A1", "EXPIRING"))


def test_a_first_reviewer_has_passed_the_examination() -> None:
    story = Story().until("report_investigation")

    with pytest.raises(NotLawful, match="初次从事行政处罚决定法制审核的人员"):
        story.act("review_legality", by=NEW_REVIEWER, first_time=True)

    assert story.act("review_legality", by=REVIEWER, first_time=True) == []


def test_who_handled_the_case_does_not_chair_its_hearing() -> None:
    story = _called()

    with pytest.raises(NotLawful) as refused:
        story.act("hold_hearing", by=TWO_HATS, days=14)

    assert [answer.grounds[0].rule for answer in refused.value.answers] == ["notice.hearing_chair"]
    assert story.act("hold_hearing", days=0) == []


def test_a_hearing_nobody_came_to_is_ended_and_counts_as_waived() -> None:
    story = _called()

    assert story.act("hold_hearing", days=14, ended_for_absence=True, excuse="没有正当理由", presented=False, answered=False) == []

    assert story.act("review_legality") == [] == story.act("decide", days=1)


def test_public_notice_that_ends_on_a_rest_day_cuts_nobody_off_before_the_next_day_of_work() -> None:
    story = Story().until("give_notice")
    to_thursday = (3 - story.now.weekday()) % 7 or 7
    posted = {"mode": "公告送达", "receiver_signed": False, "other_ways_failed": True, "recorded": True}
    assert story.act("serve", days=to_thursday, **posted) == []  # the thirtieth day after a Thursday is a Saturday

    with pytest.raises(NotLawful, match="晚于决定日期"):
        story.act("hear_statement", days=30)

    assert story.act("hear_statement", days=2) == []


def test_a_paper_is_not_served_before_it_was_made() -> None:
    story = Story().until("give_notice")
    request = Request("serve", PAYLOADS["serve"](), officers=("A1", "A2"), happened_at=story.now - timedelta(days=3))

    with pytest.raises(NotLawful) as refused:
        story.record.act(actor=FIRST_OF[Role.OFFICER], request=request, now=story.now)

    assert [answer.grounds[0].rule for answer in refused.value.answers] == ["steps.paper_made"]


def test_no_hearing_is_held_that_nobody_was_called_to() -> None:
    story = _asked()

    with pytest.raises(NotLawful, match="尚未通知当事人听证的时间、地点"):
        story.act("hold_hearing", days=20)


def test_nobody_is_punished_on_the_spot_before_the_check() -> None:
    story = _opened()
    assert story.act("check_on_spot", days=5) == []
    request = Request("punish_on_spot", PAYLOADS["punish_on_spot"](), officers=("A1", "A2"), happened_at=story.now - timedelta(days=4))

    with pytest.raises(NotLawful) as refused:
        story.record.act(actor=FIRST_OF[Role.OFFICER], request=request, now=story.now)

    assert [answer.grounds[0].rule for answer in refused.value.answers] == ["filing.checked"]
