"""Reading every report again and deriving everything anew, while others may write to the same record."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import TYPE_CHECKING

from onrecord import pipeline
from onrecord.adding import Reading
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Document
from onrecord.results import Rebuilt
from onrecord.workers import each_read, read_one

if TYPE_CHECKING:
    from onrecord.store.protocol import Store

#: Why a rebuild cannot say that what holds between the reports came out the same.
_WRITTEN = (
    "another program added reports or decisions meanwhile, so what holds between reports cannot be held against what "
    "it was; rebuild again"
)
#: What relations are derived from: the seals of the reports, and what people and outlets decided of them.
_Given = tuple[Mapping[str, str], object]


def rebuilt(store: Store, reading: Reading, fresh: Callable[[], Relations], anew: Callable[[], Relations]) -> Rebuilt:
    """Read every stored text again and derive everything anew.

    Args:
        store: the record's.
        reading: how reports are read.
        fresh: gives what holds between the reports as they are.
        anew: derives it without anything that is remembered.
    """
    differences, replaced = [], set[str]()
    ids, known = store.report_ids(), _given(store)
    before = fresh()
    for report, document, new in _read_again(store, ids, reading):
        difference, put = _replaced(store, report, document, new, reading)
        differences += [f"report {report}: {difference}"] if difference else []
        replaced |= {report} if put else set()
    if not store.readonly:
        store.drop_vectors()
        store.pairs.forget_all()
        store.drop_reuse()
        store.shown.age()
    if before != anew():
        others = _others(known, _given(store), replaced)
        differences.append(_WRITTEN if others else "what holds between reports differs")
    return Rebuilt(not differences, len(ids), tuple(differences))


def _read_again(store: Store, ids: tuple[str, ...], reading: Reading) -> Iterator[tuple[str, Document, Entry]]:
    """Each report as it is read now, with the document that was read."""
    documents = map(store.document, ids)
    for report, (document, new) in zip(ids, each_read(documents, reading.model, reading.reader), strict=True):
        assert isinstance(document, Document)
        yield report, document, _entry(new)


def _replaced(store: Store, report: str, document: Document, new: Entry, reading: Reading) -> tuple[str, bool]:
    """What is different about a new reading, and whether it was put in the place of the old one.

    Where another program gave the report facts meanwhile, it is read again with them: the new reading is kept only in
    the place of one that is still there, and was of the same document.
    """
    while True:
        old = store.entry(report)
        if (now := store.document(report)) != document:
            document, new = now, _entry(read_one(now, reading.model, reading.reader))
        elif new == old:
            return "", False
        elif pipeline.why_unread(new) and not pipeline.why_unread(old):
            return "it could not be read again within limits, so its reading is kept", False
        elif store.replace_reading(new, instead_of=old):
            return "reader changed" if new.reading.reader != old.reading.reader else "reading differs", True


def _entry(outcome: object) -> Entry:
    if isinstance(outcome, Entry):
        return outcome
    assert isinstance(outcome, Exception)
    raise outcome


def _given(store: Store) -> _Given:
    return store.seals(), (store.judgements(), store.revisions())


def _others(before: _Given, now: _Given, replaced: Container[str]) -> bool:
    """Whether anything was given to a record by others than who put these readings in the place of what was there."""
    (old, *old_rest), (new, *new_rest) = before, now
    return old_rest != new_rest or any(old.get(one) != seal for one, seal in new.items() if one not in replaced)
