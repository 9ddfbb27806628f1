"""Sources named without a verb: "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.attribution import clauses, naming, trim
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.rule import rule


def find(piece: Piece) -> Iterator[tuple[int, Draft]]:
    """What a block gives as "according to" someone, each with the last token of its source."""
    for token in piece.doc:
        if token.lower_ != "according" or piece.inside[token.i] >= 0:
            continue
        head = naming.according_source(token)
        draft = according_to(piece, token.i, head.i) if head is not None else None
        if draft is not None and head is not None:
            yield head.i, draft


@rule
def according_to(piece: Piece, at: int, head: int) -> Draft | None:
    """A sentence holds "according to" and a name: the rest of it is what the named source says."""
    source = naming.noun_phrase(piece, piece.doc[head])
    lo, hi = piece.bounds[at]
    lo = next((token.i + 1 for token in reversed(piece.doc[lo:at]) if token.text in (":", ";")), lo)
    last = source[1]
    while last < hi and piece.doc[last].text not in (",", ".", ";") and piece.doc[at].is_ancestor(piece.doc[last]):
        last += 1
    spans = []
    for part in trim.runs(lo, hi, [(at, max(last, source[1]))]):
        clean = trim.tidy(piece, part)
        if clean is not None:
            spans.append(clean)
    if len(spans) > 1:
        spans = [one for one in spans if one[0] != one[1]]
    # Behind the source the sentence goes on only with a verb; without one it is more about the source.
    if len(spans) > 1 and not _goes_on(piece, spans[1]):
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


def _goes_on(piece: Piece, span: clauses.Range) -> bool:
    words = piece.doc[span[0] : span[1] + 1]
    return words[0].tag_ not in ("WP", "WDT", "CC") and any(
        token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in words
    )
