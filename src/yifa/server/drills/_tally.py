"""清点 — what the platform has against what it said: lost, half, doubled. The same questions for a place that runs and for one restored."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from yifa.docket.append import PAPER_MARKS
from yifa.kernel.canonical import sm3
from yifa.server.drills._clients import Acked

Connection = psycopg.Connection[tuple[Any, ...]]
_NUMBER = re.compile(r"〔(\d{4})〕(\d+)号$")
_MARKER = re.compile(r"记号[0-9a-f]{32}")

#: Each question finds rows of acts that are only half there; none may answer with a row.
HALVES = {
    "行为没有卷宗": "SELECT a.id FROM docket_act a LEFT JOIN docket_docket d ON d.id = a.docket_id WHERE d.id IS NULL",
    "卷宗没有行为": "SELECT d.id FROM docket_docket d WHERE NOT EXISTS (SELECT 1 FROM docket_act a WHERE a.docket_id = d.id)",
    "卷宗没有现状": "SELECT d.id FROM docket_docket d LEFT JOIN docket_standing s ON s.docket_id = d.id WHERE s.docket_id IS NULL",
    "现状落后于行为": """SELECT s.docket_id FROM docket_standing s
        WHERE s.seq <> (SELECT coalesce(max(seq), 0) FROM docket_act a WHERE a.docket_id = s.docket_id)""",
    "序号有缺有重": """SELECT docket_id FROM docket_act GROUP BY docket_id
        HAVING count(*) <> max(seq) OR min(seq) <> 1 OR count(DISTINCT seq) <> count(*)""",
    "行为既未待封存也无叶": """SELECT a.id FROM docket_act a
        LEFT JOIN docket_unsealed u ON u.act = a.id LEFT JOIN docket_leaf l ON l.act = a.id WHERE (u.act IS NULL) = (l.act IS NULL)""",
    "待封存或者叶没有行为": """SELECT act FROM (SELECT act FROM docket_unsealed UNION ALL SELECT act FROM docket_leaf) w
        WHERE NOT EXISTS (SELECT 1 FROM docket_act a WHERE a.id = w.act)""",
    "消息没有行为": "SELECT n.act FROM docket_news n LEFT JOIN docket_act a ON a.id = n.act WHERE a.id IS NULL",
    "消息重复": "SELECT act FROM docket_news GROUP BY act HAVING count(*) > 1",
    "消息已经处理而文书没有作成": """SELECT a.id FROM docket_act a CROSS JOIN jsonb_array_elements(a.body::jsonb -> 'papers') p
        WHERE NOT EXISTS (SELECT 1 FROM docket_news n WHERE n.act = a.id)
        AND NOT EXISTS (SELECT 1 FROM documents_paper d WHERE d.act_id = a.id AND d.kind = p ->> 'kind')""",
    "证据没有审计记录": """SELECT e.digest FROM evidence_evidencefile e
        WHERE NOT EXISTS (SELECT 1 FROM audit_entry t WHERE t.kind = 'evidence_taken_in' AND t.subject = e.digest)""",
    "证据的审计记录没有证据": """SELECT t.subject FROM audit_entry t WHERE t.kind = 'evidence_taken_in'
        AND NOT EXISTS (SELECT 1 FROM evidence_evidencefile e WHERE e.digest = t.subject)""",
}


@dataclass(slots=True)
class Tally:
    """What was found: each list holds sentences, and must be empty."""

    acts: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        return [*self.lost, *self.half, *self.doubled]


def tally(connection: Connection, data: Path, *, acts: Iterable[Acked], files: Iterable[Acked]) -> Tally:
    """Compare a place, its database and its data folder, with the notes of its clients."""
    found = Tally()
    rows = connection.execute("SELECT id::text, docket_id::text, seq, digest, body FROM docket_act").fetchall()
    found.acts = len(rows)
    stands = {row[0]: row[1:4] for row in rows}
    for act in acts:
        if stands.get(act.id) != (act.docket, act.seq, act.digest):
            what = "不在" if act.id not in stands else f"是 {stands[act.id]}"
            found.lost.append(f"已确认的行为 {act.id}（{act.kind}，卷宗 {act.docket} 第 {act.seq} 项）{what}")
    found.lost += _lost_files(connection, data, files)
    for what, question in HALVES.items():
        found.half += [f"{what}：{row[0]}" for row in connection.execute(question).fetchall()]
    found.half += _unsealed_values(connection, rows)
    found.half += [f"摘要与正文不符：{row[0]}" for row in rows if sm3(row[4].encode()) != row[3]]
    markers = Counter(marker for row in rows for marker in set(_MARKER.findall(row[4])))
    found.doubled += [f"同一请求记录了 {count} 次：{marker}" for marker, count in markers.items() if count > 1]
    found.doubled += _numbers(connection, rows)
    return found


def _lost_files(connection: Connection, data: Path, files: Iterable[Acked]) -> list[str]:
    """Files acknowledged, and files that any row names: there, with their digest."""
    rows = {row[0] for row in connection.execute("SELECT digest FROM evidence_evidencefile").fetchall()}
    wrong = [f"已确认的文件 {file.id[:16]}… 没有登记" for file in files if file.id not in rows]
    wrong += [
        f"文件 {digest[:16]}… 的内容不在或者不同"
        for digest in sorted(rows)
        if not _is(data / "evidence" / digest[:2] / digest[2:4] / digest)
    ]
    papers = {row[0] for row in connection.execute("SELECT digest FROM documents_paper").fetchall()}
    return wrong + [
        f"文书 {digest[:16]}… 的内容不在或者不同" for digest in sorted(papers) if not _is(data / "papers" / digest[:2] / f"{digest}.pdf")
    ]


def _is(path: Path) -> bool:
    """Are these the bytes after which the file is named?"""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, lambda: hashlib.new("sm3")).hexdigest() == path.stem
    except FileNotFoundError:
        return False


def _unsealed_values(connection: Connection, rows: list[tuple[Any, ...]]) -> list[str]:
    """Acts that hold the digest of a private value which is not kept beside them."""
    kept = {row[0] for row in connection.execute("SELECT digest FROM docket_sealed").fetchall()}
    named = {digest: row[0] for row in rows for digest in _sealed_in(json.loads(row[4])["payload"])}
    wrong = [f"封存值不在：{digest[:16]}…（行为 {act}）" for digest, act in named.items() if digest not in kept]
    return wrong + [f"封存值没有行为：{digest[:16]}…" for digest in kept - set(named)]


def _sealed_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        if set(value) == {"sealed"}:
            return [value["sealed"]]
        return [digest for member in value.values() for digest in _sealed_in(member)]
    return [digest for member in value for digest in _sealed_in(member)] if isinstance(value, list) else []


def _numbers(connection: Connection, rows: list[tuple[Any, ...]]) -> list[str]:
    """Every series of numbers: from one to its last, each given once."""
    given: dict[str, list[int]] = defaultdict(list)
    for number, body in connection.execute("SELECT number, body FROM docket_docket").fetchall():
        year, value = _read(number)
        given[f"卷/{body}/{year}"].append(value)
    for row in rows:
        act = json.loads(row[4])
        for paper in act["papers"]:
            if paper.get("number"):
                year, value = _read(paper["number"])
                given[f"{PAPER_MARKS[paper['kind']]}/{act['in_name_of']}/{year}"].append(value)
    last: dict[str, int] = dict(connection.execute("SELECT name, last FROM docket_series").fetchall())
    wrong = []
    for name in sorted(set(given) | set(last)):
        if sorted(given[name]) != list(range(1, last.get(name, 0) + 1)):
            wrong.append(f"编号系列 {name} 有缺号或者重号：{len(given[name])} 个号，最后是 {last.get(name)}")
    return wrong


def _read(number: str) -> tuple[str, int]:
    match = _NUMBER.search(number)
    if match is None:
        raise ValueError(number)
    return match[1], int(match[2])
