"""恢复演练 — backups at random moments under write load, each restored into an empty folder and compared with the place it came from.

A restored place must have every act that was acknowledged before its backup began, nothing that was not in the place, every file, the
same heads over the same tree; and a backup with one changed byte must be refused. The control, a backup that leaves the files out, must
be caught. Plain copies of the data folder are tried too, and told.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from yifa.docket.log.head import read_head
from yifa.docket.log.tree import leaf_hash, root_of
from yifa.server.archive import check_backup
from yifa.server.drills import Report
from yifa.server.drills._clients import USERS, Acked, Clients
from yifa.server.drills._running import Running, drill_folder, must, until, yifa
from yifa.server.drills._tally import tally
from yifa.server.embedded import Cluster
from yifa.server.place import ADMIN, DATABASE, Place
from yifa.server.refusals import Damaged, DatabaseDown, TooNew

HELP = "恢复演练：写入不停时备份，恢复后行为、树头、文件逐一相同；改动一个字节的备份被拒绝"
NEEDS_DATABASE = False

MOMENTS, CLIENTS, FLIPS, COPIES = 6, 2, 24, 1
_ACTS = "SELECT id::text, docket_id::text, seq, digest, body FROM docket_act"
_HEADS = "SELECT size, root, text FROM docket_head ORDER BY size"


@dataclass(slots=True)
class Moment:
    """A backup, with what was acknowledged before it began and what had been given away by then."""

    number: int
    file: Path
    began: float
    ended: float
    acts: list[Acked]
    files: list[Acked]
    heads: Path


@dataclass(slots=True)
class Live:
    """The place all backups came from, as it stood after the last of them."""

    acts: dict[str, tuple[Any, ...]]
    heads: list[tuple[Any, ...]]
    notes: dict[str, Acked] = field(default_factory=dict)


def run(seed: int, budget: float | None = None, *, count: int = MOMENTS) -> Report:
    """``count`` moments; with a budget as many more as fit into its seconds, and no fewer than ``count``."""
    report = Report("restore", seed, settings={"写入的客户端": f"{CLIENTS} 个", "每份备份改动的字节": f"{FLIPS} 处"})
    began, rng = time.monotonic(), random.Random(f"{seed}/restore")
    with drill_folder() as folder:
        running = Running(folder / "data")
        try:
            running.start()
            clients = Clients(count=CLIENTS, seed=seed, port=running.port, tokens={user: running.token(user) for user in USERS})
            clients.start()
            moments: list[Moment] = []
            while len(moments) < count or (budget is not None and time.monotonic() - began < budget):
                moments.append(_backup(running, clients, rng, len(moments) + 1))
            bare = _backup(running, clients, rng, 0)
            copies = [_copy(running, clients, rng, number) for number in range(1, COPIES + 1)]
            clients.stop()
            live = _live(running, clients)
        finally:
            running.stop()
            running.end()
        report.missed += clients.notes.wrong
        seconds = [_compare(report, live, moment) for moment in moments]
        refused = sum(_flip(report, moment, rng) for moment in moments) + _flip_by_command(report, moments[-1], rng)
        _control(report, live, bare)
        torn = sum(_is_torn(live, copy) for copy in copies)
    report.counts |= {
        "备份的时刻": len(moments),
        "最后一份备份里的行为": len(moments[-1].acts),
        "写入的行为和文件": f"{len(clients.notes.acts)} 项行为，{len(clients.notes.files)} 个文件",
        "树头": len(live.heads),
        "恢复（秒）": f"最长 {max(seconds):.1f}",
        "改动一个字节后拒绝": f"{refused}/{len(moments) * FLIPS + 1}",
        "写入中直接复制数据目录，不能用或者不全": f"{torn}/{len(copies)}",
        "用时（秒）": f"{time.monotonic() - began:.1f}",
    }
    return report


def _backup(running: Running, clients: Clients, rng: random.Random, number: int) -> Moment:
    """A backup at a random moment; number 0 is the control, which leaves the files out."""
    moment = _moment(running, clients, rng, number, running.place.data.with_name(f"backup-{number}.yifa"))
    module = "yifa.server" if number else "yifa.server.drills._broken"
    must(yifa(running.place.data, "backup", str(moment.file), module=module))
    moment.ended = time.monotonic()
    return moment


def _copy(running: Running, clients: Clients, rng: random.Random, number: int) -> Moment:
    """A plain copy of the data folder; what the copying program says of files that move does not matter."""
    moment = _moment(running, clients, rng, number, running.place.data.with_name(f"copy-{number}"))
    subprocess.run(["cp", "-a", str(running.place.data), str(moment.file)], capture_output=True)
    moment.ended = time.monotonic()
    return moment


def _moment(running: Running, clients: Clients, rng: random.Random, number: int, file: Path) -> Moment:
    before = clients.notes.count()
    until(lambda: clients.notes.count() >= before + 5, 30)
    time.sleep(rng.uniform(0.0, 1.5))
    kept = file.with_name(f"{file.name}.heads")
    kept.mkdir()
    for head in sorted((running.place.data / "heads").glob("head-*.txt")):
        shutil.copy(head, kept)
    with clients.notes.lock:
        acts, files = list(clients.notes.acts.values()), list(clients.notes.files.values())
    return Moment(number, file, time.monotonic(), 0.0, acts, files, kept)


def _live(running: Running, clients: Clients) -> Live:
    acts = {str(row[0]): row for row in running.rows(_ACTS)}
    return Live(acts, running.rows(_HEADS), clients.notes.acts)


def _compare(report: Report, live: Live, moment: Moment) -> float:
    """Restore and compare; the seconds the restoring took."""
    place = Place(moment.file.with_name(f"restored-{moment.number}"))
    began = time.monotonic()
    done = yifa(place.data, "restore", str(moment.file))
    seconds = time.monotonic() - began
    label = f"第 {moment.number} 份备份"
    if done.returncode != 0:
        report.missed.append(f"{label}：没有恢复成功：{(done.stdout + done.stderr).strip()[-300:]}")
        return seconds
    report.missed += [f"{label}：{what}" for what in _differences(place, live, moment)]
    heads = ["--heads", str(moment.heads)] if any(moment.heads.iterdir()) else []
    verified = yifa(place.data, "verify", *heads)
    if verified.returncode != 0:
        report.missed.append(f"{label}：核验不符：{(verified.stdout + verified.stderr).strip()[-300:]}")
    shutil.rmtree(place.data)
    return seconds


def _differences(place: Place, live: Live, moment: Moment) -> list[str]:
    """What a place has that is not what its original had at that moment."""
    cluster = Cluster(place)
    cluster.start()
    try:
        parameters = {**place.login(ADMIN).parameters(), "dbname": DATABASE}
        with psycopg.connect(**parameters, autocommit=True) as connection:  # type: ignore[arg-type]  # libpq takes both
            found = tally(connection, place.data, acts=moment.acts, files=moment.files).all
            rows = connection.execute(_ACTS).fetchall()
            heads = connection.execute(_HEADS).fetchall()
            leaves = [bytes.fromhex(row[0]) for row in connection.execute("SELECT digest FROM docket_leaf ORDER BY index").fetchall()]
    finally:
        cluster.stop()
    for row in rows:
        if live.acts.get(row[0]) != row:
            found.append(f"行为 {row[0]} 与原来的不同，或者原来没有")
        elif row[0] in live.notes and live.notes[row[0]].sent > moment.ended:
            found.append(f"行为 {row[0]} 在备份结束之后才提交")
    if heads != live.heads[: len(heads)]:
        found.append("树头与原来的不同")
    if leaves and (not heads or heads[-1][0] != len(leaves)):
        found.append(f"{len(leaves)} 叶没有树头")
    hashes = [leaf_hash(leaf) for leaf in leaves]
    for size, root, text in heads:
        if root_of(hashes[:size]).hex() != root or read_head(text).root != root:
            found.append(f"覆盖 {size} 叶的树头与重新计算的树根不同")
    given = [read_head(file.read_text()) for file in moment.heads.iterdir()]
    there = {size: root for size, root, _ in heads}
    return found + [f"对外送交的树头（{head.size} 叶）不在" for head in given if there.get(head.size) != head.root]


def _flip(report: Report, moment: Moment, rng: random.Random) -> int:
    """One bit in one byte, anywhere; how many were refused."""
    whole, refused = moment.file.read_bytes(), 0
    for _ in range(FLIPS):
        at = rng.randrange(len(whole))
        changed = bytearray(whole)
        changed[at] ^= 1 << rng.randrange(8)
        try:
            check_backup(io.BytesIO(bytes(changed)))
        except (Damaged, TooNew):
            refused += 1
        else:
            report.missed.append(f"第 {moment.number} 份备份第 {at} 个字节改动后没有被拒绝")
    return refused


def _flip_by_command(report: Report, moment: Moment, rng: random.Random) -> bool:
    """The same through the command: refused, and the folder stays empty."""
    whole = bytearray(moment.file.read_bytes())
    at = rng.randrange(len(whole))
    whole[at] ^= 1 << rng.randrange(8)
    changed, data = moment.file.with_name("changed.yifa"), moment.file.with_name("from-changed")
    changed.write_bytes(whole)
    done = yifa(data, "restore", str(changed))
    if done.returncode != 3 or (data.exists() and any(data.iterdir())):
        report.missed.append(f"第 {at} 个字节改动后 ./yifa restore 以 {done.returncode} 结束，或者留下了文件")
        return False
    return True


def _control(report: Report, live: Live, bare: Moment) -> None:
    """A backup without files restores without a word; the comparison must see that they are missing."""
    place = Place(bare.file.with_name("restored-control"))
    must(yifa(place.data, "restore", str(bare.file)))
    found = _differences(place, live, bare)
    report.control = f"不带文件的备份：恢复后少 {len(found)} 项"
    report.control_failed = any(what.startswith("文件") for what in found)


def _is_torn(live: Live, copy: Moment) -> bool:
    """Is the plain copy no faithful place?"""
    data = copy.file
    (data / "lock").unlink(missing_ok=True)
    if os.geteuid() == 0:
        shutil.rmtree(data / "run", ignore_errors=True)
    try:
        return bool(_differences(Place(data), live, copy))
    except (DatabaseDown, psycopg.Error, OSError):
        return True
