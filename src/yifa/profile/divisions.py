"""Are the codes of places those of GB/T 2260? Against the list that lies in a profile's folder, or one it extends: ``divisions.csv``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from yifa.platform.wording import wording_of
from yifa.profile.faults import Faults
from yifa.profile.schema import PlaceRow

say = wording_of(__file__)

PROVINCES = {
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"),
}
NATIONAL, TOWNS = "GB/T 2260", "GB/T 10114"
_TOWN_KINDS = ("镇", "乡", "街道")


class Division(NamedTuple):
    """A name a code had: from the first list to the last in which it stands so (year-month); ``last`` empty: in the newest."""

    name: str
    first: str
    last: str


def check_codes(places: Sequence[PlaceRow], chain: Sequence[Path], faults: Faults) -> None:
    """Codes of the two standards have their form, and those of GB/T 2260 are in the list with their name, where a list is at hand."""
    lists = [path for folder in chain if (path := folder / "divisions.csv").is_file() and not path.is_symlink()]
    known = Divisions(lists[0].read_text("utf-8")) if lists else None
    for row in places:
        if row.standard in (NATIONAL, TOWNS) and (why := _why_not(row, known)):
            faults.add(row.at.file, row.at.line, why)


def _why_not(row: PlaceRow, known: Divisions | None) -> str:
    digits = row.code.isascii() and row.code.isdigit()
    if row.parent:
        return say("check.parent_of_tree", code=row.code)
    if row.standard == TOWNS and digits and len(row.code) == 12 and row.code.endswith("000") and row.kind in _TOWN_KINDS:
        return say("check.town_noughts", code=row.code[:9])
    if not digits or len(row.code) not in ((6,) if row.standard == NATIONAL else (9, 12)) or row.code[:2] not in PROVINCES:
        return say("check.division_form" if row.standard == NATIONAL else "check.town_form")
    # what is younger than the list, nobody here can say
    if known is None or (row.valid_from and f"{row.valid_from:%Y-%m}" > known.newest):
        return ""
    if row.standard == TOWNS:
        county = row.code[:6]
        return "" if known.of(county) else say("check.no_county", county=county)
    names = known.of(row.code)
    if not names:
        like = known.code_of(row.name)
        return say("check.no_division_like", code=row.code, name=row.name, like=like) if like else say("check.no_division", code=row.code)
    if row.name not in (division.name for division in names):
        return say("check.other_division", code=row.code, right=names[-1].name, name=row.name)
    if names[-1].last and not row.valid_until:
        return say("check.division_time", code=row.code, first=names[0].first, last=names[-1].last)
    return ""


class Divisions:
    """The list ``code,name,first,last``, sorted by code; looked into for the few codes a profile has rather than read whole."""

    def __init__(self, text: str) -> None:
        self._text = text
        #: the month of the newest list
        self.newest = max(re.findall(r"\d{4}-\d\d", text), default="")

    def of(self, code: str) -> list[Division]:
        """Every name of the code, oldest first."""
        found = []
        at = self._text.find(f"\n{code},")
        while at >= 0 and self._text.startswith(f"\n{code},", at):
            end = self._text.find("\n", at + 1)
            _, name, first, last = self._text[at + 1 : end].split(",")
            found.append(Division(name, first, last))
            at = end
        return found

    def code_of(self, name: str) -> str:
        """The code now of the only division of that name, else nothing."""
        codes = re.findall(rf"^(\d+),{re.escape(name)},[^,]*,$", self._text, re.MULTILINE)
        return str(codes[0]) if len(codes) == 1 else ""
