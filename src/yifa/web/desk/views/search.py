"""查找 — one field for everything: numbers, parties, causes, places, items, officers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.docket.joints import joints
from yifa.docket.ports import ItemFacts, OfficerFacts
from yifa.intake.queries import refuse_reporters
from yifa.kernel.dates import legal_date
from yifa.library.search import search
from yifa.platform import clock
from yifa.web.desk.frame import show
from yifa.web.desk.lawtext import law_address
from yifa.web.desk.views.institution import bodies_of, item_line, officer_line
from yifa.web.desk.views.work import first_lines
from yifa.web.doors import DOCKET, door, signed_in

_LONGEST = 100
_ARTICLES = 3


@door(audience=DOCKET)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """查找 — dockets first, then items and officers."""
    actor = signed_in(request)
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:_LONGEST]
    refuse_reporters(words)
    now = clock.now()
    on = legal_date(now)
    bodies = bodies_of(actor)
    items: dict[str, ItemFacts] = {}
    officers: dict[str, OfficerFacts] = {}
    if words:
        for body in bodies:
            items |= {item.code: item for item in joints.institution.items(body=body, on=on, words=words, limit=20)}
            officers |= {
                one.code: one for one in joints.institution.officers(body=body, on=on) if words in one.name or words == one.certificate
            }
    return show(
        request,
        "desk/search.html",
        here="search",
        q=words,
        dockets=first_lines(actor, words, now) if words else [],
        items=[item_line(item) for item in items.values()],
        officers=[officer_line(one, on) for one in officers.values()],
        laws=[
            (hit, law_address(hit.law, version=hit.enacted_on, article=hit.number)) for hit in search(words, on=on, limit=_ARTICLES).hits
        ],
    )
