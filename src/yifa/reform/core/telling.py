"""职权变动 — the machine's own act in an open docket: a change of the institution takes the ground from it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from pydantic import Field

from yifa.docket.core.act import Act
from yifa.docket.core.form import Form, Line, Text
from yifa.docket.core.procedure import COMMON, ActKind
from yifa.kernel.dates import chinese_date


class PowerMoved(Form):
    """职权变动 — what was decided, and how the case goes over."""

    summary: Annotated[Line, Field(title="变动事由")]
    document: Annotated[Line, Field(title="批准文件文号")]
    on: Annotated[date, Field(title="施行日期")]
    number: Annotated[Line, Field(title="变动卷宗")]
    to: Annotated[Line, Field(title="此后行使职权的机关")] = ""
    cases: Annotated[Text, Field(title="在办案件的移交")] = ""


def _says(act: Act) -> str:
    said = act.payload
    to = f"由{said['to']}行使职权" if said.get("to") else "职权变动"
    cases = f"在办案件：{said['cases']}" if said.get("cases") else "本卷宗应当依法移交。"
    on = chinese_date(date.fromisoformat(said["on"]))
    return f"自{on}起{to}：{said['summary']}（{said['document']}，{said['number']}）。{cases}"


POWER_MOVED: Final = COMMON.setdefault(
    "power_moved", ActKind("power_moved", "职权变动", PowerMoved, by=(), procedure="", once=False, adds=True, says=_says)
).name
