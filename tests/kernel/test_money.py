"""Money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.money import BelowZero, NotAnAmount, Yuan
from yifa.kernel.refusal import Refusal

AMOUNTS = st.integers(0, 10**13).map(Yuan.of_fen)


@pytest.mark.parametrize(
    ("amount", "fen"), [("0", 0), ("200", 20_000), ("200.5", 20_050), ("0.01", 1), ("999999999999.99", 99_999_999_999_999)]
)
def test_amount_is_held_in_fen(amount: str, fen: int) -> None:
    assert Yuan(amount).fen == fen
    assert Yuan(Decimal(amount)).fen == fen


@pytest.mark.parametrize(
    "amount",
    [
        "",
        " ",
        "1e3",
        "1E3",
        "２００",
        "二百",
        "-1",
        "+1",
        "1.234",
        "1.",
        ".5",
        "1,000",
        " 1",
        "1\n",
        "01",
        "NaN",
        "Infinity",
        "0x10",
        "1_000",
        "1000000000000",
        "٣",
    ],
)
def test_text_that_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(NotAnAmount) as caught:
        Yuan(amount)

    assert isinstance(caught.value, Refusal) and isinstance(caught.value, ValueError)
    assert caught.value.as_json() == {
        "code": "kernel.not_an_amount",
        "kind": "invalid",
        "title": f"“{amount}”不是金额。",
        "remedy": "用阿拉伯数字填写，单位为元，不带逗号，小数最多两位，例如 200 或 200.00。",
        "cites": [],
        "facts": {"amount": amount},
    }


def test_long_text_is_shown_short() -> None:
    for length, shown in ((30, "9" * 30), (31, "9" * 30 + "…"), (1000, "9" * 30 + "…")):
        with pytest.raises(NotAnAmount, match=f"^“{shown}”不是金额。$"):
            Yuan("9" * length)


@pytest.mark.parametrize("amount", [Decimal("-0.01"), Decimal("0.001"), Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 12])
def test_decimal_that_is_no_amount_is_refused(amount: Decimal) -> None:
    with pytest.raises(NotAnAmount):
        Yuan(amount)


@pytest.mark.parametrize("amount", [200, 200.0, True, None, b"200"])
def test_anything_but_text_and_decimal_is_a_fault(amount: object) -> None:
    with pytest.raises(TypeError, match="never a float or a bare number"):
        Yuan(amount)  # type: ignore[arg-type]  # what is tested


@pytest.mark.parametrize("fen", [1.0, True, "1", None])
def test_fen_are_whole(fen: object) -> None:
    with pytest.raises(TypeError, match="fen are whole"):
        Yuan.of_fen(fen)  # type: ignore[arg-type]  # what is tested


def test_negative_fen_are_refused() -> None:
    with pytest.raises(NotAnAmount):
        Yuan.of_fen(-1)


def test_amounts_are_reckoned_exactly() -> None:
    assert Yuan("0.10") + Yuan("0.20") == Yuan("0.30")
    assert Yuan("1") - Yuan("0.01") == Yuan("0.99")
    assert Yuan("9.99") * 3 == Yuan("29.97")
    assert Yuan("333").share(9, 100) == Yuan("29.97")
    assert Yuan("0.01").share(99, 100) == Yuan.ZERO
    assert Yuan("200") < Yuan("200.01")
    assert bool(Yuan("0.01")) and not Yuan.ZERO


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(BelowZero) as caught:
        Yuan("1") - Yuan("1.01")

    assert str(caught.value) == "1.00元不足以减去1.01元。"


def test_parts_of_a_time_are_no_multiple() -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        Yuan("1") * 0.5  # type: ignore[operator]  # what is tested


def test_more_than_can_be_written_is_refused() -> None:
    with pytest.raises(NotAnAmount):
        Yuan("999999999999.99") + Yuan("0.01")


def test_amount_is_written_for_programs_and_people() -> None:
    assert [str(Yuan("1000")), Yuan("1000").text, Yuan("1234567.8").text] == ["1000.00", "1,000.00元", "1,234,567.80元"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.5", "伍角"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("1.05", "壹元零伍分"),
        ("1.50", "壹元伍角"),
        ("10", "壹拾元整"),
        ("100", "壹佰元整"),
        ("105", "壹佰零伍元整"),
        ("110", "壹佰壹拾元整"),
        ("1005.5", "壹仟零伍元伍角"),
        ("1050", "壹仟零伍拾元整"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("11000", "壹万壹仟元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("1000500", "壹佰万零伍佰元整"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000001", "壹亿零壹元整"),
        ("110000000", "壹亿壹仟万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amount_in_capital_words(amount: str, words: str) -> None:
    assert Yuan(amount).in_words() == words


_DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}


def _read(words: str) -> int:
    """The capital words read back by another way: digit by digit, unit by unit."""
    total = section = digit = 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in "拾佰仟":
            section += digit * {"拾": 10, "佰": 100, "仟": 1000}[sign]
            digit = 0
        elif sign in "万亿元":
            section += digit
            total += section * {"万": 10**6, "亿": 10**10, "元": 100}[sign]
            section = digit = 0
        elif sign in "角分":
            total += digit * {"角": 10, "分": 1}[sign]
            digit = 0
    return total


@given(AMOUNTS)
def test_words_read_back_give_the_amount(amount: Yuan) -> None:
    words = amount.in_words()

    assert _read(words) == amount.fen
    assert "零零" not in words
    assert words.endswith("整") == (amount.fen % 100 == 0)


@given(AMOUNTS, AMOUNTS)
def test_what_is_added_can_be_taken_away(one: Yuan, other: Yuan) -> None:
    assert (one + other) - other == one


@given(AMOUNTS)
def test_amount_written_reads_the_same(amount: Yuan) -> None:
    assert Yuan(str(amount)) == amount
