"""What the law is told of the profiles' files: working days, overlays. Needs neither Django nor a database."""

from __future__ import annotations

import tomllib
from functools import cache

from yifa.kernel.calendar import Calendar, parse
from yifa.law import layers
from yifa.law.discretion import benchmark
from yifa.law.discretion.benchmark import Benchmarks
from yifa.law.layers import Overlays
from yifa.server.place import ROOT

PROFILES = ROOT / "profiles"
CALENDARS = PROFILES / "national" / "calendars"


def published_calendar() -> Calendar:
    """The working days of every year whose arrangement was published."""
    return Calendar([parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(CALENDARS.glob("*.toml"))])


@cache
def published_overlays() -> Overlays:
    """What departments, provinces, cities and bodies set: the overlays of every profile."""
    return Overlays(layers.parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(PROFILES.glob("*/overlays/*.toml")))


@cache
def published_benchmarks() -> Benchmarks:
    """The tables of discretion of every profile; each holds for the place it names."""
    return Benchmarks(benchmark.parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(PROFILES.glob("*/benchmarks/*.toml")))
