"""裁量 — was the published benchmark applied, is the fine in its tier, and who let it be left."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value, leniency, reported
from yifa.docket.core.procedure import Gate, Situation
from yifa.kernel.money import Yuan
from yifa.law.discretion.applying import Approval
from yifa.law.discretion.benchmark import Benchmark
from yifa.law.discretion.calculation import Calculation, tier_of
from yifa.law.rule import apply


def _said(situation: Situation, name: str) -> str:
    """The decision takes the circumstances from the report."""
    return str(reported(situation, name) or "")


def _fine(situation: Situation) -> Yuan | None:
    fen = form_value(situation, "fine_fen")
    return Yuan.of_fen(fen) if fen else None


def _versions(situation: Situation) -> list[Benchmark]:
    """The tables of the item under the code that was named, in force on the day of the act or today, the older first."""
    item, named = situation.item(), _said(situation, "benchmark")
    if item is None or not named:
        return []
    days = {situation.today, facts.act_ended_on(situation.view) or situation.today}
    fits: dict[str, Any] = {"item": item.code, "violated": item.violated, "penalty": item.penalty, "place": situation.view.place}
    return [table for table in situation.benchmarks if table.code == named and table.fits(**fits) and any(map(table.covers, days))]


def _applied(situation: Situation) -> Facts:
    item, named, today = situation.item(), _said(situation, "benchmark"), situation.today
    if item is None or _fine(situation) is None:
        return None
    fits: dict[str, Any] = {"item": item.code, "violated": item.violated, "penalty": item.penalty, "place": situation.view.place}
    held = [table for table in situation.benchmarks.of_item(**fits, on=today) if table.published_on and table.published_on <= today]
    versions = _versions(situation)
    return {
        "named": named,
        "held": tuple(table.code for table in held),
        "known": any(table.code == named and table.fits(**fits) for table in situation.benchmarks),
        "in_force": bool(versions),
        "synthetic": bool(versions) and versions[-1].synthetic,
        "published_on": versions[-1].published_on if versions else None,
        "decided_on": today,
    }


def _asked(situation: Situation, table: Benchmark) -> dict[str, Any]:
    """The facts of one calculation with that version of the table."""
    base = _said(situation, "fine_base")
    day = situation.today if table.covers(situation.today) else table.since
    lines = _said(situation, "circumstances").splitlines()
    return {
        "benchmark": table,
        "party": facts.party_type(situation),
        "chosen": tuple(line for text in lines if (line := text.strip())),
        "day": day,
        "base": Fraction(base) if base else None,
        "leniency": leniency(situation),
    }


def _calculated(situation: Situation) -> Facts:
    versions = _versions(situation)
    return _asked(situation, versions[-1]) if versions and _fine(situation) is not None else None


def _result(situation: Situation) -> tuple[Benchmark, Calculation] | None:
    """The table and its result; of two versions the one that 行政处罚法 37 makes apply, the older where a person must weigh."""
    found: list[tuple[Benchmark, Calculation]] = []
    for table in _versions(situation):
        answer = apply("discretion.calculate", on=situation.today, layers=situation.layers(), **_asked(situation, table))
        if isinstance(answer.value, Calculation):
            found.append((table, answer.value))
    if len(found) < 2:
        return found[0] if found else None
    (old, first), *_, (new, second) = found
    newer = apply("substance.newer_law", on=situation.today, at_act=first.tier_span, at_decision=second.tier_span).value
    return (new, second) if newer is not None and newer.version == "new" else (old, first)


def _within_tier(situation: Situation) -> Facts:
    fine, result = _fine(situation), _result(situation)
    if fine is None or result is None:
        return None
    tier, span = result[1].tier, result[1].tier_span
    return {"fine": fine, "tier": tier.name, "low": span.low, "high": span.high, "reason": _reason(situation)}


#: what the report says of the circumstances
_CIRCUMSTANCES = ("benchmark", "circumstances", "fine_base", "lenient", "born_on", "mind")


def _tier_kept(situation: Situation) -> Facts:
    view, fine, result = situation.view, _fine(situation), _result(situation)
    notice = view.last("give_notice")
    told = facts.fine_of(notice)
    if notice is None or told is None or fine is None or result is None:
        return None
    before = next(act for act in reversed(view.acts[: notice.seq]) if act.kind == "report_investigation")
    table, span = result[0], result[1].span
    return {
        "told": tier_of(table, span, told),
        "tier": tier_of(table, span, fine),
        "changed": any(_lines(form_value(situation, name)) != _lines(before.payload.get(name)) for name in _CIRCUMSTANCES),
    }


def _lines(said: object) -> set[str]:
    """Line by line, for their order says nothing."""
    return {text for line in str(said or "").splitlines() if (text := line.strip())}


def _reason(situation: Situation) -> str:
    """Of the form, or of the report where the form is silent."""
    report = situation.view.last("report_investigation")
    return str(form_value(situation, "departure_reason", "")) or (str(report.payload.get("departure_reason", "")) if report else "")


def _departure(situation: Situation) -> Facts:
    within, result = _within_tier(situation), _result(situation)
    if within is None or result is None or not within["reason"] or within["low"] <= within["fine"] <= within["high"]:
        return None
    return {"made_by": result[0].made_by, "approval": _approval(situation), "reason": within["reason"]}


def _approval(situation: Situation) -> Approval:
    """As the form says; a collective discussion counts once its minutes stand in the docket."""
    said = Approval(form_value(situation, "departure_approval", ""))
    if said is Approval.COLLECTIVE and not situation.view.has("discuss_collectively"):
        return Approval.NONE
    return said


benchmark_applied = Gate("discretion.applied", _applied, asks_form=True)
fine_calculated = Gate("discretion.calculate", _calculated, asks_form=True)
fine_within_tier = Gate("discretion.within_tier", _within_tier, asks_form=True)
tier_kept = Gate("discretion.tier_kept", _tier_kept, asks_form=True)
departure_approved = Gate("discretion.departure", _departure, asks_form=True)
