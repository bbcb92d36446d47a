"""A place of its own for a drill: the real supervisor in a temporary folder, its processes, its tokens, its database."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from yifa.server.place import ADMIN, DATABASE, OWNER, ROOT, Place
from yifa.server.roles import connect

#: What a drill may kill, in the order in which they are told.
TARGETS = ("网页进程", "网页主进程", "后台进程", "数据库会话", "数据库", "监管进程")


@contextmanager
def drill_folder() -> Iterator[Path]:
    """A folder which the serving account can reach, gone afterwards; a database named in the environment is not ours to attack."""
    named = os.environ.pop("YIFA_DATABASE_URL", None)
    folder = Path(tempfile.mkdtemp(prefix="y-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if named is not None:
            os.environ["YIFA_DATABASE_URL"] = named


def environment() -> dict[str, str]:
    """Ours, without what points to a place."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}


def yifa(data: Path, *arguments: str, module: str = "yifa.server") -> subprocess.CompletedProcess[str]:
    """One command of the program, to its end."""
    command = [sys.executable, "-m", module, *arguments, "--data", str(data)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment(), cwd="/")


def must(done: subprocess.CompletedProcess[str]) -> str:
    """What a command said that had to succeed."""
    if done.returncode != 0:
        raise RuntimeError(f"{done.args[3:]}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """The platform as a person starts it, in a data folder of the drill."""

    def __init__(self, data: Path) -> None:
        self.place, self.port = Place(data), free_port()
        self.supervisor: subprocess.Popen[bytes] | None = None

    @property
    def said(self) -> Path:
        return self.place.data.with_name(f"{self.place.data.name}.said")

    def start(self, *, module: str = "yifa.server", seconds: float = 90) -> float:
        """Start and wait until it serves; the seconds this took. A port still held by what was killed is asked for again."""
        began = time.monotonic()
        command = [sys.executable, "-m", module, "run", "--no-browser", "--port", str(self.port), "--data", str(self.place.data)]
        while time.monotonic() - began < seconds:
            with self.said.open("wb") as out:
                self.supervisor = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, env=environment(), cwd="/"
                )
            while self.supervisor.poll() is None and time.monotonic() - began < seconds:
                if f"http://127.0.0.1:{self.port}" in self.said.read_text("utf-8", "replace"):
                    return time.monotonic() - began
                time.sleep(0.05)
            if self.supervisor.poll() != 3:
                break
            time.sleep(0.3)
        raise RuntimeError(self.said.read_text("utf-8", "replace")[-2000:] + self.logs())

    def logs(self) -> str:
        return "".join(f"== {log.name}\n{log.read_text('utf-8', 'replace')[-2000:]}" for log in sorted(self.place.logs.glob("*.log")))

    @property
    def alive(self) -> bool:
        """Does the supervisor run?"""
        return self.supervisor is not None and self.supervisor.poll() is None

    def stop(self) -> int:
        """In order, as by Ctrl-C; the exit code."""
        if self.supervisor is None:
            return 0
        self.supervisor.send_signal(signal.SIGINT)
        try:
            return self.supervisor.wait(60)
        except subprocess.TimeoutExpired:
            self.end()
            return -1

    def end(self) -> None:
        """Whatever still works in this folder is killed, so that a drill leaves nothing behind."""
        if self.supervisor is not None and self.supervisor.poll() is None:
            self.supervisor.kill()
            self.supervisor.wait()
        for number in self.processes():
            kill(number)

    def processes(self) -> list[int]:
        """All that works in the data folder."""
        return working_in(self.place.data)

    def find(self, target: str) -> list[int]:
        """The processes of that kind."""
        if self.supervisor is None or self.supervisor.poll() is not None:
            return []
        if target == "监管进程":
            return [self.supervisor.pid]
        children = children_of(self.supervisor.pid)
        if target in ("网页主进程", "网页进程"):
            masters = [number for number in children if "gunicorn" in command_of(number)]
            return masters if target == "网页主进程" else [child for master in masters for child in children_of(master)]
        if target == "后台进程":
            return [number for number in children if "\0worker" in command_of(number)]
        servers = [number for number in children if command_of(number).partition("\0")[0].endswith("bin/postgres")]
        return servers if target == "数据库" else [child for server in servers for child in children_of(server)]

    def token(self, user: str) -> str:
        return must(yifa(self.place.data, "token", user)).split()[-1]

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """The place's database with every right, while it is up."""
        with psycopg.connect(**{**self.place.login(ADMIN).parameters(), "dbname": DATABASE}, autocommit=True) as connection:  # type: ignore[arg-type]  # libpq takes both
            yield connection

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with self.database() as connection:
            return connection.execute(statement, parameters or None).fetchall()

    def answers(self) -> bool:
        """Does the database answer a real query?"""
        try:
            with connect(self.place.login(OWNER)) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False


def working_in(data: Path) -> list[int]:
    """Processes, zombies left out, whose working folder lies in ``data``."""
    found = []
    for number in _numbers():
        try:
            folder = os.readlink(f"/proc/{number}/cwd")
        except OSError:
            continue
        if folder == str(data) or folder.startswith(f"{data}/"):
            found.append(number)
    return found


def children_of(parent: int) -> list[int]:
    return [number for number in _numbers() if _parent(number) == parent]


def command_of(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text("utf-8", "replace")
    except OSError:
        return ""


def _numbers() -> list[int]:
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]


def _parent(number: int) -> int:
    """The parent of a process that lives; 0 for a zombie and for what is gone."""
    try:
        state, parent = Path(f"/proc/{number}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[:2]
    except (OSError, ValueError):
        return 0
    return 0 if state in "ZX" else int(parent)


def kill(number: int) -> bool:
    """SIGKILL; False for what was gone already."""
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Did it come true in time?"""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
