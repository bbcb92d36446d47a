"""指挥指标 — every figure of the loop and of GB/T 30428 as a named measure: its sentence, its day, its unit and the events behind it.

No measure here counts fines or sets teams in an order by how many cases they had: 行政处罚法 74 forbids to tie appraisal to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from yifa.dispatch.core.indicators import Indicator
from yifa.dispatch.core.loop import STAGES
from yifa.dispatch.figures import BEHIND, Day


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a day or month. A share has ``whole``, its denominator; ``value`` None: nothing to reckon it from (未载明)."""

    key: str
    group: str
    title: str
    sentence: str
    value: int | Decimal | None
    unit: str
    at: datetime
    part: tuple[UUID, ...]
    whole: tuple[UUID, ...] | None = None


LOOP, STAGE, GRID, STANDARD = "loop", "stage", "grid", "standard"

#: counts and shares of the loop: key, title, sentence, what is counted, over what
_LOOP: Final[Sequence[tuple[str, str, str, str, str]]] = (
    ("events", "上报事件", "期内信息上传的事件", "events", ""),
    ("met", "按时闭环", "期内上传、从信息上传到反馈处理完毕没有超过规定时间的事件", "met", ""),
    ("missed", "超时闭环", "期内上传、已经反馈但全程超过规定时间的事件", "missed", ""),
    ("running", "正在办理", "期内上传、还没有反馈处理完毕的事件", "running", ""),
    ("late", "办理中已超时", "正在办理的事件中，从上传到现在已经超过规定时间的", "late", ""),
    ("loop_rate", "按时闭环率", "按时闭环的事件，除以按时闭环、超时闭环和办理中已超时的事件", "met", "judged"),
    ("outside", "不计入闭环", "没有经过派遣处置就并案、移送、不予立案，或者转为案件办理的事件", "outside", ""),
    ("no_limit", "没有规定时间", "已经反馈，但当地没有载明全程用时要求的事件", "no_limit", ""),
    ("unknown", "时间矛盾", "反馈时间早于上传或者现场处理时间，全程用时无法计算的事件", "unknown", ""),
    ("backwards", "时钟倒走", "有环节的结束时间早于开始时间的事件，多因设备时钟不准", "backwards", ""),
)


def measures(day: Day) -> list[Measure]:
    """Every measure of the period: the loop, its stages, grids, and the indicators of the standard."""
    own, total = day.own, day.summary
    behind = {name: tuple(event.docket for event in own if counts(event)) for name, counts in BEHIND.items()}
    found = [
        _measure(day, LOOP, Indicator(key, title, sentence, behind[part], behind.get(whole))) for key, title, sentence, part, whole in _LOOP
    ]
    answered = behind["answered"]
    found += [
        Measure("median", LOOP, "全程中位数", "已经反馈的事件全程用时的中位数", total.median, "秒", day.period.at, answered),
        Measure("p90", LOOP, "全程第90百分位", "十件已经反馈的事件中九件不超过的全程用时", total.p90, "秒", day.period.at, answered),
    ]
    for place, stage in enumerate(total.stages):
        known = tuple(event.docket for event in own if event.loop.stages[place].seconds is not None)
        slow = tuple(event.docket for event in own if event.loop.slowest == stage.key)
        title = STAGES[stage.key]
        found += [
            Measure(f"{stage.key}_median", STAGE, f"{title}中位数", f"{title}用时的中位数", stage.median, "秒", day.period.at, known),
            Measure(
                f"{stage.key}_p90", STAGE, f"{title}第90百分位", f"十件中九件不超过的{title}用时", stage.p90, "秒", day.period.at, known
            ),
            Measure(f"{stage.key}_slowest", STAGE, f"{title}最慢", f"{title}用时最长的事件", stage.slowest_of, "件", day.period.at, slow),
        ]
    found += [
        Measure(f"grid:{line.grid}", GRID, line.grid, "网格内从信息上传到首次派遣用时的中位数", line.median, "秒", day.period.at, line.rows)
        for line in day.grids
    ]
    return found + [_measure(day, STANDARD, one) for one in day.indicators]


def _measure(day: Day, group: str, one: Indicator) -> Measure:
    return Measure(one.key, group, one.title, one.sentence, one.value, one.unit, day.period.at, one.part, one.whole)


def measure(day: Day, key: str) -> Measure | None:
    """One measure by its key; None where there is none."""
    return next((one for one in measures(day) if one.key == key), None)
