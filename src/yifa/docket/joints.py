"""Where ``server.wiring`` joins the docket's ports to the rooms above; nothing else is set at run time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from yifa.docket.calendars import CalendarsInForce
from yifa.docket.ports import DeviceRecords, Errands, EvidenceShelf, Institution, OffDuty, Waited
from yifa.law.discretion.benchmark import Benchmarks


class _Joints:
    institution: Institution
    shelf: EvidenceShelf
    records: DeviceRecords
    errands: Errands
    off_duty: OffDuty
    waited: Waited
    calendars: CalendarsInForce
    benchmarks: Benchmarks
    #: articles that the law library holds in another text than their rule was written from (law, article)
    moved: Callable[[date], frozenset[tuple[str, str]]]


joints = _Joints()
