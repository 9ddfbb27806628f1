"""The screen of where reports agree, differ and distort."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views import columns
from onrecord.views.agreement import corroboration_sections
from onrecord.views.differences import GRAVE, SLIGHT, quotes_section, sections_by_kind
from onrecord.views.index import Index
from onrecord.views.page import Page, line
from onrecord.views.words import count


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """Contradictions, updates, other speakers, changed quotations, framing, precision, and repeated claims."""
    index = Index(entries, relations, ids=True)
    said = f"{count(len(relations.findings), 'finding')} in {count(len(index.entries), 'report')}."
    return index.cited(
        Page(
            "Where accounts differ",
            (line(said),),
            (
                *sections_by_kind(index, GRAVE),
                *sections_by_kind(index, SLIGHT),
                quotes_section(index),
                *corroboration_sections(index),
            ),
        ),
        columns.CHECKS,
    )
