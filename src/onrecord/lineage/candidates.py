"""Which pairs of reports are looked at: those that share text, and those that may tell the same in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from onrecord.model.reading import Entry

#: Reports of which all pairs are looked at: it costs no more than finding out which to look at.
FEW = 60
#: Reports that share text with one report and come after another that does: so many are looked at with that one.
BESIDE = 30


def candidates(
    entries: Sequence[Entry],
    near: Collection[tuple[int, int]] = (),
    shared: Collection[tuple[str, str]] | None = None,
) -> list[tuple[int, int]]:
    """The pairs of reports that are judged, by index, the lesser first, in order.

    Args:
        entries: the reports.
        near: pairs, by index, that are on one matter.
        shared: pairs, by id, that share text; found here if left out.
    """
    if len(entries) <= FEW:
        return list(combinations(range(len(entries)), 2))
    place = {entry.id: at for at, entry in enumerate(entries)}
    known = sharing(entries) if shared is None else shared
    ranks = {one: rank for rank, one in enumerate(_in_order(entries))}
    ranked = {(ranks[place[a]], ranks[place[b]]) for a, b in known if a in place and b in place}
    back = {rank: one for one, rank in ranks.items()}
    pairs = [(back[a], back[b]) for a, b in ranked | set(_beside(ranked))]
    return sorted({(min(pair), max(pair)) for pair in (*pairs, *near)})


def sharing(entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """The pairs of reports, by id, that share text; the same whatever the order in which they are given."""
    from onrecord.reuse.index import Text
    from onrecord.reuse.sets import at_once

    reports = [entries[at].report for at in _in_order(entries)]
    return {(one.old, one.new) for one in at_once([Text(one.id, one.text, one.day) for one in reports])}


def _in_order(entries: Sequence[Entry]) -> list[int]:
    """The indexes of the reports by day, then id."""
    return sorted(range(len(entries)), key=lambda at: (entries[at].report.day or "9999", entries[at].id))


def _beside(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of reports that share text with one and the same: of many copies the index pairs each with the first."""
    partners: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        partners[a].add(b)
        partners[b].add(a)
    for _, others in sorted(partners.items()):
        ordered = sorted(others)
        for at, one in enumerate(ordered):
            yield from ((one, other) for other in ordered[at + 1 : at + 1 + BESIDE])
