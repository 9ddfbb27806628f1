"""Inserting many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.engine import Dialect

_Process = Callable[[Any], Any] | None


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same two or more columns; no row is fine.

    SQLAlchemy builds a dictionary of parameters for each row anew. Handing the driver plain tuples instead takes
    adding a report with 490 spans (750 rows) from 16 to 13 ms of CPU, half of which is SQLite's own.
    """
    if not rows:
        return
    statement, names, processes = _insertion(table, tuple(rows[0]), connection.dialect)
    values = itemgetter(*names)
    connection.exec_driver_sql(statement, [_bound(values(row), processes) for row in rows])


def _bound(values: tuple[Any, ...], processes: Sequence[_Process]) -> tuple[Any, ...]:
    return tuple([value if process is None else process(value) for value, process in zip(values, processes)])  # noqa: B905


@lru_cache(maxsize=128)
def _insertion(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[str, tuple[str, ...], tuple[_Process, ...]]:
    """The statement that inserts these columns, their order in it, and what makes each value the driver's."""
    compiled = table.insert().compile(dialect=dialect, column_keys=list(names))
    order = tuple(compiled.positiontup or names)
    return str(compiled), order, tuple(table.c[name].type.bind_processor(dialect) for name in order)
