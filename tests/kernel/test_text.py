"""Typed text: what is stripped, what is brought to one shape, what is refused, what is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.refusal import Refusal
from yifa.kernel.text import TextControl, TextInvisible, TextMissing, TextTooLong, clean_file_name, clean_line, clean_text, search_tokens

TYPED = st.text(max_size=60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  古城镇 \t", "古城镇"),
        ("\ufeff古城镇", "古城镇"),
        ("古\u00ad城镇", "古城镇"),
        ("古城　　镇\r\n东街", "古城 镇 东街"),
        ("古城\u2028东街\u2029西街", "古城 东街 西街"),
        ("e\u0301", "é"),
        ("\U00020bb7野家", "\U00020bb7野家"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("", ""),
    ],
)
def test_line_comes_in_one_shape(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二\r三", "一\n二\n三"),
        ("一\u2028二\u2029三", "一\n二\n\n三"),
        ("\n\t　一\t二\n\n三 \n", "一\t二\n\n三"),
    ],
)
def test_text_keeps_its_lines(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize("clean", [clean_line, clean_text])
@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\u3164", "\u200d", "\U000e0041", "甲\ufeff"])
def test_unseen_signs_are_refused(clean, sign: str) -> None:  # type: ignore[no-untyped-def]  # two functions of one shape
    with pytest.raises(TextInvisible) as caught:
        clean(f"甲{sign}乙", field="姓名")

    assert caught.value.sentence == f"姓名中含有不可见字符（U+{ord(sign[-1]):04X}）。"
    assert caught.value.facts == {"field": "姓名", "at": len(sign), "character": f"U+{ord(sign[-1]):04X}"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("甲\x00乙", "姓名中含有无法保存的控制字符。"),
        ("甲\x1b乙", "姓名中含有无法保存的控制字符。"),
        ("甲\ud800乙", "姓名中含有无效字符。"),
        ("甲\uffff乙", "姓名中含有无效字符。"),
    ],
)
def test_signs_that_cannot_be_kept_are_refused(typed: str, sentence: str) -> None:
    with pytest.raises(TextControl) as caught:
        clean_line(typed, field="姓名")

    assert (caught.value.sentence, caught.value.facts["at"]) == (sentence, 1)


@pytest.mark.parametrize(("length", "refused"), [(10, False), (11, True), (41, True)])
def test_too_long_is_refused_by_what_is_kept(length: int, refused: bool) -> None:
    if not refused:
        assert clean_line("字" * length, limit=10) == "字" * length
        return
    with pytest.raises(TextTooLong) as caught:
        clean_line("字" * length, field="姓名", limit=10)

    assert caught.value.sentence == "姓名过长（上限10字）。"


def test_white_space_does_not_count() -> None:
    assert clean_line("  字  " + " " * 30, limit=10) == "字"


@pytest.mark.parametrize("typed", ["", " \n ", "\ufeff"])
def test_nothing_is_refused_where_something_is_needed(typed: str) -> None:
    with pytest.raises(TextMissing) as caught:
        clean_text(typed, field="案情", required=True)

    assert (caught.value.kind, caught.value.sentence) == ("incomplete", "请填写案情。")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("现场 照片.jpg", "现场 照片.jpg"),
        ("C:\\文件\\照片.jpg", "照片.jpg"),
        ("../../etc/passwd", "passwd"),
        ("甲\u202egpj.exe", "甲gpj.exe"),
        ("a\x00b\ud800.png", "ab.png"),
        ("", "未命名"),
        ("/", "未命名"),
        ("字" * 300 + ".jpeg", "字" * 250 + ".jpeg"),
        ("字" * 300, "字" * 255),
        ("字" * 100 + "." + "尾" * 300, "字" * 100 + "." + "尾" * 154),
    ],
)
def test_file_name_is_made_fit_to_be_shown(name: str, shown: str) -> None:
    assert clean_file_name(name) == shown


@pytest.mark.parametrize("clean", [clean_line, clean_text])
@given(typed=TYPED)
def test_what_was_cleaned_is_clean(clean, typed: str) -> None:  # type: ignore[no-untyped-def]  # two functions of one shape
    try:
        kept = clean(typed)
    except Refusal:
        return

    assert clean(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)


@given(st.text())
def test_file_name_never_fails(name: str) -> None:
    shown = clean_file_name(name)

    assert 0 < len(shown) <= 255
    assert clean_file_name(shown) == shown
    assert "/" not in shown and "\n" not in shown


def test_search_tokens_are_bigrams_and_whole_runs_of_digits_and_letters() -> None:
    assert search_tokens("占道Abc12，〔2026〕9号 ") == {"占", "道", "占道", "abc12", "2026", "9", "号"}
    assert search_tokens("") == search_tokens("，。") == set()
