"""值守 — what the page says of a day, and what is done on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.web.desk.conftest import Signed, lead
from yifa.dispatch.models import Booking, Position, TrackAccess, Watch
from yifa.docket.models import Standing
from yifa.kernel.dates import SHANGHAI
from yifa.platform import clock
from yifa.registry.models import Centre, Equipment, Roster

#: a Wednesday
NOW = datetime(2026, 3, 11, 9, 10, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)
TOWN = "fucheng.gucheng"


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """That morning: one pair on patrol, somebody at the desk till the evening."""
    Roster.objects.all().delete()
    Centre.objects.all().delete()
    rows = [
        ("GC-001", "巡查", "08:00", "18:00", "甲组"),
        ("GC-002", "巡查", "08:00", "18:00", "甲组"),
        ("GC-026", "值班", "08:00", "20:00", ""),
    ]
    for officer, kind, begins, ends, crew in rows:
        Roster.objects.create(body=TOWN, officer=officer, kind=kind, days="1234567", begins=begins, ends=ends, crew=crew)
    Centre.objects.create(body=TOWN, name="古城镇综合指挥中心", place="131128101", kind="指挥", all_day=True)
    with clock.told(NOW):
        yield


def text(html: bytes) -> str:
    """What stands on the page, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def watch(**changes: str) -> dict[str, str]:
    typed = {"do": "add", "body": TOWN, "officer": "GC-003", "kind": "备勤", "crew": "乙组", "reason": "汛期"}
    return {**typed, "begins_at": "2026-03-11T18:00", "ends_at": "2026-03-11T22:00", **changes}


def booking(**changes: str) -> dict[str, str]:
    typed = {"body": TOWN, "kind": "执法记录仪", "purpose": "夜间检查"}
    return {**typed, "begins_at": "2026-03-11T10:00", "ends_at": "2026-03-11T12:00", **changes}


def test_officer_sees_his_watch_and_the_roster_of_the_day(signed: Signed) -> None:
    page = text(signed("zhifa1").get("/duty").content)

    assert "在岗： 巡查 3月11日08:00至18:00（甲组）" in page
    assert "3人有班" in page
    assert "巡查 08:00–18:00" in page
    assert "无人值守：00:00至08:00、20:00至24:00" in page
    assert "增加班次" not in page


def test_page_says_that_four_recorders_are_four_pairs_and_what_tomorrow_lacks(signed: Signed) -> None:
    for number in range(3, 12):
        Roster.objects.create(
            body=TOWN, officer=f"GC-{number:03}", kind="巡查", days="4", begins="08:00", ends="12:00", crew=f"{number // 2}组"
        )

    page = text(signed("shouli").get("/duty").content)

    assert "执法记录仪4台，执法人员28人：同时最多4组（两人一组）能够全过程记录，全员出勤时14组中有10组没有记录设备。" in page
    assert "08:00至12:00缺2台执法记录仪：巡查组6个，另有预约0件，最多同时需要6台，现有4台。" in page


def test_body_without_recorders_on_record_is_told_that_nobody_knows(signed: Signed) -> None:
    Equipment.objects.filter(body="fucheng.chengguan").delete()
    Roster.objects.create(body="fucheng.chengguan", officer="CG-001", kind="巡查", days="1234567", begins="08:00", ends="12:00")

    page = text(signed("chengguan1").get("/duty").content)

    assert "本单位没有登记执法记录仪，够不够不知道。" in page
    assert "缺" not in page


def test_watch_is_added_and_taken_off_by_the_office(signed: Signed) -> None:
    office = signed("shouli")

    added = office.post("/duty/watches?on=2026-03-11", watch())
    page = text(office.get(added.headers["Location"]).content)
    off = office.post("/duty/watches", watch(do="off", begins_at="2026-03-11T19:00", ends_at="2026-03-11T20:00", reason="换班"))

    assert (added.status_code, added.headers["Location"]) == (302, "/duty?body=fucheng.gucheng&done=added&on=2026-03-11")
    assert "已增加班次。" in page
    assert "备勤 18:00–22:00" in page
    assert off.status_code == 302
    spans = Watch.objects.filter(off=False).order_by("begins_at").values_list("begins_at", "ends_at")
    assert [(first.astimezone(SHANGHAI).hour, last.astimezone(SHANGHAI).hour) for first, last in spans] == [(18, 19), (20, 22)]


def test_refused_watch_keeps_what_was_typed(signed: Signed) -> None:
    answer = signed("shouli").post("/duty/watches", watch(officer="GC-001", begins_at="2026-03-11T09:00", ends_at="2026-03-11T11:00"))

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "不能排班：赵建国在3月11日08:00至18:00已经有巡查。" in page
    assert 'value="2026-03-11T09:00"' in page
    assert '<option value="GC-001" selected>赵建国</option>' in page
    assert Watch.objects.count() == 0


@pytest.mark.parametrize("begins", ["", "昨天", "2026-13-01T00:00"])
def test_time_that_is_none_is_refused(signed: Signed, begins: str) -> None:
    answer = signed("shouli").post("/duty/watches", watch(begins_at=begins))

    assert (answer.status_code, "没有填写开始或者结束时间" in answer.content.decode()) == (422, True)


def test_officer_books_a_recorder_for_himself_and_gives_it_back(signed: Signed) -> None:
    officer = signed("zhifa1")

    booked = officer.post("/duty/bookings", booking(officer="GC-002"))
    row = Booking.objects.get()
    shown = text(officer.get("/duty").content)
    back = officer.post("/duty/bookings/back", {"body": TOWN, "booking": str(row.pk)})

    assert (booked.status_code, row.officer, row.kind) == (302, "GC-001", "执法记录仪")
    assert "执法记录仪 GC-E-02 3月11日10:00至12:00 夜间检查" in shown
    row.refresh_from_db()
    assert (back.headers["Location"], row.ends_at) == ("/duty?body=fucheng.gucheng&done=back", row.begins_at)


def test_fifth_recorder_is_refused_on_the_page_with_when_one_comes_free(signed: Signed) -> None:
    office = signed("shouli")
    for _ in range(4):
        office.post("/duty/bookings", booking())

    answer = office.post("/duty/bookings", booking())

    assert (answer.status_code, Booking.objects.count()) == (409, 4)
    assert "4台执法记录仪在3月11日10:00至12:00都已预约，最早12:00有一台空出。" in answer.content.decode()


def test_week_is_one_line_an_officer(signed: Signed) -> None:
    page = signed("shouli").get("/duty?view=week&on=2026-03-11").content.decode()

    (table,) = re.findall(r"<table class=\"week\">.*?</table>", page, re.S)
    assert table.count("<tr>") == 4
    assert table.count("巡查 08:00–18:00") == 14


@pytest.mark.parametrize(
    ("username", "address", "status"),
    [
        ("zhifa1", "/duty/watches", 404),
        ("ducha", "/duty/watches", 404),
        ("shenhe", "/duty/bookings", 404),
        ("xitong", "/duty/bookings", 404),
        ("chengguan1", "/duty/bookings", 404),
    ],
)
def test_deeds_are_for_those_who_may(signed: Signed, username: str, address: str, status: int) -> None:
    answer = signed(username).post(address, watch())

    assert (answer.status_code, Watch.objects.count(), Booking.objects.count()) == (status, 0, 0)


def test_roster_of_a_body_one_does_not_read_is_not_there(signed: Signed) -> None:
    client = signed("zhifa1")

    assert [client.get(f"/duty?body={body}").status_code for body in ("fucheng", "fucheng.chengguan", TOWN)] == [404, 404, 200]


@pytest.mark.parametrize("query", ["day=2026-03-12", "team=fucheng.gucheng", "view=year"])
def test_roster_of_another_day_is_never_shown_for_the_one_asked(signed: Signed, query: str) -> None:
    answer = signed("shouli").get(f"/duty?{query}")

    assert answer.status_code == 400
    assert "不认识网址里的“" in answer.content.decode() and "请从页面上重新选择" in answer.content.decode()
    assert '<a href="?">打开本页</a>' in answer.content.decode()


def test_statements_do_not_grow_with_the_roster(signed: Signed) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed("shouli")
    client.get("/duty")
    with CaptureQueriesContext(connection) as few:
        client.get("/duty")
    for number in range(3, 20):
        Roster.objects.create(
            body=TOWN, officer=f"GC-{number:03}", kind="巡查", days="345", begins="08:00", ends="12:00", crew=f"{number // 2}组"
        )
        Booking.objects.create(
            equipment=f"X-{number}", kind="车", body=TOWN, begins_at=NOW, ends_at=NOW + HOUR, booked_by="GC-026", booked_at=NOW
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/duty")

    # whether the institution in memory is still the newest is asked anew every few seconds
    asked = [sum("registry_revision" not in query["sql"] for query in queries.captured_queries) for queries in (few, many)]
    assert asked[0] == asked[1]


def test_track_is_asked_for_approved_by_another_and_opened(signed: Signed) -> None:
    number = Standing.objects.values_list("number", flat=True).get(docket_id=lead())
    Position.objects.create(officer="GC-001", at=NOW - HOUR, longitude="116.15", latitude="37.87", doubtful=True)
    asked = {"officer": "GC-001", "begins_at": "2026-03-11T08:00", "ends_at": "2026-03-11T09:00", "matter": number, "reason": "核对到场"}
    office, overseer = signed("shouli"), signed("ducha")

    office.post("/duty/tracks/ask", asked)
    row = TrackAccess.objects.get()
    address = f"/duty/tracks/GC-001/{row.pk}"
    before = office.get(address)
    own = office.post(f"/duty/tracks/{row.pk}/approve")
    listed = text(overseer.get("/duty/tracks").content)
    overseer.post(f"/duty/tracks/{row.pk}/approve")
    opened = text(office.get(address).content)

    assert (before.status_code, own.status_code) == (403, 403)
    assert f"{number} 核对到场 曹爱国于" in listed
    assert "116.15, 37.87 位置可疑" in opened
    assert signed("zhifa2").get(address).status_code == 403


def test_track_without_a_matter_is_refused_on_the_page(signed: Signed) -> None:
    typed = {"officer": "GC-001", "begins_at": "2026-03-01T08:00", "ends_at": "2026-03-02T08:00", "matter": "无", "reason": "想看看"}

    answer = signed("zhifa2").post("/duty/tracks/ask", typed)

    assert (answer.status_code, TrackAccess.objects.count()) == (403, 0)
    assert "查看轨迹须有案件或投诉事由并经批准。" in answer.content.decode()
