"""The waterfall of a loop as bars: seconds from the upload along one scale that begins at zero, with the limit as a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yifa.dispatch.core.loop import STAGES, Loop, Stage
from yifa.web.desk.words import duration_words, say

#: the bars are drawn on a width of a thousand
WIDE = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of the waterfall on the drawing; ``cut``: it goes on beyond the edge."""

    x: str
    width: str
    look: str
    title: str
    cut: bool


def scale_of(loops: Sequence[Loop], *, limit: int | None) -> int:
    """Seconds from the left edge to the right: room for the limit and for nine in ten of what is finished, three times the limit at most.

    What is longer, and what runs on, is cut at the edge and said so.
    """
    lengths = sorted(loop.whole for loop in loops if loop.whole is not None)
    lengths = lengths or sorted(loop.elapsed for loop in loops if loop.elapsed is not None)
    most = round(lengths[(len(lengths) * 9 - 1) // 10] * 1.02) if lengths else 0
    return max(60, most) if limit is None else max(60, round(limit * 1.25), min(most, limit * 3))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark under the bars; ``at`` in per cent of the width. ``few``: it stands on a phone too."""

    x: str
    at: str
    words: str
    limit: bool
    side: str
    few: bool


def axis_of(scale: int, *, limit: int | None) -> list[Mark]:
    """The marks: zero, even steps, and the limit."""
    step = next((step for step in (10, 60, 120, 300, 600, 1800, 3600, 4 * 3600, 12 * 3600, 86400) if scale / step <= 7), 7 * 86400)
    marks = [(at, False) for at in range(0, scale + 1, step) if limit is None or abs(at - limit) > scale * 0.06]
    marks += [(limit, True)] if limit is not None else []
    return [
        Mark(
            _x(at, scale),
            f"{at * 100 / scale:.1f}%",
            duration_words(at) if at else "0",
            is_limit,
            "first" if not at else "last" if at > scale * 0.96 else "",
            is_limit or not at or (at, is_limit) == max(marks),
        )
        for at, is_limit in sorted(marks)
    ]


def _x(seconds: float, scale: int) -> str:
    return f"{min(seconds, scale) * WIDE / scale:.1f}"


def bars_of(loop: Loop, *, scale: int, key: str = "") -> list[Bar]:
    """The pieces of one loop, or those of one stage."""
    found = []
    for segment in loop.segments:
        if key and key not in segment.keys:
            continue
        end = segment.start + segment.length
        look = "running" if segment.running else segment.keys[0] if len(segment.keys) == 1 else "joined"
        title = "、".join(STAGES[one] for one in segment.keys) + " " + duration_words(segment.length)
        if segment.start < scale:
            width = max(2.0, (min(end, scale) - segment.start) * WIDE / scale)
            found.append(Bar(_x(segment.start, scale), f"{width:.1f}", look, title, end > scale))
    return found


def stage_words(stage: Stage) -> str:
    """How long, or why that is not known."""
    if stage.seconds is not None:
        return duration_words(stage.seconds)
    if stage.backwards:
        return say("loop.backwards", by=duration_words(stage.backwards))
    if stage.elapsed is not None:
        return say("loop.so_far", time=duration_words(stage.elapsed))
    return say("loop.unknown") if stage.until_at is not None else say("loop.not_yet")
