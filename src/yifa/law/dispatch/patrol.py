"""巡查 — a patrol walks what was drawn for it."""

from __future__ import annotations

from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.dispatch.order import SINCE
from yifa.law.rule import rule
from yifa.law.sources import GBT30428


@rule("dispatch.patrol_as_drawn", cites=[GBT30428("")], since=SINCE)
def patrol_as_drawn(*, grid: str, drawn: bool) -> Ruling:
    """按抽取结果巡查 — what is recorded of a patrol was seen in a grid that was drawn for it.

    Reads: as for filed; what was seen elsewhere is a report of its own. Reviewed: no.
    """
    if drawn:
        return LAWFUL
    return refused(f"{grid}不是这次抽中的网格。", remedy="请选择计划中的网格；在别处发现的问题，直接上报。")
