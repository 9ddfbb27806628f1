"""What a report tells of a name in one place, used in all: the model is not asked to be right each time.

A name of several words that the model takes for a person in most places is a person's in all; one that it takes for a
body in one place and overlooks in another is found in the other by its words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.lexicons import people
from onrecord.reading.actors_names import fold
from onrecord.reading.actors_scan import Piece

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of two words and more that the model takes now for a person's, now for a body's.

    Attributes:
        bodies: those that are bodies'.
        persons: those that are persons'.
    """

    bodies: frozenset[str]
    persons: frozenset[str]


def settle(pieces: Iterable[Piece]) -> Labels:
    """Whose the names are of which the model is of two minds.

    It is a person's where the model says so more often than not, or where it begins with a given name.
    """
    labels: Counter[tuple[str, bool]] = Counter(
        (entity.text, entity.label_ == "PERSON")
        for piece in pieces
        for entity in piece.doc.ents
        if len(entity) > 1 and entity.label_ in ("PERSON", "ORG")
    )
    mixed = [text for text, person in labels if person and labels[text, False]]
    persons = {text for text in mixed if labels[text, True] > labels[text, False] or _begins_with_given(text)}
    return Labels(frozenset(mixed) - persons, frozenset(persons))


def _begins_with_given(text: str) -> bool:
    first = text.split()[0]
    return people.gender_of_given(fold(first), first.lower()) is not None


def by_first(names: Iterable[Words]) -> Mapping[str, list[Words]]:
    """Names by their first word, the longest first."""
    found: dict[str, set[Words]] = defaultdict(set)
    for name in names:
        found[name[0]].add(name)
    return {first: sorted(of, key=lambda name: (-len(name), name)) for first, of in found.items()}


def again(piece: Piece, names: Mapping[str, Sequence[Words]], taken: Collection[int]) -> Iterator[tuple[int, int]]:
    """Ranges of tokens of a block that repeat one of these names where nothing else was found.

    Args:
        piece: a scanned block.
        names: what ``by_first`` gave.
        taken: tokens that belong to other names.
    """
    doc = piece.doc
    i = 0
    while i < len(doc):
        size = next((len(name) for name in names.get(doc[i].text, ()) if _stands(piece, i, name, taken)), 0)
        if size:
            yield i, i + size
        i += size or 1


def _stands(piece: Piece, i: int, name: Words, taken: Collection[int]) -> bool:
    doc, end = piece.doc, i + len(name)
    if tuple(token.text for token in doc[i:end]) != name or any(j in taken or j in piece.at for j in range(i, end)):
        return False
    before, after = doc[i - 1] if i else None, doc[end] if end < len(doc) else None
    return not any(
        beside is not None and beside.pos_ == "PROPN" and beside.text[:1].isupper() and beside.ent_iob_ != "O"
        for beside in (before, after)
    )
