"""Reads of the docket. Every one takes the actor: what one may not see does not exist."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from yifa.docket import same_matter, standstill
from yifa.docket.core.act import View, act_from
from yifa.docket.core.next import Offer, offers
from yifa.docket.core.procedure import PROCEDURES, Situation, called_in, closed_procedures, readers_of
from yifa.docket.core.refusals import DocketUnknown
from yifa.docket.core.wording import told
from yifa.docket.joints import joints
from yifa.kernel.actor import DOCKET_ROLES, READING_ROLES, Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import search_tokens

Which = Literal["mine", "open", "closed", "all"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: the standing of one docket."""

    id: UUID
    number: str
    body: str
    place: str
    procedure: str
    stage: str
    cause: str
    party: str
    where: str
    holders: tuple[str, ...]
    awaits: str
    seq: int
    opened_on: date
    closed_on: date | None
    due_on: date | None
    due_name: str
    warn_by: date | None
    touched_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the cursor of the next page (empty on the last)."""

    rows: tuple[Row, ...]
    next: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock as stored, with its reckoning and articles."""

    name: str
    started_by: int
    starts_on: date
    nominal: date
    due: date
    warn_by: date
    provisional: bool
    stopped_on: date | None
    reckoning: tuple[str, ...]
    cites: tuple[dict[str, Any], ...]
    #: since when and why it stands still, and the days (working days where the term is in them) left to it
    paused_on: date | None
    paused_why: str
    days_left: int | None


_COLUMNS = (
    's.docket_id, s.number, s.body, s.place, s.procedure, s.stage, s.cause, s.party, s."where", s.holders, s.awaits, s.seq, '
    "s.opened_on, s.closed_on, s.due_on, s.due_name, s.warn_by, s.touched_at"
)


def _columns() -> str:
    return f"{_COLUMNS}, {standstill.newest()}"


#: the bodies that have dockets (a loose index scan) and that one of the actor's posts covers, with the place prefix of that post and the
#: one procedure it lets read (empty: all)
_SCOPE = """
WITH RECURSIVE present(body) AS (
    (SELECT body FROM docket_standing ORDER BY body LIMIT 1)
    UNION ALL
    SELECT (SELECT s.body FROM docket_standing s WHERE s.body > p.body ORDER BY s.body LIMIT 1) FROM present p WHERE p.body IS NOT NULL
), scope(body, role, place, procedure) AS (
    SELECT DISTINCT p.body, a.role, a.place, a.procedure FROM present p
    JOIN unnest(%(bodies)s::text[], %(roles)s::text[], %(places)s::text[], %(procedures)s::text[]) AS a(body, role, place, procedure)
      ON p.body = a.body OR starts_with(p.body, a.body || '.')
)"""


def _posts(actor: Actor) -> dict[str, Any]:
    """What the actor reads: one line for each post, and for each procedure where the role reads only some."""
    reads = [(post, procedure) for post in actor.posts for procedure in _procedures(post.role)]
    return {
        "bodies": [post.body for post, _ in reads],
        "roles": [post.role.value for post, _ in reads],
        "places": [post.place for post, _ in reads],
        "procedures": [procedure for _, procedure in reads],
        "closed": closed_procedures(),
    }


def _procedures(role: Role) -> list[str]:
    """The procedures whose dockets this role reads; an empty name is every one that is not closed."""
    every = role in DOCKET_ROLES
    return [*([""] if every else []), *(one.name for one in PROCEDURES.values() if role in one.readers and (one.closed or not every))]


def _reads(actor: Actor) -> bool:
    return any(post.role in READING_ROLES for post in actor.posts)


#: only where a role reads some procedures: the plan of all others stays as it was measured
_ONE_PROCEDURE = """coalesce(CASE WHEN scope.procedure = '' THEN s.procedure <> ALL(%(closed)s::text[])
    ELSE s.procedure = scope.procedure END, false)"""
#: where every post reads every docket but those of a closed procedure
_NOT_CLOSED = "s.procedure <> ALL(%(closed)s::text[])"


def _narrow(parameters: dict[str, Any]) -> bool:
    return any(parameters["procedures"])


#: of a docket: one of the actor's posts lets it be read
_WITHIN = """SELECT 1 FROM unnest(%(bodies)s::text[], %(places)s::text[], %(procedures)s::text[]) AS a(body, place, procedure)
            WHERE (s.body = a.body OR starts_with(s.body, a.body || '.')) AND starts_with(s.place, a.place)
              AND CASE WHEN a.procedure = '' THEN s.procedure <> ALL(%(closed)s::text[]) ELSE s.procedure = a.procedure END"""


#: of a docket: it called in a body of one of the actor's posts that reads every docket
_CALLED = """EXISTS (SELECT 1 FROM unnest(%(bodies)s::text[], %(procedures)s::text[]) AS a(body, procedure)
            JOIN unnest(s.called) AS c(body) ON c.body = a.body OR starts_with(c.body, a.body || '.')
            WHERE a.procedure = '' AND s.procedure <> ALL(%(closed)s::text[]))"""


def dockets(*, actor: Actor, which: Which = "open", after: str = "", limit: int = 20) -> Page:
    """待办与卷宗 — dockets this person may see, by what is due (open) or newest first (all, closed). One statement.

    ``mine``: what awaits one of the actor's roles; for an officer, what the officer holds or nobody holds yet.
    """
    if not _reads(actor):
        return Page((), "")
    latest = which in ("closed", "all")
    order = "s.docket_id DESC" if latest else "s.sort_on, s.docket_id"
    parameters = {**_posts(actor), "limit": limit + 1, "me": actor.officer, "officer": Role.OFFICER.value, **_cursor(after)}
    conditions = ["s.body = scope.body", "coalesce(starts_with(s.place, scope.place), false)"]
    conditions.append(_ONE_PROCEDURE if _narrow(parameters) else _NOT_CLOSED)
    if which in ("mine", "open"):
        conditions.append("s.closed_on IS NULL")
    if which == "closed":
        conditions.append("s.closed_on IS NOT NULL")
    if which == "mine":
        conditions.append("s.awaits = scope.role AND (scope.role <> %(officer)s OR s.holders = '{}' OR %(me)s = ANY(s.holders))")
    if after:
        conditions.append("s.docket_id < %(after_id)s" if latest else "(s.sort_on, s.docket_id) > (%(after_on)s, %(after_id)s)")
    # coalesce and the subquery of the inner limit change no row: without them the planner guesses that next to no docket fits, and sorts
    # every docket of the body instead of reading an index in the order wanted and stopping after a page
    scope = "scope" if which == "mine" else "(SELECT DISTINCT body, place, procedure FROM scope) AS scope"
    statement = f"""{_SCOPE}
        SELECT DISTINCT ON ({order.replace(" DESC", "") if latest else order}) {_columns()} FROM {scope}
        CROSS JOIN LATERAL (SELECT * FROM docket_standing s WHERE {" AND ".join(conditions)} ORDER BY {order} LIMIT (SELECT %(limit)s)) s
        ORDER BY {order} LIMIT %(limit)s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = [_row(row) for row in cursor.fetchall()]
    more = rows[limit - 1] if len(rows) > limit else None
    return Page(tuple(rows[:limit]), _cursor_text(more) if more else "")


def search(*, actor: Actor, words: str, limit: int = 20) -> Page:
    """查找 — dockets whose number, cause, party, place or paper numbers hold every word, newest first. One statement."""
    tokens = sorted(_query_tokens(words))
    if not tokens or not _reads(actor):
        return Page((), "")
    parameters = {**_posts(actor), "tokens": " & ".join("'" + token.replace("'", "''") + "'" for token in tokens), "limit": limit}
    statement = f"""SELECT {_columns()} FROM docket_standing s
        WHERE s.words @@ %(tokens)s::tsquery AND (EXISTS (
            {_WITHIN}) OR {_CALLED})
        ORDER BY s.docket_id DESC LIMIT %(limit)s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return Page(tuple(_row(row) for row in cursor.fetchall()), "")


def called(*, actor: Actor, limit: int = 50) -> Page:
    """协办与报到 — open dockets of other bodies that called in one of this person's, by what is due. One statement."""
    parameters = {**_posts(actor), "limit": limit}
    statement = f"""SELECT {_columns()} FROM docket_standing s
        WHERE s.closed_on IS NULL AND s.called <> '{{}}' AND {_CALLED}
        ORDER BY s.sort_on, s.docket_id LIMIT %(limit)s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return Page(tuple(_row(row) for row in cursor.fetchall()), "")


def open_of_items(*, actor: Actor, items: Sequence[str], limit: int = 50) -> Page:
    """按事项 — open dockets of these items this person may see, by what is due. One statement."""
    if not items or not _reads(actor):
        return Page((), "")
    parameters = {**_posts(actor), "items": list(items), "limit": limit}
    statement = f"""SELECT {_columns()} FROM docket_standing s
        WHERE s.closed_on IS NULL AND s.item = ANY(%(items)s) AND EXISTS (
            {_WITHIN})
        ORDER BY s.sort_on, s.docket_id LIMIT %(limit)s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return Page(tuple(_row(row) for row in cursor.fetchall()), "")


def _query_tokens(words: str) -> set[str]:
    """Of a Chinese run of two and more the bigrams alone; a single character and digit or letter runs as they are."""
    tokens = search_tokens(words[:100])
    return {token for token in tokens if len(token) > 1 or token.isascii() or not any(token in other for other in tokens if other != token)}


def _row(row: Sequence[Any]) -> Row:
    *columns, calendar, institution = row
    standstill.seen(calendar, institution)
    columns[9] = tuple(columns[9])
    return Row(*columns)


def _cursor_text(row: Row) -> str:
    return f"{(row.due_on or date.max).isoformat()}~{row.id}"


def _cursor(after: str) -> dict[str, Any]:
    if not after:
        return {}
    try:
        on, _, id_ = after.partition("~")
        return {"after_on": date.fromisoformat(on), "after_id": UUID(id_)}
    except ValueError as fault:
        sentence, remedy = told("bad_cursor")
        raise BadCursor(sentence, remedy=remedy) from fault


class BadCursor(Refusal):
    """翻页位置无效 — a cursor nobody gave out."""

    kind = "invalid"
    code = "docket.bad_cursor"


def _unknown() -> DocketUnknown:
    sentence, remedy = told("unknown")
    return DocketUnknown(sentence, remedy=remedy)


def view_for(*, actor: Actor, docket: UUID) -> View:
    """卷宗所见 — the docket with its acts. Raises DocketUnknown when it is not there or not visible. One statement."""
    found = views_for(actor=actor, dockets=[docket])
    if not found:
        raise _unknown()
    return found[0]


def views_for(*, actor: Actor, dockets: Sequence[UUID]) -> list[View]:
    """The same of many, in their order; what is not there or not visible is left out. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT s.docket_id, s.number, s.body, s.place, s.procedure, a.body, {standstill.newest()}
            FROM docket_standing s JOIN docket_act a ON a.docket_id = s.docket_id
            WHERE s.docket_id = ANY(%s) ORDER BY s.docket_id, a.seq""",
            [list(dockets)],
        )
        rows = cursor.fetchall()
    if rows:
        standstill.seen(*rows[0][6:])
    views = {}
    for (docket, number, body, place, procedure), acts in groupby(rows, key=lambda row: row[:5]):
        view = View(docket, number, body, place, tuple(act_from(row[5]) for row in acts))
        if actor.may_read(body=body, place=place, roles=readers_of(procedure), called=called_in(view)):
            views[docket] = view
    return [views[docket] for docket in dockets if docket in views]


def next_for(*, actor: Actor, view: View, now: datetime) -> list[Offer]:
    """怎么办 — what may be done now in this docket, and for every other act why not.

    No statement of its own, but one where a filing awaits approval, and one where files were taken in as evidence.
    """
    calendar = joints.calendars.newest().at_place(view.place)
    today = legal_date(now)
    others = same_matter.finder(view, actor, hold=False)
    known: dict[str, Any] = {"benchmarks": joints.benchmarks, "moved": joints.moved(today), "other_cases": others}
    known |= {"device_records": joints.records}
    return offers(Situation(view, today, calendar, joints.institution, actor, **known))


def clocks_for(view: View) -> list[ClockRow]:
    """期限 — the clocks of a docket the caller was let see, the running ones first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT name, started_by, starts_on, nominal, due, warn_by, provisional, stopped_on, reckoning, cites, paused_on,
                paused_why, days_left
            FROM docket_clock WHERE docket_id = %s ORDER BY stopped_on IS NOT NULL, paused_on IS NOT NULL, due, name""",
            [view.id],
        )
        return [_clock(row) for row in cursor.fetchall()]


def digests_for(view: View) -> dict[int, str]:
    """The digest of each act of a docket the caller was let see, by seq. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, digest FROM docket_act WHERE docket_id = %s", [view.id])
        return dict(cursor.fetchall())


def _clock(row: Sequence[Any]) -> ClockRow:
    reckoning, cites = (tuple(json.loads(column)) for column in row[8:10])
    columns = [*row[:8], reckoning, cites, *row[10:]]
    return ClockRow(*columns)


def cited(digests: Sequence[str], *, since: datetime) -> set[str]:
    """Which of these files are named in acts recorded since then. One pass over those acts: for a job of the night."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT d FROM unnest(%s::text[]) AS d
            WHERE EXISTS (SELECT 1 FROM docket_act WHERE recorded_at >= %s AND strpos(body, d) > 0)""",
            [list(digests), since],
        )
        return {row[0] for row in cursor.fetchall()}
