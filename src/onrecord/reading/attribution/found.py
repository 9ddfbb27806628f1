"""A content that a rule found, by tokens, and the spans of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.spans import Span
from onrecord.reading.attribution import trim
from onrecord.reading.attribution.bounds import LONGEST
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
    """Canonical spans of content ranges without the reporting phrase, cut where direct speech of its own begins.

    Args:
        piece: the block.
        ranges: the content by tokens.
        holes: the source and the cue.
        home: index of the quotation that the cue stands in, -1 if in none.
        edges: first tokens, in order, of the reporting phrases that no content runs over.
    """
    found = []
    for lo, hi in ranges:
        hi = min(hi, lo + LONGEST)
        edge = bisect_right(edges, lo)
        if edge < len(edges) and edges[edge] <= hi:
            hi = edges[edge] - 1
        for part in trim.runs(max(lo, piece.body), hi, holes):
            clean = trim.tidy(piece, part, home)
            if clean is not None:
                found.append(clean)
    return tuple(piece.cut(*one) for one in dict.fromkeys(found))
