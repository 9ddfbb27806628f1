"""Whom a bare surname means where two persons of a report share it.

News names the one whom a report is about by surname and the other in full: "Cruz" is Ted Cruz, though his wife Heidi
Cruz is told of too. Two things show it: the other was brought in as a relative ("his wife, Heidi Cruz"), or the bare
surname stood for the first again and again before the other came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onrecord.lexicons.words import words
from onrecord.reading.actors_names import fold
from onrecord.reading.actors_scan import Piece

_KIN = words(
    "wife husband spouse father mother dad mom mum son daughter brother sister uncle aunt nephew niece cousin "
    "grandfather grandmother grandson granddaughter stepson stepdaughter widow widower fiance fiancé fiancee fiancée "
    "son-in-law daughter-in-law father-in-law mother-in-law brother-in-law sister-in-law twin parents sons daughters "
    "brothers sisters children"
)
#: Bare uses before another came in after which a surname keeps its meaning.
ESTABLISHED = 2
#: Blocks behind a full name of another in which the surname may mean that other one all the same.
_BESIDE = 1


def kin(pieces: Sequence[Piece]) -> frozenset[tuple[int, int]]:
    """Tokens (piece, token) of names that a word of kinship introduces: "his wife, Ana", "Ana, Dorn's daughter"."""
    return frozenset((piece.number, token.i) for piece in pieces for token in _introduced(piece))


def _introduced(piece: Piece) -> Iterator[Any]:
    for noun in piece.doc:
        if noun.lower_ not in _KIN:
            continue
        yield from (child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN")
        if noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
            yield noun.head
        if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN":
            yield noun.head
        after = noun.i + 1
        if after < len(piece.doc) and piece.doc[after].text == ",":
            after += 1
        if after < len(piece.doc) and piece.doc[after].pos_ == "PROPN" and _has_owner(noun):
            yield piece.doc[after]


def _has_owner(noun: Any) -> bool:
    """Whether it is told whose relative somebody is."""
    return any(child.dep_ == "poss" for child in noun.children)


class Bearers:
    """Who bears which surname, and who of them are told of as relatives of another.

    Args:
        full: the names in full: the person's id, the folded words, and the places (piece, first token, end).
        relatives: what ``kin`` gave.
        pieces: scanned blocks.
    """

    def __init__(
        self,
        full: Iterable[tuple[str, tuple[str, ...], list[tuple[int, int, int]]]],
        relatives: frozenset[tuple[int, int]],
        pieces: Sequence[Piece],
    ) -> None:
        given = {fold(pieces[number].doc[i].text) for number, i in relatives}
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.kin: set[str] = set()
        self.acting: set[str] = set()
        self.bare: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for person, key, places in full:
            self.places[person] = sorted((number, start) for number, start, _ in places)
            roots = (pieces[number].doc[start:end].root for number, start, end in places)
            if any(root.dep_ == "nsubj" and root.head.dep_ == "ROOT" for root in roots):
                self.acting.add(person)
            inside = any((number, i) in relatives for number, start, end in places for i in range(start, end))
            if inside or (len(key) > 1 and key[0] in given):
                self.kin.add(person)

    def note(self, person: str, at: tuple[int, int]) -> None:
        """Keep that a bare surname meant somebody."""
        self.bare[person].append(at)

    def meant(self, people: Sequence[str], at: tuple[int, int]) -> str | None:
        """Whom of these a bare surname at (piece, token) means, ``None`` if that is not plain."""
        known = [one for one in people if self.places.get(one) and self.places[one][0] < at]
        own = [one for one in known if one not in self.kin]
        if (
            len(own) == 1
            and own[0] in self.acting
            and self.places[own[0]][0] == min(self.places[one][0] for one in known)
        ):
            return own[0]
        first = min(known, key=lambda one: self.places[one][0], default=None)
        if first is None:
            return None
        others = [place for one in known if one != first for place in self.places[one] if place < at]
        came_in = min(others, default=at)
        uses = sum(place < came_in for place in self.bare[first])
        near = any(at[0] - number <= _BESIDE for number, _ in others)
        return first if uses >= ESTABLISHED and not near else None
