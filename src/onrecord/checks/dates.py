"""Days that two reports give for one event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from onrecord.checks.facts import Aligned, Statement
from onrecord.checks.slots import around
from onrecord.model.reading import Quantity, Time
from onrecord.model.relations import Finding, FindingKind, content_id

#: The sentences must have this part of the shorter one, and this weight, in common to be about one event.
SHARE, WEIGHT = 0.55, 3.5
#: Telling words that the two times stand next to.
SLOT = 2
#: A relative time is read against the day of publication, and that is often the day of the crawl: days that rest on
#: publication dates further apart than this are not held against each other.
DAYS = 2
#: Words of a day that can be held against another day; holidays come every year, "this year" is hardly a date.
_SURE = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)[a-z]*\b"
    r"|\b(?:yesterday|today|tonight|overnight|last|ago)\b",
    re.I,
)
_ABSOLUTE = re.compile(r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I)


def differ(aligned: Aligned) -> Iterator[Finding]:
    """The day of one event, where two aligned statements give it differently.

    Only where each statement has one resolved date next to the same words. Days that exclude each other are a
    contradiction, a day inside a longer span of time is more exact.
    """
    match = aligned.match
    one, other = _only(aligned.a), _only(aligned.b)
    if one is None or other is None or match.of_shorter < SHARE or match.weight < WEIGHT:
        return
    same = one.span.text.casefold() == other.span.text.casefold()
    if same or not _one_slot(aligned, one, other) or _other_figures(aligned):
        return
    verdict = _verdict(aligned, one, other)
    if verdict:
        yield _finding(aligned, one, other, *verdict)


def _only(statement: Statement) -> Time | None:
    """The one resolved date of a statement."""
    inside = [one for one in statement.entry.reading.times if statement.span.contains(one.span)]
    dates = [one for one in inside if one.type in ("DATE", "TIME")]
    return dates[0] if len(dates) == 1 and dates[0].earliest and dates[0].latest else None


def _one_slot(aligned: Aligned, one: Time, other: Time) -> bool:
    near = around(aligned.a.entry.report, one.span, aligned.a.span)
    return len(near & around(aligned.b.entry.report, other.span, aligned.b.span)) >= SLOT


def _other_figures(aligned: Aligned) -> bool:
    """Whether the statements also differ in a figure: two days and two tolls are two events."""
    a, b = ({(x.unit, x.low, x.high) for x in _figures(one)} for one in (aligned.a, aligned.b))
    return bool(a) and bool(b) and not a & b


def _figures(statement: Statement) -> list[Quantity]:
    return [one for one in statement.entry.reading.quantities if statement.span.contains(one.span)]


def _verdict(aligned: Aligned, one: Time, other: Time) -> tuple[FindingKind, str] | None:
    """How two dates relate; ``None`` if they are the same or it cannot be told."""
    a, b = (one.earliest or "", one.latest or ""), (other.earliest or "", other.latest or "")
    if a == b or one.mod or other.mod:
        return None
    if (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1]):
        return "precision", "the one lies inside the other"
    if a[0] <= b[1] and b[0] <= a[1]:
        return None
    if not (_SURE.search(one.span.text) and _SURE.search(other.span.text)):
        return None
    if not (_firm(aligned.a, one, aligned.b) and _firm(aligned.b, other, aligned.a)):
        return None
    return "contradiction", "the days exclude each other"


def _firm(statement: Statement, time: Time, other: Statement) -> bool:
    """Whether a date does not hang on a doubtful day of publication."""
    if _ABSOLUTE.search(time.span.text):
        return True
    a, b = statement.entry.report.day, other.entry.report.day
    return bool(a and b) and abs((date.fromisoformat(a or "") - date.fromisoformat(b or "")).days) <= DAYS


def _finding(aligned: Aligned, one: Time, other: Time, kind: FindingKind, because: str) -> Finding:
    values = [f"{' '.join(time.span.text.split())} ({time.value})" for time in (one, other)]
    sides = (aligned.a.side(values[0], one.span), aligned.b.side(values[1], other.span))
    return Finding(
        id=content_id("f", kind, *((side.citation.report, side.citation.start, side.value) for side in sides)),
        kind=kind,
        type="date",
        about=" ".join(aligned.a.span.text.split()),
        sides=sides,
        why=f"{values[0]} against {values[1]} for {', '.join(aligned.a.written(aligned.match.common)[:6])}; {because}",
        rule="dates",
    )
