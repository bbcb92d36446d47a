"""The whole way with acts that were really done: appended, sealed, given away, exported, and checked by a stranger."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from yifa.docket.export import write_export
from yifa.docket.models import Act, Leaf, Unsealed
from yifa.docket.sealing import deliver, seal_due
from yifa.docket.verification import kept_heads, verify_database
from yifa.kernel.canonical import canonical, sm3
from yifa.server.cases import play_cases
from yifa.server.drills.tamper import outside_verifier

CASES = Path(__file__).parents[4] / "profiles" / "fucheng" / "cases.toml"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_acts_that_were_done_are_proved_and_a_remade_change_among_them_is_not_hidden(tmp_path: Path, settings: Any) -> None:
    settings.YIFA_DATA, settings.YIFA_LOG_KEY = tmp_path, tmp_path / "secrets" / "log_key"
    settings.YIFA_HEAD_FOLDERS = settings.YIFA_HEAD_URLS = []
    play_cases(CASES, now=NOW)
    later = list(Unsealed.objects.order_by("recorded_at")[60:].values("act", "docket", "seq", "recorded_at"))
    Unsealed.objects.filter(act__in=[row["act"] for row in later]).delete()
    seal_due(now=NOW)
    Unsealed.objects.bulk_create(Unsealed(**row) for row in later)
    seal_due(now=NOW + timedelta(minutes=1))
    deliver(now=NOW + timedelta(minutes=1))
    outside = outside_verifier()
    given = outside.read_given(tmp_path / "heads")

    write_export(tmp_path / "whole.yifa", now=NOW)
    whole = verify_database(kept_heads())

    assert (whole.findings, whole.leaves, whole.heads_given) == ([], Act.objects.count(), 2)
    assert outside.verify(tmp_path / "whole.yifa", given)[1] == []

    last = Leaf.objects.order_by("index").last()
    assert last
    act = Act.objects.get(id=last.act)
    body = canonical({**json.loads(act.body), "place": "别处"})
    digest = sm3(body.encode())
    Act.objects.filter(id=act.id).update(body=body, digest=digest)
    Leaf.objects.filter(index=last.index).update(digest=digest)
    write_export(tmp_path / "changed.yifa", now=NOW)
    spans = {(60, last.index)}

    house = {(facts["from_index"], facts["until_index"]) for facts in (found.facts for found in verify_database(kept_heads()).findings)}
    stranger = {(found["facts"]["low"], found["facts"]["high"]) for found in outside.verify(tmp_path / "changed.yifa", given)[1]}
    assert house == stranger == spans
