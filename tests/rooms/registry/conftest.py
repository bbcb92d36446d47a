from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from yifa.profile import read
from yifa.profile.schema import Profile
from yifa.registry import actions as registry
from yifa.staffing import actions as staffing

PROFILES = Path(__file__).parents[3] / "profiles"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def fucheng() -> Profile:
    return read(PROFILES / "fucheng")


@pytest.fixture
def loaded(db: None, fucheng: Profile) -> Profile:
    """The profile, loaded into an empty database."""
    registry.load(fucheng, now=NOW)
    staffing.load(fucheng, now=NOW)
    return fucheng
