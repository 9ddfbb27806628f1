"""Which reports are on one matter, so that what they tell is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np

from onrecord.checks.facts import TELLING
from onrecord.meaning import encoder
from onrecord.model.reading import Entry
from onrecord.text.matter import Gist, cosine, gist

#: How near titles and leads of two reports are in meaning from which they are on one matter; and likeness of gists
#: where they are only fairly near. On the labelled events: 96 of 100 pairs of reports of one event, and 4 of 10,000 of
#: different events (the gists alone: 92 of 100, and 42 of 10,000).
NEAR, FAIRLY_NEAR, ONE_MATTER = 0.5, 0.35, 0.2
#: Reports on one matter that each report is compared with, the nearest ones; a pair is compared if either is among the
#: other's. What a report costs does not grow with the record then. No labelled event has more than 20 reports.
NEIGHBOURS = 40
#: What the logarithm of the days between two reports takes from their nearness where the nearest are chosen.
A_DAY = 0.05
#: Sentences of a lead.
LEAD = 3
#: Reports whose nearness to all others is held in memory at once.
_ROWS = 256


def on_one_matter(entries: Sequence[Entry], leads: Any = None) -> set[tuple[int, int]]:
    """The pairs of reports, by index, that are on one matter and near enough to be compared.

    They are near in meaning, or fairly near with words in common; of very many, each report's nearest.

    Args:
        entries: reports.
        leads: the vectors of their leads; encoded if left out.
    """
    if len(entries) < 2:
        return set()
    vectors = encoder.vectors(map(lead, entries)) if leads is None else leads
    rank = np.argsort(np.argsort([one.id for one in entries]))
    days = np.asarray([date.fromisoformat(one.report.day).toordinal() if one.report.day else 0 for one in entries])
    gists: dict[int, Gist] = {}

    def gist_of(at: int) -> Gist:
        if at not in gists:
            gists[at] = gist(entries[at].report)
        return gists[at]

    found = set()
    for first in range(0, len(entries), _ROWS):
        # Rounded, since the last digits hang on how the rows are laid out.
        for at, near in enumerate(np.round(vectors[first : first + _ROWS] @ vectors.T, 4), first):
            for other in _nearest(at, near, days, rank, gist_of):
                found.add((min(at, other), max(at, other)))
    return found


def _nearest(at: int, near: Any, days: Any, rank: Any, gist_of: Callable[[int], Gist]) -> Iterator[int]:
    """The reports on one matter with a report, the nearest first, at most ``NEIGHBOURS``."""
    able = np.flatnonzero(near >= FAIRLY_NEAR)
    apart = np.where((days[able] > 0) & (days[at] > 0), np.abs(days[able] - days[at]), 0)
    order = np.lexsort((rank[able], -(near[able] - A_DAY * np.log1p(apart))))
    left = NEIGHBOURS
    for other in able[order].tolist():
        if other != at and (near[other] >= NEAR or cosine(gist_of(at), gist_of(other)) >= ONE_MATTER):
            yield other
            left -= 1
            if not left:
                return


def lead(entry: Entry) -> str:
    """Title and first sentences of a report."""
    blocks = entry.report.blocks
    told = [one.span.text for one in entry.reading.sentences if blocks[one.block].kind in TELLING][:LEAD]
    return " ".join(" ".join((entry.report.title or "", *told)).split()) or entry.report.text[:200]
