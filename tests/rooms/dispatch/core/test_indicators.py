from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from yifa.dispatch.core.indicators import DEFINITIONS, Indicator, Line, Period, indicators
from yifa.kernel.dates import SHANGHAI

FIRST = datetime(2016, 12, 1, tzinfo=SHANGHAI)
NEXT = datetime(2017, 1, 1, tzinfo=SHANGHAI)
DECEMBER = Period(FIRST, NEXT, NEXT)
NOON = FIRST + timedelta(days=10, hours=12)
HOUR = timedelta(hours=1)


def of(lines: list[Line], period: Period = DECEMBER) -> dict[str, Indicator]:
    return {one.key: one for one in indicators(lines, period=period)}


def line(number: int = 1, **members: Any) -> Line:
    return Line(UUID(int=number), **({"accepted_at": NOON} | members))


def a_month() -> list[Line]:
    """Rows made up to the counts of one published evaluation: 1054 accepted, 996 filed, 972 due, 911 closed, 737 of them in time."""
    lines = []
    for number in range(1054):
        accepted = FIRST + timedelta(minutes=20 * number)
        filed = accepted + timedelta(minutes=3) if number < 996 else None
        due = None if filed is None else filed + 4 * HOUR if number < 972 else NEXT + HOUR
        closed = None if due is None else due if number < 737 else due + timedelta(seconds=1) if number < 911 else None
        lines.append(line(number, accepted_at=accepted, filed_at=filed, due_at=due, closed_at=closed))
    return lines


def test_a_published_evaluation_comes_out_of_its_rows() -> None:
    found = of(a_month())

    counts = [found[key].value for key in ("accepted", "filed", "due", "closed", "closed_in_time")]
    assert counts == [1054, 996, 972, 911, 737]
    assert (found["closing_rate"].value, found["closing_rate"].unit) == (Decimal("93.72"), "%")
    assert (found["in_time_rate"].value, found["in_time_rate"].unit) == (Decimal("75.82"), "%")
    assert found["filing_rate"].value == Decimal("94.50")


def test_every_figure_opens_the_events_behind_it() -> None:
    lines = a_month()

    found = of(lines)

    assert found["closed"].part == tuple(one.id for one in lines[:911])
    assert found["in_time_rate"].part == tuple(one.id for one in lines[:737])
    assert found["in_time_rate"].whole == tuple(one.id for one in lines[:972])


def test_a_share_of_nothing_is_unknown() -> None:
    found = of([])

    assert {key: one.value for key, one in found.items()} == {key: None if whole else 0 for key, _, _, _, whole in DEFINITIONS}


@pytest.mark.parametrize(
    ("members", "due", "closed", "in_time"),
    [
        ({"due_at": NOON, "closed_at": NOON}, 1, 1, 1),
        ({"due_at": NOON, "closed_at": NOON + timedelta(microseconds=1)}, 1, 1, 0),
        ({"due_at": FIRST}, 1, 0, 0),
        ({"due_at": FIRST - timedelta(microseconds=1), "closed_at": NOON}, 0, 0, 0),
        ({"due_at": NEXT, "closed_at": NOON}, 0, 0, 0),
        ({"due_at": NOON, "closed_at": NEXT}, 1, 0, 0),
        ({"due_at": None, "closed_at": NOON}, 0, 0, 0),
        ({"due_at": NOON, "closed_at": NOON, "filed_at": None}, 0, 0, 0),
        ({"due_at": NOON, "hung_at": NOON - HOUR}, 0, 0, 0),
        ({"due_at": NOON, "hung_at": NEXT + HOUR}, 1, 0, 0),
        ({"due_at": NOON, "closed_at": NOON, "merged": True}, 0, 0, 0),
    ],
)
def test_what_is_due_and_closed(members: dict[str, Any], due: int, closed: int, in_time: int) -> None:
    found = of([line(**({"filed_at": FIRST} | members))])

    assert [found[key].value for key in ("due", "closed", "closed_in_time")] == [due, closed, in_time]


def test_while_the_period_runs_what_is_due_later_is_not_due_yet() -> None:
    running = Period(FIRST, NEXT, NOON)
    lines = [line(1, filed_at=FIRST, due_at=NOON, closed_at=NOON), line(2, filed_at=FIRST, due_at=NOON + HOUR)]

    assert of(lines, running)["closing_rate"].value == Decimal("100.00")
    assert of(lines)["closing_rate"].value == Decimal("50.00")


def test_orders_sent_back_rework_extensions_and_what_is_set_aside() -> None:
    done: dict[str, Any] = {"filed_at": NOON, "first_ordered_at": NOON, "first_handled_at": NOON}
    lines = [
        line(1, **done),
        line(2, **done, returns=2),
        line(3, **done, reworks=1, extensions=1),
        line(4, **done, hung_at=NOON),
        line(5, reworks=1, returns=1, extensions=1, hung_at=NOON),
    ]

    found = of(lines)

    rates = {key: (len(found[key].part), len(found[key].whole or ()), found[key].value) for key in found if key.endswith("_rate")}
    assert rates["sent_right_rate"] == (3, 4, Decimal("75.00"))
    assert rates["rework_rate"] == rates["extension_rate"] == rates["hung_rate"] == (1, 4, Decimal("25.00"))
    assert rates["filing_rate"] == (4, 5, Decimal("80.00"))
    assert found["hung"].value == 1


def test_what_was_merged_is_finished_where_it_went() -> None:
    lines = [line(1, closed_at=NOON), line(2, closed_at=NOON, merged=True)]

    assert of(lines)["finished"].part == (UUID(int=1),)
