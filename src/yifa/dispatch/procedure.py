"""派遣 — the acts between a report and its reply, added to the procedure in which every report begins; from filing to closing in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yifa.dispatch import forms, gates, joining, things
from yifa.dispatch.core.event import COLUMNS, row_of
from yifa.docket.core.act import Act, View, instant
from yifa.docket.core.procedure import ClockStart, Projection
from yifa.intake.procedure import REPLY_GIVEN, lead
from yifa.kernel.actor import Role
from yifa.law.layers import Layer

#: PostgreSQL's channel on which every change of an event is told
CHANNEL = "yifa_event"

lead.projections.append(Projection("dispatch_event", COLUMNS, row_of, channel=CHANNEL))


def _called(act: Act) -> list[str]:
    return [act.payload["team"], *act.payload["assisting"]]


def _disposal(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    until = act.payload.get("due_at")
    return {"since": act.happened_at, "until": instant(until)} if until else None


#: until when the event is to be settled; another limit, or the work, stops it
DISPOSAL = ClockStart(
    "disposal",
    "处置时限",
    "dispatch.disposal",
    _disposal,
    stopped_by=(
        *("file_event", "extend_limit", "hang_event", "handle_event", "close_event", "merge_event"),
        *("decline_filing", "refer_lead", "approve_filing", "punish_on_spot"),
    ),
)

_team: dict[str, Any] = {"by": gates.TEAM, "called_may": True, "once": False}

lead.act(
    "file_event",
    "事件立案",
    form=forms.FileEvent,
    starts=[DISPOSAL],
    by=Role.INTAKE,
    once=False,
    stage="待派遣",
    needs=[gates.not_hung, gates.not_sent, gates.catalogue_limit, gates.due_as_reckoned, gates.grid_there],
    awaits=Role.INTAKE,
    says=lambda act: f"{act.payload['kind_name']}，时限{act.payload['limit']}{act.payload['unit']}",
)

lead.act(
    "give_order",
    "派遣",
    form=forms.GiveOrder,
    by=(Role.INTAKE, Role.HEAD),
    once=False,
    stage="已派遣",
    needs=[
        gates.filed,
        gates.not_hung,
        gates.not_working,
        gates.team_known,
        gates.two_officers,
        gates.set_aside,
        gates.not_elsewhere,
        gates.on_duty,
        gates.with_power,
        gates.recorder,
        gates.insured,
        gates.with_word,
    ],
    awaits=Role.OFFICER,
    calls=_called,
    binds=things.lend,
    says=lambda act: act.payload["task"],
)

lead.act(
    "take_order",
    "接单",
    form=forms.TakeOrder,
    once_since=("give_order",),
    taken="task_taken",
    stage="处置中",
    needs=[gates.ordered, gates.as_sent],
    awaits=Role.OFFICER,
    field=True,
    **_team,
)
lead.act("arrive", "到场", form=forms.Arrive, needs=[gates.ordered, gates.as_sent, gates.arrived_there], field=True, **_team)
lead.act(
    "handle_event",
    "现场处理",
    form=forms.HandleEvent,
    binds=things.take_back,
    once_since=("give_order",),
    stage="待核查",
    needs=[gates.ordered, gates.as_sent_or_named],
    awaits=Role.INTAKE,
    field=True,
    says=lambda act: f"{act.payload['outcome']}：{act.payload['done']}",
    **_team,
)
lead.act(
    "report_assistance",
    "协办反馈",
    form=forms.ReportAssistance,
    by=gates.TEAM,
    called_only=True,
    once=False,
    adds=True,
    field=True,
    needs=[gates.ordered],
    says=lambda act: act.payload["done"],
)
lead.act(
    "return_order",
    "退回派遣",
    form=forms.ReturnOrder,
    binds=things.take_back,
    stage="待派遣",
    needs=[gates.ordered],
    awaits=Role.INTAKE,
    occasional=True,
    says=lambda act: act.payload["reason"],
    **_team,
)
lead.act(
    "verify_event",
    "核查",
    form=forms.VerifyEvent,
    binds=things.take_back,
    by=Role.INTAKE,
    once=False,
    once_since=("handle_event",),
    stage=lambda act: "待结案" if act.payload["settled"] else "待派遣",
    needs=[gates.handled],
    awaits=Role.INTAKE,
    says=lambda act: act.payload["view"],
)
lead.act(
    "reply_source",
    "答复来源",
    form=forms.ReplySource,
    by=(Role.INTAKE, Role.HEAD),
    once=False,
    adds=True,
    says=lambda act: f"{act.payload['channel']}：{act.payload['reply']}",
)
lead.act(
    "close_event",
    "事件结案",
    form=forms.CloseEvent,
    binds=things.take_back,
    by=(Role.INTAKE, Role.HEAD),
    stage="已结案",
    needs=[gates.verified, gates.not_hung, gates.nobody_on_the_way, REPLY_GIVEN],
    ends=True,
    says=lambda act: act.payload["result"],
)

_aside: dict[str, Any] = {"once": False, "occasional": True, "by": (Role.INTAKE, Role.HEAD)}
lead.act(
    "extend_limit",
    "延期",
    form=forms.ExtendLimit,
    starts=[DISPOSAL],
    adds=True,
    needs=[gates.extension, gates.extension_span, gates.not_hung],
    says=lambda act: act.payload["reason"],
    **_aside,
)
lead.act(
    "hang_event",
    "挂账",
    form=forms.HangEvent,
    binds=things.take_back,
    stage="挂账",
    needs=[gates.filed, gates.not_hung, gates.hang_span],
    awaits=Role.INTAKE,
    says=lambda act: act.payload["reason"],
    **_aside,
)
lead.act(
    "resume_event",
    "恢复办理",
    form=forms.ResumeEvent,
    starts=[DISPOSAL],
    stage="待派遣",
    needs=[gates.hung, gates.resumed_limit],
    awaits=Role.INTAKE,
    says=lambda act: act.payload["reason"],
    **_aside,
)
lead.act(
    "merge_event",
    "并案",
    form=forms.MergeEvent,
    binds=joining.merge,
    by=Role.INTAKE,
    stage="已并案",
    needs=[gates.nobody_out, gates.other_docket],
    ends=True,
    occasional=True,
    says=lambda act: f"并入{act.payload['into']}：{act.payload['reason']}",
)
lead.act(
    "link_event",
    "关联",
    form=forms.LinkEvent,
    binds=joining.link,
    adds=True,
    needs=[gates.other_docket],
    says=lambda act: f"与{act.payload['other']}关联：{act.payload['reason']}",
    **_aside | {"by": Role.INTAKE},
)
lead.act(
    "escalate_event",
    "督办",
    form=forms.EscalateEvent,
    adds=True,
    says=lambda act: f"{act.payload['to']}：{act.payload['reason']}",
    **_aside | {"by": (Role.INTAKE, Role.HEAD, Role.SUPERVISOR)},
)

lead.act(
    "blow_whistle",
    "吹哨",
    form=forms.BlowWhistle,
    adds=True,
    needs=[gates.team_known, gates.whistle_to_others, gates.whistle_heard],
    calls=lambda act: act.payload["bodies"],
    says=lambda act: f"{act.payload['purpose']}：{act.payload['matter']}",
    **_aside,
)
_called_in: dict[str, Any] = {"by": gates.TEAM, "called_only": True, "once": False, "adds": True}
lead.act(
    "answer_whistle",
    "应哨",
    form=forms.AnswerWhistle,
    needs=[gates.whistle_answered, gates.liaison],
    says=lambda act: f"{act.payload['who']}前来",
    **_called_in,
)
lead.act("arrive_whistle", "报到", form=forms.ArriveWhistle, field=True, needs=[gates.whistle_arrived], **_called_in)
lead.act(
    "finish_whistle",
    "报到办结",
    form=forms.FinishWhistle,
    field=True,
    needs=[gates.whistle_finished],
    says=lambda act: act.payload["result"],
    **_called_in,
)
lead.act(
    "score_whistle",
    "评价报到",
    form=forms.ScoreWhistle,
    adds=True,
    needs=[gates.scored],
    says=lambda act: f"{act.payload['score']}分：{act.payload['remark']}",
    **_aside,
)
