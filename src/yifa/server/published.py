"""What the law is told of the profiles' files: working days, overlays. Needs neither Django nor a database."""

from __future__ import annotations

import tomllib
from functools import cache

from yifa.kernel.calendar import Calendar, Year, parse
from yifa.law import layers
from yifa.law.discretion import reading
from yifa.law.discretion.benchmark import Benchmarks
from yifa.law.layers import Overlays
from yifa.server.place import ROOT

PROFILES = ROOT / "profiles"


@cache
def published_years() -> tuple[Year, ...]:
    """The years whose arrangement was published, of the nation and of regions."""
    return tuple(parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(PROFILES.glob("*/calendars/*.toml")))


def published_calendar(place: str = "") -> Calendar:
    """The working days as published, at a place by its code; without one those of the nation."""
    return Calendar(year for year in published_years() if place.startswith(year.region))


@cache
def published_overlays() -> Overlays:
    """What departments, provinces, cities and bodies set: the overlays of every profile."""
    return Overlays(layers.parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(PROFILES.glob("*/overlays/*.toml")))


@cache
def published_benchmarks() -> Benchmarks:
    """The tables of discretion of every profile; each holds for the place it names."""
    return Benchmarks(reading.parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(PROFILES.glob("*/benchmarks/*.toml")))
