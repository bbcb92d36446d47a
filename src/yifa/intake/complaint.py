"""投诉 — a complaint about officers: its own procedure, before those who supervise and nobody else; never with the team complained of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yifa.docket.core.form import Form, Line, Text
from yifa.docket.core.procedure import Gate, Procedure, Situation
from yifa.intake.forms import OPEN_REPORTER, RegisterLead
from yifa.kernel.actor import Role


class RegisterComplaint(RegisterLead):
    """投诉登记 — as a lead is registered, and about whom."""

    about: Annotated[Line, Field(title="投诉对象")] = ""


class ExamineComplaint(Form):
    """投诉核实 — what was found out, and how."""

    findings: Annotated[Text, Field(title="核实经过和查明的情况", min_length=2)]
    outcome: Annotated[Literal["属实", "部分属实", "不属实", "无法核实"], Field(title="核实结论")]


class AnswerComplaint(Form):
    """投诉答复 — what follows for the officers, and what the one who complained is told."""

    measure: Annotated[Text, Field(title="处理意见", min_length=2)]
    reply: Annotated[Text, Field(title="对投诉人的答复", min_length=2)]


def _examined(situation: Situation) -> dict[str, object]:
    return {"examined": situation.view.has("examine_complaint")}


_READERS = (Role.SUPERVISOR, Role.JUSTICE)

complaint = Procedure("complaint", "投诉", readers=frozenset(_READERS), closed=True, mark="投诉")

complaint.act(
    "register_complaint",
    "登记投诉",
    form=RegisterComplaint,
    by=_READERS,
    opens=True,
    stage="待核实",
    awaits=Role.SUPERVISOR,
    says=lambda act: f"{act.payload['source']}：{act.payload['summary']}",
)
complaint.act(
    "examine_complaint",
    "核实投诉",
    form=ExamineComplaint,
    by=_READERS,
    once=False,
    stage="待答复",
    awaits=Role.SUPERVISOR,
    says=lambda act: f"{act.payload['outcome']}：{act.payload['findings']}",
)
complaint.act(
    "answer_complaint",
    "答复投诉",
    form=AnswerComplaint,
    by=_READERS,
    stage="已答复",
    needs=[Gate("dispatch.complaint_examined", _examined)],
    ends=True,
    says=lambda act: act.payload["measure"],
)
complaint.act("open_reporter", "查看反映人信息", **OPEN_REPORTER | {"by": _READERS})
