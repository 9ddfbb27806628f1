"""Full-text search over titles and texts, answered with the sentences that hold the words."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import OperationalError

from onrecord.store import hits, schema
from onrecord.store.protocol import Hit

_INDEX = text("INSERT INTO report_texts_fts (rowid, title, text) SELECT rowid, title, text FROM report_texts "
              "WHERE rowid = :number")  # fmt: skip
_UNINDEX = text("INSERT INTO report_texts_fts (report_texts_fts, rowid, title, text) "
                "SELECT 'delete', rowid, title, text FROM report_texts WHERE rowid = :number")  # fmt: skip

# The marked text comes as bytes, since one that holds a NUL is not text to SQLite.
_FIND = text(
    "SELECT found.number, found.rank, CAST(found.marked AS BLOB) AS marked FROM ("
    "  SELECT rowid AS number, round(rank, 6) AS rank, highlight(report_texts_fts, 1, :open, :close) AS marked"
    "  FROM report_texts_fts WHERE report_texts_fts MATCH :query) AS found "
    "JOIN reports ON reports.number = found.number ORDER BY found.rank, reports.id LIMIT :most"
)
_SCAN = text("SELECT number FROM reports JOIN revisions ON revisions.sha256 = reports.revision "
             "WHERE instr(text, :term) OR instr(coalesce(title, ''), :term)")  # fmt: skip


def index(connection: Connection, report: str) -> None:
    """Put a report's title and text into the index."""
    connection.execute(_INDEX, {"number": _number(connection, report)})


def unindex(connection: Connection, report: str) -> None:
    """Take a report out of the index, while its title is still the one that was put in."""
    connection.execute(_UNINDEX, {"number": _number(connection, report)})


def _number(connection: Connection, report: str) -> int:
    kept = schema.reports.c
    return int(connection.execute(select(kept.number).where(kept.id == report)).scalar_one())


def search(connection: Connection, query: str, limit: int | None = None) -> tuple[Hit, ...]:
    """Reports that hold the words of a query, best first; see ``Store.search``."""
    query = hits.asked(query)
    terms = hits.terms_of(query)
    if not terms or limit == 0:
        return ()
    if hits.spaceless(query):
        return _scan(connection, terms)[:limit]
    found = _find(connection, query, limit)
    if found is None:
        found = _find(connection, hits.plain(terms), limit) or ()
    marked = ((row.number, row.rank, row.marked.decode("utf-8", "replace")) for row in found)
    return tuple(hits.hit(connection, *row, terms) for row in marked)


def _find(connection: Connection, query: str, limit: int | None) -> Sequence[Any] | None:
    """Rows of the index that match, or ``None`` if the query is not in FTS5's syntax."""
    wanted = {"query": query, "open": hits.OPEN, "close": hits.CLOSE, "most": -1 if limit is None else limit}
    try:
        return connection.execute(_FIND, wanted).all()
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
            raise
        return None


def _scan(connection: Connection, terms: Sequence[str]) -> tuple[Hit, ...]:
    """Reports that hold every term somewhere, those that hold them most often first."""
    numbers = [set(connection.execute(_SCAN, {"term": term}).scalars()) for term in terms]
    return hits.by_count(connection, set.intersection(*numbers), terms)
