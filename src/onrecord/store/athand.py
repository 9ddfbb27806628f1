"""What a store keeps only so that it need not be computed again: no part of what is sealed or proved."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from onrecord.store.judged import JudgedPairs
from onrecord.store.state import sealed_reports
from onrecord.store.vectors import clear_vectors, read_vectors, write_vectors

if TYPE_CHECKING:
    from onrecord.store.reuse import RecordShelf
    from onrecord.store.shown import ShownShelf


class AtHand(ABC):
    """The part of a store that keeps vectors, what was judged of pairs, the reuse index, and what screens show."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]: ...

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

    def seals(self) -> dict[str, str]:
        """The seal of every report; see ``Store.seals``."""
        with self._reading() as connection:
            return dict(sealed_reports(connection))

    @property
    def pairs(self) -> JudgedPairs:
        """What was judged of pairs of reports; see ``Store.pairs``."""
        return JudgedPairs(self._reading, self._writing)

    def reuse_shelf(self) -> RecordShelf:
        """Where the reuse index of the record is; see ``Store.reuse_shelf``."""
        from onrecord.store.reuse import RecordShelf

        return RecordShelf(self._reading, self._writing)

    def drop_reuse(self) -> None:
        """Drop the reuse index; see ``Store.drop_reuse``."""
        from onrecord.store.reuse import clear

        with self._writing() as connection:
            clear(connection)

    @property
    def shown(self) -> ShownShelf:
        """What the screens show; see ``Store.shown``."""
        from onrecord.store.shown import ShownShelf

        return ShownShelf(self._reading, self._writing)
