"""Properties here are pure and quick; a busy machine must not fail them, so no example has a time limit."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
