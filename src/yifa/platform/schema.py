"""Which schema of the database this thread of work speaks to: that of the profile the place runs, or one beside it.

Every profile that lies beside has the same tables in a schema of its own, so no table knows of profiles and no row can stray.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from psycopg.pq import TransactionStatus

#: the schema of the profile the place runs
HOME = "public"
_current: ContextVar[str] = ContextVar("schema", default=HOME)


def current() -> str:
    """The schema that is spoken to now."""
    return _current.get()


@contextmanager
def within(schema: str) -> Iterator[None]:
    """Speak to ``schema``, which exists, until the end of the block."""
    before = _current.get()
    if before == schema:
        yield
        return
    token = _current.set(schema)
    _point_to(schema)
    try:
        yield
    finally:
        _current.reset(token)
        # a transaction that failed takes no statement; its rollback puts the path back by itself
        if connection.connection is not None and connection.connection.info.transaction_status != TransactionStatus.INERROR:
            _point_to(before)


def _point_to(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', %s, false)", [f'"{schema}"'])
