"""A browser, and the servers that it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web import chromium as installed

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    if installed.executable() is None:
        pytest.skip("Chromium is not installed (apt-get install chromium): nothing was tested in a browser")
    from playwright.sync_api import sync_playwright

    from tests.web import browsing

    with sync_playwright() as playwright:
        browser = browsing.launched(playwright)
        yield browser
        browser.close()
