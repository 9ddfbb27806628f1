"""Whether two sentences tell of other places or other persons, so that a like deed in both is not one deed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.checks.facts import TELLING, Statement, dates, days
from onrecord.checks.tree import Tree, tree
from onrecord.lexicons.world import Term, terms
from onrecord.model.reading import Sentence
from onrecord.text.wordset import wordset

#: Blocks of a report in which the place of all it tells is named: its title and first paragraphs.
LEAD = 3
_WORDS = re.compile(r"[^\W\d_](?:[\w.’'-]*\w)?\.?")
_ARTICLES = frozenset(("the", "a", "an"))
#: Kinds of places after a name, of which the name is what tells one from another: "Benn province".
_KINDS = wordset("province county district region prefecture governorate oblast department municipality canton state")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)


@lru_cache(maxsize=8192)
def places(told: Sentence) -> frozenset[str]:
    """The places named in a sentence: countries and seats of government by id, others by their last word."""
    return frozenset(_place(words) for words in _names(tree(told), ("GPE", "LOC")))


@lru_cache(maxsize=8192)
def _countries(told: Sentence) -> frozenset[str]:
    """The countries of the places named in a sentence."""
    found = (_country(words) for words in _names(tree(told), ("GPE", "LOC")))
    return frozenset(one for one in found if one)


@lru_cache(maxsize=8192)
def persons(told: Sentence) -> frozenset[str]:
    """The last words of the persons who are named in full in a sentence ("Tova Brandt" is ``brandt``)."""
    return frozenset(words[-1].lower() for words in _names(tree(told), ("PERSON",)) if len(words) > 1)


@lru_cache(maxsize=8192)
def _any_persons(told: Sentence) -> frozenset[str]:
    return frozenset(words[-1].lower() for words in _names(tree(told), ("PERSON",)))


def other_places(one: Statement, other: Statement) -> bool:
    """Whether both sentences name places, and none of the one is in the other, or is the country of one of it."""
    a, b = places(one.sentence), places(other.sentence)
    if not a or not b or a & b:
        return False
    return not a & _mentioned(other.sentence) and not b & _mentioned(one.sentence)


def other_days(one: Statement, other: Statement) -> bool:
    """Whether both sentences are dated, and to other days: two legs of one journey.

    Where the days of one are not known, since its report has no day, the names of the weekdays are held against each
    other.
    """
    a, b = days(one), days(other)
    if a and b:
        return not any(x[0] <= y[1] and y[0] <= x[1] for x in a for y in b)
    first, second = _weekdays(one), _weekdays(other)
    return bool(first) and bool(second) and not first & second


def _weekdays(told: Statement) -> frozenset[str]:
    return frozenset(one[1].lower() for time in dates(told, known=False) for one in _WEEKDAY.finditer(time.span.text))


def other_persons(one: Statement, other: Statement) -> bool:
    """Whether both sentences name persons in full, and none of the one is in the other by any name."""
    a, b = persons(one.sentence), persons(other.sentence)
    return bool(a) and bool(b) and not a & _words(other.sentence) and not b & _words(one.sentence)


def other_people(one: Statement, other: Statement) -> bool:
    """Whether both sentences name persons, in full or not, and none of the one is in the other by any name."""
    a, b = _any_persons(one.sentence), _any_persons(other.sentence)
    return bool(a) and bool(b) and not a & _words(other.sentence) and not b & _words(one.sentence)


def beyond(one: Statement, other: Statement) -> bool:
    """Whether a sentence names a place that neither the other sentence nor the start of its report has.

    A toll of one province is no toll of the country, though both be "the dead of the storm".
    """
    return _beyond(one, other) or _beyond(other, one)


def _beyond(one: Statement, other: Statement) -> bool:
    entry = other.entry
    blocks = entry.report.blocks
    first = [at for at, block in enumerate(blocks) if block.kind in TELLING][:LEAD]
    start = (_mentioned(each) for each in entry.reading.sentences if each.block in first)
    known = _mentioned(other.sentence).union(_in_words(entry.report.title or ""), *start)
    return any(
        not any(word.startswith(place[:-1]) for word in known) for place in places(one.sentence)
    )  # "Veranian" for "Verania"


@lru_cache(maxsize=8192)
def _mentioned(told: Sentence) -> frozenset[str]:
    """The places that a sentence has in any form, also as a people, with the countries that they are in."""
    return places(told) | _countries(told) | _words(told) | _in_words(told.span.text)


def _in_words(text: str) -> frozenset[str]:
    """The words of a text, and what the lexicon knows of them as places and peoples, up to three words together."""
    words = _WORDS.findall(text)
    runs = [words[at : at + size] for size in (1, 2, 3) for at in range(len(words) - size + 1)]
    known = [term for run in runs if (term := _term(run))]
    return frozenset(word.lower() for word in words).union(
        *({term.id, term.name, *([term.of] if term.of else [])} for term in known)
    )


@lru_cache(maxsize=8192)
def _words(told: Sentence) -> frozenset[str]:
    return frozenset(token.lemma.lower() for token in tree(told).tokens)


def _names(parsed: Tree, kinds: Sequence[str]) -> Iterator[list[str]]:
    """The words of each name of some kinds, in text order."""
    name: list[str] = []
    last = ""
    for at, token in enumerate(parsed.tokens):
        word = parsed.word(at)
        goes_on = token.entity in kinds and token.entity == last
        if name and not goes_on:
            yield name
            name = []
        if token.entity in kinds and word[:1].isalpha() and (word[:1].isupper() or name):
            name += [] if word.lower() in _ARTICLES else [word]
        last = token.entity
    if name:
        yield name


def _term(words: Sequence[str]) -> Term | None:
    known = terms()
    whole = " ".join(words)
    found = known.get(whole) or known.get(f"{whole}.")
    return None if found is None or found.doubtful else found


def _place(words: Sequence[str]) -> str:
    found = _term(words)
    while len(words) > 1 and (words[-1].islower() or words[-1].lower() in _KINDS):
        words = words[:-1]
    return words[-1].lower().rstrip(".") if found is None else found.name if found.of else found.id


def _country(words: Sequence[str]) -> str | None:
    found = _term(words)
    return found.of if found else None
