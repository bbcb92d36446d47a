from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.dispatch.core.event import Event, event_of
from yifa.dispatch.core.loop import Loop, Segment, Stamps, Verdict, compared, loop_of, middle, ninetieth, stamps_of, summary
from yifa.docket.core.act import Act, View

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(seconds: float | None) -> datetime | None:
    return None if seconds is None else NINE + timedelta(seconds=seconds)


def loop(
    ordered: float | None = None,
    handled: float | None = None,
    fed_back: float | None = None,
    *,
    now: float = 3600,
    limit: int | None = 600,
    ended: bool = False,
) -> Loop:
    stamps = Stamps(NINE, at(ordered), at(handled), at(fed_back), ended=ended)
    return loop_of(stamps, limit=limit, now=NINE + timedelta(seconds=now))


@pytest.mark.parametrize(
    ("whole", "verdict", "counted"),
    [
        (0, Verdict.MET, 0),
        (599, Verdict.MET, 599),
        (600, Verdict.MET, 600),
        (600.000001, Verdict.MISSED, 601),
        (601, Verdict.MISSED, 601),
    ],
)
def test_the_whole_is_judged_and_no_fraction_is_forgiven(whole: float, verdict: Verdict, counted: int) -> None:
    found = loop(0, 0, whole)

    assert (found.verdict, found.whole) == (verdict, counted)


def test_a_slow_stage_within_a_whole_that_holds_is_no_miss() -> None:
    found = loop(500, 560, 600)

    assert found.verdict is Verdict.MET
    assert [stage.seconds for stage in found.stages] == [500, 60, 40]
    assert found.slowest == "ordering"


def test_a_stage_that_runs_is_slowest_with_what_it_took_so_far() -> None:
    assert loop(60, now=110).slowest == "ordering"
    assert loop(60, now=130).slowest == "handling"


def test_the_limit_is_what_the_profile_claims() -> None:
    assert loop(1, 2, 601, limit=900).verdict is Verdict.MET
    assert loop(1, 2, 10, limit=None).verdict is Verdict.NO_LIMIT


def test_of_equal_stages_the_earlier_is_named_slowest() -> None:
    assert loop(100, 200, 300).slowest == "ordering"
    assert loop(50, 200, 350).slowest == "handling"


@pytest.mark.parametrize(
    ("stamps", "running", "elapsed", "segments"),
    [
        ((), 0, 500, (Segment(("ordering",), 0, 500, True),)),
        ((60,), 1, 440, (Segment(("ordering",), 0, 60), Segment(("handling",), 60, 440, True))),
        ((60, 200), 2, 300, (Segment(("ordering",), 0, 60), Segment(("handling",), 60, 140), Segment(("answering",), 200, 300, True))),
    ],
)
def test_an_open_event_runs_in_its_stage(stamps: tuple[int, ...], running: int, elapsed: int, segments: tuple[Segment, ...]) -> None:
    found = loop(*stamps, now=500)

    assert (found.verdict, found.whole, found.elapsed, found.late, found.judged) == (Verdict.RUNNING, None, 500, False, False)
    assert [stage.elapsed for stage in found.stages] == [elapsed if place == running else None for place in range(3)]
    assert found.segments == segments


@pytest.mark.parametrize(("now", "late"), [(600, False), (601, True)])
def test_an_open_event_past_the_limit_counts_before_it_is_answered(now: int, late: bool) -> None:
    found = loop(60, now=now)

    assert (found.verdict, found.late, found.judged) == (Verdict.RUNNING, late, late)


def test_an_unknown_stamp_stays_unknown_and_the_whole_is_still_told() -> None:
    found = loop(None, 200, 300)

    assert found.verdict is Verdict.MET
    assert [stage.seconds for stage in found.stages] == [None, None, 100]
    assert found.segments == (Segment(("ordering", "handling"), 0, 200), Segment(("answering",), 200, 100))


def test_a_clock_that_runs_backwards_is_shown_and_never_negative() -> None:
    found = loop(120, 90, 300)

    assert [(stage.seconds, stage.backwards) for stage in found.stages] == [(120, 0), (None, 30), (210, 0)]
    assert (found.verdict, found.whole, found.backwards) == (Verdict.MET, 300, True)
    assert found.segments == (Segment(("ordering",), 0, 120), Segment(("answering",), 120, 180))


@pytest.mark.parametrize("stamps", [(60, 400, 300), (60, 100, -5)])
def test_an_answer_before_the_work_or_the_report_makes_the_whole_unknown(stamps: tuple[int, int, int]) -> None:
    found = loop(*stamps)

    assert (found.verdict, found.whole, found.judged) == (Verdict.UNKNOWN, None, False)


def test_an_order_before_the_report_is_shown() -> None:
    found = loop(-10, 100, 300)

    assert [(stage.seconds, stage.backwards) for stage in found.stages] == [(None, 10), (110, 0), (200, 0)]
    assert (found.verdict, found.whole) == (Verdict.MET, 300)


@pytest.mark.parametrize("stamps", [(None, None, 100), (60, None, 100), (60, 100, None)])
def test_what_ended_without_the_work_or_goes_on_as_a_case_stands_outside(stamps: tuple[int | None, ...]) -> None:
    found = loop(*stamps, ended=True)

    assert (found.verdict, found.whole, found.elapsed, found.judged) == (Verdict.OUTSIDE, None, None, False)


LEAD = {"source": "网页", "reported_at": "2026-11-23T09:00:00+00:00", "summary": "占道堆物", "place_text": "东街"}
ORDER = {"team": "t", "officers": [], "assisting": [], "equipment": []}
REPLY, GOOD, BAD = {"reply": "已经处理"}, {"settled": True}, {"settled": False}


def folded(*acts: tuple[str, dict[str, Any]]) -> Event:
    """The event of a docket whose acts happened a minute apart."""
    docket = UUID(int=1)
    known: dict[str, Any] = {"procedure": "lead", "actor": {}, "officers": (), "in_name_of": "t", "place": "", "evidence": ()}
    known |= {"papers": (), "grounds": (), "prev": "", "docket": docket}
    done = [
        Act(
            id=UUID(int=seq), seq=seq, kind=kind, payload=payload, happened_at=NINE + MINUTE * seq, recorded_at=NINE + MINUTE * seq, **known
        )
        for seq, (kind, payload) in enumerate([("register_lead", LEAD), *acts], 1)
    ]
    found = event_of(View(docket, "1号", "t", "131128", tuple(done)))
    assert found is not None
    return found


SENT = ("give_order", ORDER)
WORKED: dict[str, Any] = {}


@pytest.mark.parametrize(
    ("acts", "answered", "ended"),
    [
        ([SENT, ("reply_source", REPLY)], None, False),
        ([SENT, ("handle_event", WORKED)], None, False),
        ([SENT, ("handle_event", WORKED), ("reply_source", REPLY)], 4, False),
        ([SENT, ("reply_source", REPLY), ("handle_event", WORKED), ("verify_event", GOOD), ("close_event", {})], 6, True),
        ([SENT, ("handle_event", WORKED), ("verify_event", GOOD), ("close_event", REPLY)], 5, True),
        ([SENT, ("handle_event", WORKED), ("reply_source", REPLY), ("verify_event", BAD)], None, False),
        ([SENT, ("handle_event", WORKED), ("reply_source", REPLY), ("verify_event", BAD), SENT, ("handle_event", WORKED)], None, False),
        ([("decline_filing", {"reply": "不属于受理范围"})], 2, True),
        ([("merge_event", {"into": "2号"})], 2, True),
        ([SENT, ("handle_event", WORKED), ("approve_filing", {})], None, True),
        ([SENT, ("handle_event", WORKED), ("approve_filing", {}), ("close_case", REPLY)], 5, True),
    ],
)
def test_the_loop_ends_with_the_first_answer_after_the_work(
    acts: list[tuple[str, dict[str, Any]]], answered: int | None, ended: bool
) -> None:
    stamps = stamps_of(folded(*acts))

    assert stamps.uploaded_at == NINE
    assert stamps.fed_back_at == (None if answered is None else NINE + MINUTE * answered)
    assert stamps.ended is ended


seconds = st.one_of(st.none(), st.floats(-1000, 5000))


@given(seconds, seconds, seconds, st.floats(0, 9000), st.booleans())
def test_no_length_is_ever_negative(ordered: float | None, handled: float | None, fed_back: float | None, now: float, ended: bool) -> None:
    found = loop(ordered, handled, fed_back, now=now, ended=ended)

    lengths = [found.whole, found.elapsed, *(one for stage in found.stages for one in (stage.seconds, stage.elapsed, stage.backwards))]
    assert all(length is None or length >= 0 for length in lengths)
    assert all(segment.start >= 0 and segment.length >= 0 for segment in found.segments)
    assert [after.start for after in found.segments[1:]] == [one.start + one.length for one in found.segments[:-1]]


@given(st.lists(st.floats(0, 2000), min_size=3, max_size=3))
def test_the_stages_add_up_to_the_whole(lengths: list[float]) -> None:
    first, second, third = lengths
    found = loop(first, first + second, first + second + third, now=9000)

    assert sum(stage.seconds or 0 for stage in found.stages) == found.whole


def test_a_set_tells_its_middle_its_tenth_and_its_slowest_stage() -> None:
    loops = [loop(10, 110, 110 + place) for place in (10, 20, 30, 700)] + [loop(5, now=700), loop(now=30), loop(ended=True, fed_back=3)]

    found = summary(loops, limit=600)

    assert (found.events, found.met, found.missed, found.running, found.late, found.outside) == (7, 3, 1, 2, 1, 1)
    assert (found.judged, found.median, found.p90) == (5, 135, 810)
    assert [(one.count, one.median, one.p90, one.slowest_of) for one in found.stages] == [(5, 10, 10, 1), (4, 100, 100, 4), (4, 25, 700, 1)]
    assert found.slowest == "handling"


def test_a_set_of_nothing_knows_nothing() -> None:
    found = summary([], limit=600)

    assert (found.events, found.judged, found.median, found.p90, found.slowest) == (0, 0, None, None, "")


@pytest.mark.parametrize(("values", "half", "tenth"), [([], None, None), ([4], 4, 4), ([1, 2], 2, 2), (list(range(1, 11)), 6, 9)])
def test_middle_and_ninetieth(values: list[int], half: int | None, tenth: int | None) -> None:
    assert (middle(values), ninetieth(values)) == (half, tenth)


def test_teams_are_set_side_by_side_within_a_class_and_never_ranked() -> None:
    rows = [("占道经营", "b", loop(1, 2, 3))] * 5 + [("占道经营", "a", loop(1, 2, 700))] * 6
    rows += [("暴露垃圾", "a", loop(1, 2, 3))] * 5 + [("暴露垃圾", "b", loop(1, 2, 3))] * 4
    rows += [("", "a", loop(1, 2, 3)), ("占道经营", "", loop(1, 2, 3))]

    found = compared(rows, limit=600)

    assert [(one.kind, one.comparable, [(team.team, team.summary.events, team.few) for team in one.teams]) for one in found] == [
        ("占道经营", True, [("a", 6, False), ("b", 5, False)]),
        ("暴露垃圾", False, [("a", 5, False), ("b", 4, True)]),
    ]
