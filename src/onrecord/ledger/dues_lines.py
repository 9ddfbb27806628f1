"""Tellings of one thing due put together: alike words, the same party, days that can be one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from onrecord.ledger.dues_items import Item
from onrecord.ledger.dues_words import Days, alike, apart, later, one_time, within
from onrecord.lexicons.world import terms
from onrecord.model.due import Step
from onrecord.text.words import words
from onrecord.text.wordset import wordset

#: A meeting without a day is that of another report if they are at most so many days apart.
NEAR = 45


@dataclass(eq=False)
class Line:
    """What is due, while it is put together.

    Attributes:
        items: its tellings, in order.
        days: when it is due as it stands.
        before: days that it was due before it was moved.
        steps: what became of it.
    """

    items: list[Item]
    days: Days
    before: list[Days] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def first(self) -> Item:
        """Its first telling."""
        return self.items[0]

    @property
    def meeting(self) -> bool:
        """Whether it is a meeting."""
        return self.first.kind == "meeting"

    @property
    def setters(self) -> frozenset[str]:
        """The parties that are told to have set it."""
        return frozenset().union(*(one.setters for one in self.items))

    @property
    def parties(self) -> frozenset[str]:
        """The parties that it binds, or that meet."""
        return frozenset().union(*(one.parties for one in self.items))

    @property
    def places(self) -> tuple[str, ...]:
        """Where it is told to be."""
        return tuple(dict.fromkeys(one.place for one in self.items if one.place))

    @property
    def reports(self) -> frozenset[str]:
        """Ids of the reports that tell it."""
        return frozenset(one.entry.id for one in self.items)

    @property
    def since(self) -> str | None:
        """ISO day of the first report that tells it."""
        return min((one.day for one in self.items if one.day), default=None)

    def at(self, days: Days) -> bool:
        """Whether it is, or was before it was moved, due at that time."""
        return any(one_time(days, known) for known in (self.days, *self.before))

    def take(self, other: Line) -> None:
        """Take over the tellings and the course of another line."""
        self.items = sorted([*self.items, *other.items], key=lambda one: one.order)
        self.before += other.before
        self.steps += other.steps


def is_one(line: Line, item: Item) -> bool:
    """Whether a telling is of a line."""
    return one_meeting(line, item) if item.kind == "meeting" else one_due(line, item)


def one_due(line: Line, item: Item, *, days: bool = True) -> bool:
    """Whether a deadline or commitment is that of a line: alike words, no other party, days that can be one.

    Args:
        line: the line.
        item: the deadline or commitment.
        days: whether the days must be those of the line, too.
    """
    if not agree(item.setters, line.setters) or not agree(item.parties, line.parties):
        return False
    if days and not (line.at(item.days) or _as_worded(line, item)):
        return False
    return any(_same_deed(item, one) for one in line.items)


def _same_deed(a: Item, b: Item) -> bool:
    """Whether the words are alike and neither names what the other does not: another town is another deed."""
    return alike(a.words, b.words) and not (a.names - b.words and b.names - a.words)


def _as_worded(line: Line, item: Item) -> bool:
    """Whether neither has a day, and both name the time in the same words."""
    if item.days[1] or line.days[1] or not item.by:
        return False
    return any(one.by.casefold() == item.by.casefold() and one.day == item.day for one in line.items)


def agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of parties can be those of one thing: one holds the other, or one is not told."""
    return not a or not b or a <= b or b <= a


def one_meeting(line: Line, item: Item) -> bool:
    """Whether an announced meeting is that of a line: no other parties, no other day, and something in common."""
    if not agree(item.parties, line.parties) or not one_round(line, item.words):
        return False
    shared = len(item.parties & line.parties) >= 2
    there = bool(item.place) and any(one_place(item, one) for one in line.items if one.place)
    beside = item.entry.id in line.reports and not (item.parties and line.parties)
    if item.place and line.places and not there and not (item.days[1] and _is_rougher(line, item, beside, shared)):
        return False
    worded = any(alike(item.words, one.words) for one in line.items)
    if item.days[1] and line.days[1]:
        linked = shared or there or worded or beside or _is_the_one(line, item)
        return _one_day(item.days, line.days) and linked
    if item.days[1] and not line.days[1]:
        return _near(line, item) and shared and (there or worded)
    ahead = not line.days[1] or item.day is None or item.day <= line.days[1]
    return _near(line, item) and ahead and (there or (shared and worded))


def _is_rougher(line: Line, item: Item, beside: bool, shared: bool) -> bool:
    """Whether another place is no contradiction: the same parties on one day, or one report's rougher telling.

    "Talks in Ostrania next week" and, further down, "the two delegations will meet in Arle on March 10".
    """
    if item.days == line.days:
        return shared
    return beside and (within(item.days, line.days) or within(line.days, item.days))


_THE = re.compile(r"the\s+(?:\w+\s+)?(?:talks|meeting|summit|negotiations|conference|round)\b", re.I)


def _is_the_one(line: Line, item: Item) -> bool:
    """Whether "the talks" on the very day are those of the line: the report names their place or both parties."""
    if item.parties or item.place or item.days != line.days or not _THE.match(item.span.text):
        return False
    text = item.entry.report.text
    return any(place in text for place in line.places) or len(line.parties & item.around) > 1


def _near(line: Line, item: Item) -> bool:
    return item.day is None or any(one.day is None or abs_days(one.day, item.day) <= NEAR for one in line.items)


def _one_day(a: Days, b: Days) -> bool:
    return a == b or within(a, b) or within(b, a)


def abs_days(a: str, b: str) -> int:
    """How many days two ISO days are apart."""
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)


_ROUNDS = wordset("first second third fourth fifth sixth")


def one_round(line: Line, stems: frozenset[str]) -> bool:
    """Whether no other round of talks is named: "the second round" is not "the third round"."""
    told = stems & _ROUNDS
    known = frozenset().union(*(one.words & _ROUNDS for one in line.items))
    return not told or not known or bool(told & known)


def one_place(a: Item, b: Item) -> bool:
    """Whether two places can be one, in the same report or another."""
    return same_place(a.place, b.place, (a.entry.report.text, b.entry.report.text))


def same_place(a: str | None, b: str | None, texts: Iterable[str] = ()) -> bool:
    """Whether two places can be one: one names the other, or its country, or a text has them side by side.

    >>> same_place("Miami", "the United States"), same_place("Miami", "Geneva")
    (True, False)
    """
    if not a or not b:
        return False
    one, other = (frozenset(word.text for word in words(place)) - {"the"} for place in (a, b))
    if one <= other or other <= one or _lies_in(a, b) or _lies_in(b, a):
        return True
    return any(f"{a}, {b}" in text or f"{b}, {a}" in text for text in texts)


def _lies_in(town: str, country: str) -> bool:
    """Whether the lexicon knows the one as a place in the other."""
    inner, outer = (terms().get(one.removeprefix("the ")) for one in (town, country))
    if inner is None or outer is None or "country" not in outer.kinds:
        return False
    return outer.id in (inner.of, inner.id)


def moved_to(old: Line, new: Line) -> bool:
    """Whether a later report sets another day for the same thing by the same party, while the old day is ahead."""
    told = [one for one in new.items if one.setters & old.setters and one.day]
    if old.meeting or new.meeting or not told or not old.since or not old.days[1] or not apart(old.days, new.days):
        return False
    first = new.since or ""
    last = max((one.day for one in old.items if one.day), default="")
    if not (old.since < first <= (old.days[1] or "")) or (first <= last and not _set_again(old, first)):
        return False
    return any(_same_deed(one, other) and _firm(one, other) for one in told for other in old.items)


def _set_again(old: Line, first: str) -> bool:
    """Whether the old day is told again only by reports that may not yet know of the new one."""
    return all(one.day is None or one.day <= later(first, 1) for one in old.items)


def _firm(one: Item, other: Item) -> bool:
    """Whether the two share enough words to be one thing at two times."""
    return len(one.words & other.words) >= min(2, len(one.words), len(other.words)) and one.setters == other.setters
