"""Takes a record out row by row, in an order that is the same in every database: by numbers, and names sorted here.

Of what lies in the record only a little is in memory at a time, so that its size does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, select, tuple_

from onrecord.store import dossiers, schema
from onrecord.store.portable.carried import BETWEEN, IN_REPORT, META, OF_REPORT

#: A row of a table, with the table.
Held = tuple[Table, Any]

#: Rows that are asked for at a time.
_AT_ONCE = 1_000
#: Owners whose citations are asked for at a time.
_OWNERS = 100

_OTHERS = (*schema.BETWEEN, *schema.ALERTS)
_BY_OWNER = attrgetter("owner_kind", "owner_number", "role", "position", "report")


def rows(connection: Connection) -> Iterator[Held]:
    """Every row that an export carries, each after those that it names.

    Args:
        connection: a connection that sees the record as it is at one moment.
    """
    yield from _reports(connection)
    for table in BETWEEN:
        yield from _numbered(connection, table)
    yield from _cited(connection, schema.BETWEEN)
    yield from _numbered(connection, schema.judgements)
    yield from _dossiers(connection)
    yield from _feeds(connection)
    yield from _sorted(connection, schema.meta, schema.meta.c.key.in_(META), "key")


def _reports(connection: Connection) -> Iterator[Held]:
    """The reports in the order they were added, each with its text before it and all that was read in it behind."""
    kept, seen = schema.reports.c, set[str]()
    for report, revision in connection.execute(select(kept.id, kept.revision).order_by(kept.number)).all():
        if revision not in seen:
            seen.add(revision)
            yield from _sorted(connection, schema.revisions, schema.revisions.c.sha256 == revision, "sha256")
        for table in OF_REPORT:
            key = table.c.id if table is schema.reports else table.c.report
            yield from _sorted(connection, table, key == report, key.name)
        for table in IN_REPORT:
            yield from _sorted(connection, table, table.c.report == report, "number")
        cited = schema.citations.c
        own = (cited.report == report) & cited.owner_kind.not_in(_OTHERS)
        yield from _sorted(connection, schema.citations, own, _BY_OWNER)


def _dossiers(connection: Connection) -> Iterator[Held]:
    yield from _sorted(connection, dossiers.dossiers, None, "name")
    yield from _numbered(connection, dossiers.alerts)
    yield from _numbered(connection, dossiers.evidence)
    for (alert,) in connection.execute(select(dossiers.told.c.alert).distinct().order_by(dossiers.told.c.alert)).all():
        yield from _sorted(connection, dossiers.told, dossiers.told.c.alert == alert, "receiver")
    yield from _cited(connection, schema.ALERTS)


def _feeds(connection: Connection) -> Iterator[Held]:
    feeds = list(_numbered(connection, schema.feeds))
    yield from feeds
    for _, feed in feeds:
        yield from _sorted(connection, schema.feed_items, schema.feed_items.c.feed == feed.number, "item")


def _cited(connection: Connection, kinds: Iterable[str]) -> Iterator[Held]:
    """The citations of what holds between reports, or of alerts: by their owners."""
    cited = schema.citations.c
    for kind in kinds:
        owned = select(cited.owner_number).where(cited.owner_kind == kind)
        numbers = list(connection.execute(owned.distinct().order_by(cited.owner_number)).scalars())
        for at in range(0, len(numbers), _OWNERS):
            some = (cited.owner_kind == kind) & cited.owner_number.in_(numbers[at : at + _OWNERS])
            yield from _sorted(connection, schema.citations, some, _BY_OWNER)


def _sorted(
    connection: Connection, table: Table, condition: ColumnElement[bool] | None, by: str | Callable[[Any], Any]
) -> Iterator[Held]:
    """Some rows of a table, sorted here: databases sort words in ways of their own."""
    wanted = select(table) if condition is None else select(table).where(condition)
    found = connection.execute(wanted).all()
    for row in sorted(found, key=attrgetter(by) if isinstance(by, str) else by):
        yield table, row


def _numbered(connection: Connection, table: Table) -> Iterator[Held]:
    """All rows of a table whose key is numbers, in their order, some at a time."""
    key: list[Column[Any]] = list(table.primary_key.columns)
    wanted = select(table).order_by(*key).limit(_AT_ONCE)
    last: tuple[Any, ...] | None = None
    while True:
        some = wanted if last is None else wanted.where(tuple_(*key) > tuple_(*last))
        found = connection.execute(some).all()
        for row in found:
            yield table, row
        if len(found) < _AT_ONCE:
            return
        last = tuple(getattr(found[-1], column.name) for column in key)
