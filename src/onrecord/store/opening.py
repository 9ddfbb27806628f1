"""Opens a record wherever it is kept: in a file, in memory, or on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.store.addresses import is_address

if TYPE_CHECKING:
    from onrecord.store.protocol import Store


def open_store(path: str, *, create: bool = True) -> Store:
    """The store behind a path or an address.

    Args:
        path: a file, ``:memory:``, or ``postgresql://user@host/database``.
        create: begin a new record if there is none.
    """
    if is_address(path):
        from onrecord.store.postgres import PostgresStore

        return PostgresStore(path, create=create)
    from onrecord.store.sqlite import SqliteStore

    return SqliteStore(path, create=create)
