"""办案过程 — what may happen to an ordinary case on its way: recusal, suspension, tests, a longer term."""

from __future__ import annotations

from yifa.casework import clocks, forms, gates
from yifa.casework.procedures.ordinary import penalty_ordinary
from yifa.kernel.actor import Role

penalty_ordinary.act(
    "request_recusal",
    "登记回避申请",
    occasional=True,
    form=forms.RequestRecusal,
    by=(Role.OFFICER, Role.INTAKE),
    once=False,
    adds=True,
    needs=[gates.still_open, gates.undecided],
    starts=[clocks.RECUSAL],
    says=lambda act: f"{act.payload['requested_by']}申请{act.payload['whose']}回避：{act.payload['reason']}",
)

penalty_ordinary.act(
    "decide_recusal",
    "决定是否回避",
    form=forms.DecideRecusal,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.undecided, gates.recusal_asked, gates.recusal_decider],
    says=lambda act: f"{act.payload['whose']}{act.payload['decision']}：{act.payload['reason']}",
)

penalty_ordinary.act(
    "suspend_inquiry",
    "中止调查",
    occasional=True,
    form=forms.SuspendInquiry,
    by=Role.HEAD,
    once=False,
    stage="已中止",
    needs=[gates.still_open, gates.undecided, gates.not_suspended, gates.suspension],
    awaits=Role.OFFICER,
    says=lambda act: f"{act.payload['ground']}：{act.payload['reason']}",
)

penalty_ordinary.act(
    "resume_inquiry",
    "恢复调查",
    form=forms.ResumeInquiry,
    by=Role.HEAD,
    once=False,
    stage="恢复调查",
    needs=[gates.still_open, gates.undecided, gates.resumption],
    awaits=Role.OFFICER,
    says=lambda act: act.payload["reason"],
)

penalty_ordinary.act(
    "commission_test",
    "委托检测检验鉴定",
    occasional=True,
    form=forms.CommissionTest,
    by=Role.OFFICER,
    officers=2,
    once=False,
    adds=True,
    needs=[gates.still_open, gates.undecided],
    says=lambda act: f"委托{act.payload['institution']}：{act.payload['subject']}，{act.payload['question']}",
)

penalty_ordinary.act(
    "record_test",
    "登记检测检验鉴定结果",
    form=forms.RecordTest,
    by=Role.OFFICER,
    officers=2,
    once=False,
    adds=True,
    needs=[gates.still_open, gates.undecided, gates.test_open],
    says=lambda act: f"{act.payload['subject']}：{act.payload['result']}",
)

penalty_ordinary.act(
    "extend_term",
    "延长办案期限",
    occasional=True,
    form=forms.ExtendTerm,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.undecided, gates.extension],
    says=lambda act: f"延长{act.payload['extended_by']}日：{act.payload['reason']}",
)
