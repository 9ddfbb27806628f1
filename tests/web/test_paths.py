"""Whole ways through the page: with JavaScript off, with the keyboard alone, and a report from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.conftest import Served

pytestmark = pytest.mark.browser

#: Whether the passage that the address names is there, in view, and marked otherwise than by a colour.
_LIT = """() => {
    const anchor = document.getElementById(location.hash.slice(1));
    if (!anchor) return "there is no passage";
    const lit = [...document.querySelectorAll(".lit")].find((one) =>
        anchor.contains(one) || anchor.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!lit) return "it is not lit";
    const box = lit.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) return "it is out of view";
    const style = getComputedStyle(lit);
    const marked = style.textDecorationLine !== "none" || style.outlineStyle !== "none"
        || style.borderBlockStartStyle !== "none" || style.fontWeight >= 600;
    return marked ? "" : "it is marked by its colour alone";
}"""


@pytest.fixture
def still(demo: Served) -> Iterator[Page]:
    """A window without JavaScript."""
    with demo.browsing.window(java_script_enabled=False) as (page, watch):
        page.goto("/")
        yield page
        assert watch.taken() == []


def test_reading_without_scripts(still: Page) -> None:
    """Without JavaScript: from the start to a story, to a quotation in its report, and on to what differs."""
    still.get_by_role("navigation", name="Screens").get_by_role("link", name="Stories").click()
    still.locator("main .item a").first.click()
    assert still.locator("h1").inner_text()
    still.locator("main a.cite").first.click()
    assert "/report/" in still.url
    assert "#p-" in still.url
    assert still.locator(f"[id='{still.url.rpartition('#')[2]}']").count() == 1
    assert still.locator(".lit").count() >= 1
    still.get_by_role("navigation", name="Screens").get_by_role("link", name="Accounts").click()
    assert still.locator("main .item").count() > 3


def test_choosing_without_scripts(still: Page) -> None:
    """Without JavaScript: quotes are chosen by their speaker, by a filter that stays in the address."""
    still.goto("/quotes?speaker=Elena+Varga")
    few = still.locator(".total").first.inner_text()
    still.goto("/quotes")
    assert still.locator(".total").first.inner_text() != few
    still.goto("/quotes?after=50")
    assert still.locator("a[rel=prev]").count() == 1


def test_searching_without_scripts(still: Page) -> None:
    """Without JavaScript: the words in the field of every page find the sentence, and it leads into the report."""
    still.locator("input[type=search]").first.fill("Arden Valley")
    with still.expect_navigation():
        still.keyboard.press("Enter")
    assert "/search?q=" in still.url
    still.locator("#items a.cite, #items a[href*='/report/']").first.click()
    assert "/report/" in still.url


def test_what_leads_out_and_in_is_there_without_scripts(still: Page) -> None:
    """Without JavaScript: each screen of the menu has its data and its print form one click away."""
    for path in (
        still.get_by_role("navigation", name="Screens")
        .get_by_role("link")
        .evaluate_all("(links) => links.map((one) => one.getAttribute('href'))")
    ):
        still.goto(path)
        assert still.locator("footer a[href*='.json']").count() >= 1, path


def test_the_keyboard_alone(demo: Served) -> None:
    """With the keyboard alone: past the menu, to the search, to a result, into the report, where the passage is lit."""
    with demo.browsing.window() as (page, watch):
        page.goto("/quotes")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.textContent") == "To the content"
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "main"
        page.keyboard.press("j")
        assert page.evaluate("() => document.activeElement.classList.contains('item')")
        page.keyboard.press("j")
        page.keyboard.press("k")
        first = page.evaluate("() => document.activeElement.id")
        assert first == page.locator(".item").first.get_attribute("id")
        page.keyboard.press("/")
        assert page.evaluate("() => document.activeElement.type") == "search"
        page.keyboard.type("Arden")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=Arden*")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("() => document.activeElement.matches('main a[href*=\"#p-\"]')"):
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "/report/" in page.url
        assert page.evaluate(_LIT) == ""
        assert watch.taken() == []


def test_every_kind_of_citation_is_lit(demo: Served) -> None:
    """From each screen the first citation opens the report with its passage in view, lit by more than a colour."""
    with demo.browsing.window() as (page, watch):
        wrong = {}
        for path in ("/", "/checks", "/quotes", "/positions", "/timeline", "/deadlines", "/lineage", "/only"):
            page.goto(path)
            link = page.locator("main a[href*='#p-']:visible").first
            if link.count():
                link.click()
                page.wait_for_load_state()
                wrong[path] = page.evaluate(_LIT)
        assert {path: what for path, what in wrong.items() if what} == {}
        assert len(wrong) >= 6
        assert watch.taken() == []


def test_a_report_from_right_to_left(others: Served) -> None:
    """An Arabic report is read from right to left in its own language, and stays in its place on a narrow page."""
    with others.browsing.window(viewport={"width": 320, "height": 640}) as (page, watch):
        page.goto("/report/rtl")
        text = page.locator("[lang=ar]").first
        assert text.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
        assert page.evaluate("() => getComputedStyle(document.documentElement).direction") == "ltr"
        assert page.locator("h1").evaluate("(one) => getComputedStyle(one).direction") == "rtl"
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert watch.taken() == []


def test_colours_go_by_the_system(demo: Served) -> None:
    """The page is light or dark as the system is, and readable in forced colours."""
    grounds = {}
    for scheme in ("light", "dark"):
        with demo.browsing.window(color_scheme=scheme) as (page, _):
            page.goto("/")
            grounds[scheme] = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert grounds["light"] != grounds["dark"]
    with demo.browsing.window(forced_colors="active") as (page, watch):
        page.goto("/quotes")
        assert page.locator("main .item").first.is_visible()
        assert watch.taken() == []
