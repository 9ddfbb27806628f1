"""Which pairs of reports are looked at: those that share text, and those that may tell the same in other words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from onrecord.model.reading import Entry

#: Reports of which all pairs are looked at: it costs no more than finding out which to look at.
FEW = 60


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
    pairs = [(place[a], place[b]) for a, b in known if a in place and b in place]
    return sorted({(min(pair), max(pair)) for pair in (*pairs, *near)})


def sharing(entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """The pairs of reports, by id, that share text."""
    from onrecord.reuse.index import ReuseIndex, Text

    reports = [entry.report for entry in entries]
    return {(one.old, one.new) for one in ReuseIndex().add([Text(one.id, one.text, one.day) for one in reports])}
