"""Load a profile into the place: a step of ``run``."""

from __future__ import annotations

from django.utils import timezone

HELP = "装载地方配置"
HIDDEN = True


def main(argv: list[str]) -> int:
    from yifa.server.loading import load_profile

    load_profile(argv[0], now=timezone.now())
    return 0
