"""演练时钟 — the clock of a folder of play. Refused in every other folder."""

from __future__ import annotations

import os
from datetime import datetime

from yifa.platform.clock import Faster
from yifa.server.place import Place
from yifa.server.refusals import ClockRefused

#: ``YIFA_CLOCK``: the real instant, the instant shown then, and how much faster it runs, parted by blanks
SETTING = "YIFA_CLOCK"


def play_clock(place: Place) -> Faster | None:
    """The clock the setting asks for. Refuses: ClockRefused where the folder is none of play, or the setting is malformed."""
    asked = os.environ.get(SETTING, "")
    if not asked:
        return None
    if not place.is_play:
        raise ClockRefused(setting=SETTING, data=place.data)
    try:
        real, shown, speed = asked.split()
        return Faster(datetime.fromisoformat(real), datetime.fromisoformat(shown), float(speed))
    except ValueError:
        raise ClockRefused(setting=SETTING, data=place.data) from None
