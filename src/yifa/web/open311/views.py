"""The addresses of GeoReport v2. Sessions count for nothing here: a client has an api_key, a code, or neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt

from yifa.intake import throttle
from yifa.intake.actions import SENDERS, NewReport, Photo, Receipt, submit
from yifa.intake.core.codes import digest_of, plain_code
from yifa.intake.models import Report
from yifa.kernel.actor import Actor
from yifa.kernel.canonical import canonical
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.platform.accounts import sessions
from yifa.platform.accounts.gate import SignInNeeded, actor_of_token
from yifa.registry.event_kinds import event_kind, event_kinds
from yifa.registry.models import Load
from yifa.web.doors import PUBLIC, door
from yifa.web.open311.answers import Wrong, answer, refused
from yifa.web.open311.requests import OTHER, Asked, found
from yifa.web.open311.wording import say

SOURCE: Final = "公众接口"
_MOST_DAYS, _MOST_ROWS = 90, 1000
_REPEATED_WITHIN: Final = timedelta(hours=24)
#: what a client tells of itself; private, and part of what makes two requests the same
_OWN: Final = ("account_id", "device_id", "email", "first_name", "last_name", "phone")
#: what one client has and another has not; a name is no such thing
_KNOWN_BY: Final = ("account_id", "device_id", "email", "phone", "user")
#: what may be asked for by several values
_LISTS: Final = ("service_request_id", "service_code", "status")
View = Callable[..., HttpResponse]


def of_standard(*methods: str) -> Callable[[View], View]:
    """An address of the standard: for everybody, its errors in the standard's words, no token of a form asked."""

    def make(view: View) -> View:
        @door(audience=PUBLIC)
        @csrf_exempt
        @wraps(view)
        def asked(request: HttpRequest, form: str = "", **named: str) -> HttpResponse:
            try:
                if request.method not in (*methods, "HEAD"):
                    raise Wrong(405, "method", method=request.method or "")
                _jurisdiction(request)
                return view(request, form, **named)
            except (Wrong, Refusal) as fault:
                return refused(request, form, fault)
            except RequestDataTooBig:
                return refused(request, form, Wrong(413, "too_large"))
            except (TooManyFieldsSent, TooManyFilesSent, MultiPartParserError):
                return refused(request, form, Wrong(400, "form"))

        return asked

    return make


@of_standard("GET")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    loaded = Load.objects.filter(room="registry").first()
    changed = loaded.loaded_at.astimezone(SHANGHAI).isoformat(timespec="seconds") if loaded else ""
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": request.build_absolute_uri("/open311/v2"),
        "changeset": changed,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    told = {"changeset": changed, "contact": say("discovery.contact"), "key_service": say("discovery.key_service"), "endpoints": [endpoint]}
    return answer(request, form, "discovery", told)


@of_standard("GET")
def services(request: HttpRequest, form: str) -> HttpResponse:
    kinds = event_kinds(on=legal_date(clock.now()))
    told = [
        {
            "service_code": one.code,
            "service_name": one.name,
            "description": say("service.description", category=one.category, filing=one.filing),
            "metadata": False,
            "type": "realtime",
            "keywords": ",".join(dict.fromkeys([one.kind, one.category, *one.patrol])),
            "group": one.category,
        }
        for one in kinds
    ]
    other = {"service_code": OTHER, "service_name": say("service.other"), "description": say("service.other_description")}
    told.append(other | {"metadata": False, "type": "realtime", "keywords": "", "group": say("service.other_group")})
    return answer(request, form, "services", told)


@of_standard("GET")
def service(request: HttpRequest, form: str, code: str) -> HttpResponse:
    if code != OTHER and event_kind(code, on=legal_date(clock.now())) is None:
        raise Wrong(404, "service_code", code=code[:60])
    return answer(request, form, "service_definition", {"service_code": code, "attributes": []})


@of_standard("GET", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    return _take(request, form) if request.method == "POST" else _list(request, form)


@of_standard("GET", "POST")
def nothing(request: HttpRequest, form: str) -> HttpResponse:
    raise Wrong(404, "address")


@of_standard("GET")
def one(request: HttpRequest, form: str, number: str) -> HttpResponse:
    code = _code(_said(request.GET).get("account_id", ""), request)
    told = found(Asked(numbers=(number[:24],), code=code, user=_user(request)), now=clock.now())
    if not told:
        raise Wrong(404, "not_found")
    return answer(request, form, "service_requests", told)


@of_standard("GET")
def token(request: HttpRequest, form: str, text: str) -> HttpResponse:
    """The number is given out at once, so a token is never needed; the code is taken for one."""
    digest = _code(text, request)
    number = Report.objects.filter(code_digest=digest).values_list("number", flat=True).first() if digest else None
    if number is None:
        raise Wrong(404, "token")
    return answer(request, form, "service_requests", [{"service_request_id": number, "token": text}])


def _take(request: HttpRequest, form: str) -> HttpResponse:
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Wrong(400, "form")
    channel, said, now = _channel(request), _said(request.POST), clock.now()
    code = said.get("service_code", "").strip()
    if not code:
        raise Wrong(400, "service_code_missing")
    kind = event_kind(code, on=legal_date(now))
    if code != OTHER and kind is None:
        raise Wrong(404, "service_code", code=code[:60])
    # the standard asks for no description: the class alone says what it is
    description = said.get("description", "").strip() or (kind.name if kind else "")
    if not description:
        raise Wrong(400, "description")
    if said.get("media_url"):
        raise Wrong(400, "media_url")
    latitude, longitude = _degrees(said.get("lat", "")), _degrees(said.get("long", ""))
    if (latitude is None) != (longitude is None):
        raise Wrong(400, "point")
    if latitude is None and not said.get("address_string", "").strip():
        raise Wrong(400, "place")
    own = {name: said.get(name, "").strip()[:200] for name in _OWN}
    new = NewReport(
        id=UUID(int=0),
        source=SOURCE,
        text=description,
        place_text=said.get("address_string", ""),
        longitude=longitude,
        latitude=latitude,
        event_kind="" if code == OTHER else code,
        name=f"{own['last_name']}{own['first_name']}",
        phone=own["phone"],
        more={name: own[name] for name in ("email", "account_id", "device_id") if own[name]},
    )
    user = channel.user if channel else ""
    address = "" if channel else sessions.address_of(request)
    photos = [Photo(file.name or "", file) for name in request.FILES for file in request.FILES.getlist(name)]
    receipt = _received(new, own | {"user": user}, photos, now=now, address=address, taken_by=user)
    notice = say(
        f"notice.{'repeated' if receipt.repeated else 'received'}",
        number=receipt.number,
        code=receipt.code,
        follow=request.build_absolute_uri("/report/follow"),
    )
    told = [{"service_request_id": receipt.number, "service_notice": notice, "account_id": receipt.code}]
    return answer(request, form, "service_requests", told, status=201)


def _received(new: NewReport, own: dict[str, str], photos: list[Photo], *, now: datetime, address: str, taken_by: str) -> Receipt:
    """The standard has no key for a repeat, so the same content by the same client within a day is one: its id follows from them.

    A client that tells nothing it could be known by is known by its address, lest a stranger's repeat be told the first one's code.
    """
    known = own if any(own.get(name) for name in _KNOWN_BY) else own | {"address": address}
    text = canonical([new.text, new.place_text, str(new.longitude), str(new.latitude), new.event_kind, known])
    ids = [
        UUID(hex=digest_of(settings.PRIVATE_SECRET, f"open311 {legal_date(now - back)} {text}")[:32])
        for back in (timedelta(), _REPEATED_WITHIN)
    ]
    earlier = Report.objects.filter(id__in=ids, received_at__gt=now - _REPEATED_WITHIN).values_list("id", flat=True).first()
    return submit(replace(new, id=earlier or ids[0]), now=now, address=address, photos=photos, taken_by=taken_by)


def _list(request: HttpRequest, form: str) -> HttpResponse:
    asked, now = _said(request.GET, but=_LISTS), clock.now()
    since, until = _instant(asked.get("start_date", ""), "start_date"), _instant(asked.get("end_date", ""), "end_date")
    most = timedelta(days=_MOST_DAYS)
    until = until or (min(now, since + most) if since else now)
    since = since or until - most
    if not timedelta() <= until - since <= most:
        raise Wrong(400, "span")
    lists = {name: _list_of(request, name) for name in _LISTS}
    if not {"open", "closed"}.issuperset(lists["status"]):
        raise Wrong(400, "status")
    told = found(
        Asked(
            numbers=lists["service_request_id"],
            kinds=lists["service_code"],
            status=lists["status"],
            since=since,
            until=until,
            code=_code(asked.get("account_id", ""), request),
            user=_user(request),
            page=_count(asked.get("page", ""), 1),
            size=min(_MOST_ROWS, _count(asked.get("page_size", ""), _MOST_ROWS)),
        ),
        now=now,
    )
    return answer(request, form, "service_requests", told)


def _said(form: QueryDict, *, but: Collection[str] = ()) -> dict[str, str]:
    """What a client says by name. Refuses: Wrong 400 where it says two things under one name that is no list."""
    for name, values in form.lists():
        if len(set(values)) > 1 and name not in but and not name.startswith("attribute["):
            raise Wrong(400, "doubled", field=name[:60])
    return {name: values[-1] for name, values in form.lists() if values}


def _list_of(request: HttpRequest, name: str) -> tuple[str, ...]:
    """A list of the standard: named once or several times, its members with commas between them. Refuses: Wrong 400."""
    texts = request.GET.getlist(name)
    if any("\0" in text for text in texts):
        raise Wrong(400, "control", field=name)
    members = (one.strip() for text in texts for one in text.split(","))
    return tuple(dict.fromkeys(filter(None, members)))[:_MOST_ROWS]


def _jurisdiction(request: HttpRequest) -> None:
    """There is one; a client need not name it."""
    named = {one for form in (request.GET, request.POST) for one in form.getlist("jurisdiction_id") if one}
    if not named:
        return
    own = Load.objects.filter(room="registry").values_list("place", flat=True).first() or request.get_host()
    if strange := named - {own, request.get_host()}:
        raise Wrong(404, "jurisdiction", code=min(strange)[:60], own=own)


def _channel(request: HttpRequest) -> Actor | None:
    """The channel account behind an api_key; None where none is given. Refuses: Wrong 403."""
    key = request.POST.get("api_key") or request.GET.get("api_key", "")
    if not key:
        return None
    try:
        actor = actor_of_token(key, now=clock.now())
    except SignInNeeded:
        raise Wrong(403, "api_key") from None
    if not any(post.role in SENDERS for post in actor.posts):
        raise Wrong(403, "api_key")
    return actor


def _user(request: HttpRequest) -> str:
    channel = _channel(request)
    return channel.user if channel else ""


def _code(text: str, request: HttpRequest) -> str:
    """The digest of a code a client gives; looking is counted, so that none is found by trying."""
    if not text:
        return ""
    throttle.count(throttle.LOOKS, sessions.address_of(request), now=clock.now())
    plain = plain_code(text)
    return digest_of(settings.PRIVATE_SECRET, plain) if plain else ""


def _degrees(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.strip()[:30])
    except InvalidOperation:
        raise Wrong(400, "point") from None


def _instant(text: str, field: str) -> datetime | None:
    """W3C date and time; a plus sign that a client did not escape came as a blank."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(re.sub(r" (?=\d\d:\d\d$)", "+", text))
    except ValueError:
        raise Wrong(400, "date", field=field) from None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _count(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= 1_000_000):
        raise Wrong(400, "page")
    return int(text[:9])
