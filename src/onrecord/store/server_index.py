"""The full-text index of a record on a server: where each word stands, and the same answers as from a file.

PostgreSQL's own search takes words apart, ranks and forgets places in ways of its own. Here SQLite takes the words
apart (``scratch``), a table keeps where they stand, and what matches and how well is worked out from that (``ranked``).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, SmallInteger, String, Table, func, select, text

from onrecord.store import hits, schema
from onrecord.store.asked import Phrase, parse, phrases_of
from onrecord.store.columns import Words
from onrecord.store.hidden import searched
from onrecord.store.matching import Matching
from onrecord.store.protocol import Hit
from onrecord.store.ranked import Collection, Place, Postings, matches, ranks, standing
from onrecord.store.rows import insert_all
from onrecord.store.scratch import Scratch

metadata = MetaData()

#: A row for each word and part of a report (0 title, 1 text), with its places in that part: "3 17 40".
index_words = Table(
    "index_words",
    metadata,
    Column("word", Words, primary_key=True),
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("places", String, nullable=False),
)

#: How many words each report has, title and text.
index_lengths = Table(
    "index_lengths",
    metadata,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("words", Integer, nullable=False),
)

#: PostgreSQL's indexes take keys up to some 2,700 bytes; a word of more code points than this (an encoded picture,
#: say) is kept as its beginning and the hash of it.
_LONGEST = 400
_BEGINNING = 100

_UNINDEX = text(
    "DELETE FROM index_words WHERE report = :number AND word IN "
    '(SELECT json_array_elements_text(CAST(:words AS json)) COLLATE "C")'
)
_POSTINGS = text(
    "SELECT word, report, part, places FROM index_words WHERE word IN "
    '(SELECT json_array_elements_text(CAST(:words AS json)) COLLATE "C")'
)
_PREFIXED = text(
    "SELECT report, part, places FROM index_words WHERE word >= CAST(:prefix AS text) AND word < CAST(:end AS text)"
)
_SCAN = text(
    "SELECT number FROM reports JOIN revisions ON revisions.sha256 = reports.revision "
    "WHERE strpos(text, CAST(:term AS text)) > 0 OR strpos(coalesce(title, ''), CAST(:term AS text)) > 0"
)
#: One line a report: a hash of its rows in the order of ``_rows``.
_HASHES = text(
    "SELECT report, md5(string_agg(concat_ws(' ', word, part, places), E'\\n' ORDER BY word COLLATE \"C\", part)) "
    "AS hash FROM index_words GROUP BY report"
)


def create(connection: Connection) -> None:
    """Make the tables of the index."""
    metadata.create_all(connection)


# -- putting in -------------------------------------------------------------------------------------------------------


def index(connection: Connection, report: str) -> None:
    """Put a report's title and text into the index."""
    number, title, whole = _texts(connection, schema.reports.c.id == report)[0]
    rows = _rows(number, title, whole)
    insert_all(connection, [(index_words, rows), (index_lengths, [{"report": number, "words": _length(rows)}])])


def unindex(connection: Connection, report: str) -> None:
    """Take a report out of the index, while its title is still the one that was put in."""
    number, title, whole = _texts(connection, schema.reports.c.id == report)[0]
    words = sorted({row["word"] for row in _rows(number, title, whole)})
    connection.execute(_UNINDEX, {"number": number, "words": json.dumps(words)})
    connection.execute(index_lengths.delete().where(index_lengths.c.report == number))


def renew(connection: Connection) -> None:
    """Put in anew whatever report hides characters that are not searched."""
    kept = schema.reports.c
    wanted = select(kept.id, kept.number, schema.revisions.c.text).join_from(schema.reports, schema.revisions)
    for report, number, whole in connection.execute(wanted).all():
        if searched(whole) != whole:
            connection.execute(index_words.delete().where(index_words.c.report == number))
            connection.execute(index_lengths.delete().where(index_lengths.c.report == number))
            index(connection, report)


def _texts(connection: Connection, condition: Any) -> list[tuple[int, str | None, str]]:
    """Number, title and text, as it is searched, of reports."""
    kept = schema.reports.c
    wanted = select(kept.number, kept.title, schema.revisions.c.text).join_from(schema.reports, schema.revisions)
    return [(row.number, row.title, searched(row.text)) for row in connection.execute(wanted.where(condition))]


def _rows(number: int, title: str | None, whole: str) -> list[dict[str, Any]]:
    """The rows of a report in the index, by word and part."""
    with Scratch() as scratch:
        scratch.put(number, title, whole)
        places = scratch.places()
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for word, part, place in places:
        found[_key(word), part].append(place)
    return [
        {"word": word, "report": number, "part": part, "places": " ".join(map(str, sorted(found[word, part])))}
        for word, part in sorted(found)
    ]


def _length(rows: Iterable[Mapping[str, Any]]) -> int:
    return sum(row["places"].count(" ") + 1 for row in rows)


def _key(word: str) -> str:
    """What is kept of a word."""
    if len(word) <= _LONGEST:
        return word
    return word[:_BEGINNING] + "\x1f" + hashlib.sha256(word.encode()).hexdigest()


# -- asking -----------------------------------------------------------------------------------------------------------


def search(connection: Connection, query: str, limit: int | None = None, offset: int = 0) -> tuple[Hit, ...]:
    """Reports that hold the words of a query, best first; see ``Store.search``."""
    query = hits.asked(query)
    terms = hits.terms_of(query)
    if not terms or limit == 0:
        return ()
    if hits.spaceless(query):
        return hits.by_count(connection, _scan(connection, terms), terms)[offset:][:limit]
    with Scratch() as scratch:
        if not scratch.understands(query):
            query = hits.plain(terms)
        best = _ranked(connection, query, scratch)[offset:][:limit]
        marked = scratch.marked(query, _texts(connection, schema.reports.c.number.in_([one for one, _ in best])))
        return tuple(hits.hit(connection, number, rank, marked.get(number, ""), terms) for number, rank in best)


def matching(connection: Connection, query: str) -> Matching:
    """How many reports hold the words of a query; see ``Store.matching``."""
    query = hits.asked(query)
    terms = hits.terms_of(query)
    if not terms:
        return Matching(0)
    if hits.spaceless(query):
        return Matching(len(_scan(connection, terms)))
    with Scratch() as scratch:
        plain = not scratch.understands(query)
        wanted = parse(hits.plain(terms) if plain else query, scratch.words)
        return Matching(len(matches(wanted, _found(connection, phrases_of(wanted)))), plain)


def _scan(connection: Connection, terms: Sequence[str]) -> set[int]:
    """Numbers of the reports that hold every term somewhere."""
    numbers = [set(connection.execute(_SCAN, {"term": term}).scalars()) for term in terms]
    return set.intersection(*numbers)


def _ranked(connection: Connection, query: str, scratch: Scratch) -> list[tuple[int, float]]:
    """Number and rank of the reports that match, best first."""
    wanted = parse(query, scratch.words)
    found = _found(connection, phrases_of(wanted))
    matched = matches(wanted, found)
    lengths, kept = dict(_lengths(connection, matched)), index_lengths.c
    total = connection.execute(select(func.count(), func.coalesce(func.sum(kept.words), 0))).one()
    ranked = ranks(wanted, matched, found, lengths, Collection(*total))
    ids = _ids(connection, matched)
    rounded = ((number, scratch.rounded(rank)) for number, rank in ranked.items())
    return sorted(rounded, key=lambda one: (one[1], ids[one[0]]))


def _lengths(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    kept = index_lengths.c
    listed = _numbers(numbers)
    for row in connection.execute(select(kept.report, kept.words).where(kept.report.in_(listed))):
        yield row.report, row.words


def _ids(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    kept = schema.reports.c
    wanted = select(kept.number, kept.id).where(kept.number.in_(_numbers(numbers)))
    return {row.number: row.id for row in connection.execute(wanted)}


def _numbers(numbers: Iterable[int]) -> Any:
    """Numbers as one parameter, however many: a statement takes 65,535 at most."""
    array = text("SELECT CAST(json_array_elements_text(CAST(:numbers AS json)) AS integer)")
    return array.bindparams(numbers=json.dumps(sorted(numbers)))


def _found(connection: Connection, phrases: Sequence[Phrase]) -> dict[Phrase, Postings]:
    """Where each phrase stands, asking for each word once."""
    whole = {word for one in phrases for word in (one.words[:-1] if one.prefix else one.words)}
    words = _postings(connection, whole)
    found = {}
    for phrase in phrases:
        places = [words[word] for word in (phrase.words[:-1] if phrase.prefix else phrase.words)]
        if phrase.prefix:
            places.append(_prefixed(connection, phrase.words[-1]))
        found[phrase] = standing(phrase, places)
    return found


def _postings(connection: Connection, words: Iterable[str]) -> Mapping[str, Postings]:
    keys = {_key(word): word for word in words}
    found: dict[str, dict[int, list[Place]]] = {word: {} for word in keys.values()}
    rows = connection.execute(_POSTINGS, {"words": json.dumps(sorted(keys))})
    for word, report, part, places in rows:
        found[keys[word]].setdefault(report, []).extend(_places(part, places))
    return {word: {number: sorted(places) for number, places in one.items()} for word, one in found.items()}


def _prefixed(connection: Connection, prefix: str) -> Postings:
    """Where words stand that begin so; of a very long one only the beginning is known."""
    prefix = prefix[:_BEGINNING]
    end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    found: dict[int, list[Place]] = defaultdict(list)
    for report, part, places in connection.execute(_PREFIXED, {"prefix": prefix, "end": end}):
        found[report].extend(_places(part, places))
    return {number: sorted(places) for number, places in found.items()}


def _places(part: int, places: str) -> Iterator[Place]:
    return ((part, int(place)) for place in places.split())


# -- proving ----------------------------------------------------------------------------------------------------------


def wrong(connection: Connection) -> list[str]:
    """Ids of the reports whose rows in the index are not those of their text; an empty name for rows of none."""
    hashes = {row.report: row.hash for row in connection.execute(_HASHES)}
    lengths = {row.report: row.words for row in connection.execute(select(index_lengths))}
    found = []
    for number, name in list(connection.execute(select(schema.reports.c.number, schema.reports.c.id))):
        ((_, title, whole),) = _texts(connection, schema.reports.c.number == number)
        rows = _rows(number, title, whole)
        lines = "\n".join(f"{row['word']} {row['part']} {row['places']}" for row in rows)
        good = hashlib.md5(lines.encode(), usedforsecurity=False).hexdigest() if rows else None
        if (hashes.pop(number, None), lengths.pop(number, None)) != (good, _length(rows)):
            found.append(name)
    return found + ([""] if hashes or lengths else [])
