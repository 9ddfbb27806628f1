"""What positions are about: whether two objects are the same thing in nearly the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from onrecord.lexicons.words import words as lexicon_words
from onrecord.text.words import words

#: Words that do not tell one object from another.
_SMALL = lexicon_words(
    "a an the its it their they his her he she our we us my i your of to in on for with by at from into over as and or "
    "that this these those which who be is are was were been being has have had will would should could may might do "
    "does did 's s any some such there also very instead still currently now current"
)
#: Words that turn an object round: two objects that differ in one are never the same.
_TURNING = lexicon_words(
    "not no never nor neither without nothing none n't cannot won't don't doesn't isn't before after until unless "
    "except only more less against lift impose keep leave stop start resume end begin ban allow"
)

#: Nouns that name a move or a text and nothing that it is about: "the proposal", "such terms".
_NAMING = lexicon_words(
    "accord agreement appeal arrangement bid call concept concession condition deal demand document draft framework "
    "idea initiative move offer one option plan plea pledge promise proposal request scheme suggestion term terms text "
    "thing threat ultimatum latest new current previous own same such other another both"
)

#: Words that are written as one and as two.
_COMPOUNDS = lexicon_words("ceasefire frontline airstrike peacekeeper peacekeeping pullback pullout battlefield")

#: What a description behind a comma begins with.
_DESCRIBING = lexicon_words("the a an which who whose where")

#: Words that say the same of an object.
_SAME = dict.fromkeys(("full", "entire", "complete", "total", "entirety"), "whole")

#: Longer words go by so many first letters, so that "withdrawal" and "withdraw", "Ukraine" and "Ukrainian" meet.
_STEM = 6
#: At 0.7 of their words in common, objects of ten words may differ in one or two.
_ALIKE = 0.7
#: An object that holds all words of another is the same thing if it has at most so many more.
_MORE = 2


@dataclass(frozen=True, slots=True)
class About:
    """The words of an object, folded.

    Attributes:
        words: all that tell it from others, by their stems.
        names: those with a capital letter.
        turning: those that turn it round, and figures.
    """

    words: frozenset[str]
    names: frozenset[str]
    turning: frozenset[str]


@lru_cache(maxsize=4096)
def about(text: str) -> About:
    """The words of an object.

    >>> sorted(about("the withdrawal of 500 troops from Sorn").words)
    ['500', 'sorn', 'troop', 'withdr']
    >>> about("a cease-fire along the front lines").words == about("the ceasefire along the frontline").words
    True
    """
    kept, names, turning = set(), set(), set()
    found = words(_plain(text))
    for n, word in enumerate(found):
        if word.text in _SMALL or (n and _stem(found[n - 1].text) + _stem(word.text) in _COMPOUNDS):
            continue
        whole = word.text + _stem(found[n + 1].text) if n + 1 < len(found) else ""
        stem = _stem(whole if whole in _COMPOUNDS else _SAME.get(word.text, word.text))
        kept.add(stem)
        if word.text in _TURNING or word.text.endswith("n't") or word.text[0].isdigit():
            turning.add(stem)
        if text[word.start].isupper():
            names.add(stem)
    return About(frozenset(kept), frozenset(names), frozenset(turning))


def names_nothing(text: str) -> bool:
    """Whether the words only point to something that is told elsewhere: "such terms", "its latest proposal".

    >>> names_nothing("such terms"), names_nothing("the proposal for a truce")
    (True, False)
    """
    found = {word.text for word in words(text)} - _SMALL
    return {word.removesuffix("s") for word in found} <= _NAMING


def _plain(text: str) -> str:
    """The object without a description behind it ("the dam, the largest of the valley"), if that holds no name.

    A description that holds a figure or a name may say what the thing is, so it stays.
    """
    head, comma, tail = text.partition(", ")
    described = tail.partition(" ")[0].lower() in _DESCRIBING and not any(c.isupper() or c.isdigit() for c in tail)
    return head if comma and described else text


def _stem(word: str) -> str:
    if word[0].isdigit():
        return word
    plain = word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
    return plain[:_STEM]


def alike(a: About, b: About) -> bool:
    """Whether two objects are the same thing in nearly the same words.

    Negations, figures, names and words such as "lift" must be the same.

    >>> alike(about("full control of the Sorn valley"), about("control of the whole Sorn valley"))
    True
    >>> alike(about("a truce of 30 days"), about("a truce of 10 days"))
    False
    """
    if a.words == b.words:
        return a.turning == b.turning
    if a.turning != b.turning or a.names - b.words or b.names - a.words:
        return False
    shared, everything = len(a.words & b.words), len(a.words | b.words)
    if shared >= _ALIKE * everything:
        return True
    inside = a.words <= b.words or b.words <= a.words
    return inside and shared > 1 and len(a.words ^ b.words) <= _MORE


def neighbours(things: Collection[About]) -> dict[About, list[About]]:
    """For each object the objects that are alike, itself among them.

    Only objects that share one of their rarest words are compared: of two that have 0.7 of their words in common, or
    one of which holds the other and two words more, each has one of these few among its own.
    """
    often = Counter(word for one in things for word in one.words)
    by_word: dict[tuple[str, frozenset[str]], list[About]] = {}
    for one in things:
        for word in _rarest(one, often):
            by_word.setdefault((word, one.turning), []).append(one)
    found: dict[About, list[About]] = {}
    for one in things:
        near = dict.fromkeys(other for word in _rarest(one, often) for other in by_word[word, one.turning])
        found[one] = [one, *(other for other in near if other is not one and alike(one, other))]
    return found


def _rarest(one: About, often: Mapping[str, int]) -> list[str]:
    ranked = sorted(one.words, key=lambda word: (often[word], word))
    return ranked[: max(_MORE + 1, len(ranked) - ceil(_ALIKE * len(ranked)) + 1)]
