"""What holds between the reports of a record: derived when it is asked for, kept with what it was derived from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord import pipeline
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Report

if TYPE_CHECKING:
    from onrecord.store.protocol import Store

#: Rounds of deriving while another process adds reports; the last one is answered with and not kept.
_ROUNDS = 3
#: Vectors that are computed before they are kept: what a stopped run has computed is not lost.
_AT_ONCE = 200


class Derived:
    """The relations of a record, as they follow from what is in its store.

    Args:
        store: where they are kept.
        entries: gives the current entries.
    """

    def __init__(self, store: Store, entries: Callable[[], tuple[Entry, ...]]) -> None:
        self._store = store
        self._entries = entries
        self._known: tuple[str, Relations] | None = None

    def fresh(self) -> Relations:
        """Stored relations, derived again first if reports or judgements changed since."""
        basis = self._store.current_basis()
        if self._known is None or self._known[0] != basis:
            kept = self._store.relations() if self._store.basis() == basis else None
            self._known = (basis, kept) if kept is not None else None
            return kept if kept is not None else self.anew()
        return self._known[1]

    def anew(self) -> Relations:
        """Derive what holds between the reports, and keep it with what it was derived from.

        While another process adds reports it is derived again, so that what is kept always fits what is on record.
        """
        for _ in range(_ROUNDS):
            basis = self._store.current_basis()
            relations = self._related()
            if self._store.current_basis() == basis:
                if not self._store.readonly:
                    self._store.set_relations(relations, basis)
                break
        self._known = (basis, relations)
        return relations

    def _related(self) -> Relations:
        """What holds between the reports; what tells their stories is computed once for each and kept."""
        vectors = _Vectors(self._store)
        relations = pipeline.relate(self._entries(), vectors.of)
        vectors.keep()
        return relations


class _Vectors:
    """The vectors of reports: those kept, and those computed now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept = store.vectors()
        self._new: dict[str, bytes] = {}

    def of(self, report: Report) -> bytes:
        """The vector of a report."""
        key = pipeline.story_key(report)
        found = self._new.get(key) or self._kept.get(key)
        if found is None or not pipeline.is_vector(found):
            found = self._new[key] = pipeline.story_vector(report)
            if len(self._new) >= _AT_ONCE:
                self.keep()
        return found

    def keep(self) -> None:
        """Keep what was computed."""
        if self._new and not self._store.readonly:
            self._store.keep_vectors(self._new)
        self._kept = {**self._kept, **self._new}
        self._new = {}
