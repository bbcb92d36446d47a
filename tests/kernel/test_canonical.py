"""One text for one value, and SM3."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.canonical import canonical, sm3, sm3_bytes

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20
)


def test_canonical_sorts_keys_and_leaves_no_space() -> None:
    assert canonical({"乙": [1, None, True], "a": {"c": "二", "b": ""}}) == '{"a":{"b":"","c":"二"},"乙":[1,null,true]}'


@given(VALUES)
def test_canonical_reads_back_and_is_its_own_canonical(value: object) -> None:
    text = canonical(value)

    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@pytest.mark.parametrize("value", [1.0, [1, 2.5], {"a": float("nan")}, {"a": {"b": (1.0,)}}])
def test_floats_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="a float has no one text"):
        canonical(value)


def test_keys_that_are_no_text_are_refused() -> None:
    with pytest.raises(TypeError, match="a key must be a string"):
        canonical({"a": {1: "b"}})


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        canonical({"a": "\ud800"})


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical({"a": object()})


def test_sm3_gives_the_digest_of_the_standard() -> None:
    """The first example of GB/T 32905."""
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3_bytes(b"abc").hex() == sm3(b"abc")
