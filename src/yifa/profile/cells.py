"""Read one cell: text, codes, days, numbers. What a spreadsheet program has changed is named for what it is."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Any

from yifa.platform.wording import wording_of
from yifa.profile.schema import Record
from yifa.profile.words import LONGEST, PLACES_OF_DECIMALS, is_code

say = wording_of(__file__)

YES = {"是": True, "yes": True, "true": True, "TRUE": True, "否": False, "no": False, "false": False, "FALSE": False}

#: found nowhere in a file, no cell of it was changed by a spreadsheet or carries signs nobody sees; found, every cell is looked at
SUSPECT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
    r"""|(?:^|[,;；"'\s])(?:[=+\-@#]|[0-9]+(?:\.[0-9]*)?[eE][+\-]?[0-9]|[0-9]{1,3}[,，][0-9]{3}(?![0-9])|[0-9]+\.0|[0-9]{1,2}月"""
    r"|[0-9]{1,2}-[A-Z][a-z]|[A-Z][a-z]{2}-[0-9])",
    re.MULTILINE,
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_FULL_WIDTH = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]*)?[eE][+\-]?[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")
_POINT_NOUGHT = re.compile(r"[0-9]+\.0+")
_SHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)")
_AS_DAY = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-[0-9]{1,2}")
_OTHER_DAY = re.compile(r"([12][0-9]{3})[/.\-年]([0-9]{1,2})[/.\-月]([0-9]{1,2})日?(?: 0?0:00(?::00)?)?")
_CLOSE_DAY = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])")
#: day 0 of spreadsheets, as every day since 1900-03-01 counts
_EPOCH = date(1899, 12, 30)


class Doubt(IntEnum):
    """What has to be looked for in the cells of a file."""

    NONE = 0
    #: signs of a spreadsheet, signs nobody sees
    CHANGED = 1
    #: formulas too, for a spreadsheet would open the file
    FORMULA = 2


#: turns a cell into its value; raises ValueError with what is wrong
Reader = Callable[[Any, Doubt], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record: how its cell is read, and whether it must be filled in."""

    name: str
    required: bool
    read: Reader


_COLUMNS: dict[type[Record], dict[str, Column]] = {}


def columns_of(record: type[Record]) -> dict[str, Column]:
    """The fields of ``record`` by name."""
    if record not in _COLUMNS:
        _COLUMNS[record] = _columns(record)
    return _COLUMNS[record]


def _columns(record: type[Record]) -> dict[str, Column]:
    hints = typing.get_type_hints(record)
    return {
        item.name: Column(
            item.name, item.default is MISSING and item.default_factory is MISSING, _reader(record, item.name, hints[item.name])
        )
        for item in fields(record)
        if item.name != "at"
    }


def _reader(record: type[Record], name: str, hint: Any) -> Reader:
    if isinstance(hint, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    longest = LONGEST.get((record, name)) or LONGEST.get(name, LONGEST[""])
    if typing.get_origin(hint) is tuple:
        return lambda cell, doubt: _words(cell, doubt, longest)
    if hint is str:
        code = is_code(record, name)
        return lambda cell, doubt: _word(cell, doubt, longest, code)
    if hint is Decimal:
        whole, decimals = PLACES_OF_DECIMALS[name]
        return lambda cell, doubt: _amount(cell, whole, decimals)
    readers: dict[type, Reader] = {int: _number, bool: _yes_or_no, date: _day}
    return readers[hint]


def _word(cell: Any, doubt: Doubt, longest: int, code: bool) -> str:
    if not isinstance(cell, str):
        raise ValueError(say("value.text"))
    if len(cell) > longest:
        raise ValueError(say("value.too_long", longest=longest, found=len(cell)))
    if doubt:
        if doubt is Doubt.FORMULA and cell[0] in "=+-@" and len(cell) > 1:
            raise ValueError(say("value.formula", sign=cell[0]))
        _refuse_changed(cell, code=code)
    return cell


def _refuse_changed(cell: str, *, code: bool) -> None:
    """Raises ValueError for what no one typed: a code in scientific notation, a formula, signs that are not seen."""
    if _UNSEEN.search(cell):
        raise ValueError(say("value.unseen"))
    if "\ufffd" in cell:
        raise ValueError(say("value.lost_sign"))
    if _SHEET_ERROR.fullmatch(cell):
        raise ValueError(say("value.sheet_error"))
    if _SCIENTIFIC.fullmatch(cell):
        raise ValueError(say("value.scientific"))
    if _GROUPED.fullmatch(cell):
        raise ValueError(say("value.grouped"))
    if code and _POINT_NOUGHT.fullmatch(cell):
        raise ValueError(say("value.point_nought", plain=cell.partition(".")[0]))
    if code and _AS_DAY.fullmatch(cell):
        raise ValueError(say("value.code_as_day"))
    if code and _FULL_WIDTH.search(cell):
        raise ValueError(say("value.full_width", plain=_half_width(cell)))


def _half_width(cell: str) -> str:
    return _FULL_WIDTH.sub(lambda found: chr(ord(found.group()) - 0xFEE0), cell)


def _words(cell: Any, doubt: Doubt, longest: int) -> tuple[str, ...]:
    parts = re.split("[;；]", cell) if isinstance(cell, str) else cell
    if not isinstance(parts, list) or not all(isinstance(part, str) and part.strip() for part in parts):
        raise ValueError(say("value.texts"))
    words = tuple(_word(part.strip(), doubt, longest, False) for part in parts)
    if len(set(words)) != len(words):
        raise ValueError(say("value.word_twice"))
    return words


def _number(cell: Any, _doubt: Doubt) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        number = cell
    elif isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) < 12:
        number = int(cell)
    else:
        raise ValueError(_why_no_number(cell, say("value.number")))
    if not 0 <= number < 2**31:
        raise ValueError(say("value.number_too_large"))
    return number


def _yes_or_no(cell: Any, _doubt: Doubt) -> bool:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and cell in YES:
        return YES[cell]
    raise ValueError(say("value.yes_or_no"))


def _day(cell: Any, _doubt: Doubt) -> date:
    if type(cell) is date:
        return cell
    try:
        if isinstance(cell, str) and len(cell) == 10 and cell[4] == "-":
            return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(say("value.no_such_day")) from None
    raise ValueError(_why_no_day(cell))


def _why_no_day(cell: Any) -> str:
    if not isinstance(cell, str):
        return say("value.day")
    text = _half_width(cell)
    found = _OTHER_DAY.fullmatch(text) or _CLOSE_DAY.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.groups())
        try:
            return say("value.other_day", day=date(year, month, day))
        except ValueError:
            return say("value.no_such_day")
    if text.isascii() and text.isdigit() and len(text) == 5:
        return say("value.serial_day", day=_EPOCH + timedelta(days=int(text)))
    return say("value.day")


def _amount(cell: Any, whole: int, decimals: int) -> Decimal:
    text = str(cell) if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else cell
    if not isinstance(text, str) or not text.isascii() or not text.replace(".", "", 1).isdigit():
        raise ValueError(_why_no_number(cell, say("value.amount")))
    before, _, after = text.partition(".")
    if len(before.lstrip("0")) > whole or len(after.rstrip("0")) > decimals:
        raise ValueError(say("value.amount_too_fine", whole=whole, decimals=decimals))
    return Decimal(text)


def _why_no_number(cell: Any, why: str) -> str:
    if isinstance(cell, str):
        if _SCIENTIFIC.fullmatch(cell):
            return say("value.scientific")
        if _GROUPED.fullmatch(cell):
            return say("value.grouped_number", plain=re.sub("[,，]", "", cell))
        if _FULL_WIDTH.search(cell):
            return say("value.full_width", plain=_half_width(cell))
        if _POINT_NOUGHT.fullmatch(cell):
            return say("value.point_nought", plain=cell.partition(".")[0])
    return why
