"""Tolls of dead, wounded, missing…: figures that grow and are corrected as news comes in, told of one event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.checks.facts import DAY, before
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
_SUPERSEDED = re.compile(
    r"\b(?:initially|originally|previously|earlier|at first)\s+"
    r"(?:said|reported|put|gave|given|believed|thought|estimated|told|announced)\b",
    re.I,
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
        known: the figures of the reports on their matter.
    """
    a, b = (Dated(figure, _since(figure, known)) for figure in (one, other))
    return (b, a) if before(b.since, a.since) else (a, b)


def _since(figure: Figure, known: Sequence[Figure]) -> str | None:
    """The time of the earliest report that gives the same toll."""
    since = figure.statement.entry.report.published
    for one in known:
        time = one.statement.entry.report.published
        if one.toll == figure.toll and one.like(figure) and (since is None or before(time, since)):
            since = time or since
    return since


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
    later = before(one.since, other.since)
    if compatible:
        open_end = one.figure.vague or _OPEN.search(one.figure.quantity.span.text) is not None
        if grown and later and (corrected or open_end):
            return "update", "the toll has grown since the earlier report"
        return "precision", "both can hold"
    if later and (grown or corrected):
        return "update", "a figure of this kind is corrected as news comes in, and it was told at a later time"
    if not sure or days is None or days > ONE_TIME:
        return None
    if later and one_outlet(one.figure, other.figure):
        return "update", "the same outlet gives another figure at a later time"
    because = "the later figure is lower, and no word says that it is corrected" if later else "at one time"
    return "contradiction", f"told of one event {'within two days, ' if later else ''}{because}"


def superseded(figure: Figure) -> bool:
    """Whether its sentence tells that it was said at first: "initially said that he was four"."""
    return _SUPERSEDED.search(figure.statement.span.text) is not None


def revised(figure: Figure) -> bool:
    """Whether its sentence tells that a figure was corrected, or words right beside it that it has changed."""
    span, whole = figure.quantity.span, figure.statement.span
    start, end = max(0, span.start - BESIDE - whole.start), span.end + BESIDE - whole.start
    return bool(REVISED.search(whole.text) or _MAY_REVISE.search(whole.text[start:end]))


def _days_between(one: str | None, other: str | None) -> int | None:
    return abs((date.fromisoformat(one[:DAY]) - date.fromisoformat(other[:DAY])).days) if one and other else None


def one_outlet(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one outlet or of one agency."""
    a, b = one.statement.entry.report, other.statement.entry.report
    return bool(a.outlet and a.outlet == b.outlet) or bool(a.agency and a.agency == b.agency)
