"""Transactions: one that reads sees one state of the record, one that writes waits for its turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from sqlalchemy import Connection, Engine

#: Under this option a connection takes the write lock as its transaction begins.
WRITE = "onrecord_write"


def writes(connection: Connection) -> bool:
    """Whether the transaction that begins on a connection is one that writes."""
    return bool(connection.get_execution_options().get(WRITE))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that holds the write lock; what is done in the block is kept whole or not at all."""
    with engine.connect() as connection:
        connection = connection.execution_options(**{WRITE: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the record as it was when the block began to read."""
    with engine.connect() as connection, connection.begin():
        yield connection


class Moments:
    """Transactions that read, where a thread can have all it asks for a while see one state of the record."""

    def __init__(self) -> None:
        self._here = local()

    @property
    def held(self) -> bool:
        """Whether this thread sees one state until its block ends."""
        return getattr(self._here, "connection", None) is not None

    @contextmanager
    def reading(self, engine: Engine) -> Iterator[Connection]:
        """A connection that sees the record as it was when the block began, or the block of ``one`` around it."""
        held: Connection | None = getattr(self._here, "connection", None)
        if held is not None:
            yield held
            return
        with reading(engine) as connection:
            yield connection

    @contextmanager
    def one(self, engine: Engine) -> Iterator[None]:
        """Have all that this thread asks in the block see one state; what it writes there would wait for itself."""
        with self.reading(engine) as connection:
            before, self._here.connection = getattr(self._here, "connection", None), connection
            try:
                yield
            finally:
                self._here.connection = before
