"""Where ``server.wiring`` joins the docket's ports to the rooms above; nothing else is set at run time."""

from __future__ import annotations

from yifa.docket.ports import EvidenceShelf, Institution
from yifa.kernel.calendar import Calendar


class _Joints:
    institution: Institution
    shelf: EvidenceShelf
    calendar: Calendar


joints = _Joints()
