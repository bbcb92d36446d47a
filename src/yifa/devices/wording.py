"""The sentences of the room."""

from __future__ import annotations

from yifa.platform.wording import wording_of

say = wording_of(__file__)
