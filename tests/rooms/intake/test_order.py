"""Numbers are drawn without waiting for each other's commit, and dockets are opened in their order all the same."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from tests.rooms.intake.conftest import NOW, New
from yifa.docket.models import Docket
from yifa.intake.actions import open_next, submit
from yifa.intake.models import Report


def in_thread(work: Any) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture
def texts(fresh_town: None) -> list[str]:
    return ["路灯不亮三天了", "井盖破了个洞", "垃圾成堆没人管"]


def test_a_report_that_is_still_being_written_keeps_no_other_waiting_and_is_not_overtaken(new: New, texts: list[str]) -> None:
    drawn, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            submit(new(text=texts[1], place_text="西街"), now=NOW)
            drawn.set()
            go.wait(10)

    submit(new(text=texts[0], place_text="东街"), now=NOW)
    open_next(now=NOW)
    writing = in_thread(slow)
    assert drawn.wait(10)
    quick = submit(new(text=texts[2], place_text="北街"), now=NOW)
    assert open_next(now=NOW) == 0
    go.set()
    writing.join()

    assert open_next(now=NOW) == 2
    rows = list(Report.objects.order_by("seq"))
    assert [row.text for row in rows] == texts and rows[2].number == quick.number
    numbers = [Docket.objects.get(id=row.docket).number for row in rows]
    assert numbers == sorted(numbers)


def test_a_number_that_was_never_used_holds_up_nobody(new: New, texts: list[str]) -> None:
    submit(new(text=texts[0], place_text="东街"), now=NOW)
    with pytest.raises(RuntimeError), transaction.atomic():
        submit(new(text=texts[1], place_text="西街"), now=NOW)
        raise RuntimeError("the machine stops")
    submit(new(text=texts[2], place_text="北街"), now=NOW)

    assert open_next(now=NOW) == 2
    first, second = Report.objects.order_by("seq")
    assert second.seq == first.seq + 2 and int(second.number) == int(first.number) + 2
