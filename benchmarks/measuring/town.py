"""临时的平台 — the real product in a folder of its own, started by its own supervisor, and the processor time its processes use."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring.wording import tell
from yifa.server.opening import enter, opened
from yifa.server.place import ROOT, Place

_TICK = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Used:
    """Processor time in ms: the web processes, the database with all its processes, the background worker."""

    app: float
    database: float
    worker: float

    def __sub__(self, other: Used) -> Used:
        return Used(self.app - other.app, self.database - other.database, self.worker - other.worker)


class Town:
    """A place that serves: where it lies, its port, its processes."""

    def __init__(self, place: Place, port: int) -> None:
        self.place, self.port = place, port
        self.process: subprocess.Popen[str] | None = None

    def start(self, seconds: float = 120) -> None:
        """``./yifa run``; answers when it says that it serves."""
        command = [str(ROOT / "yifa"), "run", "--no-browser", "--data", str(self.place.data), "--port", str(self.port)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "DJANGO_"))}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd="/")
        assert self.process.stdout is not None
        said: list[str] = []
        end = time.monotonic() + seconds
        for line in self.process.stdout:
            said.append(line)
            if f"http://127.0.0.1:{self.port}" in line:
                return
            if time.monotonic() > end:
                break
        raise RuntimeError("the place did not start:\n" + "".join(said))

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.communicate(timeout=90)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.communicate()
        self.process = None

    def used(self) -> Used:
        """utime + stime of every process so far; of those that ended, what their parent was told of them."""
        assert self.process is not None
        stats = dict(_stats())
        sums = {"app": 0.0, "database": 0.0, "worker": 0.0}
        for child, stat in stats.items():
            if stat.parent != self.process.pid:
                continue
            part = _part(child)
            if part:
                sums[part] += stat.own + stat.ended + sum(other.own for other in stats.values() if other.parent == child)
        return Used(**sums)


@dataclass(frozen=True, slots=True)
class _Stat:
    parent: int
    own: float
    ended: float


def _stats() -> Iterator[tuple[int, _Stat]]:
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        user, system, user_ended, system_ended = (int(field) * _TICK for field in fields[11:15])
        yield int(entry.name), _Stat(int(fields[1]), user + system, user_ended + system_ended)


def _part(process: int) -> str:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    if words[0].endswith("/postgres"):
        return "database"
    if "gunicorn" in words:
        return "app"
    return "worker" if "worker" in words else ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def temporary_town() -> Iterator[Town]:
    """A town from nothing, Django set up on its database with the owner's role; gone afterwards.

    Started as root, this process becomes the account that serves, for good.
    """
    folder = Path(tempfile.mkdtemp(prefix="yifa-bench-"))
    folder.chmod(0o711)
    os.environ.pop("YIFA_DATABASE_URL", None)
    place = Place(folder / "data")
    if os.geteuid() == 0:
        enter_owned(folder, place)
    else:
        enter(place)
    os.umask(0o077)
    os.chdir("/")
    town = Town(place, free_port())
    tell("step.start", folder=folder)
    try:
        town.start()
        with opened(place):
            yield town
    finally:
        tell("step.stop")
        town.stop()
        shutil.rmtree(folder, ignore_errors=True)


def enter_owned(folder: Path, place: Place) -> None:
    """As root: give the folder above the data to the serving account too, so that it can be removed, and become that account."""
    from yifa.server.account import serving_account

    account = serving_account()
    os.chown(folder, account.uid, account.gid)
    enter(place)
