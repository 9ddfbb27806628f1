"""What the database complains of, said as errors that tell the user what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from onrecord.errors import Damaged, NotARecord, OnrecordError, RecordError

#: How long a writer waits for another before it gives up, in seconds. One report takes some 10 to 40 ms.
PATIENCE_S = 30

_Fault = tuple[type[RecordError], str, str]

#: By SQLite's primary result code.
_FAULTS: dict[int, _Fault] = {
    sqlite3.SQLITE_BUSY: (
        RecordError,
        f"another program has kept the record locked for {PATIENCE_S} seconds",
        "Close what else has it open, then try again",
    ),
    sqlite3.SQLITE_LOCKED: (RecordError, "the record is in use by this program", "Try again when it is done"),
    sqlite3.SQLITE_READONLY: (
        RecordError,
        "the record cannot be written to",
        "Check the permissions of the file and of its folder, or copy it to a folder of your own",
    ),
    sqlite3.SQLITE_PERM: (RecordError, "the record cannot be opened", "Check the permissions of the file"),
    sqlite3.SQLITE_FULL: (
        RecordError,
        "the disk is full; nothing of this was stored",
        "Make room, then try again",
    ),
    sqlite3.SQLITE_IOERR: (
        RecordError,
        "the disk could not be read or written; nothing of this was stored",
        "Check that there is room and that the disk is well, then try again",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        RecordError,
        "the record cannot be opened or its folder cannot be written to",
        "Check that the folder exists and that you may write there",
    ),
    sqlite3.SQLITE_CORRUPT: (
        Damaged,
        "the record's file is damaged",
        "Run 'onrecord verify' to see what is hurt, and restore it from a copy",
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
        RecordError: the file cannot be read, written or waited for.
        Damaged: what lies in the file is hurt.
        NotARecord: the file is something else.
    """
    try:
        yield
    except DBAPIError as error:
        raise _said(error.orig, path) from error
    except sqlite3.Error as error:
        raise _said(error, path) from error
    except UnicodeDecodeError as error:  # SQLite names what is hurt in bytes that are no text
        kind, what, hint = _GARBLED
        raise kind(what, where=path, hint=hint) from error


def _said(error: BaseException | None, path: str) -> OnrecordError:
    code = getattr(error, "sqlite_errorcode", None)
    known = _FAULTS.get(code & 0xFF) if code is not None else None
    if known is None:
        known = _GARBLED if "decode to UTF-8" in str(error) else _UNKNOWN
    kind, what, hint = known
    return kind(what if known is not _UNKNOWN else f"{what} ({error})", where=path, hint=hint)
