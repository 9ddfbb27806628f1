"""The shelf of screens: what each screen shows, item by item, put together before it is asked for.

It is no part of what is proved: it follows from the readings, from what holds between the reports and from what people
decided, and it is filled anew when one of these changed. A filling is written beside the one that is shown, in small
transactions so that others can write meanwhile, and shown from one moment to the next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, update

from onrecord.store import schema
from onrecord.store.shown_fill import Filler
from onrecord.store.shown_tables import (
    COUNTED,
    FORM,
    ITEMS,
    KEY,
    KEYS,
    TABLES,
    TOTALS,
    Filling,
    ShownItem,
    count_of,
    opened,
    shown_filling,
)

__all__ = ["FORM", "TABLES", "Filling", "ShownItem", "ShownShelf", "Wanted"]

Begin = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a screen.

    Attributes:
        screen: its name.
        keys: a value for each key that is chosen by.
        least: for a key whose values the order of the screen follows, such as a day, the least value that is wanted.
        most: for such a key, the greatest.
    """

    screen: str
    keys: Mapping[str, str] = field(default_factory=dict)
    least: Mapping[str, str] = field(default_factory=dict)
    most: Mapping[str, str] = field(default_factory=dict)


class ShownShelf:
    """What the screens of a record show; see the module.

    Args:
        reading: begins a transaction that reads.
        writing: begins one that writes.
    """

    def __init__(self, reading: Begin, writing: Begin) -> None:
        self._reading = reading
        self._writing = writing

    def fill(self, items: Iterable[ShownItem], basis: str, reports: int) -> Filling:
        """Keep what the screens show in place of what they showed.

        Args:
            items: all items of all screens.
            basis: digest of what they were put together from.
            reports: how many reports were compared.
        """
        return Filler(self._reading, self._writing).fill(items, basis, reports)

    def filling(self) -> Filling | None:
        """The filling that is shown; ``None`` if there is none yet."""
        with self._reading() as connection:
            return shown_filling(connection)

    def head(self, screen: str) -> str | None:
        """The head of a screen as JSON; ``None`` if nothing is kept of it."""
        with self._reading() as connection:
            filling = shown_filling(connection)
            mine = (ITEMS.c.filling == (filling.number if filling else 0), ITEMS.c.screen == screen)
            line = connection.execute(select(ITEMS.c.line).where(*mine, ITEMS.c.number == 0)).scalar()
            return None if line is None else opened(line)

    def lines(
        self, wanted: Wanted, after: int = 0, limit: int = 50, *, backwards: bool = False
    ) -> list[tuple[int, str]]:
        """Number and line of the items that are wanted, in their order.

        Args:
            wanted: which.
            after: only items behind this number (before it, if backwards).
            limit: at most so many.
            backwards: the last ones before that number.
        """
        with self._reading() as connection:
            query = _chosen(connection, wanted, (ITEMS.c.number, ITEMS.c.line), after, backwards=backwards)
            if query is None:
                return []
            found = [(number, opened(line)) for number, line in connection.execute(query.limit(limit))]
        return found[::-1] if backwards else found

    def rows(self, wanted: Wanted) -> Iterator[str]:
        """The rows of all items that are wanted, as JSON, an item after the other.

        They are taken at one moment, packed as they lie, so that all are of one filling.
        """
        with self._reading() as connection:
            query = _chosen(connection, wanted, (ITEMS.c.rows,), 0)
            found = [rows for (rows,) in connection.execute(query)] if query is not None else []
        yield from map(opened, found)

    def first_of(self, screen: str, key: str, values: Collection[str]) -> dict[str, str]:
        """For each of some values of a key the line of its first item; values without one are left out."""
        with self._reading() as connection:
            filling = shown_filling(connection)
            mine = (KEYS.c.filling == (filling.number if filling else 0), KEYS.c.screen == screen, KEYS.c.key == key)
            first = select(KEYS.c.value, func.min(KEYS.c.number).label("number")).where(*mine, KEYS.c.value.in_(values))
            found = first.group_by(KEYS.c.value).subquery()
            query = select(found.c.value, ITEMS.c.line).where(
                ITEMS.c.filling == (filling.number if filling else 0),
                ITEMS.c.screen == screen,
                ITEMS.c.number == found.c.number,
            )
            return {value: opened(line) for value, line in connection.execute(query)}

    def by_day(
        self, wanted: Wanted, key: str, *, after: int = 0, limit: int = 50, backwards: bool = False
    ) -> list[tuple[int, int, str]]:
        """Items in the order of a key that is a day; see ``shown_days``."""
        from onrecord.store.shown_days import by_day

        with self._reading() as connection:
            return by_day(connection, wanted, key, after=after, limit=limit, backwards=backwards)

    def rows_by_day(self, wanted: Wanted, key: str) -> Iterator[str]:
        """The rows of all items that are wanted, in the order of a key that is a day; taken as those of ``rows``."""
        from onrecord.store.shown_days import rows_by_day

        with self._reading() as connection:
            found = rows_by_day(connection, wanted, key)
        yield from map(opened, found)

    def count_by_day(self, wanted: Wanted, key: str) -> tuple[int, bool]:
        """How many items are wanted by a key that is a day, and whether there are more than were counted."""
        from onrecord.store.shown_days import count_by_day

        with self._reading() as connection:
            return count_by_day(connection, wanted, key)

    def total(self, wanted: Wanted) -> tuple[int, bool]:
        """How many items are wanted, and whether there are more than were counted."""
        plain = not wanted.least and not wanted.most
        with self._reading() as connection:
            filling = shown_filling(connection)
            if filling is None:
                return 0, False
            if plain and len(wanted.keys) < 2:
                key, value = next(iter(wanted.keys.items()), ("", ""))
                return count_of(connection, filling.number, wanted.screen, key, value), False
            query = _chosen(connection, wanted, (ITEMS.c.number,), 0, ordered=False)
            if query is None:
                return 0, False
            inner = query.limit(COUNTED + 1).subquery()
            count = connection.execute(select(func.count()).select_from(inner)).scalar_one()
        return min(count, COUNTED), count > COUNTED

    def values(self, screen: str, key: str, like: str = "", limit: int = 50, offset: int = 0) -> list[tuple[str, int]]:
        """The values of a key with how many items have each, those of most items first.

        Args:
            screen: the screen.
            key: the key.
            like: only values with these words in them, upper and lower case alike.
            limit: at most so many.
            offset: leave out so many of the first.
        """
        query = _values((TOTALS.c.value, TOTALS.c.count), screen, key, like)
        query = query.order_by(TOTALS.c.count.desc(), TOTALS.c.value)
        with self._reading() as connection:
            filling = shown_filling(connection)
            mine = TOTALS.c.filling == (filling.number if filling else 0)
            found = connection.execute(query.where(mine).limit(limit).offset(offset))
            return [(value, count) for value, count in found]

    def how_many_values(self, screen: str, key: str, like: str = "") -> int:
        """How many values a key has; see ``values``."""
        with self._reading() as connection:
            filling = shown_filling(connection)
            mine = TOTALS.c.filling == (filling.number if filling else 0)
            return int(connection.execute(_values((func.count(),), screen, key, like).where(mine)).scalar_one())

    def age(self) -> None:
        """Have it put together anew, whatever it was put together from; until then it is shown as it is."""
        with self._writing() as connection:
            shown = shown_filling(connection)
            if shown is not None:
                value = json.dumps([FORM, shown.number, "", shown.reports])
                connection.execute(update(schema.meta).where(schema.meta.c.key == KEY).values(value=value))

    def drop(self) -> None:
        """Drop all of it, so that it is filled anew."""
        with self._writing() as connection:
            connection.execute(delete(schema.meta).where(schema.meta.c.key == KEY))
            for table in TABLES:
                connection.execute(delete(table))


def _values(columns: Sequence[Any], screen: str, key: str, like: str) -> Select[Any]:
    query = select(*columns).where(TOTALS.c.screen == screen, TOTALS.c.key == key)
    return query.where(func.lower(TOTALS.c.value).contains(like.lower(), autoescape=True)) if like else query


def _chosen(
    connection: Connection,
    wanted: Wanted,
    columns: Sequence[Any],
    after: int,
    *,
    backwards: bool = False,
    ordered: bool = True,
) -> Select[Any] | None:
    """The query for the items that are wanted; ``None`` if nothing is shown yet or a value is not there at all."""
    filling = shown_filling(connection)
    if filling is None:
        return None
    number = filling.number
    # The rarest value leads: the others are looked up for each of its items.
    counts = {key: count_of(connection, number, wanted.screen, key, value) for key, value in wanted.keys.items()}
    if not all(counts.values()):
        return None
    query = select(*columns).where(ITEMS.c.filling == number, ITEMS.c.screen == wanted.screen, ITEMS.c.number > 0)
    place: Any = ITEMS.c.number
    for rank, key in enumerate(sorted(counts, key=lambda key: (counts[key], key))):
        table = KEYS.alias(f"k{rank}")
        query = query.where(
            table.c.filling == number,
            table.c.screen == wanted.screen,
            table.c.key == key,
            table.c.value == wanted.keys[key],
            table.c.number == ITEMS.c.number,
        )
        if rank == 0:
            place = table.c.number
    for key in {*wanted.least, *wanted.most}:
        ends = select(KEYS.c.number).where(KEYS.c.filling == number, KEYS.c.screen == wanted.screen, KEYS.c.key == key)
        last = ends.order_by(KEYS.c.value.desc(), KEYS.c.number.desc()).limit(1)
        if key in wanted.most:
            last = last.where(KEYS.c.value <= wanted.most[key])
        query = query.where(place <= last.scalar_subquery())
        if key in wanted.least:
            first = ends.where(KEYS.c.value >= wanted.least[key]).order_by(KEYS.c.value, KEYS.c.number).limit(1)
            query = query.where(place >= first.scalar_subquery())
    if after or backwards:
        query = query.where(place < after if backwards else place > after)
    if not ordered:
        return query
    return query.order_by(place.desc() if backwards else place)
