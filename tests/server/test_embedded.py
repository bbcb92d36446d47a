"""The embedded PostgreSQL and its two roles."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from yifa.server.account import Account, become, own_folder, serving_account
from yifa.server.embedded import Cluster, serves, workers_in
from yifa.server.place import ADMIN, APP, OWNER, Login, Place
from yifa.server.refusals import NotDurable, OpenFolder
from yifa.server.roles import APPEND_ONLY_TABLES, Stamps, connect, grant


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder which the serving account can reach; its sockets keep a short path."""
    made = Path(tempfile.mkdtemp(prefix="yifa-emb-", dir="/tmp"))
    made.chmod(0o711)
    with pytest.MonkeyPatch.context() as patch:  # these tests are about the embedded database, whatever the others use
        patch.delenv("YIFA_DATABASE_URL", raising=False)
        yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Cluster]:
    place = Place(folder / "data")
    own_folder(place.data, serving_account())
    made = Cluster(place)
    made.start()
    yield made
    made.stop()


def test_the_database_keeps_what_it_acknowledges(cluster: Cluster) -> None:
    names = ["fsync", "synchronous_commit", "full_page_writes", "data_checksums", "jit", "listen_addresses", "server_encoding"]

    with connect(cluster.place.login(OWNER)) as connection:
        shown = {name: connection.execute("SELECT current_setting(%s)", [name]).fetchone() for name in names}

    assert shown == {
        "fsync": ("on",),
        "synchronous_commit": ("on",),
        "full_page_writes": ("on",),
        "data_checksums": ("on",),
        "jit": ("off",),
        "listen_addresses": ("",),
        "server_encoding": ("UTF8",),
    }


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_a_setting_that_loses_records_stops_the_start(cluster: Cluster, setting: str) -> None:
    cluster.stop()
    careless = Cluster(cluster.place, settings=[f"{setting}=off"])

    with pytest.raises(NotDurable) as refused:
        careless.start()

    assert refused.value.facts["name"] == setting
    assert careless.server is None
    cluster.start()


def test_what_was_acknowledged_survives_a_killed_server(cluster: Cluster) -> None:
    with connect(cluster.place.login(OWNER)) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    assert cluster.server is not None
    cluster.server.kill()

    cluster.server.wait()
    cluster.start()

    with connect(cluster.place.login(OWNER)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]


def test_a_process_number_left_by_a_dead_server_does_not_bar_the_start(cluster: Cluster) -> None:
    zombie = subprocess.Popen([sys.executable, "-c", "pass"], cwd="/")
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    stale = {"zombie": zombie.pid, "foreign": os.getpid(), "gone": 4_194_300}

    for number in stale.values():
        cluster.stop()
        (cluster.place.cluster / "postmaster.pid").write_text(f"{number}\n{cluster.place.cluster}\n")
        (cluster.place.sockets / ".s.PGSQL.5432.lock").write_text(f"{number}\n{cluster.place.cluster}\n")
        cluster.start()

        assert cluster.alive()
    zombie.wait()


def test_an_orphan_that_still_serves_is_stopped_in_order(cluster: Cluster) -> None:
    orphan = cluster.server
    assert orphan is not None
    again = Cluster(cluster.place)

    again.start()

    assert orphan.wait(5) == 0
    assert again.server is not None
    assert serves(again.server.pid, cluster.place.cluster)
    again.stop()
    cluster.server = None
    cluster.start()


def test_an_orphan_that_does_not_follow_is_ended_all_the_same(cluster: Cluster) -> None:
    orphan = cluster.server
    assert orphan is not None
    orphan.send_signal(signal.SIGSTOP)
    again = Cluster(cluster.place)

    again.start()

    assert orphan.wait(5) == -signal.SIGKILL
    assert again.alive()
    again.stop()
    cluster.server = None
    cluster.start()


def test_a_session_that_outlives_its_killed_server_does_not_bar_the_start(cluster: Cluster) -> None:
    login = cluster.place.login(OWNER)
    busy = threading.Thread(target=_compute_until_cut_off, args=(login,))
    busy.start()
    with connect(login) as connection:
        while not connection.execute("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'DO $$%' AND state = 'active'").fetchone():
            pass
    assert cluster.server is not None
    cluster.server.kill()
    cluster.server.wait()
    left = workers_in(cluster.place.cluster)

    cluster.start()

    busy.join()
    assert left
    assert not set(left) & set(workers_in(cluster.place.cluster))
    assert cluster.alive()


def _compute_until_cut_off(login: Login) -> None:
    with pytest.raises(psycopg.OperationalError), connect(login) as connection:
        connection.execute("DO $$ BEGIN FOR i IN 1..2000000000 LOOP NULL; END LOOP; END $$")


@pytest.mark.parametrize("role", [ADMIN, OWNER, APP])
def test_nobody_enters_without_the_password(cluster: Cluster, role: str) -> None:
    login = replace(cluster.place.login(role), password="guessed")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(login)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as another account")
@pytest.mark.parametrize("length", [20, 60, 90, 100, 140, 200])
def test_another_account_does_not_reach_the_socket(folder: Path, length: int) -> None:
    """At every length of the data folder's path; asked of a plain socket, so that no password can be the reason."""
    data = folder / "x".ljust(max(1, length - len(str(folder)) - 1), "x")
    place = Place(data)
    own_folder(data, serving_account())
    sockets = place.private_folder(place.sockets)
    path = sockets / ".s.PGSQL.5432"
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    os.chmod(path, 0o777)
    server.listen()

    outcome = _knock_as(Account("nobody", 65534, 65534), path)
    own = _knock_as(serving_account(), path)

    server.close()
    shutil.rmtree(sockets)
    assert (outcome, own) == ("PermissionError", "in")
    assert len(str(path)) <= 107


def _knock_as(account: Account, path: Path) -> str:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        become(account)
        try:
            socket.socket(socket.AF_UNIX).connect(str(path))
            os.write(writer, b"in")
        except OSError as error:
            os.write(writer, type(error).__name__.encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return text


def test_a_socket_folder_open_to_others_is_refused(folder: Path) -> None:
    place = Place(folder / "open")
    own_folder(place.data, serving_account())
    place.private_folder(place.sockets).chmod(0o755)

    with pytest.raises(OpenFolder):
        place.private_folder(place.sockets)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(folder: Path) -> None:
    place = Place(folder / "secrets-of")
    own_folder(place.data, serving_account())

    first, second = place.secret("a"), place.secret("a")

    file = place.data / "secrets" / "a"
    assert first == second != place.secret("b")
    assert len(first) == 64
    assert (file.stat().st_mode & 0o777, file.stat().st_uid) == (0o600, serving_account().uid)


@pytest.mark.django_db
def test_the_program_may_not_change_tables(app_login: Login) -> None:
    with connect(app_login) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE surprise (id int)")


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_program_may_not_change_a_record(app_login: Login, table: str, verb: str) -> None:
    with connect(app_login) as connection:
        column = connection.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", [table]).fetchone()
        assert column is not None

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(verb.format(table, column[0], column[0]))

        assert connection.execute("SELECT has_table_privilege(%s, 'SELECT, INSERT')", [table]).fetchone() == (True,)


@pytest.mark.django_db
def test_rights_are_given_again_without_change(app_login: Login, owner_login: Login) -> None:
    text = "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
    with connect(replace(owner_login, database=app_login.database)) as connection:
        before = connection.execute(text).fetchall()

        grant(connection, app_login.user)

        assert connection.execute(text).fetchall() == before


def test_stamps_are_kept_in_the_database(cluster: Cluster) -> None:
    with connect(cluster.place.login(OWNER)) as connection:
        stamps = Stamps(connection)

        stamps.write("migrations", "a")
        stamps.write("migrations", "b")

        assert stamps.read() == {"migrations": "b"}
