"""审核决定 — may it be decided, by whom, within what bounds."""

from __future__ import annotations

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation


def _head_apart(situation: Situation) -> Facts:
    return {"head": facts.person(situation), "handlers": facts.handlers(situation.view)}


def _reviewer_apart(situation: Situation) -> Facts:
    return {"reviewer": facts.person(situation), "handlers": facts.handlers(situation.view)}


def _reviewer_qualified(situation: Situation) -> Facts:
    actor = situation.actor
    if actor is None or not actor.officer:
        return {"first_time": form_value(situation, "first_time"), "qualified": bool(form_value(situation, "qualified", False))}
    officer = situation.institution.officer(actor.officer, on=situation.today)
    return {"first_time": form_value(situation, "first_time"), "qualified": officer.legally_qualified}


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


def _as_reviewed(situation: Situation) -> Facts:
    report = situation.view.last("report_investigation")
    kinds, fine = tuple(form_value(situation, "kinds", ())), facts.money(form_value(situation, "fine_fen"))
    if report is None or ("罚款" in kinds) != bool(fine):  # a fine without its kind or amount: steps.fine_with_kind says so
        return None
    return {
        "reviewed_fine": facts.fine_of(report),
        "asked_fine": fine,
        "reviewed_kinds": tuple(report.payload["kinds"]),
        "asked_kinds": kinds,
    }


def _kinds_allowed(situation: Situation) -> Facts:
    item = situation.item()
    return {"kinds": tuple(form_value(situation, "kinds", ())), "allowed": item.kinds if item else ()}


def _within_range(situation: Situation) -> Facts:
    item = situation.item()
    span = item.fine_range(facts.party_type(situation)) if item else None
    return {
        "fine": facts.money(form_value(situation, "fine_fen")),
        "low": facts.money(span.low_fen) if span else None,
        "high": facts.money(span.high_fen) if span else None,
    }


def _fine_with_kind(situation: Situation) -> Facts:
    return {"kinds": tuple(form_value(situation, "kinds", ())), "fine": facts.money(form_value(situation, "fine_fen"))}


def _not_heavier(situation: Situation) -> Facts:
    notice = situation.view.last("give_notice")
    if notice is None:
        return None
    return {
        "noticed_fine": facts.fine_of(notice),
        "decided_fine": facts.money(form_value(situation, "fine_fen")),
        "noticed_kinds": tuple(notice.payload["kinds"]),
        "decided_kinds": tuple(form_value(situation, "kinds", ())),
    }


def _collective(situation: Situation) -> Facts:
    view = situation.view
    report = view.last("report_investigation")
    return {"complex_or_major": bool(report and report.payload.get("complex_or_major")), "minutes": view.has("discuss_collectively")}


def _quorum(situation: Situation) -> Facts:
    """Asked where numbers are told."""
    members, present = form_value(situation, "members", 0), form_value(situation, "present", 0)
    return {"members": members, "present": present} if members or present else None


#: the points of 国办发〔2018〕118号 by the fields of the review
_POINTS = {
    "subject_lawful": "主体",
    "officers_qualified": "人员",
    "procedure_lawful": "程序",
    "facts_clear": "事实和证据",
    "law_correct": "法律适用",
    "discretion_proper": "裁量基准",
    "within_powers": "权限",
    "papers_proper": "文书",
    "no_crime": "涉嫌犯罪",
}


def _review_points(situation: Situation) -> Facts:
    objections = [point for field, point in _POINTS.items() if not form_value(situation, field, False)]
    return {"passed": bool(form_value(situation, "passed", False)), "objections": objections}


def _unchanged(situation: Situation) -> Facts:
    return {name: bool(form_value(situation, name, False)) for name in ("facts_changed", "basis_changed")}


def _one_fine(situation: Situation) -> Facts:
    fined = bool(form_value(situation, "same_act_fined", False))
    return {"same_act": fined, "fined_before": fined, "kinds": tuple(form_value(situation, "kinds", ()))}


def _outcome(situation: Situation) -> Facts:
    ground = form_value(situation, "ground", "")
    established = ground != "违法事实不能成立"
    return {
        "outcome": "违法行为轻微不予行政处罚" if established else "违法事实不能成立不予行政处罚",
        "established": established,
        "slight": True,
        "crime": bool(form_value(situation, "crime", False)),
    }


def _educated(situation: Situation) -> Facts:
    if form_value(situation, "ground", "") == "违法事实不能成立":
        return None
    return {"penalised": False, "education_record": bool(form_value(situation, "education", ""))}


def _contents(situation: Situation) -> Facts:
    """What the paper is made of: the party, the item and the body may lack something, the form asks for the rest itself."""
    view, body = situation.view, situation.institution.body(situation.view.body, on=situation.today)
    party, fined = facts.party(view), "罚款" in form_value(situation, "kinds", ())
    served = facts.service_of(view, "penalty_notice")
    where = party.get("address") or (served and served.payload.get("place_text"))
    there = {
        "当事人的姓名或者名称、地址": party.get("name") and where,
        "违法的事实和证据": form_value(situation, "facts", ""),
        "处罚的种类和依据": form_value(situation, "kinds", ()) and situation.item(),
        "履行方式和期限": True,
        "申请行政复议、提起行政诉讼的途径和期限": body.reconsideration and body.court,
        "机关名称和决定日期": body.name,
        "机关印章": body.seal,
        "代收机构的名称、地址": body.bank,
        "缴纳罚款的数额和期限": True,  # the amount has a gate of its own
        "逾期是否加处罚款": True,
    }
    return {"present": [name for name, value in there.items() if value], "fined": fined}


head_apart = Gate("people.head_apart", _head_apart)
reviewer_apart = Gate("people.reviewer_apart", _reviewer_apart)
reviewer_qualified = Gate("people.first_reviewer_qualified", _reviewer_qualified, asks_form=True)
after_report = Gate("decision.after_report", _after_report)
review_passed = Gate("decision.review_passed", _review_passed)
as_reviewed = Gate("decision.as_reviewed", _as_reviewed, asks_form=True)
kinds_allowed = Gate("decision.kinds_allowed", _kinds_allowed, asks_form=True)
within_range = Gate("decision.within_range", _within_range, asks_form=True)
fine_with_kind = Gate("steps.fine_with_kind", _fine_with_kind, asks_form=True)
not_heavier = Gate("notice.not_heavier", _not_heavier, asks_form=True)
collective = Gate("decision.collective", _collective)
quorum = Gate("decision.quorum", _quorum, asks_form=True)
review_points = Gate("decision.review_points", _review_points, asks_form=True)
unchanged = Gate("notice.unchanged", _unchanged, asks_form=True)
one_fine = Gate("substance.one_fine", _one_fine, asks_form=True)
outcome = Gate("decision.outcome", _outcome, asks_form=True)
educated = Gate("substance.education", _educated, asks_form=True)
contents = Gate("decision.contents", _contents, asks_form=True)
