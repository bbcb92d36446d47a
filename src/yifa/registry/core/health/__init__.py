"""清单体检 — what is wrong with a list of powers on a day, from plain values. Pure; ``yifa.staffing.health`` asks the database."""

from __future__ import annotations

from collections.abc import Container, Iterator

from yifa.registry.core.health import bases, bodies, holders, titles  # noqa: F401  declare the checks
from yifa.registry.core.health.finding import Finding
from yifa.registry.core.health.ground import Ground, checks
from yifa.registry.core.health.wording import say


def examine(ground: Ground, *, rules: Container[str] | None = None) -> Iterator[Finding]:
    """Every finding of the registry's checks, or of those named."""
    for check in checks.all.values():
        if rules is None or check.id in rules:
            yield from check.findings(ground, say)
