"""措施 — evidence kept under 行政处罚法 56, things sealed and seized under 行政强制法, in an ordinary case."""

from __future__ import annotations

from yifa.casework import forms, gates, measures
from yifa.casework.procedures.ordinary import penalty_ordinary
from yifa.inspection.procedure import CERTIFICATE_SHOWN
from yifa.kernel.actor import Role

penalty_ordinary.act(
    "approve_measure",
    "审批措施",
    occasional=True,
    form=forms.ApproveMeasure,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.undecided],
    says=lambda act: f"{act.payload['approval']}{act.payload['measure']}{act.payload['target']}",
)

penalty_ordinary.act(
    "preserve_evidence",
    "先行登记保存",
    occasional=True,
    form=forms.PreserveEvidence,
    by=Role.OFFICER,
    officers=2,
    once=False,
    field=True,
    adds=True,
    needs=[gates.still_open, gates.undecided, CERTIFICATE_SHOWN, gates.preservation],
    starts=[measures.PRESERVATION],
    says=lambda act: act.payload["things"],
)

penalty_ordinary.act(
    "decide_preserved",
    "处理登记保存物品",
    form=forms.DecidePreserved,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.preserved, gates.preservation_outcome],
    says=lambda act: f"{act.payload['outcome']}：{act.payload['reason']}",
)

penalty_ordinary.act(
    "seal_property",
    "查封、扣押",
    occasional=True,
    form=forms.SealProperty,
    by=Role.OFFICER,
    officers=2,
    once=False,
    field=True,
    needs=[
        gates.still_open,
        gates.undecided,
        CERTIFICATE_SHOWN,
        gates.competent,
        gates.measure_basis,
        gates.measure_approved,
        gates.measure_steps,
        gates.measure_scope,
        gates.sealing_paper,
    ],
    starts=[measures.SEALING, measures.URGENT_REPORT],
    says=lambda act: f"{act.payload['measure']}{act.payload['things']}",
)

penalty_ordinary.act(
    "extend_sealing",
    "延长查封、扣押",
    form=forms.ExtendSealing,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.sealed, gates.urgency_settled, gates.sealing_extension],
    says=lambda act: f"延长{act.payload['extended_by']}日：{act.payload['reason']}",
)

penalty_ordinary.act(
    "dispose_sealed",
    "处理查封、扣押的财物",
    form=forms.DisposeSealed,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.sealed, gates.sealing_outcome],
    says=lambda act: f"{act.payload['outcome']}：{act.payload['reason']}",
)
