"""A day's figures, from dockets that were really worked on and from rows as the docket writes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.factories.events import BODY, DAY, EVENING, NINE, WHOLE, row, worked
from tests.factories.people import actor
from yifa.dispatch import figures
from yifa.dispatch.models import Event
from yifa.docket.core.refusals import NotLawful
from yifa.kernel.dates import SHANGHAI
from yifa.kernel.ids import new_id
from yifa.registry.models import Claim

pytestmark = pytest.mark.django_db


def test_a_worked_event_has_its_four_stamps_and_keeps_the_ten_minutes() -> None:
    docket = worked(*WHOLE)

    found = figures.of_docket(docket, now=EVENING)

    assert found is not None
    assert [stage.seconds for stage in found.loop.stages] == [120, 60, 120]
    assert (found.loop.verdict, found.loop.whole, found.loop.limit) == ("met", 300, 600)


def test_an_answer_before_the_work_does_not_end_the_loop() -> None:
    early = ("reply_source", {"reply": "已经派人"}, "shouli")
    again = worked(*WHOLE[:3], early, ("verify_event", {"settled": False, "view": "还有一堆"}, "shouli"))
    closed = worked(WHOLE[0], early, *WHOLE[1:4], ("close_event", {"result": "符合结案条件", "reply": "已经清走"}, "shouli"))
    between = worked(WHOLE[0], WHOLE[1], early)

    found = {docket: figures.of_docket(docket, now=EVENING) for docket in (between, again, closed)}

    assert [(one.loop.verdict, one.loop.whole) for one in found.values() if one] == [("running", None), ("running", None), ("met", 360)]
    assert found[again].line.reworks == 1  # type: ignore[union-attr]  # it is there


def test_an_answer_before_the_work_is_none_at_the_closing() -> None:
    early = ("reply_source", {"reply": "已经派人"}, "shouli")

    with pytest.raises(NotLawful, match="尚未答复"):
        worked(WHOLE[0], early, *WHOLE[1:4], WHOLE[5])


def test_orders_sent_back_and_rework_are_counted_from_the_acts() -> None:
    worked(*WHOLE)
    returned = worked(WHOLE[0], WHOLE[1], ("return_order", {"reason": "不是本队的"}, "zhifa1"), WHOLE[1], WHOLE[2])

    told = {one.key: one for one in figures.day_of(DAY, now=EVENING).indicators}

    assert (told["sent_right_rate"].value, told["rework_rate"].value) == (50, 0)
    assert set(told["sent_right_rate"].whole or ()) - set(told["sent_right_rate"].part) == {returned}


def test_of_day_tells_the_loop_as_plain_data() -> None:
    row(0, 60, 300, 600)
    row(0, 60, 300, 601)
    row(0, 60)
    row(EVENING.timestamp() - NINE.timestamp() - 60)

    told = figures.of_day(DAY, BODY, now=EVENING)

    assert told["at"] == "2026-03-11T21:00:00+08:00"
    assert told["loop"] | {"stages": None} == {
        "limit_seconds": 600,
        "events": 4,
        "met": 1,
        "missed": 1,
        "running": 2,
        "late": 1,
        "outside": 0,
        "unknown": 0,
        "no_limit": 0,
        "clock_backwards": 0,
        "median_seconds": 601,
        "p90_seconds": 601,
        "slowest_stage": "answering",
        "stages": None,
    }
    assert [stage["median_seconds"] for stage in told["loop"]["stages"]] == [60, 240, 301]
    assert {one["key"]: one["value"] for one in told["indicators"]}["accepted"] == 4


def test_a_place_that_claims_no_limit_judges_none() -> None:
    Claim.objects.filter(key=figures.LIMIT).delete()
    row(0, 60, 300, 900)

    told = figures.of_day(DAY, now=EVENING)["loop"]

    assert (told["limit_seconds"], told["met"], told["missed"], told["no_limit"], told["median_seconds"]) == (None, 0, 0, 1, 900)


def test_a_day_is_a_legal_day() -> None:
    first = row(-9 * 3600)
    last = row(15 * 3600 - 0.001)
    row(-9 * 3600 - 0.001)
    row(15 * 3600)

    assert [event.docket for event in figures.day_of(DAY, now=EVENING + timedelta(days=2)).own] == [first, last]


def test_a_published_evaluation_comes_out_of_the_rows_of_a_month() -> None:
    """天门, December 2016: 1054 accepted, 996 filed, 972 due, 911 closed, 737 in time."""
    first = datetime(2016, 12, 1, tzinfo=SHANGHAI)
    next_month = datetime(2017, 1, 1, tzinfo=SHANGHAI)
    made = []
    for number in range(1054):
        uploaded = first + timedelta(minutes=20 * number)
        filed = uploaded + timedelta(minutes=3) if number < 996 else None
        due = None if filed is None else filed + timedelta(hours=4) if number < 972 else next_month + timedelta(hours=1)
        closed = None if due is None else due if number < 737 else due + timedelta(seconds=1) if number < 911 else None
        stamps = {"uploaded_at": uploaded, "filed_at": filed, "due_at": due, "closed_at": closed, "fed_back_at": closed}
        members = {
            "number": str(number),
            "body": BODY,
            "place": "131128101",
            "state": "已结案" if closed else "待派遣",
            "source": "热线电话",
        }
        made.append(Event(docket_id=new_id(), summary="合成", place_text="合成", seq=1, touched_at=first, **stamps, **members))
    Event.objects.bulk_create(made)

    found = {one.key: one for one in figures.day_of(first.date(), now=EVENING, span="month").indicators}

    counts = [found[key].value for key in ("accepted", "filed", "due", "closed", "closed_in_time")]
    assert counts == [1054, 996, 972, 911, 737]
    assert [str(found[key].value) for key in ("closing_rate", "in_time_rate")] == ["93.72", "75.82"]
    assert set(found["in_time_rate"].part) == {event.docket_id for event in made[:737]}


def test_what_is_due_that_day_counts_though_it_came_earlier() -> None:
    two_days = timedelta(days=2).total_seconds()
    due = row(-two_days, filed_at=NINE - timedelta(days=2), due_at=NINE)

    found = figures.day_of(DAY, now=EVENING)

    assert found.own == ()
    assert {one.key: one.part for one in found.indicators}["due"] == (due,)


def test_body_team_and_actor_narrow_what_is_told() -> None:
    ours = row(0, team=BODY)
    helped = row(1, team="fucheng.chengguan", assisting=[BODY])
    others = row(2, body="fucheng.chengguan", place="131128100")

    def told(**by: Any) -> list[UUID]:
        return [event.docket for event in figures.day_of(DAY, now=EVENING, **by).own]

    assert told() == [ours, helped, others]
    assert told(body=BODY) == [ours, helped]
    assert told(body="fucheng.guch") == []
    assert told(team=BODY) == [ours, helped]
    assert told(actor=actor("shouli")) == [ours, helped]
    assert told(actor=actor("xitong")) == []


def test_delay_from_finding_to_sending_by_grid_the_busiest_first() -> None:
    row(0, 30, grid="G1")
    row(0, 60, grid="G2")
    row(0, 120, grid="G2")
    row(0, grid="G2")
    row(0, 10, grid="")

    found = figures.day_of(DAY, now=EVENING).grids

    assert [(line.grid, line.events, line.ordered, line.median, line.p90) for line in found] == [
        ("G2", 3, 2, 90, 120),
        ("", 1, 1, 10, 10),
        ("G1", 1, 1, 30, 30),
    ]


def test_a_day_is_replayed_from_its_acts_without_anybodys_words() -> None:
    docket = worked(*WHOLE)
    Event.objects.filter(docket_id=docket).update(longitude="116.18", latitude="37.86")

    found = figures.moments_of(DAY, now=EVENING, actor=actor("shouli"))

    assert [(moment.seq, moment.kind) for moment in found] == list(enumerate(["register_lead", *(kind for kind, _, _ in WHOLE)], 1))
    assert {(moment.longitude, moment.latitude) for moment in found} == {(116.18, 37.86)}
    assert figures.moments_of(DAY, now=EVENING, actor=actor("xitong")) == []
    assert figures.moments_of(DAY - timedelta(days=1), now=EVENING, actor=actor("shouli")) == []
    assert figures.moments_of(DAY + timedelta(days=1), now=EVENING, actor=actor("shouli")) == []


@pytest.mark.parametrize("many", [1, 3])
def test_a_day_is_one_statement_however_many_events(many: int, django_assert_num_queries: Any) -> None:
    for _ in range(many):
        row(0, 1, 2, 3)

    with django_assert_num_queries(2):  # the second is the limit that the profile claims
        assert len(figures.day_of(DAY, now=EVENING).own) == many
