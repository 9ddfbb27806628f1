"""The record's file: what is refused, and how each refusal says what to do."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import Damaged, NewerRecord, NotARecord, NotFound, RecordError, Unavailable
from onrecord.store import connections, files
from onrecord.store.files import wal_is_safe
from onrecord.store.sqlite import SqliteStore
from tests.store import made

SAFE = [(3, 51, 3), (3, 52, 0), (4, 0, 0), (3, 50, 7), (3, 50, 9), (3, 44, 6)]
UNSAFE = [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record may come to lie."""
    return tmp_path / "talks.onrecord"


def journal(path: Path) -> str:
    """The journal mode that a file is in."""
    connection = sqlite3.connect(path)
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    return str(mode)


def fake_version(monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]) -> None:
    """Have Onrecord believe that it runs on this SQLite."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)


@pytest.mark.parametrize("version", SAFE + UNSAFE, ids=str)
def test_write_ahead_logging_only_where_it_is_repaired(
    path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]
) -> None:
    """A new record uses write-ahead logging on versions without the log-reset defect and on no other."""
    fake_version(monkeypatch, version)
    SqliteStore(path).close()
    assert wal_is_safe(version) == (version in SAFE)
    assert journal(path) == ("wal" if version in SAFE else "delete")


def test_a_record_of_a_newer_sqlite_leaves_write_ahead_logging(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record set to write-ahead logging elsewhere goes back to the rollback journal where that is safer."""
    fake_version(monkeypatch, (3, 51, 3))
    SqliteStore(path).close()
    fake_version(monkeypatch, (3, 40, 1))
    SqliteStore(path).close()
    assert journal(path) == "delete"


def test_a_record_open_elsewhere_in_an_unsafe_mode_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another program keeps the record in an unsafe mode, the error says to close that program."""
    fake_version(monkeypatch, (3, 51, 3))
    with SqliteStore(path) as other:
        other.report_ids()
        fake_version(monkeypatch, (3, 40, 1))
        monkeypatch.setattr(files, "PATIENCE_S", 0.01)
        with pytest.raises(RecordError, match="Close the other program"):
            SqliteStore(path)


def test_every_commit_is_synced(path: Path) -> None:
    """Connections sync each commit with the disk, keep foreign keys, and wait 30 seconds for a lock."""
    with SqliteStore(path) as store, connections.reading(store._engine) as connection:
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                   ("synchronous", "foreign_keys", "busy_timeout", "trusted_schema")}  # fmt: skip
    assert pragmas == {"synchronous": 3, "foreign_keys": 1, "busy_timeout": 30_000, "trusted_schema": 0}


def test_a_record_is_there_when_opened_again(path: Path) -> None:
    """What was added is there after closing and opening."""
    entry = made.entry()
    with SqliteStore(path) as store:
        store.add(made.document(entry), entry)
    with SqliteStore(path, create=False) as store:
        assert (store.entries(), store.path, store.memory) == ((entry,), str(path), False)


def test_no_record_is_begun_unasked(path: Path) -> None:
    """Opening a record that is not there, only to look at it, is an error and makes no file."""
    with pytest.raises(NotFound, match="onrecord add"):
        SqliteStore(path, create=False)
    assert not path.exists()


def test_an_empty_file_becomes_a_record(path: Path) -> None:
    """A file of no bytes, as a file dialog makes one, is taken as a new record."""
    path.touch()
    with SqliteStore(path) as store:
        assert store.report_ids() == ()


def test_an_empty_file_that_is_only_asked_stays_empty(path: Path) -> None:
    """A file without a byte is no record yet, so who does not want to begin one is refused and it stays as it is."""
    path.touch()
    with pytest.raises(NotFound, match="empty"):
        SqliteStore(path, create=False)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("content", [b"Dear all,\n", b"\0" * 100, b"SQLite format 3\0" + b"x" * 500])
def test_another_kind_of_file_is_left_alone(path: Path, content: bytes) -> None:
    """A file that is no database is refused and not changed."""
    path.write_bytes(content)
    with pytest.raises(NotARecord, match=r"talks\.onrecord.*not an Onrecord record"):
        SqliteStore(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    """A SQLite file that is not a record is refused and not changed."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photos (id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotARecord, match="another program"):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    """A folder given as a record is named as such, with a file to try."""
    with pytest.raises(NotARecord, match=r"folder.*talks\.onrecord"):
        SqliteStore(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A record in a folder that does not exist says which folder to make."""
    with pytest.raises(RecordError, match=r"does not exist.*Make the folder .*missing"):
        SqliteStore(tmp_path / "missing" / "talks.onrecord")


def test_a_newer_record_is_not_touched(path: Path) -> None:
    """A record with a schema that this Onrecord does not know is refused with the way out."""
    SqliteStore(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(NewerRecord, match=r"schema 99.*newest Onrecord"):
        SqliteStore(path)


def test_a_full_disk_says_that_nothing_was_stored(path: Path) -> None:
    """A disk that is full in the middle of adding is a typed error, and the record is whole without the report."""
    entry = made.entry(text=made.TEXT + "word " * 200_000)
    with SqliteStore(path) as store:
        with connections.reading(store._engine) as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(RecordError, match=r"disk is full.*Make room"):
            store.add(made.document(entry), entry)
        assert store.report_ids() == ()
        assert store.verify().ok


def test_a_locked_record_says_who_waits_for_whom(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that another program holds too long is a typed error that says what to do."""
    monkeypatch.setattr(files, "PATIENCE_S", 0.01)
    entry = made.entry()
    with SqliteStore(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match=r"locked.*Close what else"):
            store.add(made.document(entry), entry)
        other.close()


def test_a_file_hurt_in_the_middle_is_damage(path: Path) -> None:
    """A file whose pages were overwritten gives a typed error that sends the user to verify."""
    entry = made.entry()
    with SqliteStore(path) as store:
        store.add(made.document(entry), entry)
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(RecordError, match="verify"), SqliteStore(path) as store:
        store.entries()


def test_a_read_only_record_can_be_read_and_says_why_not_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where file or folder are read-only, reading, searching and proving work, and writing is a typed error."""
    entry, other = made.entry(), made.entry("r2")
    with SqliteStore(path) as store:
        store.add(made.document(entry), entry)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with SqliteStore(path) as store:
        assert (store.entries(), store.verify().ok, len(store.search("talks"))) == ((entry,), True, 1)
        with pytest.raises(RecordError, match=r"cannot be written to.*copy it to a folder of your own"):
            store.add(made.document(other), other)


def test_no_record_is_begun_in_a_read_only_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new record in a folder that cannot be written to is a typed error."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(RecordError, match=r"folder cannot be written to.*folder of your own"):
        SqliteStore(path)


def test_a_record_made_read_only_while_open_is_a_typed_error(path: Path) -> None:
    """SQLite's own refusal to write becomes an error that says where to look."""
    entry = made.entry()
    with SqliteStore(path) as store:
        with connections.reading(store._engine) as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(RecordError, match=r"cannot be written to.*permissions"):
            store.add(made.document(entry), entry)


def test_what_a_killed_writer_left_is_said_where_it_cannot_be_taken_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record whose journal is not played back yet, in a folder that is read-only, says to copy both files."""
    entry = made.entry()
    with SqliteStore(path) as store:
        store.add(made.document(entry), entry)
    writer = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA cache_size = 2", "BEGIN IMMEDIATE", "DELETE FROM citations"):
        writer.execute(statement)
    copy = path.with_name("copy.onrecord")
    for ending in ("", "-journal"):  # as they lie there if the writer is killed now
        Path(f"{copy}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    writer.close()
    with monkeypatch.context() as shut:
        shut.setattr(os, "access", lambda *_: False)
        with pytest.raises(Unavailable, match=r"broken off.*together with.*-journal"):
            SqliteStore(copy)
    with SqliteStore(copy) as store:
        assert (store.entries(), store.verify().ok) == ((entry,), True)


@pytest.mark.parametrize("deed", ["unlink", "rename"])
def test_a_record_that_is_moved_while_it_is_open(path: Path, deed: str) -> None:
    """Nothing is acknowledged in a file that is no longer where it was, and the error says so."""
    one, other = made.entry(), made.entry("r2")
    with SqliteStore(path) as store:
        store.add(made.document(one), one)
        _ = path.unlink() if deed == "unlink" else path.rename(f"{path}.old")
        with pytest.raises(Unavailable, match=r"moved, deleted or replaced.*Put it back"):
            store.add(made.document(other), other)


def test_a_first_page_that_was_half_written_is_put_right(path: Path) -> None:
    """A record whose beginning a power cut spoiled opens again where its journal has it."""
    entry = made.entry()
    with SqliteStore(path) as store:
        store.add(made.document(entry), entry)
    writer = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA cache_size = 2", "BEGIN IMMEDIATE", "DELETE FROM citations", "CREATE TABLE other (id)"):
        writer.execute(statement)
    copy = path.with_name("copy.onrecord")
    copy.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    Path(f"{copy}-journal").write_bytes(Path(f"{path}-journal").read_bytes())
    writer.close()
    with SqliteStore(copy) as store:
        assert (store.entries(), store.verify().ok) == ((entry,), True)


def test_a_record_in_memory_has_no_file() -> None:
    """Without a path the record is kept in memory and says so."""
    with SqliteStore() as store:
        assert (store.path, store.memory) == (":memory:", True)


def test_a_file_whose_tables_are_garbled_is_damaged(path: Path) -> None:
    """Where SQLite names what is hurt in bytes that are no text, it is a typed error that names the file."""
    SqliteStore(path).close()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE meta", b"CR\xfdATE TABLE meta"))
    with pytest.raises(Damaged, match=r"talks\.onrecord: stored words are not readable text"):
        SqliteStore(path)
