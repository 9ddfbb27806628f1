"""The record's file: what is checked before it is opened, and how SQLite is set so that nothing is lost."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from onrecord.errors import NotARecord, NotFound, RecordError
from onrecord.store.connections import writes, writing
from onrecord.store.faults import PATIENCE_S
from onrecord.store.migrations import keep_copy, migrate, newest, version_of

MEMORY = ":memory:"

_BEGIN = "Begin one with 'onrecord add SOURCE…'"

#: Set on every connection. EXTRA is FULL, which syncs every commit before it is acknowledged, and in DELETE mode
#: also syncs the folder: with FULL alone a power cut could bring back the journal and undo the last commit.
#: The others make SQLite distrust a file that somebody else made.
_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = EXTRA",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    # A writer that runs out of its cache keeps every reader out until it commits. That is 2 MB, which what holds
    # between two thousand reports is over; with this many pages it keeps them out while it commits and no longer.
    "cache_spill = 32768",
)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether write-ahead logging is safe with two processes in this version of SQLite.

    From 3.7.0 to 3.51.2 a race while the log is reset can lose committed reports or damage the file; 3.50.7 and
    3.44.6 have the repair as well. In all others a record uses the rollback journal, which is slower and safe.

    >>> wal_is_safe((3, 40, 1)), wal_is_safe((3, 51, 3))
    (False, True)
    """
    repaired_branch = (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return repaired_branch or version >= (3, 51, 3)


def open_engine(path: str, *, create: bool = True, keep: bool = True) -> tuple[Engine, bool]:
    """Open a record's file, begin it if it is new, bring it to the newest schema if it is old.

    Args:
        path: the file, or ``:memory:``.
        create: begin a new record if there is none.
        keep: keep a copy of an older record before it is brought to the newest schema.

    Returns:
        The engine, and whether the record can only be read.

    Raises:
        NotFound: there is no such file, or it is empty, and ``create`` is false.
        NotARecord: it is a folder or something else than a record.
        NewerRecord: it was written by a newer Onrecord.
        RecordError: it cannot be opened.
    """
    readonly = path != MEMORY and _look(Path(path), create)
    engine = engine_of(path, readonly)
    try:
        _bring_up(engine, path, readonly, keep)
    except BaseException:
        engine.dispose()
        raise
    return engine, readonly


def _look(path: Path, create: bool) -> bool:
    """Check a path before SQLite sees it; whether the file can only be read."""
    where = str(path)
    if path.is_dir():
        raise NotARecord("this is a folder, and a record is a file", where=where, hint=f"Try {path / 'talks.onrecord'}")
    if not path.exists():
        if not create:
            raise NotFound("there is no record", where=where, hint=_BEGIN)
        _require_folder(path)
        return False
    # It is not opened here: closing it would end the locks that this process may hold on it for a transaction
    # (https://www.sqlite.org/howtocorrupt.html, section 2.2). A file that is no database is refused by SQLite.
    if not path.stat().st_size and not create:
        raise NotFound("the file is empty; no record was begun in it", where=where, hint=_BEGIN)
    return not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))


def _require_folder(path: Path) -> None:
    folder = path.absolute().parent
    if not folder.is_dir():
        raise RecordError("its folder does not exist", where=str(path), hint=f"Make the folder {folder} first")
    if not os.access(folder, os.W_OK):
        raise RecordError(
            "its folder cannot be written to", where=str(path), hint="Name a file in a folder of your own"
        )


def engine_of(path: str, readonly: bool) -> Engine:
    """An engine whose transactions are SQLite's own: nothing begins or ends one behind our back."""
    target = f"{Path(path).absolute().as_uri()}?mode=ro" if readonly else path

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(target, uri=readonly, timeout=PATIENCE_S, check_same_thread=False)

    # A record in memory is one connection, whichever thread asks; a file gets one for each that asks at once.
    # As many as there are threads: one that waits for a lock keeps its connection, and others must not wait for that.
    kind: dict[str, Any] = {"poolclass": StaticPool} if path == MEMORY else {"poolclass": QueuePool, "max_overflow": -1}
    engine = create_engine("sqlite://", creator=connect, **kind)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once if another wrote in between, whatever the
    # patience; one that takes the lock as it begins waits for its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes(connection) else "BEGIN")


def _bring_up(engine: Engine, path: str, readonly: bool, keep: bool) -> None:
    """Begin or migrate the record, and set its journal."""
    with engine.connect() as connection:
        version = version_of(connection, path)
    if version == newest():
        if not readonly:
            _leave_unsafe_wal(engine, path)
        return
    if readonly:
        raise RecordError(
            "the record is empty or of an older schema, and cannot be written to",
            where=path,
            hint="Copy it to a folder of your own and open it there",
        )
    with writing(engine) as connection:
        # Asked again now that no other can write: of two programs that open an old record one migrates and one waits.
        if keep and 0 < version_of(connection, path) < newest():
            keep_copy(Path(path), version)
        migrate(connection, path)
    if not version and path != MEMORY:
        quicken(engine)


def quicken(engine: Engine) -> None:
    """Set a record to write-ahead logging where that is safe."""
    if wal_is_safe(sqlite3.sqlite_version_info):
        # Another process may already be adding to a record this new; the rollback journal is safe for both.
        with suppress(sqlite3.OperationalError):
            _journal(engine, "= WAL")


def _leave_unsafe_wal(engine: Engine, path: str) -> None:
    """Put a record that a newer SQLite set to write-ahead logging back to the rollback journal where that is safer."""
    if wal_is_safe(sqlite3.sqlite_version_info) or _journal(engine) != "wal":
        return
    try:
        _journal(engine, "= DELETE")
    except sqlite3.OperationalError as error:
        raise RecordError(
            f"the record is open in another program, in a mode that is unsafe with SQLite {sqlite3.sqlite_version}",
            where=path,
            hint="Close the other program, then try again",
        ) from error


def _journal(engine: Engine, change: str = "") -> str:
    """The journal mode, after this change; it cannot be changed inside a transaction."""
    borrowed = engine.raw_connection()
    try:
        (mode,) = borrowed.cursor().execute(f"PRAGMA journal_mode {change}").fetchone()
        return str(mode)
    finally:
        borrowed.close()
