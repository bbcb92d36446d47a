"""默克尔树 — the tree of RFC 9162 over SM3: roots, proofs and the frontier that grows without rereading old leaves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_LEAF = hashlib.new("sm3", b"\x00")
_NODE = hashlib.new("sm3", b"\x01")

#: The root of the tree without leaves: SM3 of nothing.
EMPTY_ROOT = hashlib.new("sm3", b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf: SM3(0x00 ‖ data); data is the 32 bytes of an act's digest."""
    state = _LEAF.copy()
    state.update(data)
    return state.digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SM3(0x01 ‖ left ‖ right)."""
    state = _NODE.copy()
    state.update(left + right)
    return state.digest()


@dataclass(slots=True)
class Frontier:
    """The right edge of a tree: the roots of its full subtrees, largest first; one for each bit set in ``size``."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash; amortised one node hash."""
        carry, size = leaf, self.size
        while size & 1:
            carry = node_hash(self.peaks.pop(), carry)
            size >>= 1
        self.peaks.append(carry)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The root of the whole tree: the peaks folded from the right."""
        if not self.peaks:
            return EMPTY_ROOT
        total = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            total = node_hash(peak, total)
        return total

    def as_json(self) -> dict[str, object]:
        return {"size": self.size, "peaks": [peak.hex() for peak in self.peaks]}

    @classmethod
    def from_json(cls, value: dict[str, object]) -> Frontier:
        """Read what ``as_json`` wrote. Raises ValueError when the peaks do not fit the size."""
        size, peaks = value.get("size"), value.get("peaks")
        if type(size) is not int or size < 0 or not isinstance(peaks, list) or len(peaks) != size.bit_count():
            raise ValueError(f"no frontier: {value!r:.200}")
        read = [bytes.fromhex(peak) for peak in peaks]
        if any(len(peak) != 32 for peak in read):
            raise ValueError("a peak of a frontier has 32 bytes")
        return cls(size, read)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in order."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def _split(size: int) -> int:
    """The largest power of two smaller than ``size`` (size > 1)."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The siblings from leaf ``index`` up to the root (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a tree of {len(leaves)}")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root_of(leaves[middle:high]))
            high = middle
        else:
            path.append(root_of(leaves[low:middle]))
            low = middle
    path.reverse()
    return path


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Does ``leaf`` stand at ``index`` in the tree of ``size`` leaves with this root? (RFC 9162, 2.1.3.2)"""
    if not 0 <= index < size or len(leaf) != 32 or any(len(part) != 32 for part in proof):
        return False
    node, last, total = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            total = node_hash(part, total)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            total = node_hash(total, part)
        node >>= 1
        last >>= 1
    return last == 0 and total == root


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """What shows that the first ``old`` leaves are a beginning of all ``leaves`` (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= len(leaves):
        raise IndexError(f"no tree of {old} leaves in one of {len(leaves)}")
    proof: list[bytes] = []
    low, high, whole = 0, len(leaves), True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(root_of(leaves[middle:high]))
            high = middle
        else:
            proof.append(root_of(leaves[low:middle]))
            low, whole = middle, False
    if not whole:
        proof.append(root_of(leaves[low:high]))
    proof.reverse()
    return proof


def verify_consistency(*, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Is the tree of ``old`` leaves a beginning of that of ``new`` leaves? (RFC 9162, 2.1.4.2)"""
    if not 0 < old <= new or any(len(part) != 32 for part in proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    parts = list(proof)
    if old & (old - 1) == 0:
        parts.insert(0, old_root)
    if not parts:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node >>= 1
        last >>= 1
    old_total = new_total = parts[0]
    for part in parts[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_total, new_total = node_hash(part, old_total), node_hash(part, new_total)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            new_total = node_hash(new_total, part)
        node >>= 1
        last >>= 1
    return last == 0 and old_total == old_root and new_total == new_root
