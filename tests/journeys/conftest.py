"""One town for all journeys, as ./yifa run makes it; a window for each person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.factories.browser import People, Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="package")
def town() -> Iterator[Town]:
    made = Town()
    yield made
    made.stop()


@pytest.fixture
def people(browser: Browser, town: Town) -> Iterator[People]:
    made = People(browser, town)
    yield made
    made.leave()
