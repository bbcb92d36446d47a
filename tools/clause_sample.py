"""Draws the sentences on which the reader of penalty clauses is tuned and measured, and measures it.

    python tools/clause_sample.py draw FOLDER tune        200 sentences, seed 20260301
    python tools/clause_sample.py draw FOLDER test        200 others, seed 20260302
    python tools/clause_sample.py draw FOLDER tune --words    the same with the words of the article, to label by
    python tools/clause_sample.py measure FOLDER LABELS       the reader against a label file, with every miss

FOLDER holds law texts as Markdown (file name ``title(2021-07-15).md``); of each law only the newest version is drawn from, and of
it only what stands under 第…条. Drawn are sentences (``yifa.library.clauses.sentences``) that hold 罚款. ``draw`` prints the frame
of a label file; the words stand in comments, which are not committed.

A label file is TOML: labels only, never the words of the law.

    [[sentence]]
    law = "…法"            # as in the file name
    version = "2021-07-15" # as in the file name
    article = "44"
    number = 3             # sentence number, counted from 1 through the whole article
    print = "9f3c…"        # SM3 of the sentence without white space
    body = "县级以上人民政府市场监督管理部门"
    fine = [{ low = "10000", high = "100000" }]

``fine`` lists every range of a fine that *this sentence* sets for somebody, [] when it sets none: procedure (上缴, 加处, 缴纳),
references (依照前款规定处罚, 依照某法处罚款 without an amount), definitions, a court's or criminal fine without an amount.
A court's fine with amounts is a range like any other. A range is one table:

    { low = "10000", high = "100000" }     一万元以上十万元以下: yuan as text, the open side left out (五万元以下: only high)
    { low = "500", high = "500" }          处五百元罚款
    { open = true }                        并处罚款, with no range at all in this sentence
    { times_low = "1", times_high = "5", base = "违法所得" }      违法所得一倍以上五倍以下; 等值 is times 1 to 1
    { percent_low = "5", percent_high = "10", base = "工程造价" }  百分之五以上百分之十以下; 千分之五 is "0.5"
    further keys of any of them:
      per = "日" | "平方米" | "吨" | …      每平方米五十元: the unit it is counted by; 每件, 每名 alike; 按日连续处罚 alone is no range

``base`` is what is multiplied, in the law's words without 其, 所, 的 ("违法所得", "货值金额", "应缴费用"): only its core is compared.
A range in yuan that the law sets *when* 货值 is below or there are no gains is a plain {low, high}; thresholds of a condition
(货值金额不足一万元的) are no ranges. 一万元以上十万元以下 that names the loss or the value a tier begins at is no range either.
The same range set twice in one sentence (for the unit and for the person) counts once. Order does not matter.
``when`` and ``party`` may be added as free text; they are not compared. ``doubt`` beside ``fine`` tells where another labeller might
differ; it changes nothing. A further key of a range: ``cap = "30000"``, a highest amount beside a multiple (最高不超过三万元).

``body`` is who imposes the fine of this sentence, in the law's words: without 由, without what it must do. Where this sentence names none,
the one named for the clause earlier in the article (inherited; also in the lead for an item, also 前款规定的部门 written out);
where the article names none, "" (a body named in another article of the law is left ""). Several bodies: the whole phrase as it
stands (…、…按照职责分工 → without 按照职责分工); of bodies named for other deeds in one article
the last before the sentence. Where ``fine`` is [], leave ``body`` "": it is not compared.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from yifa.library.clauses.article import ArticleText, ParagraphText
from yifa.library.clauses.measure import Measured, measure
from yifa.library.clauses.sentences import Sentence, sentences

SEEDS = {"tune": 20260301, "test": 20260302}
SIZE = 200

_NAME = re.compile(r"(?P<title>.+?)(?:\((?P<version>\d{4}-\d\d-\d\d)\D*\))?")
_ARTICLE = re.compile(r"第([零〇一二三四五六七八九十百千0-9０-９]+)条(?:之([一二三四五六七八九十]+))?(?=\s)\s*")
_ITEM = re.compile(r"[（(]\s*[零〇一二三四五六七八九十百]+\s*[）)]")
_SUB_ITEM = re.compile(r"\d+[.．、]|[（(]\d+[）)]|[①-⑳]")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Text:
    """One version of a law as a file holds it."""

    law: str
    version: str
    articles: tuple[ArticleText, ...]


def texts(folder: Path) -> Iterator[Text]:
    """Of each law in ``folder`` the newest version, in a fixed order."""
    newest: dict[str, tuple[str, Path]] = {}
    for path in sorted(folder.rglob("*.md")):
        name = _NAME.fullmatch(path.stem)
        assert name is not None, path
        title = f"民法典{name['title']}" if path.parent.name == "民法典" else name["title"]
        newest[title] = max(newest.get(title, ("", path)), (name["version"] or "", path))
    for title, (version, path) in sorted(newest.items()):
        yield Text(title, version, tuple(articles(title, path.read_text(encoding="utf-8"))))


def articles(law: str, markdown: str) -> Iterator[ArticleText]:
    """What stands under 第…条; a heading ends an article, （一）… are items of the paragraph before."""
    number, paragraphs = "", list[list[str]]()
    for line in markdown.split("<!-- INFO END -->")[-1].splitlines():
        line = line.replace("**", "").strip()
        if start := _ARTICLE.match(line + " "):
            if number:
                yield _article(law, number, paragraphs)
            number, paragraphs, line = _digits(start[1]) + (f"-{_digits(start[2])}" if start[2] else ""), [], line[start.end() :]
        if line.startswith("#"):
            if number:
                yield _article(law, number, paragraphs)
            number = ""
        elif number and line and not line.startswith("<!--"):
            if not paragraphs or not (_ITEM.match(line) or _SUB_ITEM.match(line)):
                paragraphs.append([line])
            elif _SUB_ITEM.match(line):
                paragraphs[-1][-1] += line
            else:
                paragraphs[-1].append(line)
    if number:
        yield _article(law, number, paragraphs)


def _article(law: str, number: str, paragraphs: list[list[str]]) -> ArticleText:
    return ArticleText(law, number, tuple(ParagraphText(lead, tuple(items)) for lead, *items in paragraphs))


def _digits(number: str) -> str:
    if number.isdecimal():
        return str(int(number))
    value, digit = 0, 0
    for sign in number:
        if sign in _UNITS:
            value, digit = value + (digit or 1) * _UNITS[sign], 0
        else:
            digit = max(_DIGITS.find(sign), 0)
    return str(value + digit)


def drawn(folder: Path, sample: str) -> list[tuple[Text, ArticleText, Sentence]]:
    """The sample's sentences in the order of law, article, number; "test" shares none with "tune"."""
    pool = [
        (text, article, sentence)
        for text in texts(folder)
        for article in text.articles
        if any("罚款" in run for paragraph in article.paragraphs for run in (paragraph.text, *paragraph.items))
        for sentence in sentences(article)
        if "罚款" in sentence.text
    ]
    tune = set(random.Random(SEEDS["tune"]).sample(range(len(pool)), SIZE))
    if sample == "tune":
        chosen = tune
    else:
        prints = {pool[at][2].print for at in tune}
        left = [at for at, (_, _, sentence) in enumerate(pool) if sentence.print not in prints]
        chosen = set(random.Random(SEEDS[sample]).sample(left, SIZE))
    return [pool[at] for at in sorted(chosen)]


def frame(text: Text, article: ArticleText, sentence: Sentence, *, words: bool) -> str:
    """One entry of a label file, to be filled in."""
    lines = [
        "[[sentence]]",
        f'law = "{text.law}"',
        f'version = "{text.version}"',
        f'article = "{article.article}"',
        f"number = {sentence.number}",
        f'print = "{sentence.print}"',
        'body = ""',
        "fine = []",
        "",
    ]
    if words:
        lines[:0] = [f"# {'>>>' if other == sentence else '   '} {other.number}: {other.text}" for other in sentences(article)]
    return "\n".join(lines)


def measured(folder: Path, labels: Path) -> Measured:
    """The reader against a label file, the texts taken from ``folder``."""
    held: dict[tuple[str, str, str], list[ArticleText]] = {}
    for text in texts(folder):
        for article in text.articles:
            held.setdefault((text.law, text.version, article.article), []).append(article)
    entries = tomllib.loads(labels.read_text(encoding="utf-8"))["sentence"]
    return measure(entries, lambda law, version, article: held.get((law, version, article), []))


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Draw sentences that hold 罚款 for labelling; measure the reader against labels.")
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw")
    draw.add_argument("folder", type=Path)
    draw.add_argument("sample", choices=list(SEEDS))
    draw.add_argument("--words", action="store_true", help="with the words of the article as comments")
    against = commands.add_parser("measure")
    against.add_argument("folder", type=Path)
    against.add_argument("labels", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "measure":
        result = measured(chosen.folder, chosen.labels)
        for miss in result.misses:
            print(f"{miss.law} {miss.article} sentence {miss.sentence}: {miss.kind}: wanted {miss.wanted}, read {miss.read}")
        print(result.text)
        return 0
    print("\n".join(frame(*one, words=chosen.words) for one in drawn(chosen.folder, chosen.sample)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
