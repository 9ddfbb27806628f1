"""Sources named without a verb: "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.attribution import clauses
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.speech import according_source


def find(piece: Piece) -> Iterator[Draft]:
    """What a block gives as "according to" someone."""
    for token in piece.doc:
        if token.lower_ != "according" or piece.inside[token.i] >= 0:
            continue
        head = according_source(token)
        draft = _one(piece, token.i, head.i) if head is not None else None
        if draft is not None:
            yield draft


def _one(piece: Piece, at: int, head: int) -> Draft | None:
    source = clauses.noun_phrase(piece, piece.doc[head])
    lo, hi = clauses.sentence_range(piece, piece.doc[at])
    last = source[1]
    while last < hi and piece.doc[last].text not in (",", ".", ";") and piece.doc[at].is_ancestor(piece.doc[last]):
        last += 1
    spans = []
    for part in clauses.runs(lo, hi, [(at, max(last, source[1]))]):
        clean = clauses.tidy(piece, part)
        if clean is not None:
            spans.append(clean)
    # A sentence that goes on behind the source goes on in its own right, unless the source opened or broke it.
    if len(spans) > 1 and piece.doc[at - 1].text != ",":
        spans = spans[:1]
    if not spans:
        return None
    return Draft(
        content=tuple(piece.cut(*one) for one in spans),
        source=piece.cut(*source),
        cue=piece.cut(at, at + 1),
        kind="says",
        rule="according_to",
        clue=f"the words “{piece.cut(at, at + 1).text}”",
    )
