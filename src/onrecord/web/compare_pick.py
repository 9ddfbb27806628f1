"""The picker of the comparison: which report to set beside another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.errors import NotFound
from onrecord.screens.shelf import Item
from onrecord.store.shown import Wanted
from onrecord.views.words import moment
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked
from onrecord.web.compare_found import apart, lines
from onrecord.web.links import report_path

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Reports that are offered under each heading.
OFFERED = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """A report that can be chosen.

    Attributes:
        id: its id.
        title: its headline.
        by: its outlet or agency.
        label: its short label, and when it was published.
        href: the same screen with it chosen.
        report: where it is shown.
        why: what speaks for it.
    """

    id: str
    title: str
    by: str
    label: str
    href: str
    report: str
    why: str = ""


def pick(site: Site, asked: Asked) -> Answer:
    """The screen where one report, or both, are still to be chosen.

    Raises:
        NotFound: the one that is chosen is not on record.
    """
    picker = _Picker(site, asked)
    known = asked["b"] or asked["a"]
    chosen = picker.looked_up({known: ""}) if known else []
    if known and not chosen:
        hint = "Choose a report from the list of reports"
        raise NotFound(f"no report {known!r} on record", where=site.name, hint=hint)
    offered = picker.offered(known)
    data: dict[str, Any] = {
        "screen": "compare",
        "title": "Choose two reports",
        "filters": {name: asked[name] for name in ("a", "b", "q") if asked[name]},
        "missing": [name for name in ("a", "b") if not asked[name]],
        "offered": {
            heading: [
                {"id": one.id, "title": one.title, "outlet": one.by, "why": one.why, "href": one.href} for one in some
            ]
            for heading, some in offered.items()
        },
    }
    context = {"side": picker.side, "chosen": chosen[0] if chosen else None, "offered": offered}
    title = "Choose a report to set beside this one" if known else "Choose two reports"
    return Answer("compare_pick.html", title, data, context)


class _Picker:
    """Finds the reports to choose from.

    Args:
        site: the record.
        asked: the question, which has one report or none.

    Attributes:
        side: which of the two is chosen next.
    """

    def __init__(self, site: Site, asked: Asked) -> None:
        self._site = site
        self._asked = asked
        self.side = "b" if asked["a"] else "a"

    def offered(self, known: str) -> dict[str, list[Offer]]:
        """Those found by words; else the nearest of the one that is chosen, then those of its story."""
        words = self._asked["q"]
        if words:
            hits = {hit.report: "" for hit in self._site.store.search(words, OFFERED) if hit.report != known}
            return {f"Reports with “{words}”": self.looked_up(hits)}
        if not known:
            total = self._site.screens.total(Wanted("reports"))
            some = f"The first {OFFERED} of {total:,} reports; search for others by their words"
            return {some if total > OFFERED else "Reports": self._listed(Wanted("reports"), ())}
        near = _derived(self._site, known)
        told = {one: why for one, why in _differing(self._site, known).items() if one not in near}
        found = {
            "Whose words it shares": self.looked_up(near),
            "Whose account differs": self.looked_up(told),
            "Of the same story": self._of_story(known, {known, *near, *told}),
        }
        return {heading: some for heading, some in found.items() if some}

    def looked_up(self, reports: Mapping[str, str]) -> list[Offer]:
        """The reports with these ids that are on record, each with what speaks for it, in this order."""
        return [
            offer
            for report, why in list(reports.items())[:OFFERED]
            for offer in self._listed(Wanted("reports", {"report": report}), (), why)
        ]

    def _of_story(self, known: str, without: Collection[str]) -> list[Offer]:
        stories = self._site.screens.page(Wanted("stories", {"report": known}), limit=1).items
        story = str(stories[0].line.facts.get("story") or "") if stories else ""
        return self._listed(Wanted("reports", {"story": story}), without) if story else []

    def _listed(self, wanted: Wanted, without: Collection[str], why: str = "") -> list[Offer]:
        shown = self._site.screens.page(wanted, limit=OFFERED + len(without))
        items = [item for item in shown.items if _id(item) not in without][:OFFERED]
        return [self._offer(item, shown.known.labels.get(_id(item), ""), why) for item in items]

    def _offer(self, item: Item, label: str, why: str) -> Offer:
        facts, report = item.line.facts, _id(item)
        published = str(facts["published"]) if facts.get("published") else None
        by = str(facts.get("outlet") or facts.get("agency") or "outlet not known")
        title = str(facts.get("title") or "no headline")
        href = self._asked.url(q=None, a=report) if self.side == "a" else self._asked.url(q=None, b=report)
        return Offer(report, title, by, f"{label} {moment(published)}".strip(), href, report_path(report), why)


def _id(item: Item) -> str:
    return str(item.line.facts.get("id") or "")


def _derived(site: Site, report: str) -> dict[str, str]:
    """The reports that share their wording with one, each with what is said of the two."""
    found: dict[str, str] = {}
    for item in site.screens.page(Wanted("shared", {"report": report})).items:
        for each in lines(item.line):
            ends = [str(each.facts[name]) for name in ("a", "b") if each.facts.get(name)]
            if report in ends and len(ends) == 2:
                found.setdefault(ends[0] if ends[1] == report else ends[1], item.line.text)
    return found


def _differing(site: Site, report: str) -> dict[str, str]:
    """The reports whose account differs from that of one."""
    found: dict[str, str] = {}
    for item in site.screens.page(Wanted("checks", {"report": report})).items:
        for each in lines(item.line):
            for citation in each.citations:
                if citation.report != report and apart(item, report, citation.report):
                    found.setdefault(citation.report, f"{item.section}: {item.line.text}")
    return found
