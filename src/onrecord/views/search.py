"""The screen of a search: the sentences in which the words stand."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.spans import Citation
from onrecord.views.index import Index, sentence
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.words import count, flat


def page(entries: Sequence[Entry], relations: Relations, query: str, hits: Sequence[Citation]) -> Page:
    """A line a hit, in the order of the search.

    Args:
        entries: the reports on record.
        relations: what holds between them.
        query: what was searched for.
        hits: the passages that were found, best first.
    """
    index = Index(entries, relations)
    reports = {hit.report for hit in hits}
    said = f"{count(len(hits), 'passage')} in {count(len(reports), 'report')} of {len(index.entries)}."
    return index.cited(
        Page(
            f"Search: {query}",
            (line(said),),
            (
                Section(
                    "Passages",
                    tuple(hit_line(index, hit) for hit in hits),
                    empty=f"Nothing with {query!r} stands in any of the {count(len(index.entries), 'report')}.",
                ),
            ),
        )
    )


def hit_line(index: Index, hit: Citation) -> Line:
    """The sentence of a hit with the words that were found standing out."""
    whole, words = sentence(index.entry(hit.report), hit.span), flat(hit.text)
    before, found, after = whole.partition(words)
    return line(
        f"{index.named(hit.report)}: “",
        before,
        Run(found, "strong") if found != whole else found,
        after,
        "”",
        cite=[hit],
        facts={"found": words},
    )
