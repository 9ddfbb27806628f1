"""The screen of where reports agree, differ and distort."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views.differences import (
    KINDS,
    changed_quotes,
    corroboration_sections,
    quote_line,
    sections_by_kind,
)
from onrecord.views.index import Index
from onrecord.views.page import Page, Section, line
from onrecord.views.words import count


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """Contradictions, other speakers, updates, framing, precision, changed quotations, and repeated claims."""
    index = Index(entries, relations, ids=True)
    changed = Section(
        "Quotations whose words differ",
        tuple(quote_line(index, one) for one in changed_quotes(index)),
        empty="No quotation was found that two reports give in different words.",
    )
    said = f"{count(len(relations.findings), 'finding')} in {count(len(index.entries), 'report')}."
    return index.cited(
        Page(
            "Where accounts differ",
            (line(said),),
            (*sections_by_kind(index, KINDS), changed, *corroboration_sections(index)),
        ),
    )
