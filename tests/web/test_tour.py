"""The tour of the page (docs/tour.md): its four questions are answered where it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.conftest import Served

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def page(demo: Served) -> Iterator[Page]:
    """The demo's first screen."""
    with demo.browsing.window() as (opened, watch):
        opened.goto("/")
        yield opened
        assert watch.taken() == []


def words(text: str) -> str:
    """A text with its white space made plain."""
    return " ".join(text.split())


def test_who_denied_the_second_offer(page: Page) -> None:
    """A search for the second offer shows who denied it, and leads to the sentence, which is lit."""
    page.get_by_role("searchbox").fill("second offer")
    page.keyboard.press("Enter")
    denied = page.locator("#items li li", has_text="denied")
    assert "Pavel Orlin denied that there was a second offer" in words(denied.inner_text())
    denied.locator("a.cite").first.click()
    lit = words("".join(page.locator(".lit").all_inner_texts()))
    assert "Pavel Orlin denied that there was a second offer" in lit


def test_which_outlets_only_repeat_the_agency(page: Page) -> None:
    """The lineage names the agency's reports, and under each what it does with the agency's text."""
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Lineage").click()
    page.get_by_role("link", name="what they share").first.click()
    told = words(page.locator("main").inner_text())
    for outlet in ("The Castelmar Herald", "Daily Ledger", "Brask Evening Post", "Harbour Times"):
        assert re.search(rf"{outlet}, 2025-03-\d\d \d\d:\d\d UTC — ", told), outlet
    assert "carries Continental Press Agency word for word" in told


def test_which_figure_is_contested_and_by_whom(page: Page) -> None:
    """The first contradiction is the toll of Mirovo, with who gives which figure."""
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Accounts").click()
    first = words(page.locator("main .item").first.inner_text())
    assert "at least 12: R7 (Continental Press Agency), according to Veranian interior ministry" in first
    assert "9: R8 (NorthWire), according to a doctor at the local hospital" in first


def test_what_moved_the_deadline(page: Page) -> None:
    """The deadline says that it was moved, from when, by what sentence."""
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Deadlines").click()
    first = words(page.locator("main .item").first.inner_text())
    assert "moved from 2025-03-20" in first
    assert "The mediators have moved the deadline for an answer to their draft from March 20 to March 31" in first


def test_every_picture_is_there() -> None:
    """Each picture that the documents show is in the repository, and each in the repository is shown."""
    shown = set()
    for document in (*DOCS.glob("*.md"), DOCS.parent / "README.md"):
        shown |= set(re.findall(r"pictures/([\w-]+\.png)", document.read_text("utf-8")))
    assert shown == {one.name for one in (DOCS / "pictures").glob("*.png")}
