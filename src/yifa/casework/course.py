"""What the acts on the course of a case say: who withdraws, what is suspended or tested, by how much the term is longer. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yifa.docket.core.act import Act, View
from yifa.kernel.calendar import Aside
from yifa.kernel.dates import Days

_DAY = timedelta(days=1)
#: kinds of span, in the words of the overlays
SUSPENSION, TEST = "中止", "检测检验鉴定"


def undecided_request(view: View, whose: str) -> Act | None:
    """The request for the recusal of that person on which nothing was decided yet."""
    found = None
    for act in view.all("request_recusal", "decide_recusal"):
        if act.payload["whose"] == whose:
            found = act if act.kind == "request_recusal" else None
    return found


def answers_request(view: View, decision: Act) -> bool:
    """Does this decision leave no request undecided?"""
    before = View(view.id, view.number, view.body, view.place, view.acts[: decision.seq])
    return not undecided_requests(before)


def withdrawn(view: View) -> set[str]:
    """Names or codes of those who do not handle the case: ordered to withdraw, or by their own word until it is decided."""
    found: set[str] = set()
    for act in view.all("request_recusal", "decide_recusal"):
        whose = act.payload["whose"]
        if act.payload.get("decision") == "驳回申请":
            found.discard(whose)
        elif act.kind == "decide_recusal" or act.payload["requested_by"] == "执法人员本人":
            found.add(whose)
    return found


def suspended(view: View) -> bool:
    """Does the inquiry stand still?"""
    last = view.last("suspend_inquiry", "resume_inquiry")
    return last is not None and last.kind == "suspend_inquiry"


def undecided_requests(view: View) -> set[str]:
    """For whom a request for recusal waits."""
    asked = {act.payload["whose"] for act in view.all("request_recusal")}
    return {whose for whose in asked if undecided_request(view, whose) is not None}


def open_tests(view: View) -> set[str]:
    """The things that were sent for a test whose result is not in yet."""
    return {act.payload["subject"] for act in view.all("commission_test") if open_test(view, act.payload["subject"])}


def open_test(view: View, subject: str) -> bool:
    """Was that thing sent for a test whose result is not in yet?"""
    found = False
    for act in view.all("commission_test", "record_test"):
        if act.payload["subject"] == subject:
            found = act.kind == "commission_test"
    return found


def extension(view: View) -> Days:
    """By how much the term of the case was extended so far."""
    return Days(sum(act.payload["extended_by"] for act in view.all("extend_term")))


def asides(view: View, filing: Act) -> tuple[Aside, ...]:
    """不计入的期间 — spans of suspension and of tests told in writing; the rule says which of them it counts out.

    A span begins on the day after it was begun and ends on the day it was over; one that has not ended is open.
    """
    return tuple(_spans(view, filing))


def _spans(view: View, filing: Act) -> Iterator[Aside]:
    begun: dict[tuple[str, str], date] = {}
    for act in view.acts[filing.seq :]:
        match act.kind:
            case "suspend_inquiry":
                begun.setdefault((SUSPENSION, ""), act.happened_on)
            case "commission_test" if act.payload["told_in_writing"]:
                begun.setdefault((TEST, act.payload["subject"]), act.happened_on)
            case "resume_inquiry":
                yield from _ended(begun, SUSPENSION, "", act.happened_on)
            case "record_test":
                yield from _ended(begun, TEST, act.payload["subject"], act.happened_on)
    yield from (Aside(first + _DAY, why=why) for (why, _), first in begun.items())


def _ended(begun: dict[tuple[str, str], date], why: str, what: str, ended_on: date) -> Iterator[Aside]:
    first = begun.pop((why, what), None)
    if first is not None and first < ended_on:
        yield Aside(first + _DAY, ended_on, why)
