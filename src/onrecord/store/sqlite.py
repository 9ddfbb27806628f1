"""A record in one SQLite file, which also opens in Datasette or any SQLite browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any

from sqlalchemy import Connection

from onrecord.store import files
from onrecord.store.connections import Moments, reading
from onrecord.store.copying import copy_database
from onrecord.store.faults import faults
from onrecord.store.matching import Matching
from onrecord.store.protocol import Hit, Reread, Verification
from onrecord.store.search import index, matching, search, unindex
from onrecord.store.tables import TableStore
from onrecord.store.verify_file import prove, verify


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

    def _prove(self, connection: Connection) -> Verification:
        return prove(connection)

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        """See ``Whole``: who reads a file long keeps others from writing to it, so it is a copy that is read."""
        with self._reading() as connection:
            if self.memory or connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal":
                yield connection
                return
        with TemporaryDirectory(prefix="onrecord-") as folder:
            copy = Path(folder) / "copy"
            self._copy(copy)
            engine = files.engine_of(str(copy), readonly=True)
            try:
                with faults(self.path), reading(engine) as connection:
                    yield connection
            finally:
                engine.dispose()

    def _copy(self, to: Path) -> None:
        """Copy the record as it is now into a file that is not there."""
        with self._reading() as connection:
            driver: Any = connection.connection.driver_connection
            copy_database(driver, to)
