"""演练时钟 — the clock of a folder of play. Refused in every other folder."""

from __future__ import annotations

import os

from yifa.platform.clock import Moved
from yifa.server.place import Place
from yifa.server.refusals import ClockRefused

#: ``YIFA_CLOCK=moved``: the instant stands in a file of the folder, which ``yifa play`` moves on
SETTING, MOVED = "YIFA_CLOCK", "moved"


def play_clock(place: Place) -> Moved | None:
    """The clock the setting asks for. Refuses: ClockRefused where the folder is none of play, or nobody has set its clock."""
    asked = os.environ.get(SETTING, "")
    if not asked:
        return None
    if asked != MOVED or not place.is_play or not place.play_clock.exists():
        raise ClockRefused(setting=SETTING, data=place.data)
    return Moved(place.play_clock)
