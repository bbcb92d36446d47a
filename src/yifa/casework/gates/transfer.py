"""移送 — a case that may be a crime goes to the police, and no penalty stands in for that."""

from __future__ import annotations

from yifa.casework import measures, transfer
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation
from yifa.law.transfer.handing import PAPERS


def _report(situation: Situation) -> Facts:
    return {"team": len(situation.officers), "to_chief": bool(form_value(situation, "to_chief", False))}


def _decision(situation: Situation) -> Facts:
    view = situation.view
    reported = view.has("report_crime") and transfer.approved(view) is None
    # before the form is there, only whether there is anything to decide on
    return {
        "reported": reported,
        "approved": form_value(situation, "decision", "批准移送") == "批准移送",
        "reasons": form_value(situation, "reasons", ""),
    }


def _papers(situation: Situation) -> Facts:
    # before the form is there, only whether it was approved
    return {
        "approved": bool(transfer.approved(situation.view)),
        "present": tuple(form_value(situation, "papers", PAPERS)),
        "tested": bool(form_value(situation, "tested", False)),
    }


def _things(situation: Situation) -> Facts:
    return {
        "held": bool(measures.sealed(situation.view)),
        "handed_over": bool(form_value(situation, "handed_over", False)),
        "party_told": bool(form_value(situation, "party_told", False)),
    }


def _exhibits(situation: Situation) -> Facts:
    return {"filed": transfer.result(situation.view) == "立案", "receipts": bool(form_value(situation, "receipts", True))}


def _objection(situation: Situation) -> Facts:
    return {"result": transfer.result(situation.view), "should_be_filed": bool(form_value(situation, "should_be_filed", True))}


def _not_replaced(situation: Situation) -> Facts:
    view = situation.view
    if not view.has("report_crime"):
        return None
    return {
        "threshold_met": transfer.required(view),
        "approved": transfer.approved(view),
        "handed_over": transfer.handed_over(view),
        "result": transfer.result(view),
    }


transfer_report = Gate("transfer.report", _report, asks_form=True)
transfer_decision = Gate("transfer.decision", _decision)
transfer_papers = Gate("transfer.papers", _papers)
things_to_police = Gate("measure.handed_to_police", _things, asks_form=True)
police_answer_expected = Gate("transfer.result_expected", lambda situation: {"handed_over": transfer.handed_over(situation.view)})
exhibits = Gate("transfer.exhibits", _exhibits)
transfer_objection = Gate("transfer.objection", _objection)
transfer_not_replaced = Gate("transfer.not_replaced", _not_replaced)
