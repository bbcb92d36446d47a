"""栏目 — fields that several forms share."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from yifa.docket.core.form import Fen, Line, Text
from yifa.law.substance.capacity import Leniency

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

Lenient = Literal["没有", "可以从轻或者减轻", "应当从轻或者减轻"]
LENIENT: dict[Lenient, Leniency] = {"没有": Leniency.NONE, "可以从轻或者减轻": Leniency.MAY, "应当从轻或者减轻": Leniency.MUST}
DepartureReason = Annotated[Text, Field(title="偏离裁量基准的理由", description="罚款在裁量档次以外的填写。")]
DepartureApproval = Annotated[
    Literal["", "本机关主要负责人批准", "本机关集体讨论通过", "制定机关批准"],
    Field(title="偏离裁量基准的批准", description="上级的裁量基准由其制定机关批准。", json_schema_extra={"labels": {"": "没有偏离"}}),
]
BenchmarkCode = Annotated[Line, Field(title="适用的裁量基准", description="填写编号；没有已公布的裁量基准的不填。")]
Circumstances = Annotated[Text, Field(title="裁量情节", description="每行一项，写作“因素：情形”，可从裁量计算页抄录。")]


def plain_number(value: str) -> str:
    """Digits with at most two decimals, or nothing; the message completes the label of the field."""
    if value and not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", value):
        raise ValueError("应当用阿拉伯数字填写，小数最多两位。")
    return value


FineBase = Annotated[
    Line, Field(title="罚款的计算基数", description="按货值金额、违法所得、面积等计算罚款的，填写数额。"), AfterValidator(plain_number)
]
