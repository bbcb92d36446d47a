"""Ask a mapped rule as a file of cases would."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from yifa.server.published import published_calendar, published_overlays
from yifa.server.vectors.frame import Context, ask, plain

CONTEXT = Context(date(2026, 11, 22), published_calendar(), published_overlays())


def asked(rule: str, **given: Any) -> dict[str, Any]:
    """The answer as JSON has it; ``given`` goes through JSON too."""
    fields = json.loads(json.dumps(given), parse_float=Decimal)
    return {name: plain(value) for name, value in ask(rule, fields, CONTEXT).items()}
