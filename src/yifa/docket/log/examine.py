"""核验 — reads a whole record (acts, leaves, heads) once, in order, and names everything that does not fit.

Promised exactly: what stands under a head that somebody outside holds cannot be changed, removed, inserted or put in another
order unseen, whoever owns the database and the signing key. Acts after the last such head (at most a minute or a hundred acts,
while the worker runs) rest on the server alone: their digests and chain are checked, but one who re-makes both is not seen.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from yifa.docket.log.head import GRACE, Head, HeadUnreadable, read_head, time_text
from yifa.docket.log.tree import Frontier, leaf_hash
from yifa.docket.log.wording import sentences
from yifa.kernel.canonical import canonical, sm3

NO_PREV = "0" * 64

#: The members of an act's body, all of them; the first act of a docket may also have ``opens``.
MEMBERS = frozenset(
    [
        "act",
        "actor",
        "docket",
        "evidence",
        "grounds",
        "happened_at",
        "in_name_of",
        "kind",
        "officers",
        "papers",
        "payload",
        "place",
        "prev",
        "procedure",
        "recorded_at",
        "seq",
    ]
)


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act as it is stored; instants as text."""

    id: str
    docket: str
    seq: int
    kind: str
    happened_at: str
    recorded_at: str
    body: str
    digest: str


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A leaf as it is stored."""

    index: int
    act: str
    digest: str


@dataclass(frozen=True, slots=True)
class DocketRow:
    """A docket's identity as it is stored."""

    id: str
    number: str
    body: str
    place: str
    opened_at: str


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A head as it is stored: the columns, and the signed text they repeat."""

    size: int
    root: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf with its act; or an act without leaf, with its row in the queue (docket, seq) when it has one."""

    leaf: LeafRow | None
    act: ActRow | None
    queued: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """全部记录 — what a verifier reads, once and in this order. ``entries``: leaves by index, then acts without leaf by docket and seq."""

    keys: tuple[bytes, ...]
    dockets: Iterable[DocketRow]
    heads: Iterable[HeadRow]
    entries: Iterable[Entry]
    #: ids in the queue whose act is absent or already has a leaf
    strays: Iterable[str] = ()


@dataclass(frozen=True, slots=True)
class GivenHead:
    """A head held outside, with the name under which the holder keeps it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit. ``facts`` are plain JSON; ``sentence`` says it in Chinese."""

    code: str
    facts: dict[str, str | int]

    @property
    def sentence(self) -> str:
        return sentences("finding")[self.code].format(**self.facts)


@dataclass(frozen=True, slots=True)
class Notice:
    """Nothing wrong by itself, yet worth a look."""

    code: str
    facts: dict[str, str | int]

    @property
    def sentence(self) -> str:
        return sentences("notice")[self.code].format(**self.facts)


@dataclass(slots=True)
class Findings:
    """核验结果 — what was read and what did not fit."""

    acts: int = 0
    leaves: int = 0
    dockets: int = 0
    heads: int = 0
    heads_given: int = 0
    #: dockets whose number and place stand in no act
    unstated: int = 0
    findings: list[Finding] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.findings

    def add(self, code: str, **facts: str | int) -> None:
        self.findings.append(Finding(code, facts))

    def as_json(self) -> dict[str, object]:
        return {
            "good": self.good,
            "acts": self.acts,
            "leaves": self.leaves,
            "dockets": self.dockets,
            "heads": self.heads,
            "heads_given": self.heads_given,
            "findings": [{"code": found.code, "sentence": found.sentence, "facts": found.facts} for found in self.findings],
            "notices": [{"code": note.code, "sentence": note.sentence, "facts": note.facts} for note in self.notices],
        }


def examine(ledger: Ledger, *, given: Iterable[GivenHead] = ()) -> Findings:
    """Check everything: bodies, columns, chains, queue, leaves, the tree under every head, and every head given away."""
    found = Findings()
    dockets = {docket.id: docket for docket in ledger.dockets}
    found.dockets = len(dockets)
    heads = list(_heads(ledger, given, found))
    roots = _walk(ledger.entries, dockets, heads, found)
    for stray in ledger.strays:
        found.add("queue_stray", act=stray)
    _compare(heads, roots, found)
    return found


@dataclass(frozen=True, slots=True)
class _Held:
    name: str
    head: Head
    given: bool


def _heads(ledger: Ledger, given: Iterable[GivenHead], found: Findings) -> Iterator[_Held]:
    """The heads that are well formed and signed by a key of the log; the others are findings."""
    texts = set()
    for row in ledger.heads:
        found.heads += 1
        name = f"#{row.size}"
        try:
            head = read_head(row.text)
        except HeadUnreadable as error:
            found.add("head_text", name=name, why=str(error))
            continue
        texts.add(row.text)
        if (row.size, row.root) != (head.size, head.root):
            found.add("head_row", size=row.size)
        if _signed(head, ledger.keys):
            yield _Held(name, head, False)
        else:
            found.add("head_key", name=name, size=head.size)
    for kept in given:
        found.heads_given += 1
        try:
            head = read_head(kept.text)
        except HeadUnreadable as error:
            found.add("head_text", name=kept.name, why=str(error))
            continue
        if not _signed(head, ledger.keys):
            found.add("head_key", name=kept.name, size=head.size)
            continue
        if kept.text not in texts:
            found.add("head_missing", name=kept.name, size=head.size)
        yield _Held(kept.name, head, True)


def _signed(head: Head, keys: tuple[bytes, ...]) -> bool:
    return any(head.is_signed_by(key) for key in keys)


def _walk(entries: Iterable[Entry], dockets: dict[str, DocketRow], heads: list[_Held], found: Findings) -> dict[int, str]:
    """Read all entries; answer the root at the size of every head that the leaves reach."""
    frontier, roots = Frontier(), {0: Frontier().root().hex()}
    sizes = {held.head.size for held in heads}
    own = sorted((held.head.size, held.head.time) for held in heads if not held.given)
    own_sizes = [size for size, _ in own]
    #: instants of acts and heads are written in one way, so their order is that of their texts
    late_before = [time_text(at - GRACE) for _, at in own]
    chains: dict[str, tuple[int, str]] = {}
    waiting, oldest = 0, ""
    for entry in entries:
        leaf, act = entry.leaf, entry.act
        digest = ""
        if act is not None:
            found.acts += 1
            digest = _check_act(act, dockets, chains, found)
        if leaf is None:
            if act is not None:
                waiting, oldest = waiting + 1, min(oldest or act.recorded_at, act.recorded_at)
                if entry.queued is None:
                    found.add("act_unqueued", act=act.id, docket=act.docket, seq=act.seq)
                elif entry.queued != (act.docket, act.seq):
                    found.add("queue_row", act=act.id)
        else:
            if leaf.index != frontier.size:
                found.add("leaf_index", index=leaf.index, expected=frontier.size, act=leaf.act)
            if act is None:
                found.add("act_gone", index=leaf.index, act=leaf.act)
            elif leaf.digest != digest or leaf.act != act.id:
                found.add("leaf_digest", index=leaf.index, act=act.id)
            # What stands in the acts now is what the tree is made of; the stored digest only fills in for an act that is gone.
            frontier.append(leaf_hash(_bytes_of(digest or leaf.digest)))
            if frontier.size in sizes:
                roots[frontier.size] = frontier.root().hex()
        if act is not None and own:
            before = bisect_right(own_sizes, frontier.size - 1 if leaf is not None else frontier.size) - 1
            if before >= 0 and act.recorded_at < late_before[before]:
                facts: dict[str, str | int] = {"act": act.id, "docket": act.docket, "seq": act.seq}
                facts |= {"recorded_at": act.recorded_at, "head_time": time_text(own[before][1])}
                found.notices.append(Notice("act_late", facts))
    found.leaves = frontier.size
    for docket in dockets.values():
        if docket.id not in chains:
            found.add("docket_empty", docket=docket.id, number=docket.number)
    if waiting:
        found.notices.append(Notice("act_waiting", {"count": waiting, "since": oldest}))
    if found.unstated:
        found.notices.append(Notice("docket_unstated", {"count": found.unstated}))
    if frontier.size > max(own_sizes, default=0):
        found.add("leaf_headless", index=max(own_sizes, default=0), size=max(own_sizes, default=0))
    return roots


def _bytes_of(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return digest.encode()


def _check_act(act: ActRow, dockets: dict[str, DocketRow], chains: dict[str, tuple[int, str]], found: Findings) -> str:
    """Check one act by itself, with its docket and with the act before it; answer the digest of its body."""
    where: dict[str, str | int] = {"act": act.id, "docket": act.docket, "seq": act.seq}
    try:
        digest = sm3(act.body.encode())
    except UnicodeEncodeError:
        found.add("act_text", **where, why="不是有效的 Unicode 文本")
        return ""
    if digest != act.digest:
        found.add("act_digest", **where)
    body = read_body(act.body)
    if isinstance(body, str):
        found.add("act_text", **where, why=body)
        body = {}
    else:
        columns = {
            "act": act.id,
            "docket": act.docket,
            "seq": act.seq,
            "kind": act.kind,
            "happened_at": act.happened_at,
            "recorded_at": act.recorded_at,
        }
        differing = [name for name, value in columns.items() if body[name] != value or type(body[name]) is not type(value)]
        if differing:
            found.add("act_columns", **where, columns="、".join(differing))
    last_seq, last_digest = chains.get(act.docket, (0, NO_PREV))
    if act.seq != last_seq + 1:
        found.add("act_seq", **where, expected=last_seq + 1)
    elif body and body["prev"] != last_digest:
        found.add("act_prev", **where)
    docket = dockets.get(act.docket)
    if docket is None:
        found.add("docket_gone", act=act.id, docket=act.docket)
    elif last_seq == 0 and body:
        _check_docket(docket, body, found)
    chains[act.docket] = (act.seq, digest)
    return digest


def _check_docket(docket: DocketRow, body: dict[str, object], found: Findings) -> None:
    """The row of a docket against its first act: opened when that was recorded, in its name, with the number and place it states.

    The first act states them as ``opens``: {"number", "place"}. Where it does not, the log cannot tell when they are changed.
    """
    stated = {"opened_at": body["recorded_at"], "body": body["in_name_of"]}
    opens = body.get("opens")
    if isinstance(opens, dict):
        stated |= {"number": opens.get("number"), "place": opens.get("place")}
    else:
        found.unstated += 1
    differing = [name for name, value in stated.items() if getattr(docket, name) != value]
    if differing:
        found.add("docket_row", docket=docket.id, number=docket.number, columns="、".join(differing))


def read_body(text: str) -> dict[str, object] | str:
    """An act's body as JSON, or why it is no canonical text of an act (in Chinese)."""
    try:
        value = json.loads(text)
        if not isinstance(value, dict) or value.keys() - {"opens"} != MEMBERS:
            return "成员不齐或者多出"
        if canonical(value) != text:
            return "不是规范写法"
    except RecursionError:
        return "嵌套过深"
    except (ValueError, TypeError):
        return "不是规范的 JSON"
    return value


def _compare(heads: list[_Held], roots: dict[int, str], found: Findings) -> None:
    """The heads among themselves; then what stands now against the heads given away, and, apart from them, those in the database.

    Apart, for a head in the database proves nothing to one who holds another: it must not narrow the span that is named.
    """
    first: dict[int, _Held] = {}
    for held in heads:
        other = first.setdefault(held.head.size, held)
        if other.head.root != held.head.root:
            found.add("head_fork", size=held.head.size, name=other.name, other=held.name)
    for given in (True, False):
        _name_spans(sorted((held for held in heads if held.given is given), key=lambda held: held.head.size), roots, found)


def _name_spans(heads: list[_Held], roots: dict[int, str], found: Findings) -> None:
    """For each run of heads that do not fit: the first of them, and the leaves between the last good head and it."""
    good, run = 0, list[_Held]()
    for held in [*heads, None]:
        fits = held is not None and roots.get(held.head.size) == held.head.root
        if run and (held is None or fits):
            size = run[0].head.size
            span: dict[str, str | int] = {"name": run[0].name, "size": size, "from_index": good, "until_index": size - 1, "count": len(run)}
            if size in roots:
                found.add("head_root", **span)
            else:
                found.add("head_cut", **span, held=found.leaves)
            run = []
        if held is not None and fits:
            good = held.head.size
        elif held is not None:
            run.append(held)
