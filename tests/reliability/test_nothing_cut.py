"""Nothing is cut silently: what stands at start, middle and end is found, or the source says what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from reliability.nothing_cut import Case, cases, fate

#: Inputs that parsers cut; the three that take more than a second run by hand only.
CASES = [one for one in cases() if len(one.raw) < 1_000_000]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_cut_silently(case: Case, tmp_path: Path) -> None:
    """Each sentence is found, or a reason is given why something may lack."""
    assert not fate(case, tmp_path).silent


def test_there_are_sixty_inputs() -> None:
    """The promise is about sixty inputs or more."""
    assert len(CASES) >= 60


def test_a_page_that_is_whole_says_nothing(tmp_path: Path) -> None:
    """A page without anything hard in it is found whole, without a reason."""
    page = next(one for one in CASES if one.name == "page: paragraphs without end tags")
    found = fate(page, tmp_path)
    assert not found.lost
    assert not found.said
