"""谁来管 — one field for the matter, one for the place, one day: one answer. Open to everybody; those signed in see the rows behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.registry import snapshot
from yifa.registry.core.powers import Powers
from yifa.registry.queries import reforms
from yifa.staffing.who import answer
from yifa.web.desk.asked import Day, day_of, words_of
from yifa.web.desk.beside import of_profile
from yifa.web.desk.choosing import Chosen, matter_of, place_of, with_addresses
from yifa.web.desk.frame import show
from yifa.web.desk.words import day_words
from yifa.web.doors import PUBLIC, door

#: so many places inside, where others have power, are offered to be asked
_PARTS = 12
FEATURES = ("", "重大", "跨区域", "疑难")


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as far as it is asked."""

    matter: Chosen
    place: Chosen
    day: Day
    feature: str
    query: dict[str, str]

    def address(self, **changes: str) -> str:
        return f"/who?{urlencode({name: value for name, value in (self.query | changes).items() if value})}"


@dataclass(frozen=True, slots=True)
class Days:
    """改革前、改革后 — the two days around a reform."""

    name: str
    before: str
    after: str
    before_day: str
    after_day: str
    here: str
    assumed: bool


@door(audience=PUBLIC)
@require_safe
@of_profile
def page(request: HttpRequest) -> HttpResponse:
    """谁来管 — the question, and the answer as soon as matter and place are known."""
    powers, today = snapshot.powers(), legal_date(clock.now())
    asked = _asked(request, powers, today)
    public = getattr(request, "actor", None) is None
    found = _answered(asked, public=public) if asked.matter.one and asked.place.one and not asked.day.fault else None
    return show(
        request,
        "desk/institution/who.html",
        here="who",
        asked=asked,
        found=found,
        public=public,
        day=day_words(asked.day.on),
        today=asked.day.on == today,
        to_today=asked.address(on=""),
        reforms=reform_days(
            powers,
            place=asked.place.one.code if asked.place.one else None,
            on=asked.day.on,
            address=lambda change: asked.address(on=change),
        ),
        features=[(word, word == asked.feature) for word in FEATURES],
        domains=[(name, asked.address(matter=name)) for name in domains_of(powers, asked.day.on)],
        map_address=f"/map?{urlencode({name: asked.query[name] for name in ('item', 'place', 'on') if asked.query[name]})}",
    )


@door(audience=PUBLIC)
@require_safe
@of_profile
def matters(request: HttpRequest) -> HttpResponse:
    """What the words in the field of the matter may mean."""
    asked = _asked(request, snapshot.powers(), legal_date(clock.now()))
    return show(request, "desk/institution/who_choices.html", chosen=asked.matter, which="matter")


@door(audience=PUBLIC)
@require_safe
@of_profile
def places(request: HttpRequest) -> HttpResponse:
    """What the words in the field of the place may mean."""
    asked = _asked(request, snapshot.powers(), legal_date(clock.now()))
    return show(request, "desk/institution/who_choices.html", chosen=asked.place, which="where")


def domains_of(powers: Powers, on: date) -> list[str]:
    """Domains with items that day, those with most first."""
    counted = Counter(one.domain for texts in powers.items.values() for one in texts if one.domain and one.covers(on))
    return [name for name, _ in counted.most_common()]


def _asked(request: HttpRequest, powers: Powers, today: date) -> Asked:
    day = day_of(request, "on", otherwise=today)
    feature = words_of(request, "feature", longest=10)
    matter = matter_of(powers, code=words_of(request, "item"), words=words_of(request, "matter"), on=day.on)
    place = place_of(powers, code=words_of(request, "place"), words=words_of(request, "where"), on=day.on)
    query = {
        "item": matter.one.code if matter.one else "",
        "matter": matter.typed,
        "place": place.one.code if place.one else "",
        "where": place.typed,
        "on": day.typed if not day.fault else "",
        "feature": feature if feature in FEATURES else "",
    }
    return Asked(
        with_addresses(matter, "/who", query, code="item", words="matter"),
        with_addresses(place, "/who", query, code="place", words="where"),
        day,
        query["feature"],
        query,
    )


def _answered(asked: Asked, *, public: bool) -> dict[str, Any]:
    assert asked.matter.one and asked.place.one
    said: dict[str, Any] = answer(item=asked.matter.one.code, place=asked.place.one.code, on=asked.day.on, feature=asked.feature).as_dict(
        public=public
    )
    for side in ("before", "after"):
        if said.get(side):
            on = date.fromisoformat(said[side]["on"])
            said[side] |= {"address": asked.address(on=on.isoformat()), "day": day_words(on)}
    for part in said["parts"]["places"][:_PARTS] if said["parts"] else ():
        part["address"] = asked.address(place=part["code"], where=part["name"])
    return said


def reform_days(powers: Powers, *, place: str | None, on: date, address: Callable[[str], str]) -> list[Days]:
    """The reforms that touch the place, all of them where none is named, each with the address of both its days."""
    inside = set(powers.lineage(place, on=on)) | {""} if place else None
    found = []
    for reform in reforms():
        if inside is not None and reform.place not in inside:
            continue
        before = reform.on - timedelta(days=1)
        found.append(
            Days(
                name=reform.name,
                before=address(before.isoformat()),
                after=address(reform.on.isoformat()),
                before_day=day_words(before),
                after_day=day_words(reform.on),
                here={before: "before", reform.on: "after"}.get(on, ""),
                assumed=reform.assumed,
            )
        )
    return found
