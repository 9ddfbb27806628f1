"""Proof of a record in a file: what every record proves, and that SQLite finds the file in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import methodcaller
from typing import Any

from sqlalchemy import Connection, Engine, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType

from onrecord.store import schema
from onrecord.store.connections import WRITE
from onrecord.store.protocol import Reread, Verification
from onrecord.store.verify import UNREADABLE, Proof, citations_query

#: Errors that say nothing of what is on record: another program holds the file, or there is no memory.
_NO_DAMAGE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT)


def verify(engine: Engine, deep: Reread | None, *, readonly: bool) -> Verification:
    """Prove a record; see ``Store.verify``."""
    with _tolerant(engine) as connection:
        return _FileProof(connection, deep, readonly=readonly).run()


def prove(connection: Connection) -> Verification:
    """Prove what a connection sees that is in a transaction which writes."""
    return _FileProof(connection, None, readonly=False, within=True).run()


@contextmanager
def _tolerant(engine: Engine) -> Iterator[Connection]:
    """A connection on which words that are no longer UTF-8 come as other words, not as an error that ends it all."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.text_factory = methodcaller("decode", "utf-8", "surrogateescape")
        try:
            yield connection
        finally:
            driver.text_factory = str


class _FileProof(Proof):
    """One run of verification of a file."""

    unreadable = (*UNREADABLE, sqlite3.Error)
    #: The words come as the driver gives them, text or bytes: there are a hundred times more citations than reports.
    query = citations_query(type_coerce(schema.citations.c.text, NullType))

    def __init__(self, connection: Connection, deep: Reread | None, *, readonly: bool, within: bool = False) -> None:
        super().__init__(connection, deep, within=within)
        self._readonly, self._within = readonly, within

    def _whole(self) -> Sequence[Callable[[], None]]:
        return (self._file, self._references, *(() if self._readonly else (self._index,)))

    def _try(self, report: str | None, check: Callable[..., None], *values: str) -> None:
        """As all checks are run; the one that writes waits for its turn, as whatever writes does (``files``)."""
        if check != self._index or self._within:
            super()._try(report, check, *values)
            return
        self._connection.execution_options(**{WRITE: True})
        try:
            super()._try(report, check, *values)
        finally:
            self._connection.execution_options(**{WRITE: False})

    def _no_damage(self, error: BaseException) -> bool:
        return getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) & 0xFF in _NO_DAMAGE

    def _file(self) -> None:
        """SQLite finds the file in order."""
        for (what,) in self._connection.exec_driver_sql("PRAGMA integrity_check"):
            if what != "ok":
                self._damage(None, str(what), "the file")

    def _references(self) -> None:
        """Every row belongs to a row that exists."""
        for table, rowid, parent, _ in self._connection.exec_driver_sql("PRAGMA foreign_key_check"):
            self._damage(None, f"row {rowid} names a row of {parent} that does not exist", str(table))

    def _index(self) -> None:
        """The full-text index is that of the texts; asking that is an order to write, by which nothing is written."""
        try:
            self._connection.exec_driver_sql(
                "INSERT INTO report_texts_fts (report_texts_fts, rank) VALUES ('integrity-check', 1)"
            )
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            self._damage(None, "the full-text index is not that of the texts", "report_texts_fts")
