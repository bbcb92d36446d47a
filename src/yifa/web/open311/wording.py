"""The sentences of the public interface."""

from __future__ import annotations

from yifa.platform.wording import wording_of

say = wording_of(__file__)
