"""The law texts a folder holds, read only to compare fingerprints."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from yifa.kernel.citation import chinese_number, fingerprint

#: A folder of law texts as Markdown, articles beginning 第…条; not part of this repository.
FOLDER = os.environ.get("YIFA_LAWS", "")

_NUMBERS = {f"第{chinese_number(number)}条": str(number) for number in range(1, 1300)}


def prints_of(title: str, article: str) -> set[str]:
    """The fingerprints that article has in the versions of the law that are held."""
    return {articles[article] for articles in _prints(title) if article in articles}


@cache
def _prints(title: str) -> tuple[dict[str, str], ...]:
    return tuple({number: fingerprint(text) for number, text in _articles(path).items()} for path in _files(title))


def _files(title: str) -> list[Path]:
    """民法典 lies in the folder in parts."""
    return [
        path
        for path in sorted(Path(FOLDER).rglob("*.md"))
        if title == re.sub(r"\(.*\)", "", path.stem) or title == path.parent.name == "民法典"
    ]


def _articles(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    current = ""
    for line in path.read_text(encoding="utf-8").split("<!-- INFO END -->")[-1].replace("**", "").splitlines():
        start = re.match("第[零一二三四五六七八九十百千]+条", line.strip())
        current = _NUMBERS[start[0]] if start else "" if line.startswith("#") else current
        if current:
            found[current] = found.get(current, "") + line
    return found
