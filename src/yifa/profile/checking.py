"""Check that a profile holds together: what is named exists, once, and every span and range has its ends in order.

Every fault is gathered. Nothing is said to be missing in a table of which a file could not be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import combinations, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from yifa.kernel.outlines import area_of, overlapping
from yifa.platform.wording import wording_of
from yifa.profile import words
from yifa.profile.divisions import check_codes
from yifa.profile.faults import MOST_TOLD
from yifa.profile.gathering import TABLES, Gathering
from yifa.profile.schema import FactRow, GridRow, HoldingRow, ItemRow, LiaisonRow, ListRow, OfficerRow, PostingRow, Record

say = wording_of(__file__)

_WHEN = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_PLACE = re.compile(r"[0-9A-Za-z-]{1,20}")
#: several words in one cell, put apart by other signs than ;
_JOINED = re.compile(r"\s*[、，,/]\s*|\s+")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_WEEKDAYS = re.compile(r"[1-7]{1,7}")
#: the longest limit an event can be filed with
_MOST_LIMIT = 10_000
#: on how many days circles are looked for
_MOST_DAYS = 1000
#: pairs of days beside the span that stand in order: member -> the earlier, the later
_IN_ORDER = {
    "disputes": (("raised_on", "due_on"), ("raised_on", "settled_on")),
    "absences": (("first", "last"),),
    "pool_moves": (("on", "until"),),
    "posts": (("valid_from", "review_on"),),
    "officers": (("joined", "insured_until"),),
}


class Edge(NamedTuple):
    """``code`` lies in, belongs to or becomes ``to``, says the row."""

    code: str
    to: str
    row: Any


def check(got: Gathering, chain: Sequence[Path], *, place: str) -> None:
    """Add every fault of what was read; ``chain`` are the folders it was read from, ``place`` the one the profile is of."""
    checks = _Checks(got)
    if place and "places" not in got.torn and place not in checks.names["places"]:
        got.faults.add(f"{chain[0].name}/profile.toml", 0, say("check.unknown", name="place", value=place, where=_where("places")))
    checks.spans()
    checks.apart()
    checks.never_two()
    checks.words()
    checks.points()
    checks.places()
    checks.bodies()
    checks.lists()
    checks.items()
    checks.holdings()
    checks.powers()
    checks.people()
    checks.outlines()
    checks.overlaps()
    checks.desks()
    checks.members()
    checks.circles()
    checks.facts()
    check_codes(got.rows["places"], chain, got.faults)


class _Checks:
    def __init__(self, got: Gathering) -> None:
        self.got, self.rows, self.torn = got, got.rows, got.torn
        #: member -> what its rows are named by, those with a fault too
        self.names: dict[str, set[Any]] = {}
        #: how often it was asked what an unknown name was meant to be; a table full of them is not guessed at row by row
        self.guesses = 0
        for member, field in words.NAMED_BY.items():
            self.names[member] = set(map(attrgetter(field), self.rows[member]))
            for half in got.halves.get(member, ()):
                if field in half:
                    self.names[member].add(half[field])
                else:
                    self.torn.add(member)

    def fault(self, row: Record, why: str, /, **facts: object) -> None:
        self.got.faults.add(row.at.file, row.at.line, say(f"check.{why}", **facts))

    def spans(self) -> None:
        """A span ends after it began, and so do the other pairs of days."""
        for rows in self.rows.values():
            if not rows or not hasattr(rows[0], "valid_until"):
                continue
            for row in rows:
                if row.valid_until and row.valid_from and row.valid_until <= row.valid_from:
                    self.fault(row, "span")
        for member, pairs in _IN_ORDER.items():
            for row in self.rows[member]:
                for first, last in pairs:
                    before, after = getattr(row, first), getattr(row, last)
                    if before and after and after < before:
                        self.fault(row, "order", first=first, last=last)

    def apart(self) -> None:
        """No two rows are the same thing."""
        for member, fields in words.APART.items():
            seen: dict[object, Record] = {}
            for row, key in _keyed(self.rows[member], fields):
                first = seen.setdefault(key, row)
                if first is not row:
                    self.fault(row, "twice", key=_key(key), file=first.at.file, line=first.at.line)

    def never_two(self) -> None:
        """No two rows of one thing meet in time."""
        for member, fields in words.NEVER_TWO.items():
            self._meeting(self.rows[member], fields, "two_certificates" if member == "certificates" else "meets")
        single = [row for row in self.rows["relations"] if row.relation in words.SINGLE_RELATIONS]
        self._meeting(single, ("body", "relation"), "meets")
        several = [row for row in self.rows["relations"] if row.relation not in words.SINGLE_RELATIONS]
        self._meeting(several, ("body", "relation", "to"), "meets")
        self._meeting([row for row in self.rows["posts"] if row.officer], ("officer",), "two_posts")
        self._meeting([row for row in self.rows["grid_owners"] if row.role == "责任人"], ("grid",), "two_owners")

    def _meeting(self, rows: Sequence[Any], fields: tuple[str, ...], why: str) -> None:
        versions: dict[object, list[Any]] = {}
        for row, key in _keyed(rows, fields):
            versions.setdefault(key, []).append(row)
        for key, alike in versions.items():
            if len(alike) > 1:
                for first, later in _overlapping(alike):
                    self.fault(later, why, key=_key(key), file=first.at.file, line=first.at.line)

    def words(self) -> None:
        """A controlled word is one of those allowed."""
        for member, fields in words.WORDS.items():
            for field, allowed in fields.items():
                shown = "、".join(word for word in allowed if word)
                for row in self.rows[member]:
                    value = getattr(row, field)
                    if value in allowed:
                        continue
                    for word in (value,) if isinstance(value, str) else value:
                        if word not in allowed:
                            self.fault(row, "not_among", name=field, value=repr(word), allowed=shown)

    def points(self) -> None:
        """What a row names exists."""
        for member, fields in words.POINTS.items():
            for field, target in fields.items():
                if target in self.torn:
                    continue
                known = self.names[target]
                for row in self.rows[member]:
                    value = getattr(row, field)
                    if not value or value in known:
                        continue
                    for name in (value,) if isinstance(value, str) else value:
                        if name not in known:
                            self._unknown(row, field, name, target)

    def _unknown(self, row: Record, field: str, value: str, target: str) -> None:
        known, where = self.names[target], _where(target)
        self.guesses += 1
        if self.guesses > MOST_TOLD:
            self.fault(row, "unknown", name=field, value=value, where=where)
        elif value.isdigit() and (noughts := sorted(code for code in known if code.lstrip("0") == value.lstrip("0"))):
            why = "unknown_nought" if len(noughts[0]) > len(value) else "unknown_more_noughts"
            self.fault(row, why, name=field, value=value, like=noughts[0], where=where)
        elif len(parts := _JOINED.split(value)) > 1 and known.issuperset(parts):
            self.fault(row, "unknown_joined", name=field, value=value, apart=";".join(parts))
        elif len(known) < 2000 and (like := get_close_matches(value, sorted(known), n=1, cutoff=0.9)):
            self.fault(row, "unknown_like", name=field, value=value, like=like[0])
        elif target == "domains" and len(known) < 50:
            self.fault(row, "unknown_domain", name=field, value=value, allowed="、".join(sorted(known)))
        else:
            self.fault(row, "unknown", name=field, value=value, where=where)

    def places(self) -> None:
        for row in self.rows["places"]:
            if not _PLACE.fullmatch(row.code):
                self.fault(row, "place_code")
            if row.becomes and not row.valid_until:
                self.fault(row, "becomes_without_end")
        for shape in self.rows["milestones"]:
            if not _WHEN.fullmatch(shape.when):
                self.fault(shape, "when")

    def bodies(self) -> None:
        """A dotted code hangs below the code before its last dot."""
        for row in self.rows["bodies"]:
            above, dot, _ = row.code.rpartition(".")
            if not all(row.code.split(".")):
                self.fault(row, "empty_code", name="code", value=row.code)
            elif dot and above not in self.names["bodies"] and "bodies" not in self.torn:
                self.fault(row, "parent", code=row.code, value=above)

    def lists(self) -> None:
        for row in self.rows["lists"]:
            if row.stated != bool(row.file):
                self.fault(row, "stated_or_not")
            elif row.stated and not row.title:
                self.fault(row, "stated_title")
            self._transition(row)
        if self.rows["items"] and not self.names["lists"]:
            self.fault(self.rows["items"][0], "no_lists")

    def _transition(self, row: ListRow | HoldingRow) -> None:
        if bool(row.transition_until) != bool(row.transition_body):
            self.fault(row, "transition")
        elif row.transition_body and row.transition_body == row.body:
            self.fault(row, "same_body", one="body", other="transition_body")
        elif row.transition_until and (
            row.transition_until <= (row.valid_from or date.min) or row.transition_until > (row.valid_until or date.max)
        ):
            self.fault(row, "transition_span")

    def items(self) -> None:
        identity: dict[str, tuple[str, str, bool]] = {}
        versions: dict[tuple[str, date | None], ItemRow] = {}
        told = {half.get("code") for half in self.got.halves.get("items", ())}
        for item in self.rows["items"]:
            if item.synthetic:
                if item.violated_law or item.penalty_law:
                    self.fault(item, "synthetic_item")
            elif not (item.violated_law and item.penalty_law and item.kinds and item.valid_from):
                self.fault(item, "real_item")
                told.add(item.code)
            same = (item.list, item.department, item.synthetic)
            first = identity.setdefault(item.code, same)
            if first[0] != item.list:
                self.fault(item, "item_of_two_lists", code=item.code, list=first[0])
            elif first != same:
                self.fault(item, "versions_differ", code=item.code)
            versions[item.code, item.valid_from] = item
        for fine in self.rows["fines"]:
            version = versions.get((fine.item, fine.valid_from))
            if version is None:
                if "items" not in self.torn and fine.item not in told:
                    self.fault(fine, "no_version", code=fine.item, day=fine.valid_from)
            elif "罚款" not in version.kinds:
                self.fault(fine, "no_fine", code=fine.item)
            if fine.low_yuan is not None and fine.high_yuan is not None and fine.high_yuan < fine.low_yuan:
                self.fault(fine, "range")

    def holdings(self) -> None:
        """Nobody holds at one place and time what another holds there; a row for one item stands in place of what its list says for it."""
        of_list: dict[str, str] = {item.code: item.list for item in self.rows["items"]}
        claims: dict[tuple[str, str], list[ListRow | HoldingRow]] = {}
        own: dict[tuple[str, str], list[HoldingRow]] = {}
        for line in self.rows["lists"]:
            if line.stated:
                claims.setdefault((line.code, line.place), []).append(line)
        for row in self.rows["holdings"]:
            if bool(row.item) == bool(row.list):
                self.fault(row, "item_or_list")
                continue
            self._transition(row)
            if row.exception != bool(row.reason):
                self.fault(row, "exception_reason" if row.exception else "reason_without")
            if row.list:
                claims.setdefault((row.list, row.place), []).append(row)
            else:
                own.setdefault((row.item, row.place), []).append(row)
        for (code, place), rows in claims.items():
            self._two_holders(rows, "two_holders_of_list", list=code, place=place)
        for (item, place), single in own.items():
            replaced = {(row.body, row.valid_from) for row in single}
            of_its_list = claims.get((of_list.get(item, ""), place), [])
            rows = [*single, *(row for row in of_its_list if (row.body, row.valid_from) not in replaced)]
            self._two_holders(rows, "two_holders", item=item, place=place, among=set(map(id, single)))

    def _two_holders(self, rows: Sequence[Any], why: str, *, among: set[int] | None = None, **facts: object) -> None:
        if len(rows) < 2:
            return
        ordered = sorted(rows, key=lambda row: row.valid_from or date.min)
        # of very many, neighbours in time are enough to show that they meet
        for one, other in combinations(ordered, 2) if len(rows) < 20 else pairwise(ordered):
            # two rows of lists were compared as lists
            if among is not None and id(one) not in among and id(other) not in among:
                continue
            excepted = getattr(one, "exception", False) or getattr(other, "exception", False)
            alike = (one.body, one.valid_from) == (other.body, other.valid_from)
            if alike or (not excepted and _meet(one, other)):
                first, later = sorted((one, other), key=lambda row: (row.at.file, row.at.line))
                bodies = {"body": one.body} if one.body == other.body else {"one": first.body, "other": later.body}
                same = "_same" if one.body == other.body else ""
                self.fault(later, why + same, file=first.at.file, line=first.at.line, **bodies, **facts)

    def powers(self) -> None:
        for row in self.rows["exercises"]:
            if row.item and row.domain:
                self.fault(row, "item_or_domain")
            if row.holder == row.team:
                self.fault(row, "same_body", one="holder", other="team")
        for row in (*self.rows["boundaries"], *self.rows["disputes"]):
            if row.item and row.domain:
                self.fault(row, "item_or_domain")
        for row in self.rows["relations"]:
            if row.body == row.to:
                self.fault(row, "same_body", one="body", other="to")
        for row in self.rows["pool_moves"]:
            if row.count == 0:
                self.fault(row, "count")

    def people(self) -> None:
        officers = {row.code: row for row in reversed(self.rows["officers"])}
        for certificate in self.rows["certificates"]:
            holder = officers.get(certificate.officer)
            if holder and holder.assistant:
                self.fault(certificate, "assistant_certificate")
        for user in self.rows["users"]:
            officer = officers.get(user.officer)
            if officer and officer.name != user.name:
                self.fault(user, "user_name", officer=user.officer, name=officer.name)

    def outlines(self) -> None:
        """What is drawn on the map can be drawn: whole points on the earth, each ring three of them and not across itself."""
        for row in (*self.rows["grids"], *self.rows["shapes"]):
            if row.outline and (why := _why_no_outline(row.outline)):
                self.fault(row, why)
        for camera in self.rows["cameras"]:
            if (camera.longitude is None) != (camera.latitude is None) or not _on_earth(camera.longitude or 0, camera.latitude or 0):
                self.fault(camera, "point")

    def overlaps(self) -> None:
        """No two grids of a tier share ground while both stand: a point there would have two owners."""
        tiers: dict[str, list[tuple[GridRow, BaseGeometry]]] = {}
        for row in self.rows["grids"]:
            if row.outline and not _why_no_outline(row.outline) and (area := area_of(row.outline)) is not None:
                tiers.setdefault(row.tier, []).append((row, area))
        for drawn in tiers.values():
            for one, other, size in overlapping([area for _, area in drawn]):
                first, later = sorted((drawn[one][0], drawn[other][0]), key=lambda row: (row.at.file, row.at.line))
                if first.code != later.code and _meet(first, later):
                    facts = {"tier": later.tier, "code": first.code, "file": first.at.file, "line": first.at.line, "size": round(size)}
                    self.fault(later, "grids_overlap", **facts)

    def desks(self) -> None:
        """Hours and days of a watch, limits of the catalogue, who stands in for whom."""
        for watch in self.rows["rosters"]:
            for name, value in (("begins", watch.begins), ("ends", watch.ends)):
                if not _CLOCK.fullmatch(value) and (name, value) != ("ends", "24:00"):
                    self.fault(watch, "clock", name=name, value=value)
            if not _WEEKDAYS.fullmatch(watch.days) or len(set(watch.days)) < len(watch.days):
                self.fault(watch, "weekdays", value=watch.days)
        for kind in self.rows["event_kinds"]:
            if not 1 <= kind.limit <= _MOST_LIMIT:
                self.fault(kind, "limit", most=_MOST_LIMIT)
        for owner in self.rows["grid_owners"]:
            if owner.officer and owner.officer == owner.cover:
                self.fault(owner, "own_cover")

    def members(self) -> None:
        """Who is on a watch, owns a grid or answers a whistle for a body is one of it, on some day that the row speaks of."""
        if self.torn & {"officers", "postings", "office_roles"}:
            return
        officers = {row.code: row for row in reversed(self.rows["officers"])}
        postings: dict[str, list[PostingRow]] = {}
        for posting in self.rows["postings"]:
            postings.setdefault(posting.officer, []).append(posting)
        for member, fields in words.OF_BODY.items():
            for row in self.rows[member]:
                for field in fields:
                    officer = officers.get(getattr(row, field))
                    if officer is None or row.body not in self.names["bodies"]:
                        continue
                    where = self._bodies_of(officer, postings.get(officer.code, ()), row)
                    if not where:
                        self.fault(row, "not_serving", name=field, officer=officer.code)
                    elif not any(_inside(body, row.body) for body in where):
                        facts = {"officer": officer.code, "person": officer.name, "body": row.body, "where": "、".join(where)}
                        self.fault(row, "other_body", name=field, **facts)

    def _bodies_of(self, officer: OfficerRow, postings: Sequence[PostingRow], row: Any) -> list[str]:
        """Where the officer counts while ``row`` stands: posted to, else at home, and by an office held; a liaison at home too."""
        found: dict[str, None] = {}
        days = {row.valid_from, officer.valid_from, *(day for posting in postings for day in (posting.valid_from, posting.valid_until))}
        for day in sorted(day or date.min for day in days):
            if _stands(row, day) and _stands(officer, day):
                posted = [posting for posting in postings if _stands(posting, day)]
                found |= dict.fromkeys(posting.body for posting in posted)
                if not posted or isinstance(row, LiaisonRow):
                    found[officer.body] = None
                for role in self.rows["office_roles"]:
                    if _stands(role, day) and any((one.body, one.title) == (role.office_body, role.office) for one in posted):
                        found[role.body] = None
        return list(found)

    def circles(self) -> None:
        """Nothing lies in itself, belongs to itself or becomes itself, not by way of others either."""
        lies = [Edge(place.code, place.parent, place) for place in self.rows["places"] if place.parent]
        self._circle([*lies, *(Edge(area.place, area.area, area) for area in self.rows["areas"])])
        self._circle([Edge(grid.code, grid.parent, grid) for grid in self.rows["grids"] if grid.parent])
        self._circle([Edge(place.code, place.becomes, place) for place in self.rows["places"] if place.becomes], timeless=True)
        for relation in words.SINGLE_RELATIONS:
            held = [row for row in self.rows["relations"] if row.relation == relation and row.body != row.to]
            self._circle([Edge(row.body, row.to, row) for row in held])

    def _circle(self, edges: Sequence[Edge], *, timeless: bool = False) -> None:
        """Name each circle once, at the row that stands last in the files. One that never stood whole on any day is none."""
        if not _rings(edges):
            return
        told: set[frozenset[str]] = set()
        days: list[date | None] = [None]
        if not timeless:
            days = list(sorted({edge.row.valid_from or date.min for edge in edges})[:_MOST_DAYS])
        for day in days:
            for ring in _rings([edge for edge in edges if day is None or _stands(edge.row, day)]):
                codes = [edge.code for edge in ring]
                if frozenset(codes) not in told:
                    told.add(frozenset(codes))
                    last = max((edge.row for edge in ring), key=lambda row: (row.at.file, row.at.line))
                    self.fault(last, "circle", circle=" → ".join([*codes, codes[0]]))

    def facts(self) -> None:
        """A key is a figure or the name of a group of figures, never both."""
        keys = {row.key: row for row in self.rows["facts"]}
        groups = {".".join(row.key.split(".")[:length]): row for row in keys.values() for length in range(1, row.key.count(".") + 1)}
        for key, row in keys.items():
            if not all(key.split(".")):
                self.fault(row, "empty_code", name="key", value=key)
            elif key in groups:
                self.fault(row, "leaf_and_branch", key=key, other=groups[key].key)
        told: list[str] = []
        for row in self.rows["facts"]:
            self._asked(row)
            self._reckoned(row, told)
            told.append(row.key)

    def _asked(self, row: FactRow) -> None:
        """What a figure counts exists: a slip would be counted as 0 or be told as 未载明."""
        for field, measures in words.ASKED_FOR.items():
            if row.measure in measures and not getattr(row, field):
                self.fault(row, "figure_without", measure=row.measure, name=field)
        for field, allowed in words.ASKED.get(row.measure, {}).items():
            value = getattr(row, field)
            several = field == "kind" or allowed == "lists"
            for word in _words(value) if several else filter(None, (value,)):
                if not isinstance(allowed, str):
                    if word not in allowed:
                        self.fault(row, "not_among", name=field, value=repr(word), allowed="、".join(allowed))
                elif allowed not in self.torn and word not in self.names[allowed]:
                    self._unknown(row, field, word, allowed)
        if row.measure == "policy" and row.of and not row.by:
            self.fault(row, "figure_without", measure=row.measure, name="by")

    def _reckoned(self, row: FactRow, told: Sequence[str]) -> None:
        """A figure reckoned from others stands below them."""
        if row.measure not in ("sum", *words.OF_TWO):
            return
        keys = _words(row.of)
        if (row.measure in words.OF_TWO and len(keys) != 2) or not keys:
            self.fault(row, "figure_of_two" if row.measure in words.OF_TWO else "figure_without", measure=row.measure, name="of")
        if row.by and not (row.by.isascii() and row.by.isdigit() and len(row.by) == 1):
            self.fault(row, "figure_decimals", value=repr(row.by))
        for key in keys:
            if not any(name.startswith(key[:-1]) if key.endswith(".*") else name == key for name in told):
                self.fault(row, "figure_not_told", key=key)


def _where(member: str) -> str:
    """The file in which rows of ``member`` stand."""
    return next((file for file, (table, _) in TABLES.items() if table == member), "items/")


def _words(text: str) -> list[str]:
    """The words of a text as the measures take them apart."""
    return [word.strip() for word in text.split(";") if word.strip()]


def _why_no_outline(outline: str) -> str:
    for part in outline.split("/"):
        try:
            numbers = [float(word) for word in part.split()]
        except ValueError:
            return "outline"
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if len(numbers) % 2 or len(set(points)) < 3:
            return "outline"
        if not all(_on_earth(*point) for point in points):
            return "outline_off_earth"
        if not Polygon(points).is_valid:
            return "outline_across"
    return ""


def _on_earth(longitude: float | Decimal, latitude: float | Decimal) -> bool:
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def _keyed(rows: Sequence[Any], fields: tuple[str, ...]) -> Iterable[tuple[Any, object]]:
    return zip(rows, map(attrgetter(*fields), rows), strict=True)


def _key(key: object) -> str:
    """What tells rows apart, in words."""
    parts = key if isinstance(key, tuple) else (key,)
    return " ".join(str(part) for part in parts if part not in ("", None))


def _rings(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The circles met by going along ``edges`` in depth; at least one of those that hang together."""
    leaving: dict[str, list[Edge]] = {}
    for step in edges:
        leaving.setdefault(step.code, []).append(step)
    rings: list[list[Edge]] = []
    done: set[str] = set()
    for start in leaving:
        if start in done:
            continue
        path: list[Edge] = []
        at = {start: 0}
        ways = [(start, iter(leaving[start]))]
        while ways:
            code, way = ways[-1]
            if (edge := next(way, None)) is None:
                ways.pop()
                done.add(code)
                del at[code]
                del path[-1:]
            elif edge.to in at:
                rings.append([*path[at[edge.to] :], edge])
            elif edge.to not in done:
                path.append(edge)
                at[edge.to] = len(path)
                ways.append((edge.to, iter(leaving.get(edge.to, ()))))
    return rings


def _overlapping(rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Neighbours in time that meet, the one that stands first in the files before the other."""
    rows = sorted(rows, key=lambda row: row.valid_from or date.min)
    for before, after in pairwise(rows):
        if _meet(before, after):
            first, later = sorted((before, after), key=lambda row: (row.at.file, row.at.line))
            yield first, later


def _meet(one: Any, other: Any) -> bool:
    return (one.valid_until or date.max) > (other.valid_from or date.min) and (other.valid_until or date.max) > (one.valid_from or date.min)


def _inside(code: str, body: str) -> bool:
    return code == body or code.startswith(f"{body}.")


def _stands(row: Any, day: date) -> bool:
    return (row.valid_from or date.min) <= day < (row.valid_until or date.max)
