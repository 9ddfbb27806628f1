"""What is due, and announced meetings, as lines: nearly the same words in several reports are one line."""

from __future__ import annotations

from onrecord.model.reading import Deadline, Entry, Event
from onrecord.views.happenings import events, when
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, line
from onrecord.views.told import Told, again, telling, told
from onrecord.views.words import days, flat


def deadlines(index: Index) -> list[Told[Deadline]]:
    """All deadlines of the reports, by due day, those without a day last.

    A day that a deadline was moved from is told with the day that it was moved to, where the report has both.
    """
    found = [
        (entry, one)
        for entry in index.entries
        for one in entry.reading.deadlines
        if one.rule != MOVED or not any(_is_moved(one, other) for other in entry.reading.deadlines)
    ]
    kept = told(found, lambda entry, one: (one.earliest, one.latest, one.rule == MOVED))
    return sorted(kept, key=lambda one: one.value.latest or one.value.earliest or "9999")


#: The rule that reads the day that a deadline was moved from.
MOVED = "deadline.moved"


def _is_moved(old: Deadline, new: Deadline) -> bool:
    """Whether the one is the day that the other was moved from."""
    return old.rule == MOVED != new.rule and old.what == new.what


def _old_days(entry: Entry, deadline: Deadline) -> str:
    """The days that a deadline was moved from, as words; empty if the report tells of none."""
    old = next((one for one in entry.reading.deadlines if _is_moved(one, deadline)), None)
    return days(old.earliest, old.latest) if old else ""


def deadline_line(index: Index, one: Told[Deadline]) -> Line:
    """A deadline: by when, from which day it was moved, what is due, who set it, and in whose words."""
    deadline, entry = one.value, one.entry
    set_by = f"set by {index.name(deadline.set_by)}, " if deadline.set_by else ""
    due, old = days(deadline.earliest, deadline.latest), _old_days(entry, deadline)
    opening = "was due" if deadline.rule == MOVED else "due"
    return line(
        Run(f"{opening} {due if due != 'no day' else 'on a day not resolved'}", "strong"),
        f" (moved from {old})" if old else ", moved" if deadline.rule == MOVED else "",
        " — ",
        *telling(entry, deadline.span, deadline.what),
        Run(f" — {set_by}{index.told(entry, deadline.attribution)}{again(index, one)}", "quiet"),
        cite=one.citations,
        facts={
            "day": deadline.earliest,
            "until": deadline.latest,
            "moved_from": old or None,
            "what": flat(deadline.what.text),
            "set_by": index.name(deadline.set_by) if deadline.set_by else None,
            "according_to": index.told(entry, deadline.attribution),
            "rule": deadline.rule,
        },
    )


def _is_meeting(event: Event) -> bool:
    """Whether parties meet at it, or will: PLOVER has a meeting that is promised as agreement."""
    return event.type == "CONSULT" or (event.type == "AGREE" and event.mode == "meet")


def meetings(index: Index) -> list[Told[Event]]:
    """Meetings that are announced, possible or conditional, by day, those without a day last."""
    coming = ("planned", "possible", "conditional")
    found = [one for one in events(index) if _is_meeting(one.value) and one.value.status in coming]
    return sorted(found, key=lambda one: when(one.entry, one.value)[0] or "9999")
