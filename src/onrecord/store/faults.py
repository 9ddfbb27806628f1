"""What the database complains of, said as errors that tell the user what to do."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, TimeoutError

from onrecord.errors import Damaged, NotARecord, OnrecordError, RecordError, Unavailable

#: How long a writer waits for another before it gives up, in seconds. One report takes some 10 to 40 ms.
PATIENCE_S = 30

_Fault = tuple[type[RecordError], str, str]

_BROKEN_OFF: _Fault = (
    Unavailable,
    "a program was broken off while it wrote to the record, and what it began cannot be taken back where nothing can "
    "be written",
    "Copy the file, together with the one beside it that ends in -journal or -wal, to a folder of your own and open it "
    "there",
)

#: By SQLite's extended result code, where that says more.
_SPECIAL: dict[int, _Fault] = {
    sqlite3.SQLITE_READONLY_DBMOVED: (
        Unavailable,
        "the record was moved, deleted or replaced while it was open; nothing of this was stored",
        "Put it back, or leave it alone while it is written to, then try again",
    ),
    sqlite3.SQLITE_READONLY_ROLLBACK: _BROKEN_OFF,
    sqlite3.SQLITE_READONLY_RECOVERY: _BROKEN_OFF,
}

#: By SQLite's primary result code.
_FAULTS: dict[int, _Fault] = {
    sqlite3.SQLITE_BUSY: (
        Unavailable,
        f"another program has kept the record locked for {PATIENCE_S} seconds",
        "Close what else has it open, then try again",
    ),
    sqlite3.SQLITE_LOCKED: (Unavailable, "the record is in use by this program", "Try again when it is done"),
    sqlite3.SQLITE_READONLY: (
        Unavailable,
        "the record cannot be written to",
        "Check the permissions of the file and of its folder, or copy it to a folder of your own",
    ),
    sqlite3.SQLITE_PERM: (Unavailable, "the record cannot be opened", "Check the permissions of the file"),
    sqlite3.SQLITE_FULL: (
        Unavailable,
        "the disk is full; nothing of this was stored",
        "Make room, then try again",
    ),
    sqlite3.SQLITE_IOERR: (
        Unavailable,
        "the disk could not be read or written; nothing of this was acknowledged, and what was before is safe",
        "Check that there is room, within your quota too, and that the disk is well, then try again",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        Unavailable,
        "the record cannot be opened or its folder cannot be written to",
        "Check that the folder exists and that you may write there",
    ),
    sqlite3.SQLITE_CORRUPT: (
        Damaged,
        "the record's file is damaged, or the disk does not give it back",  # SQLite calls some failed reads so
        "See whether the disk is well; 'onrecord verify' shows what is hurt, and a copy restores it",
    ),
    sqlite3.SQLITE_NOTADB: (NotARecord, "the file is not an Onrecord record", "Name another file"),
    sqlite3.SQLITE_TOOBIG: (RecordError, "a text is longer than the database can hold", "Split the source"),
}

_UNKNOWN: _Fault = (RecordError, "the database failed", "Run 'onrecord verify', and report this if it holds")
_GARBLED: _Fault = (Damaged, "stored words are not readable text", "Run 'onrecord verify' to see which")


@contextmanager
def faults(path: str) -> Iterator[None]:
    """Turn the database's errors inside the block into errors of Onrecord that name the record's file.

    Raises:
        Unavailable: the file cannot be read, written or waited for.
        Damaged: what lies in the file is hurt.
        NotARecord: the file is something else.
    """
    try:
        yield
    except DBAPIError as error:
        raise _said(error.orig, path) from error
    except sqlite3.Error as error:
        raise _said(error, path) from error
    except TimeoutError as error:
        raise crowded(path) from error
    except (UnicodeDecodeError, zlib.error) as error:  # SQLite's own messages may quote what is hurt
        kind, what, hint = _GARBLED
        raise kind(what, where=path, hint=hint) from error


def crowded(where: str) -> RecordError:
    """The error where so many ask at once that no connection comes free."""
    return RecordError("more ask this record at once than it can answer", where=where, hint="Try again in a moment")


def _said(error: BaseException | None, path: str) -> OnrecordError:
    code = getattr(error, "sqlite_errorcode", None)
    known = _SPECIAL.get(code) or _FAULTS.get(code & 0xFF) if code is not None else None
    if known is None:
        known = _GARBLED if "decode to UTF-8" in str(error) else _UNKNOWN
    kind, what, hint = known
    return kind(what if known is not _UNKNOWN else f"{what} ({error})", where=path, hint=hint)
