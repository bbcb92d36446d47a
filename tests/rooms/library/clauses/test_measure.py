"""The measure: what counts as right, and the label files measured where a folder of law texts is given."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tools.clause_sample import SEEDS, SIZE, articles, drawn, measured
from yifa.library.clauses.article import ArticleText, ParagraphText
from yifa.library.clauses.measure import Measured, measure
from yifa.library.clauses.sentences import sentences

LABELS = sorted(Path(__file__).parent.glob("labels-*.toml"))
#: A folder of law texts as Markdown, articles beginning 第…条; not part of this repository.
FOLDER = os.environ.get("YIFA_LAWS", "")

ARTICLE = ArticleText(
    "甲法",
    "9",
    (
        ParagraphText("私设围挡的，由区城管部门处一千元以上五千元以下罚款；情节严重的，处工程造价百分之五罚款，但最高不超过二万元。"),
        ParagraphText("罚款上缴国库。"),
        ParagraphText("私拆围挡的，由区城管部门依法处以罚款。"),
        ParagraphText("移动围挡的，由区城管部门处每平方米十元罚款。"),
    ),
)


def _measured(number: int, **label: Any) -> Measured:
    told = {"law": "甲法", "version": "", "article": "9", "print": sentences(ARTICLE)[number - 1].print, "body": "", "fine": []} | label
    return measure([told], lambda law, version, article: [ARTICLE])


@pytest.mark.parametrize(
    ("number", "label"),
    [
        (1, {"fine": [{"low": "1000", "high": "5000"}], "body": "区城管部门"}),
        (1, {"fine": [{"low": "1000", "high": "5000"}], "body": "由区城管部门等"}),
        (2, {"fine": [{"percent_low": "5", "percent_high": "5", "base": "其工程造价", "cap": "20000"}], "body": "区城管部门"}),
        (2, {"fine": [{"times_low": "0.05", "times_high": "0.05", "base": "工程造价"}, {"high": "20000"}], "body": "区城管部门"}),
        (3, {"fine": [], "body": ""}),
        (4, {"fine": [{"open": True}], "body": "区城管部门"}),
        (5, {"fine": [{"low": "10", "high": "10", "per": "平方米"}], "body": "区城管部门"}),
    ],
)
def test_sentence_read_as_labelled_is_right(number: int, label: dict[str, Any]) -> None:
    result = _measured(number, **label)

    assert (result.right, result.share, result.precision, result.recall, result.misses) == (1, 1.0, 1.0, 1.0, ())


@pytest.mark.parametrize(
    ("number", "label", "kind"),
    [
        (1, {"fine": [{"low": "1000", "high": "5001"}], "body": "区城管部门"}, "another range read"),
        (1, {"fine": [{"high": "5000"}], "body": "区城管部门"}, "another range read"),
        (1, {"fine": [{"low": "1000", "high": "5000"}, {"open": True}], "body": "区城管部门"}, "ranges missing"),
        (2, {"fine": [{"percent_low": "5", "percent_high": "5", "base": "工程造价"}], "body": "区城管部门"}, "ranges too many"),
        (5, {"fine": [{"low": "10", "high": "10"}], "body": "区城管部门"}, "another range read"),
        (5, {"fine": [{"low": "10", "high": "10", "per": "亩"}], "body": "区城管部门"}, "another range read"),
        (1, {"fine": [{"low": "1000", "high": "5000"}], "body": "公安机关"}, "another body read"),
        (1, {"fine": [{"low": "1000", "high": "5000"}], "body": ""}, "a body read where none is named"),
        (3, {"fine": [{"open": True}], "body": "区城管部门"}, "no fine read"),
        (4, {"fine": []}, "a fine read where none is set"),
    ],
)
def test_sentence_read_otherwise_is_a_miss_that_says_how(number: int, label: dict[str, Any], kind: str) -> None:
    result = _measured(number, **label)

    assert result.right == 0
    assert [miss.kind for miss in result.misses] == [kind]
    assert result.text.splitlines()[-1] == f"1 x {kind}"


def test_missing_body_is_a_miss() -> None:
    bare = ArticleText("甲法", "9", (ParagraphText("私设围挡的，处一千元罚款。"),))
    label = {
        "law": "甲法",
        "version": "",
        "article": "9",
        "print": sentences(bare)[0].print,
        "body": "城管部门",
        "fine": [{"low": "1000", "high": "1000"}],
    }

    assert [miss.kind for miss in measure([label], lambda law, version, article: [bare]).misses] == ["no body read"]


def test_text_other_than_the_labelled_is_told() -> None:
    with pytest.raises(KeyError, match="甲法 9"):
        _measured(1, print="0" * 64)


def test_nothing_read_and_nothing_labelled_is_no_error() -> None:
    result = _measured(3)

    assert (result.precision, result.recall) == (1.0, 1.0)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_labels_are_values_only(path: Path) -> None:
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]

    assert len(entries) == SIZE
    assert {len(one["print"]) for one in entries} == {64}
    assert not {key for one in entries for key in one} - {"law", "version", "article", "number", "print", "body", "fine", "doubt"}
    assert not {key for one in entries for fine in one["fine"] for key in fine} - {
        *("low", "high", "open", "times_low", "times_high", "percent_low", "percent_high", "base", "per", "cap", "when", "party")
    }


def test_tune_and_test_share_no_sentence() -> None:
    tune, test = ({one["print"] for one in tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]} for path in reversed(LABELS))

    assert not tune & test


def test_markdown_is_cut_into_articles_paragraphs_and_items() -> None:
    found = list(
        articles(
            "甲法",
            "# 甲法\n<!-- INFO END -->\n## 第一章\n第一条 甲。\n\n乙：\n\n（一）丙；\n1．丁；\n（二）戊。\n## 第二章\n不属于任何一条。\n"
            "**第一百零二条之一**　己。\n第３条\n庚。",
        )
    )

    assert found == [
        ArticleText("甲法", "1", (ParagraphText("甲。"), ParagraphText("乙：", ("（一）丙；1．丁；", "（二）戊。")))),
        ArticleText("甲法", "102-1", (ParagraphText("己。"),)),
        ArticleText("甲法", "3", (ParagraphText("庚。"),)),
    ]


if FOLDER:

    @pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
    def test_reader_is_right_in_most_labelled_sentences(path: Path) -> None:
        result = measured(Path(FOLDER), path)

        assert result.share >= {"labels-tune": 0.95, "labels-test": 0.85}[path.stem], result.text

    @pytest.mark.parametrize("sample", SEEDS)
    def test_labels_are_of_the_sample_the_seed_draws(sample: str) -> None:
        labelled = tomllib.loads((Path(__file__).parent / f"labels-{sample}.toml").read_text(encoding="utf-8"))["sentence"]

        assert [sentence.print for _, _, sentence in drawn(Path(FOLDER), sample)] == [one["print"] for one in labelled]
