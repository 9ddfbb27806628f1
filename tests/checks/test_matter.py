"""Which reports are on one matter, and which of very many are compared."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.checks import matter
from onrecord.checks.matter import NEIGHBOURS, on_one_matter
from tests.lineage.made import entry

DAY = "2031-05-{:02}"


def leads(*angles: float) -> np.ndarray:
    """Vectors of leads that are as near as their angles."""
    return np.asarray([[np.cos(angle), np.sin(angle)] for angle in angles], np.float32)


def test_near_reports_are_on_one_matter() -> None:
    """Reports whose leads are near are compared, those that are far are not."""
    reports = [entry("The ferry sank.", id=name) for name in "abc"]
    assert on_one_matter(reports, leads(0, 0.3, 2.5)) == {(0, 1)}


def test_of_very_many_the_nearest_are_compared() -> None:
    """However many reports are on one matter, each is compared with so many, and the nearest are among them."""
    count = 4 * NEIGHBOURS
    reports = [entry("The ferry sank.", id=f"r{n:03}", published=DAY.format(1)) for n in range(count)]
    found = on_one_matter(reports, leads(*np.linspace(0, 0.5, count)))
    assert all((n, n + 1) in found for n in range(count - 1))
    assert len(found) <= NEIGHBOURS * count


def test_of_equals_those_of_near_days_are_compared() -> None:
    """Of reports that are as near in meaning, those of the days around are the nearest."""
    reports = [entry("The ferry sank.", id=f"r{n:03}", published=DAY.format(1 + n % 28)) for n in range(84)]
    found = on_one_matter(reports, leads(*([0.0] * 84)))
    assert {(0, 28), (0, 56), (1, 29)} <= found


@given(st.permutations(range(12)))
def test_order_does_not_matter(order: list[int]) -> None:
    """The pairs are the same in whatever order the reports are given."""
    kept, matter.NEIGHBOURS = matter.NEIGHBOURS, 3
    try:
        reports = [entry("The ferry sank.", id=f"r{n:02}", published=DAY.format(1 + n)) for n in range(12)]
        angles = np.linspace(0, 1, 12)
        right = {frozenset((reports[a].id, reports[b].id)) for a, b in on_one_matter(reports, leads(*angles))}
        turned = [reports[n] for n in order]
        found = on_one_matter(turned, leads(*angles[order]))
        assert {frozenset((turned[a].id, turned[b].id)) for a, b in found} == right
    finally:
        matter.NEIGHBOURS = kept
