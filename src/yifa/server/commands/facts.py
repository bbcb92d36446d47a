"""./yifa facts PROFILE [--json] [--on DATE] — the figures of a loaded profile, each counted from rows of the database."""

from __future__ import annotations

import argparse
import json
from datetime import date
from decimal import Decimal

from yifa.kernel.refusal import Refusal

HELP = "从数据库逐行清点一个配置的数字：facts PROFILE [--json] [--on 日期]"
ROLE = "app"

#: what a profile calls a thing -> its name among the figures
_EQUIPMENT = {"无人机": "drone", "执法记录仪": "recorders", "执法摩托车": "motorcycles"}
_REGISTERS = {"道路高清": "road_cameras", "数字城管平台": "cameras_platform"}


class ProfileNotLoaded(Refusal):
    """没有载入这个配置 — the database of this place holds another profile or none."""

    kind = "unknown"
    code = "server.profile_not_loaded"


def main(argv: list[str]) -> int:
    from django.utils import timezone

    from yifa.kernel.dates import legal_date

    parser = argparse.ArgumentParser(prog="yifa facts", description=HELP)
    parser.add_argument("profile")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--on", type=date.fromisoformat, default=None)
    asked = parser.parse_args(argv)
    facts = figures(asked.profile, on=asked.on or legal_date(timezone.now()))
    if asked.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        _show(facts)
    return 0


def figures(profile: str, *, on: date) -> dict[str, object]:
    """Every figure of the profile on that day. Raises ProfileNotLoaded. What the source does not state is None, never 0."""
    from yifa.registry import queries as registry
    from yifa.registry.models import Load

    if not Load.objects.filter(room="registry", profile=profile).exists():
        raise ProfileNotLoaded(f"本库没有载入配置“{profile}”。", remedy=f"请先运行 ./yifa run --profile {profile}。", profile=profile)
    teams = list(registry.bodies(under=profile, on=on, kind="县级大队"))
    by_team = {team.short: registry.item_count(body=team.code, on=on) for team in teams}
    places = [place.area_km2 for place in registry.places(under="", on=on, kind="网格区域")]
    facts: dict[str, object] = {
        "county_teams": len(teams),
        "items_by_team": by_team,
        "items_known_sum": sum(count for count in by_team.values() if count is not None),
        **{key: registry.cameras(register=register, on=on) for register, key in _REGISTERS.items()},
        "grids": registry.grids(under="", on=on),
        "area_km2": _plain(sum(area for area in places if area is not None)) if any(place is not None for place in places) else None,
        "invest_cny_min": _plain(registry.claim("invest_cny_min")),
        "loop_seconds_max": _plain(registry.claim("loop_seconds_max")),
    }
    for bureau in registry.bodies(under=profile, on=on, kind="综合行政执法局"):
        facts[bureau.code.rpartition(".")[2]] = _bureau(bureau.code, bureau.place, on=on)
    return facts


def _bureau(body: str, place: str, *, on: date) -> dict[str, object]:
    """A town bureau: rooms, items, people, things, and what its dockets say."""
    from yifa.registry import queries as registry
    from yifa.staffing import queries as staffing

    zones = staffing.zone_officers(under=place, on=on)
    things = registry.equipment(body=body, on=on)
    cases, assists = _dockets(body)
    return {
        "offices": registry.bodies(under=body, on=on, kind="科室").count(),
        "squads": registry.bodies(under=body, on=on, kind="中队").count(),
        "items": registry.item_count(body=body, on=on),
        "departments": len(registry.item_departments(body=body, on=on)),
        "zones": registry.places(under=place, on=on, kind="片区").count(),
        # one figure only where every zone has as many
        "officers_per_zone": next(iter(zones.values())) if len(set(zones.values())) == 1 else sorted(zones.values()),
        "officers": staffing.certified(body=body, on=on),
        "trained": staffing.trained(body=body, on=on),
        "assistants": staffing.assistants(body=body, on=on),
        **{key: things.get(kind, 0) for kind, key in _EQUIPMENT.items()},
        "cases": cases,
        "police_assists": assists,
        "camera_place_types": len(registry.place_types(body=body)),
    }


def _dockets(body: str) -> tuple[int, int]:
    """案件数、协助公安数 — every docket, whatever came of it, and acts of assistance to the police, of the body and those below."""
    from django.db.models import Q

    from yifa.docket.models import Act, Standing

    cases = Standing.objects.filter(Q(body=body) | Q(body__startswith=f"{body}.")).count()
    assists = Act.objects.filter(Q(docket__body=body) | Q(docket__body__startswith=f"{body}."), kind="assist_police").count()
    return cases, assists


def _plain(number: Decimal | int | None) -> int | str | None:
    """A whole number as one, any other as text: no float ever stands for a figure."""
    if number is None:
        return None
    return int(number) if number == int(number) else str(number)


def _show(facts: dict[str, object], indent: str = "") -> None:
    for key, value in facts.items():
        if isinstance(value, dict):
            print(f"{indent}{key}")
            _show(value, indent + "  ")
        else:
            print(f"{indent}{key}  {'未载明' if value is None else value}")
