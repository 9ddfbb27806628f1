"""The picker of the comparison: which report to set beside another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.errors import NotFound
from onrecord.screens.shelf import Item
from onrecord.store.shown import Wanted
from onrecord.views.page import Line
from onrecord.views.words import moment
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked
from onrecord.web.links import report_path

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Reports that are offered under each heading.
OFFERED = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A report that can be chosen.

    Attributes:
        id: its id.
        title: its headline.
        by: what tells it apart: its label, its outlet and when it was published.
        href: the same screen with it chosen.
        report: where it is shown.
        why: what speaks for it.
    """

    id: str
    title: str
    by: str
    href: str
    report: str
    why: str = ""


def pick(site: Site, asked: Asked) -> Answer:
    """The screen where one report, or both, are still to be chosen.

    Raises:
        NotFound: the one that is chosen is not on record.
    """
    side = "a" if not asked["a"] else "b"
    known = asked["b"] if side == "a" else asked["a"]
    chosen = _offers(site, asked, {known: ""}, side) if known else []
    if known and not chosen:
        raise NotFound(
            f"no report {known!r} on record", where=site.name, hint="Choose a report from the list of reports"
        )
    offered = _offered(site, asked, known, side)
    data: dict[str, Any] = {
        "screen": "compare",
        "title": "Choose two reports",
        "filters": {name: asked[name] for name in ("a", "b", "q") if asked[name]},
        "missing": [name for name in ("a", "b") if not asked[name]],
        "offered": {
            heading: [
                {"id": one.id, "title": one.title, "by": one.by, "why": one.why, "href": one.href} for one in some
            ]
            for heading, some in offered.items()
        },
    }
    context = {"side": side, "chosen": chosen[0] if chosen else None, "offered": offered}
    return Answer(
        "compare_pick.html",
        "Choose two reports" if not known else "Choose a report to set beside this one",
        data,
        context,
    )


def _offered(site: Site, asked: Asked, known: str, side: str) -> dict[str, list[Offer]]:
    """The reports to choose from: those found by words, else the nearest of one that is chosen, then of its story."""
    if asked["q"]:
        hits = {hit.report: "" for hit in site.store.search(asked["q"], OFFERED) if hit.report != known}
        return {f"Reports with “{asked['q']}”": _offers(site, asked, hits, side)}
    if not known:
        latest = site.screens.page(Wanted("reports"), limit=OFFERED)
        return {"Reports": _offers(site, asked, {_id(item): "" for item in latest.items}, side)}
    near = _derived(site, known)
    told = {one: why for one, why in _differing(site, known).items() if one not in near}
    story = {one: "" for one in _of_story(site, known) if one not in near and one not in told}
    found = {
        "Whose words it shares": _offers(site, asked, near, side),
        "Whose account differs": _offers(site, asked, told, side),
        "Of the same story": _offers(site, asked, story, side),
    }
    return {heading: some for heading, some in found.items() if some}


def _offers(site: Site, asked: Asked, reports: dict[str, str], side: str) -> list[Offer]:
    """The reports with these ids that are on record, in this order."""
    found = []
    for report, why in list(reports.items())[:OFFERED]:
        shown = site.screens.page(Wanted("reports", {"report": report}), limit=1)
        if shown.items:
            facts = shown.items[0].line.facts
            published = str(facts["published"]) if facts.get("published") else None
            by = ", ".join((str(facts.get("outlet") or facts.get("agency") or "outlet not known"), moment(published)))
            label = shown.known.labels.get(report, "")
            title = str(facts.get("title") or "no headline")
            href = asked.url(q=None, a=report) if side == "a" else asked.url(q=None, b=report)
            found.append(Offer(report, title, f"{label} {by}".strip(), href, report_path(report), why))
    return found


def _id(item: Item) -> str:
    return str(item.line.facts.get("id") or "")


def _derived(site: Site, report: str) -> dict[str, str]:
    """The reports that share their wording with one, each with what is said of the two."""
    found: dict[str, str] = {}
    for item in site.screens.page(Wanted("lineage", {"report": report})).items:
        for each in _lines(item.line):
            ends = [str(each.facts[name]) for name in ("a", "b") if each.facts.get(name)]
            if report in ends and len(ends) == 2:
                found.setdefault(ends[0] if ends[1] == report else ends[1], item.line.text)
    return found


def _differing(site: Site, report: str) -> dict[str, str]:
    """The reports whose account differs from that of one."""
    found: dict[str, str] = {}
    for item in site.screens.page(Wanted("checks", {"report": report})).items:
        if item.targets:
            for each in _lines(item.line):
                for citation in each.citations:
                    if citation.report != report:
                        found.setdefault(citation.report, f"{item.section}: {item.line.text}")
    return found


def _of_story(site: Site, report: str) -> list[str]:
    stories = site.screens.page(Wanted("stories", {"report": report}), limit=1).items
    story = str(stories[0].line.facts.get("story") or "") if stories else ""
    found = site.screens.page(Wanted("reports", {"story": story}), limit=OFFERED + 1).items if story else ()
    return [_id(item) for item in found if _id(item) != report]


def _lines(one: Line) -> list[Line]:
    return [one, *(each for child in one.children for each in _lines(child))]
