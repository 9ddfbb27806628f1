"""Filling the shelf of screens (``store/shown.py``): beside what is shown, and in its place when it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from onrecord.errors import RecordError
from onrecord.store import schema
from onrecord.store.shown_tables import (
    AT_ONCE,
    FORM,
    ITEMS,
    KEY,
    KEYS,
    TABLES,
    TOTALS,
    Filling,
    ShownItem,
    row_of,
    shown_filling,
)

Begin = Callable[[], AbstractContextManager[Connection]]


class Filler:
    """Writes fillings.

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

        Returns:
            What is shown then. That is the filling of another process, where one was begun later and is shown already.

        Raises:
            RecordError: all screens were dropped meanwhile, so that items of this filling lack.
        """
        with self._writing() as connection:
            number = (connection.execute(select(func.max(ITEMS.c.filling))).scalar() or 0) + 1
            # A row of its own from the first moment on, so that no other filling takes this number.
            connection.execute(insert(ITEMS), row_of(number, ShownItem("", 0, "{}")))
        totals: dict[tuple[str, str, str], int] = {}
        source = iter(items)
        while some := list(islice(source, AT_ONCE)):
            for one in some:
                for key, value in (*one.keys, *((("", ""),) if one.number else ())):
                    totals[one.screen, key, value] = totals.get((one.screen, key, value), 0) + 1
            self._keep(number, some)
        filling = Filling(number, basis, reports)
        with self._writing() as connection:
            shown = shown_filling(connection)
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
            kept = schema.meta.c
            connection.execute(delete(schema.meta).where(kept.key == KEY))
            value = json.dumps([FORM, filling.number, filling.basis, filling.reports])
            connection.execute(insert(schema.meta), {"key": KEY, "value": value})
        self._forget_others(filling.number)
        return filling

    def _keep(self, number: int, items: Sequence[ShownItem]) -> None:
        keys = [
            {"filling": number, "screen": one.screen, "key": key, "value": value, "number": one.number}
            for one in items
            for key, value in sorted(one.keys)
        ]
        with self._writing() as connection:
            connection.execute(insert(ITEMS), [row_of(number, one) for one in items])
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
        for start in range(0, last + 1, AT_ONCE):
            with self._writing() as connection:
                connection.execute(
                    delete(table).where(*mine, table.c.number >= start, table.c.number < start + AT_ONCE)
                )


def _begun(connection: Connection, filling: int) -> bool:
    """Whether the row is there yet that a filling begins with."""
    mine = (ITEMS.c.filling == filling, ITEMS.c.screen == "", ITEMS.c.number == 0)
    return connection.execute(select(ITEMS.c.number).where(*mine)).first() is not None
