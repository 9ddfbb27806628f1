"""The screen of what holds between two or more reports."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation, QuoteLineage, Relations
from onrecord.model.spans import Citation
from onrecord.views.differences import (
    changed_quotes,
    corroboration_sections,
    finding_lines,
    findings_of,
    only_in_lines,
    quote_line,
)
from onrecord.views.index import Index, notes
from onrecord.views.lineage import derivation_line, independence, origin_line, relation_words
from onrecord.views.page import Line, Page, Section, line


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """Whether the reports are independent, where they differ, changed quotations, what is repeated, what is alone."""
    index = Index(entries, relations)
    intro = (line(independence(index)), *_related(index), *_notes(index))
    parts = (
        Section(
            "Where accounts differ",
            finding_lines(index, findings_of(index)),
            empty="The reports were not found to differ about the same fact.",
        ),
        Section(
            "The same quotations",
            tuple(quote_line(index, one) for one in _quotes(index)),
            empty="No quotation was found in more than one of the reports.",
        ),
        *corroboration_sections(index),
        Section(
            "Independent origins",
            tuple(origin_line(index, one) for one in relations.origins),
            empty="There is no report.",
        ),
        Section(
            "Reports that share their wording",
            tuple(derivation_line(index, one) for one in relations.derivations),
            empty="No two of the reports were found to share their wording.",
        ),
        Section("What only one report has", only_in_lines(index), empty="Nothing stands in one report alone."),
    )
    return index.cited(Page("Comparison", intro, parts))


#: More pairs than this are told in their section alone.
_RELATED = 3


def _related(index: Index) -> list[Line]:
    """How the reports' wordings are related, in a sentence a pair, with the longest shared passage."""
    found = index.relations.derivations
    if len(found) > _RELATED:
        return []
    return [line(f"{relation_words(index, one)}.", cite=_longest(one)) for one in found]


def _longest(one: Derivation) -> list[Citation]:
    if not one.shared:
        return []
    shared = max(one.shared, key=lambda pair: pair.a.end - pair.a.start)
    return [Citation.of(one.a, shared.a), Citation.of(one.b, shared.b)]


def _notes(index: Index) -> list[Line]:
    return [line(f"{index.named(entry.id)}: {note}") for entry in index.entries for note in notes(entry)]


def _quotes(index: Index) -> list[QuoteLineage]:
    same = [one for one in index.relations.quotes if one.relation == "identical"]
    return [*changed_quotes(index), *same]
