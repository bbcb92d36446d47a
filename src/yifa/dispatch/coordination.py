"""协调会 — bodies are called together over a matter; what they decide becomes tasks, each of one body, due on a day, and done by it."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.dispatch import forms, gates
from yifa.dispatch.core.coordination import tasks_of
from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import ClockStart, Gate, Procedure, Situation, role_for
from yifa.kernel.actor import Role

coordination = Procedure("coordination", "协调会", mark="协")


def _finishing(situation: Situation) -> dict[str, Any]:
    """Before the form is there: has this person's body a task that is not done?"""
    actor, view, tasks = situation.actor, situation.view, tasks_of(situation.view)
    mine = [task for task in tasks if actor is None or role_for(gates.TEAM, actor, task.body, view)]
    number = getattr(situation.form, "task", None)
    asked = [task for task in tasks if task.number == number] if number else mine
    return {
        "known": bool(asked),
        "own": any(task in mine for task in asked),
        "finished": bool(asked) and all(task.finished_on is not None for task in asked),
    }


def _open_tasks(situation: Situation) -> dict[str, Any]:
    tasks = tasks_of(situation.view)
    return {"decided": len(tasks), "open": sum(task.finished_on is None for task in tasks)}


def _reported(view: View, decided: Act, act: Act) -> bool:
    """Is the task that ``decided`` gave done by this act? With the meeting every task is over."""
    return act.kind == "close_meeting" or any(task.seq == decided.seq and task.number == act.payload["task"] for task in tasks_of(view))


TASK = ClockStart(
    "task",
    "完成议定任务",
    "dispatch.task_due",
    lambda view, act, layers: {"decided_on": act.happened_on, "until": date.fromisoformat(act.payload["due_on"])},
    stopped_by=("finish_task", "close_meeting"),
    stops_when=_reported,
)
own_task = Gate("dispatch.task_finished", _finishing)
tasks_done = Gate("dispatch.tasks_done", _open_tasks)
_desk: dict[str, Any] = {"by": (Role.INTAKE, Role.HEAD)}

coordination.act(
    "hold_meeting",
    "召开协调会",
    form=forms.HoldMeeting,
    opens=True,
    stage="协调中",
    needs=[gates.team_known],
    awaits=Role.INTAKE,
    calls=lambda act: act.payload["bodies"],
    says=lambda act: act.payload["summary"],
    **_desk,
)
coordination.act(
    "decide_task",
    "议定任务",
    form=forms.DecideTask,
    starts=[TASK],
    once=False,
    stage="落实中",
    needs=[gates.team_known],
    awaits=Role.INTAKE,
    calls=lambda act: [act.payload["body"]],
    says=lambda act: act.payload["what"],
    **_desk,
)
coordination.act(
    "finish_task",
    "完成任务",
    form=forms.FinishTask,
    by=gates.TEAM,
    called_may=True,
    once=False,
    adds=True,
    needs=[own_task],
    says=lambda act: f"第{act.payload['task']}项：{act.payload['result']}",
)
coordination.act(
    "close_meeting",
    "协调办结",
    form=forms.CloseMeeting,
    stage="已办结",
    needs=[tasks_done],
    ends=True,
    says=lambda act: act.payload["result"],
    **_desk,
)
