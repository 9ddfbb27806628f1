"""Short forms of what many do to one record at once; the long ones are ``reliability.together`` and ``.writers``."""

from __future__ import annotations

from pathlib import Path

import pytest
from reliability.together import Plan, together, told
from reliability.together_tally import Tally
from reliability.writers import many

from tests.places import Place


@pytest.mark.model
def test_many_on_one_record_lose_nothing_and_see_nothing_by_halves(tmp_path: Path) -> None:
    """Two adders, the page with two readers and those who decide: all is kept once, each answer is of one state, no
    lock is shown, and the record is the one that a single process makes of the same in another order.
    """
    tally = together(
        tmp_path, Plan(60, matters=1, readers=2, between=0.5, commands=False, rebuilds=0), str(tmp_path / "r")
    )
    assert tally.faults == [], told(tally)
    assert len(tally.reports) == 4 + 6
    assert tally.counts["citations cut again"] > 100
    assert tally.counts["listings read through"] > 0
    assert tally.acknowledged


def test_writers_of_the_same_sources_keep_each_once(place: Place) -> None:
    """Of four processes that give the same sources in orders of their own one adds each; what is read is whole."""
    found = many(place.address(), writers=4, sources=12, seconds=120)
    assert found.faults == []
    assert len(found.outcomes) == 12
    assert sum(told["unchanged"] for told in found.outcomes.values()) == 3 * 12
    assert found.looks > 0


def test_what_must_not_be_shown_is_seen() -> None:
    """The raw words of a lock, a trace and a pool are faults wherever they are shown, and plain words are none."""
    tally = Tally()
    tally.clean("r.onrecord: another program has kept the record locked for 30 seconds")
    assert tally.faults == []
    for raw in (
        "OperationalError: database is locked",
        "Traceback (most recent call last):",
        "QueuePool limit of size",
    ):
        tally.clean(raw)
    assert len(tally.faults) == 3
