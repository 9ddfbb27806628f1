"""What headlines and leads mean, kept so that it is not computed again: no part of what is proved."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from onrecord.store import schema


def read_vectors(connection: Connection) -> dict[str, bytes]:
    """Every vector that is kept, by its key."""
    kept = schema.vectors.c
    return {row.key: bytes(row.vector) for row in connection.execute(select(kept.key, kept.vector))}


def write_vectors(connection: Connection, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors under their keys, in place of those kept; another process may have kept the same."""
    for key, vector in sorted(vectors.items()):
        connection.execute(delete(schema.vectors).where(schema.vectors.c.key == key))
        connection.execute(insert(schema.vectors), {"key": key, "vector": vector})


def clear_vectors(connection: Connection) -> None:
    """Drop every vector, so that all are computed anew."""
    connection.execute(delete(schema.vectors))
