"""Full-text search over titles and texts, answered with the sentences that hold the words."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, TextClause, select, text
from sqlalchemy.exc import OperationalError

from onrecord.store import hits, schema
from onrecord.store.matching import Matching
from onrecord.store.protocol import Hit

_INDEX = text("INSERT INTO report_texts_fts (rowid, title, text) SELECT rowid, title, text FROM report_texts "
              "WHERE rowid = :number")  # fmt: skip
_UNINDEX = text("INSERT INTO report_texts_fts (report_texts_fts, rowid, title, text) "
                "SELECT 'delete', rowid, title, text FROM report_texts WHERE rowid = :number")  # fmt: skip

_BEST = text(
    "SELECT found.number, found.rank FROM ("
    "  SELECT rowid AS number, round(rank, 6) AS rank"
    "  FROM report_texts_fts WHERE report_texts_fts MATCH :query) AS found "
    "JOIN reports ON reports.number = found.number ORDER BY found.rank, reports.id LIMIT :most OFFSET :offset"
)
# Only of the reports that are answered with: to mark a text costs more than to find it. The marked text comes as
# bytes, since one that holds a NUL is not text to SQLite.
_MARK = text("SELECT CAST(highlight(report_texts_fts, 1, :open, :close) AS BLOB) FROM report_texts_fts "
             "WHERE report_texts_fts MATCH :query AND rowid = :number")  # fmt: skip
_COUNT = text("SELECT count(*) FROM report_texts_fts JOIN reports ON reports.number = report_texts_fts.rowid "
              "WHERE report_texts_fts MATCH :query")  # fmt: skip
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


def search(connection: Connection, query: str, limit: int | None = None, offset: int = 0) -> tuple[Hit, ...]:
    """Reports that hold the words of a query, best first; see ``Store.search``."""
    query = hits.asked(query)
    terms = hits.terms_of(query)
    if not terms or limit == 0:
        return ()
    if hits.spaceless(query):
        return hits.by_count(connection, _scan(connection, terms), terms)[offset:][:limit]
    wanted = {"most": -1 if limit is None else limit, "offset": offset}
    found = _asked(connection, _BEST, query, wanted)
    if found is None:
        query = hits.plain(terms)
        found = _asked(connection, _BEST, query, wanted) or ()
    return tuple(
        hits.hit(connection, row.number, row.rank, _marked(connection, query, row.number), terms) for row in found
    )


def matching(connection: Connection, query: str) -> Matching:
    """How many reports hold the words of a query; see ``Store.matching``."""
    query = hits.asked(query)
    terms = hits.terms_of(query)
    if not terms:
        return Matching(0)
    if hits.spaceless(query):
        return Matching(len(_scan(connection, terms)))
    found = _asked(connection, _COUNT, query, {})
    if found is not None:
        return Matching(found[0][0])
    return Matching((_asked(connection, _COUNT, hits.plain(terms), {}) or [(0,)])[0][0], plain=True)


def _asked(
    connection: Connection, statement: TextClause, query: str, values: Mapping[str, object]
) -> Sequence[Any] | None:
    """Rows of the index, or ``None`` if the query is not in FTS5's syntax."""
    try:
        return connection.execute(statement, {"query": query, **values}).all()
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
            raise
        return None


def _marked(connection: Connection, query: str, number: int) -> str:
    """The text of a report with marks around what a query finds in it."""
    wanted = {"query": query, "number": number, "open": hits.OPEN, "close": hits.CLOSE}
    marked: bytes = connection.execute(_MARK, wanted).scalar_one()
    return marked.decode("utf-8", "replace")


def _scan(connection: Connection, terms: Sequence[str]) -> set[int]:
    """Numbers of the reports that hold every term somewhere."""
    numbers = [set(connection.execute(_SCAN, {"term": term}).scalars()) for term in terms]
    return set.intersection(*numbers)
