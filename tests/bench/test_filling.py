"""Rows made after models are what append would have written: the fold of their acts is what stands, and every chain holds."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from random import Random

import pytest
from django.db import connection

from benchmarks.measuring.cases import CLERK, People
from benchmarks.measuring.checking import check
from benchmarks.measuring.models import Model, models
from benchmarks.measuring.rows import TABLES, Numbers, Town, plan, rows_of, towns
from yifa.docket.sealing import seal_due

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
DOCKETS = 60


@pytest.fixture
def known(fresh_town: None) -> list[Model]:
    return models(People.here(), now=NOW, rng=Random(1), days=2)


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


def test_dockets_are_spread_over_towns_and_most_are_closed(known: list[Model]) -> None:
    chosen = list(plan(known, towns=5, dockets=2000, seed=1))

    assert len(chosen) == 2000
    assert 140 < sum(town == 0 for _, town in chosen) < 260
    open_ = sum(known[model].standing["closed_on"] is None for model, _ in chosen)
    assert 40 < open_ < 80
    assert all(known[before].opened_at <= known[after].opened_at for (before, _), (after, _) in pairwise(chosen))
    assert min(len(model.acts) for model in known) >= 3


def test_the_plan_is_the_same_for_the_same_seed(known: list[Model]) -> None:
    assert list(plan(known, towns=5, dockets=50, seed=1)) == list(plan(known, towns=5, dockets=50, seed=1))
    assert list(plan(known, towns=5, dockets=50, seed=1)) != list(plan(known, towns=5, dockets=50, seed=2))


def test_numbers_go_on_without_gaps_where_the_series_stood(known: list[Model]) -> None:
    town = Town("fucheng.gucheng", "131128101", "古综执")
    numbers = Numbers()
    numbers.last[f"卷/{town.body}/{known[0].year}"] = 7

    taken = [numbers.take(known[0], town)[0] for _ in range(3)]

    assert taken == [f"古综执案〔{known[0].year}〕{number}号" for number in (8, 9, 10)]
