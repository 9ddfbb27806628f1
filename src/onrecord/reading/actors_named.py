"""Names of persons in parsed blocks, told by the language model, by titles before them and by known given names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import cues, people
from onrecord.lexicons.words import words
from onrecord.reading.actors_names import PARTICLES, SUFFIXES, fold, key_of, words_of
from onrecord.reading.actors_offices import Beside, before
from onrecord.reading.actors_repeated import Labels, again, by_first
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
    "observer tribune herald gazette park river beach lake island islands hall tower stadium mall memorial cathedral "
    "campaign administration department ministry house county city street avenue airport award prize show act bill "
    "speech"
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
    nick: str = ""


def find_names(pieces: Sequence[Piece], labels: Labels) -> list[Name]:
    """All names of persons, by the language model and by the titles before them, in text order."""
    names = []
    for piece in pieces:
        taken: set[int] = set()
        for nicknamed in _nicknamed(piece):
            taken.update(range(nicknamed.start, nicknamed.end))
            names.append(nicknamed)
        for entity in piece.doc.ents:
            if entity.text in labels.bodies:
                continue
            if entity.label_ == "PERSON" or entity.text in labels.persons or _is_like_a_person(entity):
                found = _trimmed(piece, entity.start, entity.end, sure=False)
                if found and taken.isdisjoint(range(found.start, found.end)):
                    taken.update(range(found.start, found.end))
                    names.append(found)
        for found in _introduced(piece, taken):
            taken.update(range(found.start, found.end))
            names.append(found)
    names += _again(pieces, names)
    return sorted(names, key=lambda name: (name.piece, name.start))


def _again(pieces: Sequence[Piece], names: list[Name]) -> list[Name]:
    """Full names where the model overlooks them, known from elsewhere in the report."""
    full = by_first(
        tuple(token.text for token in pieces[one.piece].doc[one.start : one.end]) for one in names if len(one.key) > 1
    )
    taken: dict[int, set[int]] = {piece.number: set() for piece in pieces}
    for one in names:
        taken[one.piece].update(range(one.start, one.end))
    places = [(piece, *place) for piece in pieces for place in again(piece, full, taken[piece.number])]
    made = (_trimmed(piece, start, end, sure=True) for piece, start, end in places)
    return [one for one in made if one is not None]


def _nicknamed(piece: Piece) -> Iterator[Name]:
    """Names with a nickname in quotation marks: 'Marta "Mimi" Dornova', which the model cuts to pieces."""
    doc = piece.doc
    for i in range(2, len(doc) - 2):
        if doc[i - 1].text not in _MARKS or doc[i + 1].text not in _MARKS or not _is_plain_name(doc[i]):
            continue
        if doc[i].whitespace_ or doc[i - 1].whitespace_ or not _is_plain_name(doc[i + 2]):
            continue
        start = i - 2
        if start and len(doc[start].text) < 3 and _is_plain_name(doc[start - 1]):
            start -= 1
        if not _is_plain_name(doc[start]) or not doc[i - 2].whitespace_ or start in piece.at:
            continue
        first, last = doc[start].text, doc[i + 2].text
        beside = before(piece, start)
        yield Name(
            piece.number, start, i + 3, (first, last), (fold(first), fold(last)), beside, True, fold(doc[i].text)
        )


_MARKS = frozenset("\"“”'‘’") | {"``", "''"}


def _is_plain_name(token: Any) -> bool:
    return bool(token.text[:1].isupper() and token.text.replace("-", "").isalpha() and token.text[-1].islower())


def _is_like_a_person(entity: Any) -> bool:
    """A known given name and one or two words more, which the model takes for a body or a place."""
    if entity.label_ not in ("ORG", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "LOC") or not 2 <= len(entity) <= 4:
        return False
    words_in = [token.text for token in entity if token.lower_ not in ("'s", "’s")]
    plain = all(word[0].isupper() and (word.isalpha() or word.endswith(".")) for word in words_in)
    return (
        plain
        and 2 <= len(words_in) <= 3
        and people.is_given(fold(words_in[0]), words_in[0].lower())
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
    if piece.parsed.report.blocks[piece.parsed.block].kind == "headline":
        end = next((i for i in range(start + 1, end) if lower[i].endswith("s") and _reports(lower[i])), end)
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


def _reports(word: str) -> bool:
    """Whether a word of a headline is a reporting verb: "Bel Says", "Bel Urges"."""
    return word[:-1] in cues.verbs() or word[:-2] in cues.verbs()


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
        and people.is_given(fold(token.text), token.lower_)
    )


def _is_name_word(text: str) -> bool:
    if text in PARTICLES or text == "-" or text.lower() in SUFFIXES:
        return True
    return text[0].isupper() and not any(char.isdigit() or char in "@/#_" for char in text) and ".c" not in text


def _introduced(piece: Piece, taken: set[int]) -> Iterator[Name]:
    """Names that the model missed, told by a title before them ("President Yoon Suk Yeol") or a known given name."""
    doc = piece.doc
    i = 0
    while i < len(doc):
        end = i
        if i not in taken and i not in piece.at and (_has_title_before(piece, i) or _is_given(piece, i)):
            while end < len(doc) and end not in taken and end not in piece.at and _runs_on(piece, end):
                end += 1
        if end > i and not (end < len(doc) and piece.lower[end] in people.office_words()):
            found = _trimmed(piece, i, end, sure=True)
            if found and (found.beside.start < found.start or len(found.key) > 1):
                yield found
        i = max(end, i + 1)


def _has_title_before(piece: Piece, i: int) -> bool:
    token = piece.doc[i]
    if i == 0 or token.pos_ != "PROPN" or not token.text[:1].isupper() or token.is_sent_start:
        return False
    title = piece.lower[i - 1]
    if title in people.office_words() and piece.lower[i] in people.office_words():
        return False
    if title in people.person_titles():
        return True
    return title in people.office_heads() and piece.doc[i - 1].dep_ == "compound"


def _is_given(piece: Piece, i: int) -> bool:
    """Whether a known given name stands here with a further name after it, which the model takes for no place."""
    doc = piece.doc
    if i + 1 >= len(doc) or doc[i].pos_ != "PROPN" or not doc[i].text[:1].isupper() or doc[i].text.isupper():
        return False
    after = doc[i + 1]
    places = ("GPE", "LOC", "FAC")
    if after.pos_ != "PROPN" or not after.text.istitle() or doc[i].ent_type_ in places or after.ent_type_ in places:
        return False
    return people.is_given(fold(doc[i].text), doc[i].lower_)


def _runs_on(piece: Piece, i: int) -> bool:
    token = piece.doc[i]
    if token.text in PARTICLES:
        return i + 1 < len(piece.doc) and bool(piece.doc[i + 1].text[:1].isupper())
    return bool(token.pos_ == "PROPN" and token.text[:1].isupper() and token.text.replace("-", "").isalpha())
