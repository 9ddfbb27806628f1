"""Events, positions and deadlines as lines: nearly the same words in several reports are one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.model.reading import Deadline, Entry, Event, Position
from onrecord.model.spans import Citation, Span
from onrecord.views.index import Index, sentence
from onrecord.views.page import Line, Run, line, within
from onrecord.views.words import MOVES, STATUSES, alike, days, flat, issue, listed, quoted, wording

T = TypeVar("T", Event, Position, Deadline)


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """One event, position or deadline with every report that tells it in nearly the same words.

    Attributes:
        value: as the first report has it.
        entry: the first report.
        citations: where it stands, in all reports.
    """

    value: T
    entry: Entry
    citations: tuple[Citation, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that tell it."""
        return tuple(dict.fromkeys(citation.report for citation in self.citations))


def told(found: Iterable[tuple[Entry, T]], key: Callable[[Entry, T], object]) -> list[Told[T]]:
    """Values of one key in nearly the same words put together, in order of first appearance.

    Args:
        found: values with the report that each is from.
        key: what two of them must have in common beside their words.
    """
    by_key: dict[object, list[tuple[frozenset[str], list[tuple[Entry, T]]]]] = {}
    groups: list[list[tuple[Entry, T]]] = []
    for entry, value in found:
        words = wording(value.span.text)
        near = by_key.setdefault(key(entry, value), [])
        group = next((one for theirs, one in near[:_LOOKED_AT] if alike(theirs, words)), None)
        if group is None:
            group = []
            near.append((words, group))
            groups.append(group)
        group.append((entry, value))
    return [
        Told(group[0][1], group[0][0], tuple(Citation.of(entry.id, value.span) for entry, value in group))
        for group in groups
    ]


#: A value is compared with so many groups of its key, so that thousands of events without a day stay affordable.
_LOOKED_AT = 200


# -- events -----------------------------------------------------------------------------------------------------


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
        *_telling(entry, event.span, event.span),
        Run(f" — {STATUSES[event.status]}, {index.told(entry, event.attribution)}{_again(index, one)}", "quiet"),
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


#: A sentence longer than this, in characters, is cut down to the words that tell of the thing: 12 of 1,913 sentences
#: of 28 web pages of news and comment are longer, but 313 of 1,185 that links of notes run together in five others.
_LONGEST = 320


def _telling(entry: Entry, span: Span, words: Span) -> tuple[str | Run, ...]:
    """The sentence that tells of it with its words standing out; of a very long one only the words that tell of it."""
    whole, told_in = sentence(entry, span), flat(span.text)
    if len(whole) <= _LONGEST:
        return within(whole, flat(words.text))
    head, _, tail = whole.partition(told_in)
    return within(f"{'… ' if head else ''}{told_in}{' …' if tail else ''}", flat(words.text))


def _again(index: Index, one: Told[Event] | Told[Position] | Told[Deadline]) -> str:
    return f" — {index.how_many(one.reports)}" if len(one.reports) > 1 else ""


# -- positions --------------------------------------------------------------------------------------------------


def positions(index: Index) -> list[Told[Position]]:
    """All positions of the reports, in the order in which they were taken or told, those without a day last."""
    found = [(entry, one) for entry in index.entries for one in entry.reading.positions]
    kept = told(found, lambda _, one: (one.party, one.issue, one.move))
    return sorted(kept, key=lambda one: one.value.when or "9999")


def position_line(index: Index, one: Told[Position]) -> Line:
    """A party's move: day, party, move, what it is about, and in whose words."""
    position, entry = one.value, one.entry
    return line(
        Run(position.when or "no day", "strong"),
        f" — {index.name(position.party)} {MOVES[position.move]}: ",
        *_telling(entry, position.span, position.object or position.span),
        Run(f" — {index.told(entry, position.attribution, position.party)}{_again(index, one)}", "quiet"),
        cite=one.citations,
        facts={
            "day": position.when,
            "issue": issue(position.issue),
            "party": index.name(position.party),
            "move": position.move,
            "object": flat(position.object.text) if position.object else None,
            "according_to": index.told(entry, position.attribution),
            "rule": position.rule,
        },
    )


def object_words(position: Position) -> str:
    """What a position is about, in quotation marks: its object, else all the words that make the move."""
    return quoted(position.object.text if position.object else position.span.text)


#: Under which positions on issues that the lexicon does not know stand together.
OTHER = "other:other issues"


def by_issue(found: Sequence[Told[Position]]) -> dict[str, list[Told[Position]]]:
    """Positions by issue, the issue in most reports first; those outside the lexicon together and last."""
    groups: dict[str, list[Told[Position]]] = {}
    for one in found:
        known = not one.value.issue.startswith("other:")
        groups.setdefault(one.value.issue if known else OTHER, []).append(one)

    def rank(item: tuple[str, list[Told[Position]]]) -> tuple[bool, int, int]:
        reports = {report for one in item[1] for report in one.reports}
        return item[0].startswith("other:"), -len(reports), -len(item[1])

    return dict(sorted(groups.items(), key=rank))


# -- deadlines and meetings -------------------------------------------------------------------------------------


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
        *_telling(entry, deadline.span, deadline.what),
        Run(f" — {set_by}{index.told(entry, deadline.attribution)}{_again(index, one)}", "quiet"),
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
