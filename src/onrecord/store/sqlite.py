"""A record in one SQLite file, which also opens in Datasette or any SQLite browser."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from threading import RLock

from sqlalchemy import Connection

from onrecord.store import files
from onrecord.store.connections import Moments
from onrecord.store.faults import faults
from onrecord.store.matching import Matching
from onrecord.store.protocol import Hit, Reread, Verification
from onrecord.store.search import index, matching, search, unindex
from onrecord.store.tables import TableStore
from onrecord.store.verify_file import verify


class SqliteStore(TableStore):
    """A record in one SQLite file; safe with several threads and several processes.

    Every change is one transaction that takes the write lock as it begins and returns only after the commit has
    been synced to the disk, so what was acknowledged is there after a crash or power cut.

    Args:
        path: the file, or ``:memory:`` for a record that is gone when closed.
        create: begin a new record if there is none.

    Raises:
        NotFound: there is no such file and ``create`` is false.
        NotARecord: the file is something else, or a folder.
        NewerRecord: the file was written by a newer Onrecord.
        RecordError: the file cannot be opened.
    """

    _unlock = "Check the permissions of the file and of its folder, or copy it to a folder of your own"

    def __init__(self, path: str | os.PathLike[str] = files.MEMORY, *, create: bool = True) -> None:
        self.path, self._moments = os.fspath(path), Moments()
        self.memory = self.path == files.MEMORY
        if self.memory:  # a record in memory is one connection, which can hold one transaction
            self._turn = RLock()
        with self._faults():
            self._engine, self.readonly = files.open_engine(self.path, create=create)

    def _faults(self) -> AbstractContextManager[None]:
        return faults(self.path)

    def _index(self, connection: Connection, report: str) -> None:
        index(connection, report)

    def _unindex(self, connection: Connection, report: str) -> None:
        unindex(connection, report)

    def _search(self, connection: Connection, query: str, limit: int | None, offset: int) -> tuple[Hit, ...]:
        return search(connection, query, limit, offset)

    def _matching(self, connection: Connection, query: str) -> Matching:
        return matching(connection, query)

    def _verify(self, deep: Reread | None) -> Verification:
        return verify(self._engine, deep, readonly=self.readonly)
