"""Lineage: the origins as a list, and each with the tree of its reports, a drawing of it, and the shared passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from onrecord.errors import NotFound
from onrecord.render.drawing.lineage import NARROW, WIDE, lineage
from onrecord.render.html import drawn_line
from onrecord.screens.shelf import PAGE, Item, Shown
from onrecord.store.shown import Wanted
from onrecord.views.lineage_items import Descent
from onrecord.views.words import count
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.links import WebLinks, report_path
from onrecord.web.listing import ITEM, OUTLET, PRINTED, REPORT, STORY, Listing, groups, item_data, judged_on, paged
from onrecord.web.timeline import Drawings

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Reports of an origin on one page.
TREE = 200

ORIGINS = Listing("lineage", facets=("agency", "outlet"), template="origins.html")
PARAMS = (
    Param("size", "of several reports, or of one", "choice", ("several", "one")),
    Param("agency", "that begin with one agency"),
    OUTLET,
    REPORT,
    STORY,
    ITEM,
)
FAMILY = Param("family", "the origin", "id")
MORE = Param("reports_after", "cursor: reports behind this number", "number", field=False)


@dataclass(frozen=True, slots=True)
class Node:
    """A report in the nested list of an origin.

    Attributes:
        item: the report.
        html: its line.
        below: the reports that go back to it.
    """

    item: Item
    html: Markup
    below: tuple[Node, ...]


def family(site: Site, asked: Asked) -> Answer:
    """One origin: its reports as a nested list and a drawing, and the passages that they share.

    Raises:
        NotFound: no origin has this id.
    """
    one = {"family": asked["family"]}
    asked = replace(asked, values={name: value for name, value in asked.values.items() if name != "family"})
    origin = site.screens.page(Wanted("lineage", one), limit=1)
    if not origin.items:
        raise NotFound("no such origin", where=one["family"], hint="/lineage lists all; ids change when reports come")
    members = site.screens.page(Wanted("descents", one), after=asked.number("reports_after"), limit=TREE)
    shared = Wanted("shared", one)
    limit = PRINTED if asked.printed else PAGE
    pairs = site.screens.page(shared, after=asked.number("after"), before=asked.number("before"), limit=limit)
    head = origin.items[0]
    data = {
        "screen": "lineage",
        "origin": item_data(head, origin),
        "reports": {"total": members.total, "items": [item_data(item, members) for item in members.items]},
        "more_reports": asked.url("json", reports_after=members.after) if members.after else None,
        "shared": paged(asked, pairs),
    }
    context = {
        "asked": asked,  # the path has the id already
        "origin": Markup(drawn_line(head.line, WebLinks(origin.known))),
        "judged": judged_on(site, asked, origin),
        "tree_of_reports": _nested(members),
        "members": members,
        "drawings": _drawings(head, members),
        "shown": pairs,
        "groups": groups(pairs),
    }
    rows = _rows(site, Wanted("descents", one), shared)
    columns = site.screens.head("lineage").columns
    return Answer("family.html", str(head.data["name"]), data, context, columns, lambda: rows)


def _rows(site: Site, *wanted: Wanted) -> Iterator[dict[str, Any]]:
    return chain.from_iterable(site.screens.rows(one) for one in wanted)


def _nested(members: Shown) -> tuple[Node, ...]:
    """The reports of a page, each with those below it; one whose report above is not on the page stands at the top."""
    links = WebLinks(members.known)
    below: dict[str, list[Item]] = {}
    here = {str(one.data["report"]) for one in members.items}
    for one in members.items:
        above = str(one.data["above"])
        below.setdefault(above if above in here else "", []).append(one)

    def nodes(above: str, depth: int) -> Iterator[Node]:
        for one in below.get(above, ()):
            inner = tuple(nodes(str(one.data["report"]), depth + 1)) if depth < _DEEPEST else ()
            yield Node(one, Markup(drawn_line(one.line, links)), inner)
            if depth >= _DEEPEST:
                yield from nodes(str(one.data["report"]), depth)

    return tuple(nodes("", 1))


#: A list is nested no deeper: what is below stands beside what it goes back to, and says so in its line.
_DEEPEST = 6


def _drawings(head: Item, members: Shown) -> Drawings | None:
    found = [_descent(one) for one in members.items]
    start = None if head.data["root"] else str(head.data["name"])
    hrefs = {one.report: report_path(one.report) for one in found}
    wide, narrow = (lineage(found, start, wide=width, hrefs=hrefs) for width in (WIDE, NARROW))
    if not wide:
        return None
    return Drawings(Markup(wide), Markup(narrow), _said(found))


def _descent(one: Item) -> Descent:
    return Descent(**{name: one.data[name] for name in Descent.__dataclass_fields__})


def _said(found: Sequence[Descent]) -> str:
    return f"{count(len(found), 'report')} from left to right by time, each below what it goes back to."
