"""The screen of a search: the sentences in which the words stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.spans import Citation
from onrecord.views import columns
from onrecord.views.index import Index, sentence
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.words import count, quoted, same


def page(
    entries: Sequence[Entry],
    relations: Relations,
    query: str,
    hits: Sequence[Citation],
    earlier: Sequence[Entry] = (),
) -> Page:
    """A line a hit, in the order of the search.

    Args:
        entries: the reports on record.
        relations: what holds between them.
        query: what was searched for.
        hits: the passages that were found, best first.
        earlier: revisions that their outlets changed since; hits in them say so.
    """
    index = Index((*entries, *earlier), relations)
    gone = frozenset(one.id for one in earlier)
    wanted = frozenset(same(query).split())
    reports = {hit.report for hit in hits}
    said = f"{count(len(hits), 'passage')} in {count(len(reports), 'report')} of {len(index.entries)}."
    return index.cited(
        Page(
            f"Search: {query}",
            (line(said),),
            (
                Section(
                    "Passages",
                    tuple(hit_line(index, hit, wanted, earlier=hit.report in gone) for hit in hits),
                    empty=f"Nothing with {query!r} stands in any of the {count(len(index.entries), 'report')}.",
                ),
            ),
        ),
        columns.SEARCH,
    )


_PARTS = re.compile(r"(\w+)")


def hit_line(index: Index, hit: Citation, wanted: frozenset[str], *, earlier: bool = False) -> Line:
    """The sentence of a hit with the words that were looked for standing out."""
    whole = quoted(sentence(index.entry(hit.report), hit.span))
    parts = [Run(part, "strong") if part.casefold() in wanted else Run(part) for part in _PARTS.split(whole)]
    which = ", earlier revision" if earlier else ""
    return line(f"{index.named(hit.report)}{which}: ", *parts, cite=[hit])
