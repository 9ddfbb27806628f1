"""What was judged of two reports, kept so that it is not judged again: no part of what is proved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import Connection, bindparam, delete, insert, select

from onrecord.store import schema

Begin = Callable[[], AbstractContextManager[Connection]]
Ids = tuple[str, str]
#: A key of what it was judged from, and what was judged, as JSON.
Kept = tuple[str, str]

_AT_ONCE = 400


class JudgedPairs:
    """What a record keeps of pairs of reports, and the vectors of texts; all of it can be computed again.

    Args:
        reading: begins a transaction that reads.
        writing: begins one that writes.
    """

    def __init__(self, reading: Begin, writing: Begin) -> None:
        self._reading = reading
        self._writing = writing

    def of(self, kind: str) -> dict[Ids, Kept]:
        """All that is kept of one kind of judgement, by the ids of the two reports."""
        table = schema.judged_pairs.c
        wanted = select(table.a, table.b, table.key, table.value).where(table.kind == kind)
        with self._reading() as connection:
            return {(a, b): (key, value) for a, b, key, value in connection.execute(wanted)}

    def keep(self, kind: str, judged: Mapping[Ids, Kept]) -> None:
        """Keep what was judged, in place of what is kept of these pairs."""
        rows = [
            {"kind": kind, "a": a, "b": b, "key": key, "value": value}
            for (a, b), (key, value) in sorted(judged.items())
        ]
        with self._writing() as connection:
            self._forget(connection, kind, judged)
            connection.execute(insert(schema.judged_pairs), rows)

    def forget(self, kind: str, pairs: Collection[Ids]) -> None:
        """Drop what is kept of these pairs."""
        with self._writing() as connection:
            self._forget(connection, kind, pairs)

    def forget_all(self) -> None:
        """Drop all that was judged, so that it is judged anew."""
        with self._writing() as connection:
            connection.execute(delete(schema.judged_pairs))

    def vectors(self, keys: Collection[str]) -> dict[str, bytes]:
        """The vectors that are kept under some keys."""
        table = schema.vectors.c
        found: dict[str, bytes] = {}
        ordered = sorted(keys)
        with self._reading() as connection:
            for at in range(0, len(ordered), _AT_ONCE):
                wanted = select(table.key, table.vector).where(table.key.in_(ordered[at : at + _AT_ONCE]))
                found |= {row.key: bytes(row.vector) for row in connection.execute(wanted)}
        return found

    def _forget(self, connection: Connection, kind: str, pairs: Collection[Ids]) -> None:
        table = schema.judged_pairs.c
        if pairs:
            those = (table.kind == bindparam("of")) & (table.a == bindparam("one")) & (table.b == bindparam("other"))
            rows = [{"of": kind, "one": a, "other": b} for a, b in sorted(pairs)]
            connection.execute(delete(schema.judged_pairs).where(those), rows)
