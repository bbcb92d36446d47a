"""栏目 — fields that several forms share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from yifa.docket.core.form import Fen

PenaltyKind = Literal[
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "吊销许可证件",
    "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业",
]  # fmt: skip

#: days that papers can print and terms can be reckoned from
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
YUAN = {"widget": "yuan"}
ITEM = {"widget": "item"}
Kinds = Annotated[tuple[PenaltyKind, ...], Field(title="处罚种类", min_length=1, json_schema_extra={"widget": "checks"})]
FineFen = Annotated[Fen | None, Field(title="罚款金额", json_schema_extra=YUAN)]
