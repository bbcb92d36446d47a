"""./yifa calendar — which years' days off and days of work are in force, and a new one brought in from a file."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from yifa.kernel.calendar import Year, parse, runs
from yifa.platform import clock
from yifa.server.refusals import CalendarFileGone, CalendarFileUnreadable, CalendarNotHeld
from yifa.server.wording import say

if TYPE_CHECKING:
    from yifa.docket.calendars import Row

HELP = "放假安排：list 已载入的年度（list 年份 打印可再载入的全文）；import 文件.toml 载入；recompute 立即重算期限"
#: no order of a year is longer
_MOST = 100_000
_BATCH = 100
_CHINESE = re.compile("[\u4e00-\u9fff]")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./yifa calendar", description=HELP)
    parts = parser.add_subparsers(dest="part", required=True, metavar="list|import|recompute")
    shown = parts.add_parser("list", help="已载入的年度")
    shown.add_argument("year", nargs="?", type=int, metavar="年份", help="打印这一年的全文，可再载入")
    shown.add_argument("--region", default="", metavar="行政区划代码")
    parts.add_parser("import", help="载入一个年度").add_argument("file", type=Path, metavar="文件.toml")
    parts.add_parser("recompute", help="立即重算期限，不等后台")
    options = parser.parse_args(argv)
    match options.part:
        case "list" if options.year is None:
            return _list()
        case "list":
            return _print(options.year, options.region)
        case "import":
            return _import(options.file)
        case _:
            return _recompute()


def _list() -> int:
    for row in _in_force():
        year = row.year
        print(
            say(
                "calendar.line",
                year=year.year,
                region=year.region or say("calendar.nation"),
                off=len(year.off),
                makeup=len(year.makeup),
                origin=say(f"calendar.{row.origin}", by=row.brought_by or say("calendar.command"), at=f"{row.at:%Y-%m-%d}"),
                source=year.source,
            )
        )
    return 0


def _print(number: int, region: str) -> int:
    row = next((row for row in _in_force() if (row.year.year, row.year.region) == (number, region)), None)
    if row is None:
        raise CalendarNotHeld(year=number, region=region or say("calendar.nation"))
    print(toml_of(row.year), end="")
    return 0


def _import(file: Path) -> int:
    from yifa.docket.calendars import bring_in, title_of
    from yifa.server.published import published_years

    year = read_year(file)
    if bring_in(year, shipped=published_years(), actor=None, at=clock.now()):
        print(say("calendar.brought_in", year=title_of(year), off=len(year.off), makeup=len(year.makeup)))
    else:
        print(say("calendar.unchanged", year=title_of(year)))
    return 0


def _recompute() -> int:
    from yifa.docket.recompute import recompute_batch

    looked_at = changed = 0
    while batch := recompute_batch(now=clock.now(), most=_BATCH):
        looked_at += batch.looked_at
        changed += batch.changed
        print(say("calendar.recomputing", year=batch.year, looked_at=looked_at, changed=changed), flush=True)
    print(say("calendar.recomputed", looked_at=looked_at, changed=changed))
    return 0


def _in_force() -> list[Row]:
    from yifa.docket.calendars import rows_in_force
    from yifa.server.published import published_years

    return rows_in_force(published_years())


def read_year(file: Path) -> Year:
    """A calendar file, whole and checked. Raises CalendarFileGone, CalendarFileUnreadable or BadCalendar."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST + 1)
    except OSError as fault:
        raise CalendarFileGone(file=file.name) from fault
    if len(data) > _MOST:
        raise CalendarFileUnreadable(file=file.name, why=say("calendar.too_long"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CalendarFileUnreadable(file=file.name, why=say("calendar.no_utf8")) from fault
    try:
        mapping = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as fault:
        raise CalendarFileUnreadable(file=file.name, why=say("calendar.no_toml")) from fault
    year = parse(mapping)
    if not _CHINESE.search(year.source):
        # some Chinese in GBK (通知) happens to be well-formed UTF-8 of another script
        raise CalendarFileUnreadable(file=file.name, why=say("calendar.no_utf8"))
    return year


def toml_of(year: Year) -> str:
    """The year in the form of a file that ``import`` reads."""
    lines = [f"year = {year.year}", f'region = "{year.region}"', f"source = {_quoted(year.source)}"]
    for name, days in (("off", year.off), ("makeup", year.makeup)):
        spans = [f"    {first}," if first == last else f"    [{first}, {last}]," for first, last in runs(sorted(days))]
        lines += [f"{name} = [", *spans, "]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    signs = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(signs.get(sign) or (sign if sign.isprintable() else f"\\U{ord(sign):08x}") for sign in text) + '"'
