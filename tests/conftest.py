"""What every test may use: a PostgreSQL of its own, started when the first test asks for a database."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_django
from pytest_django.plugin import blocking_manager_key

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

from yifa.server.account import own_folder, serving_account
from yifa.server.embedded import Cluster
from yifa.server.place import ADMIN, OWNER, Login, Place, server_login
from yifa.server.roles import connect, grant


@pytest.fixture(scope="session")
def owner_login() -> Iterator[Login]:
    """A login that may make databases: of YIFA_DATABASE_URL, else of an embedded cluster in a temporary folder."""
    if url := os.environ.get("YIFA_DATABASE_URL"):
        yield server_login(url)
        return
    folder = Path(tempfile.mkdtemp(prefix="yifa-pg-", dir="/tmp"))
    folder.chmod(0o711)
    place = Place(folder / "data")
    own_folder(place.data, serving_account())
    cluster = Cluster(place)
    cluster.start()
    with connect(replace(place.login(ADMIN), database="postgres")) as connection:
        connection.execute(f"ALTER ROLE {OWNER} CREATEROLE")
    try:
        yield place.login(OWNER)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(owner_login: Login, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Point Django to that login before the test database is made."""
    from django.db import connections

    for settings in (connections.settings["default"], connections["default"].settings_dict):
        settings.update(owner_login.django())


@pytest.fixture(scope="session")
def app_login(owner_login: Login, django_db_setup: None) -> Iterator[Login]:
    """The program's own role in the test database, with its real rights: no DDL, records only added to.

    A test that uses it is marked ``django_db``: else there is no test database.
    """
    from django.db import connections

    database = connections["default"].settings_dict["NAME"]
    login = Login(owner_login.host, owner_login.port, database, f"app_{os.getpid()}", "only-for-this-test-run", owner_login.options)
    with connect(replace(owner_login, database=database)) as connection:
        try:
            connection.execute(f"CREATE ROLE {login.user} LOGIN PASSWORD '{login.password}'")
            grant(connection, login.user)
            yield login
        finally:
            connection.execute(f"GRANT {login.user} TO CURRENT_USER")
            connection.execute(f"DROP OWNED BY {login.user}")
            connection.execute(f"DROP ROLE {login.user}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that ``./yifa test`` found or brought (YIFA_CHROMIUM), else the machine's own."""
    from playwright.sync_api import sync_playwright

    from tests.factories.browser import chromium

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright leaves an event loop in this thread
    with sync_playwright() as playwright, chromium(playwright.chromium) as started:
        yield started
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page without cookies, in Chinese and our time; a script error on it fails the test."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 800})
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Every test finds the profile 阜城 with its accounts; what a test writes is rolled back."""
    from django.db import connection

    with django_db_blocker.unblock():
        load_town()
        TOWN.keep()
    yield
    # a thread that served a browser may still hold its session, and a database in use is not dropped
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
        )


@pytest.fixture
def fresh_town(transactional_db: None) -> None:
    """For tests that commit for real: every table is emptied after them, and the next test finds the profile again."""


def load_town() -> None:
    """The profile 阜城 with its accounts."""
    from yifa.server.loading import load_profile

    load_profile("fucheng", now=datetime(2026, 1, 1, tzinfo=UTC), cases=False)


class Kept:
    """The rows of every table as they once stood, to be put back in a tenth of the time it takes to load them."""

    def __init__(self) -> None:
        self.tables: dict[str, bytes] = {}

    def keep(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            for name in connection.introspection.table_names(cursor):
                with cursor.copy(f'COPY "{name}" TO STDOUT') as rows:
                    self.tables[name] = b"".join(rows)

    def put_back(self) -> None:
        """Into the tables that are empty; and nothing that was read before stays in memory."""
        from django.db import connection, transaction

        from yifa.staffing import institution

        with transaction.atomic(), connection.cursor() as cursor:
            for name, kept in self.tables.items():
                cursor.execute(f'SELECT EXISTS (SELECT FROM "{name}")')
                if kept and not cursor.fetchone()[0]:
                    with cursor.copy(f'COPY "{name}" FROM STDIN') as rows:
                        rows.write(kept)
        institution.clear()


TOWN = Kept()


_EMPTIED, _ASKED = pytest.StashKey[bool](), pytest.StashKey[bool]()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    marker, names = item.get_closest_marker("django_db"), getattr(item, "fixturenames", ())
    if "transactional_db" in names or (marker and marker.kwargs.get("transaction")):
        item.session.stash[_EMPTIED] = True
    if marker or "db" in names:
        item.session.stash[_ASKED] = True


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    emptied, asked = (item.session.stash.get(key, False) for key in (_EMPTIED, _ASKED))
    item.session.stash[_EMPTIED] = item.session.stash[_ASKED] = False
    if not (emptied or asked):
        return
    from yifa.platform.accounts import gate

    with item.config.stash[blocking_manager_key].unblock():
        # whoever the last test found may be another now, for what it wrote was rolled back
        gate.forget()
        if emptied:
            TOWN.put_back()
