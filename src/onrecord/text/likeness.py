"""How alike the sentences of two reports are: by their words in order, and by what they tell of.

Without NumPy, which the page that asks for this does without: most pairs of sentences have nothing in common, and
those that have are found through an index of telling terms.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.model.reading import Entry
from onrecord.text.align import contents
from onrecord.text.common import COMMON
from onrecord.text.words import texts, words

#: Numbers of a sentence of each of two reports.
Pair = tuple[int, int]
Terms = Mapping[str, float]

#: Number of sentences that rarity is reckoned by, whatever the length of the reports: a telling word that stands in one
#: sentence of each weighs 3.3.
_RARE = 50
#: Pairs of which less than this part of the content can be shared are not looked at word by word.
_LOOKED_AT = 0.1


class Alike(NamedTuple):
    """How alike two sentences are.

    Attributes:
        worded: part of the words that are the same and in order (normalised Indel similarity).
        told: part of the weighted terms that are shared.
        weight: weight of the shared terms.
        within: part of the lighter sentence's weighted terms that are shared.
        shorter: number of words of the shorter sentence.
        longer: of the longer one.
    """

    worded: float = 0.0
    told: float = 0.0
    weight: float = 0.0
    within: float = 0.0
    shorter: int = 0
    longer: int = 0

    @property
    def score(self) -> float:
        """What pairs are ranked by: wording and content alike."""
        return self.worded + self.told

    @property
    def in_words(self) -> float:
        """Part of the words of the shorter sentence that the other has in the same order."""
        return self.worded * (self.shorter + self.longer) / 2 / max(self.shorter, 1)


def likeness(a: Entry, b: Entry) -> dict[Pair, Alike]:
    """How alike the sentences of two reports are, for the pairs that can tell the same thing."""
    from rapidfuzz.distance import Indel

    words_a, words_b = words_of(a), words_of(b)
    terms_a, terms_b = _terms(a), _terms(b)
    weights = _weights(terms_a, terms_b)
    total_a, total_b = _totals(terms_a, weights), _totals(terms_b, weights)
    shared = _shared(terms_a, terms_b, weights, total_a, total_b)
    for pair in _equal(words_a, words_b):
        shared.setdefault(pair, 0.0)
    found = {}
    for (i, j), weight in sorted(shared.items()):
        one, other = words_a[i], words_b[j]
        less, more = sorted((total_a[i], total_b[j]))
        sizes = sorted((len(one), len(other)))
        worded = 1.0 if one == other else Indel.normalized_similarity(one, other)
        told = 2 * weight / (less + more) if more else 0.0
        found[i, j] = Alike(worded, told, weight, weight / less if less else 0.0, *sizes)
    return found


def words_of(entry: Entry) -> list[list[str]]:
    """The folded words of each sentence of a report."""
    text = entry.report.text
    return [texts(words(text, one.span.start, one.span.end)) for one in entry.reading.sentences]


def _terms(entry: Entry) -> list[Terms]:
    """The weighted content terms of each sentence."""
    found = {one.number: one.terms for one in contents(entry, 0)}
    return [found.get(number, {}) for number in range(len(entry.reading.sentences))]


def _weights(a: Sequence[Terms], b: Sequence[Terms]) -> dict[str, float]:
    """What each term says: as between reports of any matter, and less the more sentences of these two have it."""
    holders = Counter(key for one in (*a, *b) for key in one)
    least: dict[str, float] = {}
    for one in (*a, *b):
        for key, weight in one.items():
            least[key] = min(weight, least.get(key, weight))  # what is a name in one sentence is one in all
    return {key: least[key] * math.log1p(_RARE / count) for key, count in holders.items()}


def _totals(terms: Sequence[Terms], weights: Terms) -> list[float]:
    return [math.fsum(weights[key] for key in one) for one in terms]


def _shared(
    a: Sequence[Terms], b: Sequence[Terms], weights: Terms, total_a: Sequence[float], total_b: Sequence[float]
) -> dict[Pair, float]:
    """Weight of the terms that two sentences have in common, for the pairs with a good part of their content."""
    in_a, in_b = _holders(a), _holders(b)
    telling: dict[Pair, float] = defaultdict(float)
    for key in sorted(in_a.keys() & in_b.keys()):
        weight = weights[key]
        for i in in_a[key]:
            for j in in_b[key]:
                telling[i, j] += weight
    found = {}
    common_a, common_b = ([{key for key in one if key in COMMON} for one in each] for each in (a, b))
    for (i, j), weight in telling.items():
        both = common_a[i] & common_b[j]
        weight += math.fsum(weights[key] for key in both) if both else 0.0
        if 2 * weight >= _LOOKED_AT * (total_a[i] + total_b[j]):
            found[i, j] = weight
    return found


def _holders(terms: Sequence[Terms]) -> dict[str, list[int]]:
    """The sentences that have each telling term."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(terms):
        for key in one:
            if key not in COMMON:
                found[key].append(number)
    return found


def _equal(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> list[Pair]:
    """The pairs of sentences with the same words, whether or not they tell of anything."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(b):
        places[tuple(one)].append(number)
    return [(i, j) for i, one in enumerate(a) if one for j in places.get(tuple(one), ())]
