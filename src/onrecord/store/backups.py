"""Backups of a record in a file: a copy that is proved before it has its name, and the way back.

A backup is a record itself: one file that any program opens which opens records, with the same digest.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from onrecord.errors import AlreadyThere, Damaged, NotARecord, NotFound, OnrecordError, RecordError
from onrecord.store import files
from onrecord.store.addresses import is_address, without_password
from onrecord.store.connections import reading
from onrecord.store.copying import BESIDE, aside, copy_database, made_beside, naming, put, require_free
from onrecord.store.digests import digest
from onrecord.store.faults import faults
from onrecord.store.migrations import newest, version_of
from onrecord.store.protocol import Verification
from onrecord.store.sqlite import SqliteStore
from onrecord.store.verify import UNREADABLE

#: Damages that an error names.
_SHOWN = 3

#: How long a program that writes is waited for before its record is put aside, in seconds.
_PATIENCE_S = 5

_SERVER = "A record on a server: dump it with pg_dump, or export and import it (docs/postgres.md)"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and proved.

    Attributes:
        path: its file.
        reports: how many reports are in it.
        octets: how many bytes it has.
        digest: the digest of the record as it was copied, which is that of the backup.
        checked: how many of each kind were proved in it; see ``Verification``.
    """

    path: str
    reports: int
    octets: int
    digest: str
    checked: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Restored:
    """A record that was restored.

    Attributes:
        record: the record now.
        aside: where the record is kept whose place it took; ``None`` if there was none.
        schema: the schema that the backup was of, where that is an older one; the backup stays as it was.
    """

    record: Backup
    aside: str | None = None
    schema: int | None = None


# -- there ------------------------------------------------------------------------------------------------------------


def back_up(store: SqliteStore, target: Path, *, force: bool = False) -> Backup:
    """Copy a record as it is at one moment, while others write, and prove the copy before it gets its name.

    Raises:
        AlreadyThere: there is such a file and ``force`` is false.
        Damaged: the record does not prove, so its copy would not either; no backup is made or written over.
        RecordError: the file cannot be written, or it is the record itself.
    """
    if not store.memory and _same(target, Path(store.path)):
        raise RecordError("this is the record itself", where=str(target), hint="Name another file for the backup")
    with made_beside(target, force=force) as part:
        with store._reading() as connection:
            copied = _digest(connection, store.path)
            copy_database(_driver(connection), part)
        found = _proved(part, store.path, "the record is damaged, and so would its backup be")
        if found.digest != copied:
            raise Damaged("the copy is not what was copied", where=str(target), hint="Check the disk, and try again")
    return Backup(str(target), found.reports, found.octets, copied, found.checked)


def _digest(connection: Connection, where: str) -> str:
    try:
        return digest(connection)
    except (*UNREADABLE, OnrecordError) as error:
        raise _damaged(str(error), "the record is damaged, and so would its backup be", where) from error


def _same(a: Path, b: Path) -> bool:
    with suppress(OSError):
        return a.samefile(b)
    return False


# -- and back ---------------------------------------------------------------------------------------------------------


def restore(backup: Path, target: str, *, force: bool = False) -> Restored:
    """Make a record of a backup, once it is proved; one of an older schema is brought to the newest on the way.

    Args:
        backup: the backup, which is not changed.
        target: the record's file.
        force: let it take the place of a record that is there; that one is kept under a name beside it.

    Raises:
        NotFound: there is no such backup.
        NotARecord: the backup is something else than a record.
        NewerRecord: it was made by a newer Onrecord.
        Damaged: it does not prove; nothing is restored.
        AlreadyThere: there is a record already and ``force`` is false.
        RecordError: the record cannot be written.
    """
    path = _local(target)
    version = _version(backup)
    if _same(backup, path):
        raise RecordError("this is the backup itself", where=target, hint="Name another file for the record")
    if force:
        _settle(path)
    elif os.path.lexists(path):
        hint = "Name another file, or say --force to have that one kept beside it under another name"
        raise AlreadyThere("there is a record already", where=target, hint=hint)
    with made_beside(path, force=force) as part:
        _take_over(backup, part)
        found = _proved(part, str(backup), "the backup is damaged")
        kept = _set_aside(path) if force and path.exists() else None
    record = Backup(target, found.reports, found.octets, found.digest, found.checked)
    return Restored(record, str(kept) if kept else None, version if version < newest() else None)


def _local(target: str) -> Path:
    if is_address(target):
        raise RecordError("a backup is restored to a file", where=without_password(target), hint=_SERVER)
    if target == files.MEMORY:
        raise RecordError("a record in memory is gone at once", where=target, hint="Name a file")
    path = Path(target)
    return path.resolve() if path.is_symlink() else path


def _version(backup: Path) -> int:
    """The schema of a backup."""
    where = str(backup)
    if backup.is_dir():
        raise NotARecord("this is a folder, and a backup is a file", where=where, hint="Name the file")
    if not backup.exists():
        raise NotFound("there is no such backup", where=where, hint="Check the path")
    with _read_only(backup) as connection:
        if version := version_of(connection, where):
            return version
    raise NotARecord("the file is empty", where=where, hint="Name a file that 'onrecord backup' made")


def _take_over(backup: Path, part: Path) -> None:
    """Copy a backup, and bring the copy to the newest schema."""
    with _read_only(backup) as connection:
        copy_database(_driver(connection), part)
    with naming(backup, part), faults(str(part)):
        engine, _ = files.open_engine(str(part), create=False, keep=False)
        try:
            files.quicken(engine)
        finally:
            engine.dispose()


@contextmanager
def _read_only(path: Path) -> Iterator[Connection]:
    """A connection that sees a record and can change nothing."""
    with faults(str(path)):
        engine = files.engine_of(str(path), readonly=True)
        try:
            with reading(engine) as connection:
                yield connection
        finally:
            engine.dispose()


def _settle(path: Path) -> None:
    """Have SQLite end what a killed program was in the middle of, before the record is put aside.

    Raises:
        RecordError: another program has the record open.
    """
    if path.is_dir():
        raise NotARecord("this is a folder, and a record is a file", where=str(path), hint="Name a file")
    if not path.exists():
        return
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE_S)
    try:
        connection.isolation_level = None
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise _open_elsewhere(path) from error
        # What is damaged is put aside as it is.
    finally:
        connection.close()
    if path.with_name(path.name + BESIDE[1]).exists():
        raise _open_elsewhere(path)


def _open_elsewhere(path: Path) -> RecordError:
    return RecordError("another program has the record open", where=str(path), hint="Close it, then try again")


def _set_aside(path: Path) -> Path:
    """Keep a record under another name too, so that another can take its place in one moment."""

    def made(name: Path) -> None:
        require_free(name)
        try:
            os.link(path, name)
        except FileExistsError:
            require_free(name)
        except (OSError, AttributeError, NotImplementedError):  # a file system without such links
            put(path, name)

    kept = aside(path, "-before-restore", made)
    journal = path.with_name(path.name + BESIDE[0])
    if journal.exists():  # of a record too damaged to be settled; played back into another it would damage that too
        journal.rename(kept.with_name(kept.name + BESIDE[0]))
    return kept


# -- proving ----------------------------------------------------------------------------------------------------------


def _proved(part: Path, of: str, what: str) -> Backup:
    """What is in a copy, once all of it is proved.

    Args:
        part: the copy.
        of: what it is a copy of, for errors.
        what: what to say if it does not prove.

    Raises:
        Damaged: it does not.
    """
    with naming(of, part), SqliteStore(part, create=False) as store:
        try:
            found = store.verify()
        except UNREADABLE as error:
            raise _damaged(str(error), what, of) from error
        if not found.ok:
            raise _damaged(_first(found), what, of)
        with store._reading() as connection:
            copied = _digest(connection, of)
        return Backup(str(part), len(store.report_ids()), part.stat().st_size, copied, found.checked)


def _first(found: Verification) -> str:
    said = "; ".join(str(one) for one in found.damages[:_SHOWN])
    return said + (f" and {len(found.damages) - _SHOWN} more" if len(found.damages) > _SHOWN else "")


def _damaged(said: str, what: str, where: str) -> Damaged:
    return Damaged(
        f"{what} ({said.rstrip('.')})", where=where, hint="Run 'onrecord verify' on it, or take an earlier backup"
    )


def _driver(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.driver_connection
