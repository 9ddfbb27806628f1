"""Groups that grow from the most alike pair on and join only where they are alike on average."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Pair = tuple[int, int]
#: The likeness of two members, 0 for a pair that is not known to be alike.
Alike = Callable[[int, int], int]


def joined(
    groups: Iterable[Sequence[int]], pairs: Iterable[tuple[int, Pair]], alike: Alike, least: int
) -> list[list[int]]:
    """The groups after all joins: average linkage (Sokal and Michener 1958), taking the most alike pair first.

    Args:
        groups: what belongs together already.
        pairs: likeness of pairs of members of different groups, most alike first.
        alike: likeness of any two members.
        least: two groups join if they are this alike on average: a chain of neighbours is not one group.

    Returns:
        The groups, members rising.
    """
    members = {group[0]: sorted(group) for group in groups}
    refused: set[tuple[int, int, int, int]] = set()  # two groups as they are need not be looked at twice
    home = {number: first for first, group in members.items() for number in group}
    for value, (one, other) in pairs:
        if value < least:
            break
        a, b = home[one], home[other]
        if a == b:
            continue
        a, b = min(a, b), max(a, b)
        both = (a, b, len(members[a]), len(members[b]))
        if both in refused:
            continue
        total = sum(alike(x, y) for x in members[a] for y in members[b])
        if total < least * both[2] * both[3]:
            refused.add(both)
            continue
        members[a] = sorted(members[a] + members.pop(b))
        for number in members[a]:
            home[number] = a
    return list(members.values())


def reached(start: Iterable[int], neighbours: Callable[[int], Iterable[int]]) -> list[set[int]]:
    """The connected components that hold the given members."""
    found: list[set[int]] = []
    seen: set[int] = set()
    for first in start:
        if first in seen:
            continue
        part, waiting = {first}, [first]
        while waiting:
            for other in neighbours(waiting.pop()):
                if other not in part:
                    part.add(other)
                    waiting.append(other)
        seen |= part
        found.append(part)
    return found
