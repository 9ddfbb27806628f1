"""The tables of the shelf of screens; see ``shown``."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from onrecord.store import schema
from onrecord.store.columns import Words


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

#: All of them.
TABLES = (ITEMS, KEYS, TOTALS)
