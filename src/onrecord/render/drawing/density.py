"""How many reports there are a day, as a strip of bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

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
    low, high = axis.first, axis.last
    bars = binned(axis, ((day, number) for day, number in reports if low <= day <= high and number > 0), step)
    if not bars:
        return [], y
    most = max(number for _, _, number in bars)
    span = "a day" if step == 1 else f"in {step} days"
    base = y + SIZE + 6 + _HEIGHT
    parts = [text(fit(f"Reports {span}, {most} at most", axis.right - axis.left), axis.left, y + SIZE)]
    parts += [_bar(axis, first, last, number, _HEIGHT * number / most, base) for first, last, number in bars]
    parts.append(element("line", x1=axis.left, x2=axis.right, y1=base, y2=base, stroke="currentColor"))
    return [element("g", *parts, class_="density")], base + 6


def bin_days(axis: Axis, least: float) -> int:
    """How many days stand together so that each such stretch is at least so wide."""
    return max(1, -int(-least // axis.per_day))


def binned(axis: Axis, days: Iterable[tuple[date, int]], step: int) -> list[tuple[date, date, int]]:
    """First and last day of each stretch of so many days that has any, with the sum of their numbers.

    What is left at the end of the axis is of the last stretch.

    Args:
        axis: the days.
        days: days of the axis with a number.
        step: days of a stretch.
    """
    first, last = axis.first.toordinal(), max(axis.days // step, 1) - 1
    counts: dict[int, int] = {}
    for day, number in days:
        at = min((day.toordinal() - first) // step, last)
        counts[at] = counts.get(at, 0) + number
    return [
        (
            date.fromordinal(first + at * step),
            axis.last if at == last else date.fromordinal(first + (at + 1) * step - 1),
            number,
        )
        for at, number in sorted(counts.items())
    ]


def _bar(axis: Axis, first: date, last: date, number: int, high: float, base: float) -> str:
    left, right = axis.start(first), axis.end(last)
    wide = min(max(right - left - 1, 1), _WIDEST)
    days = day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    x = (left + right - wide) / 2
    return element("rect", title(f"{days}: {number}"), x=x, y=base - high, width=wide, height=high, fill="currentColor")
