"""Where ``server.wiring`` joins the docket's ports to the rooms above; nothing else is set at run time."""

from __future__ import annotations

from yifa.docket.ports import EvidenceShelf, Institution
from yifa.kernel.calendar import Calendar
from yifa.law.discretion.benchmark import Benchmarks


class _Joints:
    institution: Institution
    shelf: EvidenceShelf
    calendar: Calendar
    benchmarks: Benchmarks


joints = _Joints()
