"""A content that a rule found, by tokens, and the spans of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.spans import Span
from onrecord.reading.attribution import trim
from onrecord.reading.attribution.clauses import Range
from onrecord.reading.attribution.drafts import Piece


@dataclass(frozen=True, slots=True)
class Found:
    """A content of a verb.

    Attributes:
        spans: its token ranges.
        rule: name of the rule.
        cue_end: last token of the cue if that reaches beyond the verb.
    """

    spans: list[Range]
    rule: str
    cue_end: int | None = None


def spans(piece: Piece, ranges: list[Range], holes: list[Range], home: int, edges: Sequence[int]) -> tuple[Span, ...]:
    """Canonical spans of content ranges without the reporting phrase, cut where direct speech of its own begins."""
    found = []
    for lo, hi in ranges:
        stop = next((edge for edge in edges if lo < edge <= hi), None)
        for part in trim.runs(max(lo, piece.body), hi if stop is None else stop - 1, holes):
            clean = trim.tidy(piece, part, home)
            if clean is not None:
                found.append(clean)
    return tuple(piece.cut(*one) for one in dict.fromkeys(found))
