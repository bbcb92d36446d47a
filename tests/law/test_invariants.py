"""What holds for every case, whatever its figures."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.law.cases import published_calendar, published_overlays
from yifa.kernel.money import Yuan
from yifa.law.answer import Verdict
from yifa.law.layers import Layer
from yifa.law.measure.surcharge import Surcharge
from yifa.law.rule import apply
from yifa.law.service.served import Mode, served_on

ON = date(2026, 3, 2)
CALENDAR = published_calendar()
DAYS = st.dates(date(2024, 6, 1), date(2027, 12, 31))
LAYERS = st.sampled_from([(), *((layer,) for layer in published_overlays())])
FINES = st.integers(1, 10**9).map(Yuan.of_fen)
TERMS = {
    "deadlines.lead_check": "registered_on",
    "deadlines.decision": "filed_on",
    "deadlines.legal_review": "sent_on",
    "deadlines.statement": "served_on",
    "deadlines.hearing_request": "served_on",
    "deadlines.service": "decided_on",
    "deadlines.payment": "served_on",
    "deadlines.reconsideration": "served_on",
    "deadlines.lawsuit": "served_on",
    "deadlines.spot_report": "decided_on",
    "deadlines.closing": "ended_on",
    "deadlines.publication": "decided_on",
    "deadlines.court_application": "expired_on",
}


@given(st.sampled_from(sorted(TERMS)), LAYERS, DAYS, DAYS)
def test_later_start_is_never_due_earlier(rule: str, layer: tuple[Layer, ...], one: date, other: date) -> None:
    first, second = sorted((one, other))

    earlier = apply(rule, on=ON, layers=layer, calendar=CALENDAR, **{TERMS[rule]: first}).value
    later = apply(rule, on=ON, layers=layer, calendar=CALENDAR, **{TERMS[rule]: second}).value

    assert (earlier is None) == (later is None)
    if earlier is not None and later is not None:
        assert earlier.due <= later.due
        assert earlier.due > first


@given(LAYERS, st.sampled_from(["person", "organisation"]), FINES, FINES)
def test_worse_is_never_easier_on_the_spot_or_without_hearing(layer: tuple[Layer, ...], party: str, one: Yuan, other: Yuan) -> None:
    lower, higher = sorted((one, other))
    order = [Verdict.LAWFUL, Verdict.FOR_PERSON, Verdict.REFUSED]

    def spot(fine: Yuan) -> int:
        return order.index(apply("summary.on_the_spot", on=ON, party=party, fine=fine, kinds=["罚款"], facts_clear=True).verdict)

    def hearing(fine: Yuan) -> int:
        facts = {"kinds": ["罚款"], "fine": fine, "party": party, "threshold": None, "offered": False}
        return order.index(apply("notice.hearing", on=ON, layers=layer, **facts).verdict)

    assert spot(lower) <= spot(higher)
    assert hearing(lower) <= hearing(higher)


@given(FINES, DAYS, st.integers(0, 400), st.integers(0, 400))
def test_surcharge_grows_with_the_days_and_never_exceeds_the_fine(fine: Yuan, due_on: date, one: int, other: int) -> None:
    def surcharge(days: int) -> Yuan:
        answer = apply("measure.surcharge", on=ON, fine=fine, due_on=due_on, until=due_on + timedelta(days=days))
        assert isinstance(answer.value, Surcharge)
        return answer.value.amount

    sooner, later = sorted((one, other))
    assert surcharge(sooner) <= surcharge(later) <= fine
    assert surcharge(later) == min(fine, Yuan.of_fen(fine.fen * 3 * later // 100))


@given(FINES, FINES, FINES)
def test_fine_let_through_stays_in_its_range(fine: Yuan, one: Yuan, other: Yuan) -> None:
    low, high = sorted((one, other))

    answer = apply("decision.within_range", on=ON, fine=fine, low=low, high=high)

    assert answer.lawful == (low <= fine <= high)


@given(st.sampled_from(list(Mode)), LAYERS, st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_service_takes_effect_on_its_day_or_later(mode: Mode, layer: tuple[Layer, ...], done_on: date, later: int) -> None:
    served = served_on(mode=mode, done_on=done_on, layers=layer)

    assert served >= done_on
    assert (served > done_on) == (mode is Mode.PUBLIC)
    assert served_on(mode=mode, done_on=done_on + timedelta(days=later), layers=layer) >= served
