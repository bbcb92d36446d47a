"""How statutes are written: numbers, headings, articles, items, days."""

from __future__ import annotations

import re
from datetime import date

NUMBER = "[〇零一二三四五六七八九十百千]+"
_DIGITS = {"〇": 0, **{sign: value for value, sign in enumerate("零一二三四五六七八九")}}
_UNITS = {"十": 10, "百": 100, "千": 1000}

#: 第四十四条, 第十七条之一, at the start of a line; group 3 is what divides it from its text. 笫 is a usual slip of copies
ARTICLE = re.compile(rf"[第笫]\s?({NUMBER})\s?条(?:之({NUMBER}))?(\s+|(?=【)|$)?")
#: the same within a line, behind the end of a sentence
ARTICLE_WITHIN = re.compile(rf"(?<=[。；：:”」）)])\s*(?=第({NUMBER})条(?:之({NUMBER}))?\s)")
#: 第一章 总则; the spaces copies put between signs are allowed
HEADING = re.compile(rf"第\s*({NUMBER})\s*(分编|编|篇|部分|章|节)(?:[\s　]+(.*))?$")
RANKS = {"编": 1, "篇": 1, "部分": 1, "分编": 2, "章": 3, "节": 4}
#: headings that have no number
PLAIN_HEADING = re.compile(r"(序\s*言|前\s*言|附\s*则|总\s*则)$")
APPENDIX = re.compile(r"附\s*(?:[:：]|[件表录图]\s*(?:[一二三四五六七八九十\d]+)?\s*(?:$|[:：\s]))")
#: 一、 in a decision without articles
UNIT = re.compile(rf"({NUMBER})(?:、|\s*$)")
ITEM = re.compile(rf"[（(]\s*({NUMBER})\s*[)）]")
POINT = re.compile(r"(\d+)\s*[.．、](?!\d)|[（(]\s*(\d+)\s*[)）]")
DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_TITLES = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉")
_REPEAL = re.compile("((?:《[^》]+》(?:（[^）]*）)?[、，和及以\\s]*)+)(?:自[^，。]{1,12}起)?同时废止")
_FROM_DAY = re.compile(r"自\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*起?\s*(?:施行|实施|生效|执行)")
FROM_PUBLICATION = re.compile(r"(?:公布|发布|颁布)之日起?\s*(?:施行|实施|生效|执行)")


def read_number(text: str) -> int:
    """105 for 一百零五, 12 for 十二, 20 for 二〇."""
    total, digit = 0, 0
    for sign in text:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign]
        else:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
    return total + digit


def article_number(head: str, tail: str | None) -> str:
    """ "17-1" for 第十七条之一."""
    return f"{read_number(head)}-{read_number(tail)}" if tail else str(read_number(head))


def read_day(year: str, month: str, day: str) -> date | None:
    """None for a day there is none of."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def without_titles(text: str) -> str:
    """The text with the titles of laws blanked, sign for sign: a day within a title is no event."""
    return _TITLES.sub(lambda found: "\0" * len(found.group()), text)


def day_of_effect(text: str) -> date | None:
    """自2021年7月15日起施行 — the last such day in a text."""
    days = [day for found in _FROM_DAY.finditer(without_titles(text)) if (day := read_day(*found.groups()))]
    return days[-1] if days else None


def repealed_titles(text: str) -> tuple[str, ...]:
    """The titles before 同时废止."""
    return tuple(title for run in _REPEAL.findall(text) for title in re.findall("《([^》]+)》", run))


def squeezed(text: str) -> str:
    """Without any white space: 总则 for 总　则."""
    return re.sub(r"\s+", "", text)
