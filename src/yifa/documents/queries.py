"""Reads of papers. Who may see a docket may see its papers; every read starts from a view the caller was let see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yifa.docket.core.act import Act, View
from yifa.documents.kinds import kinds
from yifa.documents.models import Paper
from yifa.documents.wording import words
from yifa.kernel.refusal import Refusal


class PaperUnknown(Refusal):
    """文书不存在 — the docket has no such act, or the act made no such paper."""

    kind = "unknown"
    code = "documents.paper_unknown"

    def __init__(self) -> None:
        super().__init__(words("refused")["unknown"], remedy=words("refused")["unknown_remedy"])


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of the papers of a docket; ``digest`` is empty until the paper was first made."""

    act: UUID
    seq: int
    kind: str
    title: str
    number: str
    internal: bool
    digest: str


def papers_of(view: View) -> list[PaperRow]:
    """文书 — every paper of a docket in the order its acts made them. One statement."""
    made = {(row.act_id, row.kind): row.digest for row in Paper.objects.filter(docket_id=view.id)}
    return [
        PaperRow(
            act.id, act.seq, kind, kinds()[kind].TITLE, str(paper.get("number") or ""), kinds()[kind].INTERNAL, made.get((act.id, kind), "")
        )
        for act in view.acts
        for paper in act.papers
        if (kind := str(paper.get("kind", ""))) in kinds()
    ]


def act_with_paper(view: View, *, act: UUID, kind: str) -> Act:
    """The act that made that paper. Refuses: PaperUnknown."""
    found = next((one for one in view.acts if one.id == act), None)
    if found is None or kind not in kinds() or all(paper.get("kind") != kind for paper in found.papers):
        raise PaperUnknown
    return found


def sealed_in(value: Any) -> set[str]:
    """Every digest of a private value that stands in a payload."""
    if isinstance(value, dict):
        if isinstance(value.get("sealed"), str):
            return {value["sealed"]}
        return set().union(*(sealed_in(member) for member in value.values()))
    if isinstance(value, (list, tuple)):
        return set().union(*(sealed_in(member) for member in value))
    return set()
