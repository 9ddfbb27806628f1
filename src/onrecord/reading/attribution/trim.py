"""A content's range made fit to read: whole quotations, no stray punctuation, nothing of the reporting phrase."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.reading.attribution.clauses import Range
from onrecord.reading.attribution.drafts import Piece

#: Words that a bracket may hold; a longer search would cost more than it finds.
_BRACKETED = 60
_BRACKETS = {"(": ")", ")": "(", "[": "]", "]": "["}


def runs(lo: int, hi: int, holes: list[Range]) -> list[Range]:
    """What is left of tokens ``lo`` to ``hi`` without the holes, as ranges in order."""
    left: list[Range] = []
    at = lo
    for first, last in sorted(holes):
        if last < at or first > hi:
            continue
        if first > at:
            left.append((at, first - 1))
        at = max(at, last + 1)
    if at <= hi:
        left.append((at, hi))
    return left


def tidy(piece: Piece, span: Range, home: int = -1) -> Range | None:
    """A content's range widened to whole quotations and freed of the punctuation around it.

    Args:
        piece: the block.
        span: first and last token.
        home: index of the quotation that the cue itself stands in, -1 if in none.

    Returns:
        First and last token; ``None`` if no word is left. A range that is one whole quotation loses its marks.
    """
    lo, hi = span
    if home >= 0:
        quote = piece.quotes[home]
        lo, hi = max(lo, quote.first), min(hi, quote.last)
    elif lo <= hi:
        lo, hi = _trim(piece, lo, hi)
        lo, hi = _whole_quotes(piece, lo, hi)
    lo, hi = _trim(piece, lo, hi)
    if lo > hi:
        return None
    if home >= 0:
        return lo, _inner_end(piece, lo, hi)
    whole = piece.quotes[piece.inside[lo]] if piece.inside[lo] >= 0 else None
    if whole is None or (whole.opening, whole.closing) != (lo, hi):
        return lo, hi
    lo, hi = _trim(piece, whole.first, whole.last)
    return (lo, hi) if lo <= hi else None


def _inner_end(piece: Piece, lo: int, hi: int) -> int:
    """``hi``, or the last token of the quotation inside a quotation that the range begins in."""
    at = piece.doc[lo].idx
    before = bisect_right(piece.ranges, at, key=lambda one: one.start) - 1
    inner = piece.ranges[before] if before >= 0 else None
    if inner is None or not inner.depth or at >= inner.end:
        return hi
    while hi > lo and piece.doc[hi].idx >= inner.end:
        hi -= 1
    return hi


def _whole_quotes(piece: Piece, lo: int, hi: int) -> Range:
    if lo <= hi and piece.inside[lo] >= 0:
        lo = min(lo, piece.quotes[piece.inside[lo]].opening)
    if lo <= hi and piece.inside[hi] >= 0:
        hi = max(hi, piece.quotes[piece.inside[hi]].closing)
    return lo, hi


def _trim(piece: Piece, lo: int, hi: int) -> Range:
    """A range without the punctuation at its ends; marks that belong to a quotation inside it stay."""
    while lo <= hi and _loose(piece, lo, lo, hi):
        lo += 1
    while lo <= hi and _loose(piece, hi, lo, hi):
        hi -= 1
    return lo, hi


def _loose(piece: Piece, at: int, lo: int, hi: int) -> bool:
    token = piece.doc[at]
    if any(char.isalnum() or char in "$€£%#@" for char in token.text):
        return False
    if token.text in _BRACKETS:
        other = _BRACKETS[token.text]
        near = (
            piece.doc[lo : min(hi, lo + _BRACKETED) + 1] if at == lo else piece.doc[max(lo, hi - _BRACKETED) : hi + 1]
        )
        return not any(other in one.text for one in near)
    if piece.inside[at] < 0:
        return True
    quote = piece.quotes[piece.inside[at]]
    if at == quote.opening != quote.first:
        return quote.closing > hi
    if at == quote.closing != quote.last:
        return quote.opening < lo
    # Final punctuation inside the marks: a comma is the reporting sentence's, a full stop the speaker's own.
    return at == lo or (quote.last <= hi and token.text in ",-—–")
