"""Groups that join on average, and what hangs together."""

from __future__ import annotations

from itertools import combinations

from onrecord.stories.clusters import joined, reached


def test_groups_join_on_average_only() -> None:
    """A chain of neighbours is not one group: the ends are not alike, so the whole is not on average."""
    alike = {(0, 1): 9, (1, 2): 8, (2, 3): 8}

    def of(one: int, other: int) -> int:
        return alike.get((min(one, other), max(one, other)), 0)

    pairs = sorted(((value, pair) for pair, value in alike.items()), reverse=True)
    assert sorted(joined([[0], [1], [2], [3]], pairs, of, 5)) == [[0, 1], [2, 3]]


def test_a_refused_join_is_looked_at_once() -> None:
    """Two large groups that do not join are compared once, however many links there are between them."""
    asked = 0

    def of(one: int, other: int) -> int:
        nonlocal asked
        asked += 1
        return 6 if (one + other) % 3 == 0 else 0

    left, right = list(range(40)), list(range(40, 80))
    pairs = [(6, (a, b)) for a in left for b in right if (a + b) % 3 == 0]
    assert sorted(joined([left, right], pairs, of, 5)) == [left, right]
    assert asked == len(left) * len(right)


def test_what_hangs_together_is_reached_once() -> None:
    """Each component that holds one of the given members is found once."""
    edges = {0: [1], 1: [0, 2], 2: [1], 3: [4], 4: [3], 5: []}
    assert reached([2, 0, 3, 5], edges.__getitem__) == [{0, 1, 2}, {3, 4}, {5}]
    assert all(not a & b for a, b in combinations(reached(range(6), edges.__getitem__), 2))
