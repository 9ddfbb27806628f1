"""A record in a database on a PostgreSQL server, for several people at once."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import Connection

from onrecord.store import server, server_index
from onrecord.store.addresses import Address
from onrecord.store.connections import Moments
from onrecord.store.matching import Matching
from onrecord.store.protocol import Hit, Reread, Verification
from onrecord.store.server_faults import faults
from onrecord.store.tables import TableStore
from onrecord.store.verify_server import prove, verify


class PostgresStore(TableStore):
    """A record in a database on a PostgreSQL server; safe with several threads, processes and machines.

    Every change is one transaction that waits for its turn and returns only after the server has synced the commit
    to its disk; every question sees the record as it was at one moment.

    Args:
        path: ``postgresql://user@host/database``; see ``Address.of``.
        create: begin a new record if the database holds none.

    Raises:
        NotFound: there is no such database, or no record in it and ``create`` is false.
        NotARecord: the database holds the tables of another program.
        NewerRecord: the record was written by a newer Onrecord.
        RecordError: the address is none, the server cannot be reached or refuses, or the driver is not installed.
    """

    _unlock = "Ask whoever runs the server for the right to write to it, or add to a record of your own"

    def __init__(self, path: str, *, create: bool = True) -> None:
        address, self._moments = Address.of(path), Moments()
        self.path = str(address)
        with self._faults():
            self._engine, self.readonly = server.open_engine(address, create=create)

    def _faults(self) -> AbstractContextManager[None]:
        return faults(self.path)

    def _index(self, connection: Connection, report: str) -> None:
        server_index.index(connection, report)

    def _unindex(self, connection: Connection, report: str) -> None:
        server_index.unindex(connection, report)

    def _search(self, connection: Connection, query: str, limit: int | None, offset: int) -> tuple[Hit, ...]:
        return server_index.search(connection, query, limit, offset)

    def _matching(self, connection: Connection, query: str) -> Matching:
        return server_index.matching(connection, query)

    def _verify(self, deep: Reread | None) -> Verification:
        return verify(self._engine, deep)

    def _prove(self, connection: Connection) -> Verification:
        return prove(connection)
