"""Keeps a place serving: database, web, worker and the process of live pushes as children; restarts those that die, stops them in order."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import psycopg

from yifa.server.commands.live import SOCKET
from yifa.server.embedded import Cluster, tie_to_parent
from yifa.server.place import Lock, Place
from yifa.server.readying import ready
from yifa.server.refusals import DatabaseDown, PortTaken, StepFailed
from yifa.server.wording import say

WEB_WORKERS, WEB_THREADS = 2, 2
#: Seconds between real queries that ask whether the database still answers; after four without answer it is restarted.
ASK_DATABASE_EVERY, ASK_DATABASE_TIMES = 15.0, 4
#: Seconds between the attempts to start a database again that does not start.
DATABASE_PAUSES = (0.5, 2.0, 5.0, 15.0, 30.0)


class Stopped(BaseException):
    """A signal asked us to stop."""


@dataclass
class Child:
    """One process that serves, with what is needed to start it again."""

    what: str
    command: Sequence[str]
    log: Path
    cwd: Path
    environment: dict[str, str]
    #: open sockets handed over
    sockets: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)
    again_at: float = 0.0

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > 20_000_000:
            self.log.rename(self.log.with_suffix(".log.1"))
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.cwd,
                env=self.environment,
                preexec_fn=tie_to_parent(signal.SIGTERM),
                pass_fds=self.sockets,
            )

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def await_stop(self, seconds: float = 15) -> None:
        """Wait, then end its whole group."""
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def end_group(self) -> None:
        """What a dead process leaves: the workers of a killed web server would hold its port for seconds, and bar the next one."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    def __init__(self, place: Place, *, port: int, profile: str | None, tell: Callable[[str], None]) -> None:
        self.place, self.port, self.profile, self.tell = place, port, profile, tell
        self.cluster = None if place.server_url else Cluster(place)
        self.live_socket = beside(port)
        environment = {**os.environ, "YIFA_DATA": str(place.data), "YIFA_PORT": str(port), "YIFA_ROLE": "app"}
        environment["YIFA_LIVE_PORT"] = str(self.live_socket.getsockname()[1])
        environment["DJANGO_SETTINGS_MODULE"] = "yifa.server.settings"
        web = [sys.executable, "-m", "gunicorn", "yifa.server.wsgi:application", "--bind", f"127.0.0.1:{port}"]
        web += ["--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS), "--worker-class", "gthread", "--no-control-socket"]
        web += ["--preload", "--timeout", "60", "--graceful-timeout", "10", "--keep-alive", "15", "--log-level", "warning"]
        worker = [sys.executable, "-m", "yifa.server", "worker"]
        self.web = Child(say("run.web"), web, place.logs / "web.log", place.data, environment)
        self.worker = Child(say("run.worker"), worker, place.logs / "worker.log", place.data, environment)
        handed = self.live_socket.fileno()
        live, pushing = [sys.executable, "-m", "yifa.server", "live"], {**environment, SOCKET: str(handed)}
        self.live = Child(say("run.live"), live, place.logs / "live.log", place.data, pushing, sockets=(handed,))
        self.asked_at = 0.0
        self.unanswered = 0

    def run(self, *, when_ready: Callable[[], None]) -> None:
        """Start everything, tell, and keep it so until a signal comes."""
        handlers = {number: signal.signal(number, self._stop_asked) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            with Lock(self.place):
                try:
                    self._start()
                    when_ready()
                    while True:
                        self._look_after()
                        time.sleep(0.3)
                except Stopped:
                    self.tell(say("run.stopping"))
                finally:
                    self._stop()
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        self.tell(say("run.stopped"))

    def _stop_asked(self, number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    def _start(self) -> None:
        refuse_taken_port(self.port)
        self.place.secret("django")
        if self.cluster:
            self._timed(say("run.database" if self.cluster.exists else "run.database_first"), self.cluster.start)
        self._make_ready()
        self.worker.start()
        self.live.start()
        self._timed(say("run.web"), self._start_web)

    def _make_ready(self, times: int = 3) -> None:
        """What must be true of the database; where it ends meanwhile, it is started again and asked again, ``times`` in all."""
        try:
            ready(self.place, profile=self.profile, tell=lambda what: self.tell(say("run.step", what=what)))
        except psycopg.OperationalError:
            if self.cluster is None or times <= 1:
                raise
            self.cluster.stop()
            self._start_database_again()
            self._make_ready(times - 1)

    def _timed(self, what: str, step: Callable[[], None]) -> None:
        self.tell(say("run.step", what=what))
        began = time.monotonic()
        step()
        self.tell(say("run.step_done", seconds=f"{time.monotonic() - began:.1f}"))

    def _start_web(self, seconds: float = 60) -> None:
        self.web.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.web.process is not None
            if self.web.process.poll() is not None:
                break
            if answers(self.port):
                return
            time.sleep(0.05)
        raise StepFailed(step=self.web.what, log=self.web.log)

    def _look_after(self) -> None:
        """Start again whatever died; the database first, for the others need it."""
        now = time.monotonic()
        if self.cluster:
            dead = self.cluster.server is None or self.cluster.server.poll() is not None
            if not dead and now - self.asked_at > ASK_DATABASE_EVERY:
                self.asked_at = now
                self.unanswered = 0 if self.cluster.alive() else self.unanswered + 1
                if self.unanswered >= ASK_DATABASE_TIMES:
                    self.cluster.stop(seconds=10)
                    dead = True
            if dead:
                code = self.cluster.server.returncode if self.cluster.server else "-"
                self.tell(say("run.died", what=say("run.database"), code=code))
                self.unanswered = 0
                self._start_database_again()
        for child in (self.web, self.worker, self.live):
            if child.process is not None and child.process.poll() is not None:
                self.tell(say("run.died", what=child.what, code=child.process.returncode))
                child.end_group()
                child.process = None
                child.deaths = [moment for moment in child.deaths if now - moment < 60] + [now]
                child.again_at = now + min(30.0, 2.0 ** len(child.deaths) - 2.0)
            if child.process is None and now >= child.again_at:
                child.start()

    def _start_database_again(self) -> None:
        """A start that fails is tried again some times, ever more slowly, before everything is given up."""
        assert self.cluster is not None
        for pause in DATABASE_PAUSES:
            try:
                return self.cluster.start()
            except DatabaseDown as refusal:
                self.tell(refusal.sentence)
                time.sleep(pause)
        self.cluster.start()

    def _stop(self) -> None:
        """All that serve end what they have begun; the database goes last, for they need it until then."""
        children = (self.web, self.live, self.worker)
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.await_stop()
        self.live_socket.close()
        if self.cluster:
            self.cluster.stop()


def beside(port: int) -> socket.socket:
    """The socket of live pushes: the first free port after ``port``, or the one that YIFA_LIVE_PORT names, as a proxy wants it.

    It stays open while the process behind it is started again. Refuses: PortTaken where the named one is in use.
    """
    if named := os.environ.get("YIFA_LIVE_PORT"):
        try:
            return socket.create_server(("127.0.0.1", int(named)), backlog=512)
        except OSError:
            raise PortTaken(port=named) from None
    for number in range(port + 1, 65_536):
        try:
            return socket.create_server(("127.0.0.1", number), backlog=512)
        except OSError:
            continue
    return socket.create_server(("127.0.0.1", 0), backlog=512)


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken(port=port) from None


def answers(port: int) -> bool:
    """Does somebody answer HTTP there?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
