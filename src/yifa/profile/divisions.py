"""Are the codes of places those of GB/T 2260? Against the list that lies in a profile's folder, or one it extends: ``divisions.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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


class Division(NamedTuple):
    """A name a code had: from the first list to the last in which it stands so (year-month); ``last`` empty: in the newest."""

    name: str
    first: str
    last: str


def check_codes(places: Sequence[PlaceRow], chain: Sequence[Path], faults: Faults) -> None:
    """Codes of the two standards have their form, and those of GB/T 2260 are in the list with their name, where a list is at hand."""
    lists = [path for folder in chain if (path := folder / "divisions.csv").is_file() and not path.is_symlink()]
    known: dict[str, list[Division]] | None = None
    for row in places:
        if row.standard not in (NATIONAL, TOWNS):
            continue
        if known is None:
            known = divisions(lists[0], lists[0].stat().st_mtime_ns) if lists else {}
        why = _why_not(row, known)
        if why:
            faults.add(row.at.file, row.at.line, why)


def _why_not(row: PlaceRow, known: dict[str, list[Division]]) -> str:
    digits = row.code.isascii() and row.code.isdigit()
    if row.parent:
        return say("check.parent_of_tree", code=row.code)
    if not digits or len(row.code) not in ((6,) if row.standard == NATIONAL else (9, 12)) or row.code[:2] not in PROVINCES:
        return say("check.division_form" if row.standard == NATIONAL else "check.town_form")
    if not known:
        return ""
    if row.standard == TOWNS:
        county = row.code[:6]
        return "" if county in known else say("check.no_county", county=county)
    names = known.get(row.code)
    if names is None:
        like = next((code for code, spans in known.items() if spans[-1].name == row.name), "")
        return say("check.no_division_like", code=row.code, name=row.name, like=like) if like else say("check.no_division", code=row.code)
    if row.name not in (division.name for division in names):
        return say("check.other_division", code=row.code, right=names[-1].name, name=row.name)
    if names[-1].last and not row.valid_until:
        return say("check.division_time", code=row.code, first=names[0].first, last=names[-1].last)
    return ""


@lru_cache(maxsize=4)
def divisions(path: Path, _stamp: int) -> dict[str, list[Division]]:
    """The list by code; a file of our own making, so that any line that is no row is a fault of the program."""
    known: dict[str, list[Division]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        code, name, first, last = line.split(",")
        known.setdefault(code, []).append(Division(name, first, last))
    return known
