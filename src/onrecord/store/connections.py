"""Transactions: one that reads sees one state of the record, one that writes waits for its turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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
