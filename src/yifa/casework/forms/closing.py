"""结案归档 — closing, dropping, archiving."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yifa.docket.core.form import Form, Line, Text
from yifa.intake.forms import Reply

Outcome = Literal["已全部履行", "部分履行后依法终结", "终结执行", "不予处罚", "撤案"]


class CloseCase(Form):
    """结案审批表 — how the decision was carried out, and the answer to whoever reported."""

    outcome: Annotated[Outcome, Field(title="结案方式")]
    execution: Annotated[Text, Field(title="执行情况", min_length=2)]
    other_ended: Annotated[Text, Field(title="未全部履行而终结的依据")] = ""
    reply: Reply = ""
    opinion: Annotated[Text, Field(title="负责人意见", min_length=1)] = "同意结案。"


class DropCase(Form):
    """撤案 — the inquiry found no ground for a penalty."""

    ground: Annotated[
        Literal["违法事实不能成立", "超过处罚时效", "当事人死亡或者终止且无承受人", "应当移送其他机关"],
        Field(title="撤案的情形"),
    ]
    reason: Annotated[Text, Field(title="理由", min_length=2)]
    reply: Reply = ""


class ArchiveCase(Form):
    """归档 — one case, one file."""

    keeper: Annotated[Line, Field(title="立卷人", min_length=1)]
    retention: Annotated[Literal["永久", "30年", "10年"], Field(title="保管期限")] = "30年"
