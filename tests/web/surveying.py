"""What is to be known of an address of the page, found out while it is open once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.web.browsing import Browsing, foreign, hindrances, sideways

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.browsing import Watch

_WIDE = {"width": 1280, "height": 800}
#: A narrow window, and one of 1,280 pixels whose page is drawn at twice the size: half as many fit into it.
WIDTHS = {"320 px": {"width": 320, "height": 640}, "200 %": {"width": 640, "height": 400}}
SCHEMES = ("light", "dark")
#: What decides whether a screen says the same: its headings, items, cells and links.
_SAYS = """() => [...document.querySelectorAll("main :is(h1, h2, h3, li, td, th, a, summary, label)")]
    .filter((one) => one.checkVisibility()).map((one) => one.textContent.trim().replace(/\\s+/g, " "))"""
_NAMES = """() => ({h1: document.querySelectorAll("h1").length, main: document.querySelectorAll("main").length,
    lang: document.documentElement.lang, title: document.title})"""


@dataclass(frozen=True)
class Looked:
    """What was found at an address.

    Attributes:
        status: of the answer.
        problems: what the watch noted.
        foreign: elements that run or load what no page of ours does.
        hindrances: what axe-core finds, by colour scheme.
        sideways: what is too wide, by the window's width.
        says: the words of its headings, items, cells and links.
        names: its headings of the first level, main parts, language and title.
    """

    status: int
    problems: Sequence[str]
    foreign: Sequence[str]
    hindrances: Mapping[str, Sequence[str]]
    sideways: Mapping[str, Sequence[str]]
    says: Sequence[str]
    names: Mapping[str, object]


def survey(browsing: Browsing, addresses: Sequence[str]) -> Mapping[str, Looked]:
    """Look at addresses, one after the other in one window."""
    with browsing.window(axe=True, viewport=_WIDE) as (page, watch):
        return {address: look(page, watch, address) for address in addresses}


def look(page: Page, watch: Watch, address: str) -> Looked:
    """Look at one address in both colour schemes and in all widths."""
    watch.taken()
    answer = page.goto(address, wait_until="load")
    problems = watch.taken()
    schemes, widths = {}, {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        # Colours are all that differ between the two.
        schemes[scheme] = hindrances(page, () if scheme == "light" else ("color-contrast", "link-in-text-block"))
    says, names = page.evaluate(_SAYS), page.evaluate(_NAMES)
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        widths[width] = sideways(page)
    page.set_viewport_size(_WIDE)  # type: ignore[arg-type]
    found = foreign(page)
    return Looked(answer.status if answer else 0, [*problems, *watch.taken()], found, schemes, widths, says, names)


def said(browsing: Browsing, address: str) -> Sequence[str]:
    """The words of an address without JavaScript."""
    with browsing.window(java_script_enabled=False, viewport=_WIDE) as (page, _):
        page.goto(address)
        words: Sequence[str] = page.evaluate(_SAYS)
        return words
