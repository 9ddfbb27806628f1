"""Tolls of dead, wounded, missing…: figures that grow and are corrected as news comes in, told of one event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.checks.figure import Figure
from onrecord.model.relations import FindingKind

#: Days within which two reports give the toll as of one time: a lower figure after a higher one is then another
#: account and no correction, unless a word says so.
ONE_TIME = 2
#: Characters on either side of a figure in which a word can tell that it was corrected.
BESIDE = 45
REVISED = re.compile(
    r"\b(?:revised|updated|corrected|lowered|rose|risen|climbed|(?:provisional|preliminary) "
    r"(?:\w+ )?(?:toll|count|figure|result|number|estimate|tally)s?)\b",
    re.I,
)
_MAY_REVISE = re.compile(
    r"\b(?:rises|climbs|earlier|initially|previously|now|up from|down from|so far|counted|partial)\b", re.I
)
_OPEN = re.compile(r"\b(?:at least|more than|over)\b", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A toll with the time from which on it was told: of the earliest report that gives the same."""

    figure: Figure
    since: str | None


def by_time(one: Figure, other: Figure, known: Sequence[Figure]) -> tuple[Dated, Dated]:
    """Two tolls, the one that was told first before the other.

    Args:
        one: a toll.
        other: another of its kind.
        known: the figures of all reports.
    """
    a, b = (Dated(figure, _since(figure, known)) for figure in (one, other))
    return (b, a) if a.since and b.since and b.since < a.since else (a, b)


def _since(figure: Figure, known: Sequence[Figure]) -> str | None:
    """The time of the earliest report that gives the same toll."""
    times = [
        one.statement.entry.report.published for one in known if one.toll == figure.toll and one.like(figure)
    ]  # fmt: skip
    return min((time for time in times if time), default=None)


def verdict(one: Dated, other: Dated, *, compatible: bool, sure: bool) -> tuple[FindingKind, str] | None:
    """How two tolls of one kind relate, the earlier given first; ``None`` where it cannot be told.

    Args:
        one: the toll that was told first.
        other: the other.
        compatible: whether the words of both leave room for one value.
        sure: whether both are of the same event beyond doubt.
    """
    grown = other.figure.low > one.figure.low
    corrected = revised(other.figure)
    days = _days_between(one.since, other.since)
    if compatible:
        open_end = one.figure.vague or _OPEN.search(one.figure.quantity.span.text) is not None
        if grown and one.since != other.since and (corrected or open_end):
            return "update", "the toll has grown since the earlier report"
        return "precision", "both can hold"
    if one.since != other.since and (grown or corrected):
        return "update", "a figure of this kind is corrected as news comes in, and it was told at a later time"
    if not sure or days is None or days > ONE_TIME:
        return None
    if one.since != other.since and one_outlet(one.figure, other.figure):
        return "update", "the same outlet gives another figure at a later time"
    return (
        "contradiction",
        "told of one event within two days, the later figure is lower, and no word says that it is corrected",
    )


def revised(figure: Figure) -> bool:
    """Whether its sentence tells that a figure was corrected, or words right beside it that it has changed."""
    span, whole = figure.quantity.span, figure.statement.span
    start, end = max(0, span.start - BESIDE - whole.start), span.end + BESIDE - whole.start
    return bool(REVISED.search(whole.text) or _MAY_REVISE.search(whole.text[start:end]))


def _days_between(one: str | None, other: str | None) -> int | None:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) if one and other else None


def one_outlet(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one outlet or of one agency."""
    a, b = one.statement.entry.report, other.statement.entry.report
    return bool(a.outlet and a.outlet == b.outlet) or bool(a.agency and a.agency == b.agency)
