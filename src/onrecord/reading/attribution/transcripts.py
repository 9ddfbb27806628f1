"""Transcripts: paragraphs that begin with a speaker's name in capitals and a colon."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.attribution import trim
from onrecord.reading.attribution.drafts import Draft, Page, Piece
from onrecord.reading.attribution.rule import rule

#: Words of a name at the head of a turn, and the fewest turns that make a transcript.
_LONGEST, _TURNS = 4, 2


def find(page: Page) -> Iterator[tuple[int, Draft]]:
    """The turns of a transcript, each with the number of its block; nothing where the report has not two of them."""
    turns = [(number, at) for number, piece in enumerate(page.pieces) if (at := _colon(piece)) is not None]
    if len(turns) < _TURNS:
        return
    for number, at in turns:
        draft = turn(page.pieces[number], at)
        if draft is not None:
            yield number, draft


def _colon(piece: Piece) -> int | None:
    """The colon after a name in capitals at the head of a block."""
    first = _first(piece)
    for token in piece.doc[first : first + _LONGEST + 1]:
        if token.text == ":":
            return int(token.i) if token.i > first else None
        if not token.text.replace(".", "").replace("-", "").replace("'", "").isupper() or len(token.text) < 2:
            return None
    return None


def _first(piece: Piece) -> int:
    """The first token of a block behind an opening quotation mark."""
    return piece.quotes[0].first if piece.quotes and piece.quotes[0].opening == 0 else 0


@rule
def turn(piece: Piece, at: int) -> Draft | None:
    """A paragraph of a transcript begins with a name in capitals and a colon: the rest is what the named one said."""
    last = len(piece.doc) - 1
    clean = trim.tidy(piece, (at + 1, last), piece.inside[at]) if at < last else None
    if clean is None:
        return None
    if piece.doc[last].text in (".", "?", "!") and clean[1] == last - 1:
        clean = (clean[0], last)
    source, cue = piece.cut(_first(piece), at - 1), piece.cut(at, at)
    return Draft((piece.cut(*clean),), source, cue, "says", "turn", f"a turn of a transcript, “{source.text}:”")
