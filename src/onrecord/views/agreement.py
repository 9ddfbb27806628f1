"""What several reports tell, with the number of independent origins behind it, and what one report alone has."""

from __future__ import annotations

import re
from bisect import bisect_left

from onrecord.model.parse import tokens
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
    figures = any(one.type == "number" for one in index.relations.findings)
    apart = "; facts with differing figures stand above" if figures else ""
    ranked = sorted(index.relations.corroborated, key=lambda one: (-one.origins, -len(one.evidence)))
    parts = {
        "Told by several origins": (
            [one for one in ranked if one.origins > 1],
            f"No sentence was found that two origins tell alike{apart}.",
        ),
        "Repeated within one origin": (
            [one for one in ranked if one.origins <= 1],
            "No sentence was found that reports of one origin repeat.",
        ),
    }
    first, second = (
        Section(title, tuple(corroboration_line(index, one) for one in found), None, empty, shown, more)
        for title, (found, empty) in parts.items()
    )
    return first, second


def only_in_lines(index: Index, *, shown: int | None = None) -> tuple[Line, ...]:
    """A line a report with the sentences that no other report has: those first that tell of something.

    Left out are sentences that a finding or a quotation above has a part of, and what is no account: what has no
    verb, and what speaks to the reader of the page.
    """
    compared = _compared(index)
    return tuple(
        line(
            Run(index.named(entry.id), "strong"),
            Run(f" — {count(len(spans), 'sentence')}", "quiet"),
            children=[
                line(quoted(one.text), cite=[Citation.of(entry.id, one)], facts={"only_in": entry.id}) for one in spans
            ],
            shown=shown,
        )
        for entry in index.entries
        if (spans := _accounts(entry, index.relations.only_in.get(entry.id, ()), compared.get(entry.id, [])))
    )


def _compared(index: Index) -> dict[str, list[Span]]:
    """The passages of each report that stand in a finding or beside another wording of a quotation."""
    found: dict[str, list[Span]] = {}
    cited = [side.citation for one in index.relations.findings for side in one.sides]
    cited += [variant.citation for one in index.relations.quotes for variant in one.variants]
    for citation in cited:
        found.setdefault(citation.report, []).append(citation.span)
    return found


#: Tags of verbs that make a sentence; an infinitive or a participle alone makes a heading or a command.
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_COUNTER = re.compile(r"\A\W*+\d++\s*+(?:of|/)\s*+\d++\b")
_READER = re.compile(r"\b(?:you|your|please|sign up|click)\b", re.IGNORECASE)
_MARKS = re.compile('["“”«»„]')


def _accounts(entry: Entry, spans: tuple[Span, ...], compared: list[Span]) -> list[Span]:
    """The sentences that tell something: first those in which an event, a figure or a statement was read.

    What a page says beside its report ("Sign up for our newsletter") has none of them as a rule.
    """
    reading = entry.reading
    starts = sorted(
        [one.span.start for one in reading.events]
        + [one.span.start for one in reading.quantities]
        + [span.start for one in reading.attributions for span in one.content]
    )
    parses = {one.span.start: one.parse for one in reading.sentences}

    def silent(span: Span) -> bool:
        return bisect_left(starts, span.start) == bisect_left(starts, span.end)

    def tells(span: Span) -> bool:
        if any(span.overlaps(other) for other in compared) or _COUNTER.match(span.text):
            return False
        parse = parses.get(span.start, "")
        if parse and not any(token.tag in _FINITE for token in tokens(parse)):
            return False
        return not (silent(span) and _READER.search(span.text) and not _MARKS.search(span.text))

    return sorted(filter(tells, spans), key=silent)
