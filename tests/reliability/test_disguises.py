"""Disguised reports are seen through: copies found, words read and compared as a reader sees them, nothing changed."""

from __future__ import annotations

import pytest
from reliability.disguises import CLASSES, NOT_FOUND, NOT_READ_ALIKE, held_alike, read_alike, tried

from onrecord.reading.engine import Engine, load_engine

#: Disguises whose characters no page needs; no-break spaces, soft hyphens and accents are in many honest ones.
NOTED = tuple(CLASSES.keys() - {"no-break spaces", "soft hyphens", "combining marks"})
SEEN_THROUGH = tuple(name for name in CLASSES if name not in NOT_READ_ALIKE)


@pytest.mark.parametrize("name", CLASSES)
def test_copies_in_disguise_are_found_and_noted(name: str) -> None:
    """Of reports in each disguise lineage finds every copy but where words stand backwards; no text is changed."""
    found = tried(CLASSES[name], 3)
    assert found.lineage == (0 if name == NOT_FOUND else 3)
    assert found.noted == (3 if name in NOTED else 0)
    assert found.changed == 0


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The language model."""
    return load_engine()


@pytest.mark.model
@pytest.mark.parametrize("name", CLASSES)
def test_a_disguise_changes_nothing_that_is_read(name: str, engine: Engine) -> None:
    """Blocks, speakers, times, figures, events and positions are those of the plain text; every span is exact."""
    alike, cited = read_alike(CLASSES[name], 1, engine)
    assert cited
    assert alike == (name in SEEN_THROUGH)


@pytest.mark.model
@pytest.mark.parametrize("name", ["zero-width in every word", "full width", "look-alikes of other scripts"])
def test_a_disguise_changes_nothing_between_reports(name: str, engine: Engine) -> None:
    """Quotations, findings, corroboration, stories and who is who are those of the plain texts."""
    assert held_alike(CLASSES[name], engine)
