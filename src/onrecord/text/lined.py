"""Sentences of two reports laid side by side: which tell the same thing, in order and out of order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.reading import Entry
from onrecord.text.likeness import Alike, Pair, likeness, words_of
from onrecord.text.parted import Group, completed

# The limits below were set by eye on the 129 reports of 20 labelled events (408 pairs of reports, 689 pairs of
# sentences). Of 60 pairs in other words drawn from reports that are independent 55 tell the same thing, 4 a part of
# it, 1 does not; of 30 from reports that share their wording all do. 1,500 pairs of reports of different events have
# 63 pairs of sentences, every one of them the same form of a website ("sign up"). Weights are those of ``likeness``.

#: Two sentences have one wording if this part of the words of both is the same, in the same order (normalised Indel
#: similarity, 1 for equal), and so much of what they tell of; from ``VERBATIM`` on the words alone are enough.
WORDED, WORDED_TOLD, VERBATIM = 0.6, 0.3, 0.85
#: They tell the same in other words if so much of what both tell of is shared, and so much in all.
RETOLD, RETOLD_WEIGHT = 0.4, 10.0
#: With half of the wording and some of the content, so much of both together, a smaller weight is enough.
HALF_WORDED, HALF_TOLD, HALF_BOTH, HALF_WEIGHT = 0.45, 0.3, 0.85, 5.0
#: A sentence is part of a longer one that has nearly all of its words in order and of what it tells of.
INSIDE, INSIDE_WORDS = 0.8, 6
#: Out of order there is no neighbour to speak for a pair, so more must be shared.
MOVED_TOLD, MOVED_WEIGHT = 0.45, 8.0
#: A pair is dropped if one of the two has a partner that is so much better: it is then like, and not the same.
RIVAL = 0.8
#: What a pair that is known otherwise counts at the least.
KNOWN = 0.5
#: Of reports with more pairs of sentences than this only equal sentences are paired: two of 800 sentences (15,000
#: words) take a quarter of a second, and it grows with their product.
MOST_PAIRS = 1_000_000
#: Fewer words than this are laid beside each other only where they are the same.
FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Lined:
    """Sentences of two reports that tell the same, by their numbers; mostly one beside one.

    Attributes:
        in_order: those that run in the same order through both reports.
        moved: those out of this order, in the order of the first report.
        near_a: for each sentence of the first report, the one of the other that has most of what it tells; ``None``
            where they have nothing in common.
        near_b: the same the other way.
    """

    in_order: tuple[Group, ...]
    moved: tuple[Group, ...]
    near_a: tuple[int | None, ...] = ()
    near_b: tuple[int | None, ...] = ()


def lined(a: Entry, b: Entry, known: Collection[Pair] = ()) -> Lined:
    """The sentences of two reports that tell the same thing; most sentences of independent reports have no partner.

    Pairs in order are the heaviest chain through both texts, as in the alignment of parallel texts (Gale and Church
    1993), but over the pairs that are alike enough and no others: a wrong pair is worse than none. Of the rest, those
    that are each other's best are paired out of order. Which report is given first makes no difference.

    Args:
        a: the one report.
        b: the other.
        known: pairs of sentences, by number, that are known to tell of one thing, such as the sides of a finding.
    """
    if not a.reading.sentences or not b.reading.sentences:
        return Lined((), (), (None,) * len(a.reading.sentences), (None,) * len(b.reading.sentences))
    if (b.id, b.report.sha256) < (a.id, a.report.sha256):  # equals are decided alike whichever comes first
        turned = lined(b, a, {(i, j) for j, i in known})
        out = tuple(sorted(_turned(turned.moved)))
        return Lined(_turned(turned.in_order), out, turned.near_b, turned.near_a)
    if too_long(a, b):
        return _equal(a, b)
    like = likeness(a, b)
    able = {pair: alike.score for pair, alike in like.items() if _able(alike)}
    for pair in known:
        able[pair] = max(like.get(pair, Alike()).score, KNOWN)
    pairs = _unrivalled(able)
    linked = heaviest(pairs, able)
    moved = _moved(pairs, able, linked, lambda pair: pair in known or _sure(like[pair]))
    sizes = len(a.reading.sentences), len(b.reading.sentences)
    free = [set(range(size)) - {pair[at] for pair in (*linked, *moved)} for at, size in enumerate(sizes)]
    whole = completed([*linked, *moved], words_of(a), words_of(b), free)
    in_order, out = tuple(whole[: len(linked)]), tuple(sorted(whole[len(linked) :]))
    return Lined(in_order, out, *_near(like, *sizes))


def too_long(a: Entry, b: Entry) -> bool:
    """Whether two reports have so many sentences that only equal ones are paired."""
    return len(a.reading.sentences) * len(b.reading.sentences) > MOST_PAIRS


def _equal(a: Entry, b: Entry) -> Lined:
    """The sentences with the same words that stand once in each report."""
    in_a, in_b = _once(a), _once(b)
    pairs = [(i, in_b[words]) for words, i in in_a.items() if words in in_b]
    ends = [j for _, j in sorted(pairs)]
    chain = set(_ascending(ends))
    in_order = [((i,), (j,)) for i, j in sorted(pairs) if j in chain]
    moved = [((i,), (j,)) for i, j in sorted(pairs) if j not in chain]
    sizes = len(a.reading.sentences), len(b.reading.sentences)
    return Lined(tuple(in_order), tuple(moved), (None,) * sizes[0], (None,) * sizes[1])


def _once(entry: Entry) -> dict[tuple[str, ...], int]:
    """The sentences of which a report has only one, by their words."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(words_of(entry)):
        found[tuple(one)].append(number)
    return {one: numbers[0] for one, numbers in found.items() if len(numbers) == 1 and len(one) >= FEW_WORDS}


def _ascending(numbers: Sequence[int]) -> list[int]:
    """The longest ascending run of numbers with others between them."""
    ends: list[int] = []
    tops: list[tuple[int, int]] = []
    links: list[tuple[int, int]] = []
    for number in numbers:
        at = bisect_right(ends, number)
        links.append((number, tops[at - 1][1] if at else -1))
        _put(ends, tops, number, (at + 1, len(links) - 1))
    found, link = [], tops[-1][1] if tops else -1
    while link >= 0:
        number, link = links[link]
        found.append(number)
    return found


def _near(
    like: Mapping[Pair, Alike], size_a: int, size_b: int
) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
    """For each sentence of both the one of the other report with most of its content, the first of equal ones."""
    best: tuple[dict[int, tuple[float, int]], dict[int, tuple[float, int]]] = ({}, {})
    for pair, alike in like.items():
        for side in (0, 1):
            number, other = pair[side], pair[1 - side]
            if alike.weight > 0 and (alike.weight, -other) > best[side].get(number, (0.0, 0)):
                best[side][number] = (alike.weight, -other)
    near_a, near_b = (
        tuple(-found[number][1] if number in found else None for number in range(size))
        for found, size in zip(best, (size_a, size_b), strict=True)
    )
    return near_a, near_b


def _turned(groups: Sequence[Group]) -> tuple[Group, ...]:
    return tuple((j, i) for i, j in groups)


def _able(one: Alike) -> bool:
    """Whether two sentences are alike enough to tell the same thing."""
    if one.shorter < FEW_WORDS and one.worded < 1:
        return False
    worded = one.worded >= VERBATIM or (one.worded >= WORDED and one.told >= WORDED_TOLD)
    retold = one.told >= RETOLD and one.weight >= RETOLD_WEIGHT
    if worded or retold or one.weight < HALF_WEIGHT:
        return worded or retold
    half = one.worded >= HALF_WORDED and one.told >= HALF_TOLD and one.score >= HALF_BOTH
    return half or (one.in_words >= INSIDE and one.within >= INSIDE and one.shorter >= INSIDE_WORDS)


def _sure(one: Alike) -> bool:
    """Whether two sentences are so alike that they are paired out of order."""
    told = one.told >= MOVED_TOLD and one.weight >= MOVED_WEIGHT
    return one.shorter >= FEW_WORDS and (one.worded >= HALF_WORDED or told)


def _unrivalled(able: Mapping[Pair, float]) -> list[Pair]:
    """The pairs of which neither sentence has a partner that is much better, in order."""
    best_a: dict[int, float] = defaultdict(float)
    best_b: dict[int, float] = defaultdict(float)
    for (i, j), score in able.items():
        best_a[i], best_b[j] = max(best_a[i], score), max(best_b[j], score)
    return sorted((i, j) for (i, j), score in able.items() if score >= RIVAL * max(best_a[i], best_b[j]))


def heaviest(pairs: Sequence[Pair], score: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """The heaviest chain of pairs that runs in the same order through both reports, each sentence used once.

    Weights are counted in thousandths, so that sums do not hang on the order they are made in; of chains of one weight
    it is the one whose pairs come first.
    """
    ends: list[int] = []  # last sentence of b of each chain that may still grow, ascending, with ever greater weight
    tops: list[tuple[int, int]] = []  # weight of that chain and its last link
    links: list[tuple[Pair, int]] = []
    by_a: dict[int, list[int]] = defaultdict(list)
    for i, j in pairs:
        by_a[i].append(j)
    for i, among in sorted(by_a.items()):
        grown = []
        for j in among:
            at = bisect_right(ends, j - 1)
            weight, before = tops[at - 1] if at else (0, -1)
            links.append(((i, j), before))
            grown.append((j, weight + round(1000 * score[i, j]), len(links) - 1))
        for j, weight, link in grown:
            _put(ends, tops, j, (weight, link))
    found = []
    link = tops[-1][1] if tops else -1
    while link >= 0:
        pair, link = links[link]
        found.append(pair)
    return tuple(reversed(found))


def _put(ends: list[int], tops: list[tuple[int, int]], end: int, top: tuple[int, int]) -> None:
    """Keep a chain that ends at a sentence if none that ends there or before is as heavy; drop those it outdoes."""
    at = bisect_right(ends, end)
    if at and tops[at - 1][0] >= top[0]:
        return
    at -= at > 0 and ends[at - 1] == end
    until = at
    while until < len(ends) and tops[until][0] <= top[0]:
        until += 1
    ends[at:until], tops[at:until] = [end], [top]


def _moved(
    pairs: Sequence[Pair], score: Mapping[Pair, float], linked: Sequence[Pair], sure: Callable[[Pair], bool]
) -> tuple[Pair, ...]:
    """The pairs out of order among sentences that the chain leaves, the most alike first and each sentence once."""
    used_a, used_b = {i for i, _ in linked}, {j for _, j in linked}
    found = []
    for i, j in sorted(pairs, key=lambda pair: (-round(1000 * score[pair]), pair)):
        if i not in used_a and j not in used_b and sure((i, j)):
            found.append((i, j))
            used_a.add(i)
            used_b.add(j)
    return tuple(sorted(found))
