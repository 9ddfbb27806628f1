"""What a search asks for and what it answers with, whatever index lies under it: words in, cited sentences out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, select

from onrecord.errors import Damaged
from onrecord.model.spans import Citation, Span
from onrecord.store import schema
from onrecord.store.hidden import places, searched
from onrecord.store.protocol import Hit
from onrecord.store.seals import sha256

#: Private-use characters put around what matches; a text that holds them itself is searched again in Python.
OPEN, CLOSE = "\ue000", "\ue001"

#: Words of a plain query beyond these are left out: SQLite allows expressions 256 levels deep.
_MOST_WORDS = 100

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\0": " "})
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')

#: Han, kana, Thai, Lao, Myanmar and Khmer are written without spaces, so the index has no words of theirs.
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def asked(query: str) -> str:
    """A query as the index takes it: quotation marks of any kind are straight ones."""
    return searched(query.translate(_QUOTES)).strip()


def spaceless(query: str) -> bool:
    """Whether a query has letters of a script that is written without spaces."""
    return _SPACELESS.search(query) is not None


def terms_of(query: str) -> list[str]:
    """The words and phrases of a query that hold a letter or figure."""
    terms = (phrase or word for phrase, word in _TERM.findall(query))
    return [term for term in terms if any(char.isalnum() for char in term)][:_MOST_WORDS]


def plain(terms: Iterable[str]) -> str:
    """A query in FTS5's syntax that takes every term as plain words."""
    return " ".join(f'"{term}"' for term in terms)


def by_count(connection: Connection, numbers: Iterable[int], terms: Sequence[str]) -> tuple[Hit, ...]:
    """Hits on the reports with these numbers, those that hold the terms most often first."""
    hits = [hit(connection, number, None, "", terms) for number in numbers]
    return tuple(sorted(hits, key=lambda hit: (hit.rank, hit.report)))


def hit(connection: Connection, number: int, rank: float | None, marked: str, terms: Sequence[str]) -> Hit:
    """A hit with its citations, from the text with marks around what matched.

    Args:
        connection: an open connection.
        number: the number of the report.
        rank: how well it matches; ``None`` to count the terms instead.
        marked: the text with ``OPEN`` and ``CLOSE`` around each match.
        terms: what is looked for letter by letter where the marked text is not the text.

    Raises:
        Damaged: the text is not the one that was stored.
    """
    kept = schema.reports.c
    columns = (kept.id, kept.title, kept.revision, schema.revisions.c.text)
    wanted = select(*columns).join_from(schema.reports, schema.revisions)
    report, title, revision, whole = connection.execute(wanted.where(kept.number == number)).one()
    if sha256(whole) != revision:
        hint = "Run 'onrecord verify' to see what is hurt, and restore it from a copy"
        raise Damaged("the text does not match its hash", where=f"report {report}", hint=hint)
    plain, origins = searched(whole), places(whole)
    found_at = list(_marks(marked, plain)) or list(_occurrences(plain, terms))
    at = found_at if origins is None else [origins[place] for place in found_at]
    spans = _sentences(connection, report, whole, at)
    found = tuple(Citation.of(report, span) for span in spans)
    return Hit(report, title, -float(len(at)) if rank is None else rank, found)


def _marks(marked: str, whole: str) -> Iterator[int]:
    """Where each marked match begins in the text; nothing if the marked text is not the text."""
    pieces = re.split(f"({OPEN}|{CLOSE})", marked)
    if "".join(piece for piece in pieces if piece not in (OPEN, CLOSE)) != whole:
        return
    offset = 0
    for piece in pieces:
        if piece == OPEN:
            yield offset
        elif piece != CLOSE:
            offset += len(piece)


def _occurrences(whole: str, terms: Iterable[str]) -> Iterator[int]:
    """Where each term begins in the text, letter by letter."""
    for term in terms:
        for match in re.finditer(re.escape(term), whole, re.IGNORECASE):
            yield match.start()


def _sentences(connection: Connection, report: str, whole: str, at_places: Iterable[int]) -> list[Span]:
    """The sentences, or lines where none were read, that hold these places; in text order, each once."""
    cited = schema.citations.c
    wanted = select(cited.start, cited.end, cited.text).where(
        cited.report == bindparam("report"), cited.owner_kind == "sentence"
    )
    rows = (Span(*row) for row in connection.execute(wanted.order_by(cited.start), {"report": report}))
    read = [span for span in rows if whole[span.start : span.end] == span.text]  # what is hurt is not cited
    starts = [span.start for span in read]
    found = set()
    for place in at_places:
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
