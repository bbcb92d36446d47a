"""Load the profile the place runs: a step of ``run``."""

from __future__ import annotations

from yifa.platform import clock

HELP = "装载地方配置"
HIDDEN = True


def main(argv: list[str]) -> int:
    from yifa.docket.calendars import bring_in_shipped
    from yifa.server.loading import load_profile
    from yifa.server.published import published_years

    load_profile(argv[0], now=clock.now())
    bring_in_shipped(published_years(), at=clock.now())
    return 0
