"""Why this day: a clock explained day by day, as a calendar and as a list."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from tests.kernel.test_calendar import CALENDAR
from tests.web.desk.conftest import ITEM, Signed, do, lead, person
from yifa.docket.calendars import bring_in
from yifa.docket.joints import joints
from yifa.docket.queries import view_for
from yifa.docket.recompute import recompute_batch
from yifa.kernel.calendar import Aside, Due, Year, reckon
from yifa.kernel.dates import Days, Months, WorkingDays
from yifa.kernel.explanation import explain
from yifa.web.desk.history import people_of
from yifa.web.desk.terms import months_of, skipped_words, stretches_of, whole_words

PAIR = ("GC-001", "GC-002")
SPRING = datetime(2026, 2, 11, 2, tzinfo=UTC)


def told(due: Due) -> list[tuple[str, str, str, str]]:
    return [(one.days, one.why, one.count, one.kind) for one in stretches_of(explain(due))]


def test_working_days_across_the_spring_festival_are_told_in_stretches() -> None:
    assert told(reckon(date(2026, 2, 11), WorkingDays(5), calendar=CALENDAR)) == [
        ("2026-02-11 周三", "起始日", "不计入", "uncounted"),
        ("2026-02-12 周四 至 2026-02-13 周五", "", "第1至2个工作日", "counts"),
        ("2026-02-14 周六", "调休上班", "第3个工作日", "counts"),
        ("2026-02-15 周日 至 2026-02-23 周一", "节假日放假", "不计入", "uncounted"),
        ("2026-02-24 周二", "", "第4个工作日", "counts"),
        ("2026-02-25 周三", "最后一日", "第5个工作日", "last"),
    ]


def test_days_that_roll_and_days_left_out_are_told_apart() -> None:
    due = reckon(date(2026, 2, 5), Days(10), calendar=CALENDAR, rolls=True, aside=[Aside(date(2026, 2, 9), date(2026, 2, 9), "检测")])

    assert told(due) == [
        ("2026-02-05 周四", "起始日", "不计入", "uncounted"),
        ("2026-02-06 周五 至 2026-02-08 周日", "", "第1至3日", "counts"),
        ("2026-02-09 周一", "检测", "不计入", "uncounted"),
        ("2026-02-10 周二 至 2026-02-16 周一", "", "第4至10日", "counts"),
        ("2026-02-17 周二 至 2026-02-23 周一", "休息日", "顺延", "uncounted"),
        ("2026-02-24 周二", "遇休息日顺延至此", "最后一日", "last"),
    ]
    assert (whole_words(due), skipped_words(explain(due))) == ("10日", "另有1日不计入（检测1日），遇休息日顺延8日")


def test_what_was_skipped_is_said_in_one_line() -> None:
    work = reckon(date(2026, 2, 11), WorkingDays(15), calendar=CALENDAR)
    plain = reckon(date(2026, 3, 2), WorkingDays(1), calendar=CALENDAR)
    months = reckon(date(2026, 3, 2), Months(6), calendar=CALENDAR)
    still = reckon(date(2026, 3, 2), Days(90), calendar=CALENDAR, aside=[Aside(date(2026, 3, 10))])

    assert skipped_words(explain(work)) == "另有12日不计入（节假日放假9日、周末3日）"
    assert skipped_words(explain(plain)) == ""
    assert (whole_words(months), skipped_words(explain(months))) == ("6个月", "按自然日，休息日也计入")
    assert whole_words(still) == "已用7日"
    assert told(still)[-1] == ("2026-03-10 周二 起", "中止", "不计入", "uncounted")


def test_months_hold_every_day_with_its_mark_and_count() -> None:
    months = months_of(explain(reckon(date(2026, 2, 11), WorkingDays(5), calendar=CALENDAR)), today=date(2026, 2, 13))

    cells = {cell.number: cell for week in months[0].weeks for cell in week if cell}
    assert [month.title for month in months] == ["2026年2月"]
    assert months[0].weeks[0][:6] == (None,) * 6
    assert [(cells[day].kind, cells[day].mark, cells[day].count) for day in (10, 11, 12, 14, 15, 24, 25, 26)] == [
        ("", "", None),
        ("start uncounted", "起", None),
        ("work counts", "", 1),
        ("makeup counts", "班", 3),
        ("holiday uncounted", "假", None),
        ("work counts", "", 4),
        ("last counts", "止", 5),
        ("", "", None),
    ]
    assert (cells[13].today, cells[14].today, cells[15].words) == (True, False, "2026-02-15 周日 节假日放假，不计入")


def test_a_term_over_new_year_has_a_page_for_each_month() -> None:
    due = reckon(date(2026, 11, 20), Days(60), calendar=CALENDAR, aside=[Aside(date(2026, 12, 1), date(2026, 12, 2), "听证")])

    months = months_of(explain(due), today=date(2026, 1, 1))

    assert [month.title for month in months] == ["2026年11月", "2026年12月", "2027年1月"]
    cells = [cell for month in months for week in month.weeks for cell in week if cell and cell.kind]
    assert [cell.mark for cell in cells if cell.kind.startswith("aside")] == ["听证", "听证"]
    assert [cell.unknown for cell in cells] == [False] * 42 + [True] * 21


def test_page_explains_the_clock_across_the_spring_festival(signed: Signed) -> None:
    docket = lead(at=SPRING, item=ITEM)

    page = signed("zhifa1").get(f"/dockets/{docket}/terms/lead_check").content.decode()

    assert "<h1>线索核查：为什么是2026-03-10 周二</h1>" in page
    assert "另有12日不计入（节假日放假9日、周末3日）" in page
    assert re.search(
        r'<td class="holiday uncounted" title="2026-02-17 周二 节假日放假，不计入"><span class="d">17</span><span class="m">假', page
    )
    assert re.search(r'<td class="last counts"[^>]*><span class="d">10</span><span class="m">止</span><b class="c">15</b>', page)
    assert "《住房和城乡建设行政处罚程序规定》第十五条" in page
    assert "适用层级：住建" in page
    assert "暂算" not in page


def test_page_says_that_a_day_is_provisional(signed: Signed) -> None:
    docket = lead(at=datetime(2026, 12, 28, 2, tzinfo=UTC), item=ITEM)

    page = signed("zhifa1").get(f"/dockets/{docket}/terms/lead_check?act=1").content.decode()

    assert "暂算：2027年放假安排尚未公布。公布并载入后系统重新计算，日期可能变动。" in page
    assert "虚线格：该年放假安排尚未公布。" in page


def test_docket_links_each_clock_to_its_page(signed: Signed) -> None:
    docket = lead(at=SPRING, item=ITEM)

    page = signed("zhifa1").get(f"/dockets/{docket}").content.decode()

    assert f'<a href="/dockets/{docket}/terms/lead_check?act=1">逐日查看</a>' in page


def test_a_clock_that_has_stopped_says_when(signed: Signed) -> None:
    docket = lead(at=SPRING, item=ITEM)
    do(docket, "decline_filing", by="fuzeren", at=datetime(2026, 3, 2, 2, tzinfo=UTC))

    page = signed("zhifa1").get(f"/dockets/{docket}/terms/lead_check").content.decode()

    assert "2026-03-02 周一已了结" in page


def test_a_suspended_case_says_what_is_left(signed: Signed) -> None:
    began = datetime(2026, 3, 2, 2, tzinfo=UTC)
    docket = lead(at=began, item=ITEM)
    do(docket, "check_on_spot", officers=PAIR, at=began, from_at=(began - timedelta(hours=1)).isoformat(), until_at=began.isoformat())
    do(docket, "propose_filing", officers=PAIR, at=began, item=ITEM)
    do(docket, "approve_filing", by="fuzeren", at=began)
    do(docket, "suspend_inquiry", by="fuzeren", at=datetime(2026, 3, 12, 2, tzinfo=UTC))

    page = signed("zhifa1").get(f"/dockets/{docket}").content.decode()
    why = signed("zhifa1").get(f"/dockets/{docket}/terms/decision").content.decode()

    assert '<span class="term paused">作出处罚决定 已中止，还剩80日</span>' in page
    assert "<h1>作出处罚决定：期限已中止</h1>" in why
    assert "自2026-03-13 周五起中止，尚未结束。恢复之前期限不走。" in why
    assert "<b>已用10日</b>" in why
    assert "<b>还剩80日</b>" in why
    lists = signed("zhifa1").get("/?which=open").content.decode()
    assert "作出处罚决定已中止" in lists


def test_the_act_of_the_machine_is_shown_with_what_it_changed(signed: Signed) -> None:
    docket = lead(at=datetime(2026, 12, 28, 2, tzinfo=UTC), item=ITEM)
    year = Year(2027, "", frozenset({date(2027, 1, 1), date(2027, 1, 4)}), frozenset(), "国务院办公厅通知")
    bring_in(year, shipped=joints.calendars.shipped, actor=None, at=datetime(2026, 12, 29, tzinfo=UTC))
    recompute_batch(now=datetime(2026, 12, 29, 2, tzinfo=UTC))

    page = signed("zhifa1").get(f"/dockets/{docket}").content.decode()
    record = signed("zhifa1").get(f"/dockets/{docket}/record/2").content.decode()
    joints.calendars.seen(None)

    assert "载入2027年放假安排，重新计算期限：线索核查由2027年1月18日改为2027年1月20日。" in page
    assert [one.name for one in people_of(view_for(actor=person("zhifa1"), docket=docket))] == ["曹爱国"]
    said = dict(re.findall(r"<dt>([^<]+)</dt><dd><span class=\"said\">([^<]+)</span>", record.replace("\n", "")))
    assert (said["原最后一日"], said["现最后一日"], said["原为暂定"], said["现为暂定"]) == ("2027-01-18", "2027-01-20", "是", "否")
    assert "国务院办公厅通知" in record


def test_a_clock_that_is_not_there_is_the_same_bytes_as_a_docket_one_may_not_see(signed: Signed) -> None:
    docket = lead(at=SPRING, item=ITEM)
    seen, stranger = signed("zhifa1"), signed("chengguan1")

    absent = stranger.get(f"/dockets/{uuid4()}/terms/lead_check")

    assert absent.status_code == 404
    assert stranger.get(f"/dockets/{docket}/terms/lead_check").content == absent.content
    assert [seen.get(f"/dockets/{docket}/terms/{name}").status_code for name in ("lead_check", "decision", "lead_check?act=2")] == [
        200,
        404,
        404,
    ]
