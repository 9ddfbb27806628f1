"""An FTS5 index in memory for one question, so that a record on a server takes words apart just as one in a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from types import TracebackType
from typing import NamedTuple

from onrecord.store.columns import octets, storable
from onrecord.store.hits import CLOSE, OPEN

#: As the index of a file is set (``readable``).
_MAKE = """
CREATE VIRTUAL TABLE kept USING fts5(title, text, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE words USING fts5vocab(kept, instance)"""

_PARTS = ("title", "text")


class Place(NamedTuple):
    """A word of a text as the index knows it: its part (0 title, 1 text) and how many words are before it there."""

    word: str
    part: int
    place: int


class Scratch:
    """An empty index with SQLite's own reading of words and queries; closed at the end of its ``with`` block."""

    def __enter__(self) -> Scratch:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self._connection.executescript(_MAKE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def put(self, number: int, title: str | None, text: str) -> None:
        """Put a report in."""
        row = (number, *(_bound(one) for one in (title, text)))
        self._connection.execute("INSERT INTO kept (rowid, title, text) VALUES (?, ?, ?)", row)

    def clear(self) -> None:
        """Take all reports out."""
        self._connection.execute("DELETE FROM kept")

    def places(self) -> list[Place]:
        """The words of all that was put in, in alphabetical order, then by part and place."""
        found = self._connection.execute('SELECT term, col, "offset" FROM words')
        return sorted(Place(word, _PARTS.index(part), place) for word, part, place in found)

    def words(self, phrase: str) -> tuple[str, ...]:
        """The words of a phrase in their order, as the index knows them."""
        self.put(0, None, phrase)
        found = sorted(self.places(), key=lambda one: one.place)
        self.clear()
        return tuple(one.word for one in found)

    def understands(self, query: str) -> bool:
        """Whether a query is in FTS5's syntax."""
        try:
            self._connection.execute("SELECT 1 FROM kept WHERE kept MATCH ?", (query,)).fetchall()
        except sqlite3.OperationalError:
            return False
        return True

    def rounded(self, rank: float) -> float:
        """A rank with six digits, as SQLite rounds: not always to the nearest float."""
        return float(self._connection.execute("SELECT round(?, 6)", (rank,)).fetchone()[0])

    def marked(self, query: str, rows: Iterable[tuple[int, str | None, str]]) -> dict[int, str]:
        """The texts of some reports with ``OPEN`` and ``CLOSE`` around what a query finds in each, by their number."""
        for row in rows:
            self.put(*row)
        # The marked text comes as bytes, since one that holds a NUL is not text to SQLite.
        ask = "SELECT rowid, CAST(highlight(kept, 1, ?, ?) AS BLOB) FROM kept WHERE kept MATCH ?"
        return {
            number: text.decode("utf-8", "replace")
            for number, text in self._connection.execute(ask, (OPEN, CLOSE, query))
        }


def _bound(text: str | None) -> str | bytes | None:
    """A text as a file keeps it."""
    return text if text is None or storable(text) else octets(text)
