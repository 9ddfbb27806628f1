"""Ranges of one text, looked up by place: to look through all of them for each sentence costs the product of both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate


class Ranges:
    """Ranges of a text, each with its start and end; they may overlap and come in any order.

    Args:
        ranges: starts and ends, in code points.

    >>> known = Ranges([(0, 4), (10, 20), (12, 14)])
    >>> list(known.near(13, 30)), known.covered(0, 12)
    ([1, 2], 6)
    """

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = list(ranges)
        self._order = sorted(range(len(self._ranges)), key=lambda at: (self._ranges[at][0], at))
        self._starts = [self._ranges[at][0] for at in self._order]
        # Of the ranges up to each in order of starts, the farthest end.
        self._reached = list(accumulate((self._ranges[at][1] for at in self._order), max))

    def near(self, start: int, end: int) -> Iterator[int]:
        """The numbers of the ranges that share a character with a range, in order of their starts."""
        for at in range(bisect_right(self._reached, start), bisect_left(self._starts, end)):
            first, last = self._ranges[self._order[at]]
            if max(start, first) < min(end, last):
                yield self._order[at]

    def shared(self, start: int, end: int) -> list[tuple[int, int]]:
        """What each of them shares with a range, in order of their starts; those that share nothing are left out."""
        near = (self._ranges[at] for at in self.near(start, end))
        return [(max(start, first), min(end, last)) for first, last in near]

    def covered(self, start: int, end: int) -> int:
        """How many characters of a range they cover; what several of them cover counts as often."""
        return sum(last - first for first, last in self.shared(start, end))
