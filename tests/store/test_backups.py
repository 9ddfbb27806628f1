"""Backups: whole under their name or not there, proved, of one moment, and back again."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import AlreadyThere, Damaged, NewerRecord, NotARecord, NotFound, RecordError
from onrecord.store import backups, copying, files
from onrecord.store.backups import back_up, restore
from onrecord.store.migrations import newest
from onrecord.store.sqlite import SqliteStore
from tests.places import Schemas
from tests.store import made, wholes
from tests.store.children import in_child
from tests.store.make_fixture import FIXTURES


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one of everything."""
    path = tmp_path / "talks.onrecord"
    with SqliteStore(path) as store:
        wholes.fill(store)
    return path


@pytest.fixture
def safe(tmp_path: Path, record: Path) -> Path:
    """A backup of it."""
    path = tmp_path / "safe.onrecord"
    with SqliteStore(record) as store:
        back_up(store, path)
    return path


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(one.name for one in folder.iterdir())


def held(path: Path) -> object:
    """All that a record answers with."""
    with SqliteStore(path, create=False) as store:
        assert store.verify().ok
        return wholes.held(store)


def hurt(path: Path) -> None:
    """Change a word in a file behind its seals."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE reports SET title = 'Another'")


# -- there ------------------------------------------------------------------------------------------------------------


def test_a_backup_is_the_record(record: Path, tmp_path: Path) -> None:
    """A backup answers all that the record does, and says how many reports it has, how large it is and its digest."""
    path = tmp_path / "safe.onrecord"
    with SqliteStore(record) as store:
        found = back_up(store, path)
        assert (found.path, found.reports, found.digest) == (str(path), 3, store.digest())
        assert held(path) == wholes.held(store)
    assert found.octets == path.stat().st_size
    assert found.checked["citations"] > 60
    assert names(tmp_path) == ["safe.onrecord", "talks.onrecord"]


def test_what_is_kept_at_hand_is_in_a_backup_too(record: Path, tmp_path: Path) -> None:
    """Vectors, which no export carries, are in a backup: nothing need be computed anew."""
    with SqliteStore(record) as store:
        store.keep_vectors({"x": b"1234"})
        back_up(store, tmp_path / "safe.onrecord")
    with SqliteStore(tmp_path / "safe.onrecord") as store:
        assert store.vectors() == {"x": b"1234"}


def test_a_record_in_memory_can_be_kept(tmp_path: Path) -> None:
    """A record that would be gone when closed is kept by a backup of it."""
    with SqliteStore() as store:
        wholes.fill(store)
        back_up(store, tmp_path / "kept.onrecord")
        assert held(tmp_path / "kept.onrecord") == wholes.held(store)


def test_no_file_is_written_over_unasked(record: Path, safe: Path) -> None:
    """A file of the name stays as it is, unless it is said that it may go."""
    safe.write_text("mine")
    with SqliteStore(record) as store:
        with pytest.raises(AlreadyThere, match="--force"):
            back_up(store, safe)
        assert safe.read_text() == "mine"
        back_up(store, safe, force=True)
    assert held(safe) == held(record)


def test_the_record_is_never_its_own_backup(record: Path, tmp_path: Path) -> None:
    """A record is not written over by a backup of it, by whatever path it is named."""
    link = tmp_path / "link.onrecord"
    link.symlink_to(record)
    with SqliteStore(record) as store:
        for path in (record, link):
            with pytest.raises(RecordError, match="record itself"):
                back_up(store, path, force=True)


def test_a_damaged_record_makes_no_backup_and_leaves_the_earlier_one(record: Path, safe: Path) -> None:
    """A record that does not prove is refused by name, and the backup that there is stays."""
    before = held(safe)
    hurt(record)
    with SqliteStore(record) as store, pytest.raises(Damaged, match=r"talks\.onrecord: the record is damaged.*seal"):
        back_up(store, safe, force=True)
    assert held(safe) == before
    assert names(record.parent) == ["safe.onrecord", "talks.onrecord"]


def test_a_copy_that_is_another_is_seen(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy that proves by itself and is not what was copied gets no name."""

    def another(source: sqlite3.Connection, to: Path) -> None:
        with SqliteStore(to) as store:
            store.set_setting("issues", wholes.ISSUES)

    monkeypatch.setattr(backups, "copy_database", another)
    with SqliteStore(record) as store, pytest.raises(Damaged, match="not what was copied"):
        back_up(store, tmp_path / "safe.onrecord")
    assert names(tmp_path) == ["talks.onrecord"]


def test_a_backup_where_nothing_can_be_written(record: Path, tmp_path: Path) -> None:
    """A folder that is not there is an error that names the file."""
    with SqliteStore(record) as store, pytest.raises(RecordError, match=r"no/safe\.onrecord: it cannot be written"):
        back_up(store, tmp_path / "no" / "safe.onrecord")


def test_two_backups_to_one_file_at_once(record: Path, safe: Path) -> None:
    """While one program writes a file, another is refused."""
    with (
        copying.made_beside(safe, force=True),
        SqliteStore(record) as store,
        pytest.raises(RecordError, match="another program is writing"),
    ):
        back_up(store, safe, force=True)


def test_a_record_that_others_write_to_is_backed_up_as_it_was(record: Path, tmp_path: Path) -> None:
    """What another program is in the middle of is not in the backup, and it goes on when the copy is made."""
    with SqliteStore(record) as store, SqliteStore(record) as other:
        before = wholes.held(store)
        with other._writing() as connection:
            connection.exec_driver_sql("DELETE FROM feed_items")
            back_up(store, tmp_path / "safe.onrecord")
            with SqliteStore(tmp_path / "safe.onrecord") as copy:
                assert wholes.held(copy) == before
        assert store.feeds.items(1) == {}


def test_a_server_is_backed_up_by_its_own_tools(schemas: Schemas, tmp_path: Path) -> None:
    """A record on a server says what to do instead, for a backup and for restoring one."""
    address = schemas.address()
    with onrecord.open(address) as record, pytest.raises(RecordError, match=r"pg_dump.*export record"):
        record.backup(tmp_path / "safe.onrecord")
    with pytest.raises(RecordError, match="pg_dump"):
        onrecord.restore(tmp_path / "safe.onrecord", address)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("step", ["copy_database", "_proved", "digest"])
def test_a_backup_that_is_killed_leaves_the_earlier_one(record: Path, safe: Path, step: str) -> None:
    """Killed while it copies or proves, a backup leaves the earlier one as it was, and the next is made as ever."""
    before = held(safe)
    with SqliteStore(record) as store:
        entry = made.entry("more")
        store.add(made.document(entry), entry)

    def killed() -> None:
        real = getattr(backups, step)
        setattr(backups, step, lambda *values: (real(*values), os.kill(os.getpid(), signal.SIGKILL)))
        with SqliteStore(record) as store:
            back_up(store, safe, force=True)

    assert in_child(killed) == signal.SIGKILL
    assert held(safe) == before
    with SqliteStore(record) as store:
        assert back_up(store, safe, force=True).reports == 4
    assert names(record.parent) == ["safe.onrecord", "talks.onrecord"]


def test_what_a_killed_program_left_never_takes_a_backup_with_it(record: Path, safe: Path) -> None:
    """Killed between giving the file its name and taking the old one away, what is left is the backup itself."""
    left = safe.with_name(safe.name + copying.PART)
    left.hardlink_to(safe)
    before = held(safe)
    with SqliteStore(record) as store, pytest.raises(AlreadyThere):
        back_up(store, safe)
    with copying.made_beside(safe, force=True) as part:
        assert held(safe) == before
        part.write_bytes(safe.read_bytes())
    assert held(safe) == before


def test_full_disk(record: Path, tmp_path: Path) -> None:
    """A disk that is full while a backup is written is an error that names it, and nothing is left."""
    import resource

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        with SqliteStore(record) as store, pytest.raises(RecordError, match=r"safe\.onrecord: the disk"):
            back_up(store, tmp_path / "safe.onrecord")

    assert in_child(full) == 0
    assert names(tmp_path) == ["talks.onrecord"]


# -- and back ---------------------------------------------------------------------------------------------------------


def test_a_restored_record_is_the_backup(safe: Path, tmp_path: Path) -> None:
    """Restoring gives the same record, which can be added to, and leaves the backup as it is."""
    before, octets = held(safe), safe.read_bytes()
    new = tmp_path / "new.onrecord"
    found = restore(safe, str(new))
    assert (found.record.reports, found.aside, found.schema) == (3, None, None)
    assert held(new) == before
    with SqliteStore(new) as store:
        entry = made.entry("more")
        assert store.add(made.document(entry), entry) == "added"
    assert safe.read_bytes() == octets


def test_no_record_is_restored_over_unasked(record: Path, safe: Path) -> None:
    """A record that is there stays, unless it is said that it may be put aside; then it is kept, each under a name."""
    hurt(record)
    octets = record.read_bytes()
    with pytest.raises(AlreadyThere, match="--force"):
        restore(safe, str(record))
    assert record.read_bytes() == octets
    found = restore(safe, str(record), force=True)
    assert found.aside == f"{record}-before-restore"
    assert Path(found.aside).read_bytes() == octets
    assert restore(safe, str(record), force=True).aside == f"{record}-before-restore-2"
    assert Path(found.aside).read_bytes() == octets
    assert held(record) == held(safe)


def test_a_record_in_use_is_not_put_aside(record: Path, safe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that another program writes to is not restored over."""
    monkeypatch.setattr(backups, "_PATIENCE_S", 0.01)
    with (
        SqliteStore(record) as other,
        other._writing(),
        pytest.raises(RecordError, match="another program has the record open"),
    ):
        restore(safe, str(record), force=True)


@pytest.mark.parametrize("old", range(1, newest()))
def test_a_backup_of_an_older_schema_is_brought_up(tmp_path: Path, old: int) -> None:
    """A record of each earlier schema is a backup too: it is restored under the newest, and stays as it was."""
    backup, new, same = tmp_path / "old", tmp_path / "new", tmp_path / "same"
    octets = gzip.decompress((FIXTURES / f"version-{old}.onrecord.gz").read_bytes())
    backup.write_bytes(octets)
    same.write_bytes(octets)
    found = restore(backup, str(new))
    assert (found.schema, found.record.reports) == (old, 2)
    assert backup.read_bytes() == octets
    assert held(new) == held(same)


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    """A missing file, a folder, another kind of file, another database and an empty one are each said to be so."""
    other, empty, page, new = (tmp_path / name for name in ("photos.db", "empty", "page.html", "new"))
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE photos (id)")
    empty.touch()
    page.write_text("<!doctype html>")
    for path, kind, said in (
        (tmp_path / "gone", NotFound, "no such backup"),
        (tmp_path, NotARecord, "folder"),
        (page, NotARecord, "page.html: the file is not an Onrecord record"),
        (other, NotARecord, "photos.db: the file is a database of another program"),
        (empty, NotARecord, "empty"),
    ):
        with pytest.raises(kind, match=said):
            restore(path, str(new))
    assert not new.exists()


def test_a_newer_backup_is_not_touched(safe: Path, tmp_path: Path) -> None:
    """A backup that a newer Onrecord made is refused with the way out."""
    with closing(sqlite3.connect(safe)) as connection:
        connection.execute("PRAGMA user_version = 99")
    octets = safe.read_bytes()
    with pytest.raises(NewerRecord, match=r"safe\.onrecord.*schema 99"):
        restore(safe, str(tmp_path / "new"))
    assert safe.read_bytes() == octets


def test_a_damaged_backup_restores_nothing(record: Path, safe: Path) -> None:
    """A backup that does not prove, or that SQLite cannot read, is refused by name, and the record stays as it was."""
    before = held(record)
    hurt(safe)
    with pytest.raises(Damaged, match=r"safe\.onrecord: the backup is damaged"):
        restore(safe, str(record), force=True)
    octets = bytearray(record.read_bytes())
    octets[4096 : 4096 * 20] = b"\xff" * (4096 * 19)
    safe.write_bytes(octets)
    with pytest.raises(RecordError, match=r"safe\.onrecord: "):
        restore(safe, str(record), force=True)
    safe.write_bytes(record.read_bytes()[:20_000])
    with pytest.raises(RecordError, match=r"safe\.onrecord: "):
        restore(safe, str(record), force=True)
    assert held(record) == before
    assert names(record.parent) == ["safe.onrecord", "talks.onrecord"]


def test_a_record_that_was_killed_in_the_middle_is_put_aside_whole(record: Path, safe: Path) -> None:
    """What a killed program left beside a record is ended before it is put aside, and never gets into the new one."""
    before = held(record)

    def killed() -> None:
        with SqliteStore(record) as store, store._writing() as connection:
            connection.exec_driver_sql("PRAGMA cache_size = 1")
            connection.exec_driver_sql("DELETE FROM citations")
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(killed) == signal.SIGKILL
    assert "talks.onrecord-journal" in names(record.parent)
    found = restore(safe, str(record), force=True)
    assert held(record) == before
    assert found.aside is not None
    assert held(Path(found.aside)) == before
    assert "talks.onrecord-journal" not in names(record.parent)


def test_write_ahead_logging_where_it_is_safe(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup is one file whatever the record's journal is; restored, it uses the log again where that is safe."""
    monkeypatch.setattr(files, "wal_is_safe", lambda _: True)
    wal, safe, new = tmp_path / "wal.onrecord", tmp_path / "safe.onrecord", tmp_path / "new.onrecord"
    with SqliteStore(wal) as store:
        wholes.fill(store)
        back_up(store, safe)
        lines = store.lines()
        next(lines)
        entry = made.entry("more")
        store.add(made.document(entry), entry)
        assert len(list(lines)) > 100
    restore(safe, str(new))
    for path, mode in ((wal, "wal"), (safe, "delete"), (new, "wal")):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == (mode,)
    restore(safe, str(wal), force=True)
    assert held(wal) == held(record)


def test_by_the_python_interface(record: Path, tmp_path: Path) -> None:
    """``Record.backup`` and ``onrecord.restore`` do the same for a library's user."""
    with onrecord.open(record) as opened:
        assert opened.backup(tmp_path / "safe.onrecord").reports == 3
    assert onrecord.restore(tmp_path / "safe.onrecord", tmp_path / "new.onrecord").record.reports == 3
