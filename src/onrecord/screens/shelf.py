"""What the screens of a record show, asked for a few items at a time; filled anew when the record changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onrecord.screens.packed import Known, unpack
from onrecord.store.shown import Filling, Wanted
from onrecord.store.shown_days import day_of
from onrecord.views.page import Line

if TYPE_CHECKING:
    from onrecord.store.protocol import Store

#: Items on one page of a screen.
PAGE = 30


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the items of a screen.

    Attributes:
        title: its heading.
        intro: what a reader needs first.
        sections: titles of its sections with the sentence that stands there when there is nothing.
        columns: the columns of its rows.
    """

    title: str
    intro: tuple[Line, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a screen.

    Attributes:
        number: its place.
        line: how it is drawn.
        section: title of the section that it stands in.
        heading: the line that it stands under, such as its speaker's.
        targets: ids that a person can decide on.
        data: what a drawing needs beside the line.
    """

    number: int
    line: Line
    section: str = ""
    heading: Line | None = None
    targets: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """Some items of a screen.

    Attributes:
        items: the items.
        total: how many there are in all.
        more: whether there are more than were counted.
        before: the cursor of the page before; ``None`` if this is the first.
        after: the cursor of the page after; ``None`` if this is the last.
        known: labels of the reports that they cite, and addresses at their outlets.
    """

    items: tuple[Item, ...]
    total: int
    more: bool
    before: int | None
    after: int | None
    known: Known


class Screens:
    """What the screens of a record show.

    Args:
        store: the record's store.
    """

    def __init__(self, store: Store) -> None:
        self._shelf = store.shown

    def filling(self) -> Filling | None:
        """What the screens were filled from; ``None`` if they never were."""
        return self._shelf.filling()

    def head(self, screen: str) -> Head:
        """What stands above the items of a screen."""
        kept = self._shelf.head(screen)
        if kept is None:
            return Head("")
        head, known = json.loads(kept), Known()
        sections = tuple((title, empty) for title, empty in head["sections"])
        return Head(head["title"], tuple(unpack(one, known) for one in head["intro"]), sections, tuple(head["columns"]))

    def page(self, wanted: Wanted, *, after: int = 0, before: int = 0, limit: int = PAGE) -> Shown:
        """Some items, and how many there are.

        Args:
            wanted: which.
            after: cursor: only those behind this number.
            before: cursor: the last ones before this number.
            limit: at most so many.
        """
        found = self._shelf.lines(wanted, before or after, limit + 1, backwards=bool(before))
        lines = [(number, number, line) for number, line in found]
        # All that are wanted are here where none came before and no more were found, so they need not be counted.
        whole = not (after or before) and len(found) <= limit
        total = (len(found), False) if whole else self._shelf.total(wanted)
        return _shown(lines, total, after=after, before=before, limit=limit)

    def page_by_day(self, wanted: Wanted, key: str, *, after: int = 0, before: int = 0, limit: int = PAGE) -> Shown:
        """Some items in the order of a key that is a day, and how many there are.

        Args:
            wanted: which; bounds may be set for this key alone.
            key: the key.
            after: cursor: only those behind it.
            before: cursor: the last ones before it.
            limit: at most so many.
        """
        found = self._shelf.by_day(wanted, key, after=before or after, limit=limit + 1, backwards=bool(before))
        return _shown(found, self._shelf.count_by_day(wanted, key), after=after, before=before, limit=limit)

    def rows_by_day(self, wanted: Wanted, key: str) -> Iterator[dict[str, Any]]:
        """The rows of all items that are wanted, in the order of a key that is a day."""
        for rows in self._shelf.rows_by_day(wanted, key):
            yield from json.loads(rows)

    def data(self, wanted: Wanted, limit: int, *, key: str = "") -> list[Mapping[str, Any]]:
        """What drawings need of the last items that are wanted.

        Args:
            wanted: which.
            limit: at most so many.
            key: the day in whose order they are the last; their own order if left out.
        """
        if key:
            lines = [line for _, _, line in self._shelf.by_day(wanted, key, limit=limit, backwards=True)]
        else:
            lines = [line for _, line in self._shelf.lines(wanted, _LAST, limit, backwards=True)]
        return [_data(line) for line in lines]

    def days(self, wanted: Wanted, key: str, limit: int) -> list[tuple[str, int]]:
        """How many of the items that are wanted each day has, the last days of so many items.

        Args:
            wanted: which.
            key: the key, a day.
            limit: how many items are counted at most; without a filter, so many days.
        """
        if not wanted.keys and not wanted.least and not wanted.most:
            return sorted(self._shelf.values(wanted.screen, key, limit=limit))
        found = self._shelf.by_day(wanted, key, limit=limit, backwards=True)
        return sorted(Counter(day_of(cursor) for cursor, _, _ in found).items())

    def first_of(self, screen: str, key: str, values: Collection[str]) -> dict[str, tuple[Item, Known]]:
        """For each of some values of a key its first item, with what its citations say; asked for all at once."""
        found = {}
        for value, kept in self._shelf.first_of(screen, key, values).items():
            known = Known()
            found[value] = _item(0, kept, known), known
        return found

    def total(self, wanted: Wanted) -> int:
        """How many items are wanted, as far as they are counted."""
        return self._shelf.total(wanted)[0]

    def total_by_day(self, wanted: Wanted, key: str) -> int:
        """How many items are wanted by a key that is a day, as far as they are counted."""
        return self._shelf.count_by_day(wanted, key)[0]

    def rows(self, wanted: Wanted) -> Iterator[dict[str, Any]]:
        """The rows of all items that are wanted."""
        for rows in self._shelf.rows(wanted):
            yield from json.loads(rows)

    def values(
        self, screen: str, key: str, like: str = "", limit: int = PAGE, offset: int = 0
    ) -> list[tuple[str, int]]:
        """The values that a screen's items can be chosen by under a key, with how many items each has."""
        return self._shelf.values(screen, key, like, limit, offset)

    def how_many_values(self, screen: str, key: str, like: str = "") -> int:
        """How many such values there are."""
        return self._shelf.how_many_values(screen, key, like)


#: A number behind all items.
_LAST = 2**53


def _data(kept: str) -> Mapping[str, Any]:
    """The data of an item without reading its line: it is the last value of what is kept."""
    at = kept.rfind(',"data":')
    data: Mapping[str, Any] = json.loads(kept[at + len(',"data":') : -1]) if at >= 0 else {}
    return data


def _shown(
    found: Sequence[tuple[int, int, str]], total: tuple[int, bool], *, after: int, before: int, limit: int
) -> Shown:
    """Some items from cursor, number and text of one more than are shown."""
    over = len(found) > limit
    if over:
        found = found[1:] if before else found[:limit]
    known = Known()
    items = tuple(_item(number, line, known) for _, number, line in found)
    earlier = (over if before else bool(after)) and bool(items)
    later = (bool(before) or over) and bool(items)
    return Shown(items, *total, found[0][0] if earlier else None, found[-1][0] if later else None, known)


def _item(number: int, kept: str, known: Known) -> Item:
    value = json.loads(kept)
    heading = value.get("heading")
    return Item(
        number,
        unpack(value["line"], known),
        value.get("section", ""),
        unpack(heading, known) if heading is not None else None,
        tuple(value.get("targets", ())),
        value.get("data") or {},
    )
