"""What several reports tell, with the number of independent origins behind it, and what one report alone has."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.model.reading import Entry
from onrecord.model.relations import Corroboration
from onrecord.model.spans import Citation, Span
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, Section, line
from onrecord.views.words import count, flat, quoted


def corroboration_line(index: Index, one: Corroboration) -> Line:
    """A claim that several reports make, with how many independent origins are behind it."""
    reports = [citation.report for citation in one.evidence]
    names = ", ".join(dict.fromkeys(index.origin_name(origin) for origin in index.origins(reports)))
    behind = "repeated within one origin" if one.origins == 1 else count(one.origins, "origin")
    behind = f"{count(len(set(reports)), 'report')}, {behind}" + (f" ({names})" if names else "")
    return line(
        flat(one.claim),
        Run(f" — {behind}", "quiet"),
        cite=one.evidence,
        facts={"claim": flat(one.claim), "reports": len(set(reports)), "origins": one.origins},
    )


def corroboration_sections(index: Index, *, shown: int | None = None, more: str = "") -> tuple[Section, Section]:
    """Claims of several independent origins, then those that several reports repeat from one origin."""
    ranked = sorted(index.relations.corroborated, key=lambda one: (-one.origins, -len(one.evidence)))
    parts = {
        "Told by several origins": (
            [one for one in ranked if one.origins > 1],
            "No claim was found that two independent origins make.",
        ),
        "Repeated within one origin": (
            [one for one in ranked if one.origins <= 1],
            "No claim was found that reports of one origin repeat.",
        ),
    }
    first, second = (
        Section(title, tuple(corroboration_line(index, one) for one in found), None, empty, shown, more)
        for title, (found, empty) in parts.items()
    )
    return first, second


def only_in_lines(index: Index, *, shown: int | None = None) -> tuple[Line, ...]:
    """A line a report with the sentences that no other report has: those first that tell of something."""
    return tuple(
        line(
            Run(index.named(entry.id), "strong"),
            Run(f" — {count(len(spans), 'sentence')}", "quiet"),
            children=[
                line(quoted(one.text), cite=[Citation.of(entry.id, one)], facts={"only_in": entry.id})
                for one in _telling_first(entry, spans)
            ],
            shown=shown,
        )
        for entry in index.entries
        if (spans := index.relations.only_in.get(entry.id, ()))
    )


def _telling_first(entry: Entry, spans: tuple[Span, ...]) -> list[Span]:
    """The sentences in which an event, a figure or a statement was read, then the rest, each in text order.

    What a page says beside its report ("Sign up for our newsletter") has none of them as a rule.
    """
    reading = entry.reading
    starts = sorted(
        [one.span.start for one in reading.events]
        + [one.span.start for one in reading.quantities]
        + [span.start for one in reading.attributions for span in one.content]
    )

    def silent(span: Span) -> bool:
        return bisect_left(starts, span.start) == bisect_left(starts, span.end)

    return sorted(spans, key=silent)
