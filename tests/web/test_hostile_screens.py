"""Hostile words on every screen: none runs, none loads anything, none makes an element, and all are seen as words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest

from onrecord.render.safe import visible
from onrecord.views.words import flat
from onrecord.web.answer import ScreenSpec
from onrecord.web.catalogue import SCREENS
from tests.web.addresses import pattern
from tests.web.browsing import foreign, made_of, probed
from tests.web.hostile import HOSTILE, dossier

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.browsing import Watch
    from tests.web.conftest import Served

pytestmark = pytest.mark.browser

#: Of what is read by the browser's parser, one in so many is opened as well.
_OPENED = 12
LISTS = [one for one in SCREENS if "{" not in one.path]
OF_A_REPORT = [one for one in SCREENS if pattern(one.path).fullmatch("/report/x")]
OF_ONE = [one for one in SCREENS if "{" in one.path]
#: Lists that need an id, or say what lacks.
_OF_SOMETHING = ("/compare", "/judge", "/choose")
every_list = pytest.mark.parametrize("spec", LISTS, ids=[one.name for one in LISTS])


@pytest.fixture
def window(hostile: Served) -> Iterator[tuple[Page, Watch]]:
    """A window on the hostile record."""
    with hostile.browsing.window() as (page, watch):
        page.goto("/")
        assert watch.taken() == []
        yield page, watch


@pytest.fixture(scope="module")
def every(twin: Served) -> frozenset[str]:
    """What all lists of the twin in plain words are made of: without filters, with those that fit, and in print."""
    lists = [one.path for one in LISTS]
    asked = [f"{path}{query}" for path in lists for query in ("", "?print=1", "?after=30", "?outlet=plain-words-1")]
    with twin.browsing.window() as (page, _):
        page.goto("/keys")
        switch = made_of(page)  # a script says there whether keys are on
        return switch.union(*(one.made for one in probed(page, dict.fromkeys([*asked, "/search?q=plain"], ()))))


@pytest.fixture(scope="module")
def plain(twin: Served, every: frozenset[str]) -> Callable[[Sequence[str]], frozenset[str]]:
    """What the twin in plain words is made of on all lists and at some addresses."""

    def made(addresses: Sequence[str]) -> frozenset[str]:
        with twin.browsing.window() as (page, _):
            page.goto("/")
            return every.union(*(one.made for one in probed(page, dict.fromkeys(addresses, ()))))

    return made


def seen(text: str) -> str:
    """The words of a text as a page shows them."""
    return flat(visible(text))


def opened(page: Page, watch: Watch, addresses: Sequence[str], allowed: frozenset[str]) -> None:
    """Open some addresses and see that nothing came of it."""
    for address in addresses:
        page.goto(address, wait_until="load")
        noted = [one for one in watch.taken() if "Failed to load resource" not in one]
        assert (noted, foreign(page), made_of(page) - allowed) == ([], [], set()), address


def read(page: Page, asked: Mapping[str, Sequence[str]], allowed: frozenset[str], *status: int) -> None:
    """Let the browser's parser read addresses and see that their words are words."""
    for one in probed(page, asked):
        assert one.status in (status or (200,)), one.address
        assert (one.foreign, one.made - allowed, one.missing) == ([], set(), []), one.address


@every_list
def test_lists_show_hostile_words(
    window: tuple[Page, Watch], plain: Callable[[Sequence[str]], frozenset[str]], spec: ScreenSpec
) -> None:
    """The pages of a list, and its print form with all its items, are made of what plain words are made of."""
    page, watch = window
    addresses = [spec.path, f"{spec.path}?print=1", *([f"{spec.path}?after=50"] if spec.csv else [])]
    opened(page, watch, addresses, plain([*addresses, f"{spec.path}?before=90"]))


def test_the_list_of_reports_has_every_headline(window: tuple[Page, Watch]) -> None:
    """Each hostile headline and outlet stands in the list of reports as words."""
    page, _ = window
    words = [seen(one.report.title or "") for one in dossier(HOSTILE)[0]]
    (found,) = probed(page, {"/reports?print=1": words})
    assert found.missing == []


def test_nothing_is_turned_around(window: tuple[Page, Watch]) -> None:
    """No character that turns around the words beside it comes from a headline or an outlet onto a page."""
    page, _ = window
    found = {}
    for path in ("/reports", "/quotes", "/stories"):
        page.goto(path)
        found[path] = page.evaluate("() => /[\\u202a-\\u202e]/u.test(document.body.textContent)")
    assert not any(found.values())


@every_list
def test_filters_take_hostile_words(
    window: tuple[Page, Watch], plain: Callable[[Sequence[str]], frozenset[str]], spec: ScreenSpec
) -> None:
    """Each hostile text as a filter's value gives a page of nothing, with the value in the filter as it was typed."""
    page, watch = window
    names = [one.name for one in spec.params if one.kind in ("words", "id")]
    if not names:
        pytest.skip("it has no filter of words")
    # Each text is asked of one screen, and every other one of the screen that searches in words.
    share = slice(None, None, 2) if spec.path == "/search" else slice(LISTS.index(spec), None, len(LISTS))
    texts = [text for text in HOSTILE if len(text) < 1_000][share]
    values = [{names[n % len(names)]: text} for n, text in enumerate(texts)]
    asked = [f"{spec.path}?{urlencode(value, errors='replace')}" for value in values]
    allowed = plain([spec.path, *(f"{spec.path}?{name}=nothing" for name in names)])
    # Screens of one thing say that there is none.
    read(page, dict.fromkeys(asked, ()), allowed, 200, *((400, 404) if spec.path in _OF_SOMETHING else ()))
    opened(page, watch, asked[:: _OPENED * 4], allowed)


@pytest.mark.parametrize("spec", OF_ONE, ids=[one.name for one in OF_ONE])
def test_screens_of_one_thing_show_hostile_words(
    window: tuple[Page, Watch], hostile: Served, twin: Served, spec: ScreenSpec
) -> None:
    """Every address of such a screen that a link of the hostile record leads to is made of what plain words are."""
    page, watch = window
    allowed = twin_made(twin, spec)
    addresses = hostile.addresses.get(spec.path, ())
    assert addresses
    read(page, dict.fromkeys(addresses, ()), allowed)
    opened(page, watch, addresses, allowed)


def twin_made(twin: Served, spec: ScreenSpec) -> frozenset[str]:
    """What a screen of one thing is made of on the twin."""
    with twin.browsing.window() as (page, _):
        page.goto("/")
        known = twin.addresses.get(spec.path, ())
        found = probed(page, dict.fromkeys([*known, *(one.partition("?")[0] for one in known)], ()))
        return frozenset().union(*(one.made for one in found))


@pytest.mark.skipif(
    not any(pattern(one.path).fullmatch("/report/x") for one in SCREENS), reason="no screen of a report"
)
def test_every_report_shows_its_hostile_words(window: tuple[Page, Watch], twin: Served) -> None:
    """Every hostile report shows its headline and its text as words, and nothing of them is an element."""
    page, watch = window
    (spec,) = OF_A_REPORT
    entries = dossier(HOSTILE)[0][::2]  # the list of reports has them all
    words = {one.id: [seen(one.report.title or ""), *map(seen, one.report.text.split("\n\n"))] for one in entries}
    asked = {f"/report/{quote(id, safe='')}": told for id, told in words.items()}
    # A block that is read from right to left says so.
    allowed = twin_made(twin, spec) | {"p class dir"}
    read(page, asked, allowed)
    opened(page, watch, list(asked)[::_OPENED], allowed)


@pytest.mark.parametrize(
    ("make", "status", "each"),
    [
        (lambda text: f"/{quote(text, safe='', errors='replace')}", 404, 4),
        (lambda text: f"/report/{quote(text, safe='', errors='replace')}", 404, 8),
        (lambda text: f"/quotes?{urlencode({'after': text}, errors='replace')}", 400, 8),
        (lambda text: f"/timeline?{urlencode({'from': text}, errors='replace')}", 400, 8),
    ],
    ids=["path", "report", "cursor", "day"],
)
def test_errors_show_hostile_words(window: tuple[Page, Watch], make: Any, status: int, each: int) -> None:
    """An address that leads nowhere, and a value that is none, are told of with the hostile words as words."""
    page, watch = window
    texts = [text for text in HOSTILE if text.strip() and len(text) < 1_000 and ".." not in text][::each]
    asked = [make(text) for text in texts]
    # An address with a line end in it is that of no screen at all.
    ordinary = frozenset().union(*(one.made for one in probed(page, {make("nothing-here"): (), "/nothing-here": ()})))
    read(page, dict.fromkeys(asked, ()), ordinary, status)
    opened(page, watch, asked[:: _OPENED * 4], ordinary)


@every_list
def test_data_is_no_page(window: tuple[Page, Watch], spec: ScreenSpec) -> None:
    """The JSON twin of hostile words is shown as text when it is opened, and nothing of it is an element."""
    page, watch = window
    twin = f"{'/start' if spec.path == '/' else spec.path}.json"
    answer = page.goto(twin)
    assert answer is not None
    assert answer.headers["content-type"] == "application/json"
    assert foreign_but_viewer(page) == []
    assert [one for one in watch.taken() if "Failed to load resource" not in one] == []


def foreign_but_viewer(page: Page) -> Sequence[str]:
    """What is foreign on a page beside what the browser puts around a text that it shows."""
    return [one for one in foreign(page) if not one.startswith(("style: <pre", "style: <div"))]
