"""Events as lines: nearly the same words in several reports are one line."""

from __future__ import annotations

from onrecord.model.reading import Entry, Event
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, line
from onrecord.views.told import Told, again, telling, told
from onrecord.views.words import STATUSES, days, listed


def events(index: Index) -> list[Told[Event]]:
    """All events of the reports."""
    found = [(entry, event) for entry in index.entries for event in entry.reading.events]
    return told(found, lambda entry, one: (one.type, one.status, when(entry, one)))


def when(entry: Entry, event: Event) -> tuple[str | None, str | None]:
    """First and last ISO day that an event may have; both ``None`` if no day is known."""
    if event.when is None or event.when >= len(entry.reading.times):
        return None, None
    time = entry.reading.times[event.when]
    return time.earliest, time.latest


def event_line(index: Index, one: Told[Event]) -> Line:
    """An event: day, what the report says, its kind and status, and in whose words."""
    event, entry = one.value, one.entry
    day = days(*when(entry, event))
    who = listed(index.name(actor) for actor in event.actors)
    whom = listed(index.name(actor) for actor in event.recipients)
    return line(
        Run(day, "strong"),
        " — ",
        *telling(entry, event.span, event.span),
        Run(f" — {STATUSES[event.status]}, {index.told(entry, event.attribution)}{again(index, one)}", "quiet"),
        cite=one.citations,
        facts={
            "day": when(entry, event)[0],
            "until": when(entry, event)[1],
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "actors": who or None,
            "recipients": whom or None,
            "place": event.place,
            "according_to": index.told(entry, event.attribution),
            "rule": event.rule,
        },
    )
