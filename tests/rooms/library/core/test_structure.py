"""条款项目, and the marks in an excerpt."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yifa.library.core.structure import Item, Paragraph, paragraphs, place
from yifa.library.core.words import Piece, asked, excerpt, marked, tokens

TEXT = "有下列之一的，处罚：\n（一）甲；\n(二) 乙，包括：\n1．丙；\n2.丁。\n情节严重的，从重。\n（一）戊。"


def test_paragraphs_items_and_points() -> None:
    assert paragraphs(TEXT) == (
        Paragraph(1, "有下列之一的，处罚：", (Item(1, "（一）", "甲；"), Item(2, "(二)", "乙，包括：", ("1．丙；", "2.丁。")))),
        Paragraph(2, "情节严重的，从重。", (Item(1, "（一）", "戊。"),)),
    )


def test_a_list_without_a_lead_stands_alone() -> None:
    assert paragraphs("（三）甲。") == (Paragraph(1, "", (Item(3, "（三）", "甲。"),)),)
    assert paragraphs("") == ()


def test_the_words_of_one_place() -> None:
    assert place(TEXT) == TEXT
    assert place(TEXT, 2) == "情节严重的，从重。\n（一）戊。"
    assert place(TEXT, 1, 2) == "乙，包括："
    assert place(TEXT, None, 1) == "甲；"
    assert (place(TEXT, 3), place(TEXT, 1, 9)) == ("", "")


@given(st.text(alphabet="甲乙（一）二1.．\n 。", max_size=80))
def test_no_sign_of_an_article_is_lost(text: str) -> None:
    kept = "".join(
        paragraph.text + "".join(item.label + item.text + "".join(item.points) for item in paragraph.items)
        for paragraph in paragraphs(text)
    )

    assert "".join(kept.split()) == "".join(text.split())


def test_traditional_words_are_asked_and_marked_as_simplified() -> None:
    assert asked("行政處罰，罰款 罰款") == ["行政处罚", "罚款"]
    assert tokens("罰款") == {"罚", "款", "罚款"}
    assert marked("處以罰款。", ["罚款"]) == [Piece("處以"), Piece("罰款", True), Piece("。")]


def test_words_that_overlap_are_marked_once() -> None:
    assert marked("食品安全法", ["食品安全", "安全法"]) == [Piece("食品安全法", True)]


def test_excerpt_shows_where_most_of_the_words_stand() -> None:
    text = "甲" * 200 + "罚款" + "乙" * 200 + "罚款没收" + "丙" * 200

    shown = excerpt(text, ["罚款", "没收"], width=40)

    assert [piece.text for piece in shown if piece.hit] == ["罚款没收"]
    assert (shown[0].text[0], shown[-1].text[-1]) == ("…", "…")
