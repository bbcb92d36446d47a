"""What the acts of a case say, read for gates, clocks and papers. Pure: a view in, plain values out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import Situation
from yifa.kernel.calendar import Calendar
from yifa.kernel.money import Yuan
from yifa.law.layers import Layer
from yifa.law.service.served import Mode, served_on

#: acts whose officers handled the case
HANDLING = (
    "check_on_spot",
    "propose_filing",
    "punish_on_spot",
    "take_evidence",
    "inquire",
    "report_investigation",
    "give_notice",
    "hear_statement",
    "commission_test",
    "record_test",
    "preserve_evidence",
    "seal_property",
    "report_crime",
)
DECISIONS = {"penalty_decision": ("decide",), "spot_decision": ("punish_on_spot",), "penalty_notice": ("give_notice",)}


def handlers(view: View) -> tuple[str, ...]:
    """Codes of every officer who took part in the investigation."""
    codes = {officer["code"] for act in view.all(*HANDLING) for officer in act.officers}
    codes |= {act.actor["officer"] or act.actor["user"] for act in view.all(*HANDLING)}
    return tuple(sorted(codes))


def person(situation: Situation) -> str:
    """The code by which the one who asks would stand among the handlers."""
    actor = situation.actor
    return (actor.officer or actor.user) if actor else ""


def party(view: View) -> dict[str, Any]:
    """The party as last named, empty before anybody was."""
    for act in reversed(view.acts):
        if act.payload.get("party"):
            return dict(act.payload["party"])
    return {}


def party_type(situation: Situation) -> str:
    """person or organisation: of the form where it names a party, else of the docket."""
    named = getattr(situation.form, "party", None)
    return named.type if named is not None else party(situation.view).get("type", "person")


def money(fen: int | None) -> Yuan | None:
    """Fen of a payload as money."""
    return None if fen is None else Yuan.of_fen(fen)


def act_ended_on(view: View) -> date | None:
    """The day the act ended, as last stated; None where it was not stated or still goes on."""
    act = view.last("propose_filing", "punish_on_spot")
    day = act.payload.get("act_ended_on") if act else None
    return date.fromisoformat(day) if day else None


def fine_of(act: Act | None) -> Yuan | None:
    """The fine an act sets or proposes; None where it sets none."""
    return money(act.payload.get("fine_fen")) if act else None


def decision(view: View) -> Act | None:
    """The penalty decision, of either procedure."""
    return view.last("decide", "punish_on_spot")


def fine_due(view: View) -> Yuan | None:
    """The fine decided, None before a decision or where none was set."""
    return fine_of(decision(view))


def paid(view: View) -> Yuan:
    """What was paid so far."""
    return Yuan.of_fen(sum(act.payload["amount_fen"] for act in view.all("record_payment")))


def service_of(view: View, paper: str) -> Act | None:
    """The latest service of that paper that came after the paper was made last."""
    made = view.last(*DECISIONS[paper])
    return next(
        (
            act
            for act in reversed(view.acts)
            if act.kind == "serve" and act.payload["paper"] == paper and (made is None or act.seq > made.seq)
        ),
        None,
    )


def paper_served_on(view: View, paper: str, layers: Sequence[Layer], calendar: Calendar | None = None) -> date | None:
    """The day that paper counts as served, None while it does not; with a calendar the later one of a public notice, which cuts off."""
    act = service_of(view, paper)
    if act is None:
        return None
    day = service_day(act, layers)
    return calendar.next_working(day) if calendar and posted(act) else day


def posted(act: Act) -> bool:
    """Was it served by public notice?"""
    return bool(act.payload["mode"] == Mode.PUBLIC)


def service_day(act: Act, layers: Sequence[Layer]) -> date:
    """The day on which this service takes effect."""
    return served_on(mode=act.payload["mode"], done_on=act.happened_on, layers=layers)


def evidence_acts(view: View) -> Sequence[Act]:
    """Acts that established facts: evidence taken, people asked, the place checked."""
    return view.all("take_evidence", "inquire", "check_on_spot")


def evidence_kinds(view: View) -> tuple[str, ...]:
    """The kinds of evidence (of the eight) the docket holds."""
    kinds = {"check_on_spot": "勘验笔录、现场笔录", "inquire": "当事人的陈述"}
    return tuple(sorted({kinds.get(act.kind) or act.payload["kind"] for act in evidence_acts(view)}))


def hearing_call(view: View) -> Act | None:
    """The latest call to a hearing that came after the request for one."""
    asked, call = view.last("request_hearing"), view.last("notify_hearing")
    return call if asked and call and call.seq > asked.seq else None


#: results after which a published decision is withdrawn
OVERTURNED = ("变更", "撤销", "确认违法", "确认无效")


def published(view: View) -> bool:
    """Is the decision published now?"""
    up, down = view.last("publish_decision"), view.last("withdraw_publication")
    return up is not None and (down is None or down.seq < up.seq)


def remedies(view: View) -> Sequence[tuple[Act, Act | None]]:
    """Every reconsideration and lawsuit as received, with its end where it has one: the first of its way after it."""
    found: list[tuple[Act, Act | None]] = []
    ends = list(view.all("end_remedy"))
    for received in view.all("receive_remedy"):
        end = next((one for one in ends if one.seq > received.seq and one.payload["way"] == received.payload["way"]), None)
        if end is not None:
            ends.remove(end)
        found.append((received, end))
    return found


def remedy_spans(view: View) -> Sequence[tuple[date, date | None]]:
    """From the application to the service of the result, None while it runs: days on which no surcharge grows (行政处罚法 73)."""
    return [
        (date.fromisoformat(received.payload["applied_on"]), date.fromisoformat(end.payload["served_on"]) if end else None)
        for received, end in remedies(view)
    ]
