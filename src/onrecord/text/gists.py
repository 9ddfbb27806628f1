"""Many gists at once: which reports are about one matter, found through their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.text.matter import Gist, cosine

#: How near a likeness may be to the one asked for before it is worked out word by word: sums differ in the last digits.
_CLOSE = 1e-9


class Gists:
    """Gists by their words, so that one is compared with all that share a word in one go."""

    def __init__(self, gists: Sequence[Gist]) -> None:
        self._gists = {one.report: one for one in gists}
        self._order = list(self._gists)
        holders: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        for number, one in enumerate(self._gists.values()):
            for word, weight in one.weights.items():
                holders[word].append(number)
                weights[word].append(weight)
        self._index = {
            word: (np.array(numbers, dtype=np.int64), np.array(weights[word]))
            for word, numbers in holders.items()
            if len(numbers) > 1
        }

    def most(self, report: str, least: float, count: int) -> list[str]:
        """Ids of the other reports that are most alike, at least about so alike and at most so many, nearest first."""
        sums = self._sums(report)
        able = [at for at in np.flatnonzero(sums >= least).tolist() if self._order[at] != report]
        # Rounded, since the last digits hang on the order of the reports.
        able.sort(key=lambda at: (-round(float(sums[at]), 6), self._order[at]))
        return [self._order[at] for at in able[:count]]

    def like(self, report: str, least: float) -> list[str]:
        """Ids of the other reports whose gists are at least so alike, as ``cosine`` has it."""
        one, sums = self._gists[report], self._sums(report)
        return [
            other
            for at in np.flatnonzero(sums >= least - _CLOSE)
            if (other := self._order[at]) != report
            and (sums[at] >= least + _CLOSE or cosine(one, self._gists[other]) >= least)
        ]

    def _sums(self, report: str) -> NDArray[np.float64]:
        """How alike each report is to one, up to the last digits."""
        weights = self._gists[report].weights
        shared = [(weight, *self._index[word]) for word, weight in weights.items() if word in self._index]
        if not shared:
            return np.zeros(len(self._order))
        numbers = np.concatenate([holders for _, holders, _ in shared])
        products = np.concatenate([weight * weights for weight, _, weights in shared])
        sums: NDArray[np.float64] = np.bincount(numbers, products, len(self._order)).astype(np.float64)
        return sums
