"""Lines where they can be found again: by the words of what is due, by month, by report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.ledger.dues_items import Item
from onrecord.ledger.dues_lines import NEAR, Line, agree, is_one
from onrecord.ledger.dues_words import Days, later, narrower

_Key = tuple[str, str]


class Shelf:
    """Lines under their words, months and reports, so that none has to be compared with all.

    What it gives may be more than what was asked for, never less, in the order in which lines were put in.
    """

    def __init__(self) -> None:
        self._lines: dict[int, Line] = {}
        self._numbers: dict[int, int] = {}
        self._under: dict[_Key, set[int]] = {}

    def __iter__(self) -> Iterator[Line]:
        return iter(tuple(self._lines.values()))

    def put(self, line: Line) -> None:
        """Put a line in, or again after it changed."""
        number = self._numbers.setdefault(id(line), len(self._numbers))
        self._lines[number] = line
        for key in _keys(line):
            self._under.setdefault(key, set()).add(number)

    def drop(self, line: Line) -> None:
        """Take a line out."""
        self._lines.pop(self._numbers[id(line)], None)

    def holds(self, line: Line) -> bool:
        """Whether the line is still there."""
        return self._numbers.get(id(line)) in self._lines

    def _at(self, keys: Iterable[_Key]) -> list[Line]:
        numbers = {number for key in keys for number in self._under.get(key, ())}
        return [self._lines[number] for number in sorted(numbers) if number in self._lines]

    def worded(self, stems: Iterable[str], days: Days = (None, None)) -> list[Line]:
        """Deadlines and commitments that have one of the words, or are due in the month of the days."""
        return self._at([*(("word", stem) for stem in stems), *(("due", month) for month in _months(days))])

    def meetings(self, days: Days, told: str | None) -> list[Line]:
        """Meetings in the months of the days, or told some weeks before or after the day of a report."""
        near = (later(told, -NEAR), later(told, NEAR)) if told else (None, None)
        return self._at([*(("met", month) for month in _months(days)), *(("told", month) for month in _months(near))])

    def in_report(self, report: str) -> list[Line]:
        """What a report tells."""
        return self._at([("report", report)])

    def of_item(self, item: Item) -> list[Line]:
        """Lines that a telling may be of."""
        if item.kind != "meeting":
            return self.worded(item.words)
        if item.day is None and not item.days[1]:
            return [one for one in self if one.meeting]
        return self.meetings(item.days, item.day)


def _months(days: Days) -> Iterator[str]:
    """The months that a span of days touches, ``YYYY-MM``."""
    if not (days[0] and days[1]):
        return
    year, month = int(days[0][:4]), int(days[0][5:7])
    while (name := f"{year:04}-{month:02}") <= days[1][:7]:
        yield name
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _keys(line: Line) -> Iterator[_Key]:
    for report in line.reports:
        yield "report", report
    for days in (line.days, *line.before):
        for month in _months(days):
            yield "met" if line.meeting else "due", month
    if line.meeting:
        told = [one.day for one in line.items] + [one.telling.day for one in line.steps]
        yield from (("told", day[:7]) for day in told if day)
    else:
        yield from (("word", stem) for one in line.items for stem in one.words)


def shelved(found: Iterable[Item]) -> Shelf:
    """The tellings put together into lines.

    Args:
        found: tellings in their order.
    """
    shelf = Shelf()
    waiting: list[Item] = []
    for item in found:
        if item.words or item.kind == "meeting":
            _enter(shelf, item)
        else:
            waiting.append(item)
    for item in waiting:
        same = _beside(shelf, item)
        if same is None:
            shelf.put(Line([item], item.days))
        else:
            same.take(Line([item], item.days))
            shelf.put(same)
    return shelf


def _beside(shelf: Shelf, item: Item) -> Line | None:
    """The one thing that words without a deed can mean: what stands beside them, else what is due on that very day.

    "Getting everything done by May" is what the report tells to be due by May; "the March 20 deadline" is the one
    deadline on that day, where the same party is named.
    """
    here = [one for one in shelf.in_report(item.entry.id) if not one.meeting and one.at(item.days)]
    if len(here) == 1 and agree(item.setters, here[0].setters):
        return here[0]
    if here or not item.around:
        return None
    there = [
        one
        for one in shelf.worded((), item.days)
        if one.first.words and one.days == item.days and (one.since or "9") <= (item.day or "")
    ]
    return there[0] if len(there) == 1 and item.around & (there[0].parties | there[0].setters) else None


def _enter(shelf: Shelf, item: Item) -> None:
    same = [one for one in shelf.of_item(item) if one.meeting == (item.kind == "meeting") and is_one(one, item)]
    best = same[0] if len(same) == 1 else _closest(same, item)
    if best is None:
        shelf.put(Line([item], item.days))
        return
    best.take(Line([item], item.days))
    best.days = narrower(best.days, item.days)
    shelf.put(best)


def _closest(same: list[Line], item: Item) -> Line | None:
    """Of several lines the one that surely is the same: the party that set it, or the parties, decide."""
    setter = [one for one in same if item.setters & one.setters]
    parties = [one for one in setter or same if item.parties and item.parties <= one.parties]
    found = parties or setter
    return found[0] if len(found) == 1 else None
