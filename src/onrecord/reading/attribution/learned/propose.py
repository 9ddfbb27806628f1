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
from onrecord.reading.attribution.learned import decode, guard, windows
from onrecord.reading.attribution.learned.network import Network
from onrecord.reading.attribution.rule import rule

#: How sure the network must be of a cue that is no word of reporting and of the content it has: a thing ("signed an
#: agreement", "approved the treaty"), which is as often a deed as a saying, or a clause.
OF_THINGS, OF_CLAUSES = 0.4, 0.2
#: Pieces over which cues are followed in one report, which takes some three seconds: 100,000 characters of news have
#: 70,000 in paragraphs of their own, 300,000 in a single one. Of a text with more cues the surest are followed.
MOST = 200_000
_BEFORE = frozenset({"by", "from", "to", "of", "with"})
#: Parts of speech that name no one by themselves, and how far behind a possessive its noun is looked for.
_EMPTY = frozenset({"ADP", "PART", "DET", "PUNCT", "AUX", "CCONJ", "SCONJ", "NUM", "SYM"})
_FAR = 6
#: Relations of a word that is not the whole of a name ("Western" of "Western diplomat", "his" of "his campaign").
_PARTIAL = frozenset({"amod", "compound", "poss", "nmod"})
#: What stands behind a name and is no part of it.
_ASIDE = frozenset({"advmod", "npadvmod"})
_BEHIND = frozenset({"who", "which", "that"})
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
    every = []
    for part, (cue, said, vectors) in zip(made, network.read([part.pieces for part in made]), strict=True):
        likely.append([(anchor, float(cue[anchor]), said) for anchor in decode.cues(part.pieces, cue)])
        every.append(vectors)
    least = _surest([(sure, len(part.pieces)) for part, some in zip(made, likely, strict=True) for _, sure, _ in some])
    likely = [[one for one in some if one[1] >= least] for some in likely]
    tasks = [(vectors, anchor) for vectors, some in zip(every, likely, strict=True) for anchor, _, _ in some]
    roles = iter(network.roles(tasks))
    for part, anchored in zip(made, likely, strict=True):
        read = [decode.one_for(part.pieces, anchor, sure, next(roles), said) for anchor, sure, said in anchored]
        yield part, [one for one in read if one is not None]


def _surest(cues: list[tuple[float, int]]) -> float:
    """How sure of a cue the network must be for it to be followed; nought unless there are cues beyond measure.

    Args:
        cues: how sure it is of each, and how many pieces it would be followed over.
    """
    length = 0
    for sure, pieces in sorted(cues, reverse=True):
        length += pieces
        if length > MOST:
            return sure
    return 0.0


def propose(page: Page, network: Network) -> list[Draft]:
    """Drafts that the network finds, in text order."""
    drafts = []
    for part, found in candidates(parts(page, network), network):
        piece = page.pieces[part.piece]
        for one in decode.distinct(found, network.weights):
            draft = learned_reader(piece, part, one, network)
            if draft is not None:
                drafts.append(draft)
    return drafts


def _least(piece: Piece, cue: Span, content: list[tuple[int, int]]) -> float:
    """How sure the network must be of an attribution."""
    if guard.reports(cue):
        return decode.ENOUGH
    return OF_CLAUSES if guard.tells(piece, content) else OF_THINGS


@rule
def learned_reader(piece: Piece, part: Part, one: decode.Found, network: Network) -> Draft | None:
    """A small neural network, trained on news in which people marked who said what, takes these words for the cue,
    the source and the content. It sees the paragraph and those around it; it is sure enough of all three together."""
    cue = guard.named_whole(piece, *tokens(part, one.cue))
    who = _named(piece, *tokens(part, one.source), cue) if one.source is not None else None
    holes = [cue, *([who] if who else [])]
    content = []
    for words in one.content:
        for run in trim.runs(*tokens(part, words), holes):
            tidy = trim.tidy(piece, run)
            if tidy is not None:
                content.append(tidy)
    if not content or guard.unsaid(piece, cue, content):
        return None
    said = piece.cut(*_worded(piece, *cue))
    if decode.sure(one, network.weights) < _least(piece, said, content):
        return None
    return Draft(
        content=tuple(piece.cut(*words) for words in sorted(dict.fromkeys(content))),
        source=piece.cut(*who) if who else None,
        cue=said,
        kind=cues.class_of(said.text),
        rule="learned_reader",
        clue=f"“{said.text}” is the cue to the learned reader ({network.label})",
    )


def tokens(part: Part, words: decode.Range) -> tuple[int, int]:
    """First and last token of the block that a range of word pieces touches."""
    start, end = part.pieces.places[words[0]][0], part.pieces.places[words[1] - 1][1]
    return max(0, bisect_right(part.starts, start) - 1), max(0, bisect_left(part.starts, end) - 1)


def _worded(piece: Piece, first: int, last: int) -> tuple[int, int]:
    """A cue without the punctuation at its ends; a cue that is nothing else ("–") stays."""
    words = [at for at in range(first, last + 1) if any(map(str.isalnum, piece.doc[at].text))]
    return (words[0], words[-1]) if words else (first, last)


def _named(piece: Piece, first: int, last: int, cue: tuple[int, int]) -> tuple[int, int] | None:
    """The words of a source: no punctuation at its ends, no "by" before it, a "his" with what is his.

    ``None`` if no word is left that can name anyone: a figure, or none but words like "of" and "the".
    """
    doc, lo, hi = piece.doc, first, last
    while lo <= hi and (not doc[lo].text.strip(_POINTS) or doc[lo].lower_ in _BEFORE):
        lo += 1
    while hi > lo and not doc[hi].text.strip(_POINTS):
        hi -= 1
    while hi > lo and (doc[hi].dep_ in _ASIDE or doc[hi].lower_ in _BEHIND or not doc[hi].text.strip(_POINTS)):
        hi -= 1
    if lo > hi or guard.nobody(piece, lo, hi) or all(doc[at].pos_ in _EMPTY for at in range(lo, hi + 1)):
        return None
    root = doc[lo : hi + 1].root
    if root.pos_ == "NUM" or root.text == "%":
        return None
    if "(" in doc[lo : hi + 1].text and doc[hi].text != ")" and hi + 1 < len(doc) and doc[hi + 1].text == ")":
        hi += 1
    head = doc[hi].head.i
    if doc[hi].dep_ in _PARTIAL and hi < head < hi + _FAR and not (cue[0] <= head <= cue[1] or hi < cue[0] < head):
        hi = head
    return lo, hi
