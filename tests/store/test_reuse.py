"""The reuse index in a record: it goes on where it stood, whole or not at all, and is made anew where it is damaged."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from onrecord.reuse.index import Reuse, ReuseIndex, Text
from onrecord.store import schema
from onrecord.store.protocol import Store
from onrecord.store.reuse import RecordShelf
from tests.places import Place
from tests.reuse.words import passage


def texts(count: int = 40) -> list[Text]:
    """Reports of which many have words of one of a few wires."""
    draw = random.Random(3)
    wires = [passage(draw, 80) for _ in range(4)]
    return [
        Text(
            f"r{at}",
            f"{draw.choice(wires)[: draw.randrange(120, 400)]} {passage(draw, 40)}",
            f"2031-05-{at % 20 + 1:02}",
        )
        for at in range(count)
    ]


def add(store: Store, some: list[Text]) -> list[Reuse]:
    """What is found of reports that are put into the index of a record, opened anew."""
    shelf = store.reuse_shelf()
    found = ReuseIndex(shelf=shelf).add(some, keep=False)
    shelf.find((one.old, one.new) for one in found)
    shelf.keep()
    assert not shelf.overtaken
    return found


@pytest.mark.parametrize("size", [1, 7, 40])
def test_it_goes_on_where_it_stood(place: Place, size: int) -> None:
    """Filled in portions, opened anew for each, it finds what an index in memory finds at once, and keeps the pairs."""
    whole = ReuseIndex().add(texts())
    with place.fresh() as store:
        found = [one for at in range(0, 40, size) for one in add(store, texts()[at : at + size])]
        assert sorted(found, key=str) == sorted(whole, key=str) != []
        shelf = store.reuse_shelf()
        assert shelf.ids == [one.id for one in texts()]
        assert shelf.pairs() == {(min(one.old, one.new), max(one.old, one.new)) for one in whole}


def test_what_was_not_kept_is_not_there(place: Place) -> None:
    """Reports and pairs that were put in and not kept are gone, and are found again."""
    with place.fresh() as store:
        add(store, texts()[:20])
        shelf = store.reuse_shelf()
        lost = ReuseIndex(shelf=shelf).add(texts()[20:], keep=False)
        shelf.find((one.old, one.new) for one in lost)
        assert len(store.reuse_shelf().ids) == 20
        assert add(store, texts()[20:]) == lost != []


def test_who_is_overtaken_keeps_nothing(place: Place) -> None:
    """Of two that put reports in at once the second keeps nothing and says so; what the first kept stays."""
    with place.fresh() as store:
        first, second = store.reuse_shelf(), store.reuse_shelf()
        for shelf, some in ((first, texts()[:20]), (second, texts()[10:])):
            ReuseIndex(shelf=shelf).add(some)
        assert (first.overtaken, second.overtaken) == (False, True)
        assert store.reuse_shelf().ids == [one.id for one in texts()[:20]]


def test_a_shelf_keeps_again_and_again(place: Place) -> None:
    """One shelf that keeps each portion holds the same as one that keeps all at once."""
    with place.fresh() as store, place.fresh() as other:
        shelf = store.reuse_shelf()
        index = ReuseIndex(shelf=shelf)
        for one in texts():
            index.add([one])
        add(other, texts())
        assert not shelf.overtaken
        assert store.reuse_shelf().ids == other.reuse_shelf().ids
        assert add(store, [Text("late", texts()[0].text)]) == add(other, [Text("late", texts()[0].text)]) != []


def _hole(connection: Any) -> None:
    connection.execute(delete(schema.reuse_reports).where(schema.reuse_reports.c.number == 3))


def _cut(connection: Any) -> None:
    connection.execute(update(schema.reuse_segments).values(posts=b"cut off"))


def _far(connection: Any) -> None:
    connection.execute(update(schema.reuse_segments).values(posts=b"\xff" * 32))


def _odd(connection: Any) -> None:
    connection.execute(update(schema.reuse_reports).values(words=b"odd"))


def _other_form(connection: Any) -> None:
    connection.execute(delete(schema.meta).where(schema.meta.c.key == "reuse_index"))
    connection.execute(insert(schema.meta), {"key": "reuse_index", "value": "99 1"})


@pytest.mark.parametrize("harm", [_hole, _cut, _far, _odd, _other_form])
def test_an_index_that_is_not_whole_is_made_anew(place: Place, harm: Callable[[Any], None]) -> None:
    """Where rows lack or are damaged, or another version made it, it is empty, and filled it is as before."""
    with place.fresh() as store:
        add(store, texts())
        pairs = store.reuse_shelf().pairs()
        with store._writing() as connection:
            harm(connection)
        shelf = store.reuse_shelf()
        assert (shelf.ids, shelf.pairs(), len(shelf.words.view), shelf.segments) == ([], set(), 0, [])
        add(store, texts())
        assert store.reuse_shelf().pairs() == pairs
        with store._reading() as connection:
            assert len(connection.execute(select(schema.reuse_reports)).all()) == 40


def test_dropped_it_is_empty_and_who_had_it_open_is_overtaken(place: Place) -> None:
    """Dropping takes reports and pairs out, also for one that had opened it before."""
    with place.fresh() as store:
        add(store, texts())
        before: RecordShelf = store.reuse_shelf()
        store.drop_reuse()
        assert (store.reuse_shelf().ids, store.reuse_shelf().pairs()) == ([], set())
        ReuseIndex(shelf=before).add([replace(texts()[0], id="late")])
        assert before.overtaken


def test_nothing_that_is_proved_depends_on_it(place: Place) -> None:
    """The digest of a record and its proof are the same with an index as without."""
    with place.fresh() as store:
        before = store.digest()
        add(store, texts())
        assert store.digest() == before
        assert store.verify().ok
