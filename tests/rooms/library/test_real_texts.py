"""All of a real folder, where YIFA_LAWS names one: read whole, nothing lost, fast, and any query within a tenth of a second."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

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
#: what stands in every query of an office, in every article, in no article, in both scripts, and nonsense
NASTY = (
    *(
        "的",
        "一",
        "罚款",
        "处",
        "法",
        "人",
        "规定",
        "应当",
        "或者",
        "以下",
        "国务院",
        "环境",
        "的 罚款",
        "有 关 部 门",
        "的 是 和 在 有",
        "不 得",
    ),
    *(
        "行政處罰",
        "違法 佔用 道路",
        "行政处罚法第四十四条",
        "行政处罚法 44",
        "县级以上人民政府",
        "逾期不改正的，处",
        "本法自公布之日起施行",
    ),
    *("责令改正，处一万元以上十万元以下的罚款", "没收违法所得 吊销许可证", "超限运输", "占道经营", "第一款", "2021"),
    *("鼆", "abc", "罚款罚款罚款", "的的的的", "x y z", "，。", "的 " * 50, "中华人民共和国" * 14),
)

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
    @pytest.mark.timeout(300)
    @pytest.mark.django_db(transaction=True)
    def test_the_folder_is_read_in_two_minutes_and_searched_at_once() -> None:
        reading = read_in(Path(FOLDER), now=datetime(2026, 7, 1, tzinfo=UTC))
        assert reading.fresh + reading.unchanged + len(reading.failures) == reading.files
        assert reading.milliseconds < 120_000
        assert Article.objects.count() > 50_000

        search("热身", on=ON)
        slow = {}
        for words in NASTY:
            for everything in (False, True):
                took = min(_seconds(words, everything) for _ in range(2))
                if took > 0.1:
                    slow[words] = took
        assert slow == {}

    def _seconds(words: str, everything: bool) -> float:
        began = perf_counter()
        search(words, on=ON, all_versions=everything)
        return perf_counter() - began
