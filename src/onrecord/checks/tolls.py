"""Tolls of dead, wounded, missing…: figures that grow and are corrected as news comes in, told of one event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from onrecord.checks.claims import common_names, names_of, plain_of, within
from onrecord.checks.facts import Statement
from onrecord.checks.slots import AROUND, is_toll, key
from onrecord.model.reading import Quantity
from onrecord.model.relations import FindingKind
from onrecord.text.words import words

#: Days within which two reports give the toll as of one time: a lower figure after a higher one is then another
#: account and no correction, unless a word says so.
ONE_TIME = 2
#: Words besides names and the toll that two statements of one event share at least.
SHARED = 2
KINDS = frozenset(map(key, ("killed", "injured", "missing", "arrested", "displaced", "evacuated", "hospitalised")))
REVISED = re.compile(
    r"\b(?:rose|risen|rises|climbed|climbs|revised|updated|earlier|initially|previously|now|up from|down from|so far"
    r"|corrected|lowered)\b",
    re.I,
)
_AT_LEAST = re.compile(r"\bat least\b", re.I)


class Toll(Protocol):
    """What is needed of a figure."""

    @property
    def statement(self) -> Statement:
        """Its statement."""
        ...

    @property
    def quantity(self) -> Quantity:
        """Its value."""
        ...


@dataclass(frozen=True, slots=True)
class Dated:
    """A toll with the time from which on it was told: of the earliest report that gives the same."""

    figure: Toll
    since: str | None


def kind(statement: Statement, quantity: Quantity) -> str | None:
    """What a figure is a toll of: the nearest such word in its sentence, of two as near the one that follows.

    A mark between counts as a word more ("12 killed, 31 wounded").
    """
    report, sentence, span = statement.entry.report, statement.span, quantity.span
    if is_toll(report, span, sentence):
        return key("killed")
    before = words(report.text, sentence.start, span.start)[-AROUND:]
    after = words(report.text, span.end, sentence.end)[:AROUND]
    found = []
    for side, listed in ((1, list(reversed(before))), (0, after)):
        for far, word in enumerate(listed):
            if key(word.text) in KINDS:
                between = report.text[min(word.start, span.end) : max(word.end, span.start)]
                found.append((far + sum(mark in ",;:" for mark in between), side, key(word.text)))
    return min(found)[2] if found else None


@dataclass(frozen=True, slots=True)
class Scene:
    """What tells one event from another: the names and the telling words of a statement."""

    statement: Statement
    names: frozenset[str]
    plain: frozenset[str]

    @classmethod
    def of(cls, statement: Statement) -> Scene:
        """The scene of a statement."""
        return cls(statement, names_of(statement), plain_of(statement) - KINDS)

    def same(self, other: Scene) -> bool:
        """Whether two scenes are one: a common name, none that parts them, and common words."""
        named = bool(common_names(self.names, other.names)) and within(self.names, other.names)
        return named and len(self.plain & other.plain) >= SHARED


def one_event(one: Statement, other: Statement) -> bool:
    """Whether two statements with tolls tell of one event."""
    return Scene.of(one).same(Scene.of(other))


def verdict(one: Dated, other: Dated, *, compatible: bool, sure: bool) -> tuple[FindingKind, str] | None:
    """How two tolls of one kind relate, the earlier given first; ``None`` where it cannot be told.

    Args:
        one: the toll that was told first.
        other: the other.
        compatible: whether the words of both leave room for one value.
        sure: whether both are of the same event beyond doubt.
    """
    grown = other.figure.quantity.low > one.figure.quantity.low
    revised = REVISED.search(other.figure.statement.span.text) is not None
    days = _days_between(one.since, other.since)
    if compatible:
        open_end = _AT_LEAST.search(one.figure.quantity.span.text) is not None
        if grown and days and (revised or open_end):
            return "update", "the toll has grown since the earlier report"
        return "precision", "both can hold: one figure is rounded or open"
    if one.since != other.since and (grown or revised):
        return "update", "a figure of this kind is corrected as news comes in, and it was told at a later time"
    if not sure or days is None or days > ONE_TIME:
        return None
    if one.since != other.since and _one_outlet(one.figure.statement, other.figure.statement):
        return "update", "the same outlet gives another figure at a later time"
    return (
        "contradiction",
        "told of one event within two days, the later figure is lower, and no word says that it is corrected",
    )


def _days_between(one: str | None, other: str | None) -> int | None:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) if one and other else None


def _one_outlet(one: Statement, other: Statement) -> bool:
    a, b = one.entry.report, other.entry.report
    return bool(a.outlet and a.outlet == b.outlet) or bool(a.agency and a.agency == b.agency)


def beside(
    statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]
) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of statements of two reports on one matter that both give a toll of one event."""
    giving = [[Scene.of(one) for one in report if any(kind(one, q) for q in _inside(one))] for report in statements]
    for a, b in sorted(near):
        for one in giving[a]:
            for other in giving[b]:
                if one.same(other):
                    yield one.statement, other.statement


def _inside(statement: Statement) -> list[Quantity]:
    found = statement.entry.reading.quantities
    return [one for one in found if one.unit is None and statement.span.contains(one.span)]
