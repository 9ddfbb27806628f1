"""What two reports tell alike in very many places, and what of it is looked at.

A report that tells one kind of deed in hundreds of sentences (a table in prose, or words made to hurt) has hundreds of
thousands of pairs with another of its kind, and none of them says which is meant. So what has too many partners is
left out, and of the rest those with the fewest are taken. Of 408 pairs of real reports on one matter the most alike
have 72 pairs of propositions, so none of them meets these bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import islice

#: Partners that one thing in a report may have in the other before it cannot be told which is meant.
CROWD = 30
#: Pairs of two reports that are looked at by one rule; the texts of so many take the encoder four seconds.
MOST = 500


def told_apart(partners: Iterable[tuple[int, Iterable[int]]], most: int = MOST) -> list[tuple[int, int]]:
    """The pairs that are looked at, in order.

    Args:
        partners: each thing, in order, with the things that it may be the same as, in order; no more of these are
            asked for than tell a crowd.
        most: pairs that are looked at.
    """
    found: list[tuple[int, int]] = []
    for one, others in partners:
        some = list(islice(others, CROWD + 1))
        if len(some) <= CROWD:
            found += [(one, other) for other in some]
    behind = Counter(other for _, other in found)
    found = [pair for pair in found if behind[pair[1]] <= CROWD]
    if len(found) <= most:
        return found
    before = Counter(one for one, _ in found)
    fewest = sorted(found, key=lambda pair: (max(before[pair[0]], behind[pair[1]]), pair))
    return sorted(fewest[:most])


def few(pairs: Collection[tuple[int, int]], many: int = 0) -> Collection[tuple[int, int]]:
    """Those of some pairs that are looked at: all if they are not very many, else as ``told_apart`` has it."""
    if len(pairs) <= many:
        return pairs
    beside: dict[int, list[int]] = {}
    for one, other in sorted(pairs):
        beside.setdefault(one, []).append(other)
    return told_apart(beside.items())
