"""要件 — the gates of casework: each asks one rule of the law with the facts of the docket and, where it must, of the form."""

from __future__ import annotations

from typing import Any

from yifa.casework import facts
from yifa.docket.core.procedure import Gate, Situation
from yifa.kernel.money import Yuan
from yifa.law.rule import apply

Facts = dict[str, Any] | None


def _form(situation: Situation, name: str, default: Any = None) -> Any:
    return getattr(situation.form, name, default)


def _filed(situation: Situation) -> Facts:
    return {"filed": situation.view.has("approve_filing")}


def _checked(situation: Situation) -> Facts:
    return {"checked": any(act.happened_on <= situation.today for act in situation.view.all("check_on_spot"))}


def _competent(situation: Situation) -> Facts:
    item = situation.item()
    if item is None:
        return None
    view, on, institution = situation.view, situation.today, situation.institution
    subject = institution.subject(item=item.code, place=view.place, on=on)
    return {
        "holder": subject.body if subject else "",
        "acting": view.body,
        "holder_name": institution.body(subject.body, on=on).name if subject else "",
        "acting_name": institution.body(view.body, on=on).name,
        "title": subject.title if subject else "",
    }


def _within_limitation(situation: Situation) -> Facts:
    source = situation.form if hasattr(situation.form, "act_ended_on") else None
    if source is None:
        return None
    return {
        "act_ended_on": _form(situation, "act_ended_on"),
        "discovered_on": situation.view.acts[0].happened_on,
        "five_years": bool(_form(situation, "five_years", False)),
    }


def _should_file(situation: Situation) -> Facts:
    return {"prima_facie": bool(_form(situation, "prima_facie", False)), "proposed": True}


def _proposed(situation: Situation) -> Facts:
    return {"proposed": situation.view.has("propose_filing")}


def _head_apart(situation: Situation) -> Facts:
    return {"head": facts.person(situation), "handlers": facts.handlers(situation.view)}


def _reviewer_apart(situation: Situation) -> Facts:
    return {"reviewer": facts.person(situation), "handlers": facts.handlers(situation.view)}


def _reviewer_qualified(situation: Situation) -> Facts:
    actor = situation.actor
    if actor is None or not actor.officer:
        return {"first_time": _form(situation, "first_time"), "qualified": bool(_form(situation, "qualified", False))}
    officer = situation.institution.officer(actor.officer, on=situation.today)
    return {"first_time": _form(situation, "first_time"), "qualified": officer.legally_qualified}


def _established(situation: Situation) -> Facts:
    view = situation.view
    return {"kinds": facts.evidence_kinds(view), "count": len(facts.evidence_acts(view))}


def _camera(situation: Situation) -> Facts:
    camera = bool(_form(situation, "by_camera", False))
    names = ("legal_review", "technical_review", "published")
    return {"camera": camera, **{name: bool(_form(situation, f"camera_{name}", False)) for name in names}}


def _after_report(situation: Situation) -> Facts:
    return {"reported": situation.view.has("report_investigation")}


def _review_passed(situation: Situation) -> Facts:
    view = situation.view
    report, review, hearing = view.last("report_investigation"), view.last("review_legality"), view.last("hold_hearing")
    after_report = bool(report and review and review.seq > report.seq)
    return {
        "passed": bool(review.payload["passed"]) if review and after_report else None,
        "reviewed_after_report": after_report,
        "hearing_after_review": bool(hearing and review and hearing.seq > review.seq),
    }


def _kinds_allowed(situation: Situation) -> Facts:
    item = situation.item()
    return {"kinds": tuple(_form(situation, "kinds", ())), "allowed": item.kinds if item else ()}


def _within_range(situation: Situation) -> Facts:
    item = situation.item()
    span = item.fine_range(facts.party_type(situation)) if item else None
    return {
        "fine": facts.money(_form(situation, "fine_fen")),
        "low": facts.money(span.low_fen) if span else None,
        "high": facts.money(span.high_fen) if span else None,
    }


def _fine_with_kind(situation: Situation) -> Facts:
    return {"kinds": tuple(_form(situation, "kinds", ())), "fine": facts.money(_form(situation, "fine_fen"))}


def _hearing(situation: Situation) -> Facts:
    item = situation.item()
    party = facts.party_type(situation)
    threshold = item.hearing_threshold_fen.get(party) if item else None
    return {
        "kinds": tuple(_form(situation, "kinds", ())),
        "fine": facts.money(_form(situation, "fine_fen")),
        "party": party,
        "threshold": facts.money(threshold),
        "offered": bool(_form(situation, "hearing_offered", False)),
    }


def _notice_served(situation: Situation) -> Facts:
    view = situation.view
    return {
        "made": view.has("give_notice"),
        "served_on": facts.paper_served_on(view, "penalty_notice", situation.layers()),
        "decided_on": situation.today,
    }


def _statement_over(situation: Situation) -> Facts:
    view = situation.view
    served_on = facts.paper_served_on(view, "penalty_notice", situation.layers())
    if served_on is None:
        return None
    statement = _statement(situation)
    mode = statement.payload["mode"] if statement else ""
    return {
        "served_on": served_on,
        "today": situation.today,
        "calendar": situation.calendar,
        "waived": mode == "书面放弃",
        "heard": mode == "提出意见",
    }


def _statement(situation: Situation) -> Any:
    view = situation.view
    notice, statement = view.last("give_notice"), view.last("hear_statement")
    return statement if statement and notice and statement.seq > notice.seq else None


def _statement_reviewed(situation: Situation) -> Facts:
    statement = _statement(situation)
    if statement is None:
        return None
    return {"stated": statement.payload["mode"] == "提出意见", "reviewed": bool(statement.payload.get("review_opinion"))}


def _hearing_done(situation: Situation) -> Facts:
    view = situation.view
    notice = view.last("give_notice")
    if notice is None or not (notice.payload.get("hearing_offered") or view.has("request_hearing")):
        return None
    served_on = facts.paper_served_on(view, "penalty_notice", situation.layers())
    until = None
    statement = _statement(situation)
    waived = bool(statement and statement.payload.get("hearing_waived"))
    if served_on is not None and not waived:
        answer = apply(
            "deadlines.hearing_request", on=situation.today, layers=situation.layers(), served_on=served_on, calendar=situation.calendar
        )
        until = answer.value.due if answer.value else None
    return {"requested": view.has("request_hearing"), "held": view.has("hold_hearing"), "request_until": until, "today": situation.today}


def _hearing_invited(situation: Situation) -> Facts:
    invited_on, requested = _form(situation, "invited_on"), situation.view.last("request_hearing")
    if invited_on is not None and requested is not None and invited_on < requested.happened_on:
        invited_on = None
    return {"invited_on": invited_on, "hearing_on": situation.today, "calendar": situation.calendar}


def _hearing_chair(situation: Situation) -> Facts:
    return {"chair": facts.person(situation), "handlers": facts.handlers(situation.view)}


def _not_heavier(situation: Situation) -> Facts:
    notice = situation.view.last("give_notice")
    if notice is None:
        return None
    return {
        "noticed_fine": facts.fine_of(notice),
        "decided_fine": facts.money(_form(situation, "fine_fen")),
        "noticed_kinds": tuple(notice.payload["kinds"]),
        "decided_kinds": tuple(_form(situation, "kinds", ())),
    }


def _collective(situation: Situation) -> Facts:
    view = situation.view
    report = view.last("report_investigation")
    return {"complex_or_major": bool(report and report.payload.get("complex_or_major")), "minutes": view.has("discuss_collectively")}


def _on_the_spot(situation: Situation) -> Facts:
    return {
        "party": facts.party_type(situation),
        "fine": facts.money(_form(situation, "fine_fen")),
        "kinds": tuple(_form(situation, "kinds", ())),
        "facts_clear": bool(_form(situation, "facts_clear", False)),
    }


def _heard(situation: Situation) -> Facts:
    return {"told": bool(_form(situation, "told_rights", False)), "heard": bool(_form(situation, "heard", False))}


def _delivered(situation: Situation) -> Facts:
    return {"delivered": bool(_form(situation, "delivered", False))}


def _service_form(situation: Situation) -> Facts:
    return {
        "mode": _form(situation, "mode", ""),
        "receiver_signed": bool(_form(situation, "receiver_signed", False)),
        "witnessed": bool(_form(situation, "witness", "")),
        "recorded": bool(_form(situation, "recorded", False)) or bool(situation.evidence),
        "consent": bool(_form(situation, "consent", False)),
        "other_ways_failed": bool(_form(situation, "other_ways_failed", False)),
    }


def _paper_made(situation: Situation) -> Facts:
    paper = _form(situation, "paper", "")
    made = situation.view.last(*facts.DECISIONS.get(paper, ()))
    return {"paper": PAPER_TITLES.get(paper, paper), "made": made is not None and made.happened_on <= situation.today}


PAPER_TITLES = {"penalty_notice": "行政处罚事先告知书", "penalty_decision": "行政处罚决定书"}


def _decision_served(situation: Situation) -> Facts:
    view = situation.view
    if view.has("punish_on_spot"):
        return {"decided": True, "served": True}
    return {"decided": view.has("decide"), "served": facts.paper_served_on(view, "penalty_decision", situation.layers()) is not None}


def _collector(situation: Situation) -> Facts:
    view = situation.view
    return {
        "channel": _form(situation, "channel", ""),
        "summary": view.has("punish_on_spot"),
        "fine": facts.fine_due(view) or Yuan.ZERO,
        "hard_to_collect": bool(_form(situation, "hard_to_collect", False)),
        "remote_request": bool(_form(situation, "remote_request", False)),
    }


def _paid_after_decision(situation: Situation) -> Facts:
    decided = facts.decision(situation.view)
    return None if decided is None else {"paid_on": _form(situation, "paid_on"), "decided_on": decided.happened_on}


def _amount(situation: Situation) -> Facts:
    view = situation.view
    due = facts.fine_due(view) or Yuan.ZERO
    before = facts.paid(view)
    return {"due": due, "paid": before + Yuan.of_fen(_form(situation, "amount_fen", 0))}


def _still_owed(situation: Situation) -> Facts:
    view = situation.view
    if facts.decision(view) is None:
        return None
    return {"due": facts.fine_due(view) or Yuan.ZERO, "paid": facts.paid(view)}


def _spot_reported(situation: Situation) -> Facts:
    view = situation.view
    return {"reported": view.has("report_spot")} if view.has("punish_on_spot") else None


def _executed(situation: Situation) -> Facts:
    view = situation.view
    return {"fine": facts.fine_due(view), "paid": facts.paid(view), "other_ended": _form(situation, "other_ended", "") or ""}


def _closed(situation: Situation) -> Facts:
    return {"closed": situation.view.has("close_case", "drop_case")}


def _undecided(situation: Situation) -> Facts:
    return {"decided": situation.view.has("decide", "punish_on_spot")}


filed = Gate("steps.filed", _filed)
checked = Gate("filing.checked", _checked)
competent = Gate("authority.competent", _competent)
competent_for_form = Gate("authority.competent", _competent, asks_form=True)
within_limitation = Gate("filing.within_limitation", _within_limitation, asks_form=True)
should_file = Gate("filing.should_file", _should_file, asks_form=True)
proposed = Gate("steps.proposed", _proposed)
head_apart = Gate("people.head_apart", _head_apart)
reviewer_apart = Gate("people.reviewer_apart", _reviewer_apart)
reviewer_qualified = Gate("people.first_reviewer_qualified", _reviewer_qualified, asks_form=True)
established = Gate("evidence.established", _established)
camera_reviewed = Gate("evidence.camera_reviewed", _camera, asks_form=True)
after_report = Gate("decision.after_report", _after_report)
review_passed = Gate("decision.review_passed", _review_passed)
kinds_allowed = Gate("decision.kinds_allowed", _kinds_allowed, asks_form=True)
within_range = Gate("decision.within_range", _within_range, asks_form=True)
fine_with_kind = Gate("steps.fine_with_kind", _fine_with_kind, asks_form=True)
hearing_offered = Gate("notice.hearing", _hearing, asks_form=True)
notice_served = Gate("notice.served", _notice_served)
statement_over = Gate("notice.statement_over", _statement_over)
statement_reviewed = Gate("notice.statement_reviewed", _statement_reviewed)
hearing_invited = Gate("notice.hearing_invited", _hearing_invited, asks_form=True)
hearing_chair = Gate("notice.hearing_chair", _hearing_chair)
hearing_done = Gate("notice.hearing_done", _hearing_done)
not_heavier = Gate("notice.not_heavier", _not_heavier, asks_form=True)
collective = Gate("decision.collective", _collective)
on_the_spot = Gate("summary.on_the_spot", _on_the_spot, asks_form=True)
heard = Gate("summary.heard", _heard, asks_form=True)
delivered = Gate("steps.delivered_on_spot", _delivered, asks_form=True)
service_form = Gate("service.form", _service_form, asks_form=True)
paper_made = Gate("steps.paper_made", _paper_made, asks_form=True)
decision_served = Gate("steps.decision_served", _decision_served)
collector = Gate("payment.not_collected_by_officers", _collector, asks_form=True)
amount = Gate("payment.amount", _amount, asks_form=True)
executed = Gate("closing.executed", _executed, asks_form=True)
closed = Gate("closing.archived_after_closing", _closed)
still_open = Gate("steps.still_open", _closed)
undecided = Gate("steps.undecided", _undecided)
punished = Gate("steps.punished", lambda situation: {"punished": situation.view.has("punish_on_spot")})
paid_after_decision = Gate("steps.paid_after_decision", _paid_after_decision, asks_form=True)
spot_reported = Gate("steps.spot_reported", _spot_reported)
something_to_serve = Gate("steps.something_to_serve", lambda situation: {"made": situation.view.has("give_notice", "decide")})
still_owed = Gate("steps.still_owed", _still_owed)
hearing_requested = Gate("steps.hearing_requested", lambda situation: {"requested": situation.view.has("request_hearing")})
