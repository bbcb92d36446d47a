"""违反的条款 — the articles a clause says are violated, and the items of its own article it is about."""

from __future__ import annotations

import re

from yifa.kernel.citation import Cite
from yifa.library.clauses.numbers import number

_N = r"[零〇一二三四五六七八九十百千\d]{1,8}"
_PLACE = rf"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第?[（(]?{_N}[）)]?项)?"
_TO = rf"第({_N})([条项])(?:规定)?(?:至|到|—|-)第({_N})[条项]"
_VIOLATED = re.compile(
    rf"(?:违反(?:了)?|未(?:依照|按照)|不(?:符合|遵守|执行|履行)|有)(?P<law>本[法条例规定办细则章程]{{1,3}}|《[^》]{{2,40}}》|前款|本条)?(?:的)?(?P<row>{_PLACE}[^，,。；;：:]{{0,120}})"
)
_ONE = re.compile(rf"(?:第({_N})条(?:之({_N}))?)?(?:第({_N})款)?(?:第?[（(]?({_N})[）)]?项)?")
_ITEMS = re.compile(rf"前款第[（(]?{_N}[）)]?项[^，,。；;：:行情]*|本条第{_N}款第[（(]?{_N}[）)]?项[^，,。；;：:行情]*")
_LIMIT = 60


def violated(text: str, law: str) -> tuple[Cite, ...]:
    """违反本法第三十条第二款、第四十条规定 -> two places of ``law``; another law's in 《》 are its own."""
    found: dict[Cite, None] = {}
    for match in _VIOLATED.finditer(text):
        named = match["law"] or ""
        title = named.strip("《》").removeprefix("中华人民共和国") if named.startswith("《") else law
        article = 0
        for piece in re.split(r"(?<=[条款项])(?:规定)?(?:、|和|或者|以及|及|，)(?=第)", _cut(match["row"])):
            if spread := re.match(_TO, piece):
                for at in _spread(spread[1], spread[3]):
                    if spread[2] == "条":
                        article = at
                        found[Cite(title, str(at))] = None
                    elif article:
                        found[Cite(title, str(article), None, at)] = None
                continue
            one = _ONE.match(piece)
            if one is None or not one[0]:
                continue
            article = _int(one[1]) or article
            if article:
                name = str(article) + (f"-{_int(one[2])}" if one[2] else "")
                found[Cite(title, name, _int(one[3]) or None, _int(one[4]) or None)] = None
    return tuple(found)


def items(text: str) -> tuple[int, ...]:
    """有前款第一项、第三项至第五项行为 -> 1, 3, 4, 5."""
    found: dict[int, None] = {}
    for row in _ITEMS.findall(text):
        for spread in re.finditer(rf"第[（(]?({_N})[）)]?项(?:至|到|—|-)第[（(]?({_N})[）)]?项", row):
            found.update(dict.fromkeys(_spread(spread[1], spread[2])))
        found.update(dict.fromkeys(_int(one) for one in re.findall(rf"第[（(]?({_N})[）)]?项", row)))
    return tuple(sorted(at for at in found if at))


def _cut(row: str) -> str:
    """Up to the last 条, 款 or 项: what follows is the deed."""
    ends = [found.end() for found in re.finditer(rf"[条款项](?:之{_N})?", row)]
    return row[: ends[-1]]


def _int(text: str | None) -> int:
    value = number(text) if text else None
    return int(value) if value is not None else 0


def _spread(first: str, last: str) -> range:
    low, high = _int(first), _int(last)
    return range(low, min(high, low + _LIMIT) + 1)
