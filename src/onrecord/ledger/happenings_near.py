"""Happenings where they can be found again: by their days, or by words and by when they were told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.ledger.happenings_apart import AHEAD, TOLD_WITHIN, Item, width

#: An event of at most so many days more than one is looked up day by day, a longer one by its months.
_FEW = 7
#: So many telling words of an event without a day are looked up.
_WORDS = 12


class _Key(NamedTuple):
    family: str
    under: str
    value: str
    when: str = ""


class Near:
    """Numbers of happenings by what an event must have in common with one of their events to be the same.

    Events come in their order: those with a day first, those without after them by the day on which they are told. So
    an event with a day can only be one with others that have days, and these must overlap; one without a day was told
    within two weeks of another, unless it is not known when it was told.
    """

    def __init__(self) -> None:
        self._under: dict[_Key, dict[int, None]] = {}

    def put(self, one: Item, number: int) -> None:
        """Note that an event is of a happening."""
        for key in _kept(one):
            self._under.setdefault(key, {})[number] = None

    def of(self, one: Item) -> list[int]:
        """The happenings that an event may be of, in the order in which they began."""
        return sorted({number for key in _asked(one) for number in self._under.get(key, ())})


def _kept(one: Item) -> Iterator[_Key]:
    """Under what an event is found."""
    place = one.account.event.place if one.account.event.status in AHEAD else None
    told = (one.account.day or "")[:7]
    if place:
        for when in (told, "any"):
            yield _Key(one.family, "place, told", place, when)
    if one.days is None:
        for word in _telling(one):
            for when in (told, "any"):
                yield _Key(one.family, "word", word, when)
        return
    wide = width(one) > _FEW
    if place:
        yield _Key(one.family, "wide at" if wide else "at", place)
    for month in _months(one):
        yield _Key(one.family, "wide in" if wide else "in", month)
    if not wide:
        for day in _days(one):
            yield _Key(one.family, "on", day)


def _asked(one: Item) -> Iterator[_Key]:
    """Under what the events lie that an event may be one with."""
    place = one.account.event.place if one.account.event.status in AHEAD else None
    if one.days is None:
        for when in _told(one):
            if place:
                yield _Key(one.family, "place, told", place, when)
            for word in _telling(one):
                yield _Key(one.family, "word", word, when)
        return
    wide = width(one) > _FEW
    for month in _months(one):
        yield _Key(one.family, "wide in", month)
        if wide:
            yield _Key(one.family, "in", month)
    if place:
        yield _Key(one.family, "wide at", place)
        if wide:
            yield _Key(one.family, "at", place)
    if not wide:
        for day in _days(one):
            yield _Key(one.family, "on", day)


def _telling(one: Item) -> list[str]:
    return sorted(one.words)[:_WORDS]


def _told(one: Item) -> tuple[str, ...]:
    """The months in which an event may have been told that one without a day is one with; all if it is not known."""
    if one.account.day is None:
        return ("any",)
    last = date.fromisoformat(one.account.day)
    first = last - timedelta(days=TOLD_WITHIN)
    return tuple(dict.fromkeys(day.isoformat()[:7] for day in (first, last, last + timedelta(days=TOLD_WITHIN))))


def _months(one: Item) -> tuple[str, ...]:
    """The first and the last month of an event; the years where it lasts beyond one."""
    first, last = one.days or ("", "")
    found = {first[:7], last[:7]} if first[:4] == last[:4] else {first[:4], last[:4]}
    return tuple(sorted(found))


def _days(one: Item) -> Iterator[str]:
    first = date.fromisoformat((one.days or ("", ""))[0])
    for more in range(width(one) + 1):
        yield (first + timedelta(days=more)).isoformat()
