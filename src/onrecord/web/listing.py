"""Screens that list items of one kind: chosen by filters, a page at a time, each with its total."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from onrecord.render.html import drawn_line
from onrecord.screens.shelf import PAGE, Item, Shown
from onrecord.store.shown import Wanted
from onrecord.views.page import Line
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.judging import Controls, controls, group_of, target_of, targets_of, unsaid
from onrecord.web.links import WebLinks, passage_path

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Items that a print form has at most; of more it says how many are left out.
PRINTED = 2_000

REPORT = Param("report", "in one report", "id")
STORY = Param("story", "in one story", "id")
OUTLET = Param("outlet", "by one outlet")
#: Filters that every listing has.
#: One item alone, with all the passages that it rests on.
ITEM = Param("item", "one item alone, by its id", "id", field=False)
WHERE = (STORY, REPORT, OUTLET, ITEM)


@dataclass(frozen=True, slots=True)
class Listing:
    """A screen that lists items.

    Attributes:
        screen: whose items.
        keys: for filters whose name is not that of their key, the key.
        least: filters that are the least value of a key.
        most: filters that are the greatest.
        facets: filters whose values are offered with their numbers.
        template: what draws it.
        apart: filters that do not choose items.
        day: the key, a day, in whose order the items stand; their own order if left out.
        title: gives the title above an item, where it is not that of its section.
    """

    screen: str
    keys: Mapping[str, str] = field(default_factory=dict)
    least: Mapping[str, str] = field(default_factory=dict)
    most: Mapping[str, str] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    template: str = "listing.html"
    apart: frozenset[str] = frozenset()
    day: str = ""
    title: Callable[[Item], str] | None = None

    def __call__(self, site: Site, asked: Asked) -> Answer:
        """What the screen answers."""
        return answer(site, asked, self)

    def wanted(self, asked: Asked) -> Wanted:
        """Which items a question wants."""
        apart = {*self.least, *self.most, *self.apart, "after", "before", "print"}
        named = {"item": "target", **self.keys}
        keys = {named.get(name, name): value for name, value in asked.values.items() if name not in apart}
        least = {key: asked[name] for name, key in self.least.items() if asked[name]}
        most = {key: asked[name] for name, key in self.most.items() if asked[name]}
        return Wanted(self.screen, keys, least, most)


def chosen(site: Site, asked: Asked, listing: Listing) -> Shown:
    """The items of a listing that a question wants: a page of them, or as many as are printed."""
    wanted, limit = listing.wanted(asked), PRINTED if asked.printed else PAGE
    at = {"after": asked.number("after"), "before": asked.number("before"), "limit": limit}
    if not listing.day:
        return site.screens.page(wanted, **at)
    shown = site.screens.page_by_day(wanted, listing.day, **at)
    if listing.title is None:
        return shown
    return replace(shown, items=tuple(replace(one, section=listing.title(one)) for one in shown.items))


def answer(
    site: Site,
    asked: Asked,
    listing: Listing,
    *,
    shown: Shown | None = None,
    context: Mapping[str, Any] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Answer:
    """What a listing answers.

    Args:
        site: what the page shows.
        asked: the question.
        listing: the screen.
        shown: its items; asked for here if left out.
        context: what its own template needs beside.
        more: what its JSON twin has beside.
    """
    head, wanted = site.screens.head(listing.screen), listing.wanted(asked)
    shown = shown or chosen(site, asked, listing)
    data: dict[str, Any] = {
        "screen": listing.screen,
        "title": head.title,
        "filters": filters(asked),
        **paged(asked, shown),
        **(more or {}),
    }
    facets = {name: site.screens.values(listing.screen, listing.keys.get(name, name)) for name in listing.facets}
    data["facets"] = {
        name: [{"value": value, "count": count} for value, count in counted] for name, counted in facets.items()
    }
    return Answer(
        listing.template,
        head.title,
        data,
        {
            "head": head,
            "groups": groups(shown, judged_on(site, asked, shown), asked) if asked.form == "html" else (),
            "shown": shown,
            "facets": facets,
            "empty": _empty(head.sections, asked),
            **(context or {}),
        },
        head.columns,
        lambda: site.screens.rows_by_day(wanted, listing.day) if listing.day else site.screens.rows(wanted),
    )


def filters(asked: Asked) -> dict[str, str]:
    """The filters that are set, without the place and the form of the answer."""
    return {name: value for name, value in asked.values.items() if name not in ("after", "before", "print")}


def _empty(sections: Sequence[tuple[str, str]], asked: Asked) -> str:
    """The sentence that stands there when there is nothing."""
    if filters(asked):
        return "Nothing on record fits these filters."
    return sections[0][1] if sections else "Nothing on record."


def paged(asked: Asked, shown: Shown) -> dict[str, Any]:
    """The items of a page as JSON, with their total and the cursors of the pages beside it."""
    return {
        "total": shown.total,
        "more_than_total": shown.more,
        "items": [item_data(one, shown) for one in shown.items] if asked.form == "json" else [],
        "next": asked.url("json", after=shown.after, before=None) if shown.after else None,
        "previous": asked.url("json", before=shown.before, after=None) if shown.before else None,
        "truncated": shown.after is not None or shown.before is not None,
    }


def item_data(one: Item, shown: Shown) -> dict[str, Any]:
    """An item as JSON."""
    heading = {"heading": one.heading.text} if one.heading is not None else {}
    data = {"data": one.data} if one.data else {}
    return {
        "number": one.number,
        "section": one.section,
        **heading,
        "targets": list(one.targets),
        **line_data(one.line, shown),
        **data,
    }


def line_data(one: Line, shown: Shown) -> dict[str, Any]:
    """A line as JSON: its text, the facts, why, where it stands, and the lines under it."""
    return {
        "text": one.text,
        "facts": dict(one.facts),
        "why": one.why,
        "citations": [
            {
                "report": citation.report,
                "label": shown.known.labels.get(citation.report, citation.report),
                "outlet": shown.known.outlets.get(citation.report),
                "start": citation.start,
                "end": citation.end,
                "text": citation.text,
                "href": passage_path(citation.report, citation.start, citation.end),
                "url": shown.known.out.get(citation),
            }
            for citation in one.citations
        ],
        "children": [line_data(child, shown) for child in one.children],
    }


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item as HTML.

    Attributes:
        item: the item.
        html: its text with links, and what belongs under it.
        controls: what can be decided on it, and what was; ``None`` if nothing can.
        group: the same of the story or origin that it, a report, can be taken out of.
    """

    item: Item
    html: Markup
    controls: Controls | None = None
    group: Controls | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading.

    Attributes:
        section: title of their section, where it is another than that of the group before.
        heading: the line that they stand under, as HTML, where it is another.
        items: the items.
    """

    section: str
    heading: Markup | None
    items: tuple[Drawn, ...]


def groups(shown: Shown, judged: Mapping[str, Controls] | None = None, asked: Asked | None = None) -> tuple[Group, ...]:
    """The items of a page in groups under their sections and headings.

    Args:
        shown: the items.
        judged: for the ids of what can be decided on, what can be and what was.
        asked: the question to a listing where an item can stand alone: of many passages the others are one click away.
    """
    links = WebLinks(shown.known)
    found: list[Group] = []
    section = None
    for title, heading, items in _runs(shown.items):
        drawn = tuple(_drawn(one, links.of(_alone(one, asked)), judged or {}) for one in items)
        head = Markup(drawn_line(heading, links)) if heading is not None else None
        found.append(Group(title if title != section else "", head, drawn))
        section = title
    return tuple(found)


def _alone(one: Item, asked: Asked | None) -> str:
    """Where an item stands alone with all its passages; nowhere in print, and where it does."""
    if asked is None or asked.printed or asked["item"] or not one.targets:
        return ""
    return replace(asked, values={"item": one.targets[0]}).url()


def _drawn(one: Item, links: WebLinks, judged: Mapping[str, Controls]) -> Drawn:
    found = judged.get(target_of(one) or "")
    html = Markup(drawn_line(unsaid(one.line) if found else one.line, links))
    return Drawn(one, html, found, judged.get(group_of(one) or ""))


def judged_on(site: Site, asked: Asked, shown: Shown) -> Mapping[str, Controls]:
    """What can be decided on the items of a page, and what was; nothing in print."""
    every = [targets_of(one) or tuple(filter(None, [group_of(one)])) for one in shown.items]
    return {} if asked.printed else controls(site, filter(None, every), asked.url())


def _runs(items: Sequence[Item]) -> Iterator[tuple[str, Line | None, list[Item]]]:
    run: list[Item] = []
    for one in items:
        if run and (run[0].section, run[0].heading) != (one.section, one.heading):
            yield run[0].section, run[0].heading, run
            run = []
        run.append(one)
    if run:
        yield run[0].section, run[0].heading, run
