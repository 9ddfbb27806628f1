"""FTS5's query language, parsed: what a record on a server must look for itself.

Follows the grammar in section 3 of SQLite's page on FTS5 (https://www.sqlite.org/fts5.html). Only queries that SQLite
understands are parsed here, so nothing is checked twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

#: Words of a string as the index knows them.
Split = Callable[[str], tuple[str, ...]]

_TOKEN = re.compile(r'"((?:[^"]|"")*)"|([\w\x1a\x80-\U0010ffff]+)|([(){}:,+*^-])')
_PARTS = {"title": 0, "text": 1}
_ALL = frozenset(_PARTS.values())

#: Words between the phrases of a NEAR if it does not say.
_NEAR = 10


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Words that stand next to each other.

    Attributes:
        words: the words in their order.
        prefix: whether the last one may go on.
        first: whether they stand at the beginning.
        parts: where they may stand: 0 title, 1 text.
    """

    words: tuple[str, ...]
    prefix: bool = False
    first: bool = False
    parts: frozenset[int] = _ALL


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Phrases with at most so many words between them; one phrase alone, or none, which nothing matches."""

    phrases: tuple[Phrase, ...]
    distance: int = _NEAR


@dataclass(frozen=True, slots=True, eq=False)
class Both:
    """What matches all of these."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """What matches one of these or several."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Without:
    """What matches the first of two and not the second."""

    parts: tuple[Query, ...]


Query = Near | Both | Either | Without

#: How tightly each operator binds; words side by side bind tighter than any.
_BINDS: dict[str, tuple[int, type[Both] | type[Either] | type[Without]]] = {
    "OR": (1, Either),
    "AND": (2, Both),
    "NOT": (3, Without),
}


def parse(query: str, split: Split) -> Query:
    """A query that FTS5 understands as what it asks for.

    Args:
        query: the query.
        split: gives the words of a string as the index knows them.
    """
    return _Parser(query, split).expression(0)


def phrases_of(query: Query) -> list[Phrase]:
    """Every phrase of a query, from left to right."""
    if isinstance(query, Near):
        return list(query.phrases)
    return [phrase for part in query.parts for phrase in phrases_of(part)]


def _joined(join: type[Both] | type[Either] | type[Without], left: Query, right: Query) -> Query:
    """Two queries as one; a row of the same operator stays one list, so that a long query is not a deep one."""
    if join is not Without and isinstance(left, join):
        return join((*left.parts, right))
    return join((left, right))


class _Parser:
    """Goes through the signs of a query once."""

    def __init__(self, query: str, split: Split) -> None:
        # Each sign is what it is ("string", "word" or the sign itself) and what it says.
        self._signs = [_sign(match) for match in _TOKEN.finditer(query)]
        self._at = 0
        self._split = split

    def _next(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._signs[at][0] if at < len(self._signs) else ""

    def _take(self) -> str:
        self._at += 1
        return self._signs[self._at - 1][1]

    def _took(self, sign: str) -> bool:
        found = self._next() == sign
        self._at += found
        return found

    def expression(self, least: int) -> Query:
        """What is joined by operators that bind at least so tightly."""
        left = self._operand()
        while self._next() in _BINDS and _BINDS[self._next()][0] > least:
            binds, join = _BINDS[self._take()]
            left = _joined(join, left, self.expression(binds))
        return left

    def _operand(self) -> Query:
        """Something in brackets, or phrases side by side; a phrase without a word is passed over among others."""
        parts = self._columns()
        if self._took("("):
            inner = self.expression(0)
            self._took(")")
            return _within(inner, parts)
        found: Query = _within(self._nearset(), parts)
        while self._next() not in ("", ")", *_BINDS):
            parts = self._columns()
            more = _within(self._nearset(), parts)
            if _empty(found):
                found = more
            elif not _empty(more):
                found = _joined(Both, found, more)
        return found

    def _columns(self) -> frozenset[int]:
        """The parts that a filter such as ``title :`` leaves."""
        start = self._at
        negated = self._took("-")
        names = []
        if self._took("{"):
            while not self._took("}"):
                names.append(self._take())
        elif self._next() in ("string", "word"):
            names.append(self._take())
        if not names or not self._took(":"):
            self._at = start
            return _ALL
        named = frozenset(_PARTS[name.lower()] for name in names)
        return _ALL - named if negated else named

    def _nearset(self) -> Near:
        if self._next() == "word" and self._next(1) == "(":
            self._at += 2
            return self._near()
        first = self._took("^")
        phrase = self._phrase()
        return Near((replace(phrase, first=first),) if phrase.words else ())

    def _near(self) -> Near:
        phrases, distance = [], _NEAR
        while not self._took(")"):
            if self._took(","):
                distance = int(self._take())
            else:
                phrases.append(self._phrase())
        return Near(tuple(phrase for phrase in phrases if phrase.words), distance)

    def _phrase(self) -> Phrase:
        words = self._split(self._take())
        prefix = self._took("*")
        while self._took("+"):
            words += self._split(self._take())
            prefix = self._took("*")
        return Phrase(words, prefix)


def _sign(match: re.Match[str]) -> tuple[str, str]:
    string, word, sign = match.groups()
    if sign:
        return sign, sign
    if word:
        return (word if word in _BINDS else "word"), word
    return "string", string.replace('""', '"')


def _empty(query: Query) -> bool:
    return isinstance(query, Near) and not query.phrases


def _within(query: Query, parts: frozenset[int]) -> Query:
    """The query limited to some parts of a report."""
    if parts == _ALL:
        return query
    if isinstance(query, Near):
        return replace(query, phrases=tuple(replace(one, parts=one.parts & parts) for one in query.phrases))
    return replace(query, parts=tuple(_within(one, parts) for one in query.parts))
