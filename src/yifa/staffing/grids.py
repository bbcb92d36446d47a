"""网格责任 — which grids a point lies in and who answers for them that day: the owner, or who stands in for him."""

from __future__ import annotations

from datetime import date

from yifa.registry.grids import grid_map
from yifa.staffing import snapshot
from yifa.staffing.core.answering import Answer, Why, answer

__all__ = ["Answer", "Why", "answer_for", "who_answers"]


def who_answers(longitude: float, latitude: float, *, on: date) -> tuple[Answer, ...]:
    """For each tier the grid of that point and who answers for it, 责任网格 first; nothing where no grid is drawn."""
    staff, known = snapshot.staff(), grid_map(on=on)
    return tuple(answer(staff, known, grid, on=on) for grid in known.grids_at(longitude, latitude))


def answer_for(code: str, *, on: date) -> Answer | None:
    """Who answers for the grid of that code; None: there is no such grid that day."""
    staff, known = snapshot.staff(), grid_map(on=on)
    grid = known.by_code.get(code)
    return answer(staff, known, grid, on=on) if grid else None
