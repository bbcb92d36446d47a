"""办理 — the form of one act: shown with what is known, sent to the engine, shown again with its reasons when it says no."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from yifa.docket import append as engine
from yifa.docket import queries
from yifa.docket.append import Request
from yifa.docket.core.act import View
from yifa.docket.core.form import FormIncomplete
from yifa.docket.core.next import Offer
from yifa.docket.core.procedure import ActKind, item_code, kind_of, party_name
from yifa.docket.joints import joints
from yifa.docket.ports import OfficerFacts, UnknownToInstitution
from yifa.evidence.actions import accept_upload
from yifa.evidence.queries import evidence_rows
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Refusal
from yifa.law.answer import Answer, Verdict
from yifa.platform import clock
from yifa.web.desk.asked import uuid_of
from yifa.web.desk.forms import Choice, Known, Typed, fields_of, moment, payload_of_typed
from yifa.web.desk.forms import faults_of as form_faults
from yifa.web.desk.frame import show
from yifa.web.desk.known import brought, known_for
from yifa.web.desk.views.docket import evidence_lines, offer_line, reasons_of
from yifa.web.desk.words import say, time_words
from yifa.web.doors import READERS, door, signed_in
from yifa.web.errors import is_fragment, status_of

#: act ids are the page's own, so that two clicks are one act
ID, SEEN, OFFICERS, HAPPENED, EVIDENCE, FILES = "_id", "_seen", "_officers", "_happened_at", "_evidence", "_files"
#: before the id of a rule that left its question to a person
JUDGED = "_judged."
#: the field of forms that apply a table of discretion
BENCHMARK = "benchmark"
#: forms that say themselves when the act ended
UNTIL = "until_at"
_OPINION = 1_000
#: so many files of the docket stand in a form unfolded
_UNFOLDED = 3
#: the page that shows acts and what comes of them beside its map
COMMAND_DESK = "/command"


@door(audience=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, docket: UUID, kind: str) -> HttpResponse:
    """One act of a docket: the form, and the deed."""
    actor = signed_in(request)
    now = clock.now()
    view = queries.view_for(actor=actor, docket=docket)
    found = kind_of(view.procedure, kind)
    if found is None:
        raise engine.NoSuchAct(say("act.none"), remedy=say("act.none_remedy"))
    declared = found[0]
    if request.method != "POST":
        return _form(request, view, declared, actor=actor, now=now)
    typed = dict(request.POST.lists())
    try:
        sent = read_request(
            request, declared, typed, actor=actor, body=view.body, place=view.place, now=now, opened=view.acts[0].happened_at
        )
        recorded = engine.append(actor=actor, docket=docket, request=sent, now=now)
    except engine.DocketUnknown:
        raise
    except Refusal as refusal:
        return _form(request, queries.view_for(actor=actor, docket=docket), declared, actor=actor, now=now, typed=typed, refusal=refusal)
    return gone(request, f"/dockets/{docket}?done={recorded.act.seq}")


def gone(request: HttpRequest, address: str) -> HttpResponse:
    """Done: on to ``address``, in the way of whoever asked."""
    if not is_fragment(request):
        return HttpResponseRedirect(address)
    response = HttpResponse(status=200)
    if urlsplit(request.headers.get("HX-Current-URL", "")).path == COMMAND_DESK:
        # the desk stays where it is, and shows the address beside its map
        response.headers["HX-Reswap"] = "none"
        response.headers["HX-Trigger"] = json.dumps({"yifa-done": {"address": address}})
    else:
        response.headers["HX-Redirect"] = address
    return response


def read_request(
    request: HttpRequest,
    kind: ActKind,
    typed: dict[str, list[str]],
    *,
    actor: Actor,
    body: str,
    place: str,
    now: datetime,
    opened: datetime | None = None,
) -> Request:
    """What the page sent, as the engine wants it; an act on the street happened when its form says it ended.

    Files sent with the form are taken in first and stay among what was typed.
    Refuses: FormIncomplete where a field cannot be read, and what accept_upload refuses.
    """
    evidence = [digest for digest in typed.get(EVIDENCE, ()) if digest]
    for upload in request.FILES.getlist(FILES):
        row = accept_upload(actor=actor, stream=upload, name=upload.name or "", body=body, place=place, now=now)
        evidence.append(row.digest)
    typed[EVIDENCE] = evidence
    payload, faults = payload_of_typed(kind.form, typed)
    happened = None
    text = first(typed, HAPPENED)
    if kind.field and text:
        try:
            happened = moment(text)
        except ValueError:
            faults[HAPPENED] = say("form.bad_moment", label=say("form.happened_at"))
    elif kind.field and opened is not None and payload.get(UNTIL):
        until = moment(payload[UNTIL])
        happened = until if until >= opened else None
    if faults:
        fields = form_faults(kind.form, payload, faults)
        raise FormIncomplete(next(iter(faults.values())), remedy=say("form.mend"), fields=fields)
    return Request(
        kind=kind.name,
        payload=payload,
        officers=tuple(code for code in typed.get(OFFICERS, ()) if code),
        happened_at=happened,
        evidence=tuple(evidence),
        **given_of(typed),
    )


def given_of(typed: Typed) -> dict[str, Any]:
    """What every form gives beside its fields: the id of the act, the last act that was seen, and what a person judged."""
    judged = {name.removeprefix(JUDGED): first(typed, name)[:_OPINION] for name in typed if name.startswith(JUDGED)}
    return {
        "id": uuid_of(first(typed, ID)) or new_id(),
        "seen": _number(first(typed, SEEN)),
        "judged": {rule: said for rule, said in judged.items() if said.strip()},
    }


def first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _form(
    request: HttpRequest,
    view: View,
    kind: ActKind,
    *,
    actor: Actor,
    now: datetime,
    typed: dict[str, list[str]] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The form, with what is known or what was typed; where the act may not be done, the reasons in its place."""
    offer = next((offer for offer in queries.next_for(actor=actor, view=view, now=now) if offer.kind is kind), None)
    answers = refusal.answers if isinstance(refusal, engine.NotLawful) else offer.answers if offer else ()
    known = known_for(kind, view, actor=actor, now=now)
    if BENCHMARK in kind.form.model_fields:
        known = brought(known, request.GET)
    return show(
        request,
        "desk/act.html",
        here="work",
        status=status_of(refusal) if refusal else 200,
        view=view,
        kind=kind,
        address=f"/dockets/{view.id}/acts/{kind.name}",
        offer=offer_line(view, offer) if offer else None,
        may=may_try(offer) or typed is not None,
        yours=bool(offer and offer.yours),
        questions=questions_of(answers, typed or {}),
        seen=view.acts[-1].seq,
        reckon=f"/discretion?docket={view.id}" if BENCHMARK in kind.form.model_fields else "",
        **form_context(kind, view, actor=actor, now=now, typed=typed, refusal=refusal, known=known),
    )


def may_try(offer: Offer | None) -> bool:
    """Is it this person's act, and does the law not refuse it?"""
    return offer is not None and offer.verdict is not Verdict.REFUSED and offer.yours


def form_context(
    kind: ActKind,
    view: View,
    *,
    actor: Actor,
    now: datetime,
    typed: dict[str, list[str]] | None,
    refusal: Refusal | None,
    known: Known,
) -> dict[str, Any]:
    """What the template of a form needs."""
    errors: Mapping[str, str] = {}
    if isinstance(refusal, FormIncomplete):
        found = refusal.facts["fields"]
        assert isinstance(found, dict)
        errors = found
    shown: Typed = known.values if typed is None else typed
    used = isinstance(refusal, engine.IdTaken)
    uploads = any(role in (Role.INTAKE, Role.OFFICER) for role in kind.by)
    digests = {digest for digest in (typed or {}).get(EVIDENCE, ()) if len(digest) == 64}
    held = [line for line in evidence_lines(actor, view) if line.kind] if uploads else []
    brought = digests - {line.digest for line in held}
    return {
        "fields": fields_of(kind.form, shown, errors=errors, known=known),
        "act_id": (uuid_of(first(shown, ID)) if not used else None) or new_id(),
        "refusal": refusal,
        "reasons": reasons_of(refusal.answers) if isinstance(refusal, engine.NotLawful) else [],
        "changes": changes_of(refusal),
        "officers": officer_choices(kind, view, actor=actor, now=now, chosen=(typed or {}).get(OFFICERS)) if kind.officers else [],
        "happens": kind.field and UNTIL not in kind.form.model_fields,
        "happened_at": first(typed or {}, HAPPENED),
        "happened_error": errors.get(HAPPENED, ""),
        "uploads": uploads,
        "held": [(line, line.digest in digests) for line in held],
        "held_open": len(held) <= _UNFOLDED or len(brought) < len(digests),
        "chips": evidence_rows(actor, brought) if brought else [],
        "body_code": view.body,
        "place_code": view.place,
    }


@dataclass(frozen=True, slots=True)
class Question:
    """What the law leaves to a person: the question, its articles, who answers it, and the field for the answer."""

    name: str
    sentence: str
    cites: str
    remedy: str
    value: str


def questions_of(answers: Sequence[Answer[Any]], typed: Typed) -> list[Question]:
    """The questions among these answers, and those answered before, with what was typed."""
    return [
        Question(
            name,
            answer.sentence,
            "、".join(cite.text for ground in answer.grounds for cite in ground.cites),
            answer.remedy,
            first(typed, name),
        )
        for answer in answers
        if answer.verdict is Verdict.FOR_PERSON and (name := f"{JUDGED}{answer.grounds[0].rule}")
    ]


def changes_of(refusal: Refusal | None) -> list[str]:
    """What others did since the page was opened, as sentences."""
    if not isinstance(refusal, engine.SomeoneWasFaster):
        return []
    since = refusal.facts["since"]
    assert isinstance(since, list)
    return [
        say("act.change", when=time_words(datetime.fromisoformat(one["happened_at"])), who=one["actor"], title=one["title"])
        for one in since
    ]


def officer_choices(kind: ActKind, view: View, *, actor: Actor, now: datetime, chosen: list[str] | None) -> list[list[Choice]]:
    """One list for each officer the act asks for and one that may stay empty; those who may not act today say why.

    Named to begin with: the one who is signed in, then whoever handled the docket last.
    """
    on = legal_date(now)
    domain = _domain(view, now)
    people = [officer for officer in joints.institution.officers(body=view.body, on=on) if not officer.assistant]
    if chosen is None:
        last = next((one for one in reversed(view.acts) if one.officers), None)
        before = [officer["code"] for officer in last.officers] if last else []
        chosen = list(dict.fromkeys([code for code in (actor.officer, *before) if code]))[: kind.officers]
    party = party_name(view)
    labels = [(officer, _officer_words(officer), _fault(officer, domain, view, party, on)) for officer in people]
    labels.sort(key=lambda one: bool(one[2]))
    return [
        [
            Choice(officer.code, words, chosen=number < len(chosen) and chosen[number] == officer.code, note=fault)
            for officer, words, fault in labels
        ]
        for number in range(kind.officers + 1)
    ]


def _domain(view: View, now: datetime) -> str:
    code = item_code(view)
    try:
        return joints.institution.item(code, on=legal_date(now)).domain if code else ""
    except UnknownToInstitution:
        return ""


def _officer_words(officer: OfficerFacts) -> str:
    return say("act.officer", name=officer.name, certificate=officer.certificate or say("act.no_certificate"))


def _fault(officer: OfficerFacts, domain: str, view: View, party: str, on: date) -> str:
    found = joints.institution.hindrances(officer.code, body=view.body, domain=domain, place=view.place, party=party, on=on)
    return next(iter(found.all), "")
