"""The screen of what holds between two or more reports."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import QuoteLineage, Relations
from onrecord.views.differences import (
    changed_quotes,
    corroborations,
    finding_line,
    findings_of,
    only_in_lines,
    quote_line,
)
from onrecord.views.index import Index
from onrecord.views.lineage import derivation_line, independence, origin_line
from onrecord.views.page import Line, Page, Section, line


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """Whether the reports are independent, where they differ, changed quotations, what is repeated, what is alone."""
    index = Index(entries, relations)
    intro = (line(independence(index)), *_related(index), *_notes(index))
    parts = (
        Section(
            "Where accounts differ",
            tuple(finding_line(index, one) for one in findings_of(index)),
            empty="The reports were not found to differ about the same fact.",
        ),
        Section(
            "The same quotations",
            tuple(quote_line(index, one) for one in _quotes(index)),
            empty="No quotation was found in more than one of the reports.",
        ),
        Section(
            "What more than one report has",
            corroborations(index),
            empty="No claim was found in more than one of the reports.",
        ),
        Section(
            "Independent origins",
            tuple(origin_line(index, one) for one in relations.origins),
            empty="There is no report.",
        ),
        Section("What only one report has", only_in_lines(index), empty="Nothing stands in one report alone."),
    )
    return index.cited(Page("Comparison", intro, parts))


def _related(index: Index) -> list[Line]:
    return [derivation_line(index, one) for one in index.relations.derivations]


def _notes(index: Index) -> list[Line]:
    return [
        line(f"{index.named(entry.id)}: {note}")
        for entry in index.entries
        for note in (*entry.report.notes, *entry.reading.notes)
    ]


def _quotes(index: Index) -> list[QuoteLineage]:
    same = [one for one in index.relations.quotes if one.relation == "identical"]
    return [*changed_quotes(index), *same]
