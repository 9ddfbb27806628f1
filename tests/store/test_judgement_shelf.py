"""Decisions asked for a little at a time, alike in a file and on a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.model.judgement import Judgement
from onrecord.store.protocol import Store
from tests.places import Place

REJECT = Judgement("f-1", "reject", "Ana", "2031-05-09T10:00:00+00:00")
BACK = Judgement(REJECT.id, "undo", "Ben", "2031-05-09T11:00:00+00:00")
AGAIN = Judgement(BACK.id, "undo", "Ana", "2031-05-09T12:00:00+00:00")
OTHER = Judgement("f-2", "accept", "Ana", "2031-05-09T09:00:00+00:00")
EVERY = (REJECT, OTHER, BACK, AGAIN)


@pytest.fixture(scope="module")
def store(place: Place) -> Iterator[Store]:
    """A record with a decision, what takes it back, what takes that back, and a decision on something else."""
    with place.fresh() as store:
        for one in EVERY:
            store.judge(one)
        yield store


def test_what_takes_a_decision_back_comes_with_it(store: Store) -> None:
    """The decisions on a target come with those that take them back, however often, and with no others."""
    assert store.decided.on(["f-1"]) == (REJECT, BACK, AGAIN)
    assert store.decided.on(["f-2", "f-none"]) == (OTHER,)
    assert store.decided.on([]) == ()


def test_any_number_of_targets_can_be_asked_for(store: Store) -> None:
    """More targets than a database takes in one question are asked for in several; the oldest decision comes first."""
    assert store.decided.on([f"f-{n}" for n in range(2_000)]) == (OTHER, REJECT, BACK, AGAIN)


def test_the_latest_come_first(store: Store) -> None:
    """Decisions come a few at a time, those kept last first, and from either side of a place."""
    assert store.decided.latest({}, limit=3) == [(4, AGAIN), (3, BACK), (2, OTHER)]
    assert store.decided.latest({}, before=2) == [(1, REJECT)]
    assert store.decided.latest({}, before=2, limit=1, backwards=True) == [(3, BACK)]
    assert store.decided.latest({}, before=2, backwards=True) == [(4, AGAIN), (3, BACK)]


def test_decisions_are_chosen_by_who_and_what(store: Store) -> None:
    """Decisions are counted and chosen by who made them, by verdict and by target."""
    assert store.decided.latest({"by": "Ben"}) == [(3, BACK)]
    assert store.decided.how_many({"by": "Ana", "verdict": "undo"}) == 1
    assert store.decided.how_many({}) == 4
    assert store.decided.values("by") == [("Ana", 3), ("Ben", 1)]
