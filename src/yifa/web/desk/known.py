"""已知 — what the docket already says, filled into the form of the next act, each with a word where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from yifa.casework import facts
from yifa.dispatch.core.event import event_of
from yifa.dispatch.core.whistles import whistles_of
from yifa.dispatch.queries import no_liaison
from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import ActKind, item_code
from yifa.docket.joints import joints
from yifa.docket.ports import ItemFacts, UnknownToInstitution
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.registry.queries import bodies
from yifa.web.desk.forms import Known, defaults_of, typed_of
from yifa.web.desk.frame import body_name
from yifa.web.desk.words import day_words, range_words, say

#: field → acts and their fields to take it from, the first that was done last wins
_FROM: dict[str, tuple[tuple[str, str], ...]] = {
    "facts": (
        ("give_notice", "facts"),
        ("report_investigation", "facts"),
        ("propose_filing", "facts"),
        ("check_on_spot", "findings"),
        ("register_lead", "summary"),
    ),
    "kinds": (("give_notice", "kinds"), ("report_investigation", "kinds")),
    "fine_fen": (("give_notice", "fine_fen"), ("report_investigation", "fine_fen")),
    "discretion": (("report_investigation", "discretion"),),
    "reason": (("report_investigation", "nature"),),
    "statement_answer": (("hear_statement", "review_opinion"),),
    "cause": (("propose_filing", "cause"),),
}
#: a text of a form is no longer
_LONGEST = 8_000
#: the same field name means something else in these acts
_OWN_REASON = ("propose_filing", "drop_case", "decline_filing", "refer_lead")


def known_for(kind: ActKind, view: View, *, actor: Actor, now: datetime) -> Known:
    """What can be filled in for this act."""
    values: dict[str, Any] = defaults_of(kind.form)
    sources: dict[str, str] = {}
    item = _item(view, now)
    for name in kind.form.model_fields:
        special = _OF_KIND.get((kind.name, name))
        found = special(view, item, actor, now) if special else _found(name, kind, view, item, actor, now)
        if found is not None:
            values[name], sources[name] = found
    typed = typed_of(kind.form, values)
    choices = _bodies(kind, view, now)
    return Known(
        values=typed,
        sources={name: sources[name.partition(".")[0]] for name in typed if name.partition(".")[0] in sources},
        only={name: tuple(labels) for name, labels in choices.items()} | ({"kinds": item.kinds} if item and item.kinds else {}),
        hints=_hints(kind, view, item),
        labels=choices,
    )


#: what the page of discretion fills into the report
_RECKONED = ("benchmark", "circumstances", "fine_base", "lenient", "discretion", "fine_fen")


def brought(known: Known, address: Mapping[str, str]) -> Known:
    """The same with what the page of discretion brought along in the address."""
    texts = {name: address[name].replace("\x00", "")[:_LONGEST] for name in _RECKONED if address.get(name)}
    values = {**known.values, **{name: [text] for name, text in texts.items()}}
    return replace(known, values=values, sources={**known.sources, **dict.fromkeys(texts, say("discretion.brought"))})


def _found(name: str, kind: ActKind, view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    if name in _FROM and not (name == "reason" and kind.name in _OWN_REASON):
        for act_kind, member in _FROM[name]:
            act = view.last(act_kind)
            if act is not None and act.payload.get(member) and act_kind != kind.name:
                return act.payload[member], _from(act)
    find = _FINDERS.get(name)
    return find(view, item, actor, now) if find else None


def _from(act: Act) -> str:
    from yifa.docket.core.procedure import title_of

    return say("form.from_act", title=title_of(act.procedure, act.kind), day=day_words(act.happened_on))


def _item_field(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    act = next((act for act in reversed(view.acts) if act.payload.get("item")), None)
    return (act.payload["item"], _from(act)) if act else None


def _cause(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    return (item.name, say("form.from_item")) if item else None


def _party(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    act = next((act for act in reversed(view.acts) if act.payload.get("party")), None)
    return (act.payload["party"], _from(act)) if act else None


def _place(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    act = view.first("register_lead")
    return (act.payload["place_text"], _from(act)) if act else None


def _party_name(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    name = facts.party(view).get("name")
    return (name, say("form.from_party")) if name else None


def _paper(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    if view.has("decide"):
        return "penalty_decision", say("form.from_order")
    return ("penalty_notice", say("form.from_order")) if view.has("give_notice") else None


def _nature(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    if item is None:
        return None
    return say("form.nature", violated=item.violated.text, penalty=item.penalty.text), say("form.from_item")


def _evidence(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    lines = [
        say(
            "form.evidence_line", kind=act.payload["kind"], name=act.payload["name"], proves=act.payload["description"].removeprefix("证明")
        )
        for act in view.all("take_evidence")
    ]
    lines += [say("form.inquiry_line", person=act.payload["person_name"]) for act in view.all("inquire")]
    lines += [say("form.check_line", day=day_words(act.happened_on)) for act in view.all("check_on_spot")]
    numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return (numbered, say("form.from_evidence")) if lines else None


def _rest_to_pay(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    due, paid = facts.fine_due(view), facts.paid(view)
    return ((due - paid).fen, say("form.from_rest")) if due and due > paid else None


def _execution(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    due, paid = facts.fine_due(view), facts.paid(view)
    last = view.last("record_payment")
    if not due or last is None or paid < due:
        return None
    return say("form.paid", amount=due.text, day=last.payload["paid_on"]), _from(last)


def _self(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    return actor.name, say("form.from_you")


def _now(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    return now, say("form.from_now")


def _today(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    return legal_date(now), say("form.from_today")


def _whistle_by(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    return now + _COMES_WITHIN, say("form.from_usual")


def _comes_at(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    return now + _COMES_WITHIN / 2, say("form.from_usual")


def _came(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    """The body that finished and is not scored yet, where there is but one."""
    found = dict.fromkeys(one.body for whistle in whistles_of(view) for one in whistle.called if one.finished_at and one.score is None)
    return (next(iter(found)), say("form.from_whistle")) if len(found) == 1 else None


def _later(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    event = event_of(view)
    return (event.due_at, say("form.from_limit")) if event and event.due_at else None


def _result(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    act = view.last("verify_event")
    return (act.payload["view"], _from(act)) if act else None


def _matter(view: View, item: ItemFacts | None, actor: Actor, now: datetime) -> tuple[Any, str] | None:
    act = view.first("register_lead")
    return (act.payload["summary"], _from(act)) if act else None


def _bodies(kind: ActKind, view: View, now: datetime) -> dict[str, dict[str, str]]:
    """The bodies that may be called in: those on one's own level; those that were called in, where one is scored."""
    on, own = legal_date(now), view.body.rpartition(".")[0]
    field = {"blow_whistle": "bodies", "hold_meeting": "bodies", "decide_task": "body"}.get(kind.name)
    if field and own:
        rows = bodies(under=own, on=on).values_list("code", "name")
        beside = [(code, name) for code, name in rows if code.rpartition(".")[0] == own and code != view.body]
        # who has named a liaison for the place first
        silent = {code for code, _ in beside if not joints.institution.liaison(body=code, place=view.place, on=on)}
        told = {code: no_liaison(name) if code in silent and kind.name == "blow_whistle" else name for code, name in beside}
        return {field: dict(sorted(told.items(), key=lambda one: one[0] in silent))}
    if kind.name == "score_whistle":
        return {"body": {code: body_name(code, on) for code in dict.fromkeys(one.body for w in whistles_of(view) for one in w.called)}}
    return {}


#: who is whistled for comes within the hour
_COMES_WITHIN = timedelta(hours=1)


Finder = Callable[[View, ItemFacts | None, Actor, datetime], tuple[Any, str] | None]
_FINDERS: dict[str, Finder] = {
    "item": _item_field,
    "cause": _cause,
    "party": _party,
    "place_text": _place,
    "receiver": _party_name,
    "person_name": _party_name,
    "requested_by": _party_name,
    "party_present": _party_name,
    "paper": _paper,
    "nature": _nature,
    "evidence_opinion": _evidence,
    "amount_fen": _rest_to_pay,
    "execution": _execution,
    "keeper": _self,
    "reported_at": _now,
    "until_at": _now,
    "paid_on": _today,
}


#: what a field of one kind of act is filled with
_OF_KIND: dict[tuple[str, str], Finder] = {
    ("blow_whistle", "by_at"): _whistle_by,
    ("blow_whistle", "matter"): _matter,
    ("answer_whistle", "who"): _self,
    ("answer_whistle", "arrives_at"): _comes_at,
    ("extend_limit", "due_at"): _later,
    ("close_event", "result"): _result,
    ("score_whistle", "body"): _came,
}


def _item(view: View, now: datetime) -> ItemFacts | None:
    code = item_code(view)
    try:
        return joints.institution.item(code, on=legal_date(now)) if code else None
    except UnknownToInstitution:
        return None


def _hints(kind: ActKind, view: View, item: ItemFacts | None) -> dict[str, str]:
    """The range of the fine, said beside its field."""
    if item is None or "fine_fen" not in kind.form.model_fields:
        return {}
    party = facts.party(view).get("type")
    ranges = [fine for fine in item.fines if party in (None, fine.party) or fine is item.fine_range(party)]
    words = range_words(ranges)
    return {"fine_fen": say("form.fine_range", ranges=words, cite=item.penalty.text)} if words else {}
