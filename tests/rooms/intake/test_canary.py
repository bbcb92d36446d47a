"""Marked names and numbers of fifty reporters: nowhere in clear, in no table, no file, no paper, no log line."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.factories.acts import PAYLOADS
from tests.factories.callers import caller
from tests.factories.people import actor
from tests.rooms.intake.conftest import PLACE
from tests.rooms.intake.test_submit import PNG
from yifa.docket.append import Request, append
from yifa.docket.news import pass_on
from yifa.documents.reactions import make_papers_of_act
from yifa.intake.actions import open_next
from yifa.intake.models import Report
from yifa.intake.reactions import tell_sources
from yifa.intake.reporters import opened_reporters
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id

FIFTY = range(50)


def name(number: int) -> str:
    return f"鸑鷟{chr(0x4E00 + number)}"


def phone(number: int) -> str:
    return f"1399{7_000_000 + number * 97}"


def everything_stored() -> str:
    """Every row of every table as text, binary columns decoded where they can be."""
    told = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t.*::text FROM "{table}" t')
            told += [row[0] for row in cursor.fetchall()]
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s"
                " AND data_type = 'bytea'",
                [table],
            )
            for (column,) in cursor.fetchall():
                cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
                told += [bytes(row[0]).decode("utf-8", "ignore") for row in cursor.fetchall()]
    return "\n".join(told)


def test_fifty_reporters_stand_nowhere_in_clear(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    channel = caller("shouli")
    for number in FIFTY:
        said = {
            "text": f"我叫{name(number)}，打{phone(number)}，{number}号摊占道",
            "place": PLACE,
            "name": name(number),
            "phone": phone(number),
        }
        if number % 2:
            sent = channel.send("/api/intake", said | {"source": "12345热线", "source_ref": f"HB-{number}", "id": str(new_id())})
            assert sent.status_code == 201
        elif number < 40:
            form = said | {"id": str(new_id()), "photos": [SimpleUploadedFile("现场.png", PNG)], "place_text": f"{number}号路口"}
            assert Client(REMOTE_ADDR=f"192.0.2.{number}").post("/report", form).status_code == 200
        else:
            complaint = said | {"id": str(new_id()), "about_officers": "1"}
            assert Client(REMOTE_ADDR=f"192.0.2.{number}").post("/report", complaint).status_code == 200
    waiting = everything_stored()

    now = Report.objects.latest("received_at").received_at
    open_next(now=now, most=100)
    row = Report.objects.filter(about_officers=False).order_by("seq").first()
    assert row is not None and row.docket is not None
    found = opened_reporters(actor=actor("shouli", on=legal_date(now)), docket=row.docket, reason="电话核实", now=now)
    head = actor("fuzeren", on=legal_date(now))
    append(actor=head, docket=row.docket, request=Request("decline_filing", PAYLOADS["decline_filing"]()), now=now)
    while pass_on([make_papers_of_act, tell_sources]):
        continue
    opened = everything_stored()

    files = [path for folder in (settings.EVIDENCE, settings.PAPERS) for path in Path(folder).rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files)
    assert Report.objects.filter(fault="", docket=None).count() == 0
    assert {(one.name, one.phone) for one in found} & {(name(number), phone(number)) for number in FIFTY}
    for number in FIFTY:
        for marked in (name(number), phone(number)):
            assert marked not in waiting, marked
            assert marked not in opened, marked
            assert marked not in caplog.text, marked
            assert marked.encode() not in kept, marked
