"""回放 — a day played again on the map: its acts in the order in which they happened; without a script the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from yifa.dispatch import figures, positions
from yifa.dispatch.core import event as core
from yifa.dispatch.figures import Moment, Told
from yifa.kernel.dates import SHANGHAI
from yifa.platform import clock
from yifa.web.desk import live
from yifa.web.desk.asked import number_of, words_of
from yifa.web.desk.frame import show
from yifa.web.desk.views.loop import Asked, act_title, asked_of, clock_words, grid_name, heading_of
from yifa.web.desk.words import say
from yifa.web.doors import DOCKET, door, signed_in

_MOMENTS = 100
#: grids named beside the map, those with most events first; the map shows all of them
_GRIDS = 12
#: the state an act leaves its event in; acts that are not named leave it as it is
STATE_AFTER = {
    "register_lead": core.WAITING,
    "file_event": core.FILED,
    "give_order": core.ORDERED,
    "take_order": core.TAKEN,
    "arrive": core.ARRIVED,
    "handle_event": core.HANDLED,
    "verify_event": core.VERIFIED,
    "return_order": core.FILED,
    "hang_event": core.HUNG,
    "resume_event": core.FILED,
    "close_event": core.CLOSED,
    "decline_filing": core.DECLINED,
    "refer_lead": core.DECLINED,
    "merge_event": core.MERGED,
    "approve_filing": core.CASE,
    "punish_on_spot": core.CASE,
}


@door(audience=DOCKET)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """回放 — the day's acts on the map, moved by a script; without it, the same as a table in the order of time.

    ``track`` names an approved request to see one officer's way: it is played along.
    """
    asked = asked_of(request, monthly=False)
    moments = [one for one in _moments(request, asked) if one.at >= asked.day.period.since]
    start = number_of(request, "from")
    told = {event.docket: event for event in asked.day.events}
    track = number_of(request, "track")
    response = show(
        request,
        "desk/loop/replay.html",
        here="command",
        tab="replay",
        day=asked.on,
        heading=heading_of(asked.day),
        config=live.map_config("/command/map.json"),
        acts=asked.address("/loop/replay/acts", track=track, officer=words_of(request, "officer") if track else ""),
        many=len(moments),
        signs=[(sign, say(f"replay.{name}")) for name, (sign, _) in live.GROUPS.items()],
        track=track,
        grids=[
            (grid_name(line.grid, asked.day.on), line.events, asked.address("/loop/rows", figure=f"grid:{line.grid}"), line.grid)
            for line in asked.day.grids[:_GRIDS]
        ],
        more_grids=max(0, len(asked.day.grids) - _GRIDS),
        lines=[
            (clock_words(one.at), act_title(one.kind), f"/loop/{one.docket}", told.get(one.docket))
            for one in moments[start : start + _MOMENTS]
        ],
        more=asked.address("/loop/replay", **{"from": start + _MOMENTS}) if len(moments) > start + _MOMENTS else "",
        before=asked.address("/loop/replay", on=asked.before.isoformat()),
        after=asked.address("/loop/replay", on=asked.after.isoformat()) if asked.after else "",
        back=asked.address("/loop"),
    )
    return live.with_policy(request, response)


@door(audience=DOCKET)
@require_safe
def acts(request: HttpRequest) -> JsonResponse:
    """The acts of the day for the script: kinds, instants, states and points; no words of anybody. Refuses: BadDay, TrackPurpose."""
    asked = asked_of(request, monthly=False).refused()
    moments = _running(_moments(request, asked), asked.day.period.since)
    told = {event.docket: event for event in asked.day.events}
    events = {docket: place for place, docket in enumerate(dict.fromkeys(one.docket for one in moments))}
    answer = JsonResponse(
        {
            "since": max(_millis(asked.day.period.since), min((_millis(one.at) for one in moments), default=0)),
            "done": sorted(core.DONE),
            "kinds": {one.kind: act_title(one.kind) for one in moments},
            "events": [_event(one, told.get(one.docket)) for one in {one.docket: one for one in moments}.values()],
            "acts": [[_millis(one.at), events[one.docket], one.kind, state_after(one)] for one in moments],
            "track": _track(request, asked.day.on),
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _moments(request: HttpRequest, asked: Asked) -> list[Moment]:
    return figures.moments_of(asked.day.on, now=clock.now(), actor=signed_in(request), team=asked.team, body=asked.body)


def _running(moments: Sequence[Moment], since: datetime) -> list[Moment]:
    """Without the events that were over before the day and of which nothing more was heard on it."""
    last = {one.docket: one for one in moments}
    over = {docket for docket, one in last.items() if one.at < since}
    done = {one.docket for one in moments if one.docket in over and state_after(one) in core.DONE}
    return [one for one in moments if one.docket not in done]


def _event(moment: Moment, told: Told | None) -> dict[str, object]:
    """An event as the map wants it; one of another day of which nothing more happened than an act has a place alone."""
    members: dict[str, object] = {"id": str(moment.docket)}
    if told is not None:
        members |= {"kind_name": told.kind_name, "grid": told.grid, "own": told.own, "uploaded_at": told.stamps.uploaded_at.isoformat()}
    if moment.longitude is not None and moment.latitude is not None:
        members |= {"longitude": moment.longitude, "latitude": moment.latitude}
    return members


def state_after(moment: Moment) -> str:
    """The state the act leaves its event in; empty where it leaves it as it is."""
    return core.FILED if moment.kind == "verify_event" and not moment.settled else STATE_AFTER.get(moment.kind, "")


def _track(request: HttpRequest, on: date) -> Sequence[Sequence[object]]:
    """The way of one officer on that day, where seeing it was asked for and approved; each opening is in the audit trail."""
    access = number_of(request, "track")
    if not access:
        return ()
    _row, steps = positions.open_track(actor=signed_in(request), officer=words_of(request, "officer"), access=access, now=clock.now())
    return [(_millis(step.at), step.longitude, step.latitude, step.doubtful) for step in steps if step.at.astimezone(SHANGHAI).date() == on]


def _millis(at: datetime) -> int:
    return int(at.timestamp() * 1000)
