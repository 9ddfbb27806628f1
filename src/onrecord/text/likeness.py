"""How alike the sentences of two reports are: by their words in order, and by what they tell of."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.model.reading import Entry
from onrecord.text.align import contents
from onrecord.text.words import texts, words

#: Number of sentences that rarity is reckoned by, whatever the length of the reports: a telling word that stands in one
#: sentence of each weighs 3.3.
_RARE = 50
_LEAST = np.float32(1e-6)

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike each sentence of one report is to each of another, as matrices.

    Attributes:
        worded: part of the words that are the same and in order.
        told: part of the weighted terms that are shared.
        weight: weight of the shared terms.
        within: part of the lighter sentence's weighted terms that are shared.
        sizes_a: number of words of each sentence of the one.
        sizes_b: of the other.
    """

    worded: Matrix
    told: Matrix
    weight: Matrix
    within: Matrix
    sizes_a: NDArray[np.int64]
    sizes_b: NDArray[np.int64]

    @property
    def score(self) -> Matrix:
        """What pairs are ranked by: wording and content alike."""
        score: Matrix = self.worded + self.told
        return score


def likeness(a: Entry, b: Entry) -> Likeness:
    """How alike the sentences of two reports are, by their words in order and by their weighted terms."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    words_a, words_b = words_of(a), words_of(b)
    terms_a, terms_b = _terms(a), _terms(b)
    weights = _weights(terms_a, terms_b)
    shared = _shared(terms_a, terms_b, weights)
    total_a, total_b = _totals(terms_a, weights)[:, None], _totals(terms_b, weights)[None, :]
    return Likeness(
        worded=cdist(words_a, words_b, scorer=Indel.normalized_similarity, dtype=np.float32),
        told=2 * shared / np.maximum(total_a + total_b, _LEAST),
        weight=shared,
        within=(shared / np.maximum(np.minimum(total_a, total_b), _LEAST)).astype(np.float32),
        sizes_a=np.array(list(map(len, words_a)), dtype=np.int64)[:, None],
        sizes_b=np.array(list(map(len, words_b)), dtype=np.int64)[None, :],
    )


def words_of(entry: Entry) -> list[list[str]]:
    """The folded words of each sentence of a report."""
    text = entry.report.text
    return [texts(words(text, one.span.start, one.span.end)) for one in entry.reading.sentences]


def _terms(entry: Entry) -> list[Mapping[str, float]]:
    """The weighted content terms of each sentence."""
    found = {one.number: one.terms for one in contents(entry, 0)}
    return [found.get(number, {}) for number in range(len(entry.reading.sentences))]


def _weights(a: Sequence[Mapping[str, float]], b: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """What each term says: as between reports of any matter, and less the more sentences of these two have it."""
    holders = Counter(key for one in (*a, *b) for key in one)
    least: dict[str, float] = {}
    for one in (*a, *b):
        for key, weight in one.items():
            least[key] = min(weight, least.get(key, weight))  # what is a name in one sentence is one in all
    return {key: least[key] * math.log1p(_RARE / count) for key, count in holders.items()}


def _totals(terms: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> Matrix:
    return np.array([sum(weights[key] for key in sorted(one)) for one in terms], dtype=np.float32)


def _shared(a: Sequence[Mapping[str, float]], b: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> Matrix:
    """Weight of the terms that each two sentences have in common."""
    in_a, in_b = _holders(a), _holders(b)
    found = np.zeros((len(a), len(b)), dtype=np.float32)
    for key in sorted(in_a.keys() & in_b.keys()):
        found[np.ix_(in_a[key], in_b[key])] += np.float32(weights[key])
    return found


def _holders(terms: Sequence[Mapping[str, float]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(terms):
        for key in one:
            found[key].append(number)
    return found
