"""What a record's storage can do with the record as a whole: give it out, and take one in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from onrecord.store.portable.lines import Row


class WholeStore(Protocol):
    """The part of ``Store`` that is about the whole record."""

    def lines(self) -> Iterator[str]:
        """The whole record as the lines of an export, as it is when the first is asked for.

        Raises:
            Damaged: something on record cannot be read.
        """
        ...

    def take(self, given: Iterable[Row], name: str) -> Mapping[str, int]:
        """Take a whole record in, proved before it is kept, all or nothing; how many rows of each table there were.

        Args:
            given: the rows of an export.
            name: what the file is called, for errors.

        Raises:
            AlreadyThere: the record holds something.
            BrokenExport: the rows do not fit together.
        """
        ...
