"""Where a rule comes from: law, article, paragraph, item."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from yifa.kernel.canonical import sm3

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Write 1 to 9999 as the statutes do: 44 -> 四十四, 105 -> 一百零五, 1242 -> 一千二百四十二."""
    if not 0 < number < 10_000:
        raise ValueError(f"no article number: {number}")
    out, pending_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if pending_zero else "") + _DIGITS[digit] + name
            pending_zero = False
        elif out and number:
            pending_zero = True
    return out.removeprefix("一") if out.startswith("一十") else out


def fingerprint(article: str) -> str:
    """SM3 of an article from its number (第四十四条) to its last sign, without white space and invisible signs.

    Invisible signs (zero-width spaces and the like) go too: copies of one text differ in them.
    """
    return sm3("".join(sign for sign in article if unicodedata.category(sign)[0] not in "ZC").encode())


@dataclass(frozen=True, slots=True)
class Cite:
    """One place in one law.

    ``law`` is the short title (行政处罚法), ``article`` the number as digits ("44"), ``paragraph`` and ``item`` count from 1.
    ``print`` is the ``fingerprint`` of the article the rule was written from; None where that text is not held.
    """

    law: str
    article: str = ""
    paragraph: int | None = None
    item: int | None = None
    print: str | None = None

    @property
    def text(self) -> str:
        """《行政处罚法》第四十四条 — as it is written in papers and refusals."""
        if not self.article:
            return f"《{self.law}》"
        head, _, tail = self.article.partition("-")
        where = f"第{chinese_number(int(head))}条" + (f"之{chinese_number(int(tail))}" if tail else "")
        if self.paragraph:
            where += f"第{chinese_number(self.paragraph)}款"
        if self.item:
            where += f"第({chinese_number(self.item)})项"
        return f"《{self.law}》{where}"

    def as_json(self) -> dict[str, object]:
        """The same as plain JSON, without empty members."""
        members = {"law": self.law, "article": self.article, "paragraph": self.paragraph, "item": self.item, "text": self.text}
        return {name: value for name, value in members.items() if value}
