"""What other reports have of one: where it comes from, where accounts differ, its quotations; from the shelf alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from onrecord.render.html import drawn_lines
from onrecord.screens.packed import Known
from onrecord.screens.shelf import Item
from onrecord.store.shown import Wanted
from onrecord.views.differences import KINDS, SECTIONS
from onrecord.views.page import Line, Run
from onrecord.views.words import capital
from onrecord.web.asked import Asked
from onrecord.web.judging import target_of, unsaid
from onrecord.web.links import WebLinks

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Items of each kind that other reports have of this one; the rest is a link away.
FIRST = 10
#: Findings that are marked in the text, and statements that are looked through for those that others have too.
_MOST = 200

#: Sections of the accounts screen in which accounts do not agree, with what each says at the head of a line.
_DIFFER = {title: f"{capital(KINDS[kind])} — " for kind, (title, _) in SECTIONS.items()}
_DIFFER["Quotations whose words differ"] = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What other reports have of this one, of one kind.

    Attributes:
        title: what it is.
        html: the first of it; empty if there is nothing.
        empty: the sentence that stands there then.
        more: how many more there are, as far as they were counted.
        url: the screen that has all of it.
    """

    title: str
    html: Markup
    empty: str
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class OfOthers:
    """What other reports have of this one.

    Attributes:
        differing: where accounts differ.
        left: how many findings are on record that were not looked at.
        parts: the sections under the text.
        story: title and address of the story that it belongs to; ``None`` if there is none.
        links: how what stands here links.
    """

    differing: tuple[Line, ...]
    left: int
    parts: tuple[Part, ...]
    story: tuple[str, str] | None
    links: WebLinks


def of_others(site: Site, report: str) -> OfOthers:
    """What the screens have of a report.

    Args:
        site: what the page shows.
        report: id of the report.
    """
    mine = {"report": report}
    checks = site.screens.page(Wanted("checks", mine), limit=_MOST)
    lineage = site.screens.page(Wanted("lineage", mine), limit=FIRST)
    quotes = site.screens.page(Wanted("quotes", mine), limit=_MOST)
    only = site.screens.page(Wanted("only", mine), limit=FIRST)
    stories = site.screens.page(Wanted("stories", mine), limit=1)
    links = WebLinks(_joined(one.known for one in (checks, lineage, quotes, only, stories)))
    differing = [_named(one) for one in checks.items if one.section in _DIFFER]
    elsewhere = [one for one in quotes.items if _elsewhere(one)]

    def part(title: str, path: str, items: Sequence[Item], total: int, empty: str) -> Part:
        html = Markup(drawn_lines([_headed(one) for one in items[:FIRST]], links))
        return Part(title, html, empty, max(0, total - FIRST), Asked(path, values=mine).url())

    parts = (
        part("Where it comes from", "/lineage", lineage.items, lineage.total, "No other report shares its wording."),
        part("Where other accounts differ", "/checks", differing, len(differing), "No report was found to differ."),
        part("Its quotations elsewhere", "/quotes", elsewhere, len(elsewhere), "No other report has its quotations."),
        part("What only this report has", "/only", only.items, only.total, "Nothing stands in this report alone."),
    )
    told_in = [
        (str(one.line.facts.get("title") or one.line.text), one.line.facts.get("story")) for one in stories.items
    ]
    story = [(title, f"/story/{quote(str(name), safe='')}") for title, name in told_in if name]
    left = checks.total - len(checks.items)
    return OfOthers(tuple(one.line for one in differing), left, parts, story[0] if story else None, links)


def _named(one: Item) -> Item:
    """Where accounts differ, with how they do, which elsewhere the section's title says, and what to decide on."""
    how = tuple(run for run in (Run(_DIFFER[one.section], "strong"),) if run.text)
    facts = {**one.line.facts, "finding": target_of(one)}
    return replace(one, line=replace(unsaid(one.line), runs=(*how, *unsaid(one.line).runs), whole=(), facts=facts))


def _elsewhere(one: Item) -> bool:
    """Whether an utterance is in more than one report."""
    reports = one.line.facts.get("reports")
    return isinstance(reports, int) and reports > 1


def _joined(every: Iterable[Known]) -> Known:
    known = Known()
    for one in every:
        known.labels |= one.labels
        known.outlets |= one.outlets
        known.out |= one.out
    return known


def _headed(one: Item) -> Line:
    """An item by itself, with the name that it stands under on its own screen, such as its speaker's."""
    name = next((run for run in one.heading.runs if run.mark == "strong"), None) if one.heading else None
    if name is None:
        return one.line
    return replace(one.line, runs=(name, Run(" "), *one.line.runs), whole=())
