"""The two of whom a report speaks as "the two sides", "both countries", "neither government".

They are the two that it named together before ("Verania and Sorn", "Lindau and Ostrava", "Veranian and Sornese
envoys"): the only such pair so far, or the last one of the same sentence. Where several pairs fit it stays open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from onrecord.lexicons.words import words
from onrecord.model.spans import Span
from onrecord.reading.engine import Parsed

#: What two parties are called together.
_SIDES = words(
    "side country nation party government state neighbour neighbor rival power capital foe enemy belligerent"
)
_BOTH = words("two both either neither each")

Pair = tuple[str, str]


class Pairs:
    """Pairs of a report by where they are named."""

    def __init__(self, parsed: Sequence[Parsed], resolve: Callable[[Span], str | None]) -> None:
        self._found = sorted(
            (where, pair) for piece in parsed for where, pair in _pairs(piece, resolve) if _are_parties(pair)
        )
        self._starts = [where for where, _ in self._found]

    def meant(self, token: Any, offset: int, sentence: int) -> tuple[str, ...]:
        """The two that "the two sides" means; none where it is another phrase or not plain who.

        Args:
            token: the noun.
            offset: where it stands.
            sentence: where its sentence starts.
        """
        if token.lemma_.lower() not in _SIDES or not any(child.lower_ in _BOTH for child in token.lefts):
            return ()
        before = self._found[: bisect_left(self._starts, offset)]
        if not before:
            return ()
        where, last = before[-1]
        alone = len({frozenset(pair) for _, pair in before}) == 1
        return last if alone or where >= sentence else ()


def _pairs(piece: Parsed, resolve: Callable[[Span], str | None]) -> Iterator[tuple[int, Pair]]:
    """Two names joined by "and", with where the second stands."""
    for token in piece.doc:
        if token.dep_ != "conj" or token.pos_ not in ("PROPN", "ADJ", "NOUN"):
            continue
        if not _are_alone(token.head, token):
            continue
        first, second = resolve(piece.of(token.head)), resolve(piece.of(token))
        if first and second and first != second:
            yield piece.of(token).start, (first, second)


def _are_alone(first: Any, second: Any) -> bool:
    """Whether nothing else is joined to two names; asking for all that is joined would go through a long list anew."""
    joined = [child.i for child in first.rights if child.dep_ == "conj"]
    return first.dep_ != "conj" and joined == [second.i] and all(child.dep_ != "conj" for child in second.rights)


def _are_parties(pair: Pair) -> bool:
    return all(one.startswith(("country:", "organisation:", "group:")) for one in pair)
