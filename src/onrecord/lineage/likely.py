"""Which of very many reports may be about the same in the same season, without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from onrecord.text.matter import Gist

#: What sums of the same products in another order may differ by.
_ROUNDING = 1e-6


def likely(gists: Sequence[Gist], least: float, days: int) -> Iterator[tuple[int, int]]:
    """The pairs of gists, by index and in order, that can be so alike and are of days so near, or of no day.

    Args:
        gists: what the reports are about.
        least: how alike their words must be (``text.matter.cosine``).
        days: how many days apart they may be.
    """
    if len(gists) < 2:
        return
    numbers: dict[str, int] = {}
    word = np.asarray([numbers.setdefault(one, len(numbers)) for gist in gists for one in gist.weights], np.int64)
    weight = np.fromiter(chain.from_iterable(one.weights.values() for one in gists), np.float64, len(word))
    size = np.asarray([len(one.weights) for one in gists])
    report, begins = np.repeat(np.arange(len(gists)), size), np.concatenate(([0], np.cumsum(size)))
    order = np.argsort(word, kind="stable")  # by word, then by report
    report, weights = report[order], weight[order]
    first = np.searchsorted(word[order], np.arange(len(numbers) + 1))
    day = np.asarray([one.day.toordinal() if one.day else -1 for one in gists])
    for at in range(len(gists) - 1):
        own = slice(begins[at], begins[at + 1])
        places, count = _ranges(first[word[own]], first[word[own] + 1])
        alike = np.bincount(report[places], weights[places] * np.repeat(weight[own], count), minlength=len(gists))
        near = (np.abs(day - day[at]) <= days) | (day < 0) | (day[at] < 0)
        found = np.flatnonzero((alike >= least - _ROUNDING) & near)
        yield from ((at, int(other)) for other in found[found > at])


def _ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All numbers of some ranges, and how many each has."""
    count = last - first
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(first - (ends - count), count), count
