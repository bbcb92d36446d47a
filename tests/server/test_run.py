"""./yifa run as a whole: a place from nothing, kept running, stopped without a trace. Real processes, a real port."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from yifa.server.place import APP, OWNER, ROOT, Place
from yifa.server.roles import connect

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(240)]


class Running:
    """One supervisor started by a test."""

    def __init__(self, data: Path, port: int) -> None:
        self.place, self.port = Place(data), port
        self.process: subprocess.Popen[str] | None = None

    def command(self, *more: str) -> list[str]:
        return [sys.executable, "-m", "yifa.server", "run", "--no-browser", "--data", str(self.place.data), "--port", str(self.port), *more]

    def start(self, *more: str) -> float:
        """Start and wait until it says that it is ready; the seconds this took."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            self.command(*more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(), cwd="/"
        )
        assert self.process.stdout is not None
        said = []
        for line in self.process.stdout:
            said.append(line)
            if f"http://127.0.0.1:{self.port}" in line:
                return time.monotonic() - began
        raise AssertionError("".join(said) + self.logs())

    def logs(self) -> str:
        return "".join(f"== {log.name}\n{log.read_text()[-3000:]}" for log in self.place.logs.glob("*.log"))

    def status(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        finally:
            connection.close()

    def wait(self) -> int:
        assert self.process is not None
        self.process.communicate(timeout=40)
        return self.process.returncode

    def processes(self) -> list[str]:
        """The command lines of all that works in this data folder."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and os.readlink(entry / "cwd").startswith(str(self.place.data)):
                    found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found

    def pid_of(self, words: str) -> int:
        for entry in Path("/proc").iterdir():
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1] if entry.name.isdigit() else ""
                assert self.process is not None
                if parent == str(self.process.pid) and words in (entry / "cmdline").read_text():
                    return int(entry.name)
            except OSError:
                continue
        raise AssertionError(f"no child {words}")


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


def until(true: Callable[[], bool], seconds: float = 25) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if true():
                return True
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module", autouse=True)
def own_database() -> Iterator[None]:
    """These tests start a place with the embedded database, whatever the others use."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("YIFA_DATABASE_URL", raising=False)
        yield


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    folder = Path(tempfile.mkdtemp(prefix="yifa-run-", dir="/tmp"))
    folder.chmod(0o711)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Running(folder / "data", port)
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.process.send_signal(signal.SIGINT)
        made.wait()
    shutil.rmtree(folder, ignore_errors=True)


def test_a_place_from_nothing_serves_and_names_who_may_log_in(running: Running) -> None:
    accounts = running.place.accounts_file

    assert running.status() < 500
    assert accounts.stat().st_mode & 0o777 == 0o600
    assert accounts.stat().st_uid == running.place.account.uid
    assert running.place.account.uid != 0 or os.geteuid() != 0


def test_nothing_that_serves_is_root(running: Running) -> None:
    serving = [entry for entry in Path("/proc").iterdir() if entry.name.isdigit() and _works_in(entry, running.place.data)]

    owners = {entry.stat().st_uid for entry in serving}

    assert len(serving) >= 10
    assert owners == {running.place.account.uid}
    assert running.place.account.uid != 0


def _works_in(entry: Path, data: Path) -> bool:
    try:
        return os.readlink(entry / "cwd").startswith(str(data))
    except OSError:
        return False


def test_it_never_runs_twice_on_one_data_folder(running: Running) -> None:
    second = subprocess.run(running.command(), capture_output=True, text=True, env=environment(), cwd="/")

    assert second.returncode == 3
    assert str(running.place.data) in second.stderr
    assert running.status() < 500


def test_a_taken_port_is_refused(running: Running, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Running(running.place.data.with_name("other"), running.port)

    refused = subprocess.run(other.command(), capture_output=True, text=True, env=environment(), cwd="/")

    assert refused.returncode == 3
    assert str(running.port) in refused.stderr


def test_the_program_serves_with_the_smaller_role(running: Running) -> None:
    with connect(running.place.login(OWNER)) as connection:
        users = {row[0] for row in connection.execute("SELECT usename FROM pg_stat_activity WHERE application_name = 'yifa'")}

    assert users == {APP}


@pytest.mark.parametrize("words", ["bin/postgres", "gunicorn", "yifa.server\0worker"])
def test_what_dies_is_started_again(running: Running, words: str) -> None:
    before = running.pid_of(words)

    os.kill(before, signal.SIGKILL)

    def back() -> bool:
        return running.pid_of(words) != before and running.status() < 500

    assert until(lambda: _quietly(back)), running.logs()


def test_the_workers_of_a_killed_web_server_do_not_hold_its_port(running: Running) -> None:
    """They were ended with it, so the next one never had to wait; the one before was killed by the test above."""
    assert "Connection in use" not in (running.place.logs / "web.log").read_text()


def _quietly(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except AssertionError:
        return False


def test_a_stop_ends_everything_and_the_next_start_serves_again(running: Running) -> None:
    assert running.process is not None
    running.process.send_signal(signal.SIGINT)

    assert running.wait() == 0
    assert running.processes() == []
    with pytest.raises(psycopg.OperationalError):
        connect(running.place.login(OWNER))
    running.start()
    assert running.status() < 500


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_closed_terminal_stops_everything(running: Running, number: signal.Signals) -> None:
    assert running.process is not None
    running.process.send_signal(number)

    assert running.wait() == 0
    assert running.processes() == []
    running.start()


def test_a_killed_supervisor_leaves_nobody_serving(running: Running) -> None:
    assert running.process is not None
    running.process.kill()
    running.process.communicate()

    assert until(lambda: running.processes() == []), running.processes()
    running.start()
    assert running.status() < 500


def test_a_county_of_ones_own_runs_from_its_folder_and_a_half_written_file_stops_nobody() -> None:
    folder = Path(tempfile.mkdtemp(prefix="yifa-own-", dir="/tmp"))
    folder.chmod(0o755)
    county = folder / "pingyin"
    shutil.copytree(ROOT / "tests" / "rooms" / "profile" / "sixth" / "pingyin", county)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        own = Running(folder / "data", probe.getsockname()[1])
    exercises = county / "exercises.csv"

    def told(command: list[str]) -> tuple[int, str]:
        done = subprocess.run(command, capture_output=True, text=True, env=environment(), cwd="/", timeout=120)
        return done.returncode, done.stdout + done.stderr

    try:
        own.start("--profile", str(county))
        assert own.process is not None
        own.process.send_signal(signal.SIGINT)
        own.wait()
        exercises.write_text("".join(exercises.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
        question = ["who", "--data", str(own.place.data), "--item", "CG-003", "--place", "370124", "--on", "2025-09-01"]
        answer, refusal = told([sys.executable, "-m", "yifa.server", *question]), told(own.command("--profile", str(county)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    assert (answer[0], answer[1].splitlines()[0]) == (0, "由平阴县综合行政执法局管（相对集中行政处罚权）。")
    assert refusal[0] == 3
    assert "没有成功：已载入的行使" in refusal[1]
    assert refusal[1].splitlines()[-1] == "请在配置中写明失效日 valid_until，而不要删除该行。"
