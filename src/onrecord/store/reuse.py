"""The reuse index of a record, in its tables: what shares text with what is found as reports come in, and kept.

It is no part of what is proved: it can be dropped and is then made anew from the reports, and so it is where another
version made it or where rows of it are not as they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, Table, delete, insert, select

from onrecord.reuse.shelf import FORM, MemoryShelf, Posts
from onrecord.store import schema

Opened = Callable[[], AbstractContextManager[Connection]]

#: Under which is kept by what form the index was made, and how often it was changed.
_KEY = "reuse_index"
#: How numbers lie in the tables, whatever the machine.
_WORDS, _POSTS = np.dtype("<u2"), np.dtype("<u8")


class _State(NamedTuple):
    """By what form an index was made, and how often it was changed: another number, and another process did."""

    form: int
    changed: int


class RecordShelf(MemoryShelf):
    """The arrays of a reuse index in the tables of a record, and the pairs of reports that share text.

    What is put in lasts from when it is kept, all of it or nothing, pairs together with the reports that they were
    found with.

    Args:
        reading: opens a transaction to read in.
        writing: opens one that takes the write lock.

    Attributes:
        overtaken: another process has put something in meanwhile, and nothing was kept: begin again with a new one.
    """

    def __init__(self, reading: Opened, writing: Opened) -> None:
        super().__init__()
        self._reading, self._writing = reading, writing
        self.overtaken = False
        self._numbers: list[int] = []
        self._kept: set[int] = set()
        self._gone: list[int] = []
        self._found: set[tuple[str, str]] = set()
        with reading() as connection:
            self._state = _state(connection)
            self._usable = self._state.form == FORM and self._read(connection)
        if not self._usable:
            super().__init__()
            self._numbers = []
        self._written, self._kept = len(self.ids), set(self._numbers)

    def add_segment(self, new: Posts) -> None:
        """Put a segment after the others."""
        super().add_segment(new)
        self._numbers.append(max(self._numbers + self._gone, default=-1) + 1)

    def merge_last(self, count: int, merged: Posts) -> None:
        """Put one in place of the last few."""
        self._gone += self._numbers[-count:]
        self.segments[-count:] = []
        self._numbers[-count:] = []
        self.add_segment(merged)

    def find(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note pairs of reports, by id, that share text; they are kept with what was put in."""
        self._found.update((min(pair), max(pair)) for pair in pairs)

    def pairs(self) -> set[tuple[str, str]]:
        """All pairs of reports, by id, that share text, noted ones too; the id that sorts first comes first."""
        kept = schema.reuse_pairs.c
        with self._reading() as connection:
            rows = connection.execute(select(kept.a, kept.b)) if self._usable else ()
            return {(row.a, row.b) for row in rows} | self._found

    def keep(self) -> None:
        """Make all that was put in lasting, unless another process has put something in since this was opened."""
        with self._writing() as connection:
            if _state(connection) != self._state:
                self.overtaken = True
                return
            if not self._usable:
                clear(connection)
            self._write(connection)
            self._state = _changed(connection, FORM)
        self._written, self._usable = len(self.ids), True
        self._kept, self._gone, self._found = set(self._numbers), [], set()

    def _read(self, connection: Connection) -> bool:
        """Take in what is kept; whether it is whole."""
        reports = connection.execute(select(schema.reuse_reports).order_by(schema.reuse_reports.c.number)).all()
        words = [bytes(row.words) for row in reports]
        if any(row.number != at for at, row in enumerate(reports)) or any(len(one) % _WORDS.itemsize for one in words):
            return False
        self.ids = [row.report for row in reports]
        self.weeks.append(np.asarray([row.week for row in reports], np.int32))
        self.words.append(np.frombuffer(b"".join(words), _WORDS))
        self.begins.append(np.cumsum([len(one) // _WORDS.itemsize for one in words], dtype=np.int64))
        for number, kept in connection.execute(select(schema.reuse_segments).order_by(schema.reuse_segments.c.number)):
            if len(kept) % (2 * _POSTS.itemsize) or not kept:
                return False
            value, place = np.frombuffer(kept, _POSTS).reshape(2, -1)
            if int(place.max()) >> 32 >= len(reports):
                return False
            self.segments.append(Posts(value, place))
            self._numbers.append(number)
        return True

    def _write(self, connection: Connection) -> None:
        """Write what is new, in place of segments that were merged."""
        begins, words, weeks = self.begins.view, self.words.view, self.weeks.view
        _insert(
            connection,
            schema.reuse_reports,
            [
                {
                    "number": at,
                    "report": self.ids[at],
                    "week": int(weeks[at]),
                    "words": np.asarray(words[begins[at] : begins[at + 1]], _WORDS).tobytes(),
                }
                for at in range(self._written, len(self.ids))
            ],
        )
        table = schema.reuse_segments
        for number in self._gone:
            connection.execute(delete(table).where(table.c.number == number))
        for number, posts in zip(self._numbers, self.segments, strict=True):
            if number not in self._kept:
                octets = b"".join(np.asarray(one, _POSTS).tobytes() for one in posts)
                connection.execute(insert(table), {"number": number, "posts": octets})
        _insert(connection, schema.reuse_pairs, [{"a": a, "b": b} for a, b in sorted(self._found)])


def clear(connection: Connection) -> None:
    """Drop the index with the pairs that were found, so that it is made anew."""
    for table in (schema.reuse_reports, schema.reuse_segments, schema.reuse_pairs):
        connection.execute(delete(table))
    _changed(connection, 0)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _state(connection: Connection) -> _State:
    kept = schema.meta.c
    found: str | None = connection.execute(select(kept.value).where(kept.key == _KEY)).scalar()
    parts = (found or "").split()
    return _State(*map(int, parts)) if len(parts) == 2 and all(map(str.isdecimal, parts)) else _State(0, 0)


def _changed(connection: Connection, form: int) -> _State:
    """Note that the index was changed, and by what form it is made now."""
    new = _State(form, _state(connection).changed + 1)
    connection.execute(delete(schema.meta).where(schema.meta.c.key == _KEY))
    connection.execute(insert(schema.meta), {"key": _KEY, "value": f"{new.form} {new.changed}"})
    return new
