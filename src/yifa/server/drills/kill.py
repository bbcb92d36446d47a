"""杀进程演练 — kills any process of the running platform at any moment, while programs of officers write without pause.

The real supervisor runs in a folder of its own. Whatever the platform acknowledged is noted outside it; after the last kill (everything
at once) and a new start all of it must be there, whole and once. The control is the same platform with a front that acknowledges before
it commits: it must lose acts, otherwise the kills prove nothing.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable

from yifa.server.drills import Report
from yifa.server.drills._clients import USERS, Clients
from yifa.server.drills._running import TARGETS, Running, drill_folder, kill, until, yifa
from yifa.server.drills._tally import Tally, tally

HELP = "杀进程演练：写入不停时杀掉任意进程，已确认的一件不丢、不残、不重"
NEEDS_DATABASE = False

KILLS, CONTROL_KILLS, CLIENTS = 60, 6, 4
#: How often each kind of process is the one, of a hundred kills.
SHARES = dict(zip(TARGETS, (40, 4, 8, 26, 18, 4), strict=True))
#: Seconds to wait for the next acknowledged write after a kill, before the next kill comes all the same.
PATIENCE = 4.0
#: Seconds to wait for a process of the wanted kind to be back.
AWAY = 3.0


def run(seed: int, budget: float | None = None, *, count: int = KILLS) -> Report:
    """``count`` kills; with a budget as many more as fit into its seconds, and no fewer than ``count``."""
    report = Report("kill", seed, settings={"客户端": f"{CLIENTS} 个", "杀法": "SIGKILL", "最后": "全部进程同时杀掉，再启动核对"})
    began = time.monotonic()
    with drill_folder() as folder:
        running = Running(folder / "data")
        try:
            report.settings["第一次启动（秒）"] = f"{running.start():.1f}"
            tokens = {user: running.token(user) for user in USERS}
            _attack(report, running, tokens, seed, budget, count)
            _control(report, running, tokens, seed)
            if running.stop() != 0 or running.processes():
                report.missed.append(f"正常停止后还有 {len(running.processes())} 个进程")
        finally:
            running.end()
    report.counts["用时（秒）"] = f"{time.monotonic() - began:.1f}"
    return report


def _attack(report: Report, running: Running, tokens: dict[str, str], seed: int, budget: float | None, count: int) -> None:
    clients = Clients(count=CLIENTS, seed=seed, port=running.port, tokens=tokens)
    clients.start()
    began = time.monotonic()
    killer = Killer(running, seed, clients.notes.count)
    killed = killer.kill(lambda done: done < count or (budget is not None and time.monotonic() - began < budget))
    clients.stop()
    everything = running.processes()
    for number in everything:
        kill(number)
    if running.supervisor is not None:
        running.supervisor.wait()
    seconds = running.start()
    notes = clients.notes
    with running.database() as connection:
        found = tally(connection, running.place.data, acts=notes.acts.values(), files=notes.files.values())
        leaves = connection.execute("SELECT count(*) FROM docket_leaf").fetchone()
    report.missed += killer.gave_up + notes.wrong + found.all + by_command(running)
    if notes.open:
        report.missed.append(f"{notes.open} 个请求一直没有得到回答")
    report.counts = {
        "杀进程": f"{sum(killed.values())} 次（" + "，".join(f"{name} {killed[name]}" for name in TARGETS) + "）",
        "已确认的行为": len(notes.acts),
        "已确认的文件": len(notes.files),
        "丢失": len(found.lost),
        "残缺": len(found.half),
        "重复": len(found.doubled),
        "回答中断后重发": f"{notes.broken} 次；其中原已办成 {notes.repeats} 件，这次办成 {notes.redone} 件",
        "确认后再发一次": f"{notes.again} 次",
        "卷宗行为总数，其中已入日志": f"{found.acts}，{leaves[0] if leaves else 0}",
        "全部杀掉后再启动（秒）": f"{seconds:.1f}",
    }


class Killer:
    """Kills one process after the other; each kind gets its share, in an order of the seed."""

    def __init__(self, running: Running, seed: int, acked: Callable[[], int]) -> None:
        self.running, self.acked = running, acked
        self.random = random.Random(f"{seed}/killer")
        self.gave_up: list[str] = []

    def kill(self, more: Callable[[int], bool]) -> Counter[str]:
        killed: Counter[str] = Counter()
        order: list[str] = []
        while more(sum(killed.values())):
            if not order:
                order = [name for name, share in SHARES.items() for _ in range(share)]
                self.random.shuffle(order)
            killed[self._kill_one(order.pop())] += 1
            before = self.acked()
            until(lambda before=before: self.acked() > before, PATIENCE)  # type: ignore[misc]
            time.sleep(self.random.uniform(0.0, 0.6))
        return killed

    def _kill_one(self, wanted: str) -> str:
        """Kill one of that kind, or of any other kind when that one stays away; answers which. A killed supervisor is started again."""
        until(lambda: self.running.find(wanted) != [] or not self.running.alive, AWAY)
        while True:
            if not self.running.alive:
                self.gave_up.append(f"监管进程自行退出：{self.running.said.read_text('utf-8', 'replace')[-200:]}")
                self.running.start()
            for target in (wanted, *self.random.sample(TARGETS[:-1], len(TARGETS) - 1)):
                found = self.running.find(target)
                if found and kill(self.random.choice(found)):
                    if target == "监管进程" and self.running.supervisor is not None:
                        self.running.supervisor.wait()
                        self.running.start()
                    return target
            time.sleep(0.05)


def by_command(running: Running) -> list[str]:
    """What the product's own checks say: the log with all its heads, and the projection against the acts."""
    wrong = []
    for words in (["verify"], ["rebuild", "--check"]):
        done = yifa(running.place.data, *words)
        if done.returncode != 0:
            wrong.append(f"./yifa {' '.join(words)}：{(done.stdout + done.stderr).strip()[-600:]}")
    return wrong


def _control(report: Report, running: Running, tokens: dict[str, str], seed: int) -> None:
    """The front that acknowledges before it commits, in the same folder, under the same kills."""
    if running.stop() != 0:
        report.missed.append("正常停止没有成功")
    running.start(module="yifa.server.drills._broken")
    clients = Clients(count=CLIENTS, seed=seed + 1, port=running.port, tokens=tokens)
    clients.start()
    until(lambda: clients.notes.count() > 8, 20)
    killer, kills = Killer(running, seed + 1, clients.notes.count), 0
    for target in ("网页进程", "数据库") * (CONTROL_KILLS // 2):
        killer._kill_one(target)
        kills += 1
        before = clients.notes.count()
        until(lambda before=before: clients.notes.count() > before + 4, PATIENCE)  # type: ignore[misc]
    clients.stop(at_once=True)
    until(running.answers, 20)
    with running.database() as connection:
        found: Tally = tally(connection, running.place.data, acts=clients.notes.acts.values(), files=())
    report.control = f"先确认、后提交的前端：杀 {kills} 次，确认 {len(clients.notes.acts)} 件，丢失 {len(found.lost)} 件"
    report.control_failed = len(found.lost) > 0
