"""证据目录 — every piece of evidence with kind, source, day and digest of its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading

TITLE = "证据目录"
INTERNAL = False
NUMBERED = None
RANK = 49


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    return docket.common("evidence_list", TITLE) | {"rows": docket.evidence()}
