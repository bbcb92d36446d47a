"""The one place that joins ports to rooms."""

from __future__ import annotations


def join() -> None:
    """Give the docket its institution, its shelf of evidence and its calendar."""
