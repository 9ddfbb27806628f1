"""The screen of what holds between two or more reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views import columns
from onrecord.views.agreement import corroboration_sections, only_in_lines
from onrecord.views.differences import GRAVE, SLIGHT, quotes_section, sections_by_kind
from onrecord.views.index import Index, notes
from onrecord.views.lineage import derivation_line, independence, origin_lines
from onrecord.views.page import Line, Page, Section, folded, line
from onrecord.views.wordings import same_quote_line, same_quotes

#: How many lines of each part a terminal shows first. What matters most is shown longest: two screens of 40 lines hold
#: the differences of an event of seven reports.
SHOWN = {
    "grave": 10,
    "quotes": 8,
    "slight": 5,
    "agreed": 6,
    "repeated": 3,
    "same": 3,
    "alone": 2,
    "reports": 8,
    "wording": 4,
}

_MORE, _MORE_FIRST = "--all", "--all shows everything"


def page(entries: Sequence[Entry], relations: Relations, inputs: Sequence[str] = ()) -> Page:
    """Whether the reports are independent, where they differ, changed quotations, what is repeated, what is alone.

    Args:
        entries: the reports.
        relations: what holds between them.
        inputs: the files that they are from, in the same order, if known.
    """
    index = Index(entries, relations, inputs=inputs)
    parts = (*_differences(index), *_agreement(index), _alone(index), *_lineage(index), *_notes(index))
    return Page("Comparison", (line(independence(index)),), _said_once(parts), index.labelled, columns.COMPARE)


def _said_once(parts: Sequence[Section]) -> tuple[Section, ...]:
    """The parts, of which the first that leaves something out says in words how to see it."""
    first = next((n for n, one in enumerate(parts) if folded(one)), None)
    return tuple(replace(one, more=_MORE_FIRST) if n == first else one for n, one in enumerate(parts))


def _differences(index: Index) -> list[Section]:
    """What differs, the gravest first; of kinds that were not found only the contradictions are named."""
    contradictions, *grave = sections_by_kind(index, GRAVE, shown=SHOWN["grave"], more=_MORE)
    slight = sections_by_kind(index, SLIGHT, shown=SHOWN["slight"], more=_MORE)
    quotes = quotes_section(index, shown=SHOWN["quotes"], more=_MORE)
    return [contradictions, *(one for one in (*grave, *slight) if one.lines), quotes]


def _agreement(index: Index) -> list[Section]:
    several, repeated = corroboration_sections(index, shown=SHOWN["agreed"], more=_MORE)
    repeated = replace(repeated, shown=SHOWN["repeated"])
    lines = tuple(same_quote_line(index, *group) for group in same_quotes(index))
    quoted = Section("Quoted in the same words", lines, shown=SHOWN["same"], more=_MORE)
    return [several, *(one for one in (repeated, quoted) if one.lines)]


def _alone(index: Index) -> Section:
    return Section(
        "What only one report has",
        only_in_lines(index, shown=SHOWN["alone"]),
        empty="Nothing stands in one report alone.",
        shown=SHOWN["reports"],
        more=_MORE,
    )


def _lineage(index: Index) -> list[Section]:
    origins = Section("Independent origins", origin_lines(index), empty="There is no report.")
    lines = tuple(derivation_line(index, one) for one in index.relations.derivations)
    shared = Section("Reports that share their wording", lines, shown=SHOWN["wording"], more=_MORE)
    return [origins, *([shared] if lines else [])]


def _notes(index: Index) -> list[Section]:
    """What a reader should know about the reports themselves, such as a date in doubt."""
    lines: list[Line] = [
        line(f"{index.named(entry.id)}: {note}", cite=index.headline(entry.id))
        for entry in index.entries
        for note in notes(entry)
    ]
    return [Section("About the reports", tuple(lines), shown=SHOWN["reports"], more=_MORE)] if lines else []
