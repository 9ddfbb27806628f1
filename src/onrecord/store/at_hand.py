"""What a record keeps only so that it need not be computed again: nothing is proved by it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from onrecord.store.vectors import clear_vectors, read_vectors, write_vectors

if TYPE_CHECKING:
    from onrecord.store.reuse import RecordShelf


class AtHand(ABC):
    """The part of a store that keeps what is only at hand, in the tables ``schema.KEPT_AT_HAND``."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A transaction to read in."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]:
        """A transaction that takes the write lock."""

    def vectors(self) -> dict[str, bytes]:
        """What headlines and leads mean; see ``Store.vectors``."""
        with self._reading() as connection:
            return read_vectors(connection)

    def keep_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """Keep what headlines and leads mean; see ``Store.keep_vectors``."""
        with self._writing() as connection:
            write_vectors(connection, vectors)

    def drop_vectors(self) -> None:
        """Drop every vector; see ``Store.drop_vectors``."""
        with self._writing() as connection:
            clear_vectors(connection)

    def reuse_shelf(self) -> RecordShelf:
        """Where the reuse index of the record is; see ``Store.reuse_shelf``."""
        from onrecord.store.reuse import RecordShelf

        return RecordShelf(self._reading, self._writing)

    def drop_reuse(self) -> None:
        """Drop the reuse index; see ``Store.drop_reuse``."""
        from onrecord.store.reuse import clear

        with self._writing() as connection:
            clear(connection)
