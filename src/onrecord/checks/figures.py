"""Figures of one thing in two reports: equal, rounded, replaced by a later one, or not to be reconciled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.checks import tolls
from onrecord.checks.claims import names_of, said, within
from onrecord.checks.facts import Aligned, Statement
from onrecord.checks.slots import around, as_written, head, scope
from onrecord.model.reading import Quantity
from onrecord.model.relations import Finding, FindingKind, content_id

#: Words around two figures that must be the same for one slot, with and without the same thing counted.
SLOT, SLOT_WITHOUT_HEAD = 1, 2
#: For a contradiction the sentences must have this part of the shorter one and this weight in common.
SURE_SHARE, SURE_WEIGHT = 0.5, 3.0
#: What "about", "more than" and "nearly" leave open, as factors of the figure.
ABOUT, OVER, UNDER = (0.85, 1.15), (1.0, 1.5), (0.75, 1.0)
#: Days before a report from which an event is another one than the report's.
LONG_AGO = 31
_OVER = re.compile(r"\b(?:more than|over|at least|upwards?|above|exceed\w*|in excess)\b|\+", re.I)
_UNDER = re.compile(r"\b(?:less than|under|fewer than|nearly|almost|up to|as many as|at most|below|just under)\b", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its statement, with what tells its slot."""

    statement: Statement
    quantity: Quantity
    head: str | None
    around: frozenset[str]
    scope: frozenset[str]
    toll: str | None

    @property
    def age(self) -> bool:
        """Whether it is somebody's age and not a span of time."""
        return self.quantity.unit in ("year", "month") and re.search(r"\bold\b", self.quantity.span.text) is not None

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest value that the words leave open."""
        low, high, words = self.quantity.low, self.quantity.high, self.quantity.span.text
        if low != high or not self.quantity.approximate:
            return low, high
        factors = OVER if _OVER.search(words) else UNDER if _UNDER.search(words) else ABOUT
        return low * factors[0], high * factors[1]

    def like(self, other: Figure) -> bool:
        """Whether two figures give the same value of the same kind."""
        a, b = self.quantity, other.quantity
        return (a.low, a.high, a.unit) == (b.low, b.high, b.unit)


def differ(aligned: Aligned, known: Sequence[Figure], *, tolls_only: bool = False) -> Iterator[Finding]:
    """The figures in which two aligned statements differ.

    Figures are compared if they have the same unit, count the same thing, and stand next to the same words. A figure
    that the other report gives too, in any sentence, is no difference: the other then means another thing by its own.

    Args:
        aligned: the two statements.
        known: the figures of all reports.
        tolls_only: compare tolls alone, which are told of one event though the statements have little in common.
    """
    for one in figures(aligned.a):
        for other in figures(aligned.b):
            if tolls_only and not (one.toll and one.toll == other.toll):
                continue
            if not _one_slot(one, other) or (one.like(other) and _same_care(one, other)):
                continue
            if not one.like(other) and (_given(one, aligned.b, known) or _given(other, aligned.a, known)):
                continue
            first, second = _by_time(one, other, known) if one.toll else (one, other)
            verdict = _verdict(first, second, aligned, known)
            if verdict:
                yield _finding(first, second, *verdict)


def _given(figure: Figure, elsewhere: Statement, known: Sequence[Figure]) -> bool:
    """Whether the report of another statement gives a figure too."""
    return any(one.statement.entry.id == elsewhere.entry.id and figure.like(one) for one in known)


def _since(figure: Figure, known: Sequence[Figure]) -> str | None:
    """The time of the earliest report that gives the same figure in the same slot."""
    same = [
        one
        for one in known
        if one.like(figure)
        and one.toll == figure.toll
        and (one.statement == figure.statement or tolls.one_event(one.statement, figure.statement))
    ]
    times = [one.statement.entry.report.published for one in same if one.statement.entry.report.published]
    return min(times, default=None)


def _by_time(one: Figure, other: Figure, known: Sequence[Figure]) -> tuple[Figure, Figure]:
    """Two tolls, the one that was told first before the other."""
    a, b = _since(one, known), _since(other, known)
    return (other, one) if a and b and b < a else (one, other)


def figures(statement: Statement) -> list[Figure]:
    """The quantities of a statement."""
    report, sentence = statement.entry.report, statement.span
    return [
        Figure(
            statement,
            one,
            head(one.of),
            around(report, one.span, sentence),
            scope(report, one.span, sentence),
            None if one.unit else tolls.kind(statement, one),
        )
        for one in statement.entry.reading.quantities
        if sentence.contains(one.span)
    ]


def _one_slot(one: Figure, other: Figure) -> bool:
    """Whether two figures are values of the same fact, as far as their units and neighbours tell."""
    if one.quantity.unit != other.quantity.unit or one.age != other.age or one.toll != other.toll:
        return False
    if one.head and other.head and one.head != other.head:
        return False
    if one.toll and _qualified(one) != _qualified(other):
        return False
    same_head = one.head is not None and one.head == other.head
    shared = (one.around & other.around) - {one.head, other.head}
    return len(shared) >= (SLOT if same_head else SLOT_WITHOUT_HEAD)


def _qualified(figure: Figure) -> frozenset[str]:
    """The names in what is counted: "Karsland soldiers" are not all soldiers."""
    return frozenset(word for word in (figure.quantity.of or "").split() if word[:1].isupper())


def _same_care(one: Figure, other: Figure) -> bool:
    """Whether both give their equal figure as exact, or both as approximate."""
    return one.quantity.approximate == other.quantity.approximate


def _verdict(one: Figure, other: Figure, aligned: Aligned, known: Sequence[Figure]) -> tuple[FindingKind, str] | None:
    """How two figures of one slot relate; ``None`` where that cannot be told."""
    if _other_time(one.statement, other.statement):
        return None
    compatible, same_scope = _compatible(one, other), one.scope == other.scope
    if not compatible and not within(names_of(one.statement), names_of(other.statement)):
        return None
    match = aligned.match
    sure = match.of_shorter >= SURE_SHARE and match.weight >= SURE_WEIGHT
    if one.toll and (same_scope or compatible):
        sure = sure or tolls.one_event(one.statement, other.statement)
        dated = (tolls.Dated(figure, _since(figure, known)) for figure in (one, other))
        return tolls.verdict(*dated, compatible=compatible, sure=sure)
    if compatible:
        return "precision", "both can hold: one figure is rounded or open"
    if not same_scope:
        return None
    words = one.statement.span.text + " " + other.statement.span.text
    if tolls.REVISED.search(words) and _later(one, other):
        return "update", "the reports are of different times and one speaks of a changed figure"
    approximate = one.quantity.approximate or other.quantity.approximate
    if not sure or approximate or min(one.quantity.low, other.quantity.low) < 2:
        return None
    return "contradiction", "both are exact, of the same thing, and no later time is given for either"


def _other_time(one: Statement, other: Statement) -> bool:
    """Whether the statements date what they tell to days that exclude each other, or only one to long ago."""
    a, b = _days(one), _days(other)
    if a and b and (_span(a)[1] < _span(b)[0] or _span(b)[1] < _span(a)[0]):
        return True
    return _only_long_ago(a, b, one) or _only_long_ago(b, a, other)


def _days(statement: Statement) -> list[tuple[str, str]]:
    """The first and the last day of each date in what a statement tells."""
    kept = said(statement)
    return [
        (one.earliest, one.latest)
        for one in statement.entry.reading.times
        if one.type in ("DATE", "TIME") and one.earliest and one.latest
        if any(start <= one.span.start and one.span.end <= end for start, end in kept)
    ]


def _span(days: Sequence[tuple[str, str]]) -> tuple[str, str]:
    return min(first for first, _ in days), max(last for _, last in days)


def _only_long_ago(days: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], told: Statement) -> bool:
    """Whether a statement dates something to more than a month before its report, and the other names no such day."""
    published = told.entry.report.day
    old = [
        day
        for day in days
        if published and (date.fromisoformat(published) - date.fromisoformat(day[1])).days > LONG_AGO
    ]
    return any(not any(day[0] <= last and first <= day[1] for first, last in others) for day in old)


def _compatible(one: Figure, other: Figure) -> bool:
    """Whether both figures can hold: their bounds meet, or the rougher is the other rounded."""
    (low, high), (other_low, other_high) = one.bounds, other.bounds
    if low <= other_high and other_low <= high:
        return True
    rough, fine = sorted((one.quantity.low, other.quantity.low), key=_digits)
    unit = 10 ** (len(str(int(abs(rough)))) - _digits(rough))
    return _digits(rough) < _digits(fine) and abs(rough - fine) <= unit / 2 and rough >= 10


def _digits(value: float) -> int:
    """Number of digits of a figure before the zeros at its end."""
    return len(f"{value:.10g}".replace(".", "").rstrip("0")) or 1


def _later(one: Figure, other: Figure) -> bool:
    """Whether the reports are of different times."""
    a, b = one.statement.entry.report.published, other.statement.entry.report.published
    return bool(a and b and a != b)


def _finding(one: Figure, other: Figure, kind: FindingKind, because: str) -> Finding:
    sides = tuple(
        figure.statement.side(" ".join(figure.quantity.span.text.split()), figure.quantity.span)
        for figure in (one, other)
    )
    keys = (one.around & other.around) | ({one.head} if one.head and one.head == other.head else set())
    shared = as_written(one.statement.entry.report, one.statement.span, keys)
    what = one.quantity.of or other.quantity.of or one.quantity.unit or "figure"
    return Finding(
        id=content_id("f", kind, *((side.citation.report, side.citation.start, side.value) for side in sides)),
        kind=kind,
        type="number",
        about=f"{what}: {' '.join(one.statement.span.text.split())}",
        sides=sides,
        why=f"{sides[0].value} against {sides[1].value}, next to the same words ({', '.join(shared)}); {because}",
        rule="figures",
    )
