"""Copies of a record's file: of one moment while others write, whole under their name or not there at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

from onrecord.errors import AlreadyThere, OnrecordError, RecordError
from onrecord.locks import held
from onrecord.store.faults import PATIENCE_S, faults

#: What SQLite may keep beside a file: what it is in the middle of.
BESIDE = ("-journal", "-wal", "-shm")

#: What a file is called until it is whole. What a killed program left of it is written over the next time.
PART = ".part"

_FORCE = "Name another file, or say --force to have it written over"


def copy_database(source: sqlite3.Connection, to: Path) -> None:
    """Copy a record into a file that is empty, as it is at one moment, with everything that lies in it.

    By SQLite's online backup (https://www.sqlite.org/backup.html) in one step, so that nobody can write meanwhile:
    copied in portions it begins again after each commit of another process, and under steady adding never ends. Page by
    page it is several times quicker than ``VACUUM INTO``, which makes every table and index anew, and others wait less.

    Args:
        source: a connection to the record; in a transaction that has read, the copy is of what it sees.
        to: the file.

    Raises:
        RecordError: the disk is full, or cannot be read or written.
    """
    with faults(str(to)), closing(sqlite3.connect(to, timeout=PATIENCE_S)) as copy:
        source.backup(copy)
        # One file that opens anywhere, also where nothing can be written beside it.
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that can only read a database that is there."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE_S, isolation_level=None)) as connection:
        yield connection


@contextmanager
def made_beside(target: Path, *, force: bool = False) -> Iterator[Path]:
    """A file to write, which gets its name when the block ends, synced; if the block fails, nothing is left.

    It is written beside the target, so that it takes its place in one moment: whoever is killed on the way leaves
    at most a file that ends in ``.part``.

    Args:
        target: the name that it gets.
        force: let it take the place of a file that is there.

    Raises:
        AlreadyThere: there is such a file already.
        RecordError: its folder is not there or cannot be written to, or another program is writing the same file.
    """
    if not force:
        require_free(target)
    part = target.with_name(target.name + PART)
    with _said(target), naming(target, part), _alone(part, target):
        try:
            yield part
            _require_whole(part, target)
            _sync(part)
            put(part, target, force=force)
        finally:
            remove(part)


def require_free(target: Path) -> None:
    """Require that nothing is called so.

    Raises:
        AlreadyThere: something is.
    """
    if os.path.lexists(target):
        raise AlreadyThere("there is a file of this name already", where=str(target), hint=_FORCE)


def put(part: Path, target: Path, *, force: bool = False) -> None:
    """Give a whole file its name, in one moment, and sync that."""
    if force:
        part.replace(target)
    else:
        _link(part, target)
    sync_folder(target)


def _link(part: Path, target: Path) -> None:
    """Give a file a name that no other can take between a look and the deed, where the system can do that."""
    try:
        os.link(part, target)
    except FileExistsError:
        require_free(target)
        raise
    except (OSError, AttributeError, NotImplementedError):  # a file system without such links
        require_free(target)
        part.replace(target)


def sync_folder(path: Path) -> None:
    """Have the names in the folder of a file outlive a power cut, where the system can do that."""
    with suppress(OSError):  # Windows opens no folder; its file system keeps a journal of names
        _sync(path.absolute().parent, os.O_RDONLY)


def _sync(path: Path, mode: int = os.O_RDWR) -> None:
    number = os.open(path, mode)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def remove(path: Path) -> None:
    """Remove a file with what SQLite left beside it; none is fine."""
    for ending in ("", *BESIDE):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _require_whole(part: Path, target: Path) -> None:
    """Require that all of a database is in its file."""
    for ending in BESIDE[:2]:
        if part.with_name(part.name + ending).exists():
            raise RecordError("the file could not be closed", where=str(target), hint="Try again")


@contextmanager
def _alone(part: Path, target: Path) -> Iterator[None]:
    """Hold the unfinished file, new and empty, against another program that would write the same one."""
    with _held(part, target):
        for ending in BESIDE:  # left by a killed program, it would be played back into the new file
            part.with_name(part.name + ending).unlink(missing_ok=True)
        yield


def _held(part: Path, target: Path) -> AbstractContextManager[object]:
    while True:
        lock = held(part)
        if lock is None:
            raise RecordError("another program is writing this file", where=str(target), hint="Wait for it to be done")
        if _is_new(lock, part):
            if os.name == "nt":  # there a file that is open gets no other name
                lock.close()
                return nullcontext()
            return lock
        lock.close()


def _is_new(lock: IO[bytes], part: Path) -> bool:
    """Whether the file that is held is the one of this name, and empty; what a killed program left is taken away.

    What it left is never emptied: it may have got its real name already, and then that would be emptied with it.
    """
    mine = os.fstat(lock.fileno())
    with suppress(FileNotFoundError):
        if not os.path.samestat(mine, part.stat()):
            return False  # another program was done with it just now, or took it away
        if not mine.st_size and mine.st_nlink == 1:
            return True
        part.unlink()
    return False


@contextmanager
def _said(target: Path) -> Iterator[None]:
    """Name the target in the errors of the system and of SQLite."""
    try:
        with faults(str(target)):
            yield
    except OSError as error:
        raise RecordError(
            f"it cannot be written ({error.strerror or error})", where=str(target), hint="Name a file in another folder"
        ) from error


@contextmanager
def naming(what: Path | str, part: Path) -> Iterator[None]:
    """Name what the user named in errors that name the unfinished file, which nobody asked for."""
    try:
        yield
    except OnrecordError as error:
        if error.where != str(part):
            raise
        raise type(error)(error.what, where=str(what), hint=error.hint) from error


def aside(path: Path, ending: str, made: Callable[[Path], None]) -> Path:
    """Keep a file under a name of its own beside it.

    Args:
        path: the file.
        ending: what its name gets at the end; a number more if that name is taken.
        made: makes the file of that name; raises ``AlreadyThere`` if another took it meanwhile.

    Returns:
        Where it is kept.
    """
    count = 1
    while True:
        name = path.with_name(f"{path.name}{ending}{f'-{count}' if count > 1 else ''}")
        try:
            made(name)
            return name
        except AlreadyThere:
            count += 1
