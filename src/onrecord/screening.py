"""The screens of the page, put together when the record changed: in whichever process has time for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from functools import partial
from typing import TYPE_CHECKING

from onrecord import pipeline, screening_decisions
from onrecord.screens.fill import items
from onrecord.store.shown import FORM

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.store.protocol import Store
    from onrecord.store.shown import Filling, ShownItem

#: Items after which it is told how many are ready.
_AT_ONCE = 500

Tell = Callable[[str, int, int], None]


def basis(store: Store) -> str:
    """The digest of what the screens would be put together from now.

    Args:
        store: the record's store.
    """
    decided = [astuple(one) for one in store.judgements()]
    parts = [FORM, store.current_basis(), store.setting("issues"), decided]
    return hashlib.sha256(json.dumps(parts, default=str).encode("utf-8", "surrogatepass")).hexdigest()


def prepare(record: Record, tell: Tell | None = None) -> Filling:
    """Derive what holds between the reports of a record, and put its screens together; nothing if they fit already.

    What is judged of pairs is kept as it is judged, and the screens are exchanged in one moment, so a run that was
    broken off loses little and shows nothing by halves.

    Args:
        record: the record.
        tell: called with what is done (``texts``, ``quotes``, …, then ``screens``), how much of it, and of how much; 0
            if that is not known.

    Returns:
        What the screens were put together from.
    """
    store = record._store
    # Before anything is read: what comes on record meanwhile makes the screens stale, and is seen to be so.
    now = basis(store)
    filled = store.shown.filling()
    if filled is not None and filled.basis == now:
        return filled
    record.tell(tell)
    entries, relations = record._compared()
    entries = record._sorted(entries)
    further = partial(screening_decisions.screens, entries=entries, decisions=record.decisions)
    made = items(entries, relations, pipeline.issues_in_use(record.own_issues), further)
    return store.shown.fill(_told(made, tell) if tell else made, now, len(entries))


def _told(made: Iterable[ShownItem], tell: Tell) -> Iterator[ShownItem]:
    for number, one in enumerate(made, 1):
        yield one
        if number % _AT_ONCE == 0:
            tell("screens", number, 0)
