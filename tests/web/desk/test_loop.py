"""闭环: the figures of a day open their events, every event tells its four stamps and who set them, and the day is played again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.events import BODY, DAY, EVENING, NINE, WHOLE, row, worked
from tests.web.desk.conftest import Signed
from yifa.dispatch.figures import Moment
from yifa.dispatch.models import Event, Position, TrackAccess
from yifa.docket.core.procedure import PROCEDURES
from yifa.platform import clock
from yifa.platform.audit.kinds import Kind
from yifa.platform.audit.models import Entry
from yifa.registry.models import Claim
from yifa.web.desk.views.replay import STATE_AFTER, state_after
from yifa.web.desk.waterfall import axis_of, scale_of
from yifa.web.desk.words import duration_words

ON = f"on={DAY.isoformat()}"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0秒"), (59, "59秒"), (60, "1分钟"), (601, "10分1秒"), (3600, "1小时"), (3725, "1小时2分"), (86400, "1天"), (97200, "1天3小时")],
)
def test_lengths_are_written_as_one_says_them(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words


def test_the_day_tells_its_figures_and_each_opens_its_events(signed: Signed) -> None:
    row(0, 60, 300, 600, place_text="东街口", kind_name="占道堆物", team=BODY)
    row(0, 60, 300, 601, place_text="西街口", kind_name="暴露垃圾")
    row(0, 60, place_text="南街口")
    client = signed("shouli")

    page = text(client, f"/loop?{ON}")
    missed = text(client, f"/loop/rows?{ON}&figure=missed")
    rate = text(client, f"/loop/rows?{ON}&figure=loop_rate")

    assert "全程不超过10分钟为按时" in page and "最慢的环节：现场处理→反馈处理完毕" in page
    assert [place for place in ("东街口", "西街口", "南街口") if place in missed] == ["西街口"]
    assert ">33.33%<" in rate and "计入的事件1件；总数3件" in rate and rate.count("<small>不计入</small>") == 2


def test_the_list_is_narrowed_and_shown_as_a_table(signed: Signed) -> None:
    row(0, 60, 300, 600, place_text="东街口")
    row(0, 60, 300, 601, place_text="西街口")
    client = signed("shouli")

    narrowed = text(client, f"/loop?{ON}&show=missed")
    table = text(client, f"/loop?{ON}&view=table")

    assert "西街口" in narrowed and "东街口" not in narrowed
    assert ">09:10:01</td>" in table and 'data-label="指令下达→现场处理">4分钟<' in table and "<rect" not in table.split("</table>")[0]


def test_twenty_a_page_and_the_same_statements_for_one_and_for_three(signed: Signed, django_assert_num_queries: Any) -> None:
    client = signed("shouli")
    counts = []
    for many in (1, 3):
        for number in range(many):
            row(number)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        text(client, f"/loop?{ON}")
        with CaptureQueriesContext(
            connection,
        ) as taken:
            text(client, f"/loop?{ON}")
        counts.append(len(taken))
    for number in range(20):
        row(number)

    page = text(client, f"/loop?{ON}")

    assert counts[0] == counts[1]
    assert page.count('class="loop-line"') == 20 and "from=20" in page
    assert text(client, f"/loop?{ON}&from=20").count('class="loop-line"') == 4


def test_a_team_is_looked_at_alone(signed: Signed) -> None:
    row(0, place_text="东街口", team=BODY)
    row(0, place_text="西街口", team="fucheng.chengguan")

    page = text(signed("shouli"), f"/loop?{ON}&team={BODY}")

    assert "东街口" in page and "西街口" not in page
    assert 'value="fucheng.chengguan"' in page


def test_a_place_that_claims_no_limit_is_not_judged(signed: Signed) -> None:
    Claim.objects.all().delete()
    row(0, 60, 300, 9000)

    page = text(signed("shouli"), f"/loop?{ON}")

    assert "当地没有载明全程用时的要求" in page and "已反馈" in page and 'class="limit"' not in page


def test_what_one_may_not_read_is_in_no_figure(signed: Signed) -> None:
    other = row(0, 60, 300, 601, body="fucheng.chengguan", place="131128100", place_text="阜城镇西街")
    client = signed("shouli")

    assert "阜城镇西街" not in text(client, f"/loop?{ON}")
    assert "没有事件计入这个数字" in text(client, f"/loop/rows?{ON}&figure=missed")
    assert "阜城镇西街" not in text(client, f"/loop/table.csv?{ON}")
    assert client.get(f"/loop/{other}").status_code == 404


def test_an_event_tells_every_stamp_and_who_set_it(signed: Signed) -> None:
    docket = worked(*WHOLE)

    page = text(signed("shouli"), f"/loop/{docket}")

    assert "全程用了5分钟，没有超过10分钟。" in page
    for stamp in ("2026-03-11 周三 09:02:00", "上传后2分钟", "上传后3分钟", "上传后5分钟"):
        assert stamp in page
    for act in ("登记线索", "派遣", "现场处理", "答复来源", "事件结案"):
        assert f">{act}</a>" in page


def test_a_clock_that_ran_backwards_is_said(signed: Signed) -> None:
    docket = worked(*WHOLE)
    Event.objects.filter(docket_id=docket).update(handled_at=NINE + timedelta(seconds=90))

    page = text(signed("shouli"), f"/loop/{docket}")

    assert "时钟倒走30秒，不计" in page and "-30秒" not in page


@pytest.mark.parametrize("address", ["/loop/00000000-0000-0000-0000-000000000000", f"/loop/rows?{ON}&figure=fines", "/loop/rows"])
def test_what_is_not_there_is_not_found(signed: Signed, address: str) -> None:
    assert signed("shouli").get(address).status_code == 404


@pytest.mark.parametrize("query", ["team=%00", "team=", "body=%20", "from=x", "show=", f"team={BODY}"])
def test_addresses_nobody_wrote_are_read_all_the_same(signed: Signed, query: str) -> None:
    for path in ("/loop", "/loop/replay", "/loop/replay/acts", "/loop/table.csv"):
        assert signed("shouli").get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [("on=2026-02-30", "没有“2026-02-30”这一天，显示的是"), ("on=0001-01-01", "年之间的日期")],
)
def test_a_day_that_cannot_be_shown_is_said_and_no_program_gets_another(signed: Signed, query: str, said: str) -> None:
    client = signed("shouli")

    for path in ("/loop", "/loop/replay"):
        assert said in text(client, f"{path}?{query}")
    for path in ("/loop/replay/acts", "/loop/table.csv"):
        answer = client.get(f"{path}?{query}", headers={"accept": "application/json"})
        assert answer.status_code == 422
        assert said in answer.json()["title"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("day=2026-02-28", "不认识网址里的“day”"),
        ("span=year", "不认识网址里的“span=year”"),
        (f"team={quote('乌有')}", "不认识网址里的“team=乌有”"),
        ("team=fucheng.weisheng", "不认识网址里的“team=fucheng.weisheng”"),
        (f"body={BODY}.any", f"不认识网址里的“body={BODY}.any”"),
    ],
)
def test_what_an_address_asks_and_is_not_there_is_never_answered_with_something_else(signed: Signed, query: str, said: str) -> None:
    for path in ("/loop", "/loop/replay", "/loop/replay/acts", "/loop/table.csv", "/loop/rows"):
        answer = signed("shouli").get(f"{path}?{query}")
        assert (answer.status_code, said in answer.content.decode()) == (400, True), path


@pytest.mark.parametrize("query", ["show=fines", "view=cards"])
def test_a_list_of_the_day_is_shown_as_offered_or_not_at_all(signed: Signed, query: str) -> None:
    answer = signed("shouli").get(f"/loop?{query}")

    assert (answer.status_code, f"“{query}”" in answer.content.decode()) == (400, True)


def test_a_team_without_events_that_day_stays_chosen(signed: Signed) -> None:
    assert f'<option value="{BODY}" selected>' in text(signed("shouli"), f"/loop?on=2020-01-01&team={BODY}")


def test_a_day_without_events_says_what_will_stand_there(signed: Signed) -> None:
    assert "这段时间没有事件" in text(signed("shouli"), "/loop?on=2020-01-01")
    assert "请选别的一天" in text(signed("shouli"), "/loop/replay?on=2020-01-01")


def test_the_table_is_exported_and_runs_no_formula(signed: Signed) -> None:
    row(0, 60, 300, 601, place_text="=HYPERLINK(1)", kind_name="占道堆物")

    answer = signed("shouli").get(f"/loop/table.csv?{ON}")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(one["地点"], one["信息上传"], one["全程（秒）"], one["结果"]) for one in rows] == [
        ("'=HYPERLINK(1)", "2026-03-11 09:00:00", "601", "超时")
    ]


def test_a_day_is_replayed_in_kinds_instants_and_points_alone(signed: Signed) -> None:
    docket = worked(*WHOLE)
    Event.objects.filter(docket_id=docket).update(longitude="116.20", latitude="37.95")
    client = signed("shouli")

    page = text(client, f"/loop/replay?{ON}")
    told = json.loads(text(client, f"/loop/replay/acts?{ON}"))

    start = int(NINE.timestamp() * 1000)
    assert [(at, event, kind) for at, event, kind, _state in told["acts"]] == [
        (start + 60_000 * minute, 0, kind) for minute, kind in enumerate(["register_lead", *(kind for kind, _, _ in WHOLE)])
    ]
    assert [event["id"] for event in told["events"]] == [str(docket)]
    assert told["kinds"]["give_order"] == "派遣"
    assert "建材" not in json.dumps(told, ensure_ascii=False) and "已清走" not in json.dumps(told, ensure_ascii=False)
    assert [part for part in ("09:01:00", "09:06:00") if part in page] == ["09:01:00", "09:06:00"]


@pytest.mark.parametrize("steps", [WHOLE[:many] for many in range(len(WHOLE) + 1)])
def test_the_replay_ends_where_the_event_stands(signed: Signed, steps: list[tuple[str, int, dict[str, Any]]]) -> None:
    docket = worked(*steps)

    told = json.loads(text(signed("shouli"), f"/loop/replay/acts?{ON}"))

    states = [state for _at, _event, _kind, state in told["acts"] if state]
    assert states[-1] == Event.objects.get(docket_id=docket).state


def test_work_found_wanting_is_to_be_sent_again_in_the_replay() -> None:
    wanting = Moment(uuid4(), 7, "verify_event", NINE, None, None, settled=False)

    assert (state_after(wanting), state_after(replace(wanting, settled=True))) == ("待派遣", "待结案")
    assert STATE_AFTER.keys() <= {kind for procedure in PROCEDURES.values() for kind in procedure.kinds}


def test_an_event_left_from_the_day_before_stands_where_it_stood_and_one_that_was_over_is_not_shown(signed: Signed) -> None:
    _over, left = worked(*WHOLE), worked(*WHOLE[:2])

    told = json.loads(text(signed("shouli"), f"/loop/replay/acts?on={(DAY + timedelta(days=1)).isoformat()}"))

    assert [event["id"] for event in told["events"]] == [str(left)]


def test_an_officers_way_is_played_where_seeing_it_was_approved_and_each_time_is_written_down(signed: Signed) -> None:
    worked(*WHOLE)
    seen = {"matter": "1", "reason": "投诉", "asked_at": NINE, "since": NINE, "until": EVENING, "body": BODY, "officer": "GC-001"}
    access = TrackAccess.objects.create(asked_by="GC-026", approved_by="GC-030", approved_at=NINE, **seen)
    Position.objects.create(officer="GC-001", at=NINE, longitude="116.2", latitude="37.9")
    client = signed("shouli")

    with clock.told(EVENING):
        told = json.loads(text(client, f"/loop/replay/acts?{ON}&track={access.pk}&officer=GC-001"))
        others = signed("zhifa2").get(f"/loop/replay/acts?{ON}&track={access.pk}&officer=GC-001")

    assert told["track"] == [[int(NINE.timestamp() * 1000), 116.2, 37.9, False]]
    assert [entry.subject for entry in Entry.objects.filter(kind=Kind.TRACK_OPENED.value)] == ["GC-001"]
    assert others.status_code == 403


def test_a_month_is_looked_at_as_one(signed: Signed) -> None:
    for days in (-11, -10, 0, 20, 21):
        row(days * 86_400, days * 86_400 + 60, days * 86_400 + 120, days * 86_400 + 180 + days, place_text=f"第{days}处")
    client = signed("shouli")

    page = text(client, f"/loop?{ON}&span=month")
    rows = text(client, f"/loop/rows?{ON}&span=month&figure=accepted")
    answer = client.get(f"/loop/table.csv?{ON}&span=month")

    assert "2026年3月" in page and "上个月" in page and "span=month&amp;figure=met" in page
    assert [place for place in (-11, -10, 0, 20, 21) if f"第{place}处" in rows] == [-10, 0, 20]
    assert 'filename="loop-2026-03.csv"' in answer.headers["Content-Disposition"]


def test_an_open_day_is_told_as_far_as_it_has_come(signed: Signed) -> None:
    row(0, 60)
    client = signed("shouli")

    with clock.told(EVENING):
        page = text(client, f"/loop?{ON}")

    assert "2026-03-11 周三，截至21:00" in page and "办理中，已超时" in page and "后一天" not in page


def test_the_scale_has_room_for_the_limit_and_for_most_events() -> None:
    assert scale_of([], limit=600) == 750
    assert scale_of([], limit=None) == 60
    assert [(mark.words, mark.limit) for mark in axis_of(750, limit=600)] == [
        ("0", False),
        ("2分钟", False),
        ("4分钟", False),
        ("6分钟", False),
        ("8分钟", False),
        ("10分钟", True),
        ("12分钟", False),
    ]
