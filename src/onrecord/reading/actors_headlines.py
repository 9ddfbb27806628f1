"""Names in headlines, where every word has a capital and the model takes verbs for names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.actors_named import Name
from onrecord.reading.actors_names import fold
from onrecord.reading.actors_scan import Piece


def trimmed(pieces: Sequence[Piece], names: Sequence[Name]) -> list[Name]:
    """Names with those of headlines cut to what the text below names: "Bel Wades In" is Bel, not a Ms. Wades."""
    headline = {piece.number for piece in pieces if piece.parsed.report.blocks[piece.parsed.block].kind == "headline"}
    below = {name.key for name in names if name.piece not in headline}
    surnames = {key[-1] for key in below}
    made = []
    for name in names:
        size = len(name.key)
        if name.piece in headline and size > 1 and name.key not in below and name.key[-1] not in surnames:
            starts = (name.key[:cut] for cut in range(size - 1, 0, -1))
            known = next((key for key in starts if key in below or (len(key) == 1 and key[0] in surnames)), ())
            name = _cut(pieces[name.piece], name, len(known)) if known else name
        made.append(name)
    return made


def _cut(piece: Piece, name: Name, size: int) -> Name:
    """A name without what follows its first words."""
    last = name.key[size - 1]
    end = next((i + 1 for i in range(name.start, name.end) if fold(piece.doc[i].text) == last), name.end)
    return replace(name, end=end, words=name.words[:size], key=name.key[:size])
