"""What two reports tell alike in very many places."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.crowds import CROWD, MOST, told_apart


def test_few_pairs_stay_as_they_are() -> None:
    """What has few partners is looked at, all of it, in order."""
    assert told_apart([(0, [4, 5]), (2, [5])]) == [(0, 4), (0, 5), (2, 5)]


def test_what_has_very_many_partners_is_left_out() -> None:
    """What may be any of very many things of the other report is left out, from whichever side it is seen."""
    many = range(100, 100 + CROWD + 1)
    assert told_apart([(0, many), (1, [100])]) == [(1, 100)]
    assert told_apart([*((one, [200]) for one in many), (300, [400])]) == [(300, 400)]


def test_no_more_partners_are_asked_for_than_tell_a_crowd() -> None:
    """Partners without end cost no more than a crowd does."""
    asked = []

    def endless() -> Iterator[int]:
        at = 0
        while True:
            asked.append(at)
            yield at
            at += 1

    assert told_apart([(0, endless())]) == []
    assert len(asked) == CROWD + 1


def test_those_with_the_fewest_partners_come_first() -> None:
    """Of more pairs than are looked at those are taken whose two sides have the fewest partners, in order."""
    rows = [(one, range(1_000 + one * 10, 1_000 + one * 10 + 9)) for one in range(MOST // 9 + 10)]
    found = told_apart([*rows, (10_000, [20_000])])
    assert len(found) == MOST
    assert (10_000, 20_000) in found
    assert found == sorted(found)
