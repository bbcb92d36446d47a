from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.places import STEMS, above, covers, of_tree, stem

CODES = st.sampled_from(STEMS).flatmap(lambda length: st.text("0123456789", min_size=length, max_size=length))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("510000", "51"),
        ("510100", "5101"),
        ("510104", "510104"),
        ("5101", "5101"),
        ("51", "51"),
        ("5100", "51"),
        ("510104001", "510104001"),
        ("510104000", "510104"),
        ("510104001000", "510104001"),
        ("510104001002", "510104001002"),
        ("510104000000", "510104"),
        ("510000000000", "51"),
        ("GH-SXD", "GH-SXD"),
        ("1311281019999", "1311281019999"),
        ("51010", "51010"),
        ("５１０１００", "５１０１００"),
        ("", ""),
    ],
)
def test_stem(code: str, expected: str) -> None:
    assert stem(code) == expected


@pytest.mark.parametrize(("code", "expected"), [("510104", True), ("5101041", False), ("GH-1", False), ("５１", False), ("", False)])
def test_of_tree(code: str, expected: bool) -> None:
    assert of_tree(code) is expected


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("510100", "510104001002", True),
        ("510104", "510104", True),
        ("510104001", "510104", False),
        ("510104", "510105", False),
        ("5101", "510100", True),
        ("GH-1", "GH-1", True),
        ("GH-1", "GH-12", False),
        ("510104", "5101040", False),
        ("", "510104", False),
        ("510104", "", False),
    ],
)
def test_covers(outer: str, inner: str, expected: bool) -> None:
    assert covers(outer, inner) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("510104001002", ("510104001002", "510104001", "510104", "5101", "51")),
        ("510100", ("5101", "51")),
        ("51", ("51",)),
        ("GH-SXD", ("GH-SXD",)),
    ],
)
def test_above(code: str, expected: tuple[str, ...]) -> None:
    assert above(code) == expected


@given(CODES)
def test_a_place_covers_itself_and_lies_in_all_above(code: str) -> None:
    assert covers(code, code)
    assert all(covers(outer, code) for outer in above(code))


@given(CODES)
def test_stem_of_a_stem_is_itself(code: str) -> None:
    assert stem(stem(code)) == stem(code)
