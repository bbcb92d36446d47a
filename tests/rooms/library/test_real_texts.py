"""All of a real folder, where YIFA_LAWS names one: read whole, nothing lost, and searched."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yifa.library.actions import read_in
from yifa.library.core.markdown import read_markdown
from yifa.library.core.reading import read_text
from yifa.library.core.texts import FileUnread, LawText
from yifa.library.models import Article
from yifa.library.search import search

FOLDER = os.environ.get("YIFA_LAWS", "")
ON = date(2026, 7, 1)
_SIGN = re.compile("[\u3400-\u9fff]")
if FOLDER:

    def _lost(path: Path, text: LawText) -> int:
        """Chinese signs of the file that stand nowhere in what was read; the title may be said twice."""
        whole = Counter(_SIGN.findall(re.sub("<!--.*?-->", "", path.read_text(encoding="utf-8"))))
        headings: list[str] = []
        above: tuple[str, ...] = ()
        for one in text.articles:
            headings += [title for depth, title in enumerate(one.path) if one.path[: depth + 1] != above[: depth + 1]]
            above = one.path
        parts = [text.title * 2, text.part, *headings, *(event.text for event in text.events), *(one.why for one in text.unread)]
        kept = Counter(_SIGN.findall("".join([*parts, *(one.label + one.text for one in text.articles)])))
        missing = whole - kept
        return sum(count for sign, count in missing.items() if sign not in "年月日根据自")

    def test_no_word_of_a_law_is_lost() -> None:
        lost = {}
        for path in sorted(Path(FOLDER).rglob("*.md")):
            try:
                text = read_text(read_markdown(path.read_bytes(), file=path.name))
            except FileUnread:
                continue
            # a line that was not understood is told shortened
            if not text.unread and (count := _lost(path, text)) > 3:
                lost[path.name] = count
        assert lost == {}

    @pytest.mark.slow
    @pytest.mark.timeout(600)
    @pytest.mark.django_db(transaction=True)
    def test_the_folder_is_read_whole_and_searched() -> None:
        reading = read_in(Path(FOLDER), now=datetime(2026, 7, 1, tzinfo=UTC))
        assert reading.fresh + reading.unchanged + len(reading.failures) == reading.files
        assert Article.objects.count() > 50_000
        for everything in (False, True):
            found = search("行政處罰法 44", on=ON, all_versions=everything)
            assert (found.hits[0].law, found.hits[0].number) == ("行政处罚法", "44")
