"""The one place that joins ports to rooms."""

from __future__ import annotations

import tomllib
from functools import cache

from yifa.docket.joints import joints
from yifa.docket.news import Listener
from yifa.evidence.shelf import DatabaseShelf
from yifa.kernel.calendar import Calendar, parse
from yifa.law import layers
from yifa.law.layers import Overlays
from yifa.server.place import ROOT
from yifa.server.procedures import declare_procedures
from yifa.staffing.institution import RegistryInstitution

PROFILES = ROOT / "profiles"
CALENDARS = PROFILES / "national" / "calendars"


def join() -> None:
    """Give the docket its procedures, its institution, its shelf of evidence and its calendar."""
    declare_procedures()
    joints.institution = RegistryInstitution(published_overlays())
    joints.shelf = DatabaseShelf()
    joints.calendar = published_calendar()


def listeners() -> list[Listener]:
    """The rooms that hear of every act."""
    from yifa.documents.reactions import make_papers_of_act

    return [make_papers_of_act]


def published_calendar() -> Calendar:
    """The working days of every year whose arrangement was published."""
    return Calendar([parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(CALENDARS.glob("*.toml"))])


@cache
def published_overlays() -> Overlays:
    """What departments, provinces, cities and bodies set: the overlays of every profile."""
    return Overlays(layers.parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(PROFILES.glob("*/overlays/*.toml")))
