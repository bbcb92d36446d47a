"""The one place that joins ports to rooms."""

from __future__ import annotations

from django.utils import timezone

from yifa.docket.calendars import CalendarsInForce
from yifa.docket.joints import joints
from yifa.docket.news import Listener
from yifa.evidence.shelf import DatabaseShelf
from yifa.kernel.dates import legal_date
from yifa.library.joints import joints as library
from yifa.library.queries import drifted
from yifa.server.procedures import declare_procedures
from yifa.server.published import published_benchmarks, published_overlays, published_years
from yifa.staffing.institution import RegistryInstitution


def join() -> None:
    """Give the docket its procedures, its institution, its shelf of evidence, its calendar and its benchmarks."""
    declare_procedures()
    joints.institution = RegistryInstitution(published_overlays())
    joints.shelf = DatabaseShelf()
    joints.calendars = CalendarsInForce(published_years())
    joints.benchmarks = published_benchmarks()
    joints.moved = lambda: drifted(on=legal_date(timezone.now()))
    library.overlays = published_overlays()


def listeners() -> list[Listener]:
    """The rooms that hear of every act."""
    from yifa.documents.reactions import make_papers_of_act

    return [make_papers_of_act]
