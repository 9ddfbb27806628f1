"""The first screen: how much of each kind is on record, and the first of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.screens.shelf import Shown
from onrecord.store.shown import Wanted
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked
from onrecord.web.listing import Group, groups, judged_on, paged

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Items of each kind that it shows.
FIRST = 5


@dataclass(frozen=True, slots=True)
class Part:
    """The first items of one screen.

    Attributes:
        title: what they are.
        url: the screen with all of them.
        shown: the first.
        groups: the same as HTML.
        name: what its items' ids in the page begin with.
        data: the same as JSON.
    """

    title: str
    url: str
    shown: Shown
    groups: tuple[Group, ...]
    name: str
    data: Mapping[str, Any]


def part(
    site: Site, at: Asked, title: str, screen: str, path: str, keys: Mapping[str, str], first: int = FIRST
) -> Part:
    """The first items of a screen, with what shows all of them.

    Args:
        site: what the page shows.
        at: the question to the page that the part stands on.
        title: what they are.
        screen: name of the screen.
        path: where all are shown.
        keys: what they are chosen by.
        first: how many.
    """
    whole = Asked(path, form=at.form, values=keys)
    shown = site.screens.page(Wanted(screen, keys), limit=first)
    data = {**paged(whole, shown), "next": None, "all": whole.url("json")}
    name = "-".join((screen, *(value.lower() for key, value in keys.items() if key != "story"))).replace(" ", "-")
    return Part(title, whole.url(), shown, groups(shown, judged_on(site, at, shown)), name, data)


#: What the first screen has parts of: a title, the screen's name and path, and what the part is chosen by.
_PARTS: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("Accounts differ", "checks", "/checks", {"section": "Contradictions"}),
    ("A later account replaces an earlier one", "checks", "/checks", {"section": "Updates"}),
    ("Due, promised and announced", "deadlines", "/deadlines", {}),
    ("Stories", "stories", "/stories", {}),
)


#: What many of a screen are called, where that is not the screen's name.
_MANY = {"checks": "accounts compared"}
#: Screens whose totals it tells.
_TOTALS = ("reports", "stories", "quotes", "checks", "deadlines")
#: What one of each is called.
_ONE = {
    "reports": "report",
    "stories": "story",
    "quotes": "quote",
    "checks": "accounts compared",
    "deadlines": "deadline",
}


def start(site: Site, asked: Asked) -> Answer:
    """What the first screen answers."""
    parts = [part(site, asked, *one) for one in _PARTS]
    data = {one.title: one.data for one in parts}
    totals = {name: site.screens.total(Wanted(name)) for name in _TOTALS}
    twin = {"screen": "start", "totals": totals, "parts": data}
    return Answer("start.html", site.name, twin, {"parts_of_it": parts, "totals": totals, "one": _ONE, "many": _MANY})
