"""The drawing beside a timeline: a lane a standing, an axis of days, and above them how many reports each day has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.render.drawing.axis import MARGIN, Axis, day_words, padded, stretch
from onrecord.render.drawing.density import density
from onrecord.render.drawing.lanes import FEW, GAP, HEAD, MOST, Band, Lane, Mark, lane, lanes
from onrecord.render.drawing.svg import SIZE, drawing, element, fit, text, width

#: Widths of the two drawings: beside a list on a screen, and on a narrow one, where letters stay readable.
WIDE, NARROW = 720, 340
_FOOT = 34

#: Where the marks of a day and standing are opened by themselves: gives the address for a standing and two ISO days.
Opened = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class _Place:
    """A drawing as it grows downwards."""

    axis: Axis
    newest: date | None
    opened: Opened | None
    most: int


def timeline(
    marks: Iterable[Mark],
    reports: Iterable[tuple[str, int]] = (),
    *,
    wide: int = WIDE,
    newest: str | None = None,
    first: str | None = None,
    last: str | None = None,
    opened: Opened | None = None,
) -> str:
    """The marks in their lanes over an axis of days; empty if none has a day.

    Few marks that lie far from all others are counted at the head of their lane and not drawn, unless the days are
    given. More marks than fit are drawn as one for some days with their count.

    Args:
        marks: what is drawn, in any order.
        reports: ISO days with their number of reports.
        wide: width of the drawing, in its units.
        newest: ISO day of the newest report, which parts what has been from what is to come.
        first: ISO day to begin with; the first of the stretch that has most marks if left out.
        last: ISO day to end with.
        opened: gives the address under which the marks of a standing and some days stand alone.
    """
    every = sorted(marks, key=lambda one: (one.first, one.last, one.words))
    days = _days(every, first, last)
    if days is None:
        return ""
    low, high = (day.isoformat() for day in days)
    shown = sum(one.count for one in every if one.first <= high and one.last >= low)
    most = MOST if shown <= MOST else FEW
    place = _Place(Axis(*days, MARGIN, wide - MARGIN), _day(newest), opened, most)
    parts, y = [], 4.0
    for draw in (_density(place, reports), _newest(place), *(_lane(place, one) for one in lanes(every))):
        drawn, y = draw(y)
        parts += drawn
    parts += _foot(place.axis, y)
    return drawing(parts, wide, y + _FOOT, "timeline")


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _days(marks: Sequence[Mark], first: str | None, last: str | None) -> tuple[date, date] | None:
    """The days that the axis goes over; days that are given are kept to the day."""
    told = {day for one in marks for day in (one.first, one.last)}
    found = stretch(map(date.fromisoformat, told))
    low, high = _day(first), _day(last)
    if found is None:
        return None
    if low and high:
        return (low, high) if low <= high else None
    begin, end = padded(low or min(found[0], high or found[0]), high or max(found[1], low or found[1]))
    return low or begin, high or end


_Draw = Callable[[float], tuple[list[str], float]]


def _density(place: _Place, reports: Iterable[tuple[str, int]]) -> _Draw:
    counted = [(date.fromisoformat(day), number) for day, number in reports]
    return lambda y: density(place.axis, counted, y)


def _newest(place: _Place) -> _Draw:
    """Where the newest report stands: what is right of it is told to come."""

    def draw(y: float) -> tuple[list[str], float]:
        axis, day = place.axis, place.newest
        if day is None or not axis.shows(day, day):
            return [], y
        x = axis.end(day)
        words = fit(f"newest report: {day_words(day)}", axis.right - axis.left)
        begins = min(max(x - width(words) / 2, axis.left), axis.right - width(words))
        return [text(words, begins, y + SIZE), _dashes(x, y + SIZE + 3, y + HEAD)], y + HEAD

    return draw


def _dashes(x: float, top: float, bottom: float) -> str:
    return element(
        "line", x1=x, x2=x, y1=top, y2=bottom, stroke="currentColor", stroke_dasharray="3 2", class_="newest"
    )


def _lane(place: _Place, found: Lane) -> _Draw:
    def draw(y: float) -> tuple[list[str], float]:
        axis, day = place.axis, place.newest
        drawn, bands = lane(axis, found, y, place.opened, place.most)
        grid = [part for one in axis.ticks() for part in _down(axis.start(one.day), bands, _grid)]
        now = _down(axis.end(day), bands, _dashes) if day and axis.shows(day, day) else []
        return [*grid, *now, *drawn], bands[-1].bottom + GAP

    return draw


def _down(x: float, bands: Iterable[Band], draw: Callable[[float, float, float], str]) -> list[str]:
    """A line down the rows of a lane, but not through words."""
    parts: list[tuple[float, float]] = []
    for one in bands:
        if one.top == one.bottom or any(low - 2 < x < high + 2 for low, high in one.words):
            continue
        if parts and parts[-1][1] == one.top:
            parts[-1] = (parts[-1][0], one.bottom)
        else:
            parts.append((one.top, one.bottom))
    return [draw(x, top, bottom) for top, bottom in parts]


def _grid(x: float, top: float, bottom: float) -> str:
    return element("line", x1=x, x2=x, y1=top, y2=bottom, stroke="currentColor", opacity=0.2)


def _foot(axis: Axis, y: float) -> list[str]:
    """The axis with its days, months or years."""
    parts = [element("line", x1=axis.left, x2=axis.right, y1=y, y2=y, stroke="currentColor")]
    for one in axis.ticks():
        x = axis.start(one.day)
        parts.append(element("line", x1=x, x2=x, y1=y, y2=y + 5, stroke="currentColor"))
        for words, down in ((one.words, 17), (one.year, 30)):
            parts += [text(words, axis.begins(one.day, words), y + down)] if words else []
    return parts


def by_report(marks: Iterable[Mark], told: Iterable[str | None]) -> list[Mark]:
    """The marks by the day of the first report that tells them, without those of which it is not known.

    Args:
        marks: the marks.
        told: for each the ISO day of that report.
    """
    return [replace(one, first=day, last=day) for one, day in zip(marks, told, strict=True) if day]
