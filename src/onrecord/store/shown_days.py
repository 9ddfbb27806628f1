"""Items of a screen in the order of a day other than the one that they are kept in, such as that of their report.

A cursor of such an order holds the day and the number of an item, so that it leads on wherever the item stands.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from onrecord.store.shown import Wanted
from onrecord.store.shown_tables import COUNTED, ITEMS, KEYS, count_of, opened, shown_filling

#: The day of items that have none: behind all others.
NO_DAY = "9999-12-31"
#: Greater than any number of an item.
_NUMBERS = 1_000_000_000
#: What items that fit a key of so few are, is looked up one by one.
_FEW = 1_000


def cursor_of(day: str, number: int) -> int:
    """The cursor of an item.

    >>> divmod(cursor_of("2031-03-05", 7), _NUMBERS) == (date(2031, 3, 5).toordinal(), 7)
    True
    """
    return date.fromisoformat(day).toordinal() * _NUMBERS + number


def day_of(cursor: int) -> str:
    """The ISO day in a cursor.

    >>> day_of(cursor_of("2031-03-05", 7))
    '2031-03-05'
    """
    ordinal = min(max(cursor // _NUMBERS, 1), date.max.toordinal())
    return date.fromordinal(ordinal).isoformat()


def by_day(
    connection: Connection,
    wanted: Wanted,
    key: str,
    *,
    after: int = 0,
    limit: int = 50,
    backwards: bool = False,
) -> list[tuple[int, int, str]]:
    """Cursor, number and line of the items that are wanted and have a key that is a day, by day and then by number.

    Args:
        connection: reads.
        wanted: which; bounds may be set for this key alone.
        key: the key.
        after: only items behind this cursor (before it, if backwards).
        limit: at most so many.
        backwards: the last ones before that cursor.
    """
    query = _ordered(connection, wanted, key, (KEYS.c.value, KEYS.c.number, ITEMS.c.line), backwards=backwards)
    if query is None:
        return []
    if after:
        query = query.where(_behind(after, backwards))
    found = connection.execute(query.limit(limit)).all()
    made = [(cursor_of(day, number), number, opened(text)) for day, number, text in found]
    return made[::-1] if backwards else made


def rows_by_day(connection: Connection, wanted: Wanted, key: str) -> list[bytes]:
    """The rows of all such items, packed as they lie, by day and then by number."""
    query = _ordered(connection, wanted, key, (ITEMS.c.rows,))
    return [rows for (rows,) in connection.execute(query)] if query is not None else []


def _ordered(
    connection: Connection, wanted: Wanted, key: str, columns: tuple[Any, ...], *, backwards: bool = False
) -> Select[Any] | None:
    """The query for such items in their order; ``None`` if nothing is shown yet or a value is not there at all."""
    query = _chosen(connection, wanted, key, columns)
    if query is None:
        return None
    query = query.where(ITEMS.c.number == KEYS.c.number, ITEMS.c.filling == KEYS.c.filling)
    ends = (KEYS.c.value.desc(), KEYS.c.number.desc()) if backwards else (KEYS.c.value, KEYS.c.number)
    return query.where(ITEMS.c.screen == wanted.screen).order_by(*ends)


def count_by_day(connection: Connection, wanted: Wanted, key: str) -> tuple[int, bool]:
    """How many items are wanted and have such a key, and whether there are more than were counted."""
    query = _chosen(connection, wanted, key, (KEYS.c.number,))
    if query is None:
        return 0, False
    inner = query.limit(COUNTED + 1).subquery()
    count = connection.execute(select(func.count()).select_from(inner)).scalar_one()
    return min(count, COUNTED), count > COUNTED


def _behind(cursor: int, backwards: bool) -> Any:
    day, number = day_of(cursor), cursor % _NUMBERS
    at, of = KEYS.c.value, KEYS.c.number
    if backwards:
        return and_(at <= day, or_(at < day, of < number))
    return and_(at >= day, or_(at > day, of > number))


def _chosen(connection: Connection, wanted: Wanted, key: str, columns: tuple[Any, ...]) -> Select[Any] | None:
    filling = shown_filling(connection)
    if filling is None:
        return None
    number, screen = filling.number, wanted.screen
    counts = {name: count_of(connection, number, screen, name, value) for name, value in wanted.keys.items()}
    if not all(counts.values()):
        return None
    query = select(*columns).where(KEYS.c.filling == number, KEYS.c.screen == screen, KEYS.c.key == key)
    for bounds, fits in ((wanted.least, KEYS.c.value.__ge__), (wanted.most, KEYS.c.value.__le__)):
        if key in bounds:
            query = query.where(fits(bounds[key]))
    if key in wanted.least and key not in wanted.most:
        query = query.where(KEYS.c.value < NO_DAY)
    for rank, name in enumerate(sorted(counts, key=lambda one: (counts[one], one))):
        mine = KEYS.alias(f"k{rank}")
        fits_too = (mine.c.filling == number, mine.c.screen == screen, mine.c.key == name)
        with_value = select(mine.c.number).where(*fits_too, mine.c.value == wanted.keys[name])
        if rank == 0 and counts[name] <= _FEW:
            query = query.where(KEYS.c.number.in_(with_value))
        else:
            query = query.where(with_value.where(mine.c.number == KEYS.c.number).exists())
    return query
