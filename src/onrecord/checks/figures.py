"""Figures of one thing in two reports: equal, rounded, replaced by a later one, or not to be reconciled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.checks.facts import Aligned, Statement
from onrecord.checks.slots import around, head, key, scope
from onrecord.model.reading import Quantity
from onrecord.model.relations import Finding, FindingKind, content_id

#: Words around two figures that must be the same for one slot, with and without the same thing counted.
SLOT, SLOT_WITHOUT_HEAD = 1, 2
#: For a contradiction the sentences must have this part of the shorter one and this weight in common.
SURE_SHARE, SURE_WEIGHT = 0.5, 3.0
#: What "about", "more than" and "nearly" leave open, as factors of the figure.
ABOUT, OVER, UNDER = (0.85, 1.15), (1.0, 1.5), (0.75, 1.0)
#: Figures of these things grow or are corrected as news comes in.
_TOLLS = frozenset(map(key, ("killed", "injured", "missing", "arrested", "displaced", "evacuated", "hospitalised")))
_REVISED = re.compile(
    r"\b(?:rose|risen|rises|climbed|revised|updated|earlier|initially|previously|now|up from|down from|so far)\b", re.I
)
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


def differ(aligned: Aligned, known_a: Sequence[Figure], known_b: Sequence[Figure]) -> Iterator[Finding]:
    """The figures in which two aligned statements differ.

    Figures are compared if they have the same unit, count the same thing, and stand next to the same words. A figure
    that the other report gives too, in any sentence, is no difference: the other then means another thing by its own.
    """
    for one in figures(aligned.a):
        for other in figures(aligned.b):
            if not _one_slot(one, other) or (one.like(other) and _same_care(one, other)):
                continue
            elsewhere = any(one.like(known) for known in known_b) or any(other.like(known) for known in known_a)
            if elsewhere and not one.like(other):
                continue
            verdict = _verdict(one, other, aligned)
            if verdict:
                yield _finding(one, other, *verdict)


def figures(statement: Statement) -> list[Figure]:
    """The quantities of a statement."""
    report, sentence = statement.entry.report, statement.span
    return [
        Figure(statement, one, head(one.of), around(report, one.span, sentence), scope(report, one.span, sentence))
        for one in statement.entry.reading.quantities
        if sentence.contains(one.span)
    ]


def _one_slot(one: Figure, other: Figure) -> bool:
    """Whether two figures are values of the same fact, as far as their units and neighbours tell."""
    if one.quantity.unit != other.quantity.unit or one.age != other.age:
        return False
    if one.head and other.head and one.head != other.head:
        return False
    same_head = one.head is not None and one.head == other.head
    shared = (one.around & other.around) - {one.head, other.head}
    return len(shared) >= (SLOT if same_head else SLOT_WITHOUT_HEAD)


def _same_care(one: Figure, other: Figure) -> bool:
    """Whether both give their equal figure as exact, or both as approximate."""
    return one.quantity.approximate == other.quantity.approximate


def _verdict(one: Figure, other: Figure, aligned: Aligned) -> tuple[FindingKind, str] | None:
    """How two figures of one slot relate; ``None`` where that cannot be told."""
    if _other_time(one.statement, other.statement):
        return None
    if _compatible(one, other):
        return "precision", "both can hold: one figure is rounded or open"
    if one.scope != other.scope:
        return None
    if (one.around | other.around) & _TOLLS and _later(one, other):
        return "update", "a figure of this kind is corrected as news comes in, and the reports are of different times"
    words = one.statement.span.text + " " + other.statement.span.text
    if _REVISED.search(words) and _later(one, other):
        return "update", "the reports are of different times and one speaks of a changed figure"
    sure = aligned.match.of_shorter >= SURE_SHARE and aligned.match.weight >= SURE_WEIGHT
    approximate = one.quantity.approximate or other.quantity.approximate
    if not sure or approximate or min(one.quantity.low, other.quantity.low) < 2:
        return None
    return "contradiction", "both are exact, of the same thing, and no later time is given for either"


def _other_time(one: Statement, other: Statement) -> bool:
    """Whether the statements date what they tell to days that exclude each other, or only one to long ago."""
    a, b = _days(one), _days(other)
    if a and b:
        return a[1] < b[0] or b[1] < a[0]
    return any(days and _long_ago(days[1], told) for days, told in ((a, one), (b, other)))


def _days(statement: Statement) -> tuple[str, str] | None:
    """The first and the last day that the dates of a statement may mean."""
    found = [one for one in statement.entry.reading.times if statement.span.contains(one.span)]
    days = [(one.earliest, one.latest) for one in found if one.type in ("DATE", "TIME") and one.earliest and one.latest]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def _long_ago(day: str, statement: Statement) -> bool:
    """Whether a day lies more than a month before the report."""
    published = statement.entry.report.day
    return bool(published) and (date.fromisoformat(published or day) - date.fromisoformat(day)).days > LONG_AGO


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
    shared = sorted((one.around & other.around) | ({one.head} if one.head and one.head == other.head else set()))
    what = one.quantity.of or other.quantity.of or one.quantity.unit or "figure"
    return Finding(
        id=content_id("f", kind, *((side.citation.report, side.citation.start, side.value) for side in sides)),
        kind=kind,
        type="number",
        about=f"{what}: {' '.join(one.statement.span.text.split())[:120]}",
        sides=sides,
        why=f"{sides[0].value} against {sides[1].value}, next to the same words ({', '.join(shared)}); {because}",
        rule="figures",
    )
