"""清单 and 队伍 — what may be punished by which article, and who may do it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.docket.joints import joints
from yifa.docket.ports import ItemFacts, OfficerFacts, UnknownToInstitution
from yifa.kernel.actor import DOCKET_ROLES, Actor
from yifa.kernel.citation import Cite
from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.registry import snapshot
from yifa.staffing.capacity import capacity
from yifa.staffing.core.survey import Task, Training
from yifa.staffing.queries import assistants, certified, zone_officers
from yifa.web.desk.asked import day_of, words_of
from yifa.web.desk.beside import of_profile
from yifa.web.desk.choosing import place_of, with_addresses
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.spans import place_name
from yifa.web.desk.words import day_words, range_words, say
from yifa.web.doors import DOCKET, READERS, door, signed_in
from yifa.web.errors import is_fragment

_CHOICES = 12
_ALL = 5_000
_PAGE = 50
_SOON_OVER = timedelta(days=90)
#: tasks and losses, ranks of training, and names of one rank that are shown
_SHOWN = 12
_RANKS = 5
_NAMES = 6


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item as it is listed."""

    code: str
    name: str
    domain: str
    department: str
    violated: str
    penalty: str
    kinds: str
    fines: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer as listed; ``state`` is good, soon, over, none, ``assistant``."""

    name: str
    team: str
    title: str
    certificate: str
    domains: str
    until: str
    state: str
    state_words: str
    qualified: bool


def bodies_of(actor: Actor) -> list[str]:
    """The bodies whose dockets this person may read, those within another left out."""
    codes = sorted({post.body for post in actor.posts if post.role in DOCKET_ROLES})
    return [code for code in codes if not any(code.startswith(f"{other}.") for other in codes)]


def item_line(item: ItemFacts) -> ItemLine:
    return ItemLine(
        code=item.code,
        name=item.name,
        domain=item.domain,
        department=item.department,
        violated=_cite(item.violated),
        penalty=_cite(item.penalty),
        kinds="、".join(item.kinds),
        fines=range_words(item.fines),
        synthetic=item.synthetic,
    )


def _cite(cite: Cite) -> str:
    """《行政处罚法》第四十四条; what a source does not state is no title of a law."""
    return cite.text if cite.article else cite.law


@door(audience=DOCKET)
@require_safe
def powers(request: HttpRequest) -> HttpResponse:
    """清单 — the items each body holds today, by domain, found by words; fifty at a time."""
    actor = signed_in(request)
    on = legal_date(clock.now())
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    bodies = bodies_of(actor)
    wanted = request.GET.get("body", "")
    start = int(text) if (text := request.GET.get("from", "")).isascii() and text.isdigit() and len(text) < 6 else 0
    groups = []
    for body in [wanted] if wanted in bodies else bodies:
        items = joints.institution.items(body=body, on=on, words=words, limit=_ALL)
        domains: dict[str, list[ItemLine]] = {}
        for item in items[start : start + _PAGE]:
            domains.setdefault(item.domain, []).append(item_line(item))
        more = f"/powers?{urlencode({'q': words, 'body': body, 'from': start + _PAGE})}" if len(items) > start + _PAGE else ""
        groups.append((body_name(body, on), len(items), list(domains.items()), more))
    piece = bool(wanted) and is_fragment(request)
    return show(
        request,
        "desk/powers_rows.html" if piece else "desk/powers.html",
        here="powers",
        groups=groups,
        group=groups[0],
        q=words,
        on=day_words(on),
    )


@door(audience=DOCKET)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Items to choose from in a form; the one chosen stays first, whatever is searched."""
    actor = signed_in(request)
    on = legal_date(clock.now())
    body = request.GET.get("body", "")
    mine = [code for code in bodies_of(actor) if body == code or body.startswith(f"{code}.")]
    words = " ".join(request.GET.get("words", "").replace("\x00", "").split())[:100]
    items = list(joints.institution.items(body=body, on=on, words=words, limit=_CHOICES)) if mine else []
    full = len(items) == _CHOICES
    chosen = request.GET.get("item", "")
    items.sort(key=lambda item: item.code != chosen)
    if mine and chosen and (not items or items[0].code != chosen):
        with suppress(UnknownToInstitution):
            items.insert(0, joints.institution.item(chosen, on=on))
    return show(
        request,
        "desk/item_choices.html",
        name="item",
        items=[item_line(item) for item in items],
        chosen=chosen,
        full=full,
        words=words,
    )


def officer_line(officer: OfficerFacts, on: date) -> OfficerLine:
    state = "good"
    if officer.assistant:
        state = "assistant"
    elif not officer.certificate or officer.valid_until is None:
        state = "none"
    elif officer.valid_until <= on:
        state = "over"
    elif officer.valid_until - on <= _SOON_OVER:
        state = "soon"
    return OfficerLine(
        name=officer.name,
        team=body_name(officer.team or officer.body, on),
        title=officer.title,
        certificate=officer.certificate,
        domains="、".join(officer.domains),
        until=day_words(officer.valid_until),
        state=state,
        state_words=say(f"people.{state}"),
        qualified=officer.legally_qualified,
    )


@door(audience=DOCKET)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """队伍 — officers by team with their certificates; a sheet for the wall when printed."""
    actor = signed_in(request)
    on = legal_date(clock.now())
    groups = []
    for body in bodies_of(actor):
        teams: dict[str, list[OfficerLine]] = {}
        officers = joints.institution.officers(body=body, on=on)
        for officer in officers:
            line = officer_line(officer, on)
            teams.setdefault(line.team, []).append(line)
        place = next((post.place for post in actor.posts if post.body == body), "")
        names = {one.code: one.name for one in joints.institution.places(under=place, on=on)}
        zones = [(names.get(zone, zone), count) for zone, count in zone_officers(under=place, on=on).items()]
        groups.append((body_name(body, on), certified(body=body, on=on), assistants(body=body, on=on), list(teams.items()), zones))
    return show(request, "desk/people.html", here="people", groups=groups, on=day_words(on))


@door(audience=READERS)
@require_safe
@of_profile
def force(request: HttpRequest) -> HttpResponse:
    """执法能力 — lawful pairs by team and domain at a place and below it, what one absence undoes, what training adds most."""
    actor = signed_in(request)
    powers, today = snapshot.powers(), legal_date(clock.now())
    day = day_of(request, "on", otherwise=today)
    own = next((post.place for post in actor.posts if post.place), "")
    place = place_of(powers, code=words_of(request, "place"), words=words_of(request, "where"), on=day.on)
    if not place.typed:
        first = own or min((code for code, rows in powers.places.items() if any(row.covers(day.on) for row in rows)), default="")
        place = place_of(powers, code=first, words="", on=day.on)
    stands = place.one is not None and powers.place(place.one.code, on=day.on) is not None and not day.fault
    found = capacity(place=place.one.code, on=day.on) if stands and place.one else None
    query = {"on": day.typed} if day.typed and not day.fault else {}
    return show(
        request,
        "desk/institution/capacity.html",
        here="people",
        place=with_addresses(place, "/people/capacity", query, code="place", words="where"),
        day=day,
        day_shown=day_words(day.on),
        ended=place.one is not None and not stands and not day.fault,
        found=found,
        losses=[(one.name, _tasks(one.tasks)) for one in found.losses[:_SHOWN]] if found else [],
        trainings=[_training(list(alike)) for _, alike in groupby(found.trainings, key=lambda one: one.rank)][:_RANKS] if found else [],
        needs=[(_tasks((one.task,)), one.trainable) for one in found.needs_two[:_SHOWN]] if found else [],
    )


def _tasks(tasks: Iterable[Task]) -> str:
    powers, today = snapshot.powers(), legal_date(clock.now())
    shown = [
        say("capacity.task", domain=task.domain or say("capacity.any_domain"), place=place_name(powers, task.place, today) or task.place)
        for task in tasks
    ]
    return "、".join(shown[:_SHOWN]) + (say("capacity.more_tasks", count=len(shown)) if len(shown) > _SHOWN else "")


def _training(alike: list[Training]) -> tuple[int, str]:
    """Certificates of one rank in one sentence; more officers of one domain are counted."""
    first = alike[0]
    domains = "、".join(dict.fromkeys(one.domain for one in alike))
    names = list(dict.fromkeys(one.name for one in alike))
    people = "、".join(names[:_NAMES]) + (say("capacity.more_names", count=len(names)) if len(names) > _NAMES else "")
    facts = {"opens": len(first.opens), "secures": len(first.secures), "possible": first.possible}
    return first.rank, say("capacity.training", names=people, domain=domains, **facts)
