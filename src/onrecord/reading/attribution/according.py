"""Sources named without a verb: "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.attribution import clauses
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.rule import rule


def find(piece: Piece) -> Iterator[tuple[int, Draft]]:
    """What a block gives as "according to" someone, each with the last token of its source."""
    for token in piece.doc:
        if token.lower_ != "according" or piece.inside[token.i] >= 0:
            continue
        head = clauses.according_source(token)
        draft = according_to(piece, token.i, head.i) if head is not None else None
        if draft is not None and head is not None:
            yield head.i, draft


@rule
def according_to(piece: Piece, at: int, head: int) -> Draft | None:
    """A sentence holds "according to" and a name: the rest of it is what the named source says."""
    source = clauses.noun_phrase(piece, piece.doc[head])
    lo, hi = piece.bounds[at]
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
