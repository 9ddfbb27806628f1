"""What the rules work on and what they give: a parsed block with its quotations, and drafts of attributions.

This is the seam for a trained reader: anything that turns ``Page`` into ``Draft`` values can stand in for the rules;
``chain.finish`` makes attributions of the drafts of either, in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.lexicons.cues import Class
from onrecord.model.report import Block
from onrecord.model.spans import Span
from onrecord.reading.attribution.marks import Quoted, scan
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
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    kind: Class
    rule: str
    clue: str
    addressee: Span | None = None


@dataclass(slots=True)
class Quote:
    """A quotation in a parsed block, by tokens.

    Attributes:
        first: index of its first token after the opening mark.
        last: index of its last token before the closing mark.
        opening: index of the token of the opening mark (``first`` where it shares a token).
        closing: index of the token of the closing mark; of its last token where nothing closes it.
        closed: whether a mark closes it.
        start: first character, marks left out.
        end: character after the last.
    """

    first: int
    last: int
    opening: int
    closing: int
    closed: bool
    start: int
    end: int


@dataclass(slots=True)
class Piece:
    """A parsed block with its quotations.

    Attributes:
        parsed: the parsed block.
        block: the block.
        ranges: its ranges between quotation marks, nested ones included, in characters of the parsed text.
        quotes: its outermost quotations, in text order.
        inside: for each token, the index of the quotation that it stands in (marks included), or -1.
    """

    parsed: Parsed
    block: Block
    ranges: tuple[Quoted, ...]
    quotes: list[Quote]
    inside: list[int]

    @property
    def doc(self) -> Any:
        """The spaCy ``Doc``."""
        return self.parsed.doc

    def cut(self, first: int, last: int) -> Span:
        """The canonical span of tokens ``first`` to ``last`` (the last included)."""
        token = self.doc[last]
        return self.parsed.span(self.doc[first].idx, token.idx + len(token.text))


@dataclass(slots=True)
class Page:
    """All that is read of a report: its parsed blocks in text order.

    Attributes:
        pieces: the parsed blocks with their quotations.
    """

    pieces: list[Piece] = field(default_factory=list)


Proposer = Callable[[Page], Sequence[Draft]]


def page(parsed: Sequence[Parsed]) -> Page:
    """Parsed blocks with their quotations found."""
    return Page([piece(one) for one in parsed])


def piece(parsed: Parsed) -> Piece:
    """A parsed block with its quotations found."""
    doc = parsed.doc
    ranges = scan(doc.text)
    quotes: list[Quote] = []
    inside = [-1] * len(doc)
    token = 0
    for one in ranges:
        if one.depth or (quotes and one.start < quotes[-1].end):
            continue
        while token < len(doc) and doc[token].idx + len(doc[token].text) <= one.outer[0]:
            token += 1
        opening = token
        while token < len(doc) and doc[token].idx < one.start:
            token += 1
        first = token if token > opening else opening
        while token < len(doc) and doc[token].idx < one.end:
            token += 1
        last = token - 1
        if last < first:
            continue
        while token < len(doc) and doc[token].idx < one.outer[1]:
            token += 1
        for index in range(opening, token):
            inside[index] = len(quotes)
        quotes.append(Quote(first, last, opening, token - 1, one.closed, one.start, one.end))
    return Piece(parsed, parsed.report.blocks[parsed.block], ranges, quotes, inside)
