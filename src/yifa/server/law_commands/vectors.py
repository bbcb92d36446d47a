"""./yifa law vectors FILE.json — put a file of worked cases to the rules."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from yifa.kernel.calendar import BadCalendar, Calendar, Year, parse
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Refusal
from yifa.server.published import published_calendar, published_overlays
from yifa.server.wording import say

HELP = "用案例文件检验规则：law vectors 文件.json"
DATABASE = False


class BadFile(Refusal):
    """案例文件无法识别 — no file of worked cases; says why."""

    kind = "invalid"
    code = "law.bad_vectors"


def main(argv: list[str]) -> int:
    """0 all hold, 1 some do not. A line for each miss, then the count."""
    from yifa.server.vectors.frame import Context, misses

    parser = argparse.ArgumentParser(prog="./yifa law vectors", description=HELP)
    parser.add_argument("file", type=Path, help="案例文件（JSON）")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=legal_date(datetime.now(UTC)), help="案例没有写明日期时按哪一天判断，默认今天"
    )
    options = parser.parse_args(argv)
    raw = _read(options.file)
    context = Context(options.on, _calendar(raw), published_overlays())
    failed = 0
    for number, case in enumerate(raw["cases"], start=1):
        found = list(misses(case, context))
        failed += bool(found)
        name = f"{case.get('id', number)} {case.get('rule', '')}".rstrip() if isinstance(case, dict) else str(number)
        for line in found:
            print(_printable(f"{name}  {line}"))
    print(f"{len(raw['cases']) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _printable(text: str) -> str:
    """One line, with half characters, which JSON can hold and no terminal shows, written out."""
    return " ".join(text.encode("utf-8", "backslashreplace").decode("utf-8").splitlines())


def _read(file: Path) -> dict[str, Any]:
    try:
        raw = json.loads(file.read_text("utf-8-sig"), parse_float=Decimal)
    except OSError as fault:
        raise BadFile(say("vectors.unread", file=file.name), remedy=say("vectors.remedy")) from fault
    except (ValueError, RecursionError) as fault:
        raise BadFile(say("vectors.no_json", file=file.name), remedy=say("vectors.remedy")) from fault
    if not isinstance(raw, dict) or not isinstance(raw.get("cases"), list):
        raise BadFile(say("vectors.no_cases", file=file.name), remedy=say("vectors.remedy"))
    return raw


def _calendar(raw: dict[str, Any]) -> Calendar:
    """The published calendars, and for years that are not published those the file brings in ``meta.calendars``."""
    published = published_calendar()
    known = {year.year for year in published.years}
    brought: list[Year] = []
    meta = raw.get("meta")
    calendars = meta.get("calendars") if isinstance(meta, dict) else None
    for name, days in (calendars if isinstance(calendars, dict) else {}).items():
        if days is None or not str(name).isdecimal() or int(name) in known:
            continue
        try:
            brought.append(_year(int(name), days))
        except (BadCalendar, ValueError, TypeError, AttributeError) as fault:
            raise BadFile(say("vectors.bad_calendar", year=name), remedy=say("vectors.remedy")) from fault
    return Calendar([*published.years, *brought]) if brought else published


def _year(year: int, days: dict[str, Any]) -> Year:
    off = [_span(text) for text in days.get("off", [])]
    makeup = [_span(text) for text in days.get("makeup_work", [])]
    return parse({"year": year, "source": "meta.calendars", "off": off, "makeup": makeup})


def _span(text: str) -> list[date]:
    first, _, last = text.partition("/")
    return [date.fromisoformat(first), date.fromisoformat(last or first)]
