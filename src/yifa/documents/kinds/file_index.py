"""卷内目录 — every paper of the file in its order, with number, day and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yifa.documents.filing import Entry, entries_of
from yifa.documents.reading import Facts, Reading
from yifa.documents.wording import words

TITLE = "卷内目录"
INTERNAL = True
NUMBERED = None
RANK = 1


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    return index_facts(docket, [(entry, "") for entry in entries_of(docket.seen)], pages="")


def index_facts(docket: Reading, listed: Sequence[tuple[Entry, str]], *, pages: str) -> Facts:
    """The same with the pages of each paper, known once the whole file is made."""
    rows = [
        {
            "number": str(index),
            "volume": words("volume")["side" if entry.side else "main"],
            "title": entry.title,
            "paper_number": entry.number,
            "day": entry.day,
            "pages": where,
        }
        for index, (entry, where) in enumerate(listed, 1)
    ]
    return docket.common("file_index", TITLE) | {"rows": rows, "pages": pages}
