"""Measures, execution and criminal transfer: each act refused without its conditions and done with them, and its clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.engine.people import HEAD
from tests.engine.test_course import _clock, _refused
from tests.engine.test_paths import Story
from yifa.docket.append import Request
from yifa.docket.core.refusals import NotLawful, NotYourAct


def _filed(**changes: Any) -> Story:
    """Filed on Friday 2026-03-13."""
    return Story().until("approve_filing", **changes)


def _market() -> Story:
    return _filed(propose_filing={"item": "SC-1"})


def _sealed(**how: Any) -> Story:
    """Sealed on Monday 2026-03-16."""
    story = _filed()
    assert story.act("approve_measure") == []
    assert story.act("seal_property", days=2, **how) == []
    return story


def _kept(story: Story | None = None) -> Story:
    """Evidence kept on Monday 2026-03-16."""
    story = story or _filed()
    assert story.act("approve_measure", measure="先行登记保存") == []
    assert story.act("preserve_evidence", days=2) == []
    return story


def _served() -> Story:
    """A fine of 1000 yuan, served on 2026-03-27: due on Monday 2026-04-13."""
    story = Story().until("decide")
    assert story.act("serve", paper="penalty_decision") == []
    return story


def _until(story: Story, on: date) -> Story:
    """Ten in the morning of that day."""
    story.now = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
    return story


def _demanded() -> Story:
    """Demanded on 2026-04-14, served on 2026-04-15."""
    story = _until(_served(), date(2026, 4, 14))
    assert story.act("demand", days=0) == [] == story.act("serve_demand")
    return story


def _asked_the_court() -> Story:
    """On the first day: the term to sue ended on Monday 2026-09-28."""
    story = _until(_demanded(), date(2026, 9, 29))
    assert story.act("apply_to_court", days=0) == []
    return story


def _forced() -> Story:
    """Demanded until 2026-04-30, execution decided on Wednesday 2026-05-06."""
    story = _until(_demanded(), date(2026, 5, 6))
    assert story.act("decide_execution", days=0) == []
    return story


def _reported(**how: Any) -> Story:
    story = _filed()
    assert story.act("report_crime", **how) == []
    return story


def _approved() -> Story:
    story = _reported()
    assert story.act("decide_transfer") == []
    return story


def _with_police() -> Story:
    story = _approved()
    assert story.act("hand_to_police", days=0) == []
    return story


def _answered(result: str) -> Story:
    story = _with_police()
    assert story.act("record_police_result", result=result, received_on=(story.now + timedelta(days=1)).date().isoformat()) == []
    return story


Prepare = Callable[[], Story]

#: act, what stood before, how it is done, and rule -> sentence of every gate that stops it
REFUSED: list[tuple[str, Prepare, dict[str, Any], dict[str, str]]] = [
    ("preserve_evidence", _filed, {}, {"evidence.preservation": "先行登记保存没有经行政机关负责人批准。"}),
    ("preserve_evidence", _filed, {"urgent": True}, {"evidence.preservation": "先行登记保存没有经行政机关负责人批准。"}),
    ("preserve_evidence", _kept, {}, {"evidence.preservation": "先行登记保存没有经行政机关负责人批准。"}),
    (
        "preserve_evidence",
        _filed,
        {"may_vanish": False, "certificate_shown": False},
        {
            "people.certificate_shown": "执法人员没有主动出示执法证件，当事人有权拒绝接受调查或者检查。",
            "evidence.preservation": "证据没有可能灭失或者以后难以取得的情形，不能先行登记保存。",
        },
    ),
    ("decide_preserved", _filed, {}, {"measure.held": "本案没有正在先行登记保存的财物。"}),
    ("decide_preserved", _kept, {"outcome": "没收"}, {"evidence.preservation_outcome": "没有没收非法财物的处罚决定，不能没收。"}),
    (
        "decide_preserved",
        _kept,
        {"outcome": "查封、扣押", "days": 10},
        {"evidence.preservation_outcome": "先行登记保存的处理期限已于2026年3月25日届满，登记保存自动解除。"},
    ),
    ("seal_property", _filed, {}, {"measure.approved": "实施行政强制措施前没有报经行政机关负责人批准。"}),
    ("seal_property", _sealed, {}, {"measure.approved": "实施行政强制措施前没有报经行政机关负责人批准。"}),
    ("seal_property", _sealed, {"measure": "扣押"}, {"measure.approved": "实施行政强制措施前没有报经行政机关负责人批准。"}),
    ("seal_property", _filed, {"urgent": True, "norm": "部门规章"}, {"measure.basis": "部门规章不得设定行政强制措施。"}),
    (
        "seal_property",
        _filed,
        {"urgent": True, "heard": False, "signed": False},
        {"measure.steps": "实施行政强制措施的程序不完备，缺少：听取陈述和申辩、当事人和执法人员在笔录上签名或者盖章，或者注明拒绝签名。"},
    ),
    (
        "seal_property",
        _filed,
        {"urgent": True, "party_present": False},
        {"measure.steps": "实施行政强制措施的程序不完备，缺少：邀请见证人到场，由见证人和执法人员签名或者盖章。"},
    ),
    ("seal_property", _filed, {"urgent": True, "sealed_by": "县人民法院"}, {"measure.scope": "已被县人民法院依法查封，不得重复查封。"}),
    (
        "seal_property",
        _filed,
        {"urgent": True, "living_necessities": True},
        {"measure.scope": "公民个人及其所扶养家属的生活必需品，不得查封、扣押。"},
    ),
    ("seal_property", _filed, {"urgent": True, "delivered": False}, {"measure.sealing_paper": "查封、扣押决定书和清单没有当场交付。"}),
    (
        "seal_property",
        _filed,
        {"urgent": True, "lists": 1},
        {"measure.sealing_paper": "查封、扣押清单应当一式二份，由当事人和行政机关分别保存。"},
    ),
    ("extend_sealing", _filed, {}, {"measure.held": "本案没有正在查封、扣押的财物。"}),
    ("extend_sealing", _sealed, {"extended_by": 31}, {"measure.sealing_extension": "延长查封、扣押的期限合计31日，不得超过30日。"}),
    (
        "extend_sealing",
        _sealed,
        {"reason_told": False},
        {"measure.sealing_extension": "延长查封、扣押的决定没有书面告知当事人并说明理由。"},
    ),
    ("dispose_sealed", _filed, {}, {"measure.held": "本案没有正在查封、扣押的财物。"}),
    ("dispose_sealed", _sealed, {"returned": False}, {"measure.outcome": "解除查封、扣押应当立即退还财物，尚未退还。"}),
    ("dispose_sealed", _sealed, {"outcome": "销毁"}, {"measure.outcome": "没有法律、行政法规规定应当销毁，不能销毁。"}),
    ("drop_case", _sealed, {}, {"measure.none_left": "本案查封、扣押的财物尚未处理，不能结束案件。"}),
    ("drop_case", _kept, {}, {"measure.none_left": "本案先行登记保存的财物尚未处理，不能结束案件。"}),
    (
        "defer_payment",
        lambda: Story().until("decide"),
        {},
        {"steps.decision_served": "处罚决定书尚未送达当事人。"},
    ),
    ("defer_payment", _served, {"applied": False}, {"payment.deferral": "当事人没有申请暂缓或者分期缴纳罚款。"}),
    ("defer_payment", _served, {"hardship": False}, {"payment.deferral": "没有当事人确有经济困难的情形，不能暂缓或者分期缴纳。"}),
    (
        "defer_payment",
        _served,
        {"until": "2026-03-28"},
        {"payment.deferral": "暂缓或者分期的最后一日2026年3月28日不在批准之日以后。"},
    ),
    (
        "settle_surcharge",
        lambda: _until(_served(), date(2026, 4, 23)),
        {"until": "2026-04-23", "amount_fen": 30_001, "days": 0},
        {"measure.surcharge_settled": "加处罚款300.01元，多于依法计算的300.00元。"},
    ),
    (
        "settle_surcharge",
        lambda: _until(_served(), date(2026, 4, 23)),
        {"until": "2026-04-23", "amount_fen": 29_999, "days": 0},
        {"measure.surcharge_settled": "加处罚款299.99元，少于依法计算的300.00元，是否确有理由少加处？"},
    ),
    (
        "settle_surcharge",
        _served,
        {"until": "2026-03-20", "standard_told": False},
        {"measure.surcharge_allowed": "加处罚款的标准没有告知当事人，不能加处。"},
    ),
    (
        "demand",
        lambda: _until(_served(), date(2026, 4, 13)),
        {"days": 0},
        {"execution.overdue": "履行期限至2026年4月13日，尚未届满。"},
    ),
    (
        "demand",
        lambda: _until(_served(), date(2026, 4, 14)),
        {"days": 0, "present": ["履行义务的期限", "履行义务的方式", "陈述权和申辩权"]},
        {"execution.demand": "催告书没有载明明确的金额和给付方式。"},
    ),
    ("serve_demand", _served, {}, {"steps.paper_made": "尚未制作《履行催告书》，无从送达。"}),
    (
        "apply_to_court",
        lambda: _until(_served(), date(2026, 9, 29)),
        {"days": 0},
        {"execution.demanded": "申请人民法院强制执行前，应当催告当事人履行义务。"},
    ),
    (
        "apply_to_court",
        lambda: _until(_demanded(), date(2026, 9, 28)),
        {"days": 0},
        {"execution.court_window": "当事人起诉或者履行的期限至2026年9月28日，尚未届满。"},
    ),
    (
        "apply_to_court",
        lambda: _until(_demanded(), date(2026, 12, 29)),
        {"days": 0},
        {"execution.court_window": "申请强制执行的期限已于2026年12月28日届满，人民法院不予受理。"},
    ),
    (
        "apply_to_court",
        lambda: _until(_demanded(), date(2026, 9, 29)),
        {"days": 0, "form": ["负责人签名", "日期"]},
        {"execution.court_papers": "强制执行申请书缺少：行政机关印章。"},
    ),
    (
        "decide_execution",
        lambda: _until(_demanded(), date(2026, 5, 6)),
        {"days": 0, "power": ""},
        {"execution.own_power": "法律没有规定本机关可以强制执行，不得自行强制执行。"},
    ),
    ("decide_execution", _served, {}, {"execution.decision": "作出强制执行决定前，应当先催告当事人履行义务。"}),
    (
        "decide_execution",
        lambda: _until(_demanded(), date(2026, 4, 30)),
        {"days": 0},
        {"execution.decision": "催告的履行期限至2026年4月30日，尚未届满。"},
    ),
    (
        "decide_execution",
        lambda: _until(_demanded(), date(2026, 5, 6)),
        {"days": 0, "party_view": "请求宽限。"},
        {"execution.decision": "当事人对催告提出了陈述、申辩，尚未复核。"},
    ),
    ("carry_out", lambda: _until(_demanded(), date(2026, 5, 6)), {}, {"execution.decided": "没有作出强制执行决定。"}),
    (
        "carry_out",
        _forced,
        {"from_at": "2026-05-06T22:00:00+08:00"},
        {"execution.not_at_night": "2026年5月6日22时00分是夜间，不得实施行政强制执行。"},
    ),
    (
        "carry_out",
        _forced,
        {"from_at": "2026-05-05T10:00:00+08:00"},
        {"execution.not_on_holiday": "2026年5月5日在法定节假日放假期间，不得实施行政强制执行。"},
    ),
    (
        "carry_out",
        _forced,
        {"from_at": "2026-04-25T10:00:00+08:00"},
        {"execution.not_on_holiday": "2026年4月25日是星期六，是否确需在周末执行？"},
    ),
    (
        "carry_out",
        _forced,
        {"from_at": "2026-05-05T23:00:00+08:00", "urgent": True, "cuts_supply": True},
        {"execution.no_cut_off": "不得对居民生活采取停止供水、供电、供热、供燃气等方式迫使当事人履行行政决定。"},
    ),
    ("record_court", _demanded, {}, {"execution.court_asked": "本案尚未申请人民法院强制执行。"}),
    ("resume_execution", _served, {}, {"execution.resumption": "本案没有中止执行，不需要恢复。"}),
    (
        "suspend_execution",
        _served,
        {"ground": "行政机关认为需要中止执行的其他情形"},
        {"execution.suspension": "是否确有需要中止执行的其他情形？"},
    ),
    (
        "end_execution",
        _served,
        {"ground": "法人或者其他组织终止，无财产可供执行，又无义务承受人"},
        {"execution.end": "当事人不是法人或者其他组织，不适用终止的情形。"},
    ),
    ("report_crime", _filed, {"to_chief": False}, {"transfer.report": "移送的书面报告应当报本机关正职负责人或者主持工作的负责人审批。"}),
    ("decide_transfer", _filed, {}, {"transfer.decision": "尚未提出移送涉嫌犯罪案件的书面报告。"}),
    ("decide_transfer", _approved, {}, {"transfer.decision": "尚未提出移送涉嫌犯罪案件的书面报告。"}),
    ("decide_transfer", _reported, {"decision": "不批准移送"}, {"transfer.decision": "不批准移送，应当将理由记录在案。"}),
    ("hand_to_police", _reported, {}, {"transfer.papers": "移送涉嫌犯罪案件没有经正职负责人或者主持工作的负责人批准。"}),
    (
        "hand_to_police",
        _approved,
        {"tested": True},
        {"transfer.papers": "移送公安机关的材料不完备，缺少：有关检验报告或者鉴定结论。"},
    ),
    ("record_police_result", _approved, {}, {"transfer.result_expected": "本案尚未移送公安机关。"}),
    ("hand_over_exhibits", lambda: _answered("不予立案"), {}, {"transfer.exhibits": "公安机关尚未立案，不移交涉案物品。"}),
    ("hand_over_exhibits", lambda: _answered("立案"), {"receipts": False}, {"transfer.exhibits": "移交涉案物品和材料没有办结交接手续。"}),
    (
        "object_to_police",
        lambda: _answered("立案"),
        {},
        {"transfer.objection": "没有收到公安机关不予立案的通知，没有可以提出异议的决定。"},
    ),
]


@pytest.mark.parametrize(("act", "prepare", "how", "said"), REFUSED, ids=[f"{act} {' '.join(said)}" for act, _, _, said in REFUSED])
def test_without_its_conditions_the_act_is_refused_with_sentence_article_and_remedy(
    act: str, prepare: Prepare, how: dict[str, Any], said: dict[str, str]
) -> None:
    assert _refused(prepare(), act, **how) == said


def test_evidence_is_kept_with_approval_and_decided_within_seven_working_days() -> None:
    story = _kept()

    assert _clock(story, "preservation").term.due == date(2026, 3, 25)
    assert story.act("decide_preserved", outcome="采取记录、复制、拍照、录像等措施后退还") == []
    assert _clock(story, "preservation").stopped_on == date(2026, 3, 17)


def test_market_regulation_keeps_evidence_in_urgency_before_approval() -> None:
    story = _market()

    assert story.act("preserve_evidence", urgent=True) == []


def test_what_the_head_did_not_approve_is_not_kept() -> None:
    story = _market()
    assert story.act("approve_measure", measure="先行登记保存", approval="不批准") == []

    assert _refused(story, "preserve_evidence", urgent=True) == {"evidence.preservation": "行政机关负责人没有批准先行登记保存。"}


def test_sealing_ends_after_thirty_days_longer_where_extended_and_while_things_are_tested() -> None:
    story = _sealed()
    assert _clock(story, "sealing").term.due == date(2026, 4, 15)
    assert story.act("extend_sealing", days=0) == []
    assert _clock(story, "sealing").term.due == date(2026, 4, 30)
    assert _refused(story, "extend_sealing", extended_by=16) == {
        "measure.sealing_extension": "延长查封、扣押的期限合计31日，不得超过30日。"
    }

    assert story.act("commission_test", told_in_writing=True) == [] == story.act("record_test", days=5)

    assert _clock(story, "sealing").term.due == date(2026, 5, 5)
    assert story.act("dispose_sealed") == []
    assert _clock(story, "sealing").stopped_on is not None


def test_sealing_is_not_extended_after_its_last_day() -> None:
    story = _until(_sealed(), date(2026, 4, 16))

    assert _refused(story, "extend_sealing", days=0) == {"measure.sealing_extension": "查封、扣押已于2026年4月15日期满，不能再延长。"}


def test_urgent_sealing_is_reported_within_a_day_and_lifted_where_the_head_refuses() -> None:
    story = _filed()
    assert story.act("seal_property", urgent=True) == []
    clock = _clock(story, "urgent_report")
    assert (clock.starts_on, clock.term.due) == (date(2026, 3, 14), date(2026, 3, 15))
    assert clock.term.reckoning[-1] == "自2026年3月14日10时00分起按小时计算，节假日不扣除，至2026年3月15日10时00分届满。"

    assert story.act("approve_measure", approval="不批准", days=0.5) == []

    assert _clock(story, "urgent_report").stopped_on == date(2026, 3, 14)
    assert _refused(story, "extend_sealing") == {"measure.urgency_settled": "行政机关负责人认为不应当采取行政强制措施，应当立即解除。"}
    assert story.act("dispose_sealed") == [], "lifted"
    assert "measure.approved" in _refused(story, "seal_property"), "the refusal was of the first sealing, nobody was asked about another"


def test_urgent_sealing_that_was_approved_afterwards_goes_on() -> None:
    story = _filed()
    assert story.act("seal_property", urgent=True) == [] == story.act("approve_measure", days=0.5)

    assert story.act("extend_sealing") == []


def test_confiscated_by_the_decision_is_confiscated() -> None:
    story = _sealed()

    assert _refused(story, "dispose_sealed", outcome="没收") == {"measure.outcome": "没有没收非法财物的处罚决定，不能没收。"}


def test_deferral_moves_the_demand_and_the_time_to_ask_the_court() -> None:
    story = _served()
    assert _clock(story, "court_application").term.due == date(2026, 12, 28)
    assert story.act("defer_payment", until="2026-06-30") == []
    assert _clock(story, "deferral").term.due == date(2026, 6, 30)
    assert _clock(story, "court_application").term.due == date(2026, 9, 30)

    assert _refused(_until(story, date(2026, 6, 30)), "demand", days=0) == {"execution.overdue": "履行期限至2026年6月30日，尚未届满。"}
    assert story.act("demand") == []


def test_fine_and_surcharge_are_owed_together() -> None:
    story = _until(_served(), date(2026, 4, 23))
    assert story.act("settle_surcharge", until="2026-04-23", amount_fen=30_000, days=0) == []

    assert "payment.amount" in _refused(story, "record_payment", amount_fen=130_001, days=0)
    assert story.act("record_payment", amount_fen=130_000, days=0) == []

    assert story.act("close_case") == []
    assert _clock(story, "court_application").stopped_on == date(2026, 4, 23)


def test_unpaid_surcharge_keeps_the_case_open() -> None:
    story = _until(_served(), date(2026, 4, 23))
    assert story.act("record_payment", paid_on="2026-04-23", days=0) == []
    assert story.act("settle_surcharge", until="2026-04-23", amount_fen=30_000, days=0) == []

    assert _refused(story, "close_case") == {
        "closing.executed": "罚款1,000.00元、加处罚款300.00元，已缴1,000.00元，尚欠300.00元，处罚决定尚未执行完毕，不能结案。"
    }


def test_no_surcharge_grows_while_a_remedy_runs() -> None:
    story = _until(_served(), date(2026, 4, 18))
    assert story.act("receive_remedy", way="行政复议", applied_on="2026-04-18", days=0) == []
    _until(story, date(2026, 5, 20))

    assert _refused(story, "settle_surcharge", until="2026-05-20", amount_fen=12_001, days=0) == {
        "measure.surcharge_settled": "加处罚款120.01元，多于依法计算的120.00元。"
    }
    assert story.act("settle_surcharge", until="2026-05-20", amount_fen=12_000, days=0) == []


def test_the_court_is_asked_from_the_day_after_the_term_to_sue() -> None:
    story = _asked_the_court()

    assert _clock(story, "court_application").stopped_on == date(2026, 9, 29)
    assert story.act("record_court", result="不予执行", received_on="2026-09-30") == []
    assert _clock(story, "court_objection").term.due == date(2026, 10, 15)


def test_the_demand_has_ten_working_days_of_its_own() -> None:
    story = _until(_served(), date(2026, 9, 22))
    assert story.act("demand", days=0) == [] == story.act("serve_demand", days=0)
    assert _clock(story, "demand").term.due == date(2026, 10, 13)

    assert _refused(_until(story, date(2026, 10, 13)), "apply_to_court", days=0) == {
        "execution.demanded": "催告书2026年9月22日送达，尚未满十个工作日。"
    }
    assert story.act("apply_to_court") == []


def test_a_body_with_power_executes_by_day_after_the_demand_had_its_time() -> None:
    story = _forced()

    assert story.act("carry_out", from_at="2026-05-07T09:00:00+08:00") == []


def test_hidden_property_dispenses_with_the_rest_of_the_term() -> None:
    story = _until(_demanded(), date(2026, 4, 16))

    assert story.act("decide_execution", days=0, hides_property=True) == []


def test_execution_stands_still_and_goes_on() -> None:
    story = _until(_served(), date(2026, 4, 14))
    assert story.act("suspend_execution", days=0) == []
    assert _clock(story, "dormant").term.due == date(2029, 4, 14)

    assert _refused(story, "demand") == {"execution.not_suspended": "本案已经中止执行。"}
    assert _refused(story, "suspend_execution") == {"execution.suspension": "本案已经中止执行。"}
    assert _refused(story, "resume_execution", cause_gone=False) == {"execution.resumption": "中止执行的情形没有消失，不能恢复执行。"}
    assert story.act("resume_execution") == [] == story.act("demand")


def test_execution_that_ended_lets_the_case_be_closed() -> None:
    story = _served()
    assert "closing.executed" in _refused(story, "close_case", outcome="终结执行")

    assert story.act("end_execution") == []

    assert story.act("close_case", outcome="终结执行") == []


def test_transfer_is_decided_in_three_days_and_handed_over_within_a_day() -> None:
    story = _reported()
    clock = _clock(story, "transfer_decision")
    assert (clock.term.due, clock.term.warn_by) == (date(2026, 3, 17), date(2026, 3, 17))

    assert story.act("decide_transfer") == []

    assert _clock(story, "transfer_decision").stopped_on == date(2026, 3, 15)
    handover = _clock(story, "transfer_handover")
    assert (handover.starts_on, handover.term.due) == (date(2026, 3, 15), date(2026, 3, 16))
    assert story.act("hand_to_police", days=0) == []
    assert _clock(story, "transfer_handover").stopped_on == date(2026, 3, 15)


def test_what_is_sealed_goes_with_the_case() -> None:
    story = _sealed()
    assert story.act("report_crime") == [] == story.act("decide_transfer")

    assert _refused(story, "hand_to_police", handed_over=False) == {"measure.handed_to_police": "查封、扣押、冻结的财物没有一并移送。"}
    assert story.act("hand_to_police", days=0) == [] == story.act("dispose_sealed", outcome="移送公安机关", returned=False)


@pytest.mark.parametrize(
    ("how_far", "sentence"),
    [
        (0, "本案涉嫌犯罪应当移送公安机关，不得以行政处罚代替移送。"),
        (1, "本案已经批准移送，尚未移送公安机关，不得以行政处罚代替移送。"),
        (2, "本案已经移送公安机关，尚未收到处理结果，不得以行政处罚代替。"),
        (3, "公安机关已经立案，不得以行政处罚代替刑事处罚。"),
    ],
)
def test_no_penalty_stands_in_for_a_transfer(how_far: int, sentence: str) -> None:
    story = Story().until("hear_statement")
    assert story.act("report_crime") == []
    day = (story.now + timedelta(days=3)).date().isoformat()
    course = (("decide_transfer", {}), ("hand_to_police", {}), ("record_police_result", {"result": "立案", "received_on": day}))
    for kind, how in course[:how_far]:
        assert story.act(kind, **how) == []

    assert _refused(story, "decide", days=9) == {"transfer.not_replaced": sentence}


@pytest.mark.parametrize("how", [{"decision": "不批准移送", "reasons": "未达到追诉标准。"}, {}])
def test_what_is_no_crime_comes_back_and_is_penalised(how: dict[str, str]) -> None:
    story = Story().until("hear_statement")
    assert story.act("report_crime") == [] == story.act("decide_transfer", **how)
    if not how:
        day = (story.now + timedelta(days=2)).date().isoformat()
        assert story.act("hand_to_police") == [] == story.act("record_police_result", received_on=day)
        assert _clock(story, "transfer_objection").term.due == date.fromisoformat(day) + timedelta(days=3)
        assert story.act("object_to_police") == []

    assert story.act("decide", days=9) == []


def test_a_suspicion_that_does_not_reach_the_standard_stops_nothing() -> None:
    story = Story().until("hear_statement")
    assert story.act("report_crime", threshold_met=False, reasonable_suspicion=True) == []

    assert story.act("decide", days=9) == []


def test_things_go_to_the_police_within_three_days_of_their_filing() -> None:
    story = _answered("立案")

    assert _clock(story, "exhibits").term.due == date(2026, 3, 19)
    assert story.act("hand_over_exhibits") == []
    assert _clock(story, "exhibits").stopped_on == date(2026, 3, 17)


def test_measures_are_approved_by_the_head_alone() -> None:
    story = _filed()

    with pytest.raises(NotYourAct):
        story.act("seal_property", by=HEAD)


def test_an_act_once_recorded_is_not_asked_twice() -> None:
    story = _filed()
    request = Request("approve_measure", {"measure": "查封", "target": "水泥", "approval": "批准", "reason": "防止损毁。"})

    first = story.record.act(actor=HEAD, request=request, now=story.now)

    assert story.record.act(actor=HEAD, request=request, now=story.now) == first


def test_who_asks_the_court_too_early_is_told_the_first_day() -> None:
    story = _until(_demanded(), date(2026, 9, 28))

    with pytest.raises(NotLawful) as refused:
        story.act("apply_to_court", days=0)

    assert [answer.remedy for answer in refused.value.answers] == ["自2026年9月29日起申请。"]
