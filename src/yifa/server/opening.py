"""Opening a place for one command: the database up, Django set up."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from yifa.server.account import become, check_reach, own_folder, serving_account
from yifa.server.embedded import Cluster
from yifa.server.place import OWNER, ROOT, Lock, Place
from yifa.server.refusals import DatabaseDown
from yifa.server.roles import connect


@contextmanager
def opened(place: Place, *, role: str = "owner", as_caller: bool = False, fresh: bool = False, first: str | None = "") -> Iterator[Place]:
    """The place with its database up and Django set up; a database started for this is stopped after it.

    Where a supervisor runs, its database is used. A place that was never started is made first (migrated, with its profile),
    unless ``fresh`` asks for the bare database. ``first`` is the profile such a place gets: empty for the default, None for none yet.
    """
    from yifa.server.readying import DEFAULT_PROFILE, ready

    if not (as_caller and place.data.exists()):
        enter(place)
    os.environ.update(YIFA_DATA=str(place.data), YIFA_ROLE=role)
    if place.running:
        await_database(place)
        set_up_django()
        yield place
        return
    with Lock(place):
        cluster = None if place.server_url else Cluster(place)
        if cluster:
            cluster.start()
        try:
            if not fresh:
                ready(place, profile=None, tell=lambda sentence: None, first=DEFAULT_PROFILE if first == "" else first)
            set_up_django()
            yield place
        finally:
            close_django()
            if cluster:
                cluster.stop()


def enter(place: Place) -> None:
    """As root: check that the account which serves reaches everything, give it the data folder, become it."""
    account = serving_account()
    check_reach(account, data=place.data, root=ROOT)
    own_folder(place.data, account)
    become(account)


def await_database(place: Place, seconds: float = 30) -> None:
    """A supervisor that has just begun may still be starting its database."""
    end = time.monotonic() + seconds
    while True:
        try:
            connect(place.login(OWNER)).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise DatabaseDown(log=place.logs / "postgres.log") from None
            time.sleep(0.2)


def set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.server.settings")
    django.setup()


def close_django() -> None:
    """End our sessions, so that the database can stop at once."""
    from django.conf import settings

    if settings.configured:
        from django.db import connections

        connections.close_all()
