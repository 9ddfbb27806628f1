"""Readers and writers of one record at once, in one process: what each sees, and for how long it is kept waiting."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from onrecord.errors import Unavailable
from onrecord.store import connections, files, schema
from onrecord.store.opening import open_store
from onrecord.store.reports import AT_ONCE
from onrecord.store.sqlite import SqliteStore
from tests.places import Place
from tests.store import made


def add(store: SqliteStore, *names: str) -> None:
    """Add reports of these ids."""
    for name in names:
        entry = made.entry(name, f"{made.TEXT} {name}")
        store.add(made.document(entry), entry)


@contextmanager
def locked(path: Path, how: str = "EXCLUSIVE") -> Iterator[None]:
    """Another program keeps the record locked for the length of the block."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute(f"BEGIN {how}")
        yield


def test_what_is_asked_at_one_moment_is_of_one_state(place: Place) -> None:
    """In a block that sees one state, what another adds meanwhile is not there, whatever is asked; after it, it is."""
    path = place.address()
    with open_store(path) as store, open_store(path) as other, ThreadPoolExecutor(1) as pool:
        add(other, "a")  # type: ignore[arg-type]
        with store.at_one_moment():
            assert store.report_ids() == ("a",)
            added = pool.submit(add, other, "b")  # type: ignore[arg-type]
            time.sleep(0.2)
            assert (store.report_ids(), "b" in store, len(store.search("talks"))) == (("a",), False, 1)
            with store.at_one_moment():
                assert len(store.entries()) == 1
            assert len(store.seals()) == 1
        added.result(20)
        assert store.report_ids() == ("a", "b")


def test_nothing_is_written_at_a_moment_that_is_held(tmp_path: Path) -> None:
    """Who would wait for themselves to be done reading is told at once."""
    with SqliteStore(tmp_path / "r") as store:
        with store.at_one_moment(), pytest.raises(AssertionError, match="waits for itself"):
            store.set_setting("issues", "[]")
        store.set_setting("issues", "[]")


def test_a_large_write_keeps_readers_out_only_while_it_commits(tmp_path: Path) -> None:
    """While a transaction writes far more than its cache holds, others read the state before it without waiting."""
    path = tmp_path / "r"
    with SqliteStore(path) as store, closing(sqlite3.connect(path, timeout=0)) as other:
        with connections.writing(store._engine) as connection:
            connection.execute(schema.vectors.insert(), [{"key": f"{n}", "vector": bytes(4_000)} for n in range(4_000)])
            assert other.execute("SELECT count(*) FROM vectors").fetchone() == (0,)
        assert other.execute("SELECT count(*) FROM vectors").fetchone() == (4_000,)


def test_reading_many_reports_lets_writers_in_between(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are read some at a time, each in a transaction of its own: a writer gets its turn before the last."""
    seen: list[int] = []
    with place.fresh() as store:
        names = tuple(f"r{number}" for number in range(AT_ONCE + 1))
        real = connections.reading

        @contextmanager
        def counted(engine: object) -> Iterator[object]:
            seen.append(1)
            with real(engine) as connection:  # type: ignore[arg-type]
                yield connection

        add(store, names[0], names[-1])  # type: ignore[arg-type]
        monkeypatch.setattr(connections, "reading", counted)
        assert len(store.entries([names[0]] * AT_ONCE + [names[-1]])) == AT_ONCE + 1
    assert len(seen) == 2


def test_many_who_wait_for_one_lock_are_all_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of forty readers at once on a locked record each is told by what it is kept, in the time that one waits."""
    monkeypatch.setattr(files, "PATIENCE_S", 0.5)
    path = tmp_path / "r"
    with SqliteStore(path) as store, locked(path), ThreadPoolExecutor(40) as pool:
        started = time.monotonic()
        waiting = [pool.submit(store.report_ids) for _ in range(40)]
        said = {str(one.exception(20)) for one in waiting}
        assert time.monotonic() - started < 10
    assert {type(one.exception()) for one in waiting} == {Unavailable}
    assert said == {f"{path}: another program has kept the record locked for 30 seconds. "
                    "Close what else has it open, then try again"}  # fmt: skip


def test_a_proof_waits_for_who_writes(tmp_path: Path) -> None:
    """A proof beside a program that is at writing waits until that is done: it is neither refused nor finds damage."""
    path = tmp_path / "r.onrecord"
    with SqliteStore(path) as store:
        add(store, "a")
    # One that has not used the full-text index yet: SQLite then reads before it writes, and would not wait in between.
    with SqliteStore(path) as store, ThreadPoolExecutor(1) as pool:
        with locked(path, "IMMEDIATE"):
            proof = pool.submit(store.verify)
            time.sleep(0.6)
            assert not proof.done()
        assert proof.result(20).ok
