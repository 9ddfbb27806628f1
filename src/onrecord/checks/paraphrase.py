"""Whether indirect speech tells the content of a quotation."""

from __future__ import annotations

from functools import lru_cache

from onrecord.checks.utterances import Saying
from onrecord.lexicons.world import terms
from onrecord.text.common import COMMON
from onrecord.text.wordset import wordset

#: Content words that must be shared, and the part of those of the shorter wording.
SHARED, SHARE = 3.0, 0.5
#: Part of the content of the longer wording that must be shared too.
SHARE_OF_LONGER = 0.4
#: What a shared country, capital or nationality, and a shared name counts: every sentence of a story gives them.
COUNTRY, NAME = 0.5, 0.5

_ENDINGS = (
    "ations", "ation", "ating", "ated", "ates", "ate", "ings", "ing", "ied", "ies", "edly", "ed", "es", "ly", "s", "e",
    "y",
)  # fmt: skip


def same_content(told: Saying, quoted: Saying) -> tuple[str, ...]:
    """The content that indirect speech shares with a quotation, empty if that is too little to be the same utterance.

    Content words are compared by their stems ("negotiate", "negotiating"), countries by what they stand for
    ("Washington", "the United States"). What one of them denies and the other does not is not the same.
    """
    if min(len(told.keys), len(quoted.keys)) < LEAST or _denies(told) != _denies(quoted):
        return ()
    one, other = content(told), content(quoted)
    shared = one.keys() & other.keys()
    weight = sum(min(one[key], other[key]) for key in shared)
    less, more = sorted((sum(one.values()), sum(other.values())))
    if weight < SHARED or weight < SHARE * less or weight < SHARE_OF_LONGER * more:
        return ()
    return tuple(sorted(shared))


_DENIALS = wordset("not no never nothing none neither nor without cannot declined denied refused rejected")


def _denies(saying: Saying) -> bool:
    return any(key in _DENIALS or key.endswith("n't") for key in saying.keys)


#: Words of a quotation below which indirect speech cannot be told to be about it.
LEAST = 6


def content(saying: Saying) -> dict[str, float]:
    """The content of a saying: stems of its telling words and ids of its countries, each with its weight."""
    found: dict[str, float] = {}
    at = 0
    while at < len(saying.keys):
        size, country = _country(saying, at)
        if country:
            found[country] = COUNTRY
        elif saying.keys[at] not in COMMON and len(saying.keys[at]) > 1:
            found[stem(saying.keys[at].removesuffix("'s"))] = (
                NAME if at and saying.said(at, at + 1)[0].isupper() else 1.0
            )
        at += size
    return found


def _country(saying: Saying, at: int) -> tuple[int, str | None]:
    """The country named at a word, by name, nationality or capital, and of how many words it is made."""
    for size in (3, 2, 1):
        name = saying.said(at, min(at + size, len(saying.keys)))
        if name[:1].isupper() and (term := terms().get(name)) and term.id.startswith("country:"):
            return size, term.id
    return 1, None


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, so that forms of one word are equal; rough, for comparing only.

    >>> stem("negotiating") == stem("negotiate"), stem("proposed") == stem("proposes")
    (True, True)
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word
