"""Check that a profile holds together: what is named exists, once, and every span and range has its ends in order."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

from yifa.kernel.actor import Role
from yifa.profile.reading import ProfileFault, say
from yifa.profile.schema import CameraRow, ClaimRow, CoverageRow, EquipmentRow, GridRow, Profile, Record, Spanned, UserRow

Row = TypeVar("Row", bound=Record)
Span = TypeVar("Span", bound=Spanned)

PARTIES = ("个人", "单位", "不分")
TITLES = ("statute", "concentration", "grant", "authorised", "entrustment", "posting")
RELATIONS = ("abolished", "established", "plate", "moved_in", "source", "kept")
KINDS = (
    "警告",
    "通报批评",
    "罚款",
    "没收违法所得",
    "没收非法财物",
    "暂扣许可证件",
    "降低资质等级",
    "吊销许可证件",
    "限制开展生产经营活动",
    "责令停产停业",
    "责令关闭",
    "限制从业",
)
LEVELS = ("", "town", "county", "city", "state", "province")


def check(profile: Profile) -> None:
    """Raises ProfileFault at the first thing that does not hold together."""
    places = _one_at_a_time(profile.places, lambda row: row.code)
    bodies = _one_at_a_time(profile.bodies, lambda row: row.code)
    lists = _unique(profile.lists, lambda row: row.code)
    officers = _unique(profile.officers, lambda row: row.code)
    domains = _unique(profile.domains, lambda row: row.name)
    _unique(profile.certificates, lambda row: row.number)
    _unique(profile.equipment, lambda row: row.code)
    _unique(profile.cameras, lambda row: row.code)
    _unique(profile.grids, lambda row: row.code)
    _unique(profile.claims, lambda row: row.key)
    _unique(profile.users, lambda row: row.username)
    for body in profile.bodies:
        _known(body, "place", body.place, places)
        _among(body, "level", body.level, LEVELS)
        _known(body, "code", body.code.rpartition(".")[0], bodies)
    for history in profile.history:
        _among(history, "relation", history.relation, RELATIONS)
        _known(history, "into", history.into, bodies)
    for line in profile.lists:
        _known(line, "body", line.body, bodies)
        _known(line, "place", line.place, places)
        if line.stated != bool(line.file):
            raise _fault(line, say("check.stated_or_not"))
        if line.stated:
            _among(line, "title", line.title, TITLES)
    _check_items(profile, {row.name for row in profile.domains})
    items = {row.code for row in profile.items}
    for holding in profile.holdings:
        _known(holding, "item", holding.item, items)
        _known(holding, "body", holding.body, bodies)
        _known(holding, "place", holding.place, places)
        _among(holding, "title", holding.title, TITLES)
        if holding.exception and not holding.reason:
            raise _fault(holding, say("check.exception_reason"))
    for officer in profile.officers:
        _known(officer, "body", officer.body, bodies)
    for certificate in profile.certificates:
        _known(certificate, "officer", certificate.officer, officers)
        _known(certificate, "region", certificate.region, places)
        for domain in certificate.domains:
            _known(certificate, "domains", domain, domains)
        if officers[certificate.officer].assistant:
            raise _fault(certificate, say("check.assistant_certificate"))
    for posting in profile.postings:
        _known(posting, "officer", posting.officer, officers)
        _known(posting, "body", posting.body, bodies)
        _known(posting, "zone", posting.zone, places)
    for training in profile.trainings:
        _known(training, "officer", training.officer, officers)
    owned: list[EquipmentRow | CoverageRow | ClaimRow | UserRow] = [
        *profile.equipment,
        *profile.coverage,
        *profile.claims,
        *profile.users,
    ]
    for thing in owned:
        _known(thing, "body", thing.body, bodies)
    spots: list[CameraRow | GridRow | UserRow] = [*profile.cameras, *profile.grids, *profile.users]
    for spot in spots:
        _known(spot, "place", spot.place, places)
    for user in profile.users:
        if user.officer in officers and officers[user.officer].name != user.name:
            raise _fault(user, say("check.user_name", officer=user.officer, name=officers[user.officer].name))
        _known(user, "officer", user.officer, officers)
        for role in user.roles:
            _among(user, "roles", role, tuple(Role))
    for member in Profile.__slots__:
        for row in getattr(profile, member):
            if isinstance(row, Spanned) and row.valid_from and row.valid_until and row.valid_until <= row.valid_from:
                raise _fault(row, say("check.span"))
    for certificate in profile.certificates:
        if certificate.valid_until <= certificate.valid_from:
            raise _fault(certificate, say("check.span"))
    if not lists and profile.items:
        raise _fault(profile.items[0], say("check.no_lists"))


def _check_items(profile: Profile, domains: set[str]) -> None:
    identity: dict[str, tuple[str, str, bool]] = {}
    for item in profile.items:
        _known(item, "domain", item.domain, domains)
        for kind in item.kinds:
            _among(item, "kinds", kind, KINDS)
        if not item.synthetic and not (item.violated_law and item.penalty_law and item.kinds and item.valid_from):
            raise _fault(item, say("check.real_item"))
        if item.synthetic and (item.violated_law or item.penalty_law):
            raise _fault(item, say("check.synthetic_item"))
        same = (item.list, item.department, item.synthetic)
        if identity.setdefault(item.code, same) != same:
            raise _fault(item, say("check.versions_differ", code=item.code))
    _one_at_a_time(profile.items, lambda row: row.code)
    rows = {(item.code, item.valid_from): item for item in profile.items}
    for fine in profile.fines:
        version = rows.get((fine.item, fine.valid_from))
        if version is None:
            raise _fault(fine, say("check.no_version", code=fine.item, day=fine.valid_from))
        _among(fine, "party", fine.party, PARTIES)
        if "罚款" not in version.kinds:
            raise _fault(fine, say("check.no_fine", code=fine.item))
        if fine.low_yuan is not None and fine.high_yuan is not None and fine.high_yuan < fine.low_yuan:
            raise _fault(fine, say("check.range"))
    _unique(profile.fines, lambda row: (row.item, row.valid_from, row.party, row.condition))


def _unique(rows: Sequence[Row], key: Callable[[Row], object]) -> dict[object, Row]:
    seen: dict[object, Row] = {}
    for row in rows:
        first = seen.setdefault(key(row), row)
        if first is not row:
            raise _fault(row, say("check.twice", key=key(row), file=first.at.file, line=first.at.line))
    return seen


def _one_at_a_time(rows: Sequence[Span], key: Callable[[Span], str]) -> dict[str, list[Span]]:
    """Rows by key; several of one key are its versions and may not meet in time."""
    versions: dict[str, list[Span]] = {}
    for row in rows:
        versions.setdefault(key(row), []).append(row)
    for code, spans in versions.items():
        spans.sort(key=lambda row: row.valid_from or date.min)
        for before, after in pairwise(spans):
            if (before.valid_until or date.max) > (after.valid_from or date.min):
                later = max(before, after, key=lambda row: row.at.line)
                first = min(before, after, key=lambda row: row.at.line)
                raise _fault(later, say("check.versions_overlap", code=code, file=first.at.file, line=first.at.line))
    return versions


def _known(row: Record, name: str, value: str, known: Container[object]) -> None:
    if value and value not in known:
        raise _fault(row, say("check.unknown", name=name, value=value))


def _among(row: Record, name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise _fault(row, say("check.not_among", name=name, value=repr(value), allowed="、".join(word for word in allowed if word)))


def _fault(row: Record, why: str) -> ProfileFault:
    return ProfileFault(why, file=row.at.file, line=row.at.line)
