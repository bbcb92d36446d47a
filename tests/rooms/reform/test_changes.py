"""Every kind of change, from draft to rows."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.changes import CHANGES, JUDGED
from tests.rooms.reform.conftest import Office


@pytest.mark.parametrize("kind", CHANGES[:10])
def test_change_goes_from_draft_to_rows(office: Office, kind: str) -> None:
    docket = office.change(kind, judged=JUDGED)

    assert docket
