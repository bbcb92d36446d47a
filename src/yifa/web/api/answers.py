"""Answers: plain values to JSON in UTF-8, once, by orjson."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from django.http import HttpResponse

from yifa.dispatch.duty import Watcher
from yifa.docket.append import Recorded
from yifa.docket.core.act import Act, View, stamp
from yifa.docket.core.fold import RunningClock, Standing
from yifa.docket.core.form import Form
from yifa.docket.core.next import Offer
from yifa.docket.core.procedure import PROCEDURES, title_of
from yifa.docket.queries import Page, Row
from yifa.law.answer import Answer

#: sorted, so that a repeat read back from its canonical text is the same bytes as the first answer
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_SORT_KEYS


def answered(value: Any, *, status: int = 200) -> HttpResponse:
    """The value as ``application/json``; never cached, for it is somebody's."""
    return HttpResponse(
        orjson.dumps(value, option=_OPTIONS),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def act_json(act: Act, digest: str) -> dict[str, Any]:
    """One act: what stands in its canonical text (there without ``opens`` where it is null), with its title and digest."""
    return {
        "id": act.id,
        "seq": act.seq,
        "kind": act.kind,
        "title": title_of(act.procedure, act.kind),
        "procedure": act.procedure,
        "actor": act.actor,
        "officers": act.officers,
        "in_name_of": act.in_name_of,
        "happened_at": stamp(act.happened_at),
        "recorded_at": stamp(act.recorded_at),
        "place": act.place,
        "payload": act.payload,
        "evidence": act.evidence,
        "papers": act.papers,
        "grounds": act.grounds,
        "opens": act.opens,
        "prev": act.prev,
        "digest": digest,
    }


def recorded(done: Recorded) -> HttpResponse:
    """201 for a new act, 200 for a repeat; the body is the same."""
    value = {"docket": {"id": done.act.docket, "number": done.number}, "act": act_json(done.act, done.digest)}
    response = answered(value, status=200 if done.repeated else 201)
    response.headers["Location"] = f"/api/dockets/{done.act.docket}"
    return response


def watcher_json(one: Watcher) -> dict[str, Any]:
    """Somebody on duty, with the newest place of this watch or null."""
    seen = one.position
    names = ("longitude", "latitude", "accuracy", "doubtful")
    place = {"at": stamp(seen.at), **{name: getattr(seen, name) for name in names}} if seen else None
    people = {name: getattr(one, name) for name in ("officer", "name", "body", "crew", "kind")}
    return {**people, "until": stamp(one.until), "position": place}


def row_json(row: Row) -> dict[str, Any]:
    """One line of a list."""
    return {
        "id": row.id,
        "number": row.number,
        "body": row.body,
        "place": row.place,
        "procedure": row.procedure,
        "stage": row.stage,
        "cause": row.cause,
        "party": row.party,
        "where": row.where,
        "holders": row.holders,
        "awaits": row.awaits,
        "seq": row.seq,
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
        "due_on": row.due_on,
        "due_name": row.due_name,
        "warn_by": row.warn_by,
        "touched_at": stamp(row.touched_at),
    }


def page_json(page: Page) -> dict[str, Any]:
    """Rows and the cursor of the next page, null on the last."""
    return {"rows": [row_json(row) for row in page.rows], "next": page.next or None}


def clock_json(clock: RunningClock) -> dict[str, Any]:
    """One clock with how it was reckoned."""
    return {
        "name": clock.name,
        "title": clock.title,
        "party": clock.party,
        "started_by": clock.started_by,
        "starts_on": clock.starts_on,
        "nominal": clock.nominal,
        "due": clock.due,
        "warn_by": clock.warn_by,
        "provisional": clock.provisional,
        "stopped_on": clock.stopped_on,
        "paused_on": clock.paused.first if clock.paused else None,
        "paused_why": clock.paused.why if clock.paused else "",
        "left": str(clock.term.left) if clock.paused else "",
        "reckoning": clock.reckoning,
        "cites": clock.cites,
    }


def docket_json(view: View, standing: Standing) -> dict[str, Any]:
    """A docket: its identity, where it stands, its clocks."""
    return {
        "id": view.id,
        "number": view.number,
        "body": view.body,
        "place": view.place,
        "procedure": standing.procedure,
        "procedure_title": PROCEDURES[standing.procedure].title,
        "stage": standing.stage,
        "cause": standing.cause,
        "party": standing.party,
        "where": standing.where,
        "item": standing.item,
        "holders": standing.holders,
        "awaits": standing.awaits,
        "seq": standing.seq,
        "opened_on": standing.opened_on,
        "closed_on": standing.closed_on,
        "due_on": standing.due_on,
        "due_name": standing.due_name,
        "warn_by": standing.warn_by,
        "touched_at": stamp(standing.touched_at),
        "clocks": [clock_json(clock) for clock in standing.clocks],
    }


def offer_json(offer: Offer) -> dict[str, Any]:
    """What may or may not be done: who, with which form, and every reason why not."""
    kind = offer.kind
    return {
        "kind": kind.name,
        "title": kind.title,
        "procedure": kind.procedure,
        "by": [role.value for role in kind.by],
        "officers": kind.officers,
        "field": kind.field,
        "once": kind.once,
        "enters": kind.enters,
        "verdict": offer.verdict.value,
        "yours": offer.yours,
        "reasons": [reason_json(answer) for answer in offer.answers],
        "form": form_schema(kind.form),
    }


def reason_json(answer: Answer[Any]) -> dict[str, Any]:
    """Why: sentence, what to do, rule and articles."""
    ground = answer.grounds[0]
    return {
        "verdict": answer.verdict.value,
        "sentence": answer.sentence,
        "remedy": answer.remedy,
        "rule": ground.rule,
        "title": ground.title,
        "layer": ground.layer,
        "cites": [cite.as_json() for cite in ground.cites],
    }


@cache
def form_schema(form: type[Form]) -> orjson.Fragment:
    """The JSON schema of a form with its Chinese labels, made once."""
    return orjson.Fragment(orjson.dumps(form.model_json_schema()))
