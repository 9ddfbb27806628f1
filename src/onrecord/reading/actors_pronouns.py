"""He and she: the person meant, where only one can be.

Pronouns inside quotation marks are left alone: there the speaker talks, and a rule about the text's own flow says
nothing. "They", "it", "I" and "we" are left alone everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import people
from onrecord.lexicons.people import Gender
from onrecord.lexicons.words import words
from onrecord.reading.actors_cast import Found
from onrecord.reading.actors_people import Person
from onrecord.reading.actors_scan import Piece

_PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip

#: Sentences looked back over; a pronoun further from its name is rare in news and often means somebody else.
BACK = 3

_HUMANS = words(
    "man woman boy girl person victim suspect father mother son daughter husband wife brother sister soldier driver "
    "child voter friend colleague neighbor neighbour user caller gunman attacker patient worker employee guest "
    "defendant hostage prisoner refugee immigrant citizen supporter opponent critic rival predecessor successor"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Somebody spoken of in a sentence: a person of the report, or nobody known (``person`` is ``None``)."""

    token: Any
    person: Person | None
    gender: Gender | None


def find_pronouns(pieces: Sequence[Piece], persons: list[Person], mentions: list[Found]) -> list[Found]:
    """Pronouns with the person they mean; those that could mean two people are left out."""
    by_id = {person.id: person for person in persons}
    named = {
        (one.piece, i): by_id[one.actor] for one in mentions if one.actor in by_id for i in range(one.start, one.end)
    }
    starts = {(one.piece, one.start) for one in mentions if one.actor in by_id}
    found: list[Found] = []
    past: list[list[_Seen]] = []
    block_kind = None
    for piece in pieces:
        kind = piece.parsed.report.blocks[piece.parsed.block].kind == "embedded_post"
        if kind != block_kind:
            past, block_kind = [], kind
        for sent in piece.doc.sents:
            here: list[_Seen] = []
            for token in sent:
                if piece.quoted[token.i]:
                    continue
                at = (piece.number, token.i)
                if at in starts:
                    person = named[at]
                    here.append(_Seen(_head_of(token, at, named), person, person.gender))
                elif token.lower_ in _PRONOUNS and token.tag_ in ("PRP", "PRP$"):
                    person_meant = _meant(token, here, past)
                    if person_meant is not None:
                        person_meant.gender = person_meant.gender or _PRONOUNS[token.lower_]
                        found.append(Found(piece.number, token.i, token.i + 1, person_meant.id))
                        here.append(_Seen(token, person_meant, person_meant.gender))
                elif at not in named and _is_somebody(token):
                    here.append(_Seen(token, None, people.gender_of_title(token.lower_)))
            if here:
                past = [*past[-(BACK - 1) :], here]
            elif past:
                past = [*past[-(BACK - 1) :], []]
    return found


def _head_of(token: Any, at: tuple[int, int], named: dict[tuple[int, int], Person]) -> Any:
    """The token of a mention that hangs on the rest of the sentence."""
    person = named[at]
    while token.head.i != token.i and named.get((at[0], token.head.i)) is person:
        token = token.head
    return token


def _is_somebody(token: Any) -> bool:
    """Whether a common noun speaks of one human being who is not named."""
    if token.pos_ != "NOUN" or token.tag_ != "NN" or token.dep_ in ("compound", "appos", "attr", "amod", "nmod"):
        return False
    return token.lower_ in _HUMANS or token.lower_ in people.office_heads()


def _meant(token: Any, here: list[_Seen], past: list[list[_Seen]]) -> Person | None:
    gender = _PRONOUNS[token.lower_]
    same = _compatible(here, gender)
    if same:
        return _only(same) or (_governing(token, same) if token.dep_ in ("nsubj", "nsubjpass") else None)
    for sentence in reversed(past):
        candidates = _compatible(sentence, gender)
        if candidates:
            return _only(candidates) or _main_subject(candidates)
    return None


def _compatible(seen: list[_Seen], gender: Gender) -> list[_Seen]:
    return [one for one in seen if (one.person.gender if one.person else one.gender) in (None, gender)]


def _only(seen: list[_Seen]) -> Person | None:
    """The person, if all of these are one."""
    ids = {one.person.id if one.person else None for one in seen}
    return seen[0].person if len(ids) == 1 else None


_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _main_subject(seen: list[_Seen]) -> Person | None:
    """The one who is the subject of a main clause or of a reporting clause set in the sentence."""
    main = [one for one in seen if one.token.dep_ in _SUBJECTS and one.token.head.dep_ in ("ROOT", "parataxis", "conj")]
    return _only(main) if main else None


def _governing(token: Any, seen: list[_Seen]) -> Person | None:
    """The subject of the nearest clause above the pronoun's, unless somebody is addressed in it ("told Bel he")."""
    heads = {one.token.i: one for one in seen}
    verb = token.head
    for _ in range(12):
        if verb.head.i == verb.i:
            return None
        verb = verb.head
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS and child.i != token.i), None)
        if subject is None:
            continue
        one = heads.get(subject.i)
        addressed = any(child.i in heads for child in verb.children if child.dep_ in ("dobj", "dative", "iobj"))
        return one.person if one and not addressed else None
    return None
