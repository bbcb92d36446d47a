"""执行 — deferral, surcharge, demand, the court, standing still and ending, in an ordinary case."""

from __future__ import annotations

from datetime import date

from yifa.casework import execution, forms, gates
from yifa.casework.procedures.ordinary import penalty_ordinary
from yifa.kernel.actor import Role
from yifa.kernel.dates import chinese_date
from yifa.kernel.money import Yuan

_ENFORCEABLE = (gates.still_open, gates.decision_served)

penalty_ordinary.act(
    "defer_payment",
    "批准暂缓、分期缴纳",
    occasional=True,
    form=forms.DeferPayment,
    by=Role.HEAD,
    once=False,
    needs=[*_ENFORCEABLE, gates.still_owed, gates.deferral],
    starts=[execution.DEFERRAL],
    says=lambda act: f"至{chinese_date(date.fromisoformat(act.payload['until']))}：{act.payload['reason']}",
)

penalty_ordinary.act(
    "settle_surcharge",
    "核定加处罚款",
    occasional=True,
    form=forms.SettleSurcharge,
    by=Role.HEAD,
    once=False,
    needs=[*_ENFORCEABLE, gates.surcharge_allowed, gates.surcharge_settled],
    says=lambda act: (
        f"计算至{chinese_date(date.fromisoformat(act.payload['until']))}，加处罚款{Yuan.of_fen(act.payload['amount_fen']).text}"
    ),
)

penalty_ordinary.act(
    "demand",
    "催告",
    form=forms.Demand,
    by=Role.OFFICER,
    officers=2,
    once=False,
    needs=[*_ENFORCEABLE, gates.execution_goes_on, gates.overdue, gates.demand_complete],
    says=lambda act: act.payload["content"],
)

penalty_ordinary.act(
    "serve_demand",
    "送达催告书",
    form=forms.ServeDemand,
    by=Role.OFFICER,
    officers=2,
    once=False,
    field=True,
    needs=[*_ENFORCEABLE, gates.demand_made, gates.service_form],
    starts=[execution.DEMAND],
    says=lambda act: f"{act.payload['mode']}履行催告书，{act.payload['receiver']}",
)

penalty_ordinary.act(
    "decide_execution",
    "决定强制执行",
    form=forms.DecideExecution,
    by=Role.HEAD,
    once=False,
    needs=[*_ENFORCEABLE, gates.execution_goes_on, gates.own_power, gates.execution_decision],
    says=lambda act: act.payload["way"],
)

penalty_ordinary.act(
    "carry_out",
    "实施强制执行",
    form=forms.CarryOut,
    by=Role.OFFICER,
    officers=2,
    once=False,
    field=True,
    needs=[
        *_ENFORCEABLE,
        gates.execution_goes_on,
        gates.execution_decided,
        gates.not_at_night,
        gates.not_on_holiday,
        gates.no_cut_off,
    ],
    says=lambda act: act.payload["record"],
)

penalty_ordinary.act(
    "apply_to_court",
    "申请强制执行",
    form=forms.ApplyToCourt,
    by=Role.HEAD,
    once=False,
    needs=[*_ENFORCEABLE, gates.execution_goes_on, gates.demanded, gates.court_window, gates.court_papers],
    starts=[execution.ACCEPTANCE],
    says=lambda act: f"向{act.payload['court']}申请：{act.payload['target']}",
)

penalty_ordinary.act(
    "record_court",
    "登记法院裁定",
    form=forms.RecordCourt,
    by=(Role.OFFICER, Role.INTAKE),
    once=False,
    needs=[gates.still_open, gates.court_asked],
    starts=[execution.OBJECTION],
    says=lambda act: f"{act.payload['result']}，{act.payload['document']}",
)

penalty_ordinary.act(
    "suspend_execution",
    "中止执行",
    occasional=True,
    form=forms.SuspendExecution,
    by=Role.HEAD,
    once=False,
    needs=[*_ENFORCEABLE, gates.execution_suspension],
    starts=[execution.DORMANT],
    says=lambda act: f"{act.payload['ground']}：{act.payload['reason']}",
)

penalty_ordinary.act(
    "resume_execution",
    "恢复执行",
    form=forms.ResumeExecution,
    by=Role.HEAD,
    once=False,
    needs=[*_ENFORCEABLE, gates.execution_resumption],
    says=lambda act: act.payload["reason"],
)

penalty_ordinary.act(
    "end_execution",
    "终结执行",
    occasional=True,
    form=forms.EndExecution,
    by=Role.HEAD,
    needs=[*_ENFORCEABLE, gates.still_owed, gates.execution_end],
    says=lambda act: f"{act.payload['ground']}：{act.payload['reason']}",
)
