"""The screen of what happened, is planned or is due, by day."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views.dues import deadline_line, deadlines, meetings
from onrecord.views.happenings import event_line, events, when
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Section, line
from onrecord.views.words import count


def page(entries: Sequence[Entry], relations: Relations, *, as_of: str | None = None) -> Page:
    """Events and deadlines in the order of their days; then those whose day is not known."""
    index = Index(entries, relations)
    dated, undated = split(index)
    return index.cited(
        Page(
            "Timeline",
            (line(f"{count(len(dated), 'event')} with a day, {len(undated)} without. Days are those of the events."),),
            (
                Section("By day", dated, empty="No event with a resolved day was found."),
                Section("Day not known", undated, empty="Every event has a day."),
            ),
        )
    )


def split(index: Index, *, due: bool = True) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Lines of events and deadlines: those with a day, by day; those without, in the order of the reports.

    Args:
        index: the reports.
        due: also deadlines and announced meetings; the brief has these in a section of their own.
    """
    listed = set() if due else {one.citations for one in meetings(index)}
    found = [
        (when(one.entry, one.value), event_line(index, one)) for one in events(index) if one.citations not in listed
    ]
    if due:
        found += [((one.value.earliest, one.value.latest), deadline_line(index, one)) for one in deadlines(index)]
    dated = sorted((item for item in found if any(item[0])), key=lambda item: _day(item[0]))
    return tuple(one for _, one in dated), tuple(one for day, one in found if not any(day))


def _day(span: tuple[str | None, str | None]) -> str:
    return span[0] or span[1] or ""
