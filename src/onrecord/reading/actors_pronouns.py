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

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})

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
    flow = _Flow(persons, mentions)
    for piece in pieces:
        flow.enter(piece)
        for sent in piece.doc.sents:
            flow.read(piece, sent)
    return flow.found


class _Flow:
    """The text read from its start: who was spoken of in the last sentences."""

    def __init__(self, persons: list[Person], mentions: list[Found]) -> None:
        by_id = {person.id: person for person in persons}
        named = [one for one in mentions if one.actor in by_id]
        self.named = {(one.piece, i): by_id[one.actor] for one in named for i in range(one.start, one.end)}
        self.starts = {(one.piece, one.start) for one in named}
        self.found: list[Found] = []
        self.past: list[list[_Seen]] = []
        self.block = -1

    def enter(self, piece: Piece) -> None:
        """Begin a block; a post and the report around it do not share a flow."""
        blocks = piece.parsed.report.blocks
        posts = [blocks[i].kind == "embedded_post" for i in (self.block, piece.parsed.block) if i >= 0]
        if any(posts) and self.block != piece.parsed.block:
            self.past = []
        self.block = piece.parsed.block

    def read(self, piece: Piece, sent: Any) -> None:
        """Read a sentence: note who is spoken of, and resolve its pronouns."""
        here: list[_Seen] = []
        later = [
            (i, self.named[piece.number, i].id) for i in range(sent.start, sent.end) if (piece.number, i) in self.starts
        ]
        for token in sent:
            if not piece.quoted[token.i]:
                seen = self._seen(piece, token, here, later)
                if seen is not None:
                    here.append(seen)
        if here or self.past:
            self.past = [*self.past[-(BACK - 1) :], here]

    def _seen(self, piece: Piece, token: Any, here: list[_Seen], later: list[tuple[int, str]]) -> _Seen | None:
        at = (piece.number, token.i)
        if at in self.starts:
            person = self.named[at]
            return _Seen(_head_of(token, at, self.named), person, person.gender)
        if token.lower_ in _PRONOUNS and token.tag_ in ("PRP", "PRP$"):
            meant = _meant(token, here, self.past, later)
            if meant is None:
                return None
            meant.gender = meant.gender or _PRONOUNS[token.lower_]
            self.found.append(Found(piece.number, token.i, token.i + 1, meant.id))
            return _Seen(token, meant, meant.gender)
        if at not in self.named and (_is_somebody(token) or _is_unresolved_name(token)):
            return _Seen(token, None, people.gender_of_title(token.lower_))
        return None


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


def _is_unresolved_name(token: Any) -> bool:
    """Whether the model sees a person here whom the report does not tell apart."""
    return bool(token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and token.dep_ != "compound")


def _meant(token: Any, here: list[_Seen], past: list[list[_Seen]], later: list[tuple[int, str]]) -> Person | None:
    """The person a pronoun means; a subject is nobody who is named after it in the sentence ("He said Bel …")."""
    gender = _PRONOUNS[token.lower_]
    same = _compatible(here, gender)
    if same:
        return _only(same) or (_governing(token, same) if token.dep_ in ("nsubj", "nsubjpass") else None)
    for sentence in reversed(past):
        candidates = _compatible(sentence, gender)
        if token.dep_ in _SUBJECTS:
            after = {actor for i, actor in later if i > token.i}
            candidates = [one for one in candidates if one.person is None or one.person.id not in after]
        if candidates:
            return _only(candidates) or _main_subject(candidates)
    return None


def _compatible(seen: list[_Seen], gender: Gender) -> list[_Seen]:
    return [one for one in seen if (one.person.gender if one.person else one.gender) in (None, gender)]


def _only(seen: list[_Seen]) -> Person | None:
    """The person, if all of these are one."""
    ids = {one.person.id if one.person else None for one in seen}
    return seen[0].person if len(ids) == 1 else None


def _main_subject(seen: list[_Seen]) -> Person | None:
    """The one who is the subject of a main clause or of a reporting clause set in the sentence."""
    main = [one for one in seen if one.token.dep_ in _SUBJECTS and one.token.head.dep_ in ("ROOT", "parataxis", "conj")]
    return _only(main) if main else None


def _governing(token: Any, seen: list[_Seen]) -> Person | None:
    """Who said it, of a pronoun in what is said ("Bel, who met Dorn, said he …"); nobody where one is told it."""
    verb = token.head
    while verb.dep_ in ("conj", "aux", "xcomp") and verb.head.i < verb.i:
        verb = verb.head
    if verb.dep_ != "ccomp":
        return None
    above = verb.head
    heads = {one.token.i: one for one in seen}
    subject = next((child for child in above.children if child.dep_ in _SUBJECTS and child.i in heads), None)
    between = [one for one in seen if above.i < one.token.i < token.i]
    return heads[subject.i].person if subject is not None and not between else None
