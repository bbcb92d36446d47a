"""听证 — asked for, called, held."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from yifa.casework.forms.fields import FIRST_DAY, LAST_DAY
from yifa.docket.core.form import PLANNED, Form, Line, Text
from yifa.inspection.procedure import Signature


class RequestHearing(Form):
    """听证申请 — who asked, when, how."""

    requested_by: Annotated[Line, Field(title="申请人", min_length=1)]
    content: Annotated[Text, Field(title="申请内容", min_length=2)]


class NotifyHearing(Form):
    """听证通知 — time, place, who chairs, whether in public."""

    hearing_on: Annotated[date, Field(title="听证日期", ge=FIRST_DAY, le=LAST_DAY), PLANNED]
    place_text: Annotated[Line, Field(title="听证地点", min_length=2)]
    chair: Annotated[Line, Field(title="听证主持人", min_length=1)]
    told: Annotated[Text, Field(title="通知的人员和方式", min_length=2)]
    held_open: Annotated[bool, Field(title="公开举行")] = True
    secret: Annotated[bool, Field(title="涉及国家秘密、商业秘密或者个人隐私")] = False
    announced_on: Annotated[date | None, Field(title="公告听证之日", ge=FIRST_DAY, le=LAST_DAY)] = None


class HoldHearing(Form):
    """听证 — chaired by somebody who did not investigate; the record binds the decision."""

    chair: Annotated[Line, Field(title="听证主持人", min_length=1)]
    place_text: Annotated[Line, Field(title="听证地点", min_length=2)]
    agents: Annotated[Text, Field(title="当事人的代理人", description="每行一人，最多二人；本人出席的不填。")] = ""
    authorised: Annotated[bool, Field(title="代理人已提交授权委托书")] = False
    ended_for_absence: Annotated[bool, Field(title="当事人未出席或者中途退出，终止听证")] = False
    excuse: Annotated[
        Literal["", "没有正当理由", "有正当理由"], Field(title="未出席的理由", json_schema_extra={"labels": {"": "没有缺席或者尚未查明"}})
    ] = ""
    presented: Annotated[bool, Field(title="调查人员已提出事实、证据和处罚建议")] = False
    answered: Annotated[bool, Field(title="当事人已申辩和质证")] = False
    record: Annotated[Text, Field(title="听证笔录摘要", min_length=2)]
    signature: Annotated[Signature, Field(title="当事人或者代理人签名情况")] = "当事人不在场"
    refusal_noted: Annotated[bool, Field(title="拒绝签名的，主持人已在笔录中注明")] = False
