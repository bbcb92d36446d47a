"""改革数字 — the figures the profile states, each counted from rows on a day, and before and after a reform."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.registry.queries import reforms
from yifa.reporting.measures import Figure, reckoned
from yifa.web.desk.asked import day_of, words_of
from yifa.web.desk.beside import of_profile
from yifa.web.desk.frame import show
from yifa.web.desk.words import day_words, say
from yifa.web.doors import SIGNED_IN, door


@door(audience=SIGNED_IN)
@require_safe
@of_profile
def page(request: HttpRequest) -> HttpResponse:
    """Every figure on one day; with ``reform`` the day before it beside the day of it, those that differ first to the eye."""
    day = day_of(request, "on", otherwise=legal_date(clock.now()))
    changes = list(reforms())
    chosen = next((change for change in changes if change.code == words_of(request, "reform")), None)
    on = chosen.on if chosen else day.on
    after = reckoned(on=on)
    before = {figure.key: figure.value for figure in reckoned(on=on - timedelta(days=1))} if chosen else {}
    return show(
        request,
        "desk/institution/figures.html",
        here="powers",
        tab="figures",
        day=day,
        on=day_words(on),
        day_before=day_words(on - timedelta(days=1)) if chosen else "",
        reforms=changes,
        chosen=chosen,
        lines=[
            (figure, title_of(figure), in_words(figure.value), in_words(before.get(figure.key)), _own_day(figure, on)) for figure in after
        ],
        moved={figure.key for figure in after if chosen and before.get(figure.key) != figure.value},
    )


def title_of(figure: Figure) -> str:
    return figure.sentence or figure.key


def _own_day(figure: Figure, on: date) -> str:
    return day_words(figure.on) if figure.fixed and figure.on != on else ""


def in_words(value: Any) -> str:
    """未载明 for what the source does not state; lists and tables in one line."""
    match value:
        case None:
            return say("figures.unknown")
        case bool():
            return say("figures.yes") if value else say("figures.no")
        case list():
            return "、".join(in_words(one) for one in value)
        case dict():
            return "；".join(f"{name}：{in_words(one)}" for name, one in value.items())
    return str(value)
