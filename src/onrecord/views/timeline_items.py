"""The timeline as items: each happening and each thing due once, with the days and names that a page asks by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.ledger.happenings_days import precision
from onrecord.model.due import Due
from onrecord.model.happening import Happening
from onrecord.views import dues, happenings
from onrecord.views.index import Index
from onrecord.views.page import Line
from onrecord.views.timeline import due_line, newest, once

#: How something stands on a timeline; each has a sign and a lane of its own.
Standing = Literal[
    "happened", "ongoing", "planned", "possible", "conditional", "denied", "proposed", "demanded", "due"
]  # fmt: skip

#: The standings in the order of their lanes, each with its sign and its words: what has been, then what may come.
LANES: dict[Standing, str] = {
    "happened": happenings.SIGNS["happened"],
    "ongoing": happenings.SIGNS["ongoing"],
    "denied": happenings.SIGNS["denied"],
    "planned": happenings.SIGNS["planned"],
    "possible": happenings.SIGNS["possible"],
    "conditional": happenings.SIGNS["conditional"],
    "proposed": happenings.PROPOSED,
    "demanded": happenings.DEMANDED,
    "due": happenings.DUE,
}


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line of the timeline, and what it is found by.

    Attributes:
        id: that of the happening, or of what is due.
        standing: how it stands, which is the lane that it is drawn in.
        earliest: first ISO day that it may be; ``None`` if no day is known.
        latest: last such day.
        precision: how exactly the day is told; ``None`` if none is known.
        told: ISO day of the first report that tells it; ``None`` if none of them has a day.
        ahead: whether it is still to come on the day of the newest report.
        day: under which day it stands in a list: of what is still to come and of what was due, its last one, else its
            first; ``None`` if it has none.
        said: whether it is an act of speech without a day, which positions have too.
        type: its PLOVER type or, of what is due, its kind.
        parties: actor ids of who does it or owes it, then of whom it is done to or who set it.
        reports: ids of the reports that tell it.
        line: the line that shows it.
    """

    id: str
    standing: Standing
    earliest: str | None
    latest: str | None
    precision: str | None
    told: str | None
    ahead: bool
    day: str | None
    said: bool
    type: str
    parties: tuple[str, ...]
    reports: tuple[str, ...]
    line: Line


def items(index: Index) -> Iterator[TimelineItem]:
    """Every line of the timeline as of the newest report, by day, what is still to come last, then what has no day.

    Args:
        index: the reports and what holds between them.
    """
    day = newest(index)
    told, owed = once(happenings.found(index), dues.found(index))
    found = [*(_happening(index, one, day) for one in told), *(_due(index, one, day) for one in owed)]
    yield from sorted(found, key=_order)


def _order(one: TimelineItem) -> tuple[str | bool, ...]:
    if one.day is None:
        resolved = not one.line.why  # a day is told that could not be resolved: before those of which none is told
        return (True, True, one.said, resolved, one.told or "9999", one.id)
    return (False, one.ahead, one.day, one.latest or "", one.told or "9999", one.id)


def _happening(index: Index, one: Happening, day: str | None) -> TimelineItem:
    first, last = (one.when.earliest, one.when.latest) if one.when.earliest and one.when.latest else (None, None)
    ahead = bool(first and day and (happenings.is_ahead(one, day) or first > day))
    at = last if ahead and first and day and first <= day else first
    return TimelineItem(
        one.id,
        "proposed" if one.proposed else "demanded" if one.demanded else one.status,
        first,
        last,
        one.when.precision if first else None,
        min((account.day for account in one.accounts if account.day), default=None),
        ahead,
        at,
        happenings.only_said(one),
        one.type,
        tuple(dict.fromkeys((*one.actors, *one.recipients))),
        one.reports,
        happenings.happening_line(index, one, day),
    )


def _due(index: Index, one: Due, day: str | None) -> TimelineItem:
    first, last = one.earliest or one.latest, one.latest or one.earliest
    return TimelineItem(
        one.id,
        "due",
        first,
        last,
        precision(first, last) if first and last else None,
        one.first,
        bool(last and day and last > day),
        last,
        False,
        one.kind,
        tuple(dict.fromkeys((*one.parties, *one.set_by))),
        one.reports,
        due_line(index, one),
    )
