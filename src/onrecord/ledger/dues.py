"""What is due by when, and which meetings are announced, over all reports, with what became of each.

How it decides: tellings in alike words, of the same party, with days that can be one ("by June", "by the end of June")
are one line. Its state changes on evidence alone: a later report tells that it was held, met, missed, moved or called
off. Where the day has passed and no report tells what became of it, the state says just that. No clock is asked: the
day that counts is the one given, else that of the newest report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from onrecord.ledger.dues_course import follow
from onrecord.ledger.dues_deeds import of_deeds
from onrecord.ledger.dues_items import Cast, Item, cast, items
from onrecord.ledger.dues_lines import Line
from onrecord.ledger.dues_shelf import shelved
from onrecord.ledger.dues_signs import Sign, of_item, of_meetings, of_sentences
from onrecord.ledger.dues_words import precision
from onrecord.model.due import Due, OwedKind, OwedState, Step, StepKind
from onrecord.model.reading import Entry, EventStatus
from onrecord.model.relations import content_id
from onrecord.model.spans import Citation


def dues(
    entries: Sequence[Entry], origins: Mapping[str, Sequence[int]] | None = None, as_of: str | None = None
) -> tuple[Due, ...]:
    """What is due, once each, by due day; what has no day comes last.

    Args:
        entries: the reports, their actors under the identities of the record, in any order.
        origins: for each report id the numbers of its independent origins.
        as_of: the ISO day as of which it is told; reports of later days are not looked at, nor are those without a
            day. ``None`` takes all reports and the day of the newest.
    """
    read = sorted((one for one in entries if _by_then(one, as_of)), key=lambda one: (one.report.day or "9999", one.id))
    day = as_of or max((one.report.day for one in read if one.report.day), default=None)
    known = cast(read)
    told = sorted((item for one in read for item in items(one, known)), key=lambda item: item.order)
    signs = _signs(read, told, known)
    found = follow(shelved(told), signs)
    made = [_due(line, origins or {}, day) for line in found]
    return tuple(sorted(made, key=lambda one: (one.latest or "9999", one.earliest or "9999", one.kind, one.id)))


def _by_then(entry: Entry, as_of: str | None) -> bool:
    return as_of is None or bool(entry.report.day and entry.report.day <= as_of)


def _signs(read: Sequence[Entry], told: Sequence[Item], known: Cast) -> list[Sign]:
    """All signs of the reports; a sentence whose deadline says itself what became of it gives no second one."""
    found = [sign for item in told if (sign := of_item(item)) is not None]
    heads = frozenset(item.head for item in told if item.head)
    own: dict[str, list[Sign]] = {}
    for sign in found:
        own.setdefault(sign.entry.id, []).append(sign)
    for entry in read:
        found += of_meetings(entry, known)
        found += of_deeds(entry, known, heads)
        known_here = own.get(entry.id, ())
        found += (
            one for one in of_sentences(entry, known) if not any(one.span.overlaps(other.span) for other in known_here)
        )
    return sorted(found, key=lambda one: one.order)


# -- what is shown ----------------------------------------------------------------------------------------------

_SUREST: tuple[EventStatus, ...] = ("planned", "conditional", "possible")


def _due(line: Line, origins: Mapping[str, Sequence[int]], as_of: str | None) -> Due:
    first = line.first
    told = _told(line)
    start = Step("set", first.telling, (first.telling.citation,), *(line.before[0] if line.before else line.days))
    if not line.days[1]:  # a meeting of no known day that was held has the day on which it was
        line.days = next(((one.earliest, one.latest) for one in line.steps if one.kind == "met"), line.days)
    state, why = _state(line, as_of)
    shown = next((one for one in line.items if one.days == line.days), None)
    place = _place(line)
    return Due(
        id=content_id("due", *((one.entry.id, one.span.start, one.span.end) for one in line.items)),
        kind=_kind(line),
        what=Citation.of(told.entry.id, told.what),
        parties=tuple(sorted(line.parties)),
        set_by=tuple(sorted(line.setters)),
        earliest=line.days[0],
        latest=line.days[1],
        precision=precision(line.days),
        by=shown.by if shown else "",
        unresolved="" if line.days[1] else _unresolved(line),
        place=place.place if place else None,
        place_certainty=place.place_certainty if place else None,
        status=next((one for one in _SUREST if any(item.status == one for item in line.items)), None),
        tellings=tuple(telling for one in line.items for telling in one.tellings),
        course=(start, *line.steps),
        state=state,
        why=why,
        as_of=as_of,
        origins=tuple(sorted({n for report in line.reports for n in origins.get(report, ())})),
    )


def _told(line: Line) -> Item:
    """The telling that is shown: the first one outside a headline that has the very days it was first set for."""
    body = [one for one in line.items if not _in_headline(one)] or line.items
    days = line.before[0] if line.before else line.days
    return next((one for one in body if one.days == days), body[0])


def _in_headline(one: Item) -> bool:
    number = one.entry.report.block_at(one.span.start)
    return number is not None and one.entry.report.blocks[number].kind == "headline"


def _kind(line: Line) -> OwedKind:
    """What most tellings have it for; of as many, a deadline."""
    votes = Counter(one.kind for one in line.items)
    return max(votes, key=lambda kind: (votes[kind], kind))


def _place(line: Line) -> Item | None:
    """The telling of the place that most reports have; of as many, the more exact one."""
    placed = [one for one in line.items if one.place]
    votes = Counter(one.place for one in placed)
    return max(placed, key=lambda one: (votes[one.place], len(one.place or ""), one.place or ""), default=None)


def _unresolved(line: Line) -> str:
    if line.before:
        return "moved to a day that is not told"
    return line.first.unresolved or "the report tells no day"


def _state(line: Line, as_of: str | None) -> tuple[OwedState, str]:
    """Where it stands, and why: the last step decides; without one, whether its day is ahead."""
    step = _last(line.steps)
    if step == "differ":
        return "unreported", "reports do not agree on what became of it"
    if step in _CLOSED:
        return step, "as told by the report cited"
    still: OwedState = "moved" if step == "moved" else "open"
    if as_of is None:
        return still, "no report has a day, so it is not known whether it is still ahead"
    if not line.days[1]:
        return still, f"by when is not known: {_unresolved(line)}"
    if line.days[1] < as_of:
        return "unreported", f"its day has passed and no report by {as_of} tells what became of it"
    return still, f"still ahead on {as_of}"


_CLOSED: tuple[Literal["met", "missed", "withdrawn"], ...] = ("met", "missed", "withdrawn")


def _last(steps: Sequence[Step]) -> StepKind | Literal["differ"] | None:
    """The step that holds: the last one, where no two tell what cannot both be."""
    holds: StepKind | Literal["differ"] | None = None
    for step in steps:
        if step.kind in ("set", "moved"):
            holds = step.kind if step.kind == "moved" else None
        elif holds == "differ" or {holds, step.kind} == {"met", "missed"}:
            holds = "differ"
        elif not (holds == "met" and step.kind == "withdrawn"):
            holds = step.kind
    return holds
