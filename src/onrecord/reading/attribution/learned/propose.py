"""Drafts of attributions from the network, in whole tokens and by the house's rules for the ends of a content."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import cues
from onrecord.model.spans import Span
from onrecord.reading.attribution import trim
from onrecord.reading.attribution.drafts import Draft, Page, Piece
from onrecord.reading.attribution.learned import decode, windows
from onrecord.reading.attribution.learned.network import Network
from onrecord.reading.attribution.rule import rule

_BEFORE = frozenset({"by", "from", "to", "of", "with"})
#: Parts of speech that name no one by themselves, and how far behind a possessive its noun is looked for.
_EMPTY = frozenset({"ADP", "PART", "DET", "PUNCT", "AUX", "CCONJ", "SCONJ", "NUM", "SYM"})
_FAR = 6
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


def candidates(made: list[Part], network: Network) -> Iterator[tuple[Part, list[decode.Found]]]:
    """All that the network takes for an attribution in each part, however unsure."""
    likely: list[list[tuple[int, float, Any]]] = []
    tasks: list[tuple[Any, int]] = []
    for part, (cue, said, vectors) in zip(made, network.read([part.pieces for part in made]), strict=True):
        anchors = decode.cues(part.pieces, cue)
        likely.append([(anchor, float(cue[anchor]), said) for anchor in anchors])
        tasks += [(vectors, anchor) for anchor in anchors]
    roles = iter(network.roles(tasks))
    for part, anchored in zip(made, likely, strict=True):
        read = [decode.one_for(part.pieces, anchor, sure, next(roles), said) for anchor, sure, said in anchored]
        yield part, [one for one in read if one is not None]


def propose(page: Page, network: Network) -> list[Draft]:
    """Drafts that the network finds, in text order."""
    drafts = []
    for part, found in candidates(parts(page, network), network):
        piece = page.pieces[part.piece]
        for one in decode.distinct(found, network.weights):
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
    cue = piece.cut(*_worded(piece, *holes[0]))
    return Draft(
        content=tuple(piece.cut(*words) for words in sorted(dict.fromkeys(content))),
        source=_named(piece, *holes[1]) if one.source is not None else None,
        cue=cue,
        kind=cues.class_of(cue.text),
        rule="learned_reader",
        clue=f"“{cue.text}” is the cue to the learned reader ({label})",
    )


def tokens(part: Part, words: decode.Range) -> tuple[int, int]:
    """First and last token of the block that a range of word pieces touches."""
    start, end = part.pieces.places[words[0]][0], part.pieces.places[words[1] - 1][1]
    return max(0, bisect_right(part.starts, start) - 1), max(0, bisect_left(part.starts, end) - 1)


def _worded(piece: Piece, first: int, last: int) -> tuple[int, int]:
    """A cue without the punctuation at its ends; a cue that is nothing else ("–") stays."""
    words = [at for at in range(first, last + 1) if any(map(str.isalnum, piece.doc[at].text))]
    return (words[0], words[-1]) if words else (first, last)


def _named(piece: Piece, first: int, last: int) -> Span | None:
    """The words of a source: no punctuation at its ends, no "by" before it, a "his" with what is his.

    ``None`` if no word is left that can name anyone: a figure, or none but words like "of" and "the".
    """
    doc, lo, hi = piece.doc, first, last
    while lo <= hi and (not doc[lo].text.strip(_POINTS) or doc[lo].lower_ in _BEFORE):
        lo += 1
    while hi > lo and not doc[hi].text.strip(_POINTS):
        hi -= 1
    if lo > hi or all(doc[at].pos_ in _EMPTY for at in range(lo, hi + 1)):
        return None
    root = doc[lo : hi + 1].root
    if root.pos_ == "NUM" or root.text == "%":
        return None
    if "(" in doc[lo : hi + 1].text and doc[hi].text != ")" and hi + 1 < len(doc) and doc[hi + 1].text == ")":
        hi += 1
    if doc[hi].tag_ == "PRP$" and hi < doc[hi].head.i < hi + _FAR:
        hi = doc[hi].head.i
    return piece.cut(lo, hi)
