"""The surcharge for a fine paid late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from yifa.kernel.money import Yuan
from yifa.law.rule import rule
from yifa.law.sources import ACL, APL, FSR


@rule("measure.surcharge", cites=[APL("72", 1, 1), APL("73", 3), ACL("45"), FSR("7"), FSR("9")], since=date(2021, 7, 15))
def surcharge(*, fine: Yuan, due_on: date, paid_on: date, stated_in_decision: bool, stopped: Sequence[tuple[date, date]] = ()) -> Yuan:
    """加处罚款 — three per cent of the fine for each day late, never more than the fine.

    ``due_on`` is the last day to pay (rolled); ``stopped`` are spans (until exclusive) of reconsideration or lawsuit, not counted.
    Reads: counted on natural days from the day after; none where the decision did not say that it would be (分离实施办法
        7, 9; 行政强制法 45). The whole fine is the base also where part was paid. Reviewed: no.
    Leaves out: that the body *may* and need not; approved deferral (give its last day as ``due_on``).
    """
    if not stated_in_decision:
        return Yuan.ZERO
    days_late = sum(
        not any(since <= due_on + timedelta(days=n) < until for since, until in stopped) for n in range(1, (paid_on - due_on).days + 1)
    )
    return min(fine, fine.share(3 * days_late, 100))
