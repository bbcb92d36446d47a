"""办案过程 — recusal, suspension, tests, a longer term."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yifa.docket.core.form import Form, Line, Text

SuspensionGround = Literal["等待相关裁判或者其他决定", "法律适用问题等待有权机关解释或者确认", "不可抗力", "当事人下落不明", "其他情形"]
Whose = Annotated[Line, Field(title="回避人员", min_length=1, description="填写姓名或者人员编号，与案卷中列明的一致。")]


class RequestRecusal(Form):
    """回避申请 — who should not handle the case, who says so, and why."""

    whose: Whose
    requested_by: Annotated[Literal["当事人", "执法人员本人"], Field(title="提出人")]
    reason: Annotated[Text, Field(title="申请回避的理由", min_length=2)]


class DecideRecusal(Form):
    """回避决定 — the head's decision on one person."""

    whose: Whose
    decision: Annotated[Literal["决定回避", "驳回申请"], Field(title="决定")]
    collective: Annotated[bool, Field(title="由负责人集体讨论决定")] = False
    reason: Annotated[Text, Field(title="理由", min_length=2)]


class SuspendInquiry(Form):
    """中止调查审批 — the ground, and what it rests on."""

    ground: Annotated[SuspensionGround, Field(title="中止调查的情形")]
    reason: Annotated[Text, Field(title="具体事由和依据", min_length=2)]


class ResumeInquiry(Form):
    """恢复调查审批 — why the case goes on."""

    reason: Annotated[Text, Field(title="中止原因消除的情况", min_length=2)]


class CommissionTest(Form):
    """检测检验鉴定委托 — what is tested, by whom, and that the party was told the period in writing."""

    subject: Annotated[Line, Field(title="检测检验鉴定的对象", min_length=2)]
    question: Annotated[Text, Field(title="检测检验鉴定的事项", min_length=2)]
    institution: Annotated[Line, Field(title="检测检验鉴定机构", min_length=2)]
    told_in_writing: Annotated[
        bool, Field(title="已书面告知当事人检测检验鉴定的期间", description="没有书面告知的，期间照常计入办案期限。")
    ] = False


class RecordTest(Form):
    """检测检验鉴定结果 — what was found, and that the party was told."""

    subject: Annotated[Line, Field(title="检测检验鉴定的对象", min_length=2, description="与委托时填写的一致。")]
    result: Annotated[Text, Field(title="结论", min_length=2)]
    told: Annotated[bool, Field(title="已把结果告知当事人")]


class ExtendTerm(Form):
    """延长办案期限审批 — by how many days, and by whom decided."""

    extended_by: Annotated[int, Field(title="延长的日数", ge=1, le=3650, strict=True)]
    collective: Annotated[bool, Field(title="由负责人集体讨论决定")] = False
    reason: Annotated[Text, Field(title="延长的理由", min_length=2)]
