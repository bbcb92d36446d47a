"""内置数据库演练 — strangers at the door, settings that lose records, a server killed under load, a zombie that passes for a server.

Four promises of the database in the data folder: no other account of the machine comes in, whatever the length of the path; it does not
start when a setting would let a power cut take back what was acknowledged; killed, it is back within five seconds with all that was
acknowledged; stopped, it leaves nobody. Each has its control, a careless variant of the same thing, which must fail.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from yifa.server.account import own_folder, serving_account
from yifa.server.drills import Report
from yifa.server.drills._running import Running, command_of, drill_folder, environment, kill, until, yifa
from yifa.server.embedded import DURABLE, Cluster, programs
from yifa.server.place import ADMIN, OWNER, Login, Place
from yifa.server.refusals import NotDurable
from yifa.server.roles import connect

HELP = "内置数据库演练：他人账户进不来，不安全的设置不启动，杀掉后五秒内恢复，停止后不留进程"
NEEDS_DATABASE = False

KILLS, WRITERS = 10, 3
LENGTHS = (20, 60, 100, 140, 200)
#: Seconds within which a killed server must answer again.
BACK_WITHIN = 5.0


def run(seed: int, budget: float | None = None, *, count: int = KILLS, back_within: float = BACK_WITHIN) -> Report:
    """``count`` kills of the server under load; with a budget as many more as fit into its seconds, and no fewer than ``count``.

    ``back_within``: seconds until a killed server must answer; a machine that does other work beside may be given more.
    """
    report = Report(
        "embedded", seed, settings={"目录长度": "、".join(map(str, LENGTHS)), "写入者": f"{WRITERS} 个", "恢复时限（秒）": str(back_within)}
    )
    began = time.monotonic()
    controls: list[tuple[str, bool]] = []
    with drill_folder() as folder:
        place = Place(folder / "data")
        own_folder(place.data, serving_account())
        _strangers(report, place, controls)
        _settings(report, place, controls)
        running = Running(place.data)
        try:
            report.counts["第一次启动（秒）"] = f"{running.start():.1f}"
            _kills(report, running, random.Random(f"{seed}/embedded"), budget, count, controls, back_within)
            _busy(report, running, back_within)
            _twice(report, running)
            _end(report, running)
            _zombie(report, running, controls)
        finally:
            running.end()
    report.counts["用时（秒）"] = f"{time.monotonic() - began:.1f}"
    report.control = "；".join(told for told, _ in controls)
    report.control_failed = all(failed for _, failed in controls)
    return report


# --- another account at the door


def _strangers(report: Report, place: Place, controls: list[tuple[str, bool]]) -> None:
    """At every length of the path: the account nobody, knowing even the password, reaches neither socket nor secrets."""
    root = os.geteuid() == 0
    if not root:
        report.missed.append("没有以 root 运行：另一账户能否登录的部分没有试")
    tried = 0
    for length in LENGTHS:
        name = "data".ljust(length - len(str(place.data.parent)) - 1, "x")
        here = Place(place.data.rename(place.data.with_name(name)))
        cluster = Cluster(here)
        cluster.start()
        try:
            report.missed += [f"目录长 {length}：{what}" for what in _open_doors(here)]
            if root:
                tries, entered = _knock(here)
                tried += tries
                report.missed += [f"目录长 {length}：另一账户进入了 {what}" for what in entered]
            if length == LENGTHS[-1]:
                controls.append(_open_control(here, cluster) if root else ("不是 root，没有试敞开的登录", False))
        finally:
            cluster.stop()
            if here.sockets.parent != here.data:
                shutil.rmtree(here.sockets, ignore_errors=True)
            here.data.rename(place.data)
    report.counts["另一账户的尝试"] = f"{tried} 次" if root else "没有试（不是 root）"


def _open_doors(place: Place) -> list[str]:
    """What is open that must be shut: folder, socket, TCP, login without or with a wrong password."""
    found = []
    if len(str(place.data)) not in LENGTHS:
        found.append(f"目录长度是 {len(str(place.data))}")
    for path, wanted in ((place.data, 0o700), (place.sockets, 0o700), (place.sockets / ".s.PGSQL.5432", 0o700)):
        status = path.stat()
        if stat.S_IMODE(status.st_mode) & ~wanted or status.st_uid != place.account.uid:
            found.append(f"{path.name} 的权限是 {stat.S_IMODE(status.st_mode):04o}，属于 {status.st_uid}")
    login = place.login(ADMIN)
    with connect(replace(login, database="postgres")) as connection:
        if connection.execute("SELECT current_setting('listen_addresses')").fetchone() != ("",):
            found.append("数据库在听网络")
    for password in ("", "guessed"):
        if _enters(replace(login, database="postgres", password=password)):
            found.append("没有口令或者口令错误也能登录")
    return found


def _enters(login: Login) -> bool:
    try:
        connect(login).close()
    except psycopg.OperationalError:
        return False
    return True


def _knock(place: Place) -> tuple[int, list[str]]:
    """As the account nobody, by every way there could be; how many tries, and those that came in."""
    login = {**place.login(ADMIN).parameters(), "dbname": "postgres"}
    hosts = dict.fromkeys([str(place.sockets), str(place.data / "run"), "/tmp", "127.0.0.1"])
    logins = [{**login, "host": host, **more} for host in hosts for more in ({}, {"password": "x"})]
    files = [place.data, place.data / "secrets", place.data / "secrets" / f"database_{ADMIN}", place.cluster / "PG_VERSION", place.sockets]
    entered = [str(logins[at]["host"]) for at, came in enumerate(_as_nobody(logins, files)["login"]) if came == "in"]
    entered += [str(files[at]) for at, came in enumerate(_as_nobody([], files)["read"]) if came == "in"]
    return len(logins) + len(files), entered


def _as_nobody(logins: list[dict[str, Any]], files: list[Path]) -> dict[str, list[str]]:
    asked = json.dumps({"logins": logins, "files": [str(file) for file in files]})
    command = [sys.executable, "-m", "yifa.server.drills._knock"]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, env=environment(), cwd="/", check=True)
    told: dict[str, list[str]] = json.loads(done.stdout)
    return told


def _open_control(place: Place, shut: Cluster) -> tuple[str, bool]:
    """The habit of the wheel: login by trust, an open socket in a folder others may enter. The stranger must come in."""
    shut.stop()
    folder = Path(f"{place.data.parent}/open")
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    os.chown(folder, place.account.uid, place.account.gid)
    careless = Cluster(place, settings=[f"unix_socket_directories={place.sockets},{folder}", "unix_socket_permissions=0777"])
    careless.start()
    try:
        (place.cluster / "pg_hba.conf").write_text("local all all trust\n")
        assert careless.server is not None
        careless.server.send_signal(signal.SIGHUP)
        login = {"host": str(folder), "user": ADMIN, "dbname": "postgres"}
        came_in = until(lambda: _as_nobody([login], [])["login"] == ["in"], 5)
    finally:
        careless.stop()
        shutil.rmtree(folder)
    return ("敞开的登录：另一账户" + ("以超级用户进入" if came_in else "没能进入")), came_in


# --- settings that lose records


class _Trusting(Cluster):
    """The control: starts without asking the server for its settings."""

    def _assert_durable(self) -> None:
        return


def _settings(report: Report, place: Place, controls: list[tuple[str, bool]]) -> None:
    """With one of them off the start is refused and nothing is left running."""
    refused = 0
    auto = place.cluster / "postgresql.auto.conf"
    for name in [name for name in DURABLE if name != "data_checksums"]:
        text = auto.read_text()
        auto.write_text(f"{text}{name} = off\n")
        refused += _is_refused(report, Cluster(place), name)
        if name == "fsync":
            careless = _Trusting(place)
            careless.start()
            controls.append(("不问设置的启动：fsync=off 也启动了", careless.alive()))
            careless.stop()
        auto.write_text(text)
    _checksums(place, "--disable")
    refused += _is_refused(report, Cluster(place), "data_checksums")
    _checksums(place, "--enable")
    report.counts["拒绝启动"] = f"{refused}/{len(DURABLE)} 项设置"


def _is_refused(report: Report, cluster: Cluster, name: str) -> bool:
    try:
        cluster.start()
    except NotDurable as refusal:
        if refusal.facts["name"] == name and cluster.server is None:
            return True
    cluster.stop()
    report.missed.append(f"设置 {name} 关闭时也启动了")
    return False


def _checksums(place: Place, how: str) -> None:
    version = (place.cluster / "PG_VERSION").read_text().strip()
    account = place.account if os.geteuid() == 0 else None
    command: list[str | Path] = [programs(version) / "pg_checksums", how, "-D", place.cluster]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        cwd="/",
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


# --- killed under load


class _Writer(threading.Thread):
    """Writes numbers of its own as fast as it can and notes those that were acknowledged."""

    def __init__(self, login: Login, number: int) -> None:
        super().__init__(name=f"writer-{number}", daemon=True)
        self.login, self.next = login, number * 10_000_000
        self.acked: dict[str, list[int]] = {"drill_kept": [], "drill_careless": []}
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                with connect(self.login) as connection:
                    while not self.stopping.is_set():
                        self.next += 1
                        for table, acked in self.acked.items():
                            connection.execute(f"INSERT INTO {table} VALUES (%s)", [self.next])
                            acked.append(self.next)
            except psycopg.OperationalError:
                time.sleep(0.02)


@contextmanager
def _writing(running: Running) -> Iterator[list[_Writer]]:
    """Writers at two tables: one as all are, and one that a crash may empty (UNLOGGED), which is the control."""
    with connect(running.place.login(OWNER)) as connection:
        connection.execute("CREATE TABLE drill_kept (number bigint PRIMARY KEY)")
        connection.execute("CREATE UNLOGGED TABLE drill_careless (number bigint PRIMARY KEY)")
    writers = [_Writer(running.place.login(OWNER), number) for number in range(1, WRITERS + 1)]
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        for writer in writers:
            writer.stopping.set()
        for writer in writers:
            writer.join(30)


def _kills(
    report: Report,
    running: Running,
    rng: random.Random,
    budget: float | None,
    count: int,
    controls: list[tuple[str, bool]],
    back_within: float,
) -> None:
    """The server dies at a random moment; each time it must answer a real query in time."""
    seconds: list[float] = []
    began = time.monotonic()
    with _writing(running) as writers:
        while len(seconds) < count or (budget is not None and time.monotonic() - began < budget):
            time.sleep(rng.uniform(0.1, 0.8))
            seconds.append(_kill_server(report, running, back_within))
    lost = dict.fromkeys(("drill_kept", "drill_careless"), 0)
    for table in lost:
        there = {row[0] for row in running.rows(f"SELECT number FROM {table}")}
        lost[table] = sum(number not in there for writer in writers for number in writer.acked[table])
    acked = sum(len(writer.acked["drill_kept"]) for writer in writers)
    if lost["drill_kept"]:
        report.missed.append(f"已确认的 {acked} 次写入丢失 {lost['drill_kept']} 次")
    if acked < count:
        report.missed.append(f"只确认了 {acked} 次写入，没有压力")
    report.counts |= {
        "杀数据库": f"{len(seconds)} 次",
        "已确认的写入": acked,
        "丢失": lost["drill_kept"],
        "恢复（秒）": f"最长 {max(seconds):.2f}，平均 {sum(seconds) / len(seconds):.2f}",
    }
    controls.append((f"崩溃后清空的表：丢失 {lost['drill_careless']} 次已确认的写入", lost["drill_careless"] > 0))


def _kill_server(report: Report, running: Running, back_within: float) -> float:
    """Kill the server; the seconds until another answers a real query."""
    servers = running.find("数据库")
    began = time.monotonic()
    for server in servers:
        kill(server)
    until(lambda: running.find("数据库") not in ([], servers) and running.answers(), 60)
    seconds = time.monotonic() - began
    if seconds > back_within:
        report.missed.append(f"数据库被杀后 {seconds:.1f} 秒才恢复")
    return seconds


def _busy(report: Report, running: Running, back_within: float) -> None:
    """A session that computes without looking up outlives the killed server; it must not keep the next one from starting."""
    asked = threading.Thread(target=_compute, args=(running.place.login(OWNER),), daemon=True)
    asked.start()
    busy = "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %'"
    if not until(lambda: running.rows(busy) != [], 10):
        report.missed.append("计算中的会话没有出现")
        return
    number = int(str(running.rows(busy)[0][0]))
    seconds = _kill_server(report, running, back_within)
    asked.join(10)
    report.counts["有会话计算不停时恢复（秒）"] = f"{seconds:.2f}"
    if "postgres" in command_of(number):
        report.missed.append("旧的数据库会话还在计算")


def _compute(login: Login) -> None:
    try:
        with connect(login) as connection:
            connection.execute("DO $$ BEGIN FOR i IN 1..2000000000 LOOP NULL; END LOOP; END $$")
    except psycopg.OperationalError:
        return


# --- twice, the end, and the dead that look alive


def _twice(report: Report, running: Running) -> None:
    second = yifa(running.place.data, "run", "--no-browser", "--port", str(running.port + 1))
    if second.returncode != 3:
        report.missed.append(f"同一数据目录第二次启动没有被拒绝：{second.returncode}")
    report.counts["同一目录第二次启动"] = "被拒绝" if second.returncode == 3 else "没有被拒绝"


def _end(report: Report, running: Running) -> None:
    """Stopped in order, and after the supervisor was killed: in the end nobody works in the folder."""
    before = len(running.processes())
    code = running.stop()
    left = len(running.processes())
    running.start()
    assert running.supervisor is not None
    kill(running.supervisor.pid)
    running.supervisor.wait()
    gone = until(lambda: running.processes() == [], 20)
    if before < 8 or code != 0 or left or not gone:
        report.missed.append(f"停止前 {before} 个进程，停止后 {left} 个（退出码 {code}），杀掉监管进程后 {len(running.processes())} 个")
    report.counts["停止后留下的进程"] = f"{left} 个（停止前 {before} 个）；杀掉监管进程后 {len(running.processes())} 个"


def _zombie(report: Report, running: Running, controls: list[tuple[str, bool]]) -> None:
    """A server killed by -9 whose parent does not fetch it: its number is still listed while the platform must start anew."""
    stale = Cluster(running.place)
    stale.start()
    assert stale.server is not None
    number = stale.server.pid
    kill(number)
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
    fooled = _seems_to_run(running.place)
    if stale.alive():
        report.missed.append("已死的数据库还在回答")
    seconds = running.start()
    still_there = _seems_alive(number)
    if not running.answers():
        report.missed.append("僵尸进程还在列表里时，数据库没有重新启动")
    if not still_there:
        report.missed.append("僵尸进程不在列表里了，没有试到")
    stale.server.wait()
    running.stop()
    report.counts["僵尸进程还在时启动（秒）"] = f"{seconds:.1f}"
    controls.append((f"只看进程号文件的检查：以为僵尸进程在运行（{'是' if fooled else '否'}）", fooled))


def _seems_to_run(place: Place) -> bool:
    """The control: believes the number in the file, as many programs do."""
    return _seems_alive(int((place.cluster / "postmaster.pid").read_text().split("\n", 1)[0]))


def _seems_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
