"""Deciding in a browser: by the keys shown, without leaving the page, and with JavaScript off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.views import sample
from tests.web import records
from tests.web.browsing import Browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def browsing(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsing]:
    """The three invented reports, with nothing decided."""
    path = records.made(tmp_path_factory.mktemp("judging") / "sample.onrecord", *sample.dossier())
    with records.served(path) as (own, _):
        yield Browsing(chromium, own)


def focused(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def said(page: Page, words: str) -> None:
    """Wait until the page announces something with these words."""
    page.wait_for_function("words => document.querySelector('#said').textContent.includes(words)", arg=words)


def name_given(page: Page) -> None:
    """Give a name where the page asks who decides."""
    page.wait_for_url("**/judge?**")
    page.get_by_label("Your name").fill("Ana")
    page.locator("button.meant").click()


def test_an_item_is_decided_on_by_the_keys_alone(browsing: Browsing) -> None:
    """Accept, undo and reject by their keys: the item keeps its place, its id and the focus, and what came is said."""
    with browsing.window() as (page, watch):
        page.goto(f"{browsing.own}/checks")
        page.keyboard.press("j")
        page.keyboard.press("a")
        name_given(page)
        page.wait_for_url("**/checks#i-1")
        assert "Accepted by Ana" in page.inner_text("#i-1")
        page.keyboard.press("j")
        page.keyboard.press("u")
        said(page, "Taken back: ")
        assert focused(page) == "i-1"
        assert "Accepted" not in page.inner_text("#i-1")
        page.keyboard.press("r")
        said(page, "Rejected by Ana")
        assert focused(page) == "i-1"
        assert page.locator("#i-1 details.rejected:not([open])").count() == 1
        page.keyboard.press("e")
        page.wait_for_url("**/judge?**")
        assert not watch.taken()


def test_what_a_key_could_not_do_is_seen(browsing: Browsing) -> None:
    """A key with no item to act on says so where everybody sees it, and what was done is announced alone."""
    with browsing.window() as (page, _):
        page.goto(f"{browsing.own}/checks")
        page.keyboard.press("a")
        said(page, "Choose an item first")
        assert page.locator("#said.warned").is_visible()
        page.keyboard.press("j")
        page.keyboard.press("a")
        name_given(page)
        page.wait_for_url("**/checks#i-1")
        page.keyboard.press("u")
        said(page, "Taken back: ")
        assert page.locator("#said.warned").count() == 0


def test_a_program_that_was_ended_is_seen(browsing: Browsing) -> None:
    """A decision that nobody takes any more is not passed over in silence."""
    with browsing.window() as (page, _):
        page.goto(f"{browsing.own}/checks")
        page.route("**/judge", lambda route: route.abort())
        page.locator("#i-1").get_by_role("button", name="Reject").click()
        said(page, "nothing was kept")
        assert page.locator("#said.warned").is_visible()


def test_keys_are_switched_off(browsing: Browsing) -> None:
    """Single keys that are switched off on the page of keys do nothing anywhere."""
    with browsing.window() as (page, _):
        page.goto(f"{browsing.own}/keys")
        page.click("#switch")
        said(page, "Single keys are off")
        page.goto(f"{browsing.own}/checks")
        page.keyboard.press("j")
        assert focused(page) == ""
        assert not page.locator(".decide kbd").first.is_visible()


def test_it_is_decided_without_javascript(browsing: Browsing) -> None:
    """The same forms decide, ask for a name and lead back to the item with JavaScript off."""
    with browsing.window(java_script_enabled=False) as (page, _):
        page.goto(f"{browsing.own}/checks")
        page.locator("#i-1").get_by_role("button", name="Reject").click()
        name_given(page)
        page.wait_for_url("**/checks#i-1")
        assert "Rejected by Ana" in page.inner_text("#i-1")
        page.locator("#i-1").get_by_role("button", name="Undo").click()
        page.wait_for_url("**/checks#i-1")
        assert "Rejected" not in page.inner_text("#i-1")


def test_enter_in_a_field_decides_nothing(browsing: Browsing) -> None:
    """A title that is typed and sent with Enter is no acceptance."""
    with browsing.window() as (page, _):
        page.goto(f"{browsing.own}/judge?target=s-1")
        page.get_by_label("Your name").fill("Ana")
        page.get_by_label("Its title").fill("Another title")
        page.get_by_label("Its title").press("Enter")
        assert page.url.endswith("/judge?target=s-1")
        page.get_by_role("button", name="Edit").click()
        page.wait_for_url(f"{browsing.own}/")
        page.goto(f"{browsing.own}/story/s-1")
        assert "Edited to “Another title” by Ana" in page.inner_text("main")
