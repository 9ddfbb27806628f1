"""The first screen: how much of each kind is on record, and the first of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.store.shown import Wanted
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked
from onrecord.web.listing import Group, groups, paged

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
        total: how many there are.
        groups: the first, as HTML.
    """

    title: str
    url: str
    total: int
    groups: tuple[Group, ...]


#: What the first screen has parts of: a title, the screen's name and path, and the section that the part is of.
_PARTS = (
    ("Accounts differ", "checks", "/checks", "Contradictions"),
    ("A later account replaces an earlier one", "checks", "/checks", "Updates"),
    ("Due, promised and announced", "deadlines", "/deadlines", ""),
    ("Stories", "stories", "/stories", ""),
)


#: Screens whose totals it tells.
_TOTALS = ("reports", "stories", "quotes", "checks", "deadlines")


def start(site: Site, asked: Asked) -> Answer:
    """What the first screen answers."""
    parts, data = [], {}
    for title, screen, path, section in _PARTS:
        whole = Asked(path, values={"section": section} if section else {})
        shown = site.screens.page(Wanted(screen, whole.values), limit=FIRST)
        parts.append(Part(title, whole.url(), shown.total, groups(shown)))
        data[title] = {**paged(whole, shown), "next": None, "all": whole.url("json")}
    totals = {name: site.screens.total(Wanted(name)) for name in _TOTALS}
    twin = {"screen": "start", "totals": totals, "parts": data}
    return Answer("start.html", site.name, twin, {"parts_of_it": parts, "totals": totals})
