"""Sentences: the unit that proposals, notes and labels point at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.citation import fingerprint
from yifa.library.clauses.article import ArticleText, ParagraphText
from yifa.library.clauses.sentences import cut, sentences


def test_text_is_cut_behind_stops_and_semicolons_with_what_closes_there() -> None:
    assert cut("甲；乙。“丙。”丁：") == ["甲；", "乙。", "“丙。”", "丁："]


def test_sentences_are_counted_through_the_article() -> None:
    article = ArticleText("甲法", "3", (ParagraphText("甲；乙：", ("（一）丙；", "（二）丁。戊。")), ParagraphText("己。")))

    found = sentences(article)

    assert [(one.number, one.paragraph, one.item, one.text) for one in found] == [
        (1, 1, 0, "甲；"),
        (2, 1, 0, "乙："),
        (3, 1, 1, "（一）丙；"),
        (4, 1, 2, "（二）丁。"),
        (5, 1, 2, "戊。"),
        (6, 2, 0, "己。"),
    ]


def test_print_does_not_see_white_space() -> None:
    (one,) = sentences(ArticleText("甲法", "3", (ParagraphText("　甲 乙。"),)))

    assert one.print == fingerprint("甲乙。")


@given(st.text())
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
