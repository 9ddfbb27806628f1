"""The tables of the shelf of screens (``store/shown.py``), and how its items lie in them."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, select

from onrecord.store import schema
from onrecord.store.columns import Words

#: Version of how items are made and kept; raised when either changes. A filling of another version is not shown.
FORM = "6"
#: Under which is kept which filling is shown, and of what.
KEY = "screens"
#: Items that one transaction writes, and rows that one deletes: others wait for no more.
AT_ONCE = 1_000
#: Up to so many items that fit several keys are counted; of more it is said that there are more.
COUNTED = 10_000


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _words(name: str) -> Column[Any]:
    return Column(name, Words, primary_key=True)


def _table(name: str, *columns: Column[Any], rowid: bool = False) -> Table:
    mine = (_number("filling"), Column("screen", String, primary_key=True))
    return Table(name, schema.metadata, *mine, *columns, sqlite_with_rowid=rowid)


#: What the screens show, item by item: the line as it is drawn, and the rows that it stands for, packed by zlib (to a
#: third, and opened in a few microseconds). SQLite keeps long rows badly in a table without row numbers.
ITEMS = _table(
    "shown_items",
    _number("number"),
    Column("line", LargeBinary, nullable=False),
    Column("rows", LargeBinary, nullable=False),
    rowid=True,
)
#: What items can be chosen by.
KEYS = _table("shown_keys", Column("key", String, primary_key=True), _words("value"), _number("number"))
#: How many items a screen has of each choice; under an empty key and value, of all.
TOTALS = _table(
    "shown_totals", Column("key", String, primary_key=True), _words("value"), Column("count", Integer, nullable=False)
)

TABLES = (ITEMS, KEYS, TOTALS)


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item of a screen as it is kept.

    Attributes:
        screen: name of the screen.
        number: its place on it; the head of a screen is number 0.
        line: the item as it is drawn, as JSON.
        rows: the rows that it stands for, as JSON.
        keys: what it can be chosen by: pairs of a key and a value.
    """

    screen: str
    number: int
    line: str
    rows: str = "[]"
    keys: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Filling:
    """The filling that is shown.

    Attributes:
        number: which one.
        basis: digest of what it was put together from.
        reports: how many reports were compared for it.
    """

    number: int
    basis: str
    reports: int


def row_of(filling: int, one: ShownItem) -> dict[str, object]:
    """An item as a row of its table."""
    texts = {"line": packed(one.line), "rows": packed(one.rows)}
    return {"filling": filling, "screen": one.screen, "number": one.number, **texts}


def packed(words: str) -> bytes:
    """A text as it lies in a table; see ``ITEMS``."""
    return zlib.compress(words.encode("utf-8", "surrogatepass"))


def opened(octets: bytes) -> str:
    """The text of what ``packed`` gave."""
    return zlib.decompress(octets).decode("utf-8", "surrogatepass")


def shown_filling(connection: Connection) -> Filling | None:
    """The filling that is shown; ``None`` if there is none of this version."""
    kept: str | None = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == KEY)).scalar()
    try:
        form, *filling = json.loads(kept) if kept else [None]
        return Filling(*filling) if form == FORM else None
    except (ValueError, TypeError):  # damaged: it is filled anew
        return None


def count_of(connection: Connection, filling: int, screen: str, key: str, value: str) -> int:
    """How many items of a screen have a value."""
    mine = (TOTALS.c.filling == filling, TOTALS.c.screen == screen, TOTALS.c.key == key, TOTALS.c.value == value)
    return connection.execute(select(TOTALS.c.count).where(*mine)).scalar() or 0
