"""The shelf as the docket asks of it (``docket.ports.EvidenceShelf``)."""

from __future__ import annotations

from collections.abc import Iterable

from yifa.evidence.queries import on_shelf


class DatabaseShelf:
    """证据架 — on the rows of this room."""

    def has(self, digests: Iterable[str], *, body: str) -> set[str]:
        """Which of these digests are on the shelf for that body?"""
        return on_shelf(digests, body=body)
