"""Events of one day: rows as a docket would have written them, and dockets that were really worked on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.factories.people import actor
from yifa.dispatch.models import Event
from yifa.docket.append import Request, append, open_docket
from yifa.kernel.dates import SHANGHAI
from yifa.kernel.ids import new_id

DAY = date(2026, 3, 11)
NINE = datetime(2026, 3, 11, 9, 0, tzinfo=SHANGHAI)
EVENING = NINE + timedelta(hours=12)
BODY = "fucheng.gucheng"


def row(uploaded: float, *stamps: float | None, **members: Any) -> UUID:
    """An event as its docket would have written it: seconds after nine of the upload, the first order, the work and the answer."""
    at = [None if seconds is None else NINE + timedelta(seconds=seconds) for seconds in (uploaded, *stamps)]
    ordered, handled, fed_back = [*at[1:], None, None, None][:3]
    docket = new_id()
    plain = {"number": str(docket), "body": BODY, "place": "131128101", "state": "已结案" if fed_back else "待派遣", "source": "热线电话"}
    told = {"summary": "占道经营", "place_text": "东大街", "seq": 5, "touched_at": NINE, "uploaded_at": at[0]}
    stood = {"first_ordered_at": ordered, "handled_at": handled, "fed_back_at": fed_back, "closed_at": fed_back}
    Event.objects.create(docket_id=docket, **(plain | told | stood | members))
    return docket


def worked(*acts: tuple[str, dict[str, Any], str], place_text: str = "东大街南口") -> UUID:
    """A docket through the engine: (kind, payload, who) a minute apart, from nine on."""
    caller = actor("shouli")
    said = {"source": "热线电话", "reported_at": NINE.isoformat(), "summary": "人行道上堆放建材", "place_text": place_text}
    post = caller.posts[0]
    opened = open_docket(actor=caller, body=post.body, place=post.place, request=Request("register_lead", said), now=NINE)
    for minute, (kind, payload, who) in enumerate(acts, 1):
        at = NINE + timedelta(minutes=minute)
        append(actor=actor(who), docket=opened.act.docket, request=Request(kind, payload), now=at)
    return opened.act.docket


FILED = {
    "event_kind": "B-0101",
    "kind_name": "井盖",
    "limit": 4,
    "unit": "工作时",
    "due_at": (NINE + timedelta(hours=6)).isoformat(),
}
SENT = {"team": BODY, "officers": ["GC-001", "GC-002"], "task": "到现场处理"}
DONE = {"findings": "建材占道", "done": "已清走", "outcome": "已处理"}
WHOLE = (
    ("file_event", FILED, "shouli"),
    ("give_order", SENT, "shouli"),
    ("handle_event", DONE, "zhifa1"),
    ("verify_event", {"settled": True, "view": "已清走"}, "shouli"),
    ("reply_source", {"reply": "已经清走"}, "shouli"),
    ("close_event", {"result": "符合结案条件"}, "shouli"),
)
