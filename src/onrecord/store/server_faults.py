"""What a PostgreSQL server complains of, said as errors that tell the user what to do and never show the password."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import exc

from onrecord.errors import Damaged, NotFound, OnrecordError, RecordError, Unavailable
from onrecord.store.faults import PATIENCE_S, crowded

_Fault = tuple[type[RecordError], str, str]

_LOST: _Fault = (
    Unavailable,
    "the server cannot be reached",
    "Check that it runs, and host and port of the address, then try again; what was stored is safe and whole",
)
_REFUSED: _Fault = (
    RecordError,
    "the server does not let this user in",
    "Check user and password; the password is taken from the address or from PGPASSWORD",
)
_PLAIN: _Fault = (
    RecordError,
    "the server offers no encrypted connection",
    "Have it switched on, or add ?sslmode=disable where nobody else can listen",
)
_UNPROVED: _Fault = (
    RecordError,
    "the server could not prove who it is",
    "Check host and certificate; ?sslmode=require encrypts without that proof",
)
_CLOSED: _Fault = (Unavailable, "the server closed the connection", "Try again; what was stored is safe and whole")
_DAMAGED: _Fault = (
    Damaged,
    "the database is damaged",
    "Run 'onrecord verify' to see what is hurt, and restore it from a backup",
)

#: By SQLSTATE, or its first two characters (appendix A of PostgreSQL's manual).
_FAULTS: dict[str, _Fault] = {
    "08": _LOST,
    "28": _REFUSED,
    "3D000": (NotFound, "there is no such database on the server", "Have it made: createdb DATABASE"),
    "3F000": (
        RecordError,
        "the user's search path names no schema that exists",
        "Name one at the end of the address: ?schema=talks",
    ),
    "42501": (
        RecordError,
        "this user may not do that in the database",
        "Ask whoever runs the server for the right to use it (docs/postgres.md), or use a database of your own",
    ),
    "25006": (
        Unavailable,
        "the database can only be read now",
        "Use the main server, not a copy that follows it",
    ),
    "53100": (Unavailable, "the server's disk is full; nothing of this was stored", "Make room, then try again"),
    "53200": (Unavailable, "the server is out of memory", "Try again later"),
    "53300": (Unavailable, "the server has no connection free", "Try again when others are done"),
    "54": (RecordError, "a text is longer than the database can hold", "Split the source"),
    "55P03": (
        Unavailable,
        f"another program has kept the record locked for {PATIENCE_S} seconds",
        "See who writes to it, then try again",
    ),
    "57P03": (Unavailable, "the server is starting or stopping", "Try again in a moment"),
    "57": _CLOSED,
    "25P03": _CLOSED,
    "58": (Unavailable, "the server could not read or write its disk; nothing of this was stored", "Try again"),
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}

_UNKNOWN: _Fault = (RecordError, "the database failed", "Run 'onrecord verify', and report this if it holds")

#: What says nothing of what is on record: no connection, no right, no room, no turn.
_NO_DAMAGE = ("08", "25006", "25P03", "28", "42501", "53", "55", "57", "58")


@contextmanager
def faults(where: str) -> Iterator[None]:
    """Turn the server's errors inside the block into errors of Onrecord that name the database.

    Args:
        where: the address, without the password.

    Raises:
        Unavailable: the server cannot be reached, has no room, or is waited for too long.
        RecordError: it refuses.
        NotFound: there is no such database.
        Damaged: what lies in the database is hurt.
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise _said(error.orig, where) from error
    except exc.TimeoutError as error:
        raise crowded(where) from error
    except (ConnectionError, TimeoutError, ssl.SSLError) as error:  # the driver lets these through
        raise _said(error, where) from error


def no_damage(error: BaseException) -> bool:
    """Whether an error of the server says nothing of what is on record."""
    cause = getattr(error, "orig", error)
    return bool(getattr(error, "connection_invalidated", False)) or state_of(cause).startswith(_NO_DAMAGE)


def state_of(error: BaseException | None) -> str:
    """The SQLSTATE of an error; ``08000`` where the server was not reached at all, empty where there is none."""
    told = _told(error)
    if "C" in told:
        return str(told["C"])
    return "08000" if type(error).__name__ == "InterfaceError" or isinstance(error, OSError) else ""


def _told(error: BaseException | None) -> dict[str, Any]:
    """What the server said of an error, by the letters of its protocol."""
    first = error.args[0] if error is not None and error.args else None
    return first if isinstance(first, dict) else {}


def _said(error: BaseException | None, where: str) -> OnrecordError:
    kind, what, hint = _fault(error)
    return kind(f"{what} ({_detail(error)})", where=where, hint=hint)


def _fault(error: BaseException | None) -> _Fault:
    state, said = state_of(error), str(error)
    if isinstance(error, ssl.SSLError):
        return _UNPROVED
    if "refuses SSL" in said:
        return _PLAIN
    if "no password was provided" in said:
        return _REFUSED
    return _FAULTS.get(state) or _FAULTS.get(state[:2]) or _UNKNOWN


def _detail(error: BaseException | None) -> str:
    """What the server said, or the system where it was not reached."""
    system = error.__cause__ if error is not None and isinstance(error.__cause__, OSError) else error
    said = _told(error).get("M") or getattr(system, "strerror", None) or str(system)
    return str(said).rstrip(".")
