"""What the rules work on and what they give: a parsed block with its quotations, and drafts of attributions.

This is the seam for a trained reader: anything that turns ``Page`` into ``Draft`` values can stand in for the rules;
``chain.finish`` makes attributions of the drafts of either, in the same way.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.lexicons.cues import Class
from onrecord.model.report import Block
from onrecord.model.spans import Span
from onrecord.reading.attribution.bounds import body, bounds
from onrecord.reading.attribution.marks import Quoted, scan
from onrecord.reading.attribution.quotes import Quote, place
from onrecord.reading.engine import Parsed


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution before its speaker is resolved and its place in the chain is known.

    Attributes:
        content: ranges of what was said, in text order.
        source: the words that name who said it.
        cue: the words that make it an attribution.
        kind: what kind of saying it is.
        rule: name of the rule or model that found it.
        clue: what the rule saw, as words for a reader.
        addressee: to whom it was said.
        told_in: cue of the draft that this one came through, where words say so ("…, the paper reported, citing her").
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    kind: Class
    rule: str
    clue: str
    addressee: Span | None = None
    told_in: Span | None = None


@dataclass(slots=True)
class Piece:
    """A parsed block with its quotations.

    Attributes:
        parsed: the parsed block.
        block: the block.
        ranges: its ranges between quotation marks, nested ones included, in characters of the parsed text.
        quotes: its outermost quotations, in text order.
        inside: for each token, the index of the quotation that it stands in (marks included), or -1.
        body: index of the first token after a dateline at the head of the block.
        bounds: for each token, the first and last token of its sentence.
    """

    parsed: Parsed
    block: Block
    ranges: tuple[Quoted, ...]
    quotes: list[Quote]
    inside: list[int]
    body: int
    bounds: list[tuple[int, int]]

    @property
    def doc(self) -> Any:
        """The spaCy ``Doc``."""
        return self.parsed.doc

    def cut(self, first: int, last: int) -> Span:
        """The canonical span of tokens ``first`` to ``last`` (the last included)."""
        token = self.doc[last]
        return self.parsed.span(self.doc[first].idx, token.idx + len(token.text))

    def tokens(self, span: Span) -> range:
        """The tokens that a canonical span of this block touches."""
        origins = self.parsed.mapped.origins
        first = bisect_right(self.doc, bisect_left(origins, span.start), key=lambda token: token.idx) - 1
        stop = bisect_left(self.doc, bisect_left(origins, span.end), key=lambda token: token.idx)
        return range(max(first, 0), stop)


@dataclass(slots=True)
class Page:
    """All that is read of a report: its parsed blocks in text order.

    Attributes:
        pieces: the parsed blocks with their quotations.
    """

    pieces: list[Piece] = field(default_factory=list)

    def at(self, offset: int) -> Piece | None:
        """The piece that a canonical offset stands in or is followed by; ``None`` behind the last."""
        number = bisect_left(self.pieces, offset, key=lambda piece: piece.parsed.mapped.origins[-1])
        return self.pieces[number] if number < len(self.pieces) else None


Proposer = Callable[[Page], Sequence[Draft]]


def page(parsed: Sequence[Parsed]) -> Page:
    """Parsed blocks with their quotations found."""
    return Page([piece(one) for one in parsed])


def piece(parsed: Parsed) -> Piece:
    """A parsed block with its quotations and sentences found."""
    doc = parsed.doc
    ranges = scan(doc.text)
    quotes, inside = place(doc, ranges)
    start = body(doc)
    block = parsed.report.blocks[parsed.block]
    return Piece(parsed, block, ranges, quotes, inside, start, bounds(doc, quotes, inside, start))
