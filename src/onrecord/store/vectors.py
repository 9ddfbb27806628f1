"""What headlines and leads mean, kept so that it is not computed again: no part of what is proved."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from onrecord.store import schema


def read_vectors(connection: Connection) -> dict[str, bytes]:
    """The vector of each report that has one, by id."""
    kept = schema.vectors.c
    return {row.report: bytes(row.vector) for row in connection.execute(select(kept.report, kept.vector))}


def write_vectors(connection: Connection, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors in place of those kept; of a report that is not on record none is."""
    known = set(connection.execute(select(schema.reports.c.id)).scalars())
    rows = [{"report": id, "vector": vector} for id, vector in sorted(vectors.items()) if id in known]
    if rows:
        connection.execute(delete(schema.vectors).where(schema.vectors.c.report.in_([row["report"] for row in rows])))
        connection.execute(insert(schema.vectors), rows)
