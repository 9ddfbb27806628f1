"""Addresses and times in the store: kept, widened, proved, and found again in a migrated record."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model.feed import FeedState, ItemState
from onrecord.model.report import Given
from onrecord.model.revision import chains
from onrecord.store import schema
from onrecord.store.protocol import Store
from onrecord.store.sqlite import SqliteStore
from onrecord.text.essence import essence
from tests.places import Place
from tests.store import made
from tests.store.make_fixture import FIXTURES

URL = "https://post.example/talks"


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """An empty record in memory."""
    with SqliteStore() as empty:
        yield empty


def put(store: SqliteStore, id: str, text: str = made.TEXT, url: str = URL, **times: str | None) -> None:
    """Add a report with an address, and when its words stood there."""
    entry = made.entry(id, text, url=url)
    store.add(replace(made.document(entry, Given(url=url)), **times), entry)  # type: ignore[arg-type]


def test_reports_of_one_address_are_found_by_it(store: SqliteStore) -> None:
    """The reports of an address are found in the order of adding, however the address was written."""
    put(store, "a")
    put(store, "b", made.TEXT + "More.\n", "http://www.post.example/talks/?utm_source=x")
    put(store, "c", url="https://post.example/other")
    assert [one.report for one in store.revisions("post.example/talks")] == ["a", "b"]
    assert [one.report for one in store.revisions()] == ["a", "b", "c"]
    assert [one.reports for one in chains(store.revisions())] == [("a", "b")]


def test_times_only_widen(store: SqliteStore) -> None:
    """The first time that words were seen only goes back and the last only on, in whatever order they come."""
    put(store, "a", seen="2026-02-07T12:00:00+00:00", modified="2026-02-07T11:00:00+00:00")
    document = made.document(made.entry("a", url=URL), Given(url=URL))
    store.seen("a", replace(document, seen="2026-02-07T12:00:00+02:00"))
    store.seen("a", replace(document, seen="2026-02-07T15:00:00+00:00"))
    store.seen("a", document)
    (one,) = store.revisions()
    assert (one.seen_first, one.seen_last) == ("2026-02-07T10:00:00+00:00", "2026-02-07T15:00:00+00:00")
    assert one.modified_first == one.modified_last == "2026-02-07T11:00:00+00:00"
    assert store.verify().ok


def test_what_holds_between_reports_rests_on_the_order_of_revisions(store: SqliteStore) -> None:
    """If the order of the revisions of an address changes, what was derived is out of date; else it is not."""
    put(store, "a", seen="2026-02-07T10:00:00+00:00")
    put(store, "b", made.TEXT + "More.\n", seen="2026-02-07T12:00:00+00:00")
    basis, digest = store.current_basis(), store.digest()
    document = made.document(made.entry("b", url=URL), Given(url=URL))
    store.seen("b", replace(document, seen="2026-02-07T13:00:00+00:00"))
    assert (store.current_basis(), store.digest()) == (basis, digest)
    store.seen("a", replace(document, seen="2026-02-07T14:00:00+00:00"))
    assert store.current_basis() != basis
    assert store.digest() != digest


def test_another_reading_leaves_the_times(store: SqliteStore) -> None:
    """A report that is read again keeps when its words stood at their address."""
    put(store, "a", seen="2026-02-07T12:00:00+00:00")
    store.replace_reading(made.entry("a", url=URL))
    assert store.revisions()[0].seen_first == "2026-02-07T12:00:00+00:00"


def test_a_changed_time_is_damage(tmp_path: Path) -> None:
    """When words stood somewhere is evidence, so a time that was changed behind the record's back is reported."""
    path = tmp_path / "talks.onrecord"
    with SqliteStore(path) as store:
        put(store, "a", seen="2026-02-07T12:00:00+00:00")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("UPDATE addresses SET seen_first = '2026-02-01T12:00:00+00:00'")
        (damage,) = store.verify().damages
    assert (damage.report, damage.where) == ("a", "addresses")


def test_the_hash_of_the_words_is_kept_and_sealed(tmp_path: Path) -> None:
    """The words that make a revision are compared by their hash, so one that was changed is damage."""
    path = tmp_path / "talks.onrecord"
    with SqliteStore(path) as store:
        put(store, "a")
        report = store.entry("a").report
        (one,) = store.revisions()
        assert one.essence == essence(report.text, [(part.kind, part.start, part.end) for part in report.blocks])
        assert (one.sha256, one.title) == (report.sha256, report.title)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("UPDATE addresses SET essence = 'f'")
        (damage,) = store.verify().damages
    assert (damage.report, damage.where) == ("a", "addresses")


def test_an_older_record_gets_the_addresses_of_its_reports(tmp_path: Path) -> None:
    """In a migrated record two texts of one address are revisions, as in a new one."""
    path = tmp_path / "old.onrecord"
    path.write_bytes(gzip.decompress((FIXTURES / "version-4.onrecord.gz").read_bytes()))
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("UPDATE reports SET url = ?", (URL,))
    with SqliteStore(path) as store:
        assert [one.reports for one in chains(store.revisions())] == [("a", "b")]
        assert all(one.essence for one in store.revisions())


# -- feeds ------------------------------------------------------------------------------------------------------


def feed(store: Store, url: str = "https://post.example/feed") -> FeedState:
    """A feed that was added."""
    state = store.feeds.add(url, None, None, "2026-02-07T10:00:00+00:00")
    assert state is not None
    return state


def test_a_feed_is_kept_as_it_is_put(store: SqliteStore) -> None:
    """Every fact of a feed comes back as it was kept, its outlet as the user named it; adding it again does nothing."""
    state = feed(store)
    full = replace(
        state, title="Post", etag='"1"', last_modified="x", polled="y", not_before="z",
        failures=2, problem="gone", stopped=True,
    )  # fmt: skip
    store.feeds.keep(replace(full, outlet="Another"))
    assert store.feeds.feeds() == (full,)
    assert store.feeds.name_outlet(state.url, "Osmara Post")
    assert store.feeds.feeds() == (replace(full, outlet="Osmara Post"),)
    assert store.feeds.add(state.url, None, None, "later") is None


def test_items_are_kept_and_found_by_their_page(store: SqliteStore) -> None:
    """What became of an item comes back and is counted; a page that is on record is known in every feed."""
    state = feed(store)
    item = ItemState(state.number, "i1", URL + "?utm_source=rss", Given(title="Talks", byline=("Ada Lorn",)), at="t")
    store.feeds.keep_item(item)
    assert store.feeds.items(state.number) == {"i1": item}
    assert store.feeds.taken(URL) is None
    store.feeds.keep_item(replace(item, state="taken", report="a"))
    assert store.feeds.taken(URL) == replace(item, state="taken", report="a")
    assert store.feeds.counts() == {state.number: {"taken": 1}}


def test_a_removed_feed_stays_removed(store: SqliteStore) -> None:
    """What a poll still writes of a feed that was removed meanwhile is not kept."""
    state = feed(store)
    store.feeds.remove(state.number)
    store.feeds.keep(replace(state, polled="now"))
    store.feeds.keep_item(ItemState(state.number, "i1", URL, at="t"))
    assert store.feeds.feeds() == ()
    assert store.feeds.items(state.number) == {}


def test_a_number_is_never_given_to_another_feed(place: Place) -> None:
    """What a poll under way writes of a feed that was removed meanwhile does not reach the feed that came after it."""
    with place.fresh() as store:
        old = feed(store)
        store.feeds.remove(old.number)
        new = feed(store, "https://ledger.example/feed")
        assert new.number != old.number
        store.feeds.keep(replace(old, polled="now", etag='"1"'))
        store.feeds.keep_item(ItemState(old.number, "i1", URL, at="t"))
        assert store.feeds.feeds() == (new,)
        assert store.feeds.items(new.number) == {}


def test_numbers_of_feeds_go_on_where_a_record_never_kept_the_last(store: SqliteStore) -> None:
    """In a record with feeds from before the last number was kept, a removed feed's number is not given again."""
    one, other = feed(store), feed(store, "https://ledger.example/feed")
    with store._writing() as connection:
        connection.execute(schema.meta.delete().where(schema.meta.c.key == "last_feed"))
    store.feeds.remove(other.number)
    assert feed(store, "https://courier.example/feed").number == other.number + 1
    assert store.feeds.feeds()[0] == one


def test_feeds_are_no_part_of_the_digest(store: SqliteStore) -> None:
    """Which feeds are polled is no evidence: the record with them is the same record."""
    before = store.digest()
    feed(store)
    assert store.digest() == before
    assert store.verify().ok
