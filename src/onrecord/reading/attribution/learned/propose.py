"""Drafts of attributions from the network, in whole tokens and by the house's rules for the ends of a content."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import cues
from onrecord.reading.attribution import trim
from onrecord.reading.attribution.drafts import Draft, Page, Piece
from onrecord.reading.attribution.learned import decode, windows
from onrecord.reading.attribution.learned.network import Network
from onrecord.reading.attribution.rule import rule

_BEFORE = frozenset({"by", "from", "to", "of", "with"})
_POINTS = " \t\n.,:;–—-\"'“”‘’()[]"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a block that the network reads in one.

    Attributes:
        piece: index of the block in the page.
        pieces: its word pieces, by offsets of the block's text.
        starts: offset of each token of the block.
    """

    piece: int
    pieces: windows.Paragraph
    starts: list[int]


def parts(page: Page, network: Network) -> list[Part]:
    """The blocks of a page as the network reads them, in text order."""
    made = []
    for number, piece in enumerate(page.pieces):
        starts = [token.idx for token in piece.doc]
        whole = windows.paragraph(piece.doc.text, network.vocabulary)
        made += [Part(number, one, starts) for _, one in windows.parts(whole) if len(one)]
    return made


def found(made: list[Part], network: Network) -> Iterator[tuple[Part, list[decode.Found]]]:
    """What the network finds in each part."""
    likely: list[list[tuple[int, float]]] = []
    tasks: list[tuple[Any, int]] = []
    for part, (cue, vectors) in zip(made, network.read([part.pieces for part in made]), strict=True):
        anchors = decode.cues(part.pieces, cue)
        likely.append([(anchor, float(cue[anchor])) for anchor in anchors])
        tasks += [(vectors, anchor) for anchor in anchors]
    roles = iter(network.roles(tasks))
    for part, cues_of in zip(made, likely, strict=True):
        read = [decode.one_for(part.pieces, anchor, sure, next(roles)) for anchor, sure in cues_of]
        yield part, decode.distinct([one for one in read if one is not None])


def propose(page: Page, network: Network) -> list[Draft]:
    """Drafts that the network finds, in text order."""
    drafts = []
    for part, attributions in found(parts(page, network), network):
        piece = page.pieces[part.piece]
        for one in attributions:
            draft = learned_reader(piece, part, one, network.label)
            if draft is not None:
                drafts.append(draft)
    return drafts


@rule
def learned_reader(piece: Piece, part: Part, one: decode.Found, label: str) -> Draft | None:
    """A small neural network, trained on news in which people marked who said what, takes these words for the cue,
    the source and the content. It sees the paragraph and those around it; it is sure enough of all three together."""
    holes = [tokens(part, words) for words in (one.cue, one.source) if words is not None]
    content = []
    for words in one.content:
        for run in trim.runs(*tokens(part, words), holes):
            tidy = trim.tidy(piece, run)
            if tidy is not None:
                content.append(tidy)
    if not content:
        return None
    cue = piece.cut(*holes[0])
    return Draft(
        content=tuple(piece.cut(*words) for words in sorted(dict.fromkeys(content))),
        source=piece.cut(*_named(piece, *holes[1])) if one.source is not None else None,
        cue=cue,
        kind=cues.class_of(cue.text),
        rule="learned_reader",
        clue=f"“{cue.text}” is the cue to the learned reader ({label})",
    )


def tokens(part: Part, words: decode.Range) -> tuple[int, int]:
    """First and last token of the block that a range of word pieces touches."""
    start, end = part.pieces.places[words[0]][0], part.pieces.places[words[1] - 1][1]
    return max(0, bisect_right(part.starts, start) - 1), max(0, bisect_left(part.starts, end) - 1)


def _named(piece: Piece, first: int, last: int) -> tuple[int, int]:
    """A source without the punctuation at its ends and without the "by" or "from" before it, if any word is left."""
    lo, hi = first, last
    while lo < hi and (not piece.doc[lo].text.strip(_POINTS) or piece.doc[lo].lower_ in _BEFORE):
        lo += 1
    while hi > lo and not piece.doc[hi].text.strip(_POINTS):
        hi -= 1
    return lo, hi
