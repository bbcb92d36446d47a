"""Loading a profile into the database of a place."""

from __future__ import annotations

from datetime import datetime


def load_profile(name: str, *, now: datetime) -> None:
    """装载地方配置 — the institution and the demo accounts of ``profiles/<name>``; may be repeated."""
