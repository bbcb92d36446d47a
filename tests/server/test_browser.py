"""The browser of the tests is there and shows Chinese."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page


@pytest.mark.browser
def test_the_browser_runs_a_script(page: Page) -> None:
    page.set_content("<p id=a>依法</p><script>document.title = document.getElementById('a').textContent</script>")

    assert page.title() == "依法"
