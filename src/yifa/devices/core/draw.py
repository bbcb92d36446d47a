"""随机抽取 — a draw anybody can make again from the seed and the list: the code whose SM3 with the seed is least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from yifa.kernel.canonical import canonical, sm3

ALL: Final = "不限"
#: 随机远程抽查 — the four kinds of places and the place types they mean
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "路段": ("路段", "道路", "交通路口"),
    "企业": ("企业",),
    "村庄": ("村庄",),
    "学校": ("学校",),
}


def pool_digest(pool: Sequence[str]) -> str:
    """SM3 of the list, sorted; whoever holds the list can compare."""
    return sm3(canonical(sorted(pool)).encode())


def draw(seed: str, pool: Sequence[str]) -> str:
    """The one drawn. The order of the list has no part in it. Raises ValueError: an empty list, or a code twice."""
    if not pool or len(set(pool)) != len(pool):
        raise ValueError("a list of different codes is drawn from")
    return min(pool, key=lambda code: (sm3(f"{seed}\n{code}".encode()), code))
