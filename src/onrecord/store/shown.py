"""The shelf of screens: what each screen shows, item by item, put together before it is asked for.

It is no part of what is proved: it follows from the readings, from what holds between the reports and from what people
decided, and it is filled anew when one of these changed. A filling is written beside the one that is shown, in small
transactions so that others can write meanwhile, and shown from one moment to the next.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, func, insert, select

from onrecord.errors import RecordError
from onrecord.store import schema
from onrecord.store.shown_tables import ITEMS, KEYS, TABLES, TOTALS

Begin = Callable[[], AbstractContextManager[Connection]]

#: Version of how items are made and kept; raised when either changes. A filling of another version is not shown.
FORM = "4"
#: Under which is kept which filling is shown, and of what.
_KEY = "screens"
#: Items that one transaction writes, and rows that one deletes: others wait for no more.
_AT_ONCE = 1_000
#: Up to so many items that fit several keys are counted; of more it is said that there are more.
COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item of a screen as it is kept.

    Attributes:
        screen: name of the screen.
        number: its place on it; the head of a screen is number 0.
        line: the item as it is drawn, as JSON.
        rows: the rows that it stands for, as JSON.
        keys: what it can be chosen by: pairs of a key and a value.
    """

    screen: str
    number: int
    line: str
    rows: str = "[]"
    keys: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Filling:
    """The filling that is shown.

    Attributes:
        number: which one.
        basis: digest of what it was put together from.
        reports: how many reports were compared for it.
    """

    number: int
    basis: str
    reports: int


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

    # -- filling ------------------------------------------------------------------------------------------------

    def fill(self, items: Iterable[ShownItem], basis: str, reports: int) -> Filling:
        """Keep what the screens show in place of what they showed.

        Args:
            items: all items of all screens.
            basis: digest of what they were put together from.
            reports: how many reports were compared.

        Returns:
            What is shown then. That is the filling of another process, where one was begun later and is shown already.

        Raises:
            RecordError: all screens were dropped meanwhile, so that items of this filling lack.
        """
        with self._writing() as connection:
            number = (connection.execute(select(func.max(ITEMS.c.filling))).scalar() or 0) + 1
            # A row of its own from the first moment on, so that no other filling takes this number.
            connection.execute(insert(ITEMS), _row(number, ShownItem("", 0, "{}")))
        totals: dict[tuple[str, str, str], int] = {}
        source = iter(items)
        while some := list(islice(source, _AT_ONCE)):
            for one in some:
                for key, value in (*one.keys, *((("", ""),) if one.number else ())):
                    totals[one.screen, key, value] = totals.get((one.screen, key, value), 0) + 1
            self._keep(number, some)
        filling = Filling(number, basis, reports)
        with self._writing() as connection:
            shown = _filling(connection)
            if shown is not None and shown.number > number:
                # It has begun to drop this one: to show it now would be to show a part of it.
                filling, totals = shown, {}
            elif not _begun(connection, number):
                raise RecordError("the screens were dropped while they were filled", hint="Fill them again")
            rows = [
                {"filling": number, "screen": screen, "key": key, "value": value, "count": count}
                for (screen, key, value), count in sorted(totals.items())
            ]
            if rows:
                connection.execute(insert(TOTALS), rows)
            connection.execute(delete(schema.meta).where(schema.meta.c.key == _KEY))
            value = json.dumps([FORM, filling.number, filling.basis, filling.reports])
            connection.execute(insert(schema.meta), {"key": _KEY, "value": value})
        self._forget_others(filling.number)
        return filling

    def _keep(self, number: int, items: Sequence[ShownItem]) -> None:
        keys = [
            {"filling": number, "screen": one.screen, "key": key, "value": value, "number": one.number}
            for one in items
            for key, value in sorted(one.keys)
        ]
        with self._writing() as connection:
            connection.execute(insert(ITEMS), [_row(number, one) for one in items])
            if keys:
                connection.execute(insert(KEYS), keys)

    def _forget_others(self, number: int) -> None:
        """Drop the fillings before this one, a few rows at a time; those after it are being written."""
        for table in TABLES:
            with self._reading() as connection:
                screens = connection.execute(
                    select(table.c.filling, table.c.screen).where(table.c.filling < number).distinct()
                ).all()
            for filling, screen in screens:
                self._drop(table, filling, screen)

    def _drop(self, table: Any, filling: int, screen: str) -> None:
        if table is TOTALS:
            with self._writing() as connection:
                connection.execute(delete(table).where(table.c.filling == filling, table.c.screen == screen))
            return
        mine = (table.c.filling == filling, table.c.screen == screen)
        with self._reading() as connection:
            last = connection.execute(select(func.max(table.c.number)).where(*mine)).scalar() or 0
        for start in range(0, last + 1, _AT_ONCE):
            with self._writing() as connection:
                connection.execute(
                    delete(table).where(*mine, table.c.number >= start, table.c.number < start + _AT_ONCE)
                )

    # -- asking -------------------------------------------------------------------------------------------------

    def filling(self) -> Filling | None:
        """The filling that is shown; ``None`` if there is none yet."""
        with self._reading() as connection:
            return _filling(connection)

    def head(self, screen: str) -> str | None:
        """The head of a screen as JSON; ``None`` if nothing is kept of it."""
        with self._reading() as connection:
            filling = _filling(connection)
            mine = (ITEMS.c.filling == (filling.number if filling else 0), ITEMS.c.screen == screen)
            line = connection.execute(select(ITEMS.c.line).where(*mine, ITEMS.c.number == 0)).scalar()
            return None if line is None else _opened(line)

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
            found = [(number, _opened(line)) for number, line in connection.execute(query.limit(limit))]
        return found[::-1] if backwards else found

    def rows(self, wanted: Wanted) -> Iterator[str]:
        """The rows of all items that are wanted, as JSON, an item after the other.

        Raises:
            RecordError: the screens were filled anew before all were read, so that their places are others.
        """
        after, first = 0, self.filling()
        while True:
            with self._reading() as connection:
                require_same(first, _filling(connection), wanted.screen)
                query = _chosen(connection, wanted, (ITEMS.c.number, ITEMS.c.rows), after)
                found = connection.execute(query.limit(_AT_ONCE)).all() if query is not None else []
            for number, rows in found:
                after = number
                yield _opened(rows)
            if len(found) < _AT_ONCE:
                return

    def by_day(
        self,
        wanted: Wanted,
        key: str,
        kept: Literal["line", "rows"] = "line",
        *,
        after: int = 0,
        limit: int = 50,
        backwards: bool = False,
    ) -> list[tuple[int, int, str]]:
        """Items in the order of a key that is a day; see ``shown_days``."""
        from onrecord.store.shown_days import by_day

        with self._reading() as connection:
            return by_day(connection, wanted, key, kept, after=after, limit=limit, backwards=backwards)

    def count_by_day(self, wanted: Wanted, key: str) -> tuple[int, bool]:
        """How many items are wanted by a key that is a day, and whether there are more than were counted."""
        from onrecord.store.shown_days import count_by_day

        with self._reading() as connection:
            return count_by_day(connection, wanted, key)

    def total(self, wanted: Wanted) -> tuple[int, bool]:
        """How many items are wanted, and whether there are more than were counted."""
        plain = not wanted.least and not wanted.most
        with self._reading() as connection:
            filling = _filling(connection)
            if filling is None:
                return 0, False
            if plain and len(wanted.keys) < 2:
                key, value = next(iter(wanted.keys.items()), ("", ""))
                return _count(connection, filling.number, wanted.screen, key, value), False
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
            filling = _filling(connection)
            mine = TOTALS.c.filling == (filling.number if filling else 0)
            found = connection.execute(query.where(mine).limit(limit).offset(offset))
            return [(value, count) for value, count in found]

    def how_many_values(self, screen: str, key: str, like: str = "") -> int:
        """How many values a key has; see ``values``."""
        with self._reading() as connection:
            filling = _filling(connection)
            mine = TOTALS.c.filling == (filling.number if filling else 0)
            return int(connection.execute(_values((func.count(),), screen, key, like).where(mine)).scalar_one())

    def drop(self) -> None:
        """Drop all of it, so that it is filled anew."""
        with self._writing() as connection:
            connection.execute(delete(schema.meta).where(schema.meta.c.key == _KEY))
            for table in TABLES:
                connection.execute(delete(table))


def require_same(first: Filling | None, now: Filling | None, screen: str) -> None:
    """Require that what is read in portions is of one filling: in another the places of items are others.

    Raises:
        RecordError: it is of another.
    """
    if now != first:
        hint = "Ask for them again: the screens show the record as it is now"
        raise RecordError("the screens were put together anew while the rows were read", where=screen, hint=hint)


def _values(columns: Sequence[Any], screen: str, key: str, like: str) -> Select[Any]:
    query = select(*columns).where(TOTALS.c.screen == screen, TOTALS.c.key == key)
    return query.where(func.lower(TOTALS.c.value).contains(like.lower(), autoescape=True)) if like else query


def _row(filling: int, one: ShownItem) -> dict[str, object]:
    packed = {"line": _packed(one.line), "rows": _packed(one.rows)}
    return {"filling": filling, "screen": one.screen, "number": one.number, **packed}


def _packed(words: str) -> bytes:
    return zlib.compress(words.encode("utf-8", "surrogatepass"))


def _opened(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _filling(connection: Connection) -> Filling | None:
    kept: str | None = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == _KEY)).scalar()
    try:
        form, *filling = json.loads(kept) if kept else [None]
        return Filling(*filling) if form == FORM else None
    except (ValueError, TypeError):  # damaged: it is filled anew
        return None


def _begun(connection: Connection, filling: int) -> bool:
    """Whether the row is there yet that a filling begins with."""
    mine = (ITEMS.c.filling == filling, ITEMS.c.screen == "", ITEMS.c.number == 0)
    return connection.execute(select(ITEMS.c.number).where(*mine)).first() is not None


def _count(connection: Connection, filling: int, screen: str, key: str, value: str) -> int:
    mine = (TOTALS.c.filling == filling, TOTALS.c.screen == screen, TOTALS.c.key == key, TOTALS.c.value == value)
    return connection.execute(select(TOTALS.c.count).where(*mine)).scalar() or 0


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
    filling = _filling(connection)
    if filling is None:
        return None
    number = filling.number
    # The rarest value leads: the others are looked up for each of its items.
    counts = {key: _count(connection, number, wanted.screen, key, value) for key, value in wanted.keys.items()}
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
