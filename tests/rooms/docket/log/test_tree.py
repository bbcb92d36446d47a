"""The tree against the definition of RFC 9162, written down as it stands there."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.docket.log.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from yifa.kernel.canonical import sm3_bytes


def defined_root(data: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, over SM3."""
    if not data:
        return sm3_bytes(b"")
    if len(data) == 1:
        return sm3_bytes(b"\x00" + data[0])
    split = 1
    while split * 2 < len(data):
        split *= 2
    return sm3_bytes(b"\x01" + defined_root(data[:split]) + defined_root(data[split:]))


def defined_path(index: int, data: list[bytes]) -> list[bytes]:
    """PATH of RFC 9162, 2.1.3.1."""
    if len(data) == 1:
        return []
    split = 1
    while split * 2 < len(data):
        split *= 2
    if index < split:
        return [*defined_path(index, data[:split]), defined_root(data[split:])]
    return [*defined_path(index - split, data[split:]), defined_root(data[:split])]


def defined_subproof(old: int, data: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162, 2.1.4.1."""
    if old == len(data):
        return [] if whole else [defined_root(data)]
    split = 1
    while split * 2 < len(data):
        split *= 2
    if old <= split:
        return [*defined_subproof(old, data[:split], whole), defined_root(data[split:])]
    return [*defined_subproof(old - split, data[split:], False), defined_root(data[:split])]


datas = st.lists(st.binary(min_size=32, max_size=32), max_size=40)
some_datas = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40, unique=True)


def test_empty_tree_has_the_hash_of_nothing() -> None:
    assert root_of([]) == EMPTY_ROOT == sm3_bytes(b"")


@given(datas)
def test_root_is_the_defined_one(data: list[bytes]) -> None:
    assert root_of(map(leaf_hash, data)) == defined_root(data)


@given(datas, st.data())
def test_frontier_goes_on_where_it_was_written_down(data: list[bytes], draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(data)))
    frontier = Frontier()
    frontier.extend(map(leaf_hash, data[:at]))

    resumed = Frontier.from_json(frontier.as_json())
    resumed.extend(map(leaf_hash, data[at:]))

    assert (resumed.size, resumed.root()) == (len(data), defined_root(data))


@pytest.mark.parametrize(
    "value",
    [{}, {"size": 3, "peaks": ["00" * 32]}, {"size": -1, "peaks": []}, {"size": 1, "peaks": ["00"]}, {"size": True, "peaks": ["00" * 32]}],
)
def test_frontier_that_does_not_fit_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="frontier"):
        Frontier.from_json(value)


@given(some_datas, st.data())
def test_inclusion_proof_is_the_defined_one_and_holds(data: list[bytes], draw: st.DataObject) -> None:
    index = draw.draw(st.integers(0, len(data) - 1))
    leaves = [leaf_hash(each) for each in data]

    proof = inclusion_proof(leaves, index)

    assert proof == defined_path(index, data)
    assert verify_inclusion(leaf=leaves[index], index=index, size=len(data), proof=proof, root=root_of(leaves))


@given(some_datas, st.data())
def test_inclusion_proof_holds_for_nothing_else(data: list[bytes], draw: st.DataObject) -> None:
    index = draw.draw(st.integers(0, len(data) - 1))
    leaves = [leaf_hash(each) for each in data]
    proof, root = inclusion_proof(leaves, index), root_of(leaves)
    other = draw.draw(st.integers(0, len(data) + 2).filter(lambda at: at != index))
    flipped = bytes([root[0] ^ 1]) + root[1:]

    assert not verify_inclusion(leaf=leaves[index], index=other, size=len(data), proof=proof, root=root)
    assert not verify_inclusion(leaf=leaf_hash(b"other"), index=index, size=len(data), proof=proof, root=root)
    assert not verify_inclusion(leaf=leaves[index], index=index, size=len(data), proof=proof, root=flipped)
    assert not verify_inclusion(leaf=leaves[index], index=index, size=len(data), proof=[*proof, root], root=root)
    assert not proof or not verify_inclusion(leaf=leaves[index], index=index, size=len(data), proof=proof[:-1], root=root)


@given(some_datas, st.data())
def test_consistency_proof_is_the_defined_one_and_holds(data: list[bytes], draw: st.DataObject) -> None:
    old = draw.draw(st.integers(1, len(data)))
    leaves = [leaf_hash(each) for each in data]

    proof = consistency_proof(leaves, old)

    assert proof == defined_subproof(old, data, True)
    assert verify_consistency(old=old, new=len(data), old_root=root_of(leaves[:old]), new_root=root_of(leaves), proof=proof)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=40, unique=True), st.data())
def test_consistency_proof_holds_for_no_other_beginning(data: list[bytes], draw: st.DataObject) -> None:
    old = draw.draw(st.integers(1, len(data)))
    changed = draw.draw(st.integers(0, old - 1))
    leaves = [leaf_hash(each) for each in data]
    before = [*leaves[:changed], leaf_hash(b"other"), *leaves[changed + 1 : old]]
    proof = consistency_proof(leaves, old)

    assert not verify_consistency(old=old, new=len(data), old_root=root_of(before), new_root=root_of(leaves), proof=proof)
    assert not verify_consistency(
        old=old, new=len(data), old_root=root_of(leaves[:old]), new_root=root_of([*before, *leaves[old:]]), proof=proof
    )


def test_proofs_out_of_range_are_refused() -> None:
    leaves = [leaf_hash(b"a")]

    with pytest.raises(IndexError):
        inclusion_proof(leaves, 1)
    with pytest.raises(IndexError):
        consistency_proof(leaves, 0)
    assert not verify_consistency(old=0, new=1, old_root=EMPTY_ROOT, new_root=root_of(leaves), proof=[])


def test_two_hundred_thousand_leaves_in_seconds() -> None:
    began = time.monotonic()

    frontier = Frontier()
    frontier.extend(leaf_hash(number.to_bytes(32, "big")) for number in range(200_000))

    assert frontier.size == 200_000
    assert time.monotonic() - began < 5
