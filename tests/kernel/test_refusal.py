"""A refusal as an answer."""

from __future__ import annotations

from yifa.kernel.citation import Cite
from yifa.kernel.refusal import Refusal


class NoticeNotServed(Refusal):
    """事先告知未送达 — for this test."""

    kind = "too_early"
    code = "test.notice_not_served"


def test_refusal_says_what_why_and_what_to_do() -> None:
    refusal = NoticeNotServed("事先告知书尚未送达。", remedy="先送达。", cites=(Cite("行政处罚法", "44"),), docket="d1")

    assert str(refusal) == "事先告知书尚未送达。"
    assert refusal.as_json() == {
        "code": "test.notice_not_served",
        "kind": "too_early",
        "title": "事先告知书尚未送达。",
        "remedy": "先送达。",
        "cites": [{"law": "行政处罚法", "article": "44", "text": "《行政处罚法》第四十四条"}],
        "facts": {"docket": "d1"},
    }


def test_refusal_on_a_terminal_is_its_sentence_and_then_what_to_do() -> None:
    assert list(NoticeNotServed("事先告知书尚未送达。", remedy="先送达。").lines()) == ["事先告知书尚未送达。", "先送达。"]
    assert list(NoticeNotServed("事先告知书尚未送达。").lines()) == ["事先告知书尚未送达。"]
