"""The one place that joins ports to rooms."""

from __future__ import annotations

from datetime import date
from time import monotonic

from yifa.devices.queries import DatabaseRecords
from yifa.dispatch.duty import off_duty
from yifa.dispatch.errands import errands
from yifa.dispatch.joining import waited
from yifa.docket.calendars import CalendarsInForce
from yifa.docket.joints import joints
from yifa.docket.news import Listener
from yifa.evidence.shelf import DatabaseShelf
from yifa.library.joints import joints as library
from yifa.library.queries import drifted
from yifa.platform.accounts import gate
from yifa.server.beside import loaded
from yifa.server.procedures import declare_procedures
from yifa.server.published import published_benchmarks, published_overlays, published_years
from yifa.staffing.institution import RegistryInstitution
from yifa.staffing.snapshot import posted_to
from yifa.web.desk.beside import shelf


def join() -> None:
    """Give the docket its procedures, its institution, its shelf of evidence, its calendar and its benchmarks."""
    declare_procedures()
    joints.institution = RegistryInstitution(published_overlays())
    joints.shelf = DatabaseShelf()
    joints.records = DatabaseRecords()
    joints.errands = errands
    joints.off_duty = off_duty
    joints.waited = waited
    joints.calendars = CalendarsInForce(published_years())
    joints.benchmarks = published_benchmarks()
    joints.moved = MovedArticles()
    library.overlays = published_overlays()
    shelf.loaded = loaded
    gate.joints.posted_to = posted_to


class MovedArticles:
    """待复核的条文 — what the law library says, asked again after a few seconds, for every page and every act asks."""

    def __init__(self, seconds: float = 5.0) -> None:
        self._seconds, self._until = seconds, 0.0
        self._day: date | None = None
        self._known: frozenset[tuple[str, str]] = frozenset()

    def __call__(self, day: date) -> frozenset[tuple[str, str]]:
        if day != self._day or monotonic() >= self._until:
            self._known, self._day = drifted(on=day), day
            self._until = monotonic() + self._seconds
        return self._known


def listeners() -> list[Listener]:
    """The rooms that hear of every act."""
    from yifa.documents.reactions import make_papers_of_act
    from yifa.intake.reactions import tell_sources

    return [make_papers_of_act, tell_sources]
