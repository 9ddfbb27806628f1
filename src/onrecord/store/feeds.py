"""Feeds and what became of their items, to rows and back; each change is a transaction of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from onrecord.model.address import address_key
from onrecord.model.feed import FeedState, ItemState
from onrecord.store import schema
from onrecord.store.documents import given_json, given_of
from onrecord.store.state import last_feed, write_last_feed

Opened = Callable[[], AbstractContextManager[Connection]]

_FEED = tuple(field.name for field in fields(FeedState))


class FeedShelf:
    """The feeds of one record.

    Args:
        reading: opens a transaction to read in.
        writing: opens one that takes the write lock.
    """

    def __init__(self, reading: Opened, writing: Opened) -> None:
        self._reading, self._writing = reading, writing

    def feeds(self) -> tuple[FeedState, ...]:
        """All feeds, in the order in which they were added."""
        with self._reading() as connection:
            return tuple(_feed(row) for row in connection.execute(select(schema.feeds).order_by(schema.feeds.c.number)))

    def add(self, url: str, title: str | None, outlet: str | None, at: str) -> FeedState | None:
        """Add a feed; ``None`` if this address is there already."""
        kept = schema.feeds.c
        with self._writing() as connection:
            if connection.execute(select(kept.number).where(kept.url == url)).first() is not None:
                return None
            last: int | None = connection.execute(select(func.max(kept.number))).scalar()
            # A number is never given again: a poll under way would write how a removed feed went over the new one.
            number = max(last or 0, last_feed(connection)) + 1
            write_last_feed(connection, number)
            state = FeedState(number, url, title, outlet, at)
            connection.execute(insert(schema.feeds), {name: getattr(state, name) for name in _FEED})
            return state

    def name_outlet(self, url: str, outlet: str) -> tuple[FeedState, str | None] | None:
        """A known feed under the outlet given, with the one it had; ``None`` if there is none, or nothing to change."""
        kept = schema.feeds.c
        with self._writing() as connection:
            row = connection.execute(select(schema.feeds).where(kept.url == url)).one_or_none()
            if row is None or row.outlet == outlet:
                return None
            connection.execute(update(schema.feeds).where(kept.number == row.number).values(outlet=outlet))
            return replace(_feed(row), outlet=outlet), row.outlet

    def keep(self, state: FeedState) -> None:
        """Keep how polling a feed went, in place of what was kept; a feed removed meanwhile stays removed.

        Its outlet is the user's to say, who may have said it anew meanwhile.
        """
        values = {name: getattr(state, name) for name in _FEED if name not in ("number", "outlet")}
        with self._writing() as connection:
            connection.execute(update(schema.feeds).where(schema.feeds.c.number == state.number).values(values))

    def remove(self, number: int) -> None:
        """Remove a feed and what is known of its items; the reports stay."""
        with self._writing() as connection:
            write_last_feed(connection, max(number, last_feed(connection)))
            connection.execute(delete(schema.feed_items).where(schema.feed_items.c.feed == number))
            connection.execute(delete(schema.feeds).where(schema.feeds.c.number == number))

    def items(self, feed: int) -> dict[str, ItemState]:
        """What became of the items of a feed, by their hashes, in the order in which they were first met."""
        kept = schema.feed_items.c
        with self._reading() as connection:
            rows = connection.execute(select(schema.feed_items).where(kept.feed == feed).order_by(kept.at, kept.item))
            return {row.item: _item(row) for row in rows}

    def keep_item(self, state: ItemState) -> None:
        """Keep what became of an item, in place of what was kept; nothing if its feed was removed meanwhile."""
        kept = schema.feed_items.c
        row = {name: getattr(state, name) for name in (field.name for field in fields(ItemState)) if name != "given"}
        row |= {"facts": given_json(state.given), "address": address_key(state.link)}
        with self._writing() as connection:
            connection.execute(delete(schema.feed_items).where(kept.feed == state.feed, kept.item == state.item))
            if connection.execute(select(schema.feeds.c.number).where(schema.feeds.c.number == state.feed)).first():
                connection.execute(insert(schema.feed_items), row)

    def taken(self, link: str | None) -> ItemState | None:
        """An item of any feed whose page, at this address, is on record already."""
        address, kept = address_key(link), schema.feed_items.c
        if address is None:
            return None
        wanted = select(schema.feed_items).where(kept.address == address, kept.state == "taken")
        with self._reading() as connection:
            row = connection.execute(wanted.order_by(kept.feed, kept.item).limit(1)).one_or_none()
            return _item(row) if row is not None else None

    def counts(self) -> dict[int, Counter[str]]:
        """For each feed, how many of its items are in each state."""
        kept = schema.feed_items.c
        found: dict[int, Counter[str]] = {}
        with self._reading() as connection:
            for feed, state, number in connection.execute(
                select(kept.feed, kept.state, func.count()).group_by(kept.feed, kept.state)
            ):
                found.setdefault(feed, Counter())[state] = number
        return found


def _feed(row: Row[Any]) -> FeedState:
    return FeedState(**{name: getattr(row, name) for name in _FEED})


def _item(row: Row[Any]) -> ItemState:
    facts = {field.name: getattr(row, field.name) for field in fields(ItemState) if field.name != "given"}
    return ItemState(**facts, given=given_of(row.facts))
