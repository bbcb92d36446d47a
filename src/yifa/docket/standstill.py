"""What an act is judged by stands still while it is written: who writes a docket holds calendars and institution together with others,
who changes one of them holds it alone.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

from yifa.docket import calendars
from yifa.docket.joints import joints
from yifa.kernel.calendar import Calendars

#: "ins" as a number; every schema has an institution of its own
_LOCK: Final = f"{0x696E73}, hashtext(current_schema())"
#: as columns of the statement that locks a docket: from here to the end no calendar comes in force and no institution changes
HOLDS: Final = f"{calendars.HOLDS}, pg_advisory_xact_lock_shared({_LOCK})"


def hold_institution_alone() -> None:
    """From here to the end of the transaction nobody writes a docket, and nobody else changes the institution.

    Taken before anything is read or written: who held it together with others could wait for another who does the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")


def newest() -> str:
    """The newest calendar and the newest state of the institution, as two columns of any statement; ``seen`` is told both."""
    return f"{calendars.NEWEST}, {joints.institution.newest}"


def seen(calendar: int | None, institution: int | None) -> Calendars:
    """What ``newest`` gave: both joints forget what is older; the calendars in force."""
    joints.institution.seen(institution)
    return joints.calendars.seen(calendar)


def ask() -> Calendars:
    """Hold both together with others until the transaction ends, and know their newest state."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {HOLDS}")
        cursor.execute(f"SELECT {newest()}")
        return seen(*cursor.fetchone())
