"""What the verifier says of a record in which one thing is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from yifa.docket.log.examine import Entry, GivenHead, HeadRow, examine
from yifa.docket.log.head import LogKey, read_head
from yifa.docket.log.tree import root_of
from yifa.kernel.canonical import canonical, sm3
from yifa.server.drills.tamper import Copy, body_of, made_record, remake, with_body

KEY = LogKey.from_seed(b"k" * 32)


def fresh() -> Copy:
    return made_record(7, KEY, acts=20, every=5, waiting=2, dockets=4)


def given_of(record: Copy) -> list[GivenHead]:
    return [GivenHead(f"head-{head.size}", head.text) for head in record.heads]


def codes(record: Copy, given: list[GivenHead] | None = None) -> list[str]:
    return [finding.code for finding in examine(record.ledger(), given=given or []).findings]


def test_whole_record_has_no_findings() -> None:
    found = examine(fresh().ledger(), given=given_of(fresh()))

    assert (found.findings, found.acts, found.leaves, found.dockets, found.heads, found.heads_given) == ([], 22, 20, 4, 4, 4)
    assert [notice.code for notice in found.notices] == ["act_waiting"]


def test_record_without_acts_has_no_findings() -> None:
    assert codes(Copy((KEY.public,), [], [], [])) == []


def changed_body(record: Copy) -> None:
    entry = record.entries[19]
    assert entry.act
    record.entries[19] = replace(entry, act=with_body(entry.act, body_of(entry.act, place="别处")))


def doubled_key(record: Copy) -> None:
    entry = record.entries[21]
    assert entry.act
    record.entries[21] = replace(entry, act=replace(entry.act, body=entry.act.body.replace('"act":', '"act":"x","act":', 1)))


def other_column(record: Copy) -> None:
    entry = record.entries[3]
    assert entry.act
    record.entries[3] = replace(entry, act=replace(entry.act, kind="other"))


def lost_act(record: Copy) -> None:
    last = max(range(20), key=lambda index: index)
    record.entries[last] = replace(record.entries[last], act=None)
    record.entries = record.entries[:20]


def unqueued(record: Copy) -> None:
    record.entries[21] = replace(record.entries[21], queued=None)


def queued_elsewhere(record: Copy) -> None:
    entry = record.entries[21]
    assert entry.act
    record.entries[21] = replace(entry, queued=(entry.act.docket, entry.act.seq + 1))


def stray(record: Copy) -> None:
    record.strays.append("7d0c6f0e-0000-4000-8000-000000000000")


def docket_row(record: Copy) -> None:
    record.dockets[0] = replace(record.dockets[0], number="另案〔2026〕1号")


def docket_gone(record: Copy) -> None:
    record.dockets = [row for row in record.dockets if row.id != record.entries[0].act.docket]  # type: ignore[union-attr]  # it has one


def docket_empty(record: Copy) -> None:
    record.dockets.append(replace(record.dockets[0], id="7d0c6f0e-0000-4000-8000-000000000000", number="空案"))


def head_row(record: Copy) -> None:
    record.heads[1] = replace(record.heads[1], root="0" * 64)


def head_text(record: Copy) -> None:
    record.heads[1] = replace(record.heads[1], text="yifa log v1\n")


def head_key(record: Copy) -> None:
    head = read_head(record.heads[1].text)
    other = LogKey.from_seed(b"x" * 32).sign_head(size=head.size, root=bytes.fromhex(head.root), time=head.time)
    record.heads[1] = HeadRow(other.size, other.root, other.text)


def no_last_head(record: Copy) -> None:
    record.heads.pop()


def other_leaf(record: Copy) -> None:
    entry = record.entries[4]
    assert entry.leaf
    record.entries[4] = replace(entry, leaf=replace(entry.leaf, digest="0" * 64))


def leaf_left_out(record: Copy) -> None:
    for index in range(4, 20):
        entry = record.entries[index]
        assert entry.leaf
        record.entries[index] = replace(entry, leaf=replace(entry.leaf, index=index + 1))


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (changed_body, {"act_digest", "leaf_digest", "head_root"}),
        (doubled_key, {"act_digest", "act_text"}),
        (other_column, {"act_columns"}),
        (lost_act, {"act_gone"}),
        (unqueued, {"act_unqueued"}),
        (queued_elsewhere, {"queue_row"}),
        (stray, {"queue_stray"}),
        (docket_row, {"docket_row"}),
        (docket_gone, {"docket_gone"}),
        (docket_empty, {"docket_empty"}),
        (head_row, {"head_row"}),
        (head_text, {"head_text"}),
        (head_key, {"head_key"}),
        (no_last_head, {"leaf_headless"}),
        (other_leaf, {"leaf_digest"}),
        (leaf_left_out, {"leaf_index"}),
    ],
)
def test_one_thing_wrong_is_named(spoil: Callable[[Copy], None], expected: set[str]) -> None:
    record = fresh()

    spoil(record)

    assert set(codes(record)) == expected
    assert all(finding.sentence.endswith("。") for finding in examine(record.ledger()).findings)


def test_remade_change_is_told_by_the_head_given_away_alone() -> None:
    record = fresh()
    given = given_of(record)
    entry = record.entries[7]
    assert entry.act
    record.entries[7] = replace(entry, act=with_body(entry.act, body_of(entry.act, place="别处")))
    remake(record, KEY)

    assert codes(record) == []
    spans = [finding.facts for finding in examine(record.ledger(), given=given[1:2]).findings if finding.code == "head_root"]
    assert [(span["name"], span["from_index"], span["until_index"]) for span in spans] == [("head-10", 0, 9)]
    spans = [finding.facts for finding in examine(record.ledger(), given=given).findings if finding.code == "head_root"]
    assert [(span["from_index"], span["until_index"], span["count"]) for span in spans] == [(5, 9, 3)]


def test_docket_whose_number_stands_in_no_act_is_remarked_on() -> None:
    record = made_record(7, KEY, acts=1, every=1, waiting=0, dockets=1)
    entry = record.entries[0]
    assert entry.act and entry.leaf
    raw = json.loads(entry.act.body)
    del raw["opens"]
    body = canonical(raw)
    act = replace(entry.act, body=body, digest=sm3(body.encode()))
    record.entries = [Entry(None, act, (act.docket, 1))]
    record.heads = []

    found = examine(record.ledger())

    assert found.findings == []
    assert [(notice.code, notice.facts["count"]) for notice in found.notices] == [("act_waiting", 1), ("docket_unstated", 1)]


def test_two_heads_of_one_size_are_a_fork() -> None:
    record = fresh()
    head = read_head(record.heads[2].text)
    other = KEY.sign_head(size=head.size, root=root_of([]), time=head.time)

    assert codes(record, [GivenHead("county", other.text)]) == ["head_missing", "head_fork", "head_root"]


def test_old_backup_is_told_by_a_head_given_away() -> None:
    record = fresh()
    given = given_of(record)
    record.entries, record.heads = record.entries[:10], record.heads[:2]

    assert codes(record) == []
    assert codes(record, given) == ["head_missing", "head_missing", "head_cut"]


def test_act_recorded_long_before_the_head_it_is_not_under_is_remarked_on() -> None:
    record = fresh()
    last = record.entries[21]
    assert last.act
    late = read_head(record.heads[-1].text).time - timedelta(hours=1)
    text = late.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    act = with_body(last.act, body_of(last.act, recorded_at=text))
    record.entries[21] = Entry(None, act, last.queued)
    remake(record, KEY)

    found = examine(record.ledger())

    assert found.findings == []
    assert [notice.code for notice in found.notices] == ["act_late", "act_waiting"]
