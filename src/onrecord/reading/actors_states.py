"""States that no list holds: unrecognised ones, and countries of invented reports.

A proper name is a state where the report itself treats it as one: it has what only states have ("the Veranian foreign
ministry", "Verania's army", "Prime Minister of Verania"), or two lesser signs come together (it agrees or refuses, is
talked with, has a government, is named in the way of countries). Towns and persons are told first and never are. A
place that the lexicon lists is a state only where no other government stands over it in fact (Transnistria).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.lexicons import people, world
from onrecord.lexicons.words import words
from onrecord.lexicons.world import Term, TermKind
from onrecord.reading.actors_names import fold, plain_slug
from onrecord.reading.actors_scan import Hit, Piece
from onrecord.reading.actors_states_signs import Sign, sign_after, sign_as_party, sign_of, tells_person, tells_town

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LABELS = frozenset({"GPE", "LOC", "ORG", "PERSON", "NORP"})
_LONGEST = 3
#: Shorter names are acronyms and syllables more often than states.
_SHORTEST = 4

#: Words in -ian that are of no state.
_OF_NO_STATE = words(
    "Christian Asian Eurasian Caucasian Arabian Persian Victorian Scandinavian Orwellian Presbyterian Zoroastrian "
    "Parisian Martian Utopian Shakespearian Wilsonian Siberian"
)
#: Names that hold many states.
_OF_MANY = words("Europe Asia Africa America Eurasia Oceania Scandinavia Balkans Caucasus Kremlin Arabia Middle")

#: Places of the lexicon with a government that no other stands over in fact. Other listed places (Bavaria, Barcelona,
#: Crimea) are never states, though they have ministers and presidents.
_SELF_GOVERNED = frozenset(
    {"Abkhazia", "Jubaland", "Kurdistan", "Northern Cyprus", "Puntland", "Republika Srpska", "Rojava", "Somaliland"}
    | {"South Ossetia", "Transdniestria", "Transnistria", "Zanzibar"}
)


@dataclass(slots=True)
class _Candidate:
    """A name that may be a state's: where it stands, what the model takes it for, what speaks for it."""

    name: str
    places: list[tuple[Piece, int, int]] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    signs: Counter[Sign] = field(default_factory=Counter)
    adjectives: set[str] = field(default_factory=set)
    listed: bool = False

    @property
    def is_mostly_a_place(self) -> bool:
        """Whether the model takes at least half of its mentions for a place of its own government."""
        return 2 * self.labels["GPE"] >= sum(self.labels.values())

    @property
    def is_mostly_a_person(self) -> bool:
        """Whether the model takes more than half of its mentions for a person."""
        return 2 * self.labels["PERSON"] > sum(self.labels.values())

    def is_state(self, among_states: bool) -> bool:
        """Whether the signs suffice: one of a state, else two lesser ones."""
        if self.signs["state"] or self.signs["ministry"]:
            return True
        lesser = set(self.signs) - {"counterpart", "acts"}
        if self.listed:
            return bool(lesser)
        if self.is_mostly_a_place:
            lesser |= {sign for sign in self.signs if sign == "acts" or (sign == "counterpart" and among_states)}
        count = len(lesser) + self.name.endswith(("ia", "stan")) + (self.signs["acts"] > 1 and "acts" in lesser)
        return bool(lesser) and count > 1


def learn_states(pieces: Sequence[Piece]) -> dict[str, str]:
    """Find the states of a report that the lexicon lacks, and make their names hits like those of listed countries.

    Args:
        pieces: scanned blocks; hits are added to them.

    Returns:
        The usual name of each by its actor id.
    """
    candidates = {one.name: one for one in _candidates(pieces)}
    by_adjective = {made: one for one in candidates.values() for made in demonyms(one.name)}
    for made in by_adjective:
        candidates.pop(" ".join(made), None)
    for piece in pieces:
        _read_adjectives(piece, by_adjective, candidates)
    surnames = set(_surnames(pieces))
    for one in candidates.values():
        _read_names(one)
        if one.name in surnames:
            one.signs["person"] += 1
    states = _states(pieces, candidates.values())
    if states:
        terms = {tuple(term.words.split()): term for one in states for term in _terms(one)}
        for piece in pieces:
            _add_hits(piece, terms)
    return {_id(one): one.name for one in states}


def _states(pieces: Sequence[Piece], candidates: Any) -> list[_Candidate]:
    """The candidates that are states; a partner in talks counts only beside another country."""
    named = any("country" in hit.term.kinds for piece in pieces for hit in piece.hits)
    possible = [one for one in candidates if one.signs and not one.signs["town"] and not one.signs["person"]]
    sure = [one for one in possible if one.is_state(among_states=named)]
    return sure if named or not sure else [one for one in possible if one.is_state(among_states=True)]


def demonyms(name: str) -> Iterator[tuple[str, ...]]:
    """The words for "of this country" that English may make of its name.

    >>> sorted(word for (word,) in demonyms("Verania"))
    ['Veranian', 'Veranish']
    """
    *front, last = name.split()
    ends = {
        "ia": ((1, "an"), (2, "ish")),
        "a": ((0, "n"), (1, "ian"), (1, "ese"), (1, "ish")),
        "e": ((0, "an"), (1, "ese"), (1, "ian")),
        "o": ((0, "an"), (1, "ian"), (1, "ese"), (0, "lese")),
        "y": ((1, "ian"), (1, "an")),
        "land": ((4, "ish"), (4, "ic"), (0, "er"), (0, "ish"), (0, "ic"), (0, "ian")),
        "stan": ((0, "i"), (4, "")),
    }  # fmt: skip
    fallback = ((0, "ian"), (0, "an"), (0, "ese"), (0, "i"), (0, "ish"))
    rules = next((made for end, made in ends.items() if last.endswith(end)), fallback)
    for cut, add in rules:
        stem = last[: len(last) - cut]
        if len(stem) >= _SHORTEST - 1:
            yield (*front, stem + add)


def _candidates(pieces: Sequence[Piece]) -> Iterator[_Candidate]:
    """All names that may be a state's, in the order of their first mention."""
    found: dict[str, _Candidate] = {}
    for piece in pieces:
        for start, end, label in _names(piece):
            name = " ".join(token.text for token in piece.doc[start:end])
            one = found.setdefault(name, _Candidate(name))
            one.places.append((piece, start, end))
            one.labels[label] += 1
        for hit in piece.hits:
            if hit.term.kinds == ("place",) and hit.term.words in _SELF_GOVERNED:
                one = found.setdefault(hit.term.words, _Candidate(hit.term.words, listed=True))
                one.places.append((piece, hit.start, hit.end))
                one.labels["GPE"] += 1
    yield from found.values()


def _surnames(pieces: Sequence[Piece]) -> Iterator[str]:
    """Last words of the longer names of persons."""
    for piece in pieces:
        for entity in piece.doc.ents:
            words_in = [token for token in entity if token.pos_ == "PROPN" and token.i not in piece.at]
            if entity.label_ == "PERSON" and len(words_in) > 1:
                yield words_in[-1].text


def _names(piece: Piece) -> Iterator[tuple[int, int, str]]:
    """Proper names of up to three words with the model's label: entities without what follows "'s", single words."""
    inside: set[int] = set()
    for entity in piece.doc.ents:
        if entity.label_ not in _LABELS:
            continue
        start, end = _core(piece, entity.start, entity.end)
        if start < end <= start + _LONGEST and all(_is_name_word(piece, i) for i in range(start, end)):
            yield start, end, entity.label_
        inside.update(range(entity.start, entity.end))
    for token in piece.doc:
        i = token.i
        if i not in inside and token.pos_ == "PROPN" and _is_name_word(piece, i) and _stands_apart(piece, i):
            yield i, i + 1, ""


def _core(piece: Piece, start: int, end: int) -> tuple[int, int]:
    """An entity without its article, and up to "'s" or a word of office or state ("Verania Foreign Minister")."""
    if piece.doc[start].tag_ == "DT":
        start += 1
    for i in range(start, end):
        if piece.lower[i] in _POSSESSIVE or sign_after(piece, i, adjective=False):
            return start, i
    return start, end


def _is_name_word(piece: Piece, i: int) -> bool:
    token = piece.doc[i]
    return bool(
        i not in piece.at
        and token.text.istitle()
        and token.text.isalpha()
        and len(token.text) >= _SHORTEST
        and not token.text.endswith("ian")
        and token.text not in _OF_MANY
        and token.pos_ in ("PROPN", "ADJ", "NOUN")
        and piece.lower[i] not in people.office_words()
        and piece.lower[i] not in people.person_titles()
        and not people.is_given(fold(token.text), token.lower_)
    )


def _stands_apart(piece: Piece, i: int) -> bool:
    """Whether no other proper name stands directly beside."""
    doc = piece.doc
    before = i > 0 and doc[i - 1].pos_ == "PROPN"
    after = i + 1 < len(doc) and doc[i + 1].pos_ == "PROPN" and not sign_after(piece, i + 1, adjective=False)
    return not before and not after


def _read_adjectives(
    piece: Piece, by_adjective: dict[tuple[str, ...], _Candidate], candidates: dict[str, _Candidate]
) -> None:
    """Signs that follow an adjective ("the Veranian army"); one in -ian before them tells a name itself."""
    texts = [token.text for token in piece.doc]
    for i in range(len(texts)):
        if i in piece.at or not texts[i][:1].isupper():
            continue
        for size in range(1, _LONGEST + 1):
            one = by_adjective.get(tuple(texts[i : i + size]))
            if one is not None and (sign := sign_after(piece, i + size, adjective=True)):
                one.signs[sign] += 1
        if _tells_its_country(piece, i, by_adjective):
            sign = sign_after(piece, i + 1, adjective=True)
            if sign in ("state", "ministry"):
                name = texts[i][:-1]
                if name in _SELF_GOVERNED or name not in world.terms():
                    candidates.setdefault(name, _Candidate(name)).signs[sign] += 1


def _tells_its_country(piece: Piece, i: int, by_adjective: dict[tuple[str, ...], _Candidate]) -> bool:
    """Whether an adjective whose country the report does not name may stand for one in -ia.

    Of the 63 adjectives in -ian among listed countries 40 are of a name in -ia; where the name is another, the state
    is still one and the same throughout the report.
    """
    token = piece.doc[i]
    return (
        token.text.endswith("ian")
        and len(token.text) > _SHORTEST + 2
        and token.text.istitle()
        and token.text not in _OF_NO_STATE
        and token.ent_type_ in ("NORP", "GPE")
        and (token.text,) not in by_adjective
    )


def _read_names(one: _Candidate) -> None:
    """Signs that stand around the mentions of a name."""
    for piece, start, end in one.places:
        if tells_town(piece, start, end):
            one.signs["town"] += 1
        if tells_person(piece, start):
            one.signs["person"] += 1
    for piece, start, end in one.places:
        if one.is_mostly_a_person:
            if sign_of(piece, start, end) == "state":
                one.signs["state"] += 1
            continue
        for sign in (sign_of(piece, start, end), sign_as_party(piece, start, end), _possessed(one, piece, start, end)):
            if sign is not None:
                one.signs[sign] += 1


def _possessed(one: _Candidate, piece: Piece, start: int, end: int) -> Sign | None:
    """What follows "Verania's" or "Verania"; "the Front's army" and "the Third Guards Army" are of no state."""
    if start > 0 and piece.doc[start - 1].tag_ == "DT":
        return None
    if end < len(piece.doc) and piece.lower[end] in _POSSESSIVE:
        return sign_after(piece, end + 1, adjective=False)
    return sign_after(piece, end, adjective=False) if one.is_mostly_a_place else None


def _id(one: _Candidate) -> str:
    return f"country:{plain_slug(one.name)}"


def _terms(one: _Candidate) -> Iterator[Term]:
    """The words for a state: its name, "of it", its people."""

    def term(text: str, kind: TermKind) -> Term:
        return Term(text, (kind,), _id(one), one.name)

    for made in demonyms(one.name):
        yield term(" ".join(made), "adjective")
        yield term(" ".join(made) + "s", "people")
    yield term(one.name, "country")


def _add_hits(piece: Piece, terms: dict[tuple[str, ...], Term]) -> None:
    """Make the names of states hits; a place of the same name is one no more."""
    texts = [token.text.title() if token.text.isupper() else token.text for token in piece.doc]
    i = 0
    while i < len(texts):
        longest = min(_LONGEST, len(texts) - i)
        size = next((n for n in range(longest, 0, -1) if tuple(texts[i : i + n]) in terms), 0)
        if size and all(_is_free(piece, j) for j in range(i, i + size)):
            hit = Hit(i, i + size, terms[tuple(texts[i : i + size])])
            piece.hits.append(hit)
            piece.at.update(dict.fromkeys(range(i, i + size), hit))
        i += size or 1
    standing = [hit for hit in piece.hits if all(piece.at[j] is hit for j in range(hit.start, hit.end))]
    piece.hits = sorted(standing, key=lambda hit: hit.start)


def _is_free(piece: Piece, i: int) -> bool:
    hit = piece.at.get(i)
    return hit is None or hit.term.kinds == ("place",)
