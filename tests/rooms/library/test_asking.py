"""What the library answers: search, history, comparison, drift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rooms.library.texts import FIRST, OTHER, SECOND, write
from yifa.kernel.citation import Cite, fingerprint
from yifa.law.layers import Layer, Level, Overlays, Setting
from yifa.library import queries
from yifa.library.actions import read_in
from yifa.library.joints import joints
from yifa.library.search import Hit, search

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
BEFORE, AFTER = date(2024, 12, 31), date(2025, 1, 1)


@pytest.fixture
def held(db: None, tmp_path: Path) -> None:
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST, "摊位法(2024-09-10)": SECOND, "占道规定(1999-05-06)": OTHER})
    read_in(tmp_path, now=NOW)
    queries._drifted.clear()


def found(words: str, on: date = AFTER, **options: bool) -> list[tuple[str, str, bool]]:
    return [(hit.law, hit.number, hit.current) for hit in search(words, on=on, **options).hits]


def marks(hit: Hit) -> list[str]:
    return [piece.text for piece in hit.pieces if piece.hit]


def test_words_are_found_in_the_version_of_the_day(held: None) -> None:
    assert found("乱摆摊位") == [("摊位法", "4", True)]
    assert found("乱摆摊位", on=BEFORE) == [("摊位法", "3", True)]
    assert found("乱摆摊位", all_versions=True) == [("摊位法", "4", True), ("摊位法", "3", False)]
    assert found("占道应当申请", on=AFTER) == []
    assert found("占道应当申请", on=BEFORE) == [("占道规定", "1", True)]


def test_traditional_and_simplified_find_the_same(held: None) -> None:
    assert found("亂擺攤位 罰款") == found("乱摆摊位 罚款") == [("摊位法", "4", True)]
    assert marks(search("亂擺攤位 罰款", on=AFTER).hits[0]) == ["乱摆摊位", "罚款", "罚款"]


def test_the_words_as_asked_come_alone_where_they_are_found(held: None) -> None:
    hits = search("固定摊位", on=AFTER).hits
    assert [(hit.number, hit.near) for hit in hits] == [("3", False)]

    apart = search("摊位固定", on=AFTER).hits
    assert [hit.number for hit in apart] == []


def test_a_law_by_name_and_an_article_by_number(held: None) -> None:
    assert [law.name for law in search("摊位", on=AFTER).laws] == ["摊位法"]
    for words in ("摊位法第四条", "摊位法 4", "《中华人民共和国摊位法》第四条", "摊位法四"):
        assert found(words)[0] == ("摊位法", "4", True), words
    assert found("摊位法第三条之一", on=BEFORE)[0] == ("摊位法", "3-1", True)


@pytest.mark.parametrize("words", ["", "，。", "' | !", "\\", "鼆", "a&b", "<x>", "的" * 500, "法 " * 300, "'); DROP TABLE x; --"])
def test_no_query_is_too_odd(held: None, words: str) -> None:
    assert len(search(words, on=AFTER).hits) <= 20


def test_a_page_goes_on_where_the_last_ended(held: None) -> None:
    whole = search("摊位", on=AFTER, limit=20)
    first, rest = search("摊位", on=AFTER, limit=2), search("摊位", on=AFTER, limit=20, start=2)

    assert [hit.article for hit in (*first.hits, *rest.hits)] == [hit.article for hit in whole.hits]
    assert (first.more, rest.more, rest.cut) == (True, False, False)


def test_as_many_statements_for_one_hit_as_for_many(held: None) -> None:
    counts = []
    for words in ("整洁", "摊位"):
        with CaptureQueriesContext(connection) as asked:
            search(words, on=AFTER)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 9


def test_a_frequent_word_is_answered_from_the_first_laws(held: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from yifa.library import search as module

    whole = {hit.article for hit in search("摊位", on=AFTER, all_versions=True).hits}
    monkeypatch.setattr(module, "_ENOUGH", 3)
    monkeypatch.setattr(module, "_OF_NAMED", 0)

    cut = search("摊位", on=AFTER, all_versions=True)

    assert (cut.more, cut.cut, len(cut.hits)) == (False, True, 3)
    assert {hit.article for hit in cut.hits} < whole


def test_the_law_that_the_words_name_is_found_however_many_hold_them(held: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from yifa.library import search as module

    monkeypatch.setattr(module, "_ENOUGH", 1)

    assert {law for law, _, _ in found("摊位", all_versions=True)} == {"摊位法"}
    assert ("占道规定", "1", True) in found("占道", on=BEFORE)


def test_an_article_is_followed_through_the_versions(held: None) -> None:
    law = queries.law_named("中华人民共和国摊位法")
    newest = queries.version_of(law)

    steps = queries.history(law, newest, "4")

    assert [(step.version.enacted_on, step.article and step.article.number, step.pair and step.pair.change) for step in steps] == [
        (date(2024, 9, 10), "4", "changed"),
        (date(2015, 3, 2), "3", None),
    ]
    old = queries.history(law, queries.version_of(law, enacted=date(2015, 3, 2)), "4")
    assert [(step.article and step.article.number, step.pair and step.pair.change) for step in old] == [(None, "deleted"), ("4", None)]
    with pytest.raises(queries.LawUnknown):
        queries.history(law, newest, "99")


def test_versions_by_day(held: None) -> None:
    law = queries.law_named("摊位法")

    assert queries.version_of(law, on=BEFORE).enacted_on == date(2015, 3, 2)
    assert queries.version_of(law, on=AFTER).enacted_on == date(2024, 9, 10)
    assert queries.article_of("摊位法", "2", on=AFTER).text == "摊位应当整洁。"  # type: ignore[union-attr]  # it is held
    assert queries.article_of("摊位法", "9", on=AFTER) is None
    with pytest.raises(queries.LawUnknown):
        queries.version_of(law, enacted=date(2001, 1, 1))
    with pytest.raises(queries.LawUnknown):
        queries.law_named("没有的法")


def test_browsing_by_kind_and_name(held: None) -> None:
    assert queries.kinds() == [("行政法规", 1), ("其他", 1)]
    assert [law.name for law in queries.laws(kind="行政法规")] == ["占道规定"]
    assert [law.name for law in queries.laws(words="攤位")] == ["摊位法"]
    assert [(law.name, law.mentioned) for law in queries.laws()] == [("占道规定", 1), ("摊位法", 0)]


def print_of(text: str, label: str) -> str:
    body = text.split(f"{label} ")[1].split("\n\n第")[0].split("\n\n#")[0]
    return fingerprint(f"{label} {body}")


def resting_on(*cites: Cite, monkeypatch: pytest.MonkeyPatch) -> None:
    """A layer whose setting rests on these citations."""
    setting = Setting("集市", "deadlines.lead_check", cites, date(2000, 1, 1), None, {})
    monkeypatch.setattr(joints, "overlays", Overlays([Layer("集市", Level.DEPARTMENT, settings=(setting,))]))


def of_layer(on: date) -> Sequence[tuple[str, str, str]]:
    return [(one.cited.cite.article, one.state, one.why) for one in queries.drift(on=on) if one.cited.layer == "集市"]


def test_drift_says_how_rule_and_text_part(held: None, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = print_of(FIRST, "第三条"), print_of(SECOND, "第四条")
    cites = [
        Cite("摊位法", "3", print=old),
        Cite("摊位法", "4", print=new),
        Cite("摊位法", "1", print="0" * 64),
        Cite("摊位法", "3-1", print="1" * 64),
        Cite("摊位法", "2"),
        Cite("摊位法", "77"),
        Cite("摊位法"),
        Cite("占道规定", "1", print=print_of(OTHER, "第一条")),
        Cite("没有的法", "1", print=old),
    ]
    resting_on(*cites, monkeypatch=monkeypatch)

    assert sorted(of_layer(AFTER)) == [
        ("1", "recheck", "differs"),
        ("1", "recheck", "repealed"),
        ("1", "unheld", "not_read"),
        ("2", "unheld", "not_compared"),
        ("3", "recheck", "superseded"),
        ("3-1", "recheck", "gone"),
        ("77", "unheld", "no_article"),
    ]
    assert ("3", "upcoming", "upcoming") in of_layer(BEFORE)
    assert ("1", "unheld", "not_held_then") in of_layer(date(2010, 1, 1))
    words = {one.why: queries.finding_words(one) for one in queries.drift(on=AFTER) if one.cited.layer == "集市"}
    assert words["superseded"] == "条文已变更，规则待复核：规则写自2015-03-02的文本，2024-09-10的版本中本条文字不同。"
    assert words["repealed"] == "条文已失效，规则待复核：该法已于2025-01-01废止（摊位法）。"


def test_drifted_articles_are_asked_cheaply_and_anew_after_a_reading_BI_IMP_05(
    held: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting_on(Cite("摊位法", "4", print=print_of(SECOND, "第四条")), monkeypatch=monkeypatch)
    assert ("摊位法", "4") not in queries.drifted(on=AFTER)
    with CaptureQueriesContext(connection) as asked:
        queries.drifted(on=AFTER)
    assert len(asked) == 1

    write(tmp_path, **{"摊位法(2024-09-10)": SECOND.replace("处一千元罚款", "处两千元罚款")})
    read_in(tmp_path, now=NOW)

    assert ("摊位法", "4") in queries.drifted(on=AFTER)


def test_an_empty_library_rechecks_nothing(db: None) -> None:
    queries._drifted.clear()

    found = queries.drift(on=AFTER)

    assert {one.why for one in found} == {"not_read"}
    assert queries.drifted(on=AFTER) == frozenset()


def test_rules_of_an_article() -> None:
    titles = {cited.title for cited in queries.rules_citing("行政处罚法", "44")}

    assert titles
    assert queries.rules_citing("中华人民共和国行政处罚法", "44") == queries.rules_citing("行政处罚法", "44")
    assert queries.rules_citing("没有的法") == []
