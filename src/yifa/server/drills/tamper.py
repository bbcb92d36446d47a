"""篡改演练 — changes a record in every way its owner could, half of the time re-making all digests, leaves and heads with the stolen key.

Both verifiers must name each change under a head given away. The control, which trusts what stands in the database alone, must miss
the re-made ones: otherwise the drill shows nothing. A hundred and more mutants are also written into real tables and verified there;
those are temporary tables of this session, so the place's own record is not touched.
"""

from __future__ import annotations

import importlib.util
import io
import json
import random
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from uuid import UUID

from yifa.docket.log.examine import NO_PREV, ActRow, DocketRow, Entry, Findings, GivenHead, HeadRow, LeafRow, Ledger, examine
from yifa.docket.log.head import LogKey, read_head, read_time, time_text
from yifa.docket.log.tree import Frontier, leaf_hash
from yifa.kernel.canonical import canonical, sm3
from yifa.server.drills import Report

HELP = "篡改演练：两千种改动，两个核验程序必须逐一指出"
NEEDS_DATABASE = True

MUTANTS: Final = 2000
#: every so many-th mutant is written into real tables too
IN_DATABASE_EVERY: Final = 16
_START: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
_STEPS: Final = ("report", "visit", "propose_filing", "approve_filing", "inquire", "notice", "decide", "serve")


# --- the record under attack


@dataclass(slots=True)
class Copy:
    """A record in memory that can be changed."""

    keys: tuple[bytes, ...]
    dockets: list[DocketRow]
    heads: list[HeadRow]
    entries: list[Entry]
    strays: list[str] = field(default_factory=list)

    def copy(self) -> Copy:
        return Copy(self.keys, list(self.dockets), list(self.heads), list(self.entries), list(self.strays))

    def ledger(self) -> Ledger:
        return Ledger(self.keys, self.dockets, self.heads, self.entries, self.strays)

    @property
    def sealed(self) -> int:
        return sum(entry.leaf is not None for entry in self.entries)


def body_of(act: ActRow, /, **changed: Any) -> str:
    """The canonical text of an act with some members changed."""
    return canonical({**json.loads(act.body), **changed})


def with_body(act: ActRow, body: str, *, digest: str | None = None) -> ActRow:
    """The act's row with another body, columns told from the body; the digest stays as it was unless given."""
    raw = json.loads(body)
    told = {name: raw[name] for name in ("docket", "seq", "kind", "happened_at", "recorded_at")}
    return replace(act, id=raw["act"], body=body, digest=act.digest if digest is None else digest, **told)


def _new_act(random_: random.Random, docket: DocketRow, seq: int, prev: str, at: datetime) -> ActRow:
    happened = time_text(at - timedelta(seconds=random_.randrange(600)))
    raw: dict[str, Any] = {
        "act": str(UUID(int=random_.getrandbits(128), version=4)),
        "actor": {"user": f"u{random_.randrange(30)}", "name": random_.choice("赵钱孙李周吴郑王") + "某", "role": "officer"},
        "docket": docket.id,
        "evidence": [sm3(random_.randbytes(8))] if random_.random() < 0.3 else [],
        "grounds": [{"rule": "procedure.two_officers", "verdict": "lawful"}],
        "happened_at": happened,
        "in_name_of": docket.body,
        "kind": _STEPS[(seq - 1) % len(_STEPS)],
        "officers": [{"code": "A01", "name": "赵某"}, {"code": "A02", "name": "钱某"}],
        "papers": [{"kind": "record", "number": f"演练〔2026〕{random_.randrange(10_000)}号"}],
        "payload": {"facts": f"占道经营 {random_.randrange(10**6)}", "amount_fen": random_.randrange(10**6)},
        "place": "人民路口",
        "prev": prev,
        "procedure": "penalty_ordinary",
        "recorded_at": time_text(at),
        "seq": seq,
    }
    if seq == 1:
        raw["opens"] = {"number": docket.number, "place": docket.place}
    body = canonical(raw)
    return ActRow(raw["act"], docket.id, seq, raw["kind"], happened, raw["recorded_at"], body, sm3(body.encode()))


def made_record(seed: int, key: LogKey, *, acts: int = 40, every: int = 8, waiting: int = 3, dockets: int = 8) -> Copy:
    """A record with ``acts`` sealed acts, a head after every ``every`` of them and after the last, and ``waiting`` more acts."""
    random_ = random.Random(seed)
    rows: list[DocketRow] = []
    chains: dict[str, tuple[int, str]] = {}
    made: list[ActRow] = []
    at = _START
    for step in range(acts + waiting):
        at += timedelta(seconds=random_.randrange(1, 50))
        if step < dockets:
            number = f"演案〔2026〕{step + 1}号"
            rows.append(DocketRow(str(UUID(int=random_.getrandbits(128), version=4)), number, "county.urban", "510184", time_text(at)))
            docket = rows[-1]
        else:
            docket = random_.choice(rows)
        seq, prev = chains.get(docket.id, (0, NO_PREV))
        act = _new_act(random_, docket, seq + 1, prev, at)
        chains[docket.id] = (act.seq, act.digest)
        made.append(act)
    record = Copy((key.public,), rows, [], [])
    frontier = Frontier()
    for index, act in enumerate(made[:acts]):
        record.entries.append(Entry(LeafRow(index, act.id, act.digest), act))
        frontier.append(leaf_hash(bytes.fromhex(act.digest)))
        if frontier.size % every == 0 or frontier.size == acts:
            head = key.sign_head(size=frontier.size, root=frontier.root(), time=read_time(act.recorded_at) + timedelta(seconds=20))
            record.heads.append(HeadRow(head.size, head.root, head.text))
    tail = sorted(made[acts:], key=lambda act: (act.docket, act.seq))
    record.entries += [Entry(None, act, (act.docket, act.seq)) for act in tail]
    return record


def remake(record: Copy, key: LogKey) -> None:
    """What the owner of database and key can do: seq, prev, digests, leaves and heads all made anew, in agreement with each other."""
    chains: dict[str, tuple[int, str]] = {}
    opened: dict[str, str] = {}
    rows = {docket.id: docket for docket in record.dockets}
    entries, frontier, roots = [], Frontier(), {}
    for entry in record.entries:
        if entry.act is None:
            continue
        seq, prev = chains.get(entry.act.docket, (0, NO_PREV))
        raw = {**json.loads(entry.act.body), "seq": seq + 1, "prev": prev}
        raw.pop("opens", None)
        if seq == 0 and entry.act.docket in rows:
            raw["opens"] = {"number": rows[entry.act.docket].number, "place": rows[entry.act.docket].place}
        body = canonical(raw)
        act = with_body(entry.act, body, digest=sm3(body.encode()))
        chains[act.docket] = (act.seq, act.digest)
        opened.setdefault(act.docket, act.recorded_at)
        if entry.leaf is None:
            entries.append(Entry(None, act, (act.docket, act.seq)))
        else:
            entries.append(Entry(LeafRow(frontier.size, act.id, act.digest), act))
            frontier.append(leaf_hash(bytes.fromhex(act.digest)))
            roots[frontier.size] = frontier.root()
    heads = []
    for size in sorted({head.size for head in record.heads if head.size < frontier.size} | {frontier.size}):
        old = next((head for head in record.heads if head.size == size), record.heads[-1])
        if old.size == size and old.root == roots[size].hex():
            heads.append(old)
        else:
            head = key.sign_head(size=size, root=roots[size], time=read_head(old.text).time)
            heads.append(HeadRow(head.size, head.root, head.text))
    record.entries, record.heads = entries, heads
    record.dockets = [replace(docket, opened_at=opened[docket.id]) for docket in record.dockets if docket.id in opened]


# --- mutations: each changes the copy and answers what a verifier must name


@dataclass(frozen=True, slots=True)
class Wound:
    """What was touched: the first leaf that is not what it was, and the ids by which a finding may name it."""

    first: int
    ids: frozenset[str]


def _pick(record: Copy, random_: random.Random) -> int:
    return random_.randrange(record.sealed)


def _act(record: Copy, index: int) -> ActRow:
    act = record.entries[index].act
    assert act is not None, "the record was whole before it was touched"
    return act


def _edit(record: Copy, index: int, **changed: Any) -> Wound:
    act = _act(record, index)
    entry = record.entries[index]
    record.entries[index] = replace(entry, act=with_body(act, body_of(act, **changed)))
    return Wound(index, frozenset({act.id, act.docket}))


def change_payload(record: Copy, random_: random.Random) -> Wound:
    """改内容 — another amount."""
    index = _pick(record, random_)
    payload = json.loads(_act(record, index).body)["payload"]
    return _edit(record, index, payload={**payload, "amount_fen": payload["amount_fen"] + random_.randrange(1, 10**6)})


def change_actor(record: Copy, random_: random.Random) -> Wound:
    """改经手人 — another person did it."""
    index = _pick(record, random_)
    actor = json.loads(_act(record, index).body)["actor"]
    return _edit(record, index, actor={**actor, "name": actor["name"] + "甲"})


def change_time(record: Copy, random_: random.Random) -> Wound:
    """改时间 — it happened some days earlier."""
    index = _pick(record, random_)
    at = read_time(_act(record, index).happened_at) - timedelta(days=random_.randrange(1, 30))
    return _edit(record, index, happened_at=time_text(at))


def change_kind(record: Copy, random_: random.Random) -> Wound:
    """改种类 — it was another kind of act, in body and column."""
    index = _pick(record, random_)
    return _edit(record, index, kind=_act(record, index).kind + "_changed")


def change_column(record: Copy, random_: random.Random) -> Wound:
    """改列 — the column lists read says something else than the body."""
    index = _pick(record, random_)
    act = _act(record, index)
    record.entries[index] = replace(record.entries[index], act=replace(act, kind=act.kind + "_changed"))
    return Wound(index, frozenset({act.id, act.docket}))


def change_docket(record: Copy, random_: random.Random) -> Wound:
    """改卷宗 — another number in the docket's row alone."""
    at = random_.randrange(len(record.dockets))
    row = record.dockets[at]
    index = next(index for index, entry in enumerate(record.entries) if entry.act is not None and entry.act.docket == row.id)
    record.dockets[at] = replace(row, number=row.number.replace("〔2026〕", "〔2025〕"))
    return Wound(index, frozenset({row.id}))


def change_number(record: Copy, random_: random.Random) -> Wound:
    """改案号 — another number in the docket's row and in the act that opened it."""
    at = random_.randrange(len(record.dockets))
    row = record.dockets[at]
    index = next(index for index, entry in enumerate(record.entries) if entry.act is not None and entry.act.docket == row.id)
    number = row.number.replace("〔2026〕", "〔2025〕")
    record.dockets[at] = replace(row, number=number)
    return _edit(record, index, opens={"number": number, "place": row.place})


def delete_act(record: Copy, random_: random.Random) -> Wound:
    """删行为 — the act is gone, with or without its leaf."""
    index = _pick(record, random_)
    act = _act(record, index)
    if random_.random() < 0.5:
        record.entries[index] = replace(record.entries[index], act=None)
    else:
        del record.entries[index]
    return Wound(index, frozenset({act.id, act.docket}))


def delete_docket(record: Copy, random_: random.Random) -> Wound:
    """删卷宗 — all acts of one docket and its row, leaves and all."""
    docket = _act(record, _pick(record, random_)).docket
    touched = [index for index, entry in enumerate(record.entries) if entry.act is not None and entry.act.docket == docket]
    ids = {_act(record, index).id for index in touched}
    record.entries = [entry for entry in record.entries if entry.act is None or entry.act.docket != docket]
    record.dockets = [row for row in record.dockets if row.id != docket]
    return Wound(touched[0], frozenset(ids | {docket}))


def insert_act(record: Copy, random_: random.Random) -> Wound:
    """插行为 — an act that was never done, before acts that were."""
    index = _pick(record, random_)
    after = _act(record, index)
    docket = next(row for row in record.dockets if row.id == after.docket)
    act = _new_act(random_, docket, after.seq, json.loads(after.body)["prev"], read_time(after.recorded_at) - timedelta(seconds=1))
    record.entries.insert(index, Entry(LeafRow(index, act.id, act.digest), act))
    return Wound(index, frozenset({act.id, act.docket, after.id}))


def reorder_acts(record: Copy, random_: random.Random) -> Wound:
    """换次序 — two acts of one docket change places."""
    while True:
        index = _pick(record, random_)
        act = _act(record, index)
        later = [other for other in range(index + 1, record.sealed) if _act(record, other).docket == act.docket]
        if later:
            break
    other = later[0]
    follower = _act(record, other)
    record.entries[index] = replace(record.entries[index], act=replace(follower, seq=act.seq))
    record.entries[other] = replace(record.entries[other], act=replace(act, seq=follower.seq))
    return Wound(index, frozenset({act.id, follower.id, act.docket}))


def cut_tail(record: Copy, random_: random.Random) -> Wound:
    """截尾 — the last leaves, the heads over them and all that waits are gone: an old backup."""
    keep = random_.randrange(record.sealed // 2, record.sealed)
    gone = {entry.act.id for entry in record.entries[keep:] if entry.act is not None}
    record.entries = record.entries[:keep]
    record.heads = [head for head in record.heads if head.size <= keep]
    left = {entry.act.docket for entry in record.entries if entry.act is not None}
    record.dockets = [row for row in record.dockets if row.id in left]
    return Wound(keep, frozenset(gone))


def duplicate_act(record: Copy, random_: random.Random) -> Wound:
    """重复 — one act stands twice, the second time under an id of its own."""
    index = random_.randrange(record.sealed - 1)
    entry = record.entries[index]
    act = _act(record, index)
    second = str(UUID(int=random_.getrandbits(128), version=4))
    copy = with_body(act, body_of(act, act=second))
    copy = replace(copy, digest=sm3(copy.body.encode()))
    record.entries.insert(index + 1, replace(entry, act=copy, leaf=LeafRow(index + 1, second, copy.digest)))
    return Wound(index + 1, frozenset({act.id, second, act.docket}))


def swap_leaves(record: Copy, random_: random.Random) -> Wound:
    """换叶 — two acts of different dockets change their places in the log."""
    while True:
        low, high = sorted(random_.sample(range(record.sealed), 2))
        one, two = _act(record, low), _act(record, high)
        if one.docket != two.docket:
            break
    first, second = record.entries[low], record.entries[high]
    assert first.leaf is not None and second.leaf is not None, "both are sealed"
    record.entries[low] = replace(second, leaf=replace(second.leaf, index=low))
    record.entries[high] = replace(first, leaf=replace(first.leaf, index=high))
    return Wound(low, frozenset({one.id, two.id, one.docket, two.docket}))


def fork(record: Copy, random_: random.Random) -> Wound:
    """分叉 — from some leaf on another history: every later act says something else."""
    index = _pick(record, random_)
    ids: set[str] = set()
    for at in range(index, record.sealed):
        payload = json.loads(_act(record, at).body)["payload"]
        ids |= _edit(record, at, payload={**payload, "facts": f"另一说 {random_.randrange(10**6)}"}).ids
    return Wound(index, frozenset(ids))


MUTATIONS: Final[tuple[Callable[[Copy, random.Random], Wound], ...]] = (
    change_payload,
    change_actor,
    change_time,
    change_column,
    change_docket,
    delete_act,
    delete_docket,
    insert_act,
    reorder_acts,
    cut_tail,
    duplicate_act,
    swap_leaves,
    fork,
)


#: what a mutation of rows and columns becomes where all is made anew
_IN_BODY: Final[dict[Callable[[Copy, random.Random], Wound], Callable[[Copy, random.Random], Wound]]] = {
    change_column: change_kind,
    change_docket: change_number,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One attack: how, whether all was re-made with the stolen key, the record as it then stands, and what must be named."""

    name: str
    remade: bool
    record: Copy
    wound: Wound


def mutants(original: Copy, key: LogKey, *, seed: int, count: int) -> Iterable[Mutant]:
    """``count`` attacks on copies of the record: every mutation in turn, every second one re-made."""
    for number in range(count):
        mutate = MUTATIONS[number // 2 % len(MUTATIONS)]
        if number % 2:  # to make a record anew sets rows and columns right: only the body can lie then
            mutate = _IN_BODY.get(mutate, mutate)
        record = original.copy()
        wound = mutate(record, random.Random(f"{seed}/{number}"))
        if number % 2:
            remake(record, key)
        yield Mutant((mutate.__doc__ or "").split(" — ")[0], bool(number % 2), record, wound)


# --- judging the verifiers


def is_named(mutant: Mutant, findings: Iterable[tuple[str, dict[str, Any]]]) -> bool:
    """Does a finding name what was touched: an act, a docket, its leaf, or a span of leaves under a head that begins the change?

    Where everything was re-made only a head given away can tell: a span that holds the first changed leaf.
    """
    first = mutant.wound.first
    for _, facts in findings:
        low, high = facts.get("from_index", facts.get("low")), facts.get("until_index", facts.get("high"))
        if low is not None and high is not None and low <= first <= high:
            return True
        if not mutant.remade and (mutant.wound.ids & {str(facts.get("act")), str(facts.get("docket"))} or facts.get("index") == first):
            return True
    return False


def outside_verifier() -> ModuleType:
    """The verifier for outsiders, from its file; it is no part of this package."""
    file = Path(__file__).resolve().parents[4] / "tools" / "verify_export.py"
    spec = importlib.util.spec_from_file_location("yifa_verify_export", file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _pairs(found: Findings) -> list[tuple[str, dict[str, Any]]]:
    return [(finding.code, dict(finding.facts)) for finding in found.findings]


def run(seed: int, budget: float | None = None, *, count: int = MUTANTS, database: bool = True) -> Report:
    """Run the drill; ``budget`` seconds end it early, and then the number of mutants tried is what the report says."""
    from yifa.docket.export import write_ledger

    began = time.monotonic()
    key = LogKey.from_seed(random.Random(f"{seed}/key").randbytes(32))
    original = made_record(seed, key)
    given = [GivenHead(f"head-{head.size}", head.text) for head in original.heads]
    kept = [(head.name, head.text) for head in given]
    outside = outside_verifier()
    report = Report("tamper", seed)
    report.settings = {
        "记录": f"{original.sealed} 叶、{len(original.entries)} 项行为、{len(original.dockets)} 卷、{len(given)} 个外存树头",
        "改动": "、".join((mutate.__doc__ or "").split(" — ")[0] for mutate in MUTATIONS),
    }

    def in_export(record: Copy) -> list[tuple[str, dict[str, Any]]]:
        file = io.BytesIO()
        write_ledger(file, record.ledger(), now=_START)
        file.seek(0)
        return [(finding["code"], finding["facts"]) for finding in outside.verify(file, kept)[1]]

    for name, found in (("本程序", _pairs(examine(original.ledger(), given=given))), ("独立程序", in_export(original))):
        if found:
            report.missed.append(f"{name}对未改动的记录报了 {len(found)} 处不符：{found[0]}")
    tables = _Tables(key, original) if database else None
    if tables is not None:
        report.missed += tables.open(given)
    tried = remade = in_tables = control_caught = control_remade = rows_caught = 0
    try:
        for number, mutant in enumerate(mutants(original, key, seed=seed, count=count)):
            if budget is not None and time.monotonic() - began > budget:
                break
            how = "（全部重做）" if mutant.remade else ""
            label = f"第 {number} 号 {mutant.name}{how}，第 {mutant.wound.first} 叶"
            tried, remade = tried + 1, remade + mutant.remade
            if not is_named(mutant, _pairs(examine(mutant.record.ledger(), given=given))):
                report.missed.append(f"本程序：{label}")
            if not is_named(mutant, in_export(mutant.record)):
                report.missed.append(f"独立程序：{label}")
            trusting = examine(mutant.record.ledger())
            control_caught += not trusting.good
            control_remade += mutant.remade and not trusting.good
            rows_caught += any(finding.code == "act_digest" for finding in trusting.findings)
            if tables is not None and (number // IN_DATABASE_EVERY + number) % IN_DATABASE_EVERY == 0:
                in_tables += 1
                if not is_named(mutant, _pairs(tables.verify(mutant.record, given))):
                    report.missed.append(f"本程序在数据库中：{label}")
    finally:
        if tables is not None:
            tables.close()
    unseen = _unseen_in_tail(original, key, given, seed)
    if not tried:
        report.missed.append("时限内一种改动也没有试")
    report.counts = {
        "试过的改动": tried,
        "其中全部重做": remade,
        "其中写入数据库核验": in_tables,
        "漏过": len(report.missed),
        f"最后的树头之后、全部重做的改动（承诺之外）{_TAIL_TRIES} 次，看不出": unseen,
        "用时（秒）": f"{time.monotonic() - began:.1f}",
    }
    report.control = (
        f"只信库内链与库内树头的核验指出 {control_caught}/{tried}（全部重做的 {control_remade}/{remade}）；"
        f"只核逐条摘要的指出 {rows_caught}/{tried}"
    )
    report.control_failed = remade > 0 and control_remade == 0 and rows_caught < tried
    return report


_TAIL_TRIES: Final = 20


def _unseen_in_tail(original: Copy, key: LogKey, given: list[GivenHead], seed: int) -> int:
    """The limit of the promise, shown: how many re-made changes after the last head given away no verifier sees."""
    unseen = 0
    for number in range(_TAIL_TRIES):
        record, random_ = original.copy(), random.Random(f"{seed}/tail/{number}")
        _edit(record, random_.randrange(original.sealed, len(original.entries)), place=f"别处 {number}")
        remake(record, key)
        unseen += examine(record.ledger(), given=given).good
    return unseen


class _Tables:
    """The record in real tables: temporary ones that stand before the place's own for this session only, undone at the end."""

    NAMES = ("docket_docket", "docket_act", "docket_unsealed", "docket_leaf", "docket_head")

    def __init__(self, key: LogKey, original: Copy) -> None:
        from django.db import transaction

        self._key, self._original = key, original
        self._whole = transaction.atomic()

    def open(self, given: list[GivenHead]) -> list[str]:
        """Make the tables, fill and seal them as the worker does; answer what went wrong, also on the untouched record."""
        from django.db import connection

        from yifa.docket.sealing import seal_due

        self._whole.__enter__()
        wrong = []
        with connection.cursor() as cursor:
            for name in self.NAMES:
                cursor.execute(f"CREATE TEMP TABLE {name} (LIKE {name} INCLUDING DEFAULTS) ON COMMIT DROP")
        waiting = self._original.copy()
        waiting.heads = []
        texts = []
        begin = 0
        for size in [head.size for head in self._original.heads]:
            waiting.entries = [
                Entry(None, entry.act, (entry.act.docket, entry.act.seq)) for entry in self._original.entries[begin:size] if entry.act
            ]
            self._write(waiting, only_acts=begin > 0)
            begin = size
            time_ = read_head(next(head.text for head in self._original.heads if head.size == size)).time
            sealed = seal_due(now=time_, force=True, key=self._key)
            texts.append(sealed.text if sealed else "")
        if texts != [head.text for head in given]:
            wrong.append("数据库中封存所得的树头与内存中的不同")
        if not self.verify(self._original, given).good:
            wrong.append("本程序在数据库中对未改动的记录报了不符")
        return wrong

    def verify(self, record: Copy, given: list[GivenHead]) -> Findings:
        """Write the record as it stands into the tables, verify there, undo."""
        from django.db import transaction

        from yifa.docket.verification import verify_database

        with transaction.atomic():
            self._write(record)
            found = verify_database(given, keys=[self._key.public])
            transaction.set_rollback(True)
        return found

    def close(self) -> None:
        from django.db import transaction

        transaction.set_rollback(True)
        self._whole.__exit__(None, None, None)

    def _write(self, record: Copy, *, only_acts: bool = False) -> None:
        from django.db import connection

        acts = [entry.act for entry in record.entries if entry.act is not None]
        leaves = [entry.leaf for entry in record.entries if entry.leaf is not None]
        queue = [(entry.act.id, *entry.queued, entry.act.recorded_at) for entry in record.entries if entry.act is not None and entry.queued]
        act_rows = [(a.id, a.docket, a.seq, a.kind, a.happened_at, a.recorded_at, a.body, a.digest, "") for a in acts]
        rows: dict[str, list[tuple[Any, ...]]] = {
            "docket_act (id, docket_id, seq, kind, happened_at, recorded_at, body, digest, request)": act_rows,
            "docket_unsealed (act, docket, seq, recorded_at)": queue,
        }
        if not only_acts:
            rows |= {
                "docket_docket (id, number, body, place, opened_at)": [
                    (d.id, d.number, d.body, d.place, d.opened_at) for d in record.dockets
                ],
                "docket_leaf (index, act, digest)": [(leaf.index, leaf.act, leaf.digest) for leaf in leaves],
                "docket_head (size, root, text, made_at, frontier)": [
                    (h.size, h.root, h.text, read_head(h.text).time, "{}") for h in record.heads
                ],
            }
        with connection.cursor() as cursor:
            if not only_acts:
                for name in self.NAMES:
                    cursor.execute(f"DELETE FROM {name}")
            for into, values in rows.items():
                with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                    for value in values:
                        copy.write_row(value)
