"""Opens a record wherever it is kept: in a file, in memory, or on a server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.store.addresses import is_address, without_password

if TYPE_CHECKING:
    from onrecord.store.protocol import Store


def open_store(path: str, *, create: bool = True) -> Store:
    """The store behind a path or an address.

    Args:
        path: a file, ``:memory:``, or ``postgresql://user@host/database``.
        create: begin a new record if there is none.

    Raises:
        RecordError: it is the address of something else.
    """
    if is_address(path):
        from onrecord.store.postgres import PostgresStore

        return PostgresStore(path, create=create)
    if re.match(r"\A[A-Za-z][A-Za-z0-9+.-]*://", path):
        raise RecordError(
            "a record is a file or lies on a PostgreSQL server",
            where=without_password(path),
            hint="Name a file, or write postgresql://USER@HOST/DATABASE",
        )
    from onrecord.store.sqlite import SqliteStore

    return SqliteStore(path, create=create)
