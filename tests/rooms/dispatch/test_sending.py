"""立案、推荐、派遣、督办 at the database: what is booked goes with the act or not at all; who is sent, and who is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.factories import acts as payloads
from tests.factories.events import BODY, DONE, NINE
from tests.factories.people import actor
from yifa.dispatch import actions
from yifa.dispatch.booking import NoSuchThing, ThingTaken
from yifa.dispatch.core.arrival import arrived_where
from yifa.dispatch.core.assign import BUSY
from yifa.dispatch.core.event import event_of
from yifa.dispatch.joining import NoSuchDocket, OtherEnded
from yifa.dispatch.models import Booking, Event
from yifa.dispatch.queries import orders_of, recommended
from yifa.docket.append import AlreadyDone, NotLawful, Request, append, open_docket
from yifa.docket.core.form import FormIncomplete
from yifa.docket.models import Standing
from yifa.docket.queries import view_for
from yifa.kernel.ids import new_id
from yifa.registry.models import Roster
from yifa.registry.snapshot import move_on
from yifa.staffing.models import Officer, Posting

pytestmark = pytest.mark.django_db
DESK = "shouli"
AFTER = NINE + timedelta(minutes=10)


def _reported(place_text: str = "东大街南口", **more: Any) -> UUID:
    said = {"source": "热线电话", "reported_at": NINE.isoformat(), "summary": "人行道上堆放建材", "place_text": place_text, **more}
    caller = actor(DESK)
    return open_docket(actor=caller, body=BODY, place="131128101", request=Request("register_lead", said), now=NINE).act.docket


def _filed(event_kind: str = "J-0101", **more: Any) -> UUID:
    docket = _reported(**more)
    actions.file(actor=actor(DESK), docket=docket, event_kind=event_kind, now=NINE)
    return docket


CALLED = {"dispatch.on_duty": "已经电话召回。"}


def _sent(docket: UUID, *, judged: dict[str, str] | None = None, **more: Any) -> Any:
    """By a desk that calls in whoever is off duty."""
    said: dict[str, Any] = {"team": BODY, "officers": ["GC-001", "GC-002"], "task": "到现场处理", **more}
    said["judged"] = CALLED | (judged or {})
    return actions.send(actor=actor(DESK), docket=docket, now=AFTER, **said)


def _do(docket: UUID, kind: str, payload: dict[str, Any], who: str = "zhifa1", **more: Any) -> Any:
    return append(actor=actor(who), docket=docket, request=Request(kind, payload, **more), now=AFTER + timedelta(minutes=1))


def test_who_is_off_duty_is_called_by_a_word_alone_and_who_stands_in_no_roster_is_not_told() -> None:
    said: dict[str, Any] = {"team": BODY, "officers": ["GC-003", "GC-004"], "task": "到现场处理"}
    names = "、".join(Officer.objects.filter(code__in=said["officers"]).order_by("code").values_list("name", flat=True))
    with pytest.raises(NotLawful, match=f"{names}现在不在值班时间"):
        actions.send(actor=actor(DESK), docket=_filed(), now=AFTER, **said)

    actions.send(actor=actor(DESK), docket=_filed(), now=AFTER, judged=CALLED, **said)
    Roster.objects.filter(officer__in=["GC-005", "GC-006"]).delete()
    known = actions.send(actor=actor(DESK), docket=_filed(), now=AFTER, **said | {"officers": ["GC-005", "GC-006"]})

    assert known.act.kind == "give_order"


def test_class_and_limit_are_those_of_the_catalogue() -> None:
    event = Event.objects.get(docket_id=_filed())

    assert (event.kind_name, event.state, event.recorded) == ("暴露垃圾", "待派遣", False)
    assert event.due_at == NINE.replace(hour=14, minute=30)


def test_class_that_is_not_there_is_refused() -> None:
    with pytest.raises(actions.NoSuchClass) as refused:
        actions.file(actor=actor(DESK), docket=_reported(), event_kind="X-1", now=NINE)

    assert refused.value.sentence == "立案结案标准中没有小类“X-1”。"


@pytest.mark.parametrize("due_at", ["2026-03-20T10:00:00+08:00", NINE.replace(hour=16).isoformat()])
def test_nobody_types_a_later_moment(due_at: str) -> None:
    docket = _reported()
    payload = actions.filing_of(view_for(actor=actor(DESK), docket=docket), "J-0101", now=NINE)

    with pytest.raises(NotLawful) as refused:
        _do(docket, "file_event", payload | {"due_at": due_at}, DESK)

    assert "应当办结的时间与时限不符" in refused.value.sentence


def test_a_form_opened_before_midnight_is_filed_after_it_and_no_limit_begins_before_the_report() -> None:
    late = NINE.replace(hour=23, minute=58)
    said = {"source": "热线电话", "reported_at": late.isoformat(), "summary": "占道摆摊", "place_text": "东大街南口"}
    docket = open_docket(actor=actor(DESK), body=BODY, place="131128101", request=Request("register_lead", said), now=late).act.docket
    payload = actions.filing_of(view_for(actor=actor(DESK), docket=docket), "J-0401", now=late)

    with pytest.raises(NotLawful) as refused:
        early = {"due_at": (late + timedelta(hours=1)).isoformat()}
        append(actor=actor(DESK), docket=docket, request=Request("file_event", payload | early), now=late + timedelta(minutes=1))
    append(actor=actor(DESK), docket=docket, request=Request("file_event", payload), now=late + timedelta(minutes=7))

    assert "应当在2026年3月12日1时58分" in refused.value.sentence
    assert Event.objects.get(docket_id=docket).due_at == late + timedelta(hours=2)


def test_order_books_the_recorder_and_the_work_gives_it_back() -> None:
    docket = _filed("J-0401")
    things = _sent(docket, judged={}).act.payload["equipment"]

    assert len(things) == 1
    booking = Booking.objects.get(docket=docket)
    assert (booking.equipment, booking.kind, booking.officer, booking.ends_at) == (
        things[0],
        "执法记录仪",
        "GC-001",
        AFTER + timedelta(hours=4),
    )
    _do(docket, "handle_event", DONE)
    assert Booking.objects.get(docket=docket).ends_at == AFTER + timedelta(minutes=1)


def test_what_is_lent_is_refused_and_neither_order_nor_booking_stands() -> None:
    first, second = _filed("J-0401"), _filed("J-0401")
    thing = _sent(first).act.payload["equipment"][0]

    with pytest.raises(ThingTaken) as refused:
        _sent(second, officers=["GC-003", "GC-004"], equipment=[thing])

    assert refused.value.sentence == "执法记录仪1号已经借出，到3月11日13:10为止，派遣没有记录。"
    assert Booking.objects.filter(docket=second).count() == 0
    assert Event.objects.get(docket_id=second).state == "待派遣"


def test_an_order_sent_twice_books_once() -> None:
    docket, id_ = _filed("J-0401"), new_id()

    found = [_sent(docket, id=id_) for _ in range(2)]

    assert [one.repeated for one in found] == [False, True]
    assert Booking.objects.filter(docket=docket).count() == 1


def test_without_a_recorder_left_a_person_says_how_it_is_recorded() -> None:
    for pair in (["GC-003", "GC-004"], ["GC-005", "GC-006"], ["GC-007", "GC-008"], ["GC-009", "GC-010"]):
        _sent(_filed("J-0401"), officers=pair)
    docket = _filed("J-0401")

    with pytest.raises(NotLawful) as refused:
        _sent(docket)
    recorded = _sent(docket, judged={"dispatch.recorder": "用手机全程录像，回来当日导出保存。"})

    assert "「占道经营」须全过程记录，派遣没有带执法记录仪，怎样记录？" in refused.value.sentence
    assert [ground["judged"] for ground in recorded.act.grounds if ground["rule"] == "dispatch.recorder"] == [
        "用手机全程录像，回来当日导出保存。"
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"officers": ["GC-001"]}, "执法人员不得少于两人，本次只列明1人。"),
        ({"officers": []}, "执法人员不得少于两人，本次只列明0人。"),
        ({"officers": ["GC-001", "GC-X01"]}, "是执法辅助人员"),
        ({"officers": ["GC-001", "CG-004"]}, "不是"),
        ({"team": "fucheng.meiyou"}, "名录中没有「fucheng.meiyou」这个单位。"),
        ({"overruled": True}, "没有采用推荐的人员，又没有写明理由。"),
    ],
)
def test_order_that_may_not_be_given_says_why(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(NotLawful) as refused:
        _sent(_filed(), **changed)

    assert told in "".join(answer.sentence for answer in refused.value.answers)


def test_sending_others_than_who_has_the_power_needs_a_word() -> None:
    docket = _filed("J-0404")

    with pytest.raises(NotLawful) as refused:
        _sent(docket, team="fucheng.chengguan", officers=["CG-004", "CG-005"])

    assert [answer.grounds[0].rule for answer in refused.value.answers if not answer.lawful][-1] == "dispatch.with_power"


def test_posted_officer_without_insurance_is_warned_of() -> None:
    posted = Officer.objects.get(code="GC-001")
    Posting.objects.filter(officer__code="GC-001").delete()
    Officer.objects.filter(code="GC-001").update(body="fucheng.chengguan", insured_until=NINE.date())
    Posting.objects.create(officer=posted, body=BODY, title="派驻执法员")
    move_on()
    docket = _filed()

    with pytest.raises(NotLawful) as refused:
        _sent(docket)
    told = [answer.sentence for answer in refused.value.answers if answer.grounds[0].rule == "dispatch.insured"]
    recorded = _sent(docket, judged={"dispatch.insured": "当日已续保，保单待录入。"})

    assert told == ["赵建国的人身意外伤害保险在2026年3月11日已经不在保，仍然派遣吗？"]
    assert not recorded.repeated


def test_order_is_taken_by_one_and_the_second_hears_who() -> None:
    docket = _filed()
    _sent(docket)
    _do(docket, "take_order", {})

    with pytest.raises(AlreadyDone) as refused:
        _do(docket, "take_order", {}, "zhifa2")

    assert (refused.value.sentence, refused.value.kind) == ("任务已由赵建国接单。", "conflict")


def test_recommendation_is_a_lawful_pair_on_duty_with_its_reason() -> None:
    docket = _filed(longitude="116.1644", latitude="37.8686")

    found = recommended(actor=actor(DESK), now=AFTER, docket=docket)

    assert len(found) == 1 and found[0].proposal.choice is not None
    assert (found[0].team, [one.body for one in found[0].asked]) == (BODY, [BODY])
    assert len(found[0].proposal.others) == 2
    assert found[0].proposal.choice.reason.endswith("。")
    recorded = actions.send_as_proposed(actor=actor(DESK), one=found[0], task="到现场处理", now=AFTER)
    assert recorded.act.payload["officers"] == list(found[0].proposal.choice.pair.officers)


def test_who_is_out_is_not_proposed_again() -> None:
    first, second = _filed(), _filed()
    [one] = recommended(actor=actor(DESK), now=AFTER, docket=first)
    actions.send_as_proposed(actor=actor(DESK), one=one, task="到现场处理", now=AFTER)

    [other] = recommended(actor=actor(DESK), now=AFTER, docket=second)

    assert one.proposal.choice and other.proposal.choice
    assert set(one.proposal.choice.pair.officers) & set(other.proposal.choice.pair.officers) == set()
    assert other.proposal.left_out[BUSY] == 1


def test_all_are_sent_at_once_and_each_is_an_act() -> None:
    dockets = [_filed() for _ in range(3)]

    sent = actions.assign_all(actor=actor(DESK), now=AFTER)

    assert {one.event.docket_id for one in sent if one.recorded} == set(dockets)
    officers = [code for one in sent if one.recorded for code in one.recorded.act.payload["officers"]]
    assert len(set(officers)) == 6
    assert set(Event.objects.values_list("state", flat=True)) == {"已派遣"}


def test_desk_of_another_body_recommends_nothing_here() -> None:
    docket = _filed()

    assert recommended(actor=actor("chengguanzhb"), now=AFTER, docket=docket) == []


def test_order_nobody_takes_goes_back_to_the_desk_once() -> None:
    docket = _filed()
    _sent(docket)

    told = [actions.escalate(now=AFTER + timedelta(minutes=minutes)) for minutes in (4, 5, 6)]

    assert told == [0, 1, 0]
    event = Event.objects.get(docket_id=docket)
    assert event.escalated_at == AFTER + timedelta(minutes=5)


def test_limit_in_its_last_fifth_goes_to_the_desk_and_broken_to_the_head() -> None:
    docket = _filed()
    due_at = Event.objects.get(docket_id=docket).due_at
    assert due_at is not None
    fifth = (due_at - NINE) / 5

    told = [actions.escalate(now=at) for at in (due_at - fifth * 1.1, due_at - fifth, due_at, due_at + fifth)]

    assert told == [0, 1, 1, 0]


def test_what_is_handled_or_set_aside_escalates_to_nobody() -> None:
    handled, aside = _filed(), _filed()
    _sent(handled)
    _do(handled, "handle_event", DONE)
    _do(aside, "hang_event", {"reason": "产权正在确认"}, DESK)

    assert actions.escalate(now=NINE + timedelta(days=30)) == 0


@pytest.mark.parametrize(("kind", "said"), [("take_order", {}), ("arrive", {}), ("handle_event", DONE)])
def test_who_was_not_sent_says_for_whom_and_why(kind: str, said: dict[str, Any]) -> None:
    docket = _filed()
    _sent(docket)

    with pytest.raises(NotLawful) as refused:
        _do(docket, kind, said, "zhifa3")
    recorded = _do(docket, kind, said, "zhifa3", judged={"dispatch.as_sent": "受值班员电话指派代办。"})

    names = "、".join(Officer.objects.filter(code__in=("GC-001", "GC-002")).order_by("code").values_list("name", flat=True))
    assert f"派给的是{names}，为什么由别人办理？" in refused.value.sentence
    assert [ground["judged"] for ground in recorded.act.grounds if ground["rule"] == "dispatch.as_sent"] == ["受值班员电话指派代办。"]


@pytest.mark.parametrize("who", [DESK, "fuzeren", "zhifa2"])
def test_the_desk_registers_what_it_was_told_and_any_of_those_sent_acts(who: str) -> None:
    docket = _filed()
    _sent(docket)

    _do(docket, "take_order", {}, who)
    _do(docket, "arrive", {}, who)
    _do(docket, "handle_event", DONE, who)

    assert Event.objects.get(docket_id=docket).state == "待核查"


PAST, LATER, FAR = "2026-03-10T10:00:00+08:00", "2026-03-11T15:00:00+08:00", "2027-06-01T10:00:00+08:00"


@pytest.mark.parametrize(
    ("before", "kind", "said", "told"),
    [
        ((), "extend_limit", {"due_at": FAR, "reason": "需要吊车"}, "延长的时间超过了原来的处置时限"),
        ((), "hang_event", {"until": PAST, "reason": "等产权单位"}, "「何时再看」填写的2026年3月10日10时00分已经过去，请填写以后的时间。"),
        ((), "blow_whistle", {"bodies": ["fucheng.jiaotong"], "matter": "请认定", "by_at": PAST}, "「何时前报到」填写的"),
        (("hang_event",), "resume_event", {"due_at": PAST, "reason": "已到场"}, "「新的应当办结的时间」填写的"),
        (("hang_event",), "resume_event", {"due_at": LATER, "reason": "已到场"}, "原时限扣除挂账的时间"),
    ],
)
def test_no_limit_without_an_end_and_nothing_planned_for_the_past(before: tuple[str, ...], kind: str, said: Any, told: str) -> None:
    docket = _filed()
    for one in before:
        _do(docket, one, {"reason": "产权正在确认"}, DESK)

    with pytest.raises((NotLawful, FormIncomplete)) as refused:
        _do(docket, kind, said, DESK)

    assert told in refused.value.sentence


def test_a_limit_that_is_broken_is_put_off_to_a_moment_to_come_not_to_one_that_is_past() -> None:
    docket = _filed()
    due_at = Event.objects.get(docket_id=docket).due_at
    assert due_at is not None
    late = due_at + timedelta(hours=2, seconds=20)

    with pytest.raises(FormIncomplete) as refused:
        _put_off(docket, due_at + timedelta(hours=1), at=late)
    # people type minutes: the one that runs is still to come
    _put_off(docket, due_at + timedelta(hours=2), at=late)

    assert refused.value.facts["fields"] == {"due_at": "「延长到」填写的2026年3月11日15时30分已经过去，请填写以后的时间。"}
    assert Event.objects.get(docket_id=docket).due_at == due_at + timedelta(hours=2)


def _put_off(docket: UUID, until: datetime, *, at: datetime) -> None:
    request = Request("extend_limit", {"due_at": until.isoformat(), "reason": "需要吊车"})
    append(actor=actor(DESK), docket=docket, request=request, now=at)


def _elsewhere(refusal: NotLawful) -> list[str]:
    return [answer.sentence for answer in refusal.answers if answer.grounds[0].rule == "dispatch.not_elsewhere"]


def test_who_is_out_is_sent_elsewhere_by_a_word_alone() -> None:
    first, second = _filed(), _filed()
    number = _sent(first).number

    with pytest.raises(NotLawful) as refused:
        _sent(second, officers=["GC-002", "GC-003"])
    recorded = _sent(second, officers=["GC-002", "GC-003"], judged={"dispatch.not_elsewhere": "先到这里，两处相距五十米。"})

    assert _elsewhere(refused.value) == [f"{Officer.objects.get(code='GC-002').name}正在办理{number}，仍然派遣吗？"]
    (ground,) = [one for one in recorded.act.grounds if one["rule"] == "dispatch.not_elsewhere"]
    assert (ground["verdict"], ground["judged"]) == ("for_person", "先到这里，两处相距五十米。")


@pytest.mark.parametrize(
    ("kind", "said", "who"),
    [
        ("handle_event", DONE, "zhifa1"),
        ("return_order", {"reason": "正在处置另一起事件"}, "zhifa1"),
        ("hang_event", {"reason": "产权正在确认"}, DESK),
        ("refer_lead", {"to": "县交通运输局", "reason": "不属本镇职权", "reply": "已移送。"}, "fuzeren"),
    ],
)
def test_who_is_back_is_free(kind: str, said: dict[str, Any], who: str) -> None:
    first, second = _filed(), _filed()
    _sent(first)
    _do(first, kind, said, who)

    assert not _sent(second).repeated


def test_of_a_docket_one_may_not_read_the_number_is_not_told() -> None:
    first, second = _filed(), _filed()
    number = _sent(first).number
    Event.objects.filter(docket_id=first).update(body="fucheng.chengguan", team="fucheng.chengguan", place="131128")

    with pytest.raises(NotLawful) as refused:
        _sent(second)

    assert [told.endswith("正在办理别处的事件，仍然派遣吗？") for told in _elsewhere(refused.value)] == [True]
    assert number not in str(refused.value.as_json())


def test_another_order_takes_the_place_of_the_first_by_a_word_alone() -> None:
    docket = _filed()
    _sent(docket)

    with pytest.raises(NotLawful) as refused:
        _sent(docket, officers=["GC-003", "GC-004"])
    _sent(docket, officers=["GC-003", "GC-004"], judged={"dispatch.not_working": "前一组车辆故障，已电话告知。"})

    names = "、".join(Officer.objects.filter(code__in=("GC-001", "GC-002")).order_by("code").values_list("name", flat=True))
    assert refused.value.sentence.endswith(f"：本事件已经派给{names}，还没有到场，仍然要改派吗？")
    assert Event.objects.get(docket_id=docket).officers == ["GC-003", "GC-004"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("events", "rule"),
    [
        pytest.param(1, "dispatch.not_working", id="one event, pair after pair"),
        pytest.param(4, "dispatch.not_elsewhere", id="one pair, event after event"),
    ],
)
def test_of_orders_in_the_same_moment_one_stands_and_the_others_are_told(fresh_town: None, events: int, rule: str) -> None:
    dockets = [_filed() for _ in range(events)]
    asked = [(dockets[n % events], ["GC-001", "GC-002"] if events > 1 else [f"GC-00{2 * n + 1}", f"GC-00{2 * n + 2}"]) for n in range(4)]
    gate, won, lost = Barrier(4), list[UUID](), list[list[str]]()

    def ask(docket: UUID, officers: list[str]) -> None:
        try:
            gate.wait()
            won.append(_sent(docket, officers=officers).act.docket)
        except NotLawful as refusal:
            lost.append([answer.grounds[0].rule for answer in refusal.answers])
        finally:
            connection.close()

    senders = [Thread(target=ask, args=one) for one in asked]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert (len(won), lost) == (1, [[rule]] * 3)
    assert Event.objects.filter(state="已派遣").count() == 1


def test_a_limit_is_put_off_by_as_long_again_or_by_a_persons_word() -> None:
    docket = _filed()
    _do(docket, "extend_limit", {"due_at": LATER, "reason": "需要吊车"}, DESK)
    word = {"dispatch.extension": "负责人准许。", "dispatch.extension_span": "负责人准许。"}
    _do(docket, "extend_limit", {"due_at": FAR, "reason": "需要吊车"}, DESK, judged=word)

    assert Event.objects.get(docket_id=docket).extensions == 2


def test_an_order_takes_nothing_that_belongs_to_others() -> None:
    docket = _filed()

    with pytest.raises(NoSuchThing) as refused:
        _do(docket, "give_order", {"team": BODY, "officers": ["GC-001", "GC-002"], "task": "到现场处理", "equipment": ["CG-E-01"]}, DESK)

    assert "没有登记CG-E-01" in refused.value.sentence
    assert "联系该单位值班室" in refused.value.remedy
    assert not Booking.objects.filter(equipment="CG-E-01").exists()


def test_an_event_is_merged_into_a_docket_that_is_there_and_still_worked_on() -> None:
    docket, main, ended = _reported(), _reported(), _reported()
    _, number, done = (view_for(actor=actor(DESK), docket=one).number for one in (docket, main, ended))
    _do(ended, "merge_event", {"into": number, "reason": "同一件事"}, DESK)

    with pytest.raises(NoSuchDocket) as absent:
        _do(docket, "merge_event", {"into": "古综执案〔2026〕9999号", "reason": "同一件事"}, DESK)
    with pytest.raises(OtherEnded) as over:
        _do(docket, "merge_event", {"into": done, "reason": "同一件事"}, DESK)
    with pytest.raises(NoSuchDocket):
        _do(docket, "link_event", {"other": "没有", "reason": "同一地点"}, DESK)
    _do(docket, "link_event", {"other": done, "reason": "同一地点"}, DESK)
    _do(docket, "merge_event", {"into": f" {number} ", "reason": "同一件事"}, DESK)

    assert absent.value.sentence == "没有编号为古综执案〔2026〕9999号的卷宗，或者您无权查看。"
    assert over.value.sentence == f"不能并入{done}：该卷宗已经办结，反映人将得不到答复。"
    assert Event.objects.get(docket_id=docket).state == "已并案"


def test_who_told_of_what_was_merged_is_answered_before_the_rest_is_closed() -> None:
    main, between, told = _reported(source="巡查发现"), _reported(source="巡查发现"), _reported()
    numbers = {one: view_for(actor=actor(DESK), docket=one).number for one in (main, between)}
    actions.file(actor=actor(DESK), docket=main, event_kind="J-0101", now=NINE)
    _do(told, "merge_event", {"into": numbers[between], "reason": "同一件事"}, DESK)
    _do(between, "merge_event", {"into": numbers[main], "reason": "同一件事"}, DESK)
    _sent(main)
    _do(main, "handle_event", DONE)
    _do(main, "verify_event", {"settled": True, "view": "已清走"}, DESK)

    with pytest.raises(NotLawful) as refused:
        _do(main, "close_event", {"result": "符合结案条件"}, DESK)
    _do(main, "close_event", {"result": "符合结案条件", "reply": "已经清走。"}, DESK)

    assert "反映人要求答复，尚未答复" in refused.value.sentence
    assert not Event.objects.exclude(closed_at=None).filter(docket_id=main, fed_back_at=None).exists()


def test_an_event_is_not_merged_into_a_complaint_about_officers() -> None:
    said = {"source": "网页", "reported_at": NINE.isoformat(), "summary": "执法人员态度恶劣", "place_text": "东大街", "about": "一中队"}
    caller = actor("jiandu")
    complaint = open_docket(
        actor=caller, body=caller.posts[0].body, place="131128101", request=Request("register_complaint", said), now=NINE
    ).act.docket
    number = view_for(actor=caller, docket=complaint).number

    for kind, name in (("merge_event", "into"), ("link_event", "other")):
        with pytest.raises(NoSuchDocket):
            _do(_reported(), kind, {name: number, "reason": "同一件事"}, DESK)


@pytest.mark.django_db(transaction=True)
def test_of_two_events_merged_into_each_other_at_once_one_goes_on(fresh_town: None) -> None:
    events = [_reported(place) for place in ("东大街南口", "西大街北口")]
    numbers = [view_for(actor=actor(DESK), docket=one).number for one in events]
    start, told = Barrier(2), list[Any]()

    def merge(docket: UUID, into: str) -> None:
        start.wait()
        try:
            told.append(_do(docket, "merge_event", {"into": into, "reason": "同一件事"}, DESK))
        except OtherEnded as refused:
            told.append(refused)
        finally:
            connection.close()

    threads = [Thread(target=merge, args=pair) for pair in zip(events, reversed(numbers), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(isinstance(one, OtherEnded) for one in told) == 1
    assert Event.objects.filter(closed_at=None, docket_id__in=events).count() == 1


HERE = {"longitude": "116.1644", "latitude": "37.8686"}


def test_an_event_is_filed_under_a_grid_that_is_there_and_holds_its_point() -> None:
    docket = _reported(longitude="116.130", latitude="37.880")
    payload = actions.filing_of(view_for(actor=actor(DESK), docket=docket), "J-0101", now=AFTER)

    with pytest.raises(NotLawful) as absent:
        _do(docket, "file_event", payload | {"grid": "没有的网格"}, DESK)
    with pytest.raises(NotLawful) as elsewhere:
        _do(docket, "file_event", payload | {"grid": "WG-03"}, DESK)
    _do(docket, "file_event", payload | {"grid": "WG-03"}, DESK, judged={"dispatch.grid_there": "跨两个网格，由三网格负责。"})
    filed = _do(docket, "file_event", payload | {"grid": "WG-01"}, DESK)

    assert "「责任网格」填写的没有的网格在名录中没有。" in absent.value.sentence
    assert "事件的坐标不在网格WG-03内，为什么由该网格负责？" in elsewhere.value.sentence
    assert filed.act.payload["grid"] == "WG-01"


def test_a_grid_that_is_gone_since_the_report_holds_up_no_filing() -> None:
    docket = _reported(grid="撤销的网格")

    assert actions.file(actor=actor(DESK), docket=docket, event_kind="J-0101", now=NINE).act.payload["grid"] == ""


@pytest.mark.parametrize(
    ("told", "said", "where"),
    [
        (HERE, {"longitude": "116.1650", "latitude": "37.8690"}, "到场定位距事件地点69米"),
        (HERE, HERE | {"doubtful": True}, "到场定位距事件地点0米，定位存疑"),
        (HERE, {}, "到场没有定位"),
        ({}, HERE, "到场有定位，事件没有坐标"),
    ],
)
def test_an_arrival_says_how_far_off_it_was_or_that_nobody_knows(told: dict[str, Any], said: dict[str, Any], where: str) -> None:
    docket = _filed(**told)
    _sent(docket)

    _do(docket, "arrive", said, "zhifa1")

    view = view_for(actor=actor(DESK), docket=docket)
    event = event_of(view)
    assert event is not None and event.state == "已到场"
    assert arrived_where(view, event) == where


def test_an_arrival_far_from_the_event_needs_a_word_that_stands_in_the_record() -> None:
    docket = _filed(**HERE)
    _sent(docket)
    far = {"longitude": "116.1644", "latitude": "37.8786"}

    with pytest.raises(NotLawful) as refused:
        _do(docket, "arrive", far, "zhifa1")
    act = _do(docket, "arrive", far, "zhifa1", judged={"dispatch.arrived_there": "坐标标错，现场在北面路口。"}).act

    assert "到场定位距事件地点1112米，超过500米" in refused.value.sentence
    ground = next(ground for ground in act.grounds if ground["rule"] == "dispatch.arrived_there")
    assert (ground["judged"], "1112米" in ground["question"]) == ("坐标标错，现场在北面路口。", True)


@pytest.mark.parametrize("said", [{"longitude": "37.8686", "latitude": "116.1644"}, {"longitude": "116.1644"}, {"latitude": "37.8686"}])
def test_half_a_place_or_a_swapped_one_is_refused_with_the_field(said: dict[str, str]) -> None:
    docket = _filed(**HERE)
    _sent(docket)

    with pytest.raises(FormIncomplete) as refused:
        _do(docket, "arrive", said, "zhifa1")

    assert "latitude" in refused.value.facts["fields"]  # type: ignore[operator]  # a mapping of fields


def test_an_event_is_merged_or_linked_with_what_one_may_see_alone() -> None:
    docket, elsewhere = _reported(), _reported()
    number = view_for(actor=actor(DESK), docket=elsewhere).number
    Standing.objects.filter(docket_id=elsewhere).update(body="fucheng.chengguan", place="131128")

    for kind, name in (("merge_event", "into"), ("link_event", "other")):
        with pytest.raises(NoSuchDocket) as refused:
            _do(docket, kind, {name: number, "reason": "同一件事"}, DESK)
        assert refused.value.sentence == f"没有编号为{number}的卷宗，或者您无权查看。"

    assert Event.objects.get(docket_id=docket).state == "待立案"


def test_nothing_is_merged_into_a_case_that_was_given_up_though_its_file_is_still_open() -> None:
    docket, case = _reported(), _reported()
    both = {"officers": ("GC-001", "GC-002")}
    times = {"from_at": (NINE + timedelta(minutes=5)).isoformat(), "until_at": AFTER.isoformat()}
    _do(case, "check_on_spot", payloads.check_on_spot(**times), "zhifa1", **both)
    _do(case, "propose_filing", payloads.propose_filing(item="GC-ZJ-001"), "zhifa1", **both)
    _do(case, "approve_filing", payloads.approve_filing(), "fuzeren")
    _do(case, "drop_case", payloads.drop_case(), "fuzeren")
    number = view_for(actor=actor(DESK), docket=case).number

    with pytest.raises(OtherEnded):
        _do(docket, "merge_event", {"into": number, "reason": "同一件事"}, DESK)


def test_who_is_out_on_an_event_is_called_back_before_it_is_merged() -> None:
    docket, other = _filed(), _reported()
    _sent(docket)
    said = {"into": view_for(actor=actor(DESK), docket=other).number, "reason": "同一件事"}
    names = "、".join(Officer.objects.filter(code__in=("GC-001", "GC-002")).order_by("code").values_list("name", flat=True))

    with pytest.raises(NotLawful) as refused:
        _do(docket, "merge_event", said, DESK)
    waiting = [event.docket_id for event in orders_of("GC-001")]
    _do(docket, "return_order", {"reason": f"并入{said['into']}，已经电话通知。"}, DESK)
    _do(docket, "merge_event", said, DESK)

    assert f"本事件已经派给{names}，还没有到场，不能并案。" in refused.value.sentence
    assert (waiting, list(orders_of("GC-001"))) == ([docket], [])
    assert Event.objects.get(docket_id=docket).state == "已并案"


def test_what_was_handled_is_merged_though_its_order_stands() -> None:
    docket, other = _filed(), _reported()
    _sent(docket)
    _do(docket, "handle_event", DONE)

    _do(docket, "merge_event", {"into": view_for(actor=actor(DESK), docket=other).number, "reason": "同一件事"}, DESK)

    assert Event.objects.get(docket_id=docket).state == "已并案"


def _ready_to_close() -> tuple[UUID, str]:
    """Found by the team itself, so that nobody waits for an answer but who is merged into it."""
    main = _filed(source="巡查发现")
    _sent(main)
    _do(main, "handle_event", DONE)
    _do(main, "verify_event", {"settled": True, "view": "已清走"}, DESK)
    return main, view_for(actor=actor(DESK), docket=main).number


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["merge", "close"])
def test_what_is_merged_while_the_rest_is_closed_never_waits_for_nothing(fresh_town: None, first: str) -> None:
    main, number = _ready_to_close()
    told = _reported("东大街南口西侧")
    acts = {
        "merge": lambda: _do(told, "merge_event", {"into": number, "reason": "同一件事"}, DESK),
        "close": lambda: _do(main, "close_event", {"result": "符合结案条件"}, DESK),
    }
    second = next(name for name in acts if name != first)
    found = list[Any]()

    def later() -> None:
        try:
            found.append(acts[second]())
        except (OtherEnded, NotLawful) as refused:
            found.append(refused)
        finally:
            connection.close()

    thread = Thread(target=later)
    with transaction.atomic():
        acts[first]()
        thread.start()
        thread.join(timeout=1.5)
        waits = thread.is_alive()
    thread.join()

    assert waits, "the later one did not wait for the earlier"
    if first == "close":
        assert isinstance(found[0], OtherEnded)
        assert Event.objects.get(docket_id=told).closed_at is None
    else:
        assert "反映人要求答复，尚未答复" in found[0].sentence
        assert Event.objects.get(docket_id=main).closed_at is None


@pytest.mark.django_db(transaction=True)
def test_of_many_merges_and_closings_at_once_nobody_is_left_without_an_answer(fresh_town: None) -> None:
    main, number = _ready_to_close()
    others = [_reported(f"东大街{n}号") for n in (11, 23, 37)]
    start, strange = Barrier(4), list[Exception]()

    def at_once(docket: UUID, kind: str, said: dict[str, Any]) -> None:
        start.wait()
        try:
            _do(docket, kind, said, DESK)
        except (OtherEnded, NotLawful):
            pass
        except Exception as fault:
            strange.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=at_once, args=(one, "merge_event", {"into": number, "reason": "同一件事"})) for one in others]
    threads.append(Thread(target=at_once, args=(main, "close_event", {"result": "符合结案条件"})))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    merged = Event.objects.filter(docket_id__in=others, merged_into=number).count()
    closed = Event.objects.get(docket_id=main).closed_at is not None
    assert (strange, merged and closed) == ([], False)
    assert closed or merged == 3
