"""Older records are brought to the newest schema, with a copy kept, or left as they were."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from onrecord.errors import RecordError
from onrecord.store import migrations
from onrecord.store.migrations import APPLICATION_ID, newest
from onrecord.store.sqlite import SqliteStore
from tests.store.make_fixture import FIXTURES, fill

VERSIONS = sorted(FIXTURES.glob("*.gz"))


def ask(path: Path, query: str) -> list[Any]:
    """What a query gives on a file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def shape(path: Path) -> set[tuple[Any, ...]]:
    """Tables, columns, views and indexes of a record."""
    return set(
        ask(path, "SELECT m.type, m.name, c.name, c.type, c.pk FROM sqlite_master m, pragma_table_info(m.name) c")
    ) | set(ask(path, "SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'index', 'trigger')"))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A record of schema version 1."""
    path = tmp_path / "talks.onrecord"
    path.write_bytes(gzip.decompress((FIXTURES / "version-1.onrecord.gz").read_bytes()))
    return path


@pytest.fixture
def stepping(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A way to give Onrecord further steps after those it has."""

    def add(*steps: Callable[[Connection], None]) -> None:
        later = {newest() + number: step for number, step in enumerate(steps, 1)}
        monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, **later})

    return add


def note(name: str) -> Callable[[Connection], None]:
    """A step that adds a table."""

    def step(connection: Connection) -> None:
        connection.exec_driver_sql(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY)")

    return step


@pytest.mark.parametrize("fixture", VERSIONS, ids=lambda path: path.name)
def test_a_record_of_each_version_opens_whole(tmp_path: Path, fixture: Path) -> None:
    """A record written by each version so far holds what was put in, verifies, and has the newest tables."""
    path, new = tmp_path / "old.onrecord", tmp_path / "new.onrecord"
    path.write_bytes(gzip.decompress(fixture.read_bytes()))
    with SqliteStore(path) as store, SqliteStore(new) as fresh:
        fill(fresh, int(fixture.name.removeprefix("version-").partition(".")[0]))
        assert store.entries() == fresh.entries()
        assert store.relations() == fresh.relations()
        assert store.judgements() == fresh.judgements()
        assert store.dossiers() == fresh.dossiers()
        assert [store.alerts(one.name) for one in store.dossiers()] == [
            fresh.alerts(one.name) for one in fresh.dossiers()
        ]
        assert store.verify().ok
    assert shape(path) == shape(new)


def test_there_is_a_record_of_the_newest_version() -> None:
    """The tests hold a record of every version, the newest included."""
    assert [path.name for path in VERSIONS] == [f"version-{n}.onrecord.gz" for n in range(1, newest() + 1)]


def test_a_record_says_what_it_is(tmp_path: Path) -> None:
    """A record carries its program and its schema version in the file's header."""
    path = tmp_path / "talks.onrecord"
    SqliteStore(path).close()
    assert ask(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert ask(path, "PRAGMA user_version") == [(newest(),)]


def test_steps_run_in_order_and_a_copy_is_kept(old: Path, stepping: Callable[..., None]) -> None:
    """An older record takes each later step, and the record as it was lies beside it."""
    before = sqlite3.connect(old).execute("SELECT count(*) FROM citations").fetchone()
    stepping(note("second"), lambda connection: note("third")(connection))
    with SqliteStore(old) as store:
        assert store.verify().ok
    assert ask(old, "PRAGMA user_version") == [(newest(),)]
    assert len(ask(old, "SELECT 1 FROM sqlite_master WHERE name IN ('second', 'third')")) == 2
    copy = old.with_name("talks.onrecord-v1")
    assert ask(copy, "PRAGMA user_version") == [(1,)]
    assert ask(copy, "SELECT count(*) FROM citations") == [before]


def test_an_earlier_copy_is_never_written_over(old: Path, stepping: Callable[..., None]) -> None:
    """A second copy gets a name of its own."""
    old.with_name("talks.onrecord-v1").write_text("kept")
    stepping(note("second"))
    SqliteStore(old).close()
    assert old.with_name("talks.onrecord-v1").read_text() == "kept"
    assert old.with_name("talks.onrecord-v1-2").exists()


def test_a_step_that_fails_leaves_the_record_as_it_was(old: Path, stepping: Callable[..., None]) -> None:
    """If a later step fails, no earlier one is kept, and the record opens as before."""

    def fails(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE second (id)")

    before = shape(old)
    stepping(note("second"), fails)
    with pytest.raises(RecordError):
        SqliteStore(old)
    assert shape(old) == before
    assert ask(old, "PRAGMA user_version") == [(1,)]


def test_opening_again_migrates_nothing(old: Path, stepping: Callable[..., None]) -> None:
    """A record that was migrated is not copied or migrated a second time."""
    stepping(note("second"))
    SqliteStore(old).close()
    SqliteStore(old).close()
    assert sorted(path.name for path in old.parent.iterdir()) == ["talks.onrecord", "talks.onrecord-v1"]


def test_old_judgements_get_the_ids_that_undo_them(old: Path) -> None:
    """A judgement of before is named as one of today is, and the guard against changing it is there again."""
    with SqliteStore(old) as store:
        (one,) = store.judgements()
    assert ask(old, "SELECT id FROM judgements") == [(one.id,)]
    with closing(sqlite3.connect(old)) as connection, pytest.raises(sqlite3.DatabaseError, match="only ever added"):
        connection.execute("UPDATE judgements SET id = 'j-0'")
