"""期限重算 — the machine's own act: a calendar came in force, and what a docket's clocks were and are now stands in it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from pydantic import Field

from yifa.docket.core.act import Act
from yifa.docket.core.form import Form, Line
from yifa.docket.core.procedure import COMMON, ActKind
from yifa.kernel.dates import chinese_date

#: the actor of acts nobody does; it holds no post and never could
MACHINE: Final = {"user": "", "name": "系统", "officer": "", "role": "machine", "title": "自动办理"}


class CalendarNamed(Form):
    """放假安排 — which year of which region came in force, by which document."""

    year: Annotated[int, Field(title="年份")]
    region: Annotated[Line, Field(title="地区")] = ""
    source: Annotated[Line, Field(title="来源")]


class ChangedTerm(Form):
    """变动的期限 — one clock, by the act that started it: its last day before and now."""

    clock: Annotated[Line, Field(title="期限代号")]
    title: Annotated[Line, Field(title="名称")]
    started_by: Annotated[int, Field(title="起算于第几项")]
    old: Annotated[date, Field(title="原最后一日")]
    new: Annotated[date, Field(title="现最后一日")]
    was_provisional: Annotated[bool, Field(title="原为暂定")]
    provisional: Annotated[bool, Field(title="现为暂定")]


class RecomputeTerms(Form):
    """期限重算 — the calendars and the clocks they changed."""

    calendars: Annotated[tuple[CalendarNamed, ...], Field(title="放假安排", min_length=1)]
    changes: Annotated[tuple[ChangedTerm, ...], Field(title="变动的期限", min_length=1)]


def _says(act: Act) -> str:
    years = "、".join(f"{one['year']}年{'地方' if one['region'] else ''}放假安排" for one in act.payload["calendars"])
    changes = "；".join(_change(one) for one in act.payload["changes"])
    return f"载入{years}，重新计算期限：{changes}。"


def _change(one: dict[str, object]) -> str:
    old, new = (chinese_date(date.fromisoformat(str(one[name]))) for name in ("old", "new"))
    if old != new:
        return f"{one['title']}由{old}改为{new}"
    return f"{one['title']}确定为{new}" if one["was_provisional"] and not one["provisional"] else f"{one['title']}仍为{new}"


RECOMPUTE: Final = COMMON.setdefault(
    "recompute_terms", ActKind("recompute_terms", "期限重算", RecomputeTerms, by=(), procedure="", once=False, adds=True, says=_says)
).name
