"""A town with one centre that takes in and one that supervises, and reports to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from yifa.intake.actions import NewReport
from yifa.kernel.ids import new_id
from yifa.registry import snapshot
from yifa.registry.models import Centre

TOWN, PLACE = "fucheng.gucheng", "131128101"
SUPERVISOR = "fucheng.bianwei"
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=timezone(timedelta(hours=8)))

New = Callable[..., NewReport]


@pytest.fixture(autouse=True)
def centres(db: None) -> Iterator[None]:
    """Whatever the profile says, these two."""
    Centre.objects.all().delete()
    Centre.objects.create(body=TOWN, name="指挥中心", place=PLACE, kind="指挥", synthetic=True)
    Centre.objects.create(body=SUPERVISOR, name="监督投诉中心", place="131128", kind="监督", synthetic=True)
    snapshot.clear()
    yield
    snapshot.clear()


@pytest.fixture
def new() -> New:
    """A report as somebody sends it; keyword arguments change it."""

    def made(**changes: Any) -> NewReport:
        report = NewReport(id=new_id(), source="网页", text="集市东口有人占道摆摊，堵住了消防通道", place_text="集市东口", place=PLACE)
        return replace(report, **changes)

    return made
