from __future__ import annotations

import pytest
from django.db import connection

from tests.factories.people import actor
from tests.rooms.docket.test_append import opened
from yifa.docket.news import Heard, pass_on
from yifa.docket.queries import view_for
from yifa.documents.models import Paper
from yifa.documents.reactions import make_papers_of_act
from yifa.kernel.refusal import Refusal


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM docket_news")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_news_is_told_once_in_order_and_then_gone() -> None:
    acts, heard = [opened().act.id for _ in range(3)], list[Heard]()

    count = pass_on([heard.append])

    assert [news.act for news in heard] == acts
    assert (count, waiting(), pass_on([heard.append])) == (3, 0, 0)


@pytest.mark.django_db
def test_news_that_a_listener_refuses_stays_and_holds_up_no_other() -> None:
    first, second = opened().act.id, opened().act.id
    heard = list[Heard]()

    def listener(news: Heard) -> None:
        if news.act == first:
            raise Refusal("暂时不行。")
        heard.append(news)

    assert pass_on([listener]) == 1
    assert ([news.act for news in heard], waiting()) == ([second], 1)
    assert pass_on([heard.append]) == 1
    assert [news.act for news in heard] == [second, first]


@pytest.mark.django_db
def test_papers_are_made_when_the_act_is_heard_of() -> None:
    recorded = opened()

    pass_on([make_papers_of_act])

    paper = Paper.objects.get(act_id=recorded.act.id)
    assert paper.kind == "case_source"
    assert view_for(actor=actor("shouli"), docket=recorded.act.docket).acts[0].papers == ({"kind": "case_source"},)
