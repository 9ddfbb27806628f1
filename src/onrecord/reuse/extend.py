"""Equal runs of words around places that two texts have in common, for very many pairs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Seeds up to which all are extended at once.
FEW = 4096
Numbers = NDArray[np.int64]
#: Words compared in the first step, and in a step at the most: a long copy is gone through in few.
STEP, LONGEST_STEP = 8, 128


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
    """The longest equal run around each seed, each run once.

    Args:
        seeds: words of two texts that begin equal runs.
        words: the words of all texts as numbers, in 16 bits: two unlike words are taken for equal once in 65,536 times,
            at an end of a run at the most.
        begins: where each text begins in them, and the number of all.
    """
    new, at = _parts(seeds.new)
    old, to = _parts(seeds.old)
    # Seeds of two texts on one line (the same words between them) are of one run or follow each other.
    line = ((new - new.min(initial=0)) * (len(begins)) + old) << 20 | np.clip(at - to + (1 << 19), 0, (1 << 20) - 1)
    order = np.lexsort((at, line))
    new, old, at, to, line = new[order], old[order], at[order], to[order], line[order]
    line = np.cumsum(_changes(line))
    found: list[tuple[Numbers, ...]] = []
    reach = np.full(int(line[-1]) + 1 if len(line) else 0, -1, np.int64)  # by line, the word to which runs go so far
    left = np.arange(len(new))
    few = len(new) <= FEW
    while len(left):
        first = left if few else left[_changes(line[left])]
        a, b = begins[new[first]] + at[first], begins[old[first]] + to[first]
        rest = np.minimum(begins[new[first] + 1] - a, begins[old[first] + 1] - b)
        back = _reach(words, a - 1, b - 1, -1, np.minimum(at[first], to[first]))
        onward = _reach(words, a, b, 1, rest)
        found.append((new[first], old[first], at[first] - back, to[first] - back, back + onward))
        if few:  # each seed by itself, and each run once: fewer steps where there is little to do
            once = _changes(line) | _changes(at - back)
            return Runs(*(column[once] for column in found[0]))
        reach[line[first]] = at[first] + onward
        left = left[at[left] >= reach[line[left]]]
    if not found:
        none = np.empty(0, np.int64)
        return Runs(none, none, none, none, none)
    return Runs(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _parts(place: NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
    return (place >> np.uint64(32)).astype(np.int64), (place & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _changes(values: Numbers) -> NDArray[np.bool_]:
    """Where a value is another than the one before it."""
    return np.concatenate(([True], values[1:] != values[:-1])) if len(values) else np.empty(0, bool)


def _reach(words: NDArray[np.uint16], a: Numbers, b: Numbers, way: int, most: Numbers) -> Numbers:
    """How many words are equal from two places on, forwards or backwards, at most so many."""
    count = np.zeros(len(a), np.int64)
    going = np.flatnonzero(most > 0)
    last = len(words) - 1
    step = STEP
    while len(going):
        steps = np.arange(step) * way
        x = (a[going] + way * count[going])[:, None] + steps
        y = (b[going] + way * count[going])[:, None] + steps
        equal = words[np.clip(x, 0, last)] == words[np.clip(y, 0, last)]
        run = equal.argmin(axis=1)
        run[equal[np.arange(len(run)), run]] = step
        count[going] = np.minimum(count[going] + run, most[going])
        going = going[(run == step) & (count[going] < most[going])]
        step = min(2 * step, LONGEST_STEP)
    return count
