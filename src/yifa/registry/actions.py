"""Write the registry from a profile. A second load of the same profile changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from yifa.docket.standstill import hold_institution_alone
from yifa.kernel.refusal import Refusal
from yifa.platform.wording import wording_of
from yifa.profile.schema import FineRow, ItemRow, Profile
from yifa.registry.models import (
    Area,
    Authorisation,
    Body,
    Boundary,
    Camera,
    Catalogue,
    Centre,
    Claim,
    Conflict,
    Coverage,
    Dispute,
    Domain,
    Equipment,
    EventKind,
    Exercise,
    Fact,
    Flag,
    Grid,
    GridOwner,
    History,
    Holding,
    Item,
    ItemList,
    ItemVersion,
    Liaison,
    Load,
    Mechanism,
    Milestone,
    Mode,
    Place,
    Policy,
    Publication,
    Reform,
    Relation,
    Roster,
    Route,
    Score,
    Shape,
    Task,
)
from yifa.registry.queries import CONFIRMED_LIST
from yifa.registry.snapshot import move_on

say = wording_of(__file__)
Row = TypeVar("Row", bound=models.Model)

_PARTIES = {"个人": ("person",), "单位": ("organisation",), "不分": ("person", "organisation")}


class RowVanished(Refusal):
    """名录只能结束不能删去 — a loaded row is no longer in the profile; it must be ended, not deleted."""

    kind = "conflict"
    code = "registry.row_vanished"


class OtherProfileLoaded(Refusal):
    """已载入另一个配置 — one data folder holds one profile."""

    kind = "conflict"
    code = "registry.other_profile_loaded"


class TwoHolders(Refusal):
    """一事两主体 — two bodies would hold one item at one place and time."""

    kind = "conflict"
    code = "registry.two_holders"


class CodeConfirmed(Refusal):
    """代码已用于法规库确认的事项 — a profile would bring an item under the code of one that people confirmed."""

    kind = "conflict"
    code = "registry.code_confirmed"


def load(profile: Profile, *, now: datetime) -> bool:
    """载入名录 — bring the registry to what the profile says, in one transaction; False if it already stood so.

    Rows new in the profile are added, rows that read differently are corrected, a row that is gone is refused.
    """
    with transaction.atomic():
        if not begin_load("registry", profile, now=now):
            return False
        try:
            _load_rows(profile)
        except IntegrityError as error:
            if "registry_one_holder" not in str(error):
                raise
            detail = str(error.__cause__).partition("DETAIL:")[2].strip()
            raise TwoHolders(say("refused.two_holders", detail=detail), remedy=say("refused.two_holders_remedy")) from error
    return True


def begin_load(room: str, profile: Profile, *, now: datetime) -> bool:
    """Note that ``room`` is loaded from ``profile``; False when it already is, in this very state. Locks the note."""
    hold_institution_alone()
    before = Load.objects.select_for_update().filter(room=room).first()
    if before and before.profile != profile.code:
        raise OtherProfileLoaded(
            say("refused.other_profile", loaded=before.name, asked=profile.name), remedy=say("refused.other_profile_remedy")
        )
    if before and before.digest == profile.digest:
        return False
    Load.objects.update_or_create(
        room=room,
        defaults={"profile": profile.code, "name": profile.name, "place": profile.place, "digest": profile.digest, "loaded_at": now},
    )
    return True


#: what is written as it stands: member of the profile, table, what tells its rows apart
PLAIN: tuple[tuple[str, type[models.Model], tuple[str, ...]], ...] = (
    ("places", Place, ("code", "valid_from")),
    ("bodies", Body, ("code", "valid_from")),
    ("areas", Area, ("area", "place", "valid_from")),
    ("relations", Relation, ("body", "relation", "to", "valid_from")),
    ("exercises", Exercise, ("kind", "holder", "team", "place", "domain", "item", "valid_from")),
    ("modes", Mode, ("domain", "place", "valid_from")),
    ("routes", Route, ("place", "domain", "feature", "valid_from")),
    ("catalogue", Catalogue, ("item", "issuer", "valid_from")),
    ("scores", Score, ("body", "domain", "on")),
    ("boundaries", Boundary, ("item", "domain", "side", "body", "valid_from")),
    ("disputes", Dispute, ("code",)),
    ("authorisations", Authorisation, ("place", "list", "valid_from")),
    ("publications", Publication, ("list", "on")),
    ("policies", Policy, ("code",)),
    ("tasks", Task, ("code",)),
    ("conflicts", Conflict, ("task", "field")),
    ("mechanisms", Mechanism, ("code",)),
    ("milestones", Milestone, ("code",)),
    ("flags", Flag, ("kind", "where")),
    ("reforms", Reform, ("code",)),
    ("shapes", Shape, ("place",)),
    ("history", History, ("relation", "subject", "into", "of")),
    ("equipment", Equipment, ("code",)),
    ("cameras", Camera, ("code",)),
    ("coverage", Coverage, ("body", "place_type")),
    ("grids", Grid, ("code",)),
    ("grid_owners", GridOwner, ("grid", "body", "officer", "valid_from")),
    ("event_kinds", EventKind, ("code", "valid_from")),
    ("centres", Centre, ("body", "place", "kind", "valid_from")),
    ("liaisons", Liaison, ("body", "place", "valid_from")),
    ("rosters", Roster, ("body", "officer", "kind", "days", "begins", "valid_from")),
    ("claims", Claim, ("key",)),
)


def _load_rows(profile: Profile) -> None:
    reconcile(Domain, ("name",), [Domain(name=row.name, layers=list(row.layers)) for row in profile.domains])
    for member, model, key in PLAIN:
        among = _told(profile) if model is Publication else None
        reconcile(model, key, [model(**plain(row, model)) for row in getattr(profile, member)], among=among)
    reconcile(Fact, ("key",), [Fact(position=at, **plain(row, Fact)) for at, row in enumerate(profile.facts)])
    lists = reconcile(ItemList, ("code",), [ItemList(**plain(row, ItemList)) for row in profile.lists], among=~Q(code=CONFIRMED_LIST))
    items = _load_items(profile, {line.code: line for line in lists})
    _load_holdings(profile, items)
    move_on()


def _told(profile: Profile) -> Q:
    """The publications a profile tells of: those made here it does not know, and takes none back."""
    told = {(row.list, row.on) for row in profile.publications}
    return Q(pk__in=[pk for pk, *key in Publication.objects.values_list("pk", "list", "on") if tuple(key) in told])


def _load_items(profile: Profile, lists: dict[str, ItemList]) -> dict[str, Item]:
    identities = {
        row.code: Item(code=row.code, list=lists[row.list], department=row.department, synthetic=row.synthetic) for row in profile.items
    }
    if taken := Item.objects.filter(code__in=identities, list__code=CONFIRMED_LIST).first():
        raise CodeConfirmed(say("refused.code_confirmed", code=taken.code), remedy=say("refused.code_confirmed_remedy"))
    items = {item.code: item for item in reconcile(Item, ("code",), list(identities.values()), among=~Q(list__code=CONFIRMED_LIST))}
    fines: dict[tuple[str, object], list[FineRow]] = {}
    for fine in profile.fines:
        fines.setdefault((fine.item, fine.valid_from), []).append(fine)
    reconcile(
        ItemVersion,
        ("item_id", "valid_from"),
        [_version(row, items[row.code], fines.get((row.code, row.valid_from), ())) for row in profile.items],
        among=~Q(item__list__code=CONFIRMED_LIST),
    )
    return items


def _version(row: ItemRow, item: Item, fines: Iterable[FineRow]) -> ItemVersion:
    def cite(part: str) -> dict[str, object]:
        members = ("law", "article", "paragraph", "item", "text", "print")
        return {name: getattr(row, f"{part}_{name}") for name in members if getattr(row, f"{part}_{name}")}

    return ItemVersion(
        item=item,
        name=row.name,
        domain_id=row.domain,
        violated=cite("violated"),
        penalty=cite("penalty"),
        kinds=list(row.kinds),
        fines=[
            {
                "party": party,
                "condition": fine.condition,
                "low_fen": _fen(fine.low_yuan),
                "high_fen": _fen(fine.high_yuan),
                "note": fine.note,
            }
            for fine in fines
            for party in _PARTIES[fine.party]
        ],
        correction_order=row.correction_order,
        status=row.status,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _load_holdings(profile: Profile, items: dict[str, Item]) -> None:
    """Who holds what: all of a list, then row by row; a row for one item stands in place of what its list says for it."""
    of_list: dict[str, list[Item]] = {}
    for item in items.values():
        of_list.setdefault(item.list.code, []).append(item)
    wanted: dict[tuple[object, ...], Holding] = {}

    def hold(held: Iterable[Item], said: dict[str, object]) -> None:
        for item in held:
            wanted[item.pk, said["body"], said["place"], said["valid_from"]] = Holding(item=item, **said)

    for line in profile.lists:
        # what the list says of holding: body, place, title, document, transition, guide and span
        hold(of_list.get(line.code, ()), plain(line, Holding))
    for row in sorted(profile.holdings, key=lambda row: bool(row.item)):
        said = plain(row, Holding)
        del said["item"]
        hold([items[row.item]] if row.item else of_list.get(row.list, ()), said)
    reconcile(Holding, ("item_id", "body", "place", "valid_from"), list(wanted.values()), among=~Q(item__list__code=CONFIRMED_LIST))


def _fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan * 100)


def plain(row: object, model: type[models.Model]) -> dict[str, object]:
    """Those members of a profile's record that are columns of the same name."""
    columns = {field.name for field in model._meta.concrete_fields}
    found = {name: getattr(row, name) for name in columns if hasattr(row, name)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def reconcile(model: type[Row], key: Sequence[str], wanted: Sequence[Row], *, among: Q | None = None) -> list[Row]:
    """Make the table hold ``wanted``, told apart by ``key``; returns the stored rows. Raises RowVanished.

    ``among`` are the rows a profile answers for; what people confirmed from the law library is none of its business, and what an act of a
    docket made or ended since (``act``) stands as the act left it.
    Corrections go first, so that a span can be ended and the next begun in one load. Where only the first day of the one row of a thing
    reads differently (a source was found that states it), that row is corrected.
    """
    columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key or field.attname in key]
    identify: Callable[[Row], tuple[object, ...]] = lambda row: tuple(getattr(row, name) for name in key)  # noqa: E731  one line, used three times
    stored = {identify(row): row for row in model._default_manager.filter(among or Q())}
    settled = {key: row for key, row in stored.items() if getattr(row, "act", None)}
    stored = {key: row for key, row in stored.items() if key not in settled}
    fresh: list[Row] = []
    changed: list[Row] = []
    result: list[Row] = []
    for row in wanted:
        if identify(row) in settled:
            result.append(settled[identify(row)])
            continue
        old = stored.pop(identify(row), None)
        if old is None:
            fresh.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in columns):
            row.pk = old.pk
            changed.append(row)
        else:
            row.pk = old.pk
        result.append(row)
    redated = _redated(stored, fresh, key, identify)
    if stored:
        gone = ".".join(str(part) for part in next(iter(stored)) if part)
        what = (model.__doc__ or model.__name__).split("—")[0].strip(" .")
        raise RowVanished(say("refused.row_vanished", what=what, key=gone), remedy=say("refused.row_vanished_remedy"), key=gone)
    writable = [name for name in columns if name not in key]
    if changed and writable:
        model._default_manager.bulk_update(changed, [_field(model, name) for name in writable], batch_size=500)
    if redated:
        model._default_manager.bulk_update(redated, [*(_field(model, name) for name in writable), "valid_from"], batch_size=500)
    model._default_manager.bulk_create(fresh, batch_size=1000)
    return result


def _redated(
    stored: dict[tuple[object, ...], Row], fresh: list[Row], key: Sequence[str], identify: Callable[[Row], tuple[object, ...]]
) -> list[Row]:
    """Fresh rows that are a stored one with another first day; taken out of both. Only where there is one of each."""
    if "valid_from" not in key:
        return []
    at = list(key).index("valid_from")
    thing: Callable[[tuple[object, ...]], tuple[object, ...]] = lambda full: full[:at] + full[at + 1 :]  # noqa: E731  one line, used twice
    gone: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    come: dict[tuple[object, ...], list[Row]] = {}
    for full in stored:
        gone.setdefault(thing(full), []).append(full)
    for row in fresh:
        come.setdefault(thing(identify(row)), []).append(row)
    found = []
    for which, old in gone.items():
        new = come.get(which, [])
        if len(old) == len(new) == 1:
            new[0].pk = stored.pop(old[0]).pk
            found.append(new[0])
    taken = {id(row) for row in found}
    fresh[:] = [row for row in fresh if id(row) not in taken]
    return found


def _field(model: type[models.Model], attname: str) -> str:
    return next(field.name for field in model._meta.concrete_fields if field.attname == attname)
