"""The screen of what is due by when, and which meetings are announced."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views.dues import deadline_line, deadlines, meetings
from onrecord.views.happenings import event_line
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Section, line
from onrecord.views.words import count


def page(entries: Sequence[Entry], relations: Relations, *, as_of: str | None = None) -> Page:
    """Deadlines by due day, then announced meetings by day."""
    index = Index(entries, relations)
    due, meet = lines(index)
    return index.cited(
        Page(
            "Deadlines and meetings",
            (line(f"{count(len(due), 'deadline')}, {count(len(meet), 'announced meeting')}."),),
            (
                Section("Deadlines", due, empty="No deadline was found."),
                Section("Announced meetings", meet, empty="No announced meeting was found."),
            ),
        )
    )


def lines(index: Index) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Lines of the deadlines and lines of the announced meetings."""
    due = tuple(deadline_line(index, one) for one in deadlines(index))
    return due, tuple(event_line(index, one) for one in meetings(index))
