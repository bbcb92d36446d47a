"""The answer to 谁来管 as the pages show it."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.registry import snapshot
from yifa.registry.core.who import who


def answered(*, item: str, place: str, on: date, feature: str, public: bool) -> dict[str, Any]:
    """The answer as plain values; ``public`` leaves out names of officers and rows."""
    found = who(snapshot.powers(), item=item, place=place, on=on, feature=feature)
    named = {
        name: {"code": body.code, "name": body.name, "kind": body.kind, "phone": body.phone} if body else None
        for name, body in (("subject", found.subject), ("team", found.team), ("guide", found.guide))
    }
    return named | {
        "verdict": found.verdict.value,
        "sentence": found.sentence,
        "remedy": found.remedy,
        "in_name_of": found.in_name_of,
        "seal": found.seal,
        "title": found.title,
        "document": found.document,
        "until": found.until,
        "level": found.level,
        "chain": [{"step": one.name, "says": one.says, "table": "" if public else one.table, "row": one.row} for one in found.chain],
        "before": found.before and {"on": found.before.on, "says": found.before.says},
        "after": found.after and {"on": found.after.on, "says": found.after.says},
    }
