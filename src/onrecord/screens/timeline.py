"""The timeline as a screen: items by the day of what happened, which can be asked for by the day of the report too."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.screens.made import Made, Screen, doubts
from onrecord.store.shown_days import NO_DAY
from onrecord.views import columns
from onrecord.views.index import Index
from onrecord.views.page import Run, line
from onrecord.views.timeline import newest
from onrecord.views.timeline_items import LANES, TimelineItem, items
from onrecord.views.words import count

#: Titles of the parts of what has no day.
UNRESOLVED, NONE_TOLD, SAID = "Day told, but not resolved", "No day told", "Said, without a day"
PAST = "By day"


def timeline(index: Index) -> Screen:
    """What happened, is planned and is due.

    Args:
        index: the reports and what holds between them.
    """
    found, day = tuple(items(index)), newest(index)
    dated = sum(one.day is not None for one in found)
    by = f"As of {day}: " if day else ""
    said = f"{by}{count(dated, 'line')} with a day, {len(found) - dated} without."
    signs = " · ".join(LANES.values())
    intro = (line(said, facts={"as_of": day}), line(Run(f"Signs: {signs}", "quiet")), *doubts(index))
    empty = "No event and nothing that is due was found."

    def made() -> Iterator[Made]:
        for one in found:
            yield Made(one.line, _section(one, day), keys=frozenset(_keys(index, one)), data=_data(one))

    return Screen("timeline", "Timeline", made(), intro, (("", empty),), columns.TIMELINE)


def _section(one: TimelineItem, day: str | None) -> str:
    if one.day is not None:
        return f"Ahead on {day}" if one.ahead else PAST
    return SAID if one.said else UNRESOLVED if one.line.why else NONE_TOLD


def _data(one: TimelineItem) -> dict[str, str | None]:
    return {"status": one.standing, "first": one.earliest, "last": one.latest, "told": one.told}


def _keys(index: Index, one: TimelineItem) -> Iterator[tuple[str, str]]:
    """What it can be chosen by; the marks are what a drawing of all of them counts."""
    yield "status", one.standing
    yield "told", one.told or NO_DAY
    if one.day is not None:
        yield "day", one.day
        yield "mark", f"{one.standing} {one.earliest} {one.latest}"
    if one.told is not None:
        yield "told_mark", f"{one.standing} {one.told} {one.told}"
    for party in one.parties:
        yield "party", index.name(party)
