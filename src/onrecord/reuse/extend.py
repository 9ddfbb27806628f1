"""Equal runs of words around places that two texts have in common, for very many pairs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.reuse.order import firsts, ordered

Numbers = NDArray[np.int64]
#: Words compared in the first step, and in a step at the most: a long copy is gone through in few.
STEP, LONGEST_STEP = 16, 512
#: Words that are equal where a seed is, as its run has so many; and words that are looked at as one number.
OWN, FOUR = 5, 4


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of equal words, one a row.

    Attributes:
        new: number of the one text.
        old: number of the other.
        at: first word in the one.
        to: first word in the other.
        length: number of words.
    """

    new: Numbers
    old: Numbers
    at: Numbers
    to: Numbers
    length: Numbers

    def taken(self, order: Numbers) -> Runs:
        """The rows in another order."""
        return Runs(self.new[order], self.old[order], self.at[order], self.to[order], self.length[order])


class Seeds(NamedTuple):
    """Where two texts have a run in common: in the new one and the old one, each as number of text and of word."""

    new: NDArray[np.uint64]
    old: NDArray[np.uint64]


def extend(seeds: Seeds, words: NDArray[np.uint16], begins: Numbers) -> Runs:
    """The longest equal run around each seed, each run once, in order of new, old and the distance of their words.

    Args:
        seeds: words of two texts that begin equal runs.
        words: the words of all texts as numbers, in 16 bits: two unlike words are taken for equal once in 65,536 times,
            at an end of a run at the most.
        begins: where each text begins in them, and the number of all.
    """
    (new, at), (old, to) = _parts(seeds.new), _parts(seeds.old)
    order = ordered(new, old)
    pair = np.empty(len(order), np.int64)
    pair[order] = np.cumsum(firsts(new[order]) | firsts(old[order]))
    # Seeds of two texts on one line (the same words between them) are of one run or follow each other.
    order = ordered(pair, to - at, at)
    new, old, at, to, pair = new[order], old[order], at[order], to[order], pair[order]
    line = firsts(pair) | firsts(to - at)
    a, b = begins[new] + at, begins[old] + to
    begin = line | ~_joined(words, a, b)
    first, last = np.flatnonzero(begin), np.flatnonzero(np.append(begin[1:], True)[: len(begin)])
    back = _reach(words, a[first] - 1, b[first] - 1, -1, np.minimum(at[first], to[first]))
    rest = np.minimum(begins[new[last] + 1] - a[last], begins[old[last] + 1] - b[last])
    length = at[last] - at[first] + back + _reach(words, a[last], b[last], 1, rest)
    found = Runs(new[first], old[first], at[first] - back, to[first] - back, length)
    return found.taken(np.flatnonzero(line[first] | firsts(found.at)))  # some seeds of one run are far apart


def _joined(words: NDArray[np.uint16], a: Numbers, b: Numbers) -> NDArray[np.bool_]:
    """Which seeds go on with the run of the seed before them on their line, as far as is seen at a glance."""
    if len(words) < FOUR:
        return np.zeros(len(a), np.bool_)
    gap = np.diff(a, prepend=0)
    fours: NDArray[np.uint64] = np.ndarray(len(words) - FOUR + 1, np.uint64, words, strides=words.strides)
    near: NDArray[np.bool_] = fours[np.maximum(a - FOUR, 0)] == fours[np.maximum(b - FOUR, 0)]
    far = np.flatnonzero(near & (gap > OWN + FOUR))
    near[far] = fours[np.maximum(a[far] - 2 * FOUR, 0)] == fours[np.maximum(b[far] - 2 * FOUR, 0)]
    near &= gap <= OWN + 2 * FOUR
    return near | (gap <= OWN)


def _parts(place: NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
    return (place >> np.uint64(32)).astype(np.int64), (place & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _reach(words: NDArray[np.uint16], a: Numbers, b: Numbers, way: int, most: Numbers) -> Numbers:
    """How many words are equal from two places on, forwards or backwards, at most so many."""
    count = np.zeros(len(a), np.int64)
    going = np.flatnonzero(most > 0)
    step = STEP
    while len(going):
        on = way * count[going]
        equal = _stretch(words, a[going] + on, way, step) == _stretch(words, b[going] + on, way, step)
        run = equal.argmin(axis=1)
        run[equal[np.arange(len(run)), run]] = step
        count[going] = np.minimum(count[going] + run, most[going])
        going = going[(run == step) & (count[going] < most[going])]
        step = min(2 * step, LONGEST_STEP)
    return count


def _stretch(words: NDArray[np.uint16], first: Numbers, way: int, size: int) -> NDArray[np.uint16]:
    """So many words from each place on, forwards or backwards; beyond the ends of all words any words."""
    if len(words) < size:
        words = np.pad(words, (0, size))
    left = first if way > 0 else first - size + 1
    inner = np.minimum(np.maximum(left, 0), len(words) - size)
    # Rows of a view in which each begins a word after the one before are copied whole, without a number for each word.
    view: NDArray[np.uint16] = np.ndarray((len(words) - size + 1, size), words.dtype, words, strides=words.strides * 2)
    rows = view[inner]
    if len(beyond := np.flatnonzero(inner != left)):  # in the first and last text alone
        rows[beyond] = words[np.clip(left[beyond, None] + np.arange(size), 0, len(words) - 1)]
    return rows[:, ::way]
