"""Rows made after models are what append would have written: the fold of their acts is what stands, and every chain holds."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from random import Random

import pytest
from django.db import connection

from benchmarks.measuring.cases import CLERK, FIRST, People, investigated
from benchmarks.measuring.checking import check
from benchmarks.measuring.models import Model, models
from benchmarks.measuring.rows import TABLES, Numbers, Town, plan, rows_of, towns
from benchmarks.measuring.statements import counted
from yifa.docket.queries import dockets
from yifa.docket.sealing import seal_due
from yifa.docket.verification import verify_database

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
DOCKETS = 60


@pytest.fixture
def known(fresh_town: None) -> list[Model]:
    return models(People.here(), now=NOW, rng=Random(1), days=1)


def filled(known: list[Model], *, dockets: int) -> list[Town]:
    """Write dockets after the models, through COPY, with the leaves left to the sealing worker."""
    post = People.here().actor(CLERK, NOW).posts[0]
    everywhere = towns(Town(post.body, post.place, known[0].mark), 3)
    numbers, rng = Numbers(), Random(2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, last FROM docket_series")
        numbers.last.update(dict(cursor.fetchall()))
        for model, town in plan(known, towns=3, dockets=dockets, seed=3):
            number, papers = numbers.take(known[model], everywhere[town])
            lines = list(rows_of(known[model], everywhere[town], number, papers, rng, 0))
            for table, columns in TABLES.items():
                if table != "docket_leaf":
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                        copy.write("".join(line for name, line in lines if name == table))
        cursor.execute(
            """INSERT INTO docket_unsealed SELECT a.id, a.docket_id, a.seq, a.recorded_at FROM docket_act a ON CONFLICT DO NOTHING"""
        )
    return everywhere


def test_filled_rows_are_those_of_the_fold_and_of_the_log(known: list[Model]) -> None:
    filled(known, dockets=DOCKETS)
    head = seal_due(now=NOW, force=True)

    checked = check(sample=1)

    assert checked.differences == ()
    assert checked.faults == ()
    assert head is not None
    assert checked.acts == checked.leaves == head.size
    assert verify_database([head.text]).findings == []


def test_a_changed_row_is_found(known: list[Model]) -> None:
    filled(known, dockets=DOCKETS)
    seal_due(now=NOW, force=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM docket_docket ORDER BY id LIMIT 2")
        (first,), (second,) = cursor.fetchall()
        cursor.execute("UPDATE docket_standing SET stage = '已归档？' WHERE docket_id = %s", [first])
        cursor.execute("UPDATE docket_act SET body = replace(body, '\"seq\":1', '\"seq\":2') WHERE docket_id = %s AND seq = 1", [second])

    checked = check(sample=1)

    assert [text.split(":")[0] for text in checked.differences if str(first) in text] == [f"{first} stage"]
    assert len([fault for fault in checked.faults if str(second) in fault]) == 2


def test_a_list_of_three_and_of_thirty_takes_the_same_statements(fresh_town: None) -> None:
    people = People.here()
    actor, seen = people.actor(FIRST, NOW), {}
    for count in (3, 27):
        investigated(people, count=count, now=NOW, rng=Random(1))
        with counted() as statements:
            page = dockets(actor=actor, which="open", limit=100)
        seen[len(page.rows)] = len(statements)

    assert seen == {3: 1, 30: 1}


def test_models_are_of_three_acts_at_least_and_mostly_closed(known: list[Model]) -> None:
    total = sum(model.share for model in known)

    assert min(len(model.acts) for model in known) >= 3
    assert 0.02 < sum(model.share for model in known if model.standing["closed_on"] is None) / total < 0.04
    assert all(before.opened_at <= after.opened_at for before, after in pairwise(known))
