"""What the record has on two reports: items of its screens that rest on both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from onrecord.model.relations import Finding, FindingKind, FindingType, Side
from onrecord.screens.shelf import Item, Shown
from onrecord.store.shown import Wanted
from onrecord.views.page import Line
from onrecord.views.words import capital

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Items of one report that are looked through for those that the other has a side in.
_LOOKED_THROUGH = 500


def between(site: Site, screen: str, a: str, b: str) -> Shown:
    """The items of a screen that rest on passages of both reports; looked for with the one that has fewer."""
    ways = sorted(
        ((site.screens.total(Wanted(screen, {"report": one})), one, other) for one, other in ((a, b), (b, a)))
    )
    _, first, second = ways[0]
    found = site.screens.page(Wanted(screen, {"report": first}), limit=_LOOKED_THROUGH)
    return chosen(found, [item for item in found.items if second in _reports(item.line)])


def chosen(shown: Shown, items: list[Item]) -> Shown:
    """Some items of a page as a page of their own."""
    return Shown(tuple(items), len(items), False, None, None, shown.known)


def numbered(items: Iterable[Item]) -> list[Item]:
    """Items of several screens with numbers of this page, so that no two have one name on it."""
    return [replace(item, number=number) for number, item in enumerate(items, 1)]


def lines(one: Line) -> Iterator[Line]:
    """A line and all under it."""
    yield one
    for child in one.children:
        yield from lines(child)


def _facts(one: Line) -> Iterator[Mapping[str, Any]]:
    return (each.facts for each in lines(one))


def _reports(one: Line) -> set[str]:
    """The reports whose passages an item cites, and those of an origin."""
    members = str(one.facts.get("members") or "").split()
    return {citation.report for each in lines(one) for citation in each.citations} | set(members)


def apart(item: Item, a: str, b: str) -> bool:
    """Whether an item tells of a difference in which the two are on different sides."""
    sides = [{citation.report for citation in each.citations} for each in lines(item.line)]
    return bool(item.targets) and any((a in one) != (b in one) for one in sides)


def named(item: Item) -> list[tuple[str, str]]:
    """The ids of the findings of an item, each with what it is."""
    found = {str(facts["finding"]): str(facts.get("kind")) for facts in _facts(item.line) if facts.get("finding")}
    return [(name, capital(kind)) for name, kind in found.items()]


def findings(items: Iterable[Item]) -> Iterator[Finding]:
    """The findings of items, put together from how they are shown."""
    for item in items:
        told = [each for each in lines(item.line) if each.facts.get("kind") in get_args(FindingKind)]
        told = [each for each in told if each.facts.get("type") in get_args(FindingType)]
        sides = tuple(Side(cited, str(each.facts.get("value") or "")) for each in told for cited in each.citations)
        if sides:
            facts: Mapping[str, Any] = told[0].facts
            yield Finding(str(facts["finding"]), facts["kind"], facts["type"], str(facts.get("about") or ""), sides, "")
