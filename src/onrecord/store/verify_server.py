"""Proof of a record on a server: what every record proves, and that its tables and its index belong together.

The server checks its own files (``pg_amcheck``, data checksums); that is for whoever runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, ForeignKey, Table, func, select

from onrecord.store import schema, server_index
from onrecord.store.migrations import newest
from onrecord.store.protocol import Reread, Verification
from onrecord.store.server import VERSION_KEY
from onrecord.store.server_faults import no_damage
from onrecord.store.verify import Proof


def verify(engine: Engine, deep: Reread | None) -> Verification:
    """Prove a record; see ``Store.verify``."""
    with engine.connect() as connection:
        return _ServerProof(connection, deep).run()


def prove(connection: Connection) -> Verification:
    """Prove what a connection sees that is in a transaction which writes."""
    return _ServerProof(connection, None, within=True).run()


class _ServerProof(Proof):
    """One run of verification of a database."""

    def _whole(self) -> Sequence[Callable[[], None]]:
        return (self._version, self._references, self._index)

    def _no_damage(self, error: BaseException) -> bool:
        return no_damage(error)

    def _version(self) -> None:
        """The record is of the schema that it says."""
        kept = schema.meta.c
        version = self._connection.execute(select(kept.value).where(kept.key == VERSION_KEY)).scalar()
        if version != str(newest()):
            self._damage(None, f"the schema is given as {version!r}, and the tables are of {newest()}", "meta")

    def _references(self) -> None:
        """Every row belongs to a row that exists; the server sees to it unless somebody switched that off."""
        for table in schema.metadata.sorted_tables:
            for key in table.foreign_keys:
                if count := self._lost(table, key):
                    parent = key.column.table.name
                    self._damage(None, f"{count} rows name a row of {parent} that does not exist", table.name)

    def _lost(self, table: Table, key: ForeignKey) -> int:
        parent = key.column.table.alias()
        joined = table.outerjoin(parent, key.parent == parent.c[key.column.name])
        rows = select(func.count()).select_from(joined)
        lost = rows.where(key.parent.is_not(None), parent.c[key.column.name].is_(None))
        return int(self._connection.execute(lost).scalar_one())

    def _index(self) -> None:
        """The full-text index is that of the texts."""
        for report in server_index.wrong(self._connection):
            self._damage(report or None, "the full-text index is not that of the text", "index_words")
