"""Where ``server.wiring`` tells the library which overlays of the profiles there are, for their articles drift too."""

from __future__ import annotations

from yifa.law.layers import Overlays


class _Joints:
    overlays: Overlays = Overlays()


joints = _Joints()
