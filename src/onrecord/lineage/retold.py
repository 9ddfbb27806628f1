"""Sentences that two reports tell in the same order, in whatever words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.text.align import Content, Match, compare, in_order
from onrecord.text.common import COMMON

#: Sentences are taken for retold if they share this weight of content terms and this part of the shorter one's.
RETOLD_WEIGHT = 2.5
RETOLD_SHARE = 0.5

#: Pairs of sentences that are looked up by shared terms, rarest term first, and how many of them are compared: a second
#: each. Of 299 pairs of reports on one event, of up to 104 sentences, none looks up more than 1,667 or compares more
#: than 110; ten times as long as both would be a hundred times as many.
LOOKED_UP, COMPARED = 1_000_000, 20_000

#: For each telling term, the sentences that it stands in, with its weight there.
Terms = Mapping[str, Sequence[tuple[int, float]]]


def terms_of(sentences: Sequence[Content]) -> Terms:
    """Where in the sentences of a report each telling term stands."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, content in enumerate(sentences):
        for key, weight in content.terms.items():
            if key not in COMMON:
                found[key].append((at, weight))
    return dict(found)


def retold(a: Sequence[Content], in_a: Terms, b: Sequence[Content], in_b: Terms) -> tuple[Match, ...]:
    """The sentences of one report that another has with the same content, in the same order.

    Args:
        a: the sentences of the one.
        in_a: where their terms stand.
        b: those of the other.
        in_b: where theirs stand.
    """
    shared = _shared(in_a, in_b)
    likely = [pair for pair, weight in shared.items() if _reaches(a[pair[0]], b[pair[1]], weight)]
    if len(likely) > COMPARED:  # of sentences that are all alike those that stand alike in both
        likely.sort(key=lambda pair: (-shared[pair], abs(pair[0] * len(b) - pair[1] * len(a)), pair))
    found = []
    for i, j in sorted(likely[:COMPARED]):
        match = compare(a[i], b[j])
        if match.weight >= RETOLD_WEIGHT and match.of_shorter >= RETOLD_SHARE:
            found.append(match)
    return tuple(in_order(found))


def _shared(in_a: Terms, in_b: Terms) -> dict[tuple[int, int], float]:
    """The weight of telling terms that sentences share, without the terms that stand in too many of both."""
    shared: dict[tuple[int, int], float] = defaultdict(float)
    left = LOOKED_UP
    for key in sorted(in_a.keys() & in_b.keys(), key=lambda key: (len(in_a[key]) * len(in_b[key]), key)):
        left -= len(in_a[key]) * len(in_b[key])
        if left < 0:
            break
        for i, weight in in_a[key]:
            for j, other in in_b[key]:
                shared[i, j] += min(weight, other)
    return shared


def _reaches(one: Content, other: Content, weight: float) -> bool:
    """Whether two sentences can still share enough with all the commonplace words that both may have."""
    return weight + min(one.commonplace, other.commonplace) >= RETOLD_WEIGHT - 1e-9
