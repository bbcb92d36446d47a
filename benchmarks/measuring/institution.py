"""省级规模的机构 — a made-up institution in memory for 谁来管: every kind of row an answer can rest on, on days of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from yifa.registry.core.powers import Authorisation, Body, Exercise, Holding, Item, Member, Place, Powers, Route

_DOMAINS = ("城市管理", "市场监管", "交通运输", "文化市场", "农业", "生态环境", "自然资源", "应急管理", "水利", "卫生健康")
_CITY = "5101"
_BEGAN = date(2015, 1, 1)
_DAYS = 4_000


def institution(*, items: int, places: int, bodies: int, seed: int) -> Powers:
    """``bodies`` counties with a bureau each, towns up to ``places``; each item held by every bureau since a day of its own.

    And granted to as many towns, a third of the grants taken back, a third with a transition; teams, postings, entrustments, areas, a
    route, a list that waits.
    """
    rng = random.Random(seed)
    counties = [f"{_CITY}{number:02d}" for number in range(1, bodies + 1)]
    towns = [f"{counties[number % bodies]}{number // bodies + 1:03d}" for number in range(places - bodies - 5)]
    codes = [f"SX{number:05d}" for number in range(items)]
    areas = [f"PQ{number}" for number in range(4)]
    return Powers.of(
        places=[
            Place(row=row, code=code, name=f"{code}地", parent=f"{_CITY}00" if code.startswith("PQ") else "")
            for row, code in enumerate([f"{_CITY}00", *counties, *towns, *areas], start=1)
        ],
        areas=[
            Member(row=row, area=rng.choice(areas), place=town, since=_day(rng)) for row, town in enumerate(rng.sample(towns, 200), start=1)
        ],
        bodies=list(_bodies(counties, towns)),
        items=[
            Item(row=row, code=code, name=f"事项{code}", domain=rng.choice(_DOMAINS), list="L") for row, code in enumerate(codes, start=1)
        ],
        holdings=list(_holdings(rng, codes, counties, towns, areas)),
        exercises=list(_exercises(rng, counties, towns)),
        routes=[Route(row=1, place=f"{_CITY}00", feature="重大", level="city")],
        authorisations=[Authorisation(row=1, place=counties[-1], list="L", state="梳理", until=date(2022, 1, 1))],
    )


def _day(rng: random.Random) -> date:
    return _BEGAN + timedelta(days=rng.randrange(_DAYS))


def _bodies(counties: list[str], towns: list[str]) -> Iterator[Body]:
    yield Body(row=1, code="p", name="合成市人民政府", kind="政府", level="city", place=f"{_CITY}00")
    for number, code in enumerate(counties):
        bodies = (("", "人民政府", "政府"), (".j", "综合行政执法局", "综合行政执法局"), (".j.d", "执法大队", "大队"))
        for part, (tail, name, kind) in enumerate(bodies):
            row = 10 + 3 * number + part
            yield Body(row=row, code=f"p.{code}{tail}", name=f"{code}{name}", kind=kind, level="county", place=code, seal="印")
    for number, code in enumerate(towns):
        yield Body(row=1000 + number, code=f"p.{code[:6]}.{code}", name=f"{code}人民政府", kind="政府", level="town", place=code, seal="印")


def _holdings(rng: random.Random, codes: list[str], counties: list[str], towns: list[str], areas: list[str]) -> Iterator[Holding]:
    row = 0
    for number, item in enumerate(codes):
        for county in counties:
            row += 1
            yield Holding(row=row, item=item, body=f"p.{county}.j", place=county, title="concentration", since=_day(rng), document="方案")
        for town in rng.sample(towns, len(counties)):
            row += 1
            since = _day(rng)
            taken = since + timedelta(days=rng.randrange(100, 1500)) if rng.randrange(3) == 0 else None
            over = since + timedelta(days=90) if rng.randrange(3) == 0 else None
            bureau = f"p.{town[:6]}.j"
            yield Holding(
                row=row,
                item=item,
                body=f"p.{town[:6]}.{town}",
                place=town,
                title="grant",
                since=since,
                until=taken,
                transition_until=over,
                transition_body=bureau if over else "",
                guide=bureau,
                document="赋权决定",
            )
        if number % 10 == 0:
            row += 1
            yield Holding(row=row, item=item, body=f"p.{counties[0]}.j", place=rng.choice(areas), title="grant", since=_day(rng))


def _exercises(rng: random.Random, counties: list[str], towns: list[str]) -> Iterator[Exercise]:
    row = 0
    for county in counties:
        row += 1
        yield Exercise(row=row, kind="team", holder=f"p.{county}.j", team=f"p.{county}.j.d", place=county)
    for town in towns[::4]:
        row += 1
        since = _day(rng)
        yield Exercise(
            row=row,
            kind=rng.choice(("entrustment", "posting")),
            holder=f"p.{town[:6]}.j",
            team=f"p.{town[:6]}.{town}",
            place=town,
            domain=rng.choice(_DOMAINS),
            since=since,
            until=since + timedelta(days=1500),
            published=True,
            document="委托书",
        )
