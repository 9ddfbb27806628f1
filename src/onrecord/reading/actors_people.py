"""Persons of a report: names of one person brought together.

A person is first met by the full name; a surname (or a title with a surname) later on means that person, unless two
persons of the report share it. Then the title may tell them apart; else the surname stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.lexicons import names, people
from onrecord.lexicons.people import Gender
from onrecord.reading.actors_named import Name
from onrecord.reading.actors_names import PARTICLES, fold, key_of, surname_start, words_of
from onrecord.reading.actors_offices import Role, before
from onrecord.reading.actors_scan import Piece
from onrecord.reading.actors_surnames import Bearers, kin


@dataclass(slots=True)
class Person:
    """A person of the report with all that it tells of who they are."""

    id: str
    words: tuple[str, ...]
    key: tuple[str, ...]
    first: tuple[int, int]
    names: list[Name] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    gender: Gender | None = None

    def learn(self, role: Role | None, gender: Gender | None) -> None:
        """Keep what a mention tells of office and gender."""
        if role is not None and role not in self.roles:
            self.roles.append(role)
        self.gender = self.gender or gender

    @property
    def office(self) -> Role | None:
        """The office told first, one still held before one that is not, one with its country before one without."""
        return min(self.roles, key=lambda role: (role.past, role.of is None), default=None)


def gather(pieces: list[Piece], names: list[Name], authors: Iterable[tuple[str, int]]) -> list[Person]:
    """The persons of the report, each with its resolved names, in the order of their first full name.

    Args:
        pieces: parsed blocks.
        names: what ``find_names`` gave.
        authors: names of authors of embedded posts with the number of the piece at which they stand.
    """
    persons = _by_full_name(names, authors)
    index = Index(persons)
    short = [name for name in names if len(name.key) < 2]
    persons += _by_surname_only(pieces, [name for name in short if not index.fitting(name)])
    index = Index(persons, _bearers(pieces, persons))
    for name in sorted([*short, *_untagged(pieces, names, index)], key=lambda name: (name.piece, name.start)):
        if (person := index.meant(name)) is not None:
            person.names.append(name)
            person.learn(name.beside.role, name.beside.gender)
    for person in persons:
        person.names.sort(key=lambda name: (name.piece, name.start))
    return persons


def _bearers(pieces: list[Piece], persons: list[Person]) -> Bearers:
    full = ((one.id, one.key, [(name.piece, name.start, name.end) for name in one.names]) for one in persons)
    return Bearers(full, kin(pieces), pieces)


def _by_full_name(names: list[Name], authors: Iterable[tuple[str, int]]) -> list[Person]:
    families = _Families()
    for author, number in authors:
        key = key_of(author)
        if len(key) > 1 and families.known(key, words_of(author)) is None:
            families.add(_person(key, words_of(author), (number, -1)))
    for name in names:
        if len(name.key) < 2:
            continue
        person = families.known(name.key, name.words)
        if person is None and name.nick:
            person = families.known((name.nick, name.key[-1]), name.words)
        if person is None:
            person = families.add(_person(name.key, name.words, (name.piece, name.start)))
        if not person.names and len(name.words) >= len(person.words):
            person.words = name.words  # the outlet's spelling before that of a post's author
        if name.nick:
            families.alias((name.nick, name.key[-1]), person)
        person.names.append(name)
        person.first = min(person.first, (name.piece, name.start))
        person.learn(name.beside.role, name.beside.gender)
    return families.persons


class _Families:
    """Persons met so far, found again by the last word of their name."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self._exact: dict[tuple[str, ...], Person] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], Person]]] = {}

    def add(self, person: Person) -> Person:
        """Take in a person who was not met yet."""
        self.persons.append(person)
        self._name(person.key, person)
        return person

    def alias(self, key: tuple[str, ...], person: Person) -> None:
        """Know a person by another name, a nickname, unless somebody bears it."""
        if key not in self._exact:
            self._name(key, person)

    def _name(self, key: tuple[str, ...], person: Person) -> None:
        self._exact[key] = person
        self._by_last.setdefault(key[-1], []).append((key, person))

    def known(self, key: tuple[str, ...], words: tuple[str, ...]) -> Person | None:
        """The person of this name, also with a middle name left out or a word too many in front ("Crooked …")."""
        if key in self._exact:
            return self._exact[key]
        for other, person in self._by_last.get(key[-1], ()):
            shorter, longer = sorted((other, key), key=len)
            middle = other[0] == key[0] and set(shorter) <= set(longer)
            front = _has_word_in_front(shorter, longer)
            if not middle and len(key) == len(other) == 2 and names.same_given(key[0], other[0]):
                self._name(key, person)
                return person
            if middle or front:
                self._name(key, person)
                if len(key) < len(other):
                    _shorten(person, key, words if front else person.words)
                return person
        return None


def _has_word_in_front(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    size = len(shorter)
    return 1 < size < len(longer) and longer[-size:] == shorter and longer[-size - 1] not in PARTICLES


def _shorten(person: Person, key: tuple[str, ...], words: tuple[str, ...]) -> None:
    person.key, person.id, person.words = key, "person:" + "-".join(key), words
    person.gender = person.gender or people.gender_of_given(key[0], words[0].lower())


def _person(key: tuple[str, ...], words: tuple[str, ...], first: tuple[int, int]) -> Person:
    gender = people.gender_of_given(key[0], words[0].lower()) if len(key) > 1 else None
    return Person("person:" + "-".join(key), words, key, first, gender=gender)


def _by_surname_only(pieces: list[Piece], names: list[Name]) -> list[Person]:
    """Persons that the report never names in full; the model must take the word for a person most of the time."""
    labels: Counter[tuple[str, str]] = Counter()
    wanted = {name.words[0] for name in names if name.words}
    for piece in pieces:
        for token in piece.doc:
            if token.text in wanted:
                labels[token.text, "PERSON" if token.ent_type_ == "PERSON" else "other"] += 1
    found: dict[tuple[str, ...], Person] = {}
    for name in names:
        word = name.words[0]
        person, other = labels[word, "PERSON"], labels[word, "other"]
        acts = pieces[name.piece].doc[name.end - 1].dep_ in ("nsubj", "nsubjpass")
        if name.sure or (person > other and (person > 1 or acts)):
            found.setdefault(name.key, _person(name.key, name.words, (name.piece, name.start)))
    return list(found.values())


class Index:
    """Which persons a surname, a given name or a tail of a name can mean."""

    def __init__(self, persons: list[Person], bearers: Bearers | None = None) -> None:
        self.bearers = bearers
        self.surnames: dict[tuple[str, ...], list[Person]] = {}
        self.given: dict[str, list[Person]] = {}
        for person in persons:
            key = person.key
            tails = {key[-1:], key[surname_start(key) :]} if len(key) > 1 else {key}
            for tail in sorted(tails):
                self.surnames.setdefault(tail, []).append(person)
            if len(key) > 1:
                self.given.setdefault(key[0], []).append(person)

    def holders(self, name: Name) -> list[Person]:
        """Persons that a short name can mean: by surname, else by given name."""
        return self.surnames.get(name.key) or self.given.get(name.key[0], [])

    def fitting(self, name: Name) -> list[Person]:
        """Those of the holders whose gender the title before the name does not speak against."""
        return [person for person in self.holders(name) if _fits(person, name)]

    def meant(self, name: Name) -> Person | None:
        """The one person that a short name means, ``None`` if it could be two."""
        found = self.fitting(name)
        if len(found) > 1 and name.beside.gender:
            found = [one for one in found if one.gender == name.beside.gender] or found
        if len(found) > 1 and name.beside.role:
            office = name.beside.role.office
            found = [one for one in found if any(role.office == office for role in one.roles)] or found
        if len(found) > 1 and not name.beside.gender:
            found = _by_title_alone(found, name) or found
        if len(found) > 1:
            found = [one for one in found if one.first < (name.piece, name.start)] or found
        if len(found) > 1 and self.bearers and name.key in self.surnames and not name.beside.gender:
            meant = self.bearers.meant([one.id for one in found], (name.piece, name.start))
            found = [one for one in found if one.id == meant]
        if len(found) == 1 and self.bearers is not None:
            self.bearers.note(found[0].id, (name.piece, name.start))
        return found[0] if len(found) == 1 else None


def _by_title_alone(found: list[Person], name: Name) -> list[Person]:
    """The one who is only ever named by title and surname, where nobody else of the surname stands near in full."""
    alone = [one for one in found if len(one.key) == 1]
    near = any(abs(name.piece - full.piece) < 2 for one in found for full in one.names if len(full.key) > 1)
    return alone if len(alone) == 1 and (name.beside.role or not near) else []


def _fits(person: Person, name: Name) -> bool:
    gender = name.beside.gender
    return gender is None or person.gender is None or gender == person.gender


def _untagged(pieces: list[Piece], names: list[Name], index: Index) -> Iterator[Name]:
    """Surnames of known persons where the model saw no person."""
    taken = {(name.piece, i) for name in names for i in range(name.start, name.end)}
    surnames = {key[0] for key in index.surnames if len(key) == 1 and len(key[0]) > 2}
    plain = frozenset(token.text for piece in pieces for token in piece.doc if token.text.islower())
    for piece in pieces:
        for token in piece.doc:
            text = token.text
            if not text[0].isupper() or (piece.number, token.i) in taken or not _is_free(piece, token):
                continue
            if _is_in_a_longer_name(piece, token) or (token.pos_ != "PROPN" and _is_a_plain_word(token, plain)):
                continue
            if fold(text) in surnames and not _has_given_before(piece, token):
                yield _short(piece, token)


def _is_free(piece: Piece, token: Any) -> bool:
    """Whether a word names no country: "Cuban said" is no people's where a Mr. Cuban is known."""
    hit = piece.at.get(token.i)
    if hit is None:
        return True
    acts = token.dep_ in ("nsubj", "poss") and not any(child.dep_ == "det" for child in token.children)
    return acts and {"country", "capital"}.isdisjoint(hit.term.kinds) and token.tag_ in ("NNP", "NN")


def _is_a_plain_word(token: Any, plain: frozenset[str]) -> bool:
    """Whether a capital at the head of a sentence may be no name ("Price rises …"): it is no subject or owner."""
    if not token.is_sent_start:
        return False
    return token.lower_ in plain or token.dep_ not in ("nsubj", "nsubjpass", "poss")


def _is_in_a_longer_name(piece: Piece, token: Any) -> bool:
    """Whether the model sees more than a surname here ("Trump Organization")."""
    after = piece.doc[token.i + 1] if token.i + 1 < len(piece.doc) else None
    if token.ent_type_ in ("", "PERSON", "GPE"):
        return False
    return token.ent_iob_ == "I" or (after is not None and after.ent_iob_ == "I" and after.lower_ not in ("'s", "’s"))


def _has_given_before(piece: Piece, token: Any) -> bool:
    """Another person of the surname may stand here in full."""
    if token.i == 0:
        return False
    left = piece.doc[token.i - 1]
    return bool(
        left.pos_ in ("PROPN", "ADJ")
        and left.text[:1].isupper()
        and left.head.i == token.i
        and piece.lower[left.i] not in people.office_words()
        and piece.lower[left.i] not in people.person_titles()
    )


def _short(piece: Piece, token: Any) -> Name:
    return Name(piece.number, token.i, token.i + 1, (token.text,), (fold(token.text),), before(piece, token.i))
