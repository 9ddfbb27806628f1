"""The same judgement for a set of reports as a whole, in three steps that may be done apart and in any place.

``ReuseIndex`` takes reports as they come, so what it knows of standing text when a report comes depends on what came
before. Here the whole set is known at once: what is found is what ``ReuseIndex`` finds of reports that all come in one
portion, in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reuse.extend import Seeds
from onrecord.reuse.index import REPORT, WORD, judged, posts_of
from onrecord.reuse.order import firsts
from onrecord.reuse.prints import Hashes, Places, prints
from onrecord.reuse.shelf import Posts


@dataclass(frozen=True, slots=True)
class Printed:
    """What the judgement needs of some reports.

    Attributes:
        words: their words as numbers, one report after the other.
        begins: where each begins in them, and the number of all.
        posts: their chosen runs by value, each with the number of the report among these and of the word.
    """

    words: NDArray[np.uint16]
    begins: Places
    posts: Posts


def printed(texts: Sequence[str]) -> Printed:
    """First step, for some of the reports: their words and chosen runs."""
    read = prints(texts)
    return Printed(read.words, read.begins, posts_of(read, 0))


def numbered(posts: Posts, numbers: NDArray[np.uint32]) -> Posts:
    """Chosen runs under the numbers that their reports have in the whole set."""
    new = numbers[(posts.place >> REPORT).astype(np.int64)].astype(np.uint64)
    return Posts(posts.value, new << REPORT | posts.place & WORD)


def met(posts: Sequence[Posts], weeks: NDArray[np.int32]) -> tuple[Seeds, Hashes]:
    """Second step, for some of the values: where two reports have a run in common, and where standing text is.

    Args:
        posts: all chosen runs of the whole set that have these values, under the numbers of the whole set.
        weeks: the week of each report of the whole set.

    Returns:
        Both by place in the newer report.
    """
    value = np.concatenate([np.empty(0, np.uint64), *(one.value for one in posts)])
    place = np.concatenate([np.empty(0, np.uint64), *(one.place for one in posts)])
    order = np.lexsort((place, value))
    value, place = value[order], place[order]
    begins = firsts(value)
    row = np.cumsum(begins) - 1
    seeds, is_standing = judged(
        row, place, int(begins.sum()), lambda some: weeks[(some >> REPORT).astype(np.int64)], first=0
    )
    order = np.lexsort((seeds.old, seeds.new))
    return Seeds(seeds.new[order], seeds.old[order]), np.sort(place[is_standing[row]])
