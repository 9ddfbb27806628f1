"""Puts the rows of an export into an empty record, a portion at a time, all in one transaction of the caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from onrecord.errors import AlreadyThere, BrokenExport
from onrecord.store import schema
from onrecord.store.portable.carried import CARRIED, META
from onrecord.store.portable.lines import Row
from onrecord.store.rows import insert_rows
from onrecord.store.server_faults import state_of

#: Rows of a portion, and letters and bytes in it: a portion is in memory.
_AT_ONCE, _WEIGHT = 500, 2**22

#: Puts a report into the full-text index.
Index = Callable[[Connection, str], None]


def require_empty(connection: Connection, where: str) -> None:
    """Require that a record holds nothing yet.

    Raises:
        AlreadyThere: it does.
    """
    for table in CARRIED.values():
        wanted = select(table).limit(1)
        if table is schema.meta:
            wanted = wanted.where(schema.meta.c.key.in_(META))
        if connection.execute(wanted).first() is not None:
            raise AlreadyThere(
                "the record holds something already, and an export is a whole record",
                where=where,
                hint="Import it into a record of its own, or add its reports to this one",
            )


def put(connection: Connection, rows: Iterable[Row], index: Index, name: str) -> Mapping[str, int]:
    """Put rows into an empty record; how many of each table there were.

    Args:
        connection: a connection that writes.
        rows: the rows, each after those that it names.
        index: puts a report into the full-text index.
        name: what the file is called, for errors.

    Raises:
        BrokenExport: a row names what is not there, or is there twice; nothing may be kept then.
    """
    counts: Counter[str] = Counter()
    portion, weight = list[Row](), 0
    for row in rows:
        if portion and (row.table is not portion[0].table or len(portion) >= _AT_ONCE or weight > _WEIGHT):
            _insert(connection, portion, index, name)
            portion, weight = [], 0
        counts[row.table.name] += 1
        portion.append(row)
        weight += sum(len(value) for value in row.values.values() if isinstance(value, str | bytes))
    if portion:
        _insert(connection, portion, index, name)
    return counts


def _insert(connection: Connection, portion: list[Row], index: Index, name: str) -> None:
    """Insert a portion of the rows of one table."""
    table = portion[0].table
    if table is schema.citations:
        _add_revisions(connection, portion, name)
    try:
        with connection.begin_nested():
            insert_rows(connection, table, [row.values for row in portion])
    except DBAPIError as error:
        _require_unfit(error)
        raise _wrong(connection, table, portion, name) from None
    if table is schema.reports:
        for row in portion:
            index(connection, row.values["id"])


def _add_revisions(connection: Connection, portion: list[Row], name: str) -> None:
    """Give each citation the revision of its report."""
    kept = schema.reports.c
    named = sorted({row.values["report"] for row in portion})
    found = connection.execute(select(kept.id, kept.revision).where(kept.id.in_(named)))
    known = {row.id: row.revision for row in found}
    for row in portion:
        if row.values["report"] not in known:
            raise _broken("it cites a report that is not in the file before it", row, name)
        row.values["revision"] = known[row.values["report"]]


def _wrong(connection: Connection, table: Table, portion: list[Row], name: str) -> BrokenExport:
    """Which row of a portion does not fit, found by inserting one after the other."""
    for row in portion:
        try:
            with connection.begin_nested():
                insert_rows(connection, table, [row.values])
        except DBAPIError as error:
            _require_unfit(error)
            return _broken(f"a row of {table.name} names what is not there, or is there twice", row, name)
    return _broken(f"rows of {table.name} do not fit together", portion[0], name)


def _require_unfit(error: DBAPIError) -> None:
    """Require that an error of the database is about the rows, not about the disk or the connection; else raise it."""
    if not isinstance(error, IntegrityError | DataError) and not state_of(error.orig).startswith(("22", "23")):
        raise error


def _broken(what: str, row: Row, name: str) -> BrokenExport:
    return BrokenExport(what, where=f"{name}:{row.line}", hint="Take the file as 'onrecord export record' wrote it")
