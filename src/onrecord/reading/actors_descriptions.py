"""People meant by their office: "the Ukrainian leader", "the president", "Russia's foreign minister"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.lexicons import people
from onrecord.reading.actors_cast import Found
from onrecord.reading.actors_offices import Role, phrase_of
from onrecord.reading.actors_people import Person
from onrecord.reading.actors_scan import Piece


def learn_appositions(pieces: list[Piece], persons: list[Person]) -> list[Found]:
    """Offices told after a name or before it with a comma, taught to the persons.

    "Sergei Lavrov, Russia's foreign minister," and "the foreign minister, Sergei Lavrov,".

    Returns:
        The phrases of office, as mentions of the persons.
    """
    found = []
    for person in persons:
        for name in person.names:
            piece = pieces[name.piece]
            head = piece.doc[name.start : name.end].root
            for noun in _beside(head):
                if noun.lower_ not in people.office_heads() or name.start <= noun.i < name.end:
                    continue
                phrase = phrase_of(piece, noun)
                if phrase and phrase[0] >= name.end and _begins_clause(piece, head, phrase[1]):
                    continue
                if phrase and (phrase[1] <= name.start or phrase[0] >= name.end):
                    person.learn(phrase[2], phrase[2].gender)
                    found.append(Found(name.piece, phrase[0], phrase[1], person.id))
    return found


def _begins_clause(piece: Piece, name: Any, end: int) -> bool:
    """Whether what seems an apposition is the subject of what follows ("In a talk with Bel, the president said …")."""
    after = piece.doc[end] if end < len(piece.doc) else None
    finite = after is not None and after.tag_ in ("VBD", "VBZ", "VBP", "MD")
    while name.dep_ in ("conj", "appos"):
        name = name.head
    return finite and name.dep_ == "pobj"


def _beside(head: Any) -> Iterator[Any]:
    """Nouns in apposition to the head of a name, either way."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN"):
            yield child
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN") and head.head.i < head.i:
        yield head.head


def find_descriptions(pieces: list[Piece], persons: list[Person], taken: set[tuple[int, int]]) -> list[Found]:
    """Definite phrases of office that can mean only one person of the report.

    With a country ("the Ukrainian leader") it is the one person of that country and office; without one ("the
    president") it is the one person named so far who holds it, and only where nobody unnamed of that office was
    spoken of ("a spokesman").

    Args:
        pieces: scanned blocks.
        persons: persons with what the report tells of their offices.
        taken: tokens (piece, token) that are part of names and titles already.
    """
    found = []
    unnamed: set[str] = set()
    for piece, token in _office_nouns(pieces, taken):
        phrase = phrase_of(piece, token)
        if phrase is None:
            continue
        start, end, role = phrase
        if not _is_definite(piece, start, role):
            unnamed.add(token.lower_)
            continue
        person = _holder(persons, role, (piece.number, start), bare=token.lower_ in unnamed)
        if person is not None:
            found.append(Found(piece.number, start, end, person.id))
            person.gender = person.gender or role.gender
    return found


def _office_nouns(pieces: list[Piece], taken: set[tuple[int, int]]) -> Iterator[tuple[Piece, Any]]:
    """Nouns of office in the singular that stand for themselves, outside quotations."""
    heads = people.office_heads()
    for piece in pieces:
        for i, word in enumerate(piece.lower):
            if word not in heads or piece.quoted[i] or (piece.number, i) in taken:
                continue
            token = piece.doc[i]
            if token.tag_ in ("NN", "NNP") and not _is_title_or_apposed(piece, token):
                yield piece, token


def _is_title_or_apposed(piece: Piece, token: Any) -> bool:
    """Whether the word qualifies another ("president elect campaign") or is named right beside."""
    if token.dep_ in ("compound", "amod", "nmod", "appos", "attr", "oprd"):
        return True
    after = piece.doc[token.i + 1] if token.i + 1 < len(piece.doc) else None
    if after is not None and after.pos_ == "PROPN" and after.i not in piece.at:
        return True
    return any(child.dep_ == "appos" for child in token.children)


def _is_definite(piece: Piece, start: int, role: Role) -> bool:
    """Whether the phrase speaks of one certain person: "the …", "Ukraine's …", "US president"."""
    first = piece.lower[start]
    if first in (
        "a",
        "an",
        "another",
        "some",
        "any",
        "every",
        "no",
        "one",
        "each",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
    ):
        return False
    return first == "the" or (role.of is not None and start in piece.at)


def _holder(persons: list[Person], role: Role, at: tuple[int, int], *, bare: bool) -> Person | None:
    """The one person that a role can mean."""
    if not role.plain:
        return None
    fitting = [one for one in persons if any(_is(held, role) for held in one.roles) and _same_gender(one, role)]
    if role.of is not None:
        known = [one for one in fitting if any(_is(held, role) and held.of == role.of for held in one.roles)]
        if not known:
            known = [one for one in fitting if all(held.of is None and held.kind in _NATIONAL for held in one.roles)]
        return known[0] if len(known) == 1 else None
    if bare:
        return None
    earlier = [one for one in fitting if one.first < at]
    return earlier[0] if len(earlier) == 1 and len(fitting) == 1 else None


#: Offices of which a country has one, so that the only holder named is the one meant.
_NATIONAL = frozenset({"head of state", "head of government", "foreign minister", "defence minister"})


def _is(held: Role, wanted: Role) -> bool:
    return held.fits(wanted) and held.past == wanted.past and set(wanted.lead) <= set(held.lead)


def _same_gender(person: Person, role: Role) -> bool:
    return role.gender is None or person.gender is None or role.gender == person.gender
