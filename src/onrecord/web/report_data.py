"""One report for the page: read from the store with its revisions alone, as JSON and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord import pipeline
from onrecord.decisions import ledger
from onrecord.decisions.entries import decided
from onrecord.decisions.standing import NONE, Decisions
from onrecord.exports.shapes import reading
from onrecord.model.reading import Entry
from onrecord.model.revision import Chain, chains
from onrecord.revising import chain_of as chain_in
from onrecord.store.shown import Wanted
from onrecord.views import columns, read
from onrecord.views.index import Index
from onrecord.views.page import Page, Scalar
from onrecord.views.revisions import by_id, section, shape
from onrecord.views.rows import rows

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Screens whose items on a report its rows have, in the order in which 'onrecord report' shows them.
_BETWEEN = ("lineage", "checks", "only")

Row = Mapping[str, Scalar]


def entry_of(site: Site, report: str) -> Entry:
    """A report with what was read in it, as people's decisions leave it; no other report is loaded.

    Args:
        site: what the page shows.
        report: the whole id of the report.

    Raises:
        NotFound: there is no such report.
    """
    made = site.store.judgements()
    # Those on what this report attributes, on its positions and their issues, on which no other report bears.
    decisions = Decisions(made, lambda: chains(site.store.revisions())) if made else NONE
    found = decided(site.store.entry(report), decisions)
    (entry,) = ledger.decided(pipeline.under((found,), site.store.setting("issues")), decisions)
    return entry


def chain_of(site: Site, report: str) -> Chain | None:
    """The revisions that a report is one of; ``None`` if its outlet did not change it."""
    return chain_in(site.store, report)


def twin(site: Site, entry: Entry, chain: Chain | None) -> dict[str, Any]:
    """The report as ``onrecord report --json`` prints it."""
    entries = by_id([entry_of(site, one) for one in chain.reports]) if chain else {}
    return reading(entry) | {"revisions": shape(chain, entries) if chain else []}


def report_rows(site: Site, entry: Entry, chain: Chain | None) -> Iterator[Row]:
    """Everything on the screen as rows: revisions, what other reports have of it, what was read in it."""
    revisions = [entry_of(site, one) for one in chain.reports] if chain else []
    index = Index((entry, *(one for one in revisions if one.id != entry.id)), ids=True)
    changed = (section(index, chain, by_id(revisions), entry.id),) if chain else ()
    between = [site.screens.rows(Wanted(screen, {"report": entry.id})) for screen in _BETWEEN]
    own = Page("", (), tuple(read.sections(entry)))
    return numbered([rows(index.cited(Page("", (), changed))), *between, rows(index.cited(own))])


def numbered(groups: Sequence[Iterable[Row]]) -> Iterator[Row]:
    """Rows of several screens with the items numbered through, so that equal numbers are one thing."""
    last = 0
    for group in groups:
        seen: dict[Scalar, int] = {}
        for row in group:
            number = seen.setdefault(row["item"], last + len(seen) + 1)
            yield {**row, "item": number}
        last += len(seen)


#: The columns of a report's rows.
COLUMNS = tuple(dict.fromkeys((*columns.REPORT, "claim", "only_in")))
