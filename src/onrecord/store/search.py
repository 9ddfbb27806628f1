"""Full-text search over titles and texts, answered with the sentences that hold the words."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.exc import OperationalError

from onrecord.model.spans import Citation, Span
from onrecord.store import schema
from onrecord.store.protocol import Hit

#: Private-use characters put around what matches; a text that holds them itself is searched again in Python.
_OPEN, _CLOSE = "\ue000", "\ue001"

#: Words of a plain query beyond these are left out: SQLite allows expressions 256 levels deep.
_MOST_WORDS = 100

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\0": " "})
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')

#: Han, kana, Thai, Lao, Myanmar and Khmer are written without spaces, so the index has no words of theirs.
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

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
    query = query.translate(_QUOTES).strip()
    terms = _terms(query)
    if not terms or limit == 0:
        return ()
    if _SPACELESS.search(query):
        return _scan(connection, terms)[:limit]
    found = _find(connection, query, limit)
    if found is None:
        found = _find(connection, _plain(terms), limit) or ()
    return tuple(_hit(connection, row.number, row.rank, row.marked.decode("utf-8", "replace"), terms) for row in found)


def _terms(query: str) -> list[str]:
    """The words and phrases of a query that hold a letter or figure."""
    terms = (phrase or word for phrase, word in _TERM.findall(query))
    return [term for term in terms if any(char.isalnum() for char in term)][:_MOST_WORDS]


def _plain(terms: Iterable[str]) -> str:
    """A query in FTS5's syntax that takes every term as plain words."""
    return " ".join(f'"{term}"' for term in terms)


def _find(connection: Connection, query: str, limit: int | None) -> Sequence[Any] | None:
    """Rows of the index that match, or ``None`` if the query is not in FTS5's syntax."""
    wanted = {"query": query, "open": _OPEN, "close": _CLOSE, "most": -1 if limit is None else limit}
    try:
        return connection.execute(_FIND, wanted).all()
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
            raise
        return None


def _scan(connection: Connection, terms: Sequence[str]) -> tuple[Hit, ...]:
    """Reports that hold every term somewhere, those that hold them most often first."""
    numbers = [set(connection.execute(_SCAN, {"term": term}).scalars()) for term in terms]
    hits = [_hit(connection, number, None, "", terms) for number in set.intersection(*numbers)]
    return tuple(sorted(hits, key=lambda hit: (hit.rank, hit.report)))


def _hit(connection: Connection, number: int, rank: float | None, marked: str, terms: Sequence[str]) -> Hit:
    """A hit with its citations, from the text with marks around what matched."""
    kept = schema.reports.c
    wanted = select(kept.id, kept.title, schema.revisions.c.text).join_from(schema.reports, schema.revisions)
    report, title, whole = connection.execute(wanted.where(kept.number == number)).one()
    places = list(_marks(marked, whole)) or list(_occurrences(whole, terms))
    spans = _sentences(connection, report, whole, places)
    found = tuple(Citation.of(report, span) for span in spans)
    return Hit(report, title, -float(len(places)) if rank is None else rank, found)


def _marks(marked: str, whole: str) -> Iterator[int]:
    """Where each marked match begins in the text; nothing if the marked text is not the text."""
    pieces = re.split(f"({_OPEN}|{_CLOSE})", marked)
    if "".join(piece for piece in pieces if piece not in (_OPEN, _CLOSE)) != whole:
        return
    offset = 0
    for piece in pieces:
        if piece == _OPEN:
            yield offset
        elif piece != _CLOSE:
            offset += len(piece)


def _occurrences(whole: str, terms: Iterable[str]) -> Iterator[int]:
    """Where each term begins in the text, letter by letter."""
    for term in terms:
        for match in re.finditer(re.escape(term), whole, re.IGNORECASE):
            yield match.start()


def _sentences(connection: Connection, report: str, whole: str, places: Iterable[int]) -> list[Span]:
    """The sentences, or lines where none were read, that hold these places; in text order, each once."""
    cited = schema.citations.c
    wanted = select(cited.start, cited.end, cited.text).where(
        cited.report == bindparam("report"), cited.owner_kind == "sentence"
    )
    read = [Span(*row) for row in connection.execute(wanted.order_by(cited.start), {"report": report})]
    starts = [span.start for span in read]
    found = set()
    for place in places:
        at = bisect_right(starts, place) - 1
        found.add(read[at] if at >= 0 and place < read[at].end else _line(whole, place))
    return sorted(found)


def _line(whole: str, place: int) -> Span:
    """The line around a place, without the white space at its ends."""
    start = whole.rfind("\n", 0, place) + 1
    end = whole.find("\n", place)
    line = whole[start : end if end >= 0 else len(whole)]
    start += len(line) - len(line.lstrip())
    return Span.cut(whole, start, start + len(line.strip()))
