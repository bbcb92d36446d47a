"""The draw follows from seed and list alone."""

from __future__ import annotations

import subprocess
from collections import Counter
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.devices.core.draw import KINDS, draw, pool_digest
from yifa.kernel.canonical import sm3

CODES = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=30, unique=True)


@given(seed=st.text(max_size=40), pool=CODES, by=st.randoms())
def test_order_of_the_list_has_no_part_in_it(seed: str, pool: list[str], by: object) -> None:
    mixed = sorted(pool, reverse=True)

    assert draw(seed, pool) == draw(seed, mixed)
    assert draw(seed, pool) in pool
    assert pool_digest(pool) == pool_digest(mixed)


@given(seed=st.text(max_size=40), pool=CODES, other=st.text(min_size=1, max_size=8))
def test_who_is_not_drawn_changes_nothing_by_leaving(seed: str, pool: list[str], other: str) -> None:
    drawn = draw(seed, pool)

    assert draw(seed, [code for code in pool if code == drawn or code < other]) == drawn


def test_every_camera_has_the_same_chance() -> None:
    pool = [f"C-{number}" for number in range(5)]

    drawn = Counter(draw(f"{seed:032x}", pool) for seed in range(5_000))

    # each is expected a thousand times; five deviations are 141
    assert all(abs(drawn[code] - 1_000) < 141 for code in pool)


def test_it_is_the_least_sm3_of_seed_and_code() -> None:
    pool = ["A", "B", "C"]

    assert draw("7" * 32, pool) == min(pool, key=lambda code: sm3(("7" * 32 + "\n" + code).encode()))


@pytest.mark.skipif(which("openssl") is None, reason="another program's SM3 is the point of it")
def test_another_program_draws_the_same() -> None:
    digests = {}
    for code in ("DL-001", "DL-002", "DL-003"):
        said = subprocess.run(["openssl", "dgst", "-sm3", "-r"], input=f"{'ab' * 16}\n{code}".encode(), capture_output=True, check=True)
        digests[said.stdout.split()[0]] = code

    assert draw("ab" * 16, ["DL-003", "DL-001", "DL-002"]) == digests[min(digests)]


@pytest.mark.parametrize("pool", [[], ["A", "A"]])
def test_nothing_is_drawn_from_an_empty_or_double_list(pool: list[str]) -> None:
    with pytest.raises(ValueError, match="different codes"):
        draw("", pool)


def test_four_kinds_are_checked() -> None:
    assert list(KINDS) == ["路段", "企业", "村庄", "学校"]
