"""救济 — the sentence that tells the party where and until when to turn, asked of the law."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.law.rule import apply

BLANK = "＿＿＿＿＿＿＿＿"


def remedies_sentence(body: Any, *, on: date, on_the_spot: bool) -> str:
    """The whole sentence by the rule in force that day; an organ the institution does not know is a blank to be filled in by hand."""
    answer = apply(
        "remedies.text", on=on, on_the_spot=on_the_spot, reconsideration=body.reconsideration or BLANK, court=body.court or BLANK
    )
    assert answer.value is not None
    return str(answer.value.sentence)
