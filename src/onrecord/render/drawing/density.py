"""How many reports there are a day, as a strip of bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.render.drawing.axis import Axis, day_words
from onrecord.render.drawing.svg import SIZE, element, fit, text, title

_HEIGHT = 30.0
#: A bar is at least as wide as this.
_BAR = 3.0
_WIDEST = 16.0


def density(axis: Axis, reports: Sequence[tuple[date, int]], y: float) -> tuple[list[str], float]:
    """The strip, and where it ends; nothing where no report is of these days.

    Args:
        axis: the days.
        reports: days with their number of reports, in any order.
        y: where the strip begins.
    """
    step = bin_days(axis, _BAR)
    counts: dict[int, int] = {}
    for day, number in reports:
        if axis.shows(day, day) and number > 0:
            at = bin_of(axis, day, step)
            counts[at] = counts.get(at, 0) + number
    if not counts:
        return [], y
    most = max(counts.values())
    span = "a day" if step == 1 else f"in {step} days"
    base = y + SIZE + 6 + _HEIGHT
    parts = [text(fit(f"Reports {span}, {most} at most", axis.right - axis.left), axis.left, y + SIZE)]
    for at, number in sorted(counts.items()):
        parts.append(_bar(axis, at, step, number, _HEIGHT * number / most, base))
    parts.append(element("line", x1=axis.left, x2=axis.right, y1=base, y2=base, stroke="currentColor"))
    return [element("g", *parts, class_="density")], base + 6


def bin_days(axis: Axis, least: float) -> int:
    """How many days stand together so that each such stretch is at least so wide."""
    return max(1, -int(-least // axis.per_day))


def bin_of(axis: Axis, day: date, step: int) -> int:
    """The number of the stretch of days on the axis that a day is in; what is left at the end is of the last one."""
    return min((day - axis.first).days // step, _bins(axis, step) - 1)


def bin_ends(axis: Axis, at: int, step: int) -> tuple[date, date]:
    """First and last day of a stretch of days on the axis, by its number."""
    first = axis.first + timedelta(days=at * step)
    return first, axis.last if at >= _bins(axis, step) - 1 else first + timedelta(days=step - 1)


def _bins(axis: Axis, step: int) -> int:
    return max(axis.days // step, 1)


def _bar(axis: Axis, at: int, step: int, number: int, high: float, base: float) -> str:
    first, last = bin_ends(axis, at, step)
    left, right = axis.start(first), axis.end(last)
    wide = min(max(right - left - 1, 1), _WIDEST)
    days = day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    x = (left + right - wide) / 2
    return element("rect", title(f"{days}: {number}"), x=x, y=base - high, width=wide, height=high, fill="currentColor")
