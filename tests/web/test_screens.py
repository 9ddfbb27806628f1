"""Every screen in a browser: clean, usable by everyone, in every width and colour, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.web.catalogue import SCREENS
from tests.web.browsing import hindrances
from tests.web.surveying import SCHEMES, WIDTHS, said

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.browsing import Watch
    from tests.web.conftest import Served

pytestmark = pytest.mark.browser

every_screen = pytest.mark.parametrize("path", [one.path for one in SCREENS], ids=[one.name for one in SCREENS])
#: Addresses that every server has beside its screens, with the status of their answers.
BESIDE = {"/nothing-here": 404, "/quotes?after=x": 400}


@pytest.fixture(scope="module", params=["demo", "others"])
def record(request: pytest.FixtureRequest) -> Served:
    """A record with what it is looked at with."""
    served: Served = request.getfixturevalue(request.param)
    return served


@every_screen
def test_links_lead_to_every_screen(demo: Served, others: Served, path: str) -> None:
    """The start and the links from there lead to each screen, also to those of one report or one story."""
    assert demo.addresses.get(path) or others.addresses.get(path)


@every_screen
def test_a_screen_is_clean(record: Served, path: str) -> None:
    """A screen answers, its console is empty, it asks nobody else, and it has nothing that runs in line."""
    looked = record.looked(path)
    assert {address: one.status for address, one in looked.items() if one.status != 200} == {}
    assert {address: one.problems for address, one in looked.items() if one.problems} == {}
    assert {address: one.foreign for address, one in looked.items() if one.foreign} == {}


@every_screen
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_screen_hinders_nobody(record: Served, path: str, scheme: str) -> None:
    """axe-core finds nothing serious, in light and in dark colours."""
    looked = record.looked(path)
    assert {address: one.hindrances[scheme] for address, one in looked.items() if one.hindrances[scheme]} == {}


@every_screen
@pytest.mark.parametrize("width", WIDTHS)
def test_a_screen_is_not_scrolled_sideways(record: Served, path: str, width: str) -> None:
    """A window of 320 pixels, and one of 1,280 at twice the size, hold the whole width of the page."""
    looked = record.looked(path)
    assert {address: one.sideways[width] for address, one in looked.items() if one.sideways[width]} == {}


@every_screen
def test_a_screen_says_the_same_without_scripts(record: Served, path: str) -> None:
    """With JavaScript off a screen has the same headings, items, cells and links."""
    for address, one in list(record.looked(path).items())[:2]:
        assert said(record.browsing, address) == one.says, address


@every_screen
def test_a_screen_has_a_name_and_a_language(record: Served, path: str) -> None:
    """Each page has one first heading, a title of its own, a language, and one main part."""
    for address, one in record.looked(path).items():
        assert (one.names["h1"], one.names["main"], one.names["lang"]) == (1, 1, "en"), address
        assert str(one.names["title"]).strip(" ·") not in ("", "Onrecord"), address


#: Every element that the keyboard must reach, and how it shows that it is reached.
_REACHED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return {
        number: [...document.querySelectorAll("*")].indexOf(one),
        seen: style.outlineStyle !== "none" || style.boxShadow !== "none",
        inside: box.width > 0 && box.height > 0,
        words: one.outerHTML.slice(0, 120),
    };
}"""
_REACHABLE = """() => [...document.querySelectorAll(
        "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea, summary")]
    .filter((one) => one.checkVisibility() && one.tabIndex >= 0)
    .map((one) => [...document.querySelectorAll("*")].indexOf(one))"""


def tabbed(page: Page, most: int = 700) -> Iterator[dict[str, Any]]:
    """What the tabulator key reaches, one after the other, until it is through."""
    seen: list[int] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        reached = page.evaluate(_REACHED)
        if reached is not None and reached["number"] in seen[-1:]:
            continue  # a field of a date has several stops
        if reached is None or reached["number"] in seen:
            return
        seen.append(reached["number"])
        yield reached


@every_screen
def test_the_keyboard_reaches_all_of_a_screen(demo: Served, path: str) -> None:
    """Every link and control is reached by the tabulator key, and shows it."""
    with demo.browsing.window() as (page, _):
        for address in demo.addresses.get(path, ())[:1]:
            page.goto(address)
            wanted = page.evaluate(_REACHABLE)
            reached = list(tabbed(page))
            assert [one["words"] for one in reached if not (one["seen"] and one["inside"])] == [], address
            assert set(wanted) <= {one["number"] for one in reached}, address


@pytest.mark.parametrize("address", BESIDE)
def test_what_is_no_screen_is_told_of(demo: Served, address: str) -> None:
    """An address that leads nowhere, and a question that is none, are told in a page that hinders nobody."""
    with demo.browsing.window(axe=True) as (page, watch):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == BESIDE[address]
        assert hindrances(page) == []
        assert [one for one in watch.taken() if "Failed to load resource" not in one] == []
        page.get_by_role("link", name="Quotes").first.click()
        assert page.locator("h1").count() == 1


def test_watch_is_used(demo: Served) -> None:
    """A window on the page without a problem has none, so that what the others find is found."""
    with demo.browsing.window() as (page, watch):
        page.goto("/")
        noted: Watch = watch
        page.evaluate("() => hit()")
        assert noted.taken()
