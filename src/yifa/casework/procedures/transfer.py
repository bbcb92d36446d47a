"""移送 — 行政执法机关移送涉嫌犯罪案件的规定: reported, decided, handed to the police, and what comes back, in an ordinary case."""

from __future__ import annotations

from yifa.casework import forms, gates, transfer
from yifa.casework.procedures.ordinary import penalty_ordinary
from yifa.kernel.actor import Role

penalty_ordinary.act(
    "report_crime",
    "报告涉嫌犯罪",
    occasional=True,
    form=forms.ReportCrime,
    by=Role.OFFICER,
    officers=2,
    once=False,
    needs=[gates.still_open, gates.transfer_report],
    starts=[transfer.DECISION],
    awaits=Role.HEAD,
    says=lambda act: f"涉嫌{act.payload['offence']}：{act.payload['facts']}",
)

penalty_ordinary.act(
    "decide_transfer",
    "决定是否移送",
    form=forms.DecideTransfer,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.transfer_decision],
    starts=[transfer.HANDOVER],
    awaits=Role.OFFICER,
    says=lambda act: f"{act.payload['decision']}：{act.payload['reasons']}" if act.payload["reasons"] else act.payload["decision"],
)

penalty_ordinary.act(
    "hand_to_police",
    "移送公安机关",
    form=forms.HandToPolice,
    by=Role.OFFICER,
    officers=2,
    once=False,
    needs=[gates.still_open, gates.transfer_papers, gates.things_to_police],
    starts=[transfer.EXAMINATION],
    awaits=Role.OFFICER,
    says=lambda act: f"移送{act.payload['police']}，{act.payload['receipt']}签收",
)

penalty_ordinary.act(
    "record_police_result",
    "登记公安机关处理结果",
    form=forms.RecordPoliceResult,
    by=(Role.OFFICER, Role.INTAKE),
    once=False,
    needs=[gates.still_open, gates.police_answer_expected],
    starts=[transfer.EXHIBITS, transfer.OBJECTION],
    awaits=Role.OFFICER,
    says=lambda act: f"{act.payload['result']}，{act.payload['document']}",
)

penalty_ordinary.act(
    "hand_over_exhibits",
    "移交涉案物品",
    form=forms.HandOverExhibits,
    by=Role.OFFICER,
    officers=2,
    once=False,
    needs=[gates.still_open, gates.exhibits],
    says=lambda act: act.payload["things"],
)

penalty_ordinary.act(
    "object_to_police",
    "对不予立案提出异议",
    form=forms.ObjectToPolice,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.transfer_objection],
    says=lambda act: f"{act.payload['way']}：{act.payload['reason']}",
)
