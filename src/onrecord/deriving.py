"""What holds between the reports of a record: derived when it is asked for, kept with what it was derived from."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from onrecord import pipeline
from onrecord.errors import OnrecordError
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Report
from onrecord.reusing import shared_pairs

if TYPE_CHECKING:
    from onrecord.decisions.standing import Decisions
    from onrecord.relating import Ids, Kind
    from onrecord.store.protocol import Store

#: Rounds of deriving while another process adds reports; the last one is answered with and not kept.
_ROUNDS = 3
#: Vectors that are computed before they are kept: what a stopped run has computed is not lost.
_AT_ONCE = 500


#: Reports up to which what shares text is found of all of them each time, a ten-thousandth of a second each: it follows
#: from the set alone then. Of more, the reuse index of the record finds what shares text with those that are new; what
#: it takes for standing text hangs on what it had met when they came.
ALL_TEXTS = 20_000


class Derived:
    """The relations of a record, as they follow from what is in its store.

    Args:
        store: where they are kept.
        entries: gives the current entries.
        decisions: gives what people decided.
    """

    def __init__(
        self, store: Store, entries: Callable[[], tuple[Entry, ...]], decisions: Callable[[], Decisions]
    ) -> None:
        self._store = store
        self._entries = entries
        self._decisions = decisions
        self._known: tuple[str, Relations] | None = None
        #: Called with what is judged of pairs of reports, how many were, and of how many.
        self.tell: Callable[[Kind, int, int], None] | None = None

    def fresh(self) -> Relations:
        """Stored relations, derived again first if reports or judgements changed since."""
        basis = self._store.current_basis()
        if self._known is None or self._known[0] != basis:
            kept = self._store.relations() if self._store.basis() == basis else None
            self._known = (basis, kept) if kept is not None else None
            return kept if kept is not None else self.anew()
        return self._known[1]

    def ensure(self) -> None:
        """Have the stored relations be those of what is on record now, without reading them."""
        if self._store.basis() != self._store.current_basis():
            self.anew()

    def anew(self) -> Relations:
        """Derive what holds between the reports, and keep it with what it was derived from.

        While another process adds reports it is derived again, so that what is kept always fits what is on record.
        """
        for _ in range(_ROUNDS):
            basis = self._store.current_basis()
            entries = self._entries()
            with self.memory(basis) as memory, _uncollected():
                relations = pipeline.relate(entries, memory, self._decisions().deriving())
                memory.forget_others()
            if self._store.current_basis() == basis:
                if not self._store.readonly:
                    self._store.set_relations(relations, basis)
                break
        self._known = (basis, relations)
        return relations

    def memory(self, basis: str | None = None) -> RecordMemory:
        """What was judged of pairs of reports and computed of texts before.

        Args:
            basis: what ``current_basis`` gave before the entries were taken; what is judged of them is kept only if it
                is so still, for else the marks can be those of other readings. Left out for entries that are no
                record's own, such as those of an earlier day, in which actors can be taken for others.
        """
        memory = RecordMemory(self._store, self._decisions().deriving(), self.tell)
        memory.lasting = not self._store.readonly and basis is not None and self._store.current_basis() == basis
        return memory


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage that hangs in circles: there is none here, and it takes a third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class RecordMemory:
    """The memory that a record keeps, so that a report is compared with its neighbours once.

    Args:
        store: where it is kept.
        decisions: what people decided; what they rejected is not compared.
        tell: called as pairs are judged.

    Attributes:
        lasting: whether what is judged now is kept.
    """

    def __init__(
        self, store: Store, decisions: Decisions, tell: Callable[[Kind, int, int], None] | None = None
    ) -> None:
        self._store = store
        self._tell = tell
        self.lasting = False
        self._seals = store.seals()
        self._decisions = decisions
        self._asked: dict[Kind, Collection[Ids]] = {}
        self._kept: dict[Kind, Collection[Ids]] = {}
        self._new: dict[str, bytes] = {}

    def __enter__(self) -> RecordMemory:
        return self

    def __exit__(self, *_: object) -> None:
        self._keep_vectors()

    def mark(self, report: str) -> str:
        """What changes with anything that was read in a report; see ``relating.Memory.mark``."""
        return f"{self._seals.get(report, '')[:16]}{self._decisions.mark(report)}"

    def judging(self, kind: Kind, done: int, of: int) -> None:
        """Be told how far judging is; see ``relating.Memory.judging``."""
        if self._tell:
            self._tell(kind, done, of)

    def judged(self, kind: Kind, keys: Mapping[Ids, str]) -> Mapping[Ids, Any]:
        """What is kept of pairs; see ``relating.Memory.judged``."""
        try:
            kept = self._store.pairs.of(kind)
        except (OnrecordError, ValueError, TypeError):  # damaged: nothing rests on it, so it is judged anew
            kept = {}
            if self.lasting:
                self._store.pairs.forget_all()
        self._asked[kind], self._kept[kind] = keys.keys(), kept.keys()
        found = {ids: value for ids, (key, value) in kept.items() if ids in keys and key == _sealed(keys[ids], value)}
        return {ids: json.loads(value) for ids, value in found.items()}

    def keep(self, kind: Kind, judged: Mapping[Ids, tuple[str, Any]]) -> None:
        """Keep what was judged; see ``relating.Memory.keep``."""
        self._keep_vectors()
        if self.lasting:
            packed = {ids: (key, json.dumps(value, separators=(",", ":"))) for ids, (key, value) in judged.items()}
            self._store.pairs.keep(kind, {ids: (_sealed(key, value), value) for ids, (key, value) in packed.items()})

    def forget_others(self) -> None:
        """Drop what is kept of pairs that were not asked for: reports that were revised, or have nearer ones now."""
        for kind, kept in self._kept.items():
            others = set(kept) - set(self._asked[kind])
            if others and self.lasting:
                self._store.pairs.forget(kind, others)

    def vector(self, report: Report) -> bytes:
        """What headline and lead of a report mean; see ``relating.Memory.vector``."""
        key = pipeline.story_key(report)
        found = self._new.get(key) or self._vectors([key]).get(key)
        if found is None or not pipeline.is_vector(found):
            found = pipeline.story_vector(report)
            self._take({key: found})
        return found

    def sharing(self, entries: Sequence[Entry]) -> Collection[Ids] | None:
        """The pairs of reports that share text; see ``relating.Memory.sharing``."""
        return shared_pairs(self._store, entries) if len(entries) > ALL_TEXTS else None

    def kept(self, texts: Sequence[str]) -> Mapping[str, bytes]:
        """Vectors of texts; see ``meaning.encoder.Shelf``."""
        keys = {pipeline.text_key(text): text for text in texts}
        kept = {key: self._new[key] for key in keys if key in self._new}
        kept |= self._vectors(keys.keys() - kept.keys())
        return {keys[key]: vector for key, vector in kept.items()}

    def keep_texts(self, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors of texts; see ``meaning.encoder.Shelf``."""
        self._take({pipeline.text_key(text): vector for text, vector in vectors.items()})

    def _vectors(self, keys: Collection[str]) -> Mapping[str, bytes]:
        try:
            return self._store.pairs.vectors(keys)
        except (OnrecordError, ValueError, TypeError):  # damaged: they are computed anew
            if not self._store.readonly:
                self._store.drop_vectors()
            return {}

    def _take(self, vectors: Mapping[str, bytes]) -> None:
        self._new |= vectors
        if len(self._new) >= _AT_ONCE:
            self._keep_vectors()

    def _keep_vectors(self) -> None:
        if self._new and not self._store.readonly:
            self._store.keep_vectors(self._new)
            self._new = {}


def _sealed(key: str, value: str) -> str:
    """A key with a hash of what is kept under it, so that what was damaged is not believed."""
    return f"{key} {hashlib.sha256(f'{key} {value}'.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
