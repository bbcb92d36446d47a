"""The cases of a profile, done through the engine: every paper is made, is the same again, and every docket binds into a file."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from yifa.docket import models as rows
from yifa.docket.core.act import View, act_from
from yifa.docket.joints import joints
from yifa.documents.actions import is_same_again, paper_of
from yifa.documents.binding import bind
from yifa.documents.queries import papers_of
from yifa.server.loading import load_profile
from yifa.server.wiring import join

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.slow
def test_every_paper_of_every_case_is_made_and_every_docket_bound(
    db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PAPERS = tmp_path / "papers"
    monkeypatch.setattr("yifa.docket.private._key", lambda: bytes(16))
    join()
    load_profile("fucheng", now=NOW)
    views = [
        View(docket.id, docket.number, docket.body, docket.place, tuple(act_from(act.body) for act in docket.acts.order_by("seq")))
        for docket in rows.Docket.objects.all()
    ]

    made = 0
    for view in views:
        for row in papers_of(view):
            paper_of(view, act=row.act, kind=row.kind, now=NOW)
            assert is_same_again(view, act=row.act, kind=row.kind), f"{view.number} {row.title}"
            made += 1
        file = bind(view, joints.institution, paper=lambda entry, view=view: paper_of(view, act=entry.act.id, kind=entry.kind, now=NOW))
        assert len(PdfReader(BytesIO(file)).outline) >= 2 + len(
            [row for row in papers_of(view) if row.kind not in ("file_cover", "file_index")]
        )

    assert len(views) > 0
    assert made >= 14
