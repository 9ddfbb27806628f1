"""What a store does with a whole record: give it out as lines, and take one in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection

from onrecord.errors import BrokenExport
from onrecord.store.portable.giving import rows
from onrecord.store.portable.lines import Row, written
from onrecord.store.portable.taking import put, require_empty
from onrecord.store.protocol import Verification

#: Damages that an error names.
_SHOWN = 3


class Whole(ABC):
    """The part of a store that gives a whole record out and takes one in."""

    path: str

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection that reads."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]:
        """A connection that holds the write lock."""

    @abstractmethod
    def _index(self, connection: Connection, report: str) -> None:
        """Put a report into the full-text index."""

    @abstractmethod
    def _prove(self, connection: Connection) -> Verification:
        """Verify what a connection sees inside its transaction."""

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        """A connection that sees the record as it is now for as long as is needed, and keeps nobody waiting."""
        with self._reading() as connection:
            yield connection

    def lines(self) -> Iterator[str]:
        """The whole record as the lines of an export; see ``Store.lines``."""
        with self._snapshot() as connection:
            yield from written(rows(connection))

    def take(self, given: Iterable[Row], name: str) -> Mapping[str, int]:
        """Take a whole record in; see ``Store.take``."""
        with self._writing() as connection:
            require_empty(connection, self.path)
            counts = put(connection, given, self._index, name)
            found = self._prove(connection)
            if not found.ok:
                raise damaged(found, name)
            return counts


def damaged(found: Verification, name: str) -> BrokenExport:
    """The error of an export whose rows do not prove each other."""
    said = "; ".join(str(one) for one in found.damages[:_SHOWN])
    more = f" and {len(found.damages) - _SHOWN} more" if len(found.damages) > _SHOWN else ""
    return BrokenExport(
        f"its rows do not prove each other ({said}{more})",
        where=name,
        hint="Export the record again, and run 'onrecord verify' there first",
    )
