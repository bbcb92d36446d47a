"""执行 — deferral, surcharge, demand, the court, standing still and ending."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from yifa.casework.forms.fields import FIRST_DAY, LAST_DAY, YUAN
from yifa.casework.forms.service import Serve
from yifa.docket.core.form import PLANNED, Fen, Form, Line, Text
from yifa.law.execution.course import EndGround, SuspensionGround

DemandContent = Literal["履行义务的期限", "履行义务的方式", "陈述权和申辩权", "明确的金额和给付方式"]
CourtPaper = Literal["强制执行申请书", "行政决定书及作出决定的事实、理由和依据", "当事人的意见及催告情况", "申请强制执行标的情况"]
CourtForm = Literal["负责人签名", "行政机关印章", "日期"]
_CHECKS = {"widget": "checks"}


class DeferPayment(Form):
    """延期（分期）缴纳罚款通知书 — the party asked, why, and until when."""

    applied: Annotated[bool, Field(title="当事人已经申请暂缓或者分期缴纳")]
    hardship: Annotated[bool, Field(title="当事人确有经济困难")]
    reason: Annotated[Text, Field(title="困难的情况和证明", min_length=2)]
    until: Annotated[date, Field(title="暂缓或者分期的最后一日", ge=FIRST_DAY, le=LAST_DAY), PLANNED]
    plan: Annotated[Text, Field(title="分期的安排")] = ""


class SettleSurcharge(Form):
    """加处罚款核定 — how much for how long, and that the party knew the rate."""

    until: Annotated[date, Field(title="计算至", description="全部缴清之日或者核定之日。", ge=FIRST_DAY, le=LAST_DAY)]
    amount_fen: Annotated[Fen, Field(title="加处罚款数额", json_schema_extra=YUAN)]
    standard_told: Annotated[bool, Field(title="加处罚款的标准已告知当事人")]
    agreement: Annotated[bool, Field(title="达成执行协议，当事人采取了补救措施")] = False
    reason: Annotated[Text, Field(title="说明")] = ""


class Demand(Form):
    """履行催告书 — in writing, with what article 35 asks."""

    content: Annotated[Text, Field(title="催告履行的义务", min_length=2)]
    present: Annotated[tuple[DemandContent, ...], Field(title="催告书载明的事项", min_length=1, json_schema_extra=_CHECKS)]
    until: Annotated[date, Field(title="履行期限的最后一日", ge=FIRST_DAY, le=LAST_DAY), PLANNED]
    written: Annotated[bool, Field(title="已制作书面催告书")]


class ServeDemand(Serve):
    """送达回证 — of the demand."""

    paper: Annotated[Literal["demand"], Field(title="送达的文书", json_schema_extra={"labels": {"demand": "履行催告书"}})] = "demand"  # type: ignore[assignment]  # another paper than those of the decision


class DecideExecution(Form):
    """强制执行决定书 — by which law the body executes itself, and what the party said to the demand."""

    power: Annotated[Line, Field(title="规定本机关可以强制执行的法律和条款", description="法律没有规定的，申请人民法院强制执行。")] = ""
    way: Annotated[Text, Field(title="强制执行的方式和时间", min_length=2)]
    party_view: Annotated[Text, Field(title="当事人对催告的陈述、申辩")] = ""
    reviewed: Annotated[bool, Field(title="已复核当事人的意见")] = False
    good_reason: Annotated[bool, Field(title="当事人不履行有正当理由")] = False
    hides_property: Annotated[bool, Field(title="有证据证明当事人转移或者隐匿财物")] = False


class CarryOut(Form):
    """强制执行笔录 — when and how it was executed."""

    from_at: Annotated[AwareDatetime, Field(title="开始时间")]
    place_text: Annotated[Line, Field(title="执行地点", min_length=2)]
    urgent: Annotated[bool, Field(title="情况紧急")] = False
    cuts_supply: Annotated[bool, Field(title="采取停止居民生活供水、供电、供热、供燃气的方式")] = False
    record: Annotated[Text, Field(title="执行情况", min_length=2)]


class ApplyToCourt(Form):
    """强制执行申请书 — which court, on what, with which papers."""

    court: Annotated[Line, Field(title="申请的人民法院", min_length=2)]
    target: Annotated[Text, Field(title="申请执行的标的", min_length=2)]
    papers: Annotated[tuple[CourtPaper, ...], Field(title="提供的材料", min_length=1, json_schema_extra=_CHECKS)]
    form: Annotated[tuple[CourtForm, ...], Field(title="申请书已有", min_length=1, json_schema_extra=_CHECKS)]
    own_power: Annotated[bool, Field(title="法律规定本机关可以自行强制执行")] = False


class RecordCourt(Form):
    """法院裁定登记 — what the court said, and when it came."""

    result: Annotated[Literal["受理", "不予受理", "准予执行", "不予执行"], Field(title="法院的处理")]
    received_on: Annotated[date, Field(title="收到之日", ge=FIRST_DAY, le=LAST_DAY)]
    document: Annotated[Line, Field(title="文书号", min_length=2)]


class SuspendExecution(Form):
    """中止执行审批 — the ground and what it rests on."""

    ground: Annotated[SuspensionGround, Field(title="中止执行的情形")]
    reason: Annotated[Text, Field(title="具体事由和依据", min_length=2)]


class ResumeExecution(Form):
    """恢复执行审批 — that the cause is gone."""

    cause_gone: Annotated[bool, Field(title="中止执行的情形已经消失，或者当事人不履行执行协议")]
    reason: Annotated[Text, Field(title="具体情况", min_length=2)]


class EndExecution(Form):
    """终结执行审批 — the ground on which nothing more is executed."""

    ground: Annotated[EndGround, Field(title="终结执行的情形")]
    reason: Annotated[Text, Field(title="具体事由和依据", min_length=2)]
