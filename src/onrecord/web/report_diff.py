"""The screen of what an outlet changed in a report, from one revision to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from onrecord.errors import NotFound
from onrecord.model.reading import Entry
from onrecord.model.revision import Chain
from onrecord.render.diffed import diffed
from onrecord.render.html import drawn_lines
from onrecord.screens.packed import Known
from onrecord.views import columns, read
from onrecord.views.index import Index
from onrecord.views.page import Page, Section
from onrecord.views.report_revisions import anew, beside, change_lines, changes_shape, places, which
from onrecord.views.revisions import compared
from onrecord.views.rows import rows
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.links import WebLinks, report_path
from onrecord.web.report import ID, of_report
from onrecord.web.report_data import Row, chain_of, entry_of

if TYPE_CHECKING:
    from onrecord.web.site import Site

PARAMS = (ID, Param("against", "id of the revision to compare with; the one before if left out", "id"))


def diff(site: Site, asked: Asked) -> Answer:
    """What the screen of the changes between two revisions answers.

    Raises:
        NotFound: there is no such report, or the other one is no revision of it.
    """
    entry = entry_of(site, asked["id"])
    chain = chain_of(site, entry.id)
    title = f"What changed: {read.title(entry)}"
    here = of_report(asked, f"{report_path(entry.id)}/diff")
    if chain is None:
        one: dict[str, Any] = {"before": None, "after": entry.id, "changes": []}
        return Answer("diff.html", title, one, {"here": here, "chain": None, "entry": entry, "back": _back(entry)})
    before, after = _pair(site, entry, chain, asked["against"])
    context = _context(chain, before, after, here) if asked.form == "html" else {}
    return Answer(
        "diff.html",
        title,
        changes_shape(before, after),
        {**context, "here": here, "chain": chain, "entry": entry, "back": _back(entry)},
        columns.REPORT,
        lambda: _rows(before, after),
    )


def _back(entry: Entry) -> str:
    return report_path(entry.id)


def _pair(site: Site, entry: Entry, chain: Chain, against: str) -> tuple[Entry, Entry]:
    """The two revisions, the earlier one first."""
    other = against or beside(chain, entry.id)
    if other not in chain.reports or other == entry.id:
        raise NotFound.among("other revision", other, [one for one in chain.reports if one != entry.id], where=entry.id)
    pair = sorted((entry, entry_of(site, other)), key=lambda one: chain.reports.index(one.id))
    return pair[0], pair[1]


def _context(chain: Chain, before: Entry, after: Entry, here: Asked) -> dict[str, Any]:
    labels = {one.id: which(chain, one.id) for one in (before, after)}
    lines = change_lines(before, after)
    found = compared(before.report, after.report)
    return {
        "before": (labels[before.id], report_path(before.id)),
        "after": (labels[after.id], report_path(after.id)),
        "count": len(lines),
        "anew": anew(before, after),
        "text": Markup(diffed(before.report, after.report, found, whole=here.printed)),
        "lines": Markup(drawn_lines(lines, WebLinks(Known(labels=labels)))),
        "places": [(one, here.url(against=one.report)) for one in places(chain, after.id)],
    }


def _rows(before: Entry, after: Entry) -> Iterator[Row]:
    index = Index((before, after))
    page = Page("", (), (Section("What changed", change_lines(before, after)),))
    yield from rows(index.cited(page))
