"""线索 — the procedure every docket begins in: what was reported, by whom, where; and the ways out that need no case."""

from __future__ import annotations

from typing import Any

from yifa.docket.core.act import View
from yifa.docket.core.procedure import ClockStart, Gate, Procedure, Situation, kinds_on_offer
from yifa.intake.forms import (
    FOUND_BY_US,
    OPEN_REPORTER,
    AddNote,
    AssistPolice,
    DeclineFiling,
    JoinReport,
    ReferLead,
    RegisterLead,
)
from yifa.kernel.actor import Role


def waits_for_reply(view: View) -> bool:
    """Does somebody wait for an answer: a reporter, another office, one voice of many?"""
    return any(act.payload["source"] not in FOUND_BY_US for act in view.all("register_lead", "join_report"))


#: what a reporter waits to hear of: work on the spot that stands, or the case that came of it
_WORK = ("handle_event", "approve_filing", "punish_on_spot")


def _reply_given(situation: Situation) -> dict[str, object]:
    view = situation.view
    worked, told = view.last(*_WORK), view.last("reply_source")
    # a word in between, before the work that stands was done, is no answer
    replied = worked is not None and told is not None and worked.seq < told.seq
    return {
        # asked in any case: until this is written nothing more is merged into it
        "needs_reply": situation.waited(view.number) or waits_for_reply(view),
        "replied": replied or bool(getattr(situation.form, "reply", "")),
    }


REPLY_GIVEN = Gate("closing.reply_given", _reply_given, asks_form=True)


def is_past_reply(view: View) -> bool:
    """Has an act been done before which everybody who waits is answered? A case is closed before it ends in the archive."""
    return any((kind.ends or REPLY_GIVEN in kind.needs) and view.has(kind.name) for kind, _ in kinds_on_offer(view.procedure))


LEAD_CHECK = ClockStart(
    "lead_check",
    "线索核查",
    "deadlines.lead_check",
    lambda view, act, layers: {"registered_on": act.happened_on},
    stopped_by=("approve_filing", "punish_on_spot", "decline_filing", "refer_lead"),
)

lead = Procedure("lead", "线索")

lead.act(
    "register_lead",
    "登记线索",
    form=RegisterLead,
    by=(Role.INTAKE, Role.OFFICER),
    opens=True,
    stage="待核查",
    awaits=Role.OFFICER,
    starts=[LEAD_CHECK],
    papers=["case_source"],
    says=lambda act: f"{act.payload['source']}：{act.payload['summary']}",
)

lead.act(
    "refer_lead",
    "移送线索",
    form=ReferLead,
    by=Role.HEAD,
    stage="已移送",
    needs=[REPLY_GIVEN],
    ends=True,
    says=lambda act: f"移送{act.payload['to']}：{act.payload['reason']}",
)

lead.act(
    "decline_filing",
    "不予立案",
    form=DeclineFiling,
    by=Role.HEAD,
    stage="不予立案",
    needs=[REPLY_GIVEN],
    ends=True,
    says=lambda act: f"{act.payload['ground']}：{act.payload['reason']}",
)

assist_police: dict[str, Any] = {
    "form": AssistPolice,
    "by": (Role.OFFICER, Role.INTAKE),
    "once": False,
    "adds": True,
    "says": lambda act: f"协助{act.payload['police']}：{act.payload['result']}",
}
lead.act("assist_police", "协助公安机关", **assist_police)

add_note: dict[str, Any] = {
    "form": AddNote,
    "by": (Role.INTAKE, Role.OFFICER, Role.REVIEWER, Role.HEAD, Role.SUPERVISOR),
    "once": False,
    "adds": True,
    "says": lambda act: act.payload["text"],
}
# a file that went to the archive takes no further sheet; an event that was closed does
lead.act("add_note", "补充说明", **add_note, after_end=True)

lead.act(
    "join_report",
    "并入上报",
    form=JoinReport,
    by=Role.INTAKE,
    once=False,
    adds=True,
    occasional=True,
    says=lambda act: f"{act.payload['source']}：{act.payload['summary']}（{act.payload['why']}）",
)

lead.act("open_reporter", "查看反映人信息", **OPEN_REPORTER)
