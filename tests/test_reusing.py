"""The reports of a record that share text: each put into its index once, whatever breaks off or runs beside."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from onrecord import reusing
from onrecord.model.reading import Entry
from onrecord.reusing import shared_pairs
from onrecord.store.protocol import Store
from onrecord.store.reuse import RecordShelf
from tests.lineage.made import WIRE, entry
from tests.places import Place
from tests.reuse.words import passage


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An empty record."""
    with place.fresh() as empty:
        yield empty


def entries(count: int = 8) -> list[Entry]:
    """Reports of which the first and the last few are of one text."""
    draw = random.Random(4)
    other = [entry(passage(draw, 60), id=f"o{at}", published="2031-05-01") for at in range(count - 3)]
    copies = [entry(f"{WIRE}\n{passage(draw, 20)}", id=name, published="2031-05-02") for name in ("c", "b", "a")]
    return [copies[0], *other, *copies[1:]]


PAIRS = {("a", "b"), ("a", "c"), ("b", "c")}


def test_pairs_found_earlier_are_known_later(store: Store) -> None:
    """A pair is found when the later of its reports comes in, and told whenever it is asked for after that."""
    assert shared_pairs(store, entries()[:-1]) == {("b", "c")}
    assert shared_pairs(store, entries()) == PAIRS
    assert shared_pairs(store, []) == PAIRS
    assert len(store.reuse_shelf().ids) == 8


def test_a_run_that_is_broken_off_loses_and_doubles_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was put in before a run was broken off stays, and the next run puts in the rest."""
    monkeypatch.setattr(reusing, "REUSE_BATCH", 3)
    kept = RecordShelf.keep

    def breaks(shelf: RecordShelf) -> None:
        if len(shelf.ids) > 5:
            raise KeyboardInterrupt
        kept(shelf)

    monkeypatch.setattr(RecordShelf, "keep", breaks)
    with pytest.raises(KeyboardInterrupt):
        shared_pairs(store, entries())
    assert len(store.reuse_shelf().ids) == 3
    monkeypatch.setattr(RecordShelf, "keep", kept)
    assert shared_pairs(store, entries()) == PAIRS
    assert sorted(store.reuse_shelf().ids) == sorted(one.id for one in entries())


def test_who_is_overtaken_begins_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process puts reports in meanwhile, all pairs are known in the end and no report is in twice."""
    kept = RecordShelf.keep
    turns = iter([True, False])

    def overtaken(shelf: RecordShelf) -> None:
        if next(turns, False):
            shared_pairs(store, entries()[:4])
        kept(shelf)

    monkeypatch.setattr(RecordShelf, "keep", overtaken)
    assert shared_pairs(store, entries()) == PAIRS
    assert sorted(store.reuse_shelf().ids) == sorted(one.id for one in entries())


def test_a_record_that_can_only_be_read_is_asked_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a record that cannot be written to, pairs are found and nothing is kept."""
    shared_pairs(store, entries()[:4])
    monkeypatch.setattr(store, "readonly", True)
    assert shared_pairs(store, entries()) == PAIRS
    assert len(store.reuse_shelf().ids) == 4
