"""Ranges looked up by place give what looking through all of them gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from onrecord.text.ranges import Ranges

_RANGE = some.tuples(some.integers(0, 40), some.integers(0, 12)).map(lambda one: (one[0], one[0] + one[1]))


@given(some.lists(_RANGE, max_size=12), _RANGE)
def test_what_is_near_is_what_shares_a_character(ranges: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    """Each range that shares a character with the one asked for is found, no other, in order of their starts."""
    start, end = asked
    near = list(Ranges(ranges).near(start, end))
    assert sorted(near) == [at for at, (a, b) in enumerate(ranges) if max(a, start) < min(b, end)]
    assert [ranges[at][0] for at in near] == sorted(ranges[at][0] for at in near)


@given(some.lists(_RANGE, max_size=12), _RANGE)
def test_what_is_covered_is_the_sum_of_what_each_covers(ranges: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    """What ranges cover of another is the sum of what each of them shares with it."""
    start, end = asked
    assert Ranges(ranges).covered(start, end) == sum(max(0, min(end, b) - max(start, a)) for a, b in ranges)
