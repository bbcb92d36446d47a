"""省级规模的清单 — a made-up province-sized profile: every county bureau holds every item, towns some, with a few faults on purpose."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from yifa.profile.schema import (
    AreaRow,
    BodyRow,
    CertificateRow,
    DomainRow,
    HoldingRow,
    ItemRow,
    ListRow,
    OfficerRow,
    PlaceRow,
    Profile,
)

CODE = "province"
_DOMAINS = ("城市管理", "市场监管", "交通运输", "文化市场", "农业", "生态环境", "自然资源", "应急管理", "水利", "卫生健康")
_BEGAN = date(2020, 1, 1)
_CITY = "5101"


def province(*, items: int, places: int, bodies: int, seed: int) -> Profile:
    """``bodies`` counties and districts with a bureau each, towns up to ``places``, every item held by every bureau since days of its own.

    On purpose: one item in a hundred that a county lost, one in fifty held by two areas over one town.
    """
    rng = random.Random(seed)
    counties = [f"{_CITY}{number:02d}" for number in range(1, bodies + 1)]
    towns = [f"{counties[number % bodies]}{number // bodies + 1:03d}" for number in range(places - bodies - 3)]
    codes = [f"SX{number:05d}" for number in range(items)]
    return Profile(
        code=CODE,
        name="省级规模（合成）",
        place=f"{_CITY}00",
        digest=f"{seed:064d}",
        domains=tuple(DomainRow(name=name) for name in _DOMAINS),
        places=(
            PlaceRow(code=f"{_CITY}00", name="合成市", kind="地级市", standard="合成"),
            *(PlaceRow(code=code, name=f"{code}县", kind="县", standard="合成") for code in counties),
            *(PlaceRow(code=code, name=f"{code}镇", kind="镇", standard="合成") for code in towns),
            *(PlaceRow(code=code, name=code, kind="片区", standard="自编", parent=counties[0]) for code in ("PQ1", "PQ2")),
        ),
        areas=tuple(AreaRow(area=code, place=town) for code, towns_ in (("PQ1", towns[::200]), ("PQ2", towns[::100])) for town in towns_),
        bodies=(
            BodyRow(code=CODE, name="合成市政府", kind="政府", level="city", place=f"{_CITY}00"),
            *(
                BodyRow(code=f"{CODE}.b{code}", name=f"{code}执法局", kind="综合行政执法局", level="county", place=code, synthetic=True)
                for code in counties
            ),
        ),
        lists=tuple(
            ListRow(code=f"L{code}", name=f"{code}清单", body=f"{CODE}.b{code}", place=code, stated=True, title="statute", file="items.csv")
            for code in counties[:1]
        ),
        items=tuple(
            ItemRow(
                code=code, name=f"事项{code}", domain=rng.choice(_DOMAINS), department="合成部门", synthetic=True, list=f"L{counties[0]}"
            )
            for code in codes
        ),
        holdings=tuple(_holdings(rng, codes, counties, towns)),
        officers=tuple(_officer(code, number) for code in counties for number in range(10)),
        certificates=tuple(_certificate(code, number, rng) for code in counties for number in range(10)),
    )


def _holdings(rng: random.Random, codes: list[str], counties: list[str], towns: list[str]) -> Iterator[HoldingRow]:
    """The list holds for the first county; the other bureaus by rows of their own; and as many grants to towns, by a neighbour's bureau."""
    bureaus = {county: f"{CODE}.b{county}" for county in counties}
    for number, item in enumerate(codes):
        for county in counties[1:]:
            since = _BEGAN + timedelta(days=rng.randrange(700))
            ended = date(2025, 1, 1) if number % 100 == 0 and county == counties[-1] else None
            yield HoldingRow(item=item, body=bureaus[county], place=county, title="statute", valid_from=since, valid_until=ended)
        for town in rng.sample(towns, len(counties)):
            neighbour = counties[(counties.index(town[:6]) + 1) % len(counties)]
            yield HoldingRow(item=item, body=bureaus[neighbour], place=town, title="grant", valid_from=date(2024, 1, 1))
        if number % 50 == 0:
            for area, county in (("PQ1", counties[1]), ("PQ2", counties[2])):
                yield HoldingRow(item=item, body=bureaus[county], place=area, title="grant", valid_from=date(2024, 1, 1))


def _officer(county: str, number: int) -> OfficerRow:
    return OfficerRow(code=f"{county}-{number}", name=f"人员{number}", body=f"{CODE}.b{county}", synthetic=True)


def _certificate(county: str, number: int, rng: random.Random) -> CertificateRow:
    return CertificateRow(
        number=f"证{county}-{number}",
        officer=f"{county}-{number}",
        issuer="合成",
        region=county,
        domains=tuple(rng.sample(_DOMAINS, 3)),
        valid_from=_BEGAN,
        valid_until=date(2030, 1, 1),
        synthetic=True,
    )
