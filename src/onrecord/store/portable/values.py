"""A row of a record as JSON and back: every value checked against its column, for a file may have been made to hurt."""

from __future__ import annotations

import base64
import binascii
import math
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table

from onrecord.errors import Damaged
from onrecord.store.columns import Figure, Strings, Words, escaped, storable, unescaped
from onrecord.store.portable.carried import BYTES, META, OWNERS, columns
from onrecord.store.seals import sha256

#: The largest number that every database keeps as a whole one.
_MOST = 2**31 - 1

#: Figures without end, for which JSON has no number.
_ENDLESS: Mapping[str, float] = {"Infinity": math.inf, "-Infinity": -math.inf}


class Wrong(ValueError):
    """What is wrong with a row, as a clause."""


# -- out --------------------------------------------------------------------------------------------------------------


def outgoing(table: Table, row: Any) -> dict[str, Any]:
    """A row of a table as what JSON can write.

    Args:
        table: the table.
        row: its values by the names of its columns.

    Raises:
        Damaged: the bytes of a report cannot be read.
    """
    values = {column.name: _outgoing(getattr(row, column.name)) for column in columns(table)}
    if table.name == "sources":
        values[BYTES] = base64.b64encode(_unpacked(row)).decode("ascii")
    return values


def _unpacked(row: Any) -> bytes:
    try:
        return zlib.decompress(row.zlib)
    except (zlib.error, TypeError) as error:
        raise Damaged(
            f"the bytes cannot be read ({error})", where=f"report {row.report}, sources", hint="Run 'onrecord verify'"
        ) from error


def _outgoing(value: Any) -> Any:
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, tuple):
        return [_outgoing(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return next((name for name, endless in _ENDLESS.items() if endless == value), None)
    return value


# -- in ---------------------------------------------------------------------------------------------------------------


def incoming(table: Table, given: Any, *, older: bool = False) -> dict[str, Any]:
    """The values of a row, each of the type of its column, with what follows from them.

    Args:
        table: the table.
        given: what JSON gave.
        older: it was written under an older schema, so a column that was added since takes its default.

    Raises:
        Wrong: it is no such row.
    """
    if not isinstance(given, dict):
        raise Wrong("a row is no object")
    wanted = {column.name: column for column in columns(table)}
    own = {BYTES} if table.name == "sources" else set()
    if unknown := sorted(given.keys() - wanted.keys() - own):
        raise Wrong(f"there is no column {_shown(unknown[0])} in {table.name}")
    row = {}
    for name, column in wanted.items():
        if name in given:
            row[name] = _incoming(column, given[name])
        elif older and (column.nullable or column.server_default is not None):
            row[name] = _default(column)
        else:
            raise Wrong(f"{table.name} has no {name!r}")
    check = _CHECKS.get(table.name)
    if check is not None:
        check(row, given)
    return row


def _incoming(column: Column[Any], value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise Wrong(f"{column.table.name} has an empty {column.name!r}")
        return None
    try:
        return _reader(column)(value)
    except Wrong as error:
        raise Wrong(f"{column.name!r} of {column.table.name} {error}") from None


@cache
def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    """What takes a value of a column."""
    kinds: tuple[tuple[type, Callable[[Any], Any]], ...] = (
        (Words, _words), (Strings, _strings), (Figure, _figure), (Boolean, _boolean), (Integer, _whole),
    )  # fmt: skip
    return next((reader for kind, reader in kinds if isinstance(column.type, kind)), _text)


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("is no text")
    if not storable(value):
        raise Wrong("has half a character or a NUL in it")
    words = unescaped(value)
    if escaped(words) != value:
        raise Wrong("is escaped as no export escapes it")
    return words


def _text(value: Any) -> str:
    words = _words(value)
    if not storable(words):
        raise Wrong("has half a character or a NUL in it")
    return words


def _strings(value: Any) -> tuple[str | None, ...]:
    if not isinstance(value, list):
        raise Wrong("is no list")
    return tuple(None if one is None else _words(one) for one in value)


def _figure(value: Any) -> float:
    if isinstance(value, str) and value in _ENDLESS:
        return _ENDLESS[value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong("is no number")
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("is no whole number")
    if abs(value) > _MOST:
        raise Wrong("is a larger number than a record holds")
    return value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("is neither true nor false")
    return value


def _default(column: Column[Any]) -> Any:
    """What a migration fills a column with that an older schema lacks."""
    if column.server_default is None:
        return None
    given = str(getattr(column.server_default, "arg", ""))
    of_kind: dict[Any, Any] = {_strings: (), _boolean: given == "1"}
    return of_kind.get(_reader(column), given)


def _shown(name: str) -> str:
    return repr(name if len(name) <= 40 else f"{name[:40]}…")


# -- what must fit in one row -----------------------------------------------------------------------------------------


def _revision(row: dict[str, Any], _: Mapping[str, Any]) -> None:
    if sha256(row["text"]) != row["sha256"]:
        raise Wrong("the text does not match its hash")


def _source(row: dict[str, Any], given: Mapping[str, Any]) -> None:
    written = given.get(BYTES)
    if not isinstance(written, str):
        raise Wrong("sources has no 'bytes'")
    try:
        raw = base64.b64decode(written.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise Wrong("'bytes' of sources is no base64") from None
    if sha256(raw) != row["sha256"]:
        raise Wrong("the bytes do not match their hash")
    row.update(size=len(raw), zlib=zlib.compress(raw))


def _citation(row: dict[str, Any], _: Mapping[str, Any]) -> None:
    if row["owner_kind"] not in OWNERS:
        raise Wrong(f"nothing that is called {_shown(row['owner_kind'])} has citations")
    row["sha256"] = sha256(row["text"])


def _meta(row: dict[str, Any], _: Mapping[str, Any]) -> None:
    if row["key"] not in META:
        raise Wrong(f"a record has no setting {_shown(row['key'])}")
    number = row["value"]
    if row["key"] == "last_feed" and not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Wrong("the number of the last feed is none")


_CHECKS: Mapping[str, Callable[[dict[str, Any], Mapping[str, Any]], None]] = {
    "revisions": _revision, "sources": _source, "citations": _citation, "meta": _meta,
}  # fmt: skip
