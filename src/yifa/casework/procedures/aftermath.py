"""决定之后 — publication, reconsideration and lawsuits, in either procedure, until the file is archived."""

from __future__ import annotations

from yifa.casework import clocks, forms, gates
from yifa.docket.core.procedure import Procedure
from yifa.kernel.actor import Role


def declare_aftermath(procedure: Procedure) -> None:
    """公示 → 撤回公示; 收到复议、诉讼 → 答复 → 结果."""
    procedure.act(
        "publish_decision",
        "公示处罚决定",
        form=forms.PublishDecision,
        by=(Role.OFFICER, Role.INTAKE),
        once=False,
        needs=[gates.publishable, gates.social_impact],
        says=lambda act: f"公示于{act.payload['where']}",
    )
    procedure.act(
        "withdraw_publication",
        "撤回公示",
        form=forms.WithdrawPublication,
        by=(Role.OFFICER, Role.INTAKE),
        once=False,
        needs=[gates.withdrawable, gates.withdrawn],
        says=lambda act: act.payload["reason"],
    )
    procedure.act(
        "receive_remedy",
        "收到复议申请、起诉状",
        occasional=True,
        form=forms.ReceiveRemedy,
        by=(Role.INTAKE, Role.OFFICER),
        once=False,
        field=True,
        needs=[gates.outcome_served],
        starts=[clocks.ANSWER_RECONSIDERATION, clocks.ANSWER_LAWSUIT],
        says=lambda act: f"{act.payload['way']}：{act.payload['organ']}",
    )
    procedure.act(
        "answer_remedy",
        "提交复议答复、答辩状",
        form=forms.AnswerRemedy,
        by=(Role.REVIEWER, Role.OFFICER),
        once=False,
        needs=[gates.remedy_running],
        says=lambda act: f"{act.payload['way']}：{act.payload['content']}",
    )
    procedure.act(
        "end_remedy",
        "登记复议、诉讼结果",
        form=forms.EndRemedy,
        by=(Role.REVIEWER, Role.INTAKE),
        once=False,
        needs=[gates.remedy_running],
        starts=[clocks.WITHDRAWAL, clocks.LAWSUIT_AFTER],
        says=lambda act: f"{act.payload['way']}{act.payload['outcome']}：{act.payload['content']}",
    )
