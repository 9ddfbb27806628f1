"""An axis of days: where a day stands, and which days, months or years are written under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import pairwise

from onrecord.render.drawing.svg import SIZE, width

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Space beside an axis, into which its last label may reach.
MARGIN = 8
#: Space between two labels.
_GAP = 8
_DAYS = (1, 2, 7, 14)
_MONTHS_APART = (1, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis.

    Attributes:
        day: where it stands.
        words: what is written under it: a day, a month or a year.
        year: the year, written below where it is the first tick of one; empty elsewhere and under years.
    """

    day: date
    words: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of days on a stretch of the drawing.

    Attributes:
        first: its first day.
        last: its last day, to the end of which it goes.
        left: where it begins.
        right: where it ends.
    """

    first: date
    last: date
    left: float
    right: float

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def per_day(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / self.days

    def start(self, day: date) -> float:
        """Where a day begins, at most at the ends of the axis."""
        at = self.left + (day - self.first).days * self.per_day
        return min(max(at, self.left), self.right)

    def end(self, day: date) -> float:
        """Where a day ends, at most at the ends of the axis."""
        return self.left if day < self.first else self.right if day >= self.last else self.start(day) + self.per_day

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return (self.start(day) + self.end(day)) / 2

    def shows(self, first: date, last: date) -> bool:
        """Whether it has any of these days."""
        return first <= self.last and last >= self.first

    def begins(self, day: date, words: str, size: int = SIZE) -> float:
        """Where words under a day begin: there, or further left where they would leave the drawing."""
        return min(self.start(day), self.right + MARGIN - width(words, size))

    def ticks(self, size: int = SIZE) -> tuple[Tick, ...]:
        """Marks in the finest of days, weeks, months and years whose labels have room beside each other.

        Args:
            size: of the letters.
        """
        for days in _every(self.first, self.last):
            made = _labelled(days)
            if self._fits(made, size):
                return made
        return ()

    def _fits(self, ticks: Sequence[Tick], size: int) -> bool:
        """Whether no label, nor the year below one, touches another."""
        if (self.right - self.left) < len(ticks) * size:
            return False
        words = [(self.begins(one.day, one.words, size), width(one.words, size)) for one in ticks]
        years = [(self.begins(one.day, one.year, size), width(one.year, size)) for one in ticks if one.year]
        return all(a + wide + _GAP <= b for row in (words, years) for (a, wide), (b, _) in pairwise(row))


def _every(first: date, last: date) -> Iterator[list[date]]:
    """The days on which marks may stand, from the finest steps to the coarsest; steps too fine by far are left out."""
    total = (last - first).days + 1
    for step in _DAYS:
        if total // step <= 100:
            begin = first.toordinal() + (-(first.toordinal() - 1)) % step
            yield [date.fromordinal(one) for one in range(begin, last.toordinal() + 1, step)]
    for step in _MONTHS_APART:
        if total // (28 * step) <= 100:
            yield list(_months(first, last, step))
    for step in _YEARS:
        if total // (365 * step) <= 100:
            begin = -(-first.year // step) * step
            years = (date(year, 1, 1) for year in range(max(begin, 1), last.year + 1, step))
            yield [one for one in years if one >= first]


def _months(first: date, last: date, step: int) -> Iterator[date]:
    year, month = first.year, 1
    while date(year, month, 1) <= last:
        if date(year, month, 1) >= first:
            yield date(year, month, 1)
        year, month = (year, month + step) if month + step <= 12 else (year + 1, 1)
        if year > MAXYEAR:
            return


def _labelled(days: Sequence[date]) -> tuple[Tick, ...]:
    """The marks with their words: the finest part that differs, with the year under the first mark of each."""
    if all((one.month, one.day) == (1, 1) for one in days):
        return tuple(Tick(one, str(one.year)) for one in days)
    whole_months = all(one.day == 1 for one in days)
    made, year = [], 0
    for one in days:
        words = _MONTHS[one.month - 1] if whole_months else f"{one.day} {_MONTHS[one.month - 1]}"
        made.append(Tick(one, words, str(one.year) if one.year != year else ""))
        year = one.year
    return tuple(made)


def day_words(day: date) -> str:
    """A day as drawings write it.

    >>> day_words(date(2031, 3, 5))
    '5 Mar 2031'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


#: Fewer days with marks than this are all drawn, and so are marks within so many days.
_FEW, _SHORT = 8, 100
#: Days without a mark that end the stretch that is drawn, at least, and as a part of the stretch.
_PAUSE, _OF_STRETCH = 14, 0.2
#: A stretch with this part of all days or more leaves out too little for leaving out.
_MOST = 0.5


def stretch(days: Iterable[date]) -> tuple[date, date] | None:
    """The days that a drawing goes over: all, or those around which most lie where a few lie far away.

    It is the shortest stretch that has half of the days with marks, with all that follows on it at either end without a
    long pause; so one mark of another century does not press all others into one spot.

    Args:
        days: the days of marks; how often a day is told does not matter.
    """
    every = sorted(set(days))
    if not every:
        return None
    whole = every[0], every[-1]
    if len(every) < _FEW or (whole[1] - whole[0]).days < _SHORT:
        return whole
    half = (len(every) + 1) // 2
    low = min(range(len(every) - half + 1), key=lambda at: (every[at + half - 1] - every[at], -at))
    high = low + half - 1
    low, high = _grown(every, low, high)
    if (every[high] - every[low]).days >= _MOST * (whole[1] - whole[0]).days:
        return whole
    return every[low], every[high]


def _grown(every: Sequence[date], low: int, high: int) -> tuple[int, int]:
    """The stretch with what follows on it at either end without a long pause."""
    while True:
        pause = timedelta(days=max(_PAUSE, _OF_STRETCH * (every[high] - every[low]).days))
        if low and every[low] - every[low - 1] <= pause:
            low -= 1
        elif high + 1 < len(every) and every[high + 1] - every[high] <= pause:
            high += 1
        else:
            return low, high


def padded(first: date, last: date) -> tuple[date, date]:
    """A stretch with a little room at either end, so that no mark stands on its edge."""
    room = max(1, (last - first).days // 40)
    low = date.fromordinal(max(first.toordinal() - room, 1))
    return low, date.fromordinal(min(last.toordinal() + room, date.max.toordinal()))
