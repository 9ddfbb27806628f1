"""The screen of what is due by when, what was promised, and which meetings are announced, with what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.model.due import Due, OwedKind
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views import columns
from onrecord.views.dues import due_line, found
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Section, line
from onrecord.views.words import count, listed

#: The sections of the screen: the kind, its title, its noun for counting.
SECTIONS: tuple[tuple[OwedKind, str, str], ...] = (
    ("deadline", "Deadlines", "deadline"),
    ("commitment", "Commitments", "commitment"),
    ("meeting", "Announced meetings", "announced meeting"),
)


#: Steps that tell what became of something.
_TOLD = ("met", "missed", "withdrawn")


def page(entries: Sequence[Entry], relations: Relations, *, as_of: str | None = None) -> Page:
    """Deadlines, commitments and announced meetings, each by due day, with where they stand.

    Args:
        entries: the reports on record.
        relations: what holds between them.
        as_of: the ISO day as of which, from what had been reported by then; ``None`` is the newest report's day.
    """
    return of(Index(entries, relations), as_of)


def of(index: Index, as_of: str | None = None) -> Page:
    """The same, over reports that have their labels already; see ``page``."""
    dues = found(index, as_of)
    by_kind = lines(index, dues)
    sections = tuple(Section(title, by_kind[kind], empty=f"No {noun} was found.") for kind, title, noun in SECTIONS)
    return index.cited(Page("Deadlines and meetings", _intro(dues, _day(index, as_of)), sections), columns.DEADLINES)


def lines(index: Index, dues: Sequence[Due]) -> dict[OwedKind, tuple[Line, ...]]:
    """A line for each thing due, by its kind."""
    return {kind: tuple(due_line(index, one) for one in dues if one.kind == kind) for kind, _, _ in SECTIONS}


def _day(index: Index, as_of: str | None) -> str | None:
    return as_of or max((one.report.day for one in index.entries if one.report.day), default=None)


def _intro(dues: Sequence[Due], day: str | None) -> tuple[Line, ...]:
    counts = Counter(one.kind for one in dues)
    said = listed(count(counts[kind], noun) for kind, _, noun in SECTIONS)
    first = line(f"As of {day}: {said}." if day else f"{said[:1].upper()}{said[1:]}.")
    if day is None and dues:
        return first, line("No report has a day, so nothing is told to be ahead or past.")
    unknown = sum(one.state == "unreported" and not any(step.kind in _TOLD for step in one.course) for one in dues)
    if not unknown:
        return (first,)
    verb = "is past its day" if unknown == 1 else "are past their days"
    return first, line(f"{unknown} {verb} with no report either way by {day}.")
