"""What every gate reads: the facts it hands to its rule, and the values of the form."""

from __future__ import annotations

from typing import Any

from yifa.docket.core.procedure import Situation

#: the facts of one question; None where the question does not arise
Facts = dict[str, Any] | None


def form_value(situation: Situation, name: str, default: Any = None) -> Any:
    """A field of the form, ``default`` where there is no form or no such field."""
    return getattr(situation.form, name, default)
