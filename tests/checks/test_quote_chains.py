"""Runs of sentences that two quotations share: the tree finds what looking at all chains finds."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as some

from onrecord.checks.quotechains import Match, chains, longest
from onrecord.checks.wording import Alignment

_RANGE = some.tuples(some.integers(0, 4), some.integers(1, 3)).map(lambda one: (one[0], one[0] + one[1]))
_MATCHES = some.dictionaries(
    some.tuples(some.integers(0, 6), some.integers(0, 6)),
    some.builds(lambda equal, a, b: Alignment(equal, equal, a, b, ()), some.integers(1, 4), _RANGE, _RANGE),
    min_size=1,
    max_size=20,
).map(lambda found: [Match(i, j, said) for (i, j), said in sorted(found.items())])


def follows(one: Match, after: Match) -> bool:
    """Whether one match can stand before another in a chain."""
    if one.i == after.i:
        return one.j < after.j and one.found.a[1] <= after.found.a[0]
    return one.i < after.i and (one.j < after.j or (one.j == after.j and one.found.b[1] <= after.found.b[0]))


def by_all(matches: Sequence[Match]) -> list[Match]:
    """The chain with the most equal words, the first of equals, found by a look at every chain before each match."""
    best: list[tuple[int, list[Match]]] = []
    for match in matches:
        before = [chain for chain in best if follows(chain[1][-1], match)]
        words, chain = max(before, key=lambda one: one[0], default=(0, []))
        best.append((words + match.found.equal, [*chain, match]))
    return max(best, key=lambda one: one[0])[1]


@given(_MATCHES)
def test_the_longest_chain_is_that_of_a_look_at_all(matches: list[Match]) -> None:
    """The chain that the tree finds is the one that a look at every chain finds, match by match."""
    assert longest(matches) == by_all(matches)


@given(_MATCHES)
def test_runs_use_each_sentence_once(matches: list[Match]) -> None:
    """Of the runs that are given no two use one sentence, but for parts of a sentence in one run."""
    runs = list(chains(matches))
    used_i = [{one.i for one in run} for run in runs]
    assert sum(map(len, used_i)) == len(set().union(*used_i))
    assert {(one.i, one.j) for run in runs for one in run} <= {(one.i, one.j) for one in matches}
