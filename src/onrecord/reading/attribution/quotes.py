"""Quotations of a parsed block as ranges of its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.reading.attribution.marks import Quoted


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


def place(doc: Any, ranges: Sequence[Quoted]) -> tuple[list[Quote], list[int]]:
    """The outermost quotations by tokens, and for each token the index of the one it stands in, or -1."""
    quotes: list[Quote] = []
    inside = [-1] * len(doc)
    token = 0
    for one in ranges:
        if one.depth or (quotes and one.start < quotes[-1].end):
            continue
        opening = _skip(doc, token, one.outer[0], ends=True)
        first = max(_skip(doc, opening, one.start), opening)
        last = _skip(doc, first, one.end) - 1
        token = max(_skip(doc, last + 1, one.outer[1]), opening)
        if last < first:
            continue
        inside[opening:token] = [len(quotes)] * (token - opening)
        quotes.append(Quote(first, last, opening, token - 1, one.closed, one.start, one.end))
    return quotes, inside


def _skip(doc: Any, token: int, offset: int, *, ends: bool = False) -> int:
    """The first token from ``token`` on that begins (or ``ends`` behind) at the offset or after it."""
    while token < len(doc) and doc[token].idx + (len(doc[token].text) - 1 if ends else 0) < offset:
        token += 1
    return token
