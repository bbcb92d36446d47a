"""Where ``server.wiring`` joins the docket's ports to the rooms above; nothing else is set at run time."""

from __future__ import annotations

from yifa.docket.calendars import CalendarsInForce
from yifa.docket.ports import EvidenceShelf, Institution
from yifa.law.discretion.benchmark import Benchmarks


class _Joints:
    institution: Institution
    shelf: EvidenceShelf
    calendars: CalendarsInForce
    benchmarks: Benchmarks


joints = _Joints()
