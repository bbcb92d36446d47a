"""The earth as a sphere: how far two points on it lie apart."""

from __future__ import annotations

import math
from typing import Final

RADIUS_METRES: Final = 6_371_008.8
#: of latitude, and of longitude at the equator
METRES_OF_A_DEGREE: Final = 111_195.0


def metres_apart(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """By the great circle."""
    low, high = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    chord = math.sin((high - low) / 2) ** 2 + math.cos(low) * math.cos(high) * math.sin(across / 2) ** 2
    return 2 * RADIUS_METRES * math.asin(min(1.0, math.sqrt(chord)))
