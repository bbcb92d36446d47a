"""封存 — the worker's part: gives waiting acts their leaves, signs the new head, and hands it to the holders outside."""

from __future__ import annotations

import html
import json
import os
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from yifa.docket.log.examine import NO_PREV, read_body
from yifa.docket.log.head import Head, HeadUnreadable, LogKey, read_head, time_text
from yifa.docket.log.tree import Frontier, leaf_hash
from yifa.docket.log.wording import sentences
from yifa.kernel.canonical import sm3
from yifa.kernel.dates import legal_date

#: one sealer at a time for one log: "yifa" as a number, beside the number of the table of leaves
_LOCK: Final = 0x79696661
#: rows fetched at once from a server-side cursor
_CHUNK: Final = 2000
#: heads handed to one holder in one go; the rest follow at the next
_MOST_HEADS: Final = 1000
_TIMEOUT: Final = 5.0


class SealingFault(Exception):
    """封存停止 — what is stored is not what was appended. Nothing was signed; ``act`` names the act, where there is one."""

    def __init__(self, sentence: str, *, act: str = "") -> None:
        super().__init__(sentence)
        self.act = act


def log_key() -> LogKey:
    """The key of this place's log, made at first start: ``YIFA_LOG_KEY`` or ``log_key`` among the secrets of the data folder."""
    return LogKey.in_file(key_file())


def key_file() -> Path:
    """Where the key of the log lies."""
    return Path(getattr(settings, "YIFA_LOG_KEY", None) or Path(settings.YIFA_DATA) / "secrets" / "log_key")


def seal_due(
    *, now: datetime, every: timedelta = timedelta(seconds=60), most: int = 100, force: bool = False, key: LogKey | None = None
) -> Head | None:
    """封存到期的行为 — seal all waiting acts when the oldest has waited ``every`` or ``most`` wait; else do nothing.

    One transaction: leaves, head and queue change together or not at all. Every body is hashed twice, each time read anew, before
    the head is signed: a head signed over a flipped bit could never be mended. None when nothing is due or another sealer is at work.
    Raises SealingFault, and seals nothing, when an act is not what its digest, columns or predecessor say.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, ('docket_leaf'::regclass::oid::bigint %% 2147483647)::int)", [_LOCK])
            if not cursor.fetchone()[0]:
                return None
            cursor.execute("SELECT count(*), min(recorded_at) FROM docket_unsealed")
            waiting, oldest = cursor.fetchone()
        if not waiting or not (force or waiting >= most or now - oldest >= every):
            return None
        return _seal(now, key or log_key())


@dataclass(frozen=True, slots=True)
class _Waiting:
    act: UUID
    docket: UUID
    seq: int
    digest: str
    prev: str


def _seal(now: datetime, key: LogKey) -> Head:
    frontier = _frontier(key)
    start = frontier.size
    first = Frontier(start, list(frontier.peaks))
    ordered = _in_order(list(_read_waiting()))
    with connection.cursor() as cursor:
        with cursor.copy("COPY docket_leaf (index, act, digest) FROM STDIN") as copy:
            for index, act in enumerate(ordered, start):
                copy.write_row((index, act.act, act.digest))
                first.append(leaf_hash(bytes.fromhex(act.digest)))
        cursor.execute(
            "DELETE FROM docket_unsealed u USING docket_leaf l WHERE l.act = u.act AND l.index >= %s",
            [start],
        )
    second = Frontier(start, list(frontier.peaks))
    for act_id, digest, body in _rows(
        "SELECT l.act, l.digest, a.body FROM docket_leaf l JOIN docket_act a ON a.id = l.act WHERE l.index >= %s ORDER BY l.index", [start]
    ):
        again = sm3(body.encode())
        if again != digest:
            raise SealingFault(f"行为 {act_id} 两次读出的内容不同，没有签署树头。请检查存储设备。", act=str(act_id))
        second.append(leaf_hash(bytes.fromhex(again)))
    if second.size != start + len(ordered) or second.root() != first.root():
        raise SealingFault("两次计算的树根不同，没有签署树头。请检查存储设备。")
    head = key.sign_head(size=second.size, root=second.root(), time=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO docket_head (size, root, text, made_at, frontier) VALUES (%s, %s, %s, %s, %s)",
            [head.size, head.root, head.text, now, json.dumps(second.as_json())],
        )
    return head


def _frontier(key: LogKey) -> Frontier:
    """The frontier under the last head, after the head itself was checked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, root, text, frontier FROM docket_head ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
        cursor.execute("SELECT coalesce(max(index) + 1, 0) FROM docket_leaf")
        leaves = cursor.fetchone()[0]
    if row is None:
        if leaves:
            raise SealingFault(f"日志有 {leaves} 叶，却没有树头。")
        return Frontier()
    size, root, text, stored = row
    try:
        frontier = Frontier.from_json(json.loads(stored) if isinstance(stored, str) else stored)
        head = read_head(text)
    except (ValueError, TypeError) as error:
        raise SealingFault(f"最后的树头（覆盖 {size} 叶）读不出，没有签署新的树头。") from error
    if not head.is_signed_by(key.public):
        raise SealingFault(f"最后的树头（覆盖 {size} 叶）不是由本机的密钥签署，没有签署新的树头。")
    if not size == head.size == frontier.size == leaves or not root == head.root == frontier.root().hex():
        raise SealingFault(f"最后的树头（覆盖 {size} 叶）与日志（{leaves} 叶）不符，没有签署新的树头。")
    return frontier


def _rows(sql: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows from a server-side cursor, so that many bodies never stand in memory together."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows


def _read_waiting() -> Iterator[_Waiting]:
    """The waiting acts by the time they were recorded, each hashed and compared with its columns."""
    for act, docket, seq, *columns in _rows(
        """SELECT u.act, u.docket, u.seq, a.docket_id, a.seq, a.kind, a.happened_at, a.recorded_at, a.body, a.digest
        FROM docket_unsealed u LEFT JOIN docket_act a ON a.id = u.act ORDER BY a.recorded_at, u.docket, u.seq""",
        [],
    ):
        act_docket, act_seq, kind, happened_at, recorded_at, text, digest = columns
        if text is None:
            raise SealingFault(f"待封存的行为 {act} 不在库中，没有签署树头。", act=str(act))
        body = read_body(text)
        if isinstance(body, str):
            raise SealingFault(f"行为 {act} 的正文{body}，没有签署树头。", act=str(act))
        if sm3(text.encode()) != digest:
            raise SealingFault(f"行为 {act} 的正文与摘要不符，没有签署树头。", act=str(act))
        stored = (str(act), str(docket), seq, str(act_docket), act_seq, kind, time_text(happened_at), time_text(recorded_at))
        said = tuple(body[name] for name in ("act", "docket", "seq", "docket", "seq", "kind", "happened_at", "recorded_at"))
        if stored != said:
            raise SealingFault(f"行为 {act} 的列与正文不符，没有签署树头。", act=str(act))
        yield _Waiting(act, docket, seq, digest, str(body["prev"]))


def _in_order(waiting: list[_Waiting]) -> list[_Waiting]:
    """The order of leaves: as recorded, but never an act before its predecessor in the docket. Checks seq and prev of each."""
    last = _last_sealed({act.docket for act in waiting})
    held: dict[UUID, dict[int, _Waiting]] = {}
    ordered: list[_Waiting] = []
    for first in waiting:
        ready = deque([first])
        while ready:
            act = ready.popleft()
            seq, digest = last.get(act.docket, (0, NO_PREV))
            if act.seq > seq + 1:
                held.setdefault(act.docket, {})[act.seq] = act
                continue
            if act.seq != seq + 1 or act.prev != digest:
                raise SealingFault(f"行为 {act.act}（第 {act.seq} 项）与卷宗中已封存的前一行为不相衔接，没有签署树头。", act=str(act.act))
            last[act.docket] = (act.seq, act.digest)
            ordered.append(act)
            follower = held.get(act.docket, {}).pop(act.seq + 1, None)
            if follower is not None:
                ready.append(follower)
    for acts in held.values():
        for act in acts.values():
            raise SealingFault(f"行为 {act.act}（第 {act.seq} 项）的前一行为不在库中，没有签署树头。", act=str(act.act))
    return ordered


def _last_sealed(dockets: set[UUID]) -> dict[UUID, tuple[int, str]]:
    """The last sealed act of each docket: its seq, and the digest that stands in the log."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT ON (a.docket_id) a.docket_id, a.seq, l.digest FROM docket_act a JOIN docket_leaf l ON l.act = a.id
            WHERE a.docket_id = ANY(%s) ORDER BY a.docket_id, a.seq DESC""",
            [list(dockets)],
        )
        return {docket: (seq, digest) for docket, seq, digest in cursor.fetchall()}


# --- holders outside


@dataclass(frozen=True, slots=True)
class Handed:
    """送交结果 — how many heads a holder got now, up to which size, or why not."""

    holder: str
    count: int
    size: int
    error: str = ""


def holders() -> list[str]:
    """Who gets the heads: the folder ``heads`` of the data folder, ``YIFA_HEAD_FOLDERS`` (by :) and ``YIFA_HEAD_URLS`` (by spaces)."""
    folders = [str(Path(settings.YIFA_DATA) / "heads"), *_setting("YIFA_HEAD_FOLDERS", os.pathsep)]
    return [*folders, *(url for url in _setting("YIFA_HEAD_URLS", None) if url.startswith(("http://", "https://")))]


def _setting(name: str, separator: str | None) -> list[str]:
    value = getattr(settings, name, None)
    value = os.environ.get(name, "") if value is None else value
    parts: Iterable[str] = value.split(separator) if isinstance(value, str) else value
    return [str(part) for part in parts if part]


def deliver(*, now: datetime, key: LogKey | None = None) -> list[Handed]:
    """送交树头 — hand every holder the heads it lacks, oldest first, at least once; one that fails is asked again next time.

    A folder never has a file overwritten: another head of the same size there is told as an error, for then the log was forked.
    """
    public = (key or log_key()).public
    told = []
    for holder in holders():
        with connection.cursor() as cursor:
            cursor.execute("SELECT size FROM docket_delivery WHERE holder = %s", [holder])
            had = (cursor.fetchone() or (0,))[0]
            cursor.execute("SELECT text FROM docket_head WHERE size > %s ORDER BY size LIMIT %s", [had, _MOST_HEADS])
            texts = [text for (text,) in cursor.fetchall()]
        count, error = 0, ""
        for text in texts:
            try:
                head = read_head(text)
                _hand_over(holder, head, public, now)
            except (OSError, urllib.error.URLError, HeadUnreadable, HeadConflict) as failure:
                error = str(failure)
                break
            count, had = count + 1, head.size
        if count:
            with connection.cursor() as cursor:
                cursor.execute(
                    """INSERT INTO docket_delivery (holder, size, delivered_at) VALUES (%s, %s, %s)
                    ON CONFLICT (holder) DO UPDATE SET size = EXCLUDED.size, delivered_at = EXCLUDED.delivered_at""",
                    [holder, had, now],
                )
        told.append(Handed(holder, count, had, error))
    return told


class HeadConflict(Exception):
    """The holder already keeps another head of this size."""


def _hand_over(holder: str, head: Head, public: bytes, now: datetime) -> None:
    if holder.startswith(("http://", "https://")):
        request = urllib.request.Request(
            holder, data=head.text.encode(), headers={"Content-Type": "text/plain; charset=utf-8"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=_TIMEOUT):
            return
    folder = Path(holder)
    folder.mkdir(parents=True, exist_ok=True)
    _keep(folder / "public-key.txt", f"{public.hex()}\n")
    _keep(folder / f"head-{head.size:012d}.txt", head.text)
    year, week, _ = legal_date(now).isocalendar()
    _write_whole(folder / f"weekly-{year}-{week:02d}.html", weekly_page(head, public, year=year, week=week))


def _keep(path: Path, text: str) -> None:
    """Write a file that is never changed afterwards."""
    if path.exists():
        if path.read_text() != text:
            raise HeadConflict(f"{path.name}：已存有不同的内容")
        return
    _write_whole(path, text)


def _write_whole(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def weekly_page(head: Head, public: bytes, *, year: int, week: int) -> str:
    """每周树头页 — one page of HTML with the newest head of the week, to print, stamp and keep."""
    words = sentences("page")
    rows = [
        (words["size"], str(head.size)),
        (words["root"], head.root),
        (words["time"], time_text(head.time)),
        (words["origin"], head.origin),
        (words["key"], public.hex()),
    ]
    table = "".join(f"<tr><th>{html.escape(name)}</th><td>{html.escape(value)}</td></tr>" for name, value in rows)
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{words["title"]}</title>'
        "<style>body{font-family:serif;max-width:46em;margin:2em auto}th{text-align:left;padding-right:1em;white-space:nowrap}"
        "td,pre{font-family:monospace;overflow-wrap:anywhere;white-space:pre-wrap}</style>"
        f"<h1>{words['title']}</h1><p>{words['week'].format(year=year, week=week)}</p><p>{words['intro']}</p>"
        f"<table>{table}</table><h2>{words['text']}</h2><pre>{html.escape(head.text)}</pre></html>\n"
    )
