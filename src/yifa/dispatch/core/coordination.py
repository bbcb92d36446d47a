"""协调会 — the tasks a meeting decided, numbered in order, and which are done; folded from the acts of its docket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from yifa.docket.core.act import View


@dataclass(frozen=True, slots=True)
class Task:
    """议定任务 — number, the act that decided it, body, what, by when, and when it was done; None: not yet."""

    number: int
    seq: int
    body: str
    what: str
    due_on: date
    finished_on: date | None = None
    result: str = ""

    def late(self, on: date) -> bool:
        return (self.finished_on or on) > self.due_on


def tasks_of(view: View) -> tuple[Task, ...]:
    """Every task of the meeting, in order."""
    tasks: list[Task] = []
    for act in view.acts:
        said = act.payload
        if act.kind == "decide_task":
            tasks.append(Task(len(tasks) + 1, act.seq, said["body"], said["what"], date.fromisoformat(said["due_on"])))
        elif act.kind == "finish_task" and 0 < said["task"] <= len(tasks):
            number = said["task"] - 1
            tasks[number] = replace(tasks[number], finished_on=act.happened_on, result=said["result"])
    return tuple(tasks)
