"""Sentences of two quotations that are the same, as runs in the order of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.checks.wording import Alignment


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence of one quotation and one of the other that are the same, with their words laid side by side.

    Attributes:
        i: number of the sentence in the one.
        j: number of the sentence in the other.
        found: what of their words is equal.
    """

    i: int
    j: int
    found: Alignment


def chains(matches: Iterable[Match]) -> Iterator[list[Match]]:
    """Runs of matches in the order of both quotations, longest first; a run ends where both say something else."""
    left = sorted(matches, key=lambda one: (one.i, one.j))
    while left:
        best = longest(left)
        run = [best[0]]
        for match in best[1:]:
            if match.i > run[-1].i + 1 and match.j > run[-1].j + 1:
                yield run
                run = []
            run.append(match)
        yield run
        used_i, used_j = {one.i for one in best}, {one.j for one in best}
        left = [one for one in left if one.i not in used_i and one.j not in used_j]


def longest(matches: Sequence[Match]) -> list[Match]:
    """The chain of matches with the most equal words, in the order of both quotations; of equals the first.

    A sentence can be the same as several in a row where these are its parts. The best chain before each match is found
    by a tree of greatest values over the sentences of the other quotation (Fenwick, 1994), not by a look at all.

    Args:
        matches: sorted by their sentences.
    """
    best: list[_Best] = []
    came: list[int] = []
    tree = _Greatest(max(match.j for match in matches) + 1)
    of_j: dict[int, list[int]] = defaultdict(list)
    for _, group in groupby(range(len(matches)), key=lambda at: matches[at].i):
        beside: list[int] = []
        for at in group:
            match = matches[at]
            before = [tree.below(match.j)]
            before += [best[up] for up in of_j[match.j] if matches[up].found.b[1] <= match.found.b[0]]
            before += [best[up] for up in beside if _parts(matches[up], match)]
            words, first = max(before)
            came.append(-first)
            best.append((words + match.found.equal, -at))
            beside.append(at)
        for at in beside:
            tree.put(matches[at].j, best[at])
            of_j[matches[at].j].append(at)
    return _back(matches, came, -max(best)[1])


#: Equal words of a chain, and the number of its last match, turned so that the first of equals is the greatest.
_Best = tuple[int, int]
#: No chain: any other has more words.
_NONE: _Best = (0, 1)


def _parts(one: Match, after: Match) -> bool:
    """Whether two sentences of the other quotation are parts of one sentence, one behind the other."""
    return one.j < after.j and one.found.a[1] <= after.found.a[0]


def _back(matches: Sequence[Match], came: Sequence[int], at: int) -> list[Match]:
    chain = []
    while at >= 0:
        chain.append(matches[at])
        at = came[at]
    return chain[::-1]


class _Greatest:
    """The greatest of the values that were put at the places below one."""

    def __init__(self, size: int) -> None:
        self._values = [_NONE] * (size + 1)

    def put(self, place: int, value: _Best) -> None:
        at = place + 1
        while at < len(self._values):
            self._values[at] = max(self._values[at], value)
            at += at & -at

    def below(self, place: int) -> _Best:
        found, at = _NONE, place
        while at > 0:
            found = max(found, self._values[at])
            at -= at & -at
        return found
