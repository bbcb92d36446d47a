"""What every gate reads: the facts it hands to its rule, and the values of the form."""

from __future__ import annotations

from typing import Any

from yifa.casework.forms.fields import LENIENT
from yifa.docket.core.procedure import Situation
from yifa.law.substance.capacity import Leniency

#: the facts of one question; None where the question does not arise
Facts = dict[str, Any] | None


def form_value(situation: Situation, name: str, default: Any = None) -> Any:
    """A field of the form, ``default`` where there is no form or no such field."""
    return getattr(situation.form, name, default)


def reported(situation: Situation, name: str) -> Any:
    """What the form says, where it has such a field; else what the report of the inquiry said."""
    if hasattr(situation.form, name):
        return form_value(situation, name)
    report = situation.view.last("report_investigation")
    return report.payload.get(name) if report else None


def leniency(situation: Situation) -> Leniency:
    """The ground to be lighter that the form, or the report, states."""
    said = reported(situation, "lenient")
    return next((found for word, found in LENIENT.items() if word == said), Leniency.NONE)
