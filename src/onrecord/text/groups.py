"""Groups of things that are linked, directly or over others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def joined(links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups that links make, each in order, the groups by their first members.

    >>> joined([(4, 5), (0, 2), (2, 3)])
    [[0, 2, 3], [4, 5]]
    """
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for a, b in links:
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    groups: dict[int, list[int]] = defaultdict(list)
    for one in sorted(parent):
        groups[root(one)].append(one)
    return sorted(groups.values())
