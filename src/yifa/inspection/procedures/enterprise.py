"""涉企行政检查 — planned on a published item within the yearly cap, approved by the head, done by two officers, told to the public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from yifa.docket.core.act import Act, View
from yifa.docket.core.form import Form, Line, PrivateLine, Text
from yifa.docket.core.procedure import ClockStart, Gate, Situation
from yifa.inspection.procedure import CERTIFICATE_SHOWN, Signature, not_before_start
from yifa.intake.procedure import lead
from yifa.kernel.actor import Role
from yifa.law.layers import Layer

Level = Literal["法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "没有依据"]
#: what leads to a check that nothing else led to
PLAN = "按计划"
Enterprise = Annotated[Line, Field(title="被检查企业", min_length=2)]


class PlanInspection(Form):
    """行政检查审批表 — whom, on which published item, how often this year, why on site."""

    enterprise: Enterprise
    uscc: Annotated[PrivateLine, Field(title="统一社会信用代码")] = ""
    subject: Annotated[Line, Field(title="检查事项", min_length=2, description="按公布的行政检查事项清单填写。")]
    basis_level: Annotated[Level, Field(title="检查依据的层级")]
    basis: Annotated[Line, Field(title="检查依据的名称和条款", min_length=2)]
    listed: Annotated[bool, Field(title="在公布的行政检查事项清单内")]
    check_kind: Annotated[Literal["日常", "专项", "个案"], Field(title="检查类型")]
    trigger: Annotated[
        Literal["按计划", "投诉举报", "转办交办", "数据监测", "企业申请"],
        Field(title="检查的由来"),
    ] = "按计划"
    done_this_year: Annotated[int, Field(title="本年度本机关已检查该企业次数", ge=0, le=9_999, strict=True)]
    cap: Annotated[int | None, Field(title="公布的年度检查频次上限", description="没有公布的不填。", ge=0, le=9_999, strict=True)] = None
    cap_source: Annotated[Line, Field(title="上限和次数的来源")] = ""
    why_on_site: Annotated[Text, Field(title="必须入企检查的理由")] = ""
    other_means_suffice: Annotated[bool, Field(title="非现场方式能够达到检查目的")] = False
    others: Annotated[Text, Field(title="同期对该企业的其他检查", description="每行一项；没有的不填。")] = ""
    merged: Annotated[bool, Field(title="已合并或者联合检查")] = False
    merge_reason: Annotated[Text, Field(title="不能合并的理由")] = ""
    own_area: Annotated[bool, Field(title="检查地点在本机关管辖区域")] = True
    assisted: Annotated[bool, Field(title="异地检查已办理执法协助")] = False
    market: Annotated[bool, Field(title="属于市场监管领域")] = False
    special_sector: Annotated[bool, Field(title="直接涉及公共安全和人民群众生命健康的特殊行业、重点领域")] = False
    objects_drawn: Annotated[bool, Field(title="检查对象随机抽取")] = False
    officers_drawn: Annotated[bool, Field(title="检查人员随机选派")] = False
    campaign_approved: Annotated[bool, Field(title="专项检查计划经县级以上人民政府或者垂直管理的上级机关批准")] = False
    campaign_filed: Annotated[bool, Field(title="专项检查计划已备案")] = False
    campaign_published: Annotated[bool, Field(title="专项检查计划已公布")] = False


class ApproveInspection(Form):
    """批准行政检查 — the head's opinion."""

    enterprise: Enterprise
    opinion: Annotated[Text, Field(title="负责人意见", min_length=1)] = "同意检查。"


class InspectEnterprise(Form):
    """行政检查记录 — the code shown, what was found, what the enterprise said."""

    enterprise: Enterprise
    urgent: Annotated[bool, Field(title="情况紧急，事后补办审批")] = False
    from_at: Annotated[AwareDatetime, Field(title="检查开始时间")]
    until_at: Annotated[AwareDatetime, Field(title="检查结束时间"), AfterValidator(not_before_start)]
    place_text: Annotated[Line, Field(title="检查地点", min_length=2)]
    certificate_shown: Annotated[bool, Field(title="已出示执法证件")]
    code_scanned: Annotated[bool, Field(title="已扫码或者亮码")]
    no_code_reason: Annotated[Line, Field(title="没有扫码的原因")] = ""
    code_backfilled: Annotated[bool, Field(title="已补录检查码")] = False
    findings: Annotated[Text, Field(title="检查情况", min_length=2)]
    result: Annotated[Text, Field(title="检查结果和告知情况", min_length=2)]
    signature: Annotated[Signature, Field(title="签名情况")]
    witness: Annotated[Line, Field(title="见证人")] = ""


class PublishInspection(Form):
    """公示检查结果 — where it was published."""

    enterprise: Enterprise
    where: Annotated[Line, Field(title="公示的网站或者平台", min_length=2)]


def _value(situation: Situation, name: str, default: Any = None) -> Any:
    return getattr(situation.form, name, default)


def _enterprises(situation: Situation) -> set[str]:
    """The one the form names; before there is a form, every one of the docket."""
    named = _value(situation, "enterprise")
    return {named} if named else {act.payload["enterprise"] for act in situation.view.all("plan_inspection", "inspect_enterprise")}


def _last(view: View, kind: str, enterprise: str) -> Act | None:
    return next((act for act in reversed(view.acts) if act.kind == kind and act.payload["enterprise"] == enterprise), None)


def _approved(view: View, enterprise: str) -> bool:
    """Was the last plan for that enterprise approved, and not inspected since?"""
    plan, approval = _last(view, "plan_inspection", enterprise), _last(view, "approve_inspection", enterprise)
    inspected = _last(view, "inspect_enterprise", enterprise)
    return bool(plan and approval and approval.seq > plan.seq and not (inspected and inspected.seq > approval.seq))


def _to_approve(view: View, enterprise: str) -> bool:
    """A plan, or an urgent inspection, that waits for the head?"""
    waiting = _last(view, "plan_inspection", enterprise)
    inspected, approval = _last(view, "inspect_enterprise", enterprise), _last(view, "approve_inspection", enterprise)
    if inspected and inspected.payload["urgent"] and (waiting is None or inspected.seq > waiting.seq):
        waiting = inspected
    return waiting is not None and not (approval and approval.seq > waiting.seq)


def _basis(situation: Situation) -> dict[str, Any]:
    level = _value(situation, "basis_level", "没有依据")
    return {"norm": None if level == "没有依据" else level}


def _campaign(situation: Situation) -> dict[str, Any] | None:
    if _value(situation, "check_kind") != "专项":
        return None
    return {"planned": True, **{name: _value(situation, f"campaign_{name}", False) for name in ("approved", "filed", "published")}}


def _merged(situation: Situation) -> dict[str, Any]:
    others = [line.strip() for line in _value(situation, "others", "").splitlines() if line.strip()]
    return {"others": others, "merged": _value(situation, "merged", False), "reason": _value(situation, "merge_reason", "")}


def _random(situation: Situation) -> dict[str, Any]:
    return {
        "market_regulation": _value(situation, "market", False),
        "special_sector": _value(situation, "special_sector", False),
        "from_lead": _value(situation, "trigger", PLAN) != PLAN,
        "objects_drawn": _value(situation, "objects_drawn", False),
        "officers_drawn": _value(situation, "officers_drawn", False),
    }


def _signed(situation: Situation) -> dict[str, Any]:
    signed = _value(situation, "signature") == "已签名"
    return {"signed": signed, "refusal_noted": not signed, "witnessed": bool(_value(situation, "witness", "") or situation.evidence)}


def _head_apart(situation: Situation) -> dict[str, Any]:
    plan = _last(situation.view, "plan_inspection", _value(situation, "enterprise", ""))
    actor = situation.actor
    handlers = {officer["code"] for officer in plan.officers} | {plan.actor["officer"] or plan.actor["user"]} if plan else set()
    return {"head": (actor.officer or actor.user) if actor else "", "handlers": tuple(sorted(handlers))}


PLANNED = (
    Gate("inspection.basis", _basis, asks_form=True),
    Gate(
        "inspection.published",
        lambda situation: {"item": _value(situation, "subject", ""), "listed": _value(situation, "listed", False)},
        asks_form=True,
    ),
    Gate(
        "inspection.place",
        lambda situation: {"own_area": _value(situation, "own_area", False), "assisted": _value(situation, "assisted", False)},
        asks_form=True,
    ),
    Gate(
        "inspection.cap",
        lambda situation: {
            "cap": _value(situation, "cap"),
            "done": _value(situation, "done_this_year", 0),
            "kind": _value(situation, "check_kind", ""),
            "trigger": _value(situation, "trigger", ""),
        },
        asks_form=True,
    ),
    Gate(
        "inspection.on_site_needed",
        lambda situation: {
            "why": _value(situation, "why_on_site", ""),
            "other_means_suffice": _value(situation, "other_means_suffice", False),
        },
        asks_form=True,
    ),
    Gate("inspection.merged", _merged, asks_form=True),
    Gate("inspection.random", _random, asks_form=True),
    Gate("inspection.campaign", _campaign, asks_form=True),
)
WAITS_FOR_APPROVAL = Gate(
    "inspection.to_approve", lambda situation: {"waiting": any(_to_approve(situation.view, name) for name in _enterprises(situation))}
)
APPROVED = Gate(
    "inspection.approved",
    lambda situation: {
        "approved": _approved(situation.view, _value(situation, "enterprise", "")),
        "urgent": _value(situation, "urgent", False),
    },
    asks_form=True,
)
CODE_SHOWN = Gate(
    "inspection.code_shown",
    lambda situation: {
        "scanned": _value(situation, "code_scanned", False),
        "reason": _value(situation, "no_code_reason", ""),
        "backfilled": _value(situation, "code_backfilled", False),
    },
    asks_form=True,
)
RECORD_SIGNED = Gate("evidence.record_signed", _signed, asks_form=True)
HEAD_APART = Gate("people.head_apart", _head_apart, asks_form=True)
INSPECTED = Gate(
    "inspection.inspected",
    lambda situation: {"inspected": any(_last(situation.view, "inspect_enterprise", name) for name in _enterprises(situation))},
)


def _same_enterprise(view: View, started: Act, act: Act) -> bool:
    return bool(started.payload["enterprise"] == act.payload["enterprise"])


def _when_urgent(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    return {"checked_on": act.happened_on} if act.payload["urgent"] else None


def _when_drawn(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    plan = _last(view, "plan_inspection", act.payload["enterprise"])
    return {"finished_on": act.happened_on} if plan and plan.payload["objects_drawn"] else None


URGENT_REPORT = ClockStart(
    "urgent_report",
    "补办检查审批",
    "inspection.urgent_report_due",
    _when_urgent,
    stopped_by=("approve_inspection",),
    stops_when=_same_enterprise,
)
RESULTS = ClockStart(
    "inspection_results",
    "公示检查结果",
    "inspection.results_due",
    _when_drawn,
    stopped_by=("publish_inspection",),
    stops_when=_same_enterprise,
)

lead.act(
    "plan_inspection",
    "提请行政检查",
    occasional=True,
    form=PlanInspection,
    by=Role.OFFICER,
    officers=2,
    once=False,
    needs=PLANNED,
    awaits=Role.HEAD,
    says=lambda act: f"对{act.payload['enterprise']}检查：{act.payload['subject']}",
)

lead.act(
    "approve_inspection",
    "批准行政检查",
    form=ApproveInspection,
    by=Role.HEAD,
    once=False,
    needs=[WAITS_FOR_APPROVAL, HEAD_APART],
    awaits=Role.OFFICER,
    says=lambda act: f"{act.payload['enterprise']}：{act.payload['opinion']}",
)

lead.act(
    "inspect_enterprise",
    "入企检查",
    form=InspectEnterprise,
    by=Role.OFFICER,
    officers=2,
    once=False,
    field=True,
    needs=[APPROVED, CERTIFICATE_SHOWN, CODE_SHOWN, RECORD_SIGNED],
    starts=[URGENT_REPORT, RESULTS],
    awaits=Role.OFFICER,
    says=lambda act: f"{act.payload['enterprise']}：{act.payload['findings']}",
)

lead.act(
    "publish_inspection",
    "公示检查结果",
    form=PublishInspection,
    by=Role.OFFICER,
    once=False,
    adds=True,
    needs=[INSPECTED],
    says=lambda act: f"{act.payload['enterprise']}的检查结果在{act.payload['where']}公示",
)
