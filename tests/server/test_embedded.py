"""The embedded PostgreSQL and its two roles."""

from __future__ import annotations

import psycopg
import pytest

from yifa.server.place import Login
from yifa.server.roles import connect


def test_the_database_keeps_what_it_acknowledges(owner_login: Login) -> None:
    names = ["fsync", "synchronous_commit", "full_page_writes", "data_checksums", "jit", "listen_addresses", "server_encoding"]

    with connect(owner_login) as connection:
        shown = {name: connection.execute("SELECT current_setting(%s)", [name]).fetchone()[0] for name in names}

    assert shown == {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "jit": "off",
        "listen_addresses": "",
        "server_encoding": "UTF8",
    }


def test_the_program_may_not_change_tables(app_login: Login) -> None:
    with connect(app_login) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE surprise (id int)")
