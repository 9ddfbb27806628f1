"""Persons of a report: their names found, and names of one person brought together.

A person is first met by the full name; a surname (or a title with a surname) later on means that person, unless two
persons of the report share it. Then the title may tell them apart; else the surname stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.lexicons import people
from onrecord.lexicons.people import Gender
from onrecord.lexicons.words import words
from onrecord.reading.actors_names import PARTICLES, SUFFIXES, fold, key_of, surname_start, words_of
from onrecord.reading.actors_offices import Beside, Role, before
from onrecord.reading.actors_scan import Piece

#: Words in a name; longer runs of capitals are headlines, not names.
LONGEST = 6

_NOT_NAMES = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december mr mrs ms the a an i he she they we it god photo image video read twitter facebook "
    "youtube instagram telegram jr sr"
)


#: Last words of bodies that the model takes for persons.
_BODY_WORDS = words(
    "society party union institute university foundation committee council agency center centre college school street "
    "association group company inc corp ltd club team bank hospital church court times post news magazine journal "
    "campaign administration department ministry house county city street avenue airport award prize show act bill"
)

_CUTS = frozenset('/(|·—–@,#:;"“”')


@dataclass(frozen=True, slots=True)
class Name:
    """One place where a person is named: tokens ``start`` to ``end`` (after the last) of a piece."""

    piece: int
    start: int
    end: int
    words: tuple[str, ...]
    key: tuple[str, ...]
    beside: Beside
    sure: bool = True


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


def find_names(pieces: Iterable[Piece]) -> list[Name]:
    """All names of persons, by the language model and by the titles before them, in text order."""
    names = []
    for piece in pieces:
        taken: set[int] = set()
        for entity in piece.doc.ents:
            if entity.label_ == "PERSON" or _is_like_a_person(entity):
                found = _trimmed(piece, entity.start, entity.end, sure=False)
                if found and taken.isdisjoint(range(found.start, found.end)):
                    taken.update(range(found.start, found.end))
                    names.append(found)
        for found in _titled(piece, taken):
            taken.update(range(found.start, found.end))
            names.append(found)
    return sorted(names, key=lambda name: (name.piece, name.start))


def _is_like_a_person(entity: Any) -> bool:
    """A known given name and one or two words more, which the model takes for a body or a place."""
    if entity.label_ not in ("ORG", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "LOC") or not 2 <= len(entity) <= 4:
        return False
    words_in = [token.text for token in entity if token.lower_ not in ("'s", "’s")]
    plain = all(word[0].isupper() and (word.isalpha() or word.endswith(".")) for word in words_in)
    return (
        plain
        and 2 <= len(words_in) <= 3
        and people.gender_of_given(fold(words_in[0])) is not None
        and words_in[-1].lower() not in _BODY_WORDS
        and not words_in[-1].isupper()
    )


def _trimmed(piece: Piece, start: int, end: int, *, sure: bool) -> Name | None:
    """The name inside a range: titles, countries, marks and "'s" cut off, parts that were split off added."""
    doc, lower = piece.doc, piece.lower
    end = _extended(piece, start, end)
    while start < end and _leads(piece, start, end):
        start += 1
    end = next((i for i in range(start, end) if doc[i].text in _CUTS or i in piece.at), end)
    while end > start and (lower[end - 1] in ("'s", "’s", "'", "’") or not lower[end - 1][0].isalpha()):
        end -= 1
    while start > 0 and _is_given_before(piece, start):
        start -= 1
    if not 0 < end - start <= LONGEST or not all(_is_name_word(doc[i].text) for i in range(start, end)):
        return None
    text = piece.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]
    words = words_of(text)
    key = key_of(text)
    if not key or lower[start] in _NOT_NAMES or lower[end - 1] in _BODY_WORDS:
        return None
    if all(lower[i] in people.office_words() or lower[i] in people.person_titles() for i in range(start, end)):
        return None
    if any(i in piece.at for i in range(start, end)):
        return None
    beside = before(piece, start)
    return Name(piece.number, start, end, words, key, beside, sure or bool(beside.role or beside.gender))


def _extended(piece: Piece, start: int, end: int) -> int:
    """Add the rest of a name that the model broke at a particle ("Ursula von der" + "Leyen")."""
    doc = piece.doc
    while end < len(doc) and end - start < LONGEST:
        if doc[end - 1].lower_ in PARTICLES and doc[end].text[:1].isupper() and end - start > 1:
            end += 1
        elif end + 1 < len(doc) and doc[end].text in PARTICLES and doc[end + 1].text[:1].isupper():
            if doc[end].text in ("la", "le", "al", "ben", "von", "van", "bin", "der", "den", "el", "da", "de", "di"):
                end += 2
            else:
                break
        else:
            break
    return end


def _leads(piece: Piece, i: int, end: int) -> bool:
    """Whether the token before a name is a title, a country, an article or a mark."""
    word = piece.lower[i]
    if i in piece.at or not word[0].isalnum() or piece.doc[i].tag_ in ("DT", "IN", "CC"):
        return True
    return i + 1 < end and (word in people.office_words() or word in people.person_titles())


def _is_given_before(piece: Piece, start: int) -> bool:
    token = piece.doc[start - 1]
    return bool(
        token.pos_ == "PROPN"
        and token.dep_ == "compound"
        and token.ent_type_ in ("", "PERSON")
        and token.text[:1].isupper()
        and token.text.isalpha()
        and start - 1 not in piece.at
        and token.head.i >= start
        and piece.lower[start - 1] not in people.office_words()
        and piece.lower[start - 1] not in people.person_titles()
        and people.gender_of_given(fold(token.text)) is not None
    )


def _is_name_word(text: str) -> bool:
    if text in PARTICLES or text == "-" or text.lower() in SUFFIXES:
        return True
    return text[0].isupper() and not any(char.isdigit() or char in "@/#_" for char in text) and ".c" not in text


def _titled(piece: Piece, taken: set[int]) -> Iterator[Name]:
    """Names that the model missed, told by the title before them ("President Yoon Suk Yeol")."""
    doc, lower = piece.doc, piece.lower
    for i in range(1, len(doc)):
        if i in taken or i in piece.at or doc[i].pos_ != "PROPN" or not doc[i].text[:1].isupper():
            continue
        title = lower[i - 1]
        known = title in people.person_titles()
        if not known and not (title in people.office_heads() and doc[i - 1].dep_ == "compound"):
            continue
        if title in people.office_words() and lower[i] in people.office_words():
            continue
        end = i
        while end < len(doc) and end not in taken and end not in piece.at and _runs_on(piece, end):
            end += 1
        if doc[i].is_sent_start or end == i or (end < len(doc) and lower[end] in people.office_words()):
            continue
        found = _trimmed(piece, i, end, sure=True)
        if found and found.beside.start < found.start:
            yield found


def _runs_on(piece: Piece, i: int) -> bool:
    token = piece.doc[i]
    if token.text in PARTICLES:
        return i + 1 < len(piece.doc) and bool(piece.doc[i + 1].text[:1].isupper())
    return bool(token.pos_ == "PROPN" and token.text[:1].isupper() and token.text.replace("-", "").isalpha())


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
    persons += _by_surname_only(pieces, [name for name in short if not index.holders(name)])
    index = Index(persons)
    for name in [*short, *_untagged(pieces, names, index)]:
        if (person := index.meant(name)) is not None:
            person.names.append(name)
            person.learn(name.beside.role, name.beside.gender)
    for person in persons:
        person.names.sort(key=lambda name: (name.piece, name.start))
    return persons


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
        if person is None:
            person = families.add(_person(name.key, name.words, (name.piece, name.start)))
        if not person.names and len(name.words) >= len(person.words):
            person.words = name.words  # the outlet's spelling before that of a post's author
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
    person.gender = person.gender or people.gender_of_given(key[0])


def _person(key: tuple[str, ...], words: tuple[str, ...], first: tuple[int, int]) -> Person:
    gender = people.gender_of_given(key[0]) or people.gender_of_given(words[0].lower()) if len(key) > 1 else None
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

    def __init__(self, persons: list[Person]) -> None:
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

    def meant(self, name: Name) -> Person | None:
        """The one person that a short name means, ``None`` if it could be two."""
        found = [person for person in self.holders(name) if _fits(person, name)]
        if len(found) > 1 and name.beside.role:
            office = name.beside.role.office
            found = [one for one in found if any(role.office == office for role in one.roles)] or found
        if len(found) > 1:
            found = [one for one in found if one.first < (name.piece, name.start)] or found
        return found[0] if len(found) == 1 else None


def _fits(person: Person, name: Name) -> bool:
    gender = name.beside.gender
    return gender is None or person.gender is None or gender == person.gender


def _untagged(pieces: list[Piece], names: list[Name], index: Index) -> Iterator[Name]:
    """Surnames of known persons where the model saw no person."""
    taken = {(name.piece, i) for name in names for i in range(name.start, name.end)}
    surnames = {key[0] for key in index.surnames if len(key) == 1 and len(key[0]) > 2}
    for piece in pieces:
        for token in piece.doc:
            text = token.text
            if not text[0].isupper() or (piece.number, token.i) in taken or token.i in piece.at:
                continue
            if _is_in_a_longer_name(piece, token) or (token.pos_ != "PROPN" and token.is_sent_start):
                continue
            if fold(text) in surnames and not _has_given_before(piece, token):
                yield _short(piece, token)


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
        left.pos_ == "PROPN"
        and left.head.i == token.i
        and left.i not in piece.at
        and piece.lower[left.i] not in people.office_words()
        and piece.lower[left.i] not in people.person_titles()
    )


def _short(piece: Piece, token: Any) -> Name:
    return Name(piece.number, token.i, token.i + 1, (token.text,), (fold(token.text),), before(piece, token.i))
