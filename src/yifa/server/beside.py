"""Profiles side by side: the place runs one; every other lies in a schema of its own with the same tables.

A scratch schema lives for one question: made, loaded, asked and rolled back in one transaction, so nothing of it is ever seen.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from django.db import connection, transaction
from psycopg import sql

from yifa.kernel.canonical import sm3
from yifa.platform.schema import HOME, within
from yifa.server.place import Place
from yifa.server.readying import PROFILES
from yifa.server.refusals import NoProfile, ProfileNotLoaded
from yifa.server.roles import BESIDE, grant, schemas_beside

if TYPE_CHECKING:
    from yifa.profile.schema import Profile

#: tables of the database itself, not of a profile
_NOT_COPIED = ("server_stamp",)


def schema_of(code: str) -> str:
    """The schema a profile of that code lies in when it lies beside."""
    plain = code.isascii() and code.replace("_", "").isalnum() and code == code.lower() and len(code) <= 40
    return BESIDE + (code if plain else sm3(code.encode())[:24])


def home() -> str:
    """The code of the profile the place runs, empty where none is loaded."""
    from yifa.registry.models import Load

    with within(HOME):
        return Load.objects.filter(room="registry").values_list("profile", flat=True).first() or ""


def loaded() -> dict[str, str]:
    """Every loaded profile by code: its schema; the one the place runs first."""
    found = {own: HOME} if (own := home()) else {}
    for name in schemas():
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT profile FROM {} WHERE room = 'registry'").format(sql.Identifier(name, "registry_load")))
            found.update({row[0]: name for row in cursor.fetchall() if row[0] not in found})
    return found


def schemas() -> list[str]:
    """The schemas of the profiles that lie beside."""
    connection.ensure_connection()
    return schemas_beside(connection.connection)


@contextmanager
def beside(profile: str | None, *, knows: Callable[[], bool] | None = None) -> Iterator[str]:
    """Speak to a loaded profile until the end of the block; its code. Raises ProfileNotLoaded.

    Without ``profile`` it is the one the place runs; where that does not know what is asked for (``knows``), the only other that does.
    """
    known = loaded()
    if profile is None:
        code = _the_one_that(knows, known) if knows else next(iter(known), "")
    elif profile in known:
        code = profile
    else:
        raise ProfileNotLoaded(name=profile, names="、".join(known) or "无")
    with within(known.get(code, HOME)):
        yield code


def _the_one_that(knows: Callable[[], bool], known: dict[str, str]) -> str:
    knowing = []
    for code, name in known.items():
        with within(name):
            if knows():
                knowing.append(code)
        if knowing == [next(iter(known))]:
            break
    return knowing[0] if len(knowing) == 1 else next(iter(known), "")


@contextmanager
def scratch(profile: Profile, *, folder: Path, now: datetime) -> Iterator[None]:
    """Speak to a schema made for this question alone, with the profile loaded into it; afterwards it was never there."""
    name = f"scratch_{token_hex(6)}"
    with transaction.atomic():
        _make(name)
        with within(name):
            _fill(profile, folder=folder, now=now)
            yield
        transaction.set_rollback(True)
    from yifa.staffing.institution import clear

    clear()


def load_beside(profile: Profile, *, folder: Path, now: datetime) -> None:
    """装载在旁 — bring the profile into a schema of its own, made at its first load; all of it or nothing."""
    name = schema_of(profile.code)
    with transaction.atomic():
        if name not in schemas():
            _make(name)
        with within(name):
            _fill(profile, folder=folder, now=now)
        place = Place.here()
        if place.has_app_role:
            grant(connection.connection, place.app_role, schema=name)


def _fill(profile: Profile, *, folder: Path, now: datetime) -> None:
    """Rows, and where it tells of cases, those and the people who did them. Nobody signs in here, so their passwords are not kept."""
    from yifa.server.loading import fill

    with tempfile.TemporaryDirectory(prefix="yifa-") as spare:
        fill(profile, folder=folder, now=now, password_file=Path(spare) / "accounts.txt", accounts=(folder / "cases.toml").exists())


def _make(name: str) -> None:
    """The same tables as those of the place, empty, with their constraints; nothing refers out of the schema."""
    here = sql.Identifier(name)
    with within(HOME), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s AND NOT tablename = ANY(%s)", [HOME, list(_NOT_COPIED)])
        tables = [row[0] for row in cursor.fetchall()]
        # primary keys and uniques come before the references to them; names stay, for refusals know constraints by name
        cursor.execute(
            """SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            WHERE k.contype IN ('p', 'u', 'x', 'f') AND k.connamespace = %s::regnamespace AND c.relname = ANY(%s)
            ORDER BY position(k.contype::text in 'puxf'), c.relname, k.conname""",
            [HOME, tables],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            """SELECT indexdef FROM pg_indexes i WHERE schemaname = %s AND tablename = ANY(%s)
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.connamespace = %s::regnamespace AND k.conname = i.indexname)""",
            [HOME, tables, HOME],
        )
        indexes = [row[0] for row in cursor.fetchall()]
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(here))
        for table in tables:
            copy = sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL EXCLUDING INDEXES)")
            cursor.execute(copy.format(sql.Identifier(name, table), sql.Identifier(HOME, table)))
        for table in ("django_migrations", "django_content_type", "auth_permission"):
            if table in tables:
                copy = sql.SQL("INSERT INTO {} OVERRIDING SYSTEM VALUE SELECT * FROM {}")
                cursor.execute(copy.format(sql.Identifier(name, table), sql.Identifier(HOME, table)))
                last = sql.SQL("SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {}))").format(
                    sql.Identifier(name, table)
                )
                cursor.execute(last, [f'"{name}".{table}'])
        for definition in indexes:
            cursor.execute(sql.SQL(definition.replace(f" ON {HOME}.", f' ON "{name}".', 1)))
    with within(name), connection.cursor() as cursor:
        for table, constraint, definition in constraints:
            statement = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(sql.Identifier(table), sql.Identifier(constraint))
            cursor.execute(statement + sql.SQL(definition))


def profile_folder(word: str) -> Path:
    """The folder a person means: one they name, else the shipped profile of that name. Raises NoProfile."""
    folder = Path(word)
    if not os.access(folder / "profile.toml", os.R_OK) or not folder.name:
        folder = PROFILES / word
    if "/" not in word and (PROFILES / word / "profile.toml").is_file():
        folder = PROFILES / word
    if not os.access(folder / "profile.toml", os.R_OK):
        raise NoProfile(name=word, names="、".join(sorted(file.parent.name for file in PROFILES.glob("*/profile.toml"))))
    return folder.resolve()
