"""The dockets these tests read say what the forms of the procedures accept, so the papers are tested on what really comes."""

from __future__ import annotations

from typing import Any

import pytest

import yifa.casework.procedures.ordinary
import yifa.casework.procedures.summary  # noqa: F401  declares itself
from yifa.docket.core.act import View
from yifa.docket.core.form import read_form
from yifa.docket.core.procedure import declared_kind

from .conftest import SECRETS, docket_of, ordinary_acts

ACTS = docket_of("penalty_ordinary", "古综执卷〔2026〕8号", ordinary_acts()).acts


def opened(value: Any) -> Any:
    """The payload as it was typed: private values in their place."""
    if isinstance(value, dict):
        return SECRETS[value["sealed"]] if "sealed" in value else {name: opened(member) for name, member in value.items()}
    return [opened(member) for member in value] if isinstance(value, list) else value


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.seq}-{act.kind}")
def test_act_of_the_ordinary_docket_is_what_the_form_accepts(act: Any) -> None:
    kind = declared_kind("lead" if act.procedure == "lead" else "penalty_ordinary", act.kind)

    assert kind is not None
    form = read_form(kind.form, opened(act.payload))
    assert {paper["kind"] for paper in act.papers} == set(kind.papers_for(form))


def test_act_of_the_summary_docket_is_what_the_form_accepts(summary: View) -> None:
    act = summary.acts[-1]
    kind = declared_kind("penalty_summary", act.kind)

    assert kind is not None
    form = read_form(kind.form, opened(act.payload))
    assert {paper["kind"] for paper in act.papers} == set(kind.papers_for(form))
