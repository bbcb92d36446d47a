"""要件 — the gates of dispatch: the order of its steps, the limit of the catalogue, who may be sent, whistles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from yifa.dispatch.core.arrival import metres_off
from yifa.dispatch.core.event import Event, event_of
from yifa.dispatch.core.limits import Hours, limit_of
from yifa.dispatch.core.shortage import RECORDER
from yifa.dispatch.core.whistles import Called, whistles_of
from yifa.docket.core.procedure import Gate, Situation, called_in, role_for
from yifa.docket.ports import EventClass, Hindrances, UnknownToInstitution
from yifa.kernel.actor import Role
from yifa.kernel.dates import SHANGHAI, DayOutOfReach
from yifa.law.dispatch.limits import LONGEST, USUAL_HOURS
from yifa.law.rule import LawNotHeld, apply
from yifa.staffing.core.staff import inside

#: who may act for a team that was sent or called in
TEAM: Final = (Role.OFFICER, Role.INTAKE, Role.HEAD)
#: by how much the clock that reckoned a limit may be ahead of ours, and how long before midnight a form may have been opened
RECKONED_SLACK: Final = timedelta(hours=1)
Facts = dict[str, Any] | None


def _event(situation: Situation) -> Event | None:
    return situation.once("event", lambda: event_of(situation.view))


def _filed(situation: Situation) -> Facts:
    return {"filed": situation.view.has("file_event")}


def _ordered(situation: Situation) -> Facts:
    event = _event(situation)
    return {"ordered": event is not None and event.ordered_at is not None}


def _not_working(situation: Situation) -> Facts:
    event = _event(situation)
    if event is None or event.ordered_at is None:
        return None
    sent = tuple(_officer_name(situation, code) for code in event.officers) or (_name(situation, event.team) or event.team,)
    return {"sent": sent, "arrived": event.arrived_at is not None, "handled": event.handled_at is not None}


def _nobody_out(situation: Situation) -> Facts:
    facts = _not_working(situation)
    return None if facts is None or facts.pop("handled") else facts


def _not_elsewhere(situation: Situation) -> Facts:
    found = situation.errands(_said(situation, "officers", ()))
    return {"out": {_officer_name(situation, code): number for code, number in found.items()}} if found else None


def _on_duty(situation: Situation) -> Facts:
    if situation.moment is None:
        return None
    off = situation.off_duty(_said(situation, "officers", ()), situation.moment)
    return {"off": tuple(_officer_name(situation, code) for code in sorted(off))} if off else None


def _not_sent(situation: Situation) -> Facts:
    event = _event(situation)
    return {"sent": event is not None and event.ordered_at is not None}


def _as_sent(*, whoever_is_named: bool = False) -> Callable[[Situation], Facts]:
    """Facts of who acts against who was sent; a duty officer or a head of the docket's body or of one called in registers."""

    def facts(situation: Situation) -> Facts:
        event, actor, view = _event(situation), situation.actor, situation.view
        if event is None or event.ordered_at is None or not event.officers or actor is None:
            return None
        acting = {actor.officer, *(one.code for one in situation.officers if whoever_is_named)}
        bodies = (view.body, *called_in(view))
        registers = any(role_for((Role.INTAKE, Role.HEAD), actor, body, view) for body in bodies)
        named = tuple(_officer_name(situation, code) for code in event.officers)
        return {"named": named, "among": not acting.isdisjoint(event.officers), "registers": registers}

    return facts


def _arrived_there(situation: Situation) -> Facts:
    metres = metres_off(_event(situation), _said(situation, "longitude", ""), _said(situation, "latitude", ""))
    return None if metres is None else {"metres": metres}


def _officer_name(situation: Situation, code: str) -> str:
    try:
        return situation.institution.officer(code, on=situation.today).name
    except UnknownToInstitution:
        return code


def _handled(situation: Situation) -> Facts:
    event = _event(situation)
    return {"handled": event is not None and event.handled_at is not None and event.ordered_at is not None}


def _nobody_on_the_way(situation: Situation) -> Facts:
    waiting = [called.body for whistle in whistles_of(situation.view) for called in whistle.called if called.finished_at is None]
    return {"waiting": tuple(_name(situation, body) or body for body in dict.fromkeys(waiting))} if waiting else None


def _verified(situation: Situation) -> Facts:
    event = _event(situation)
    return {"verified": event is not None and event.verified_at is not None}


def _hung(situation: Situation) -> Facts:
    event = _event(situation)
    return {"hung": event is not None and event.hung_at is not None}


def _extension(situation: Situation) -> Facts:
    event = _event(situation)
    due_at = event.due_at if event else None
    earlier = event.extensions if event else 0
    return {"filed": situation.view.has("file_event"), "due_at": due_at, "new": _said(situation, "due_at"), "earlier": earlier}


def _extension_span(situation: Situation) -> Facts:
    event, filed = _event(situation), situation.view.last("file_event")
    if event is None or event.due_at is None or filed is None:
        return None
    limit, unit = filed.payload["limit"], filed.payload["unit"]
    try:
        latest = limit_of(event.due_at, limit, unit, calendar=situation.calendar, hours=hours_of(situation)).due_at
    except (LawNotHeld, DayOutOfReach):
        latest = None
    return {"due_at": event.due_at, "new": _said(situation, "due_at"), "latest": latest}


def _resumed_limit(situation: Situation) -> Facts:
    """The newest limit, by the time that passed since the event was set aside."""
    event, new, now = _event(situation), _said(situation, "due_at"), situation.moment
    if event is None or event.due_at is None or event.hung_at is None or new is None or now is None:
        return None
    return {"new": new, "latest": event.due_at + (now - event.hung_at)}


def _hang_span(situation: Situation) -> Facts:
    until, now = _said(situation, "until"), situation.moment
    return {"until": until, "bound": now + LONGEST} if until is not None and now is not None else None


def _other_docket(situation: Situation) -> Facts:
    into = _said(situation, "into") or _said(situation, "other") or ""
    return {"number": situation.view.number, "into": into}


def _said(situation: Situation, name: str, default: Any = None) -> Any:
    return getattr(situation.form, name, default)


# --- the catalogue


def class_of(situation: Situation) -> EventClass | None:
    """The class the form names, else the one the event was filed under; None where there is none that day."""
    event = _event(situation)
    code = _said(situation, "event_kind") or (event.event_kind if event else "")
    return situation.institution.event_class(code, on=situation.today) if code else None


def _catalogue_limit(situation: Situation) -> Facts:
    known = class_of(situation)
    if known is None:
        return {"known": False, "differs": (), "reason": bool(_said(situation, "reason"))}
    said = (
        ("小类名称", _said(situation, "kind_name") == known.name),
        ("处置时限", (_said(situation, "limit"), _said(situation, "unit")) == (known.limit, known.unit)),
        ("须全过程记录", _said(situation, "recorded") == known.recorded),
    )
    return {"known": True, "differs": tuple(name for name, same in said if not same), "reason": bool(_said(situation, "reason"))}


def _grid_there(situation: Situation) -> Facts:
    grid, event = _said(situation, "grid"), _event(situation)
    if not grid:
        return None
    at = (event.longitude, event.latitude) if event else (None, None)
    point = (float(at[0]), float(at[1])) if at[0] is not None and at[1] is not None else None
    return {"grid": grid, "holds": situation.institution.grid_holds(grid, point=point, on=situation.today)}


def hours_of(situation: Situation) -> Hours:
    """The hours of work that hold here."""
    return Hours.of(apply("dispatch.working_hours", on=situation.today, layers=situation.layers()).value or USUAL_HOURS)


def _due_as_reckoned(situation: Situation) -> Facts:
    try:
        hours = hours_of(situation)
    except LawNotHeld:
        return None
    # what was reckoned when the form was opened may be older than the filing (and of the day before, about midnight), but not than
    # the docket; what begins earlier never ends later
    midnight = datetime.combine(situation.today, time(), SHANGHAI)
    first = max(situation.view.acts[0].recorded_at, midnight - RECKONED_SLACK)
    last = midnight + timedelta(days=1)
    if situation.moment is not None:
        last = min(last, situation.moment + RECKONED_SLACK)
    limit, unit = _said(situation, "limit"), _said(situation, "unit")
    ends = [limit_of(moment, limit, unit, calendar=situation.calendar, hours=hours).due_at for moment in (first, last)]
    return {"due_at": _said(situation, "due_at"), "earliest": ends[0], "latest": ends[1]}


# --- who is sent


def _bodies(situation: Situation) -> tuple[str, ...]:
    named = (_said(situation, "team"), _said(situation, "body"), *_said(situation, "assisting", ()), *_said(situation, "bodies", ()))
    return tuple(dict.fromkeys(code for code in named if code))


def _team_known(situation: Situation) -> Facts:
    return {"unknown": tuple(code for code in _bodies(situation) if _name(situation, code) is None)}


def _name(situation: Situation, code: str) -> str | None:
    try:
        return situation.institution.body(code, on=situation.today).name
    except UnknownToInstitution:
        return None


def _hindrances(situation: Situation) -> Sequence[tuple[str, Hindrances]]:
    """Of each officer sent: his name and what keeps him from a matter of the team; who is not on record is foreign to it."""

    def look() -> Sequence[tuple[str, Hindrances]]:
        institution, on, known = situation.institution, situation.today, class_of(situation)
        domain = known.domain if known else ""
        found = []
        for code in dict.fromkeys(_said(situation, "officers", ())):
            try:
                name = institution.officer(code, on=on).name
                matter = {"body": _said(situation, "team"), "domain": domain, "place": situation.view.place, "party": ""}
                found.append((name, institution.hindrances(code, on=on, **matter)))
            except UnknownToInstitution:
                found.append((code, Hindrances(foreign=(f"名录中没有人员{code}",))))
        return found

    return situation.once("sent", look)


def _two_officers(situation: Situation) -> Facts:
    """A team nobody of which is on record sends whom it sends."""
    sent = _hindrances(situation)
    if not sent and not situation.institution.officers(body=_said(situation, "team"), on=situation.today):
        return None
    faults = tuple(reason for _, found in sent for reason in (*found.foreign, *found.unqualified, *found.absent))
    able = sum(not (found.foreign or found.unqualified or found.absent) for _, found in sent)
    return {"named": len(sent), "able": able, "faults": faults}


def _set_aside(situation: Situation) -> Facts:
    aside = tuple(reason for _, found in _hindrances(situation) for reason in found.set_aside)
    return {"aside": aside} if aside else None


def _with_power(situation: Situation) -> Facts:
    known = class_of(situation)
    if known is None or not known.item:
        return None
    subject = situation.institution.subject(item=known.item, place=situation.view.place, on=situation.today)
    able = [code for code in (subject.body, subject.team) if code] if subject else []
    sent = any(inside(code, one) for code in _bodies(situation) for one in able)
    holder = (_name(situation, subject.body) or subject.body) if subject else ""
    return {"item": known.name, "holder": holder, "sent": sent}


def _recorder(situation: Situation) -> Facts:
    event = _event(situation)
    if event is None:
        return None
    things = situation.institution.equipment(_said(situation, "equipment", ()), on=situation.today)
    return {"kind": event.kind_name, "must": event.recorded, "booked": any(thing.kind == RECORDER for thing in things)}


def _insured(situation: Situation) -> Facts:
    posted = []
    for code in dict.fromkeys(_said(situation, "officers", ())):
        try:
            officer = situation.institution.officer(code, on=situation.today)
        except UnknownToInstitution:
            continue
        if officer.posted:
            posted.append(officer)
    if not posted:
        return None
    return {
        "uninsured": tuple(one.name for one in posted if one.insured_until is not None and one.insured_until <= situation.today),
        "unknown": tuple(one.name for one in posted if one.insured_until is None),
        "day": situation.today,
    }


def _with_word(situation: Situation) -> Facts:
    return {"overruled": bool(_said(situation, "overruled")), "reason": bool(_said(situation, "reason"))}


# --- whistles


def _whistle(step: str) -> Callable[[Situation], Facts]:
    def facts(situation: Situation) -> Facts:
        called = _called_of_actor(situation)
        return {
            "called": called is not None,
            "answered": bool(called and called.answered_at),
            "arrived": bool(called and called.arrived_at),
            "finished": bool(called and called.finished_at),
            "step": step,
        }

    return facts


def _whistle_to_others(situation: Situation) -> Facts:
    body = situation.view.body
    return {"own": (_name(situation, body) or body) if body in _said(situation, "bodies", ()) else ""}


def _whistle_heard(situation: Situation) -> Facts:
    """Of bodies that are on record; who is not is told of by ``team_known``."""
    liaison, place = situation.institution.liaison, situation.view.place
    silent = [code for code in _said(situation, "bodies", ()) if not liaison(body=code, place=place, on=situation.today)]
    return {"unnamed": tuple(dict.fromkeys(name for code in silent if (name := _name(situation, code))))}


def _called_of_actor(situation: Situation) -> Called | None:
    """The newest whistle for the body in whose name this person acts; the one that has not finished before one that has."""
    actor, view = situation.actor, situation.view
    bodies = called_in(view)
    if actor is not None:
        bodies = tuple(body for body in bodies if role_for(TEAM, actor, body, view))[:1]
    found = [called for whistle in whistles_of(view) for called in whistle.called if called.body in bodies]
    found.sort(key=lambda called: (called.finished_at is None, called.seq))
    return found[-1] if found else None


def _liaison(situation: Situation) -> Facts:
    called, actor = _called_of_actor(situation), situation.actor
    if called is None or actor is None:
        return None
    code = situation.institution.liaison(body=called.body, place=situation.view.place, on=situation.today)
    if not code:
        return {"named": "", "same": False}
    return {"named": _officer_name(situation, code), "same": actor.officer == code}


def _scored(situation: Situation) -> Facts:
    body = _said(situation, "body", "")
    found = [called for whistle in whistles_of(situation.view) for called in whistle.called if not body or called.body == body]
    last = found[-1] if found else None
    unscored = [called for called in found if called.score is None]
    one = unscored[-1] if unscored else last
    return {
        "called": one is not None,
        "finished": bool(one and one.finished_at) or situation.form is None,
        "scored": one is not None and one.score is not None,
    }


filed = Gate("dispatch.filed", _filed)
ordered = Gate("dispatch.ordered", _ordered)
not_working = Gate("dispatch.not_working", _not_working)
nobody_out = Gate("dispatch.nobody_out", _nobody_out)
not_elsewhere = Gate("dispatch.not_elsewhere", _not_elsewhere, asks_form=True)
on_duty = Gate("dispatch.on_duty", _on_duty, asks_form=True)
not_sent = Gate("dispatch.not_sent", _not_sent)
as_sent = Gate("dispatch.as_sent", _as_sent())
as_sent_or_named = Gate("dispatch.as_sent", _as_sent(whoever_is_named=True))
arrived_there = Gate("dispatch.arrived_there", _arrived_there, asks_form=True)
handled = Gate("dispatch.handled", _handled)
verified = Gate("dispatch.verified", _verified)
hung = Gate("dispatch.hung", _hung)
not_hung = Gate("dispatch.not_hung", _hung)
nobody_on_the_way = Gate("dispatch.nobody_on_the_way", _nobody_on_the_way)
extension_span = Gate("dispatch.extension_span", _extension_span, asks_form=True)
resumed_limit = Gate("dispatch.resumed_limit", _resumed_limit, asks_form=True)
hang_span = Gate("dispatch.hang_span", _hang_span, asks_form=True)
extension = Gate("dispatch.extension", _extension)
other_docket = Gate("dispatch.not_merged_into_itself", _other_docket, asks_form=True)
catalogue_limit = Gate("dispatch.catalogue_limit", _catalogue_limit, asks_form=True)
grid_there = Gate("dispatch.grid_there", _grid_there, asks_form=True)
due_as_reckoned = Gate("dispatch.due_as_reckoned", _due_as_reckoned, asks_form=True)
team_known = Gate("dispatch.team_known", _team_known, asks_form=True)
two_officers = Gate("people.two_officers", _two_officers, asks_form=True)
set_aside = Gate("people.set_aside", _set_aside, asks_form=True)
with_power = Gate("dispatch.with_power", _with_power, asks_form=True)
with_word = Gate("dispatch.overruled_with_word", _with_word, asks_form=True)
recorder = Gate("dispatch.recorder", _recorder, asks_form=True)
insured = Gate("dispatch.insured", _insured, asks_form=True)
whistle_answered = Gate("dispatch.whistle_for", _whistle("应哨"))
whistle_arrived = Gate("dispatch.whistle_for", _whistle("报到"))
whistle_finished = Gate("dispatch.whistle_for", _whistle("报到办结"))
whistle_to_others = Gate("dispatch.whistle_to_others", _whistle_to_others, asks_form=True)
whistle_heard = Gate("dispatch.whistle_heard", _whistle_heard, asks_form=True)
liaison = Gate("dispatch.liaison", _liaison)
scored = Gate("dispatch.whistle_scored", _scored)
