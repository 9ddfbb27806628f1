"""Every screen in a browser: clean, usable by everyone, in every width and colour, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.web.catalogue import SCREENS
from tests.web.browsing import foreign, hindrances, sideways

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


def looked_at(
    record: Served, path: str, look: Callable[[Page], Sequence[str]], **options: Any
) -> dict[str, Sequence[str]]:
    """What looking at each address of a screen finds wrong, by address."""
    wrong = {}
    with record.browsing.window(**options) as (page, _):
        for address in record.addresses.get(path, ()):
            page.goto(address)
            found = look(page)
            if found:
                wrong[address] = found
    return wrong


def addresses(record: Served, path: str) -> Sequence[str]:
    """Some addresses of a screen, of which there is at least one on the demo record."""
    return record.addresses.get(path, ())


@every_screen
def test_links_lead_to_every_screen(demo: Served, path: str) -> None:
    """The start and the links from there lead to each screen, also to those of one report or one story."""
    assert addresses(demo, path)


@every_screen
def test_a_screen_is_clean(record: Served, path: str) -> None:
    """A screen answers, its console is empty, it asks nobody else, and it has nothing that runs in line."""
    with record.browsing.window() as (page, watch):
        for address in addresses(record, path):
            answer = page.goto(address, wait_until="load")
            assert answer is not None
            assert answer.status == 200, address
            assert watch.taken() == [], address
            assert foreign(page) == [], address


@every_screen
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_hinders_nobody(record: Served, path: str, scheme: Any) -> None:
    """axe-core finds nothing serious, in light and in dark colours."""
    assert looked_at(record, path, hindrances, axe=True, color_scheme=scheme) == {}


@every_screen
@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 320, "height": 640}},
        {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    ],
    ids=["320 px", "200 %"],
)
def test_a_screen_is_not_scrolled_sideways(record: Served, path: str, options: dict[str, Any]) -> None:
    """A window of 320 pixels, and one of 1,280 at twice the size, hold the whole width of the page."""
    assert looked_at(record, path, sideways, **options) == {}


@every_screen
def test_a_screen_says_the_same_without_scripts(record: Served, path: str) -> None:
    """With JavaScript off a screen has the same headings, items and links."""

    def says(page: Page) -> list[str]:
        return list(page.locator("main").locator("h1, h2, h3, li, td, a").all_inner_texts())

    for address in addresses(record, path)[:2]:
        told = []
        for script in (True, False):
            with record.browsing.window(java_script_enabled=script) as (page, _):
                page.goto(address)
                told.append(says(page))
        assert told[0] == told[1], address


@every_screen
def test_a_screen_has_a_name_and_a_language(record: Served, path: str) -> None:
    """Each page has one first heading, a title of its own, a language, and one main part."""

    def look(page: Page) -> list[str]:
        counts = {what: page.locator(what).count() for what in ("h1", "main", "html[lang]")}
        named = page.title().strip(" ·") not in ("", "Onrecord")
        return [f"{what}: {count}" for what, count in counts.items() if count != 1] + ([] if named else ["no title"])

    assert looked_at(record, path, look) == {}


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
    seen = set()
    for _ in range(most):
        page.keyboard.press("Tab")
        reached = page.evaluate(_REACHED)
        if reached is None or reached["number"] in seen:
            return
        seen.add(reached["number"])
        yield reached


@every_screen
def test_the_keyboard_reaches_all_of_a_screen(demo: Served, path: str) -> None:
    """Every link and control is reached by the tabulator key, and shows it."""
    with demo.browsing.window() as (page, _):
        for address in addresses(demo, path)[:1]:
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
