"""三员 — what each of the three administrators needs; none of them sees a docket."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import django
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from yifa.docket.calendars import Row, progress, rows_in_force, title_of
from yifa.docket.joints import joints
from yifa.docket.models import Head, Unsealed
from yifa.kernel.actor import Role
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import clean_line
from yifa.library.queries import last_reading
from yifa.platform import clock
from yifa.platform.accounts.actions import end_role, grant_role
from yifa.platform.accounts.models import ROLE_TITLES, RoleGrant, User
from yifa.platform.audit.queries import trail
from yifa.platform.wording import sentences
from yifa.web.desk import words
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.words import day_words, say, time_words
from yifa.web.doors import door, only, signed_in
from yifa.web.errors import status_of

SECURITY, AUDIT, SYSTEM = only(Role.SECURITY_ADMIN), only(Role.AUDIT_ADMIN), only(Role.SYSTEM_ADMIN)
_PAGE = 50
#: acts wait at most this long when the worker lives
_OVERDUE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One role held, from when to when."""

    id: int
    role: str
    body: str
    place: str
    span: str
    holds: bool


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account with its roles."""

    id: UUID
    username: str
    name: str
    officer: str
    active: bool
    grants: list[GrantLine]


@door(audience=SECURITY)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """账户与授权 — every account with its roles, those of today first."""
    return _accounts(request)


def _accounts(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    on = legal_date(clock.now())
    lines = []
    for user in User.objects.order_by("username").prefetch_related("grants"):
        grants = [_grant_line(grant, on) for grant in sorted(user.grants.all(), key=lambda grant: grant.valid_from, reverse=True)]
        grants.sort(key=lambda grant: not grant.holds)
        lines.append(AccountLine(user.pk, user.username, user.name, user.officer_code, user.is_active, grants))
    return show(
        request,
        "desk/accounts.html",
        here="accounts",
        status=status_of(refusal) if refusal else 200,
        accounts=lines,
        roles=[(role.value, title) for role, title in ROLE_TITLES.items()],
        bodies=_bodies(on),
        today=on.isoformat(),
        done=request.GET.get("done", ""),
        refusal=refusal,
        typed=request.POST,
    )


def _grant_line(grant: RoleGrant, on: date) -> GrantLine:
    until = day_words(grant.valid_until) if grant.valid_until else say("duty.open_end")
    holds = grant.valid_from <= on and (grant.valid_until is None or grant.valid_until > on)
    span = say("duty.span", since=day_words(grant.valid_from), until=until)
    return GrantLine(grant.pk, ROLE_TITLES[Role(grant.role)], body_name(grant.body_code, on), grant.place_code, span, holds)


def _bodies(on: date) -> list[tuple[str, str]]:
    """Bodies that somebody has a role over; more are named by code."""
    codes = RoleGrant.objects.order_by("body_code").values_list("body_code", flat=True).distinct()
    return [(code, body_name(code, on)) for code in codes]


@door(audience=SECURITY)
@require_POST
def grant(request: HttpRequest) -> HttpResponse:
    """授予角色."""
    now = clock.now()
    typed = request.POST
    try:
        user, since, until = UUID(typed.get("user", "")), _day(typed.get("since", "")), _day(typed.get("until", ""))
        role = Role(typed.get("role", ""))
    except ValueError:
        return _accounts(request, NotReadable(say("duty.unreadable"), remedy=say("duty.unreadable_remedy")))
    try:
        grant_role(
            actor=signed_in(request),
            user=user,
            role=role,
            body=clean_line(typed.get("body", ""), field=say("duty.body"), limit=128, required=True),
            place=clean_line(typed.get("place", ""), field=say("duty.place"), limit=32),
            valid_from=since or legal_date(now),
            valid_until=until,
            now=now,
        )
    except Refusal as refusal:
        return _accounts(request, refusal)
    return HttpResponseRedirect("/admin-duty/accounts?done=granted")


@door(audience=SECURITY)
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """终止角色 — from today."""
    now = clock.now()
    number = request.POST.get("grant", "")
    try:
        end_role(
            actor=signed_in(request),
            grant=int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0,
            on=legal_date(now),
            now=now,
        )
    except Refusal as refusal:
        return _accounts(request, refusal)
    return HttpResponseRedirect("/admin-duty/accounts?done=ended")


class NotReadable(Refusal):
    """填写不完整 — the account, the role or a day cannot be read."""

    kind = "incomplete"
    code = "desk.not_readable"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@door(audience=AUDIT)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """审计记录 — newest first."""
    actor = signed_in(request)
    text = request.GET.get("after", "")
    after = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
    entries = trail(actor=actor, after=after, limit=_PAGE + 1)
    more = f"/admin-duty/audit?after={entries[_PAGE - 1].id}" if len(entries) > _PAGE else ""
    lines = [(time_words(entry.at), entry.sentence, _facts(entry.facts)) for entry in entries[:_PAGE]]
    return show(
        request,
        "desk/audit_rows.html" if after and request.headers.get("HX-Request") else "desk/audit.html",
        here="audit",
        lines=lines,
        more=more,
    )


def _facts(facts: dict[str, object]) -> str:
    """网络地址 127.0.0.1；… — what is not in the list of words keeps its own name."""
    known = sentences(Path(words.__file__).parent)["fact"]
    shown = {
        name: known["yes" if value else "no"] if isinstance(value, bool) else value
        for name, value in facts.items()
        if value not in ("", None)
    }
    return "；".join(f"{known.get(name, name)} {value}" for name, value in shown.items())


@door(audience=SYSTEM)
@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """系统状态 — the last head of the log, what waits for it, versions, the calendars in force."""
    now = clock.now()
    next_year = legal_date(now).year + 1
    calendars = rows_in_force(joints.calendars.shipped)
    head = Head.objects.order_by("-size").values("size", "root", "text", "made_at").first()
    waiting = Unsealed.objects.count()
    oldest = Unsealed.objects.order_by("recorded_at").values_list("recorded_at", flat=True).first()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    return show(
        request,
        "desk/system.html",
        here="system",
        head=head,
        waiting=waiting,
        oldest=oldest,
        stuck=bool(oldest and now - oldest > _OVERDUE),
        facts=[
            (say("system.python"), platform.python_version()),
            (say("system.django"), django.get_version()),
            (say("system.database"), f"PostgreSQL {version}"),
            (say("system.accounts"), str(User.objects.filter(is_active=True).count())),
        ],
        reading=last_reading(),
        calendars=[calendar_line(row) for row in calendars],
        missing=next_year if next_year not in {row.year.year for row in calendars if not row.year.region} else 0,
        recomputing=progress(),
        now=now,
    )


def calendar_line(row: Row) -> tuple[str, str]:
    """A year in force: what it is called, and what it says and where it comes from."""
    origin = say(f"system.calendar_{row.origin}", day=day_words(legal_date(row.at)))
    said = say("system.calendar_line", off=len(row.year.off), makeup=len(row.year.makeup), source=row.year.source, origin=origin)
    return title_of(row.year), said
