"""Adding reports to a store: each in a transaction of its own, read by several processes where that is worth it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import pipeline, revising
from onrecord.errors import OnrecordError, RecordError, SourceError, Unavailable, without_frames
from onrecord.model.reading import Entry
from onrecord.model.report import Document
from onrecord.results import AddResult
from onrecord.workers import each_read, read_one

if TYPE_CHECKING:
    from onrecord.reading.engine import Engine
    from onrecord.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Reading:
    """How reports are read.

    Attributes:
        model: package name of the language model; the best installed one if ``None``.
        reader: what finds attributions; ``learned`` if ``None``.
        engine: gives the language model of this process.
    """

    model: str | None
    reader: str | None
    engine: Callable[[], Engine]


def add_each(
    documents: Iterable[Document | SourceError], store: Store, reading: Reading, jobs: int = 1
) -> Iterator[AddResult]:
    """What became of each document, in order; a report is kept as its result is given.

    Args:
        documents: what to add, and errors of what could not be taken in.
        store: where to.
        reading: how reports are read.
        jobs: how many processes read.
    """
    given: list[Document] = []  # as they came, in the order in which those to be read are read

    def planned() -> Iterator[Document | AddResult]:
        for document in documents:
            plan = _planned(document, store)
            if isinstance(plan, Document) and isinstance(document, Document):
                given.append(document)
            yield plan

    for item, outcome in each_read(planned(), reading.model, reading.reader, jobs):
        if isinstance(item, AddResult):
            yield item
            continue
        document = given.pop(0)
        if isinstance(outcome, OnrecordError):
            yield _failed(document, outcome)
        elif outcome is not None:
            yield _kept(document, item, outcome, store, reading)


def _planned(document: Document | SourceError, store: Store) -> Document | AddResult:
    """The document as it is to be read, or its result if there is nothing to read."""
    if isinstance(document, SourceError):
        return AddResult(document.where, None, "failed", without_frames(document))
    try:
        return _to_read(document, store) or _unchanged(document, store)
    except (RecordError, SourceError) as error:
        return _failed(document, error)


def _to_read(document: Document, store: Store) -> Document | None:
    """The document under its report and with what is known of that; ``None`` if it brings nothing new."""
    document = revising.prepared(store, document)
    known = pipeline.report_id(document)
    if known not in store:
        return document
    old = store.document(known)
    if old.text != document.text:
        return document  # the store refuses it with a message that says what to do
    given = pipeline.merge_given(old.given, document.given, where=document.name)
    return None if given == old.given else replace(old, given=given, modified=document.modified, seen=document.seen)


def _unchanged(document: Document, store: Store) -> AddResult:
    """The result of a document that brings nothing new but when its words stood at their address."""
    before = revising.current(store, document)
    document = revising.prepared(store, document)
    known = pipeline.report_id(document)
    if document.seen or document.modified:
        store.seen(known, document)
    return _sized(revising.result(store, document, known, "unchanged", before), document)


def _kept(document: Document, read: Document, entry: Entry, store: Store, reading: Reading) -> AddResult:
    """Keep what was read; what came on record since it was planned is heeded.

    Args:
        document: the document as it came.
        read: the document as it was read.
        entry: what was read in it.
        store: where to.
        reading: how reports are read.
    """
    try:
        before = revising.current(store, document)
        plan = _to_read(document, store)
        if plan is None:
            return _unchanged(document, store)
        if plan != read:
            entry = _entry(plan, reading)
        outcome = store.add(plan, entry)
        return _sized(revising.result(store, plan, entry.id, outcome, before), document, pipeline.why_unread(entry))
    except OnrecordError as error:
        return _failed(document, error)


def _entry(document: Document, reading: Reading) -> Entry:
    outcome = read_one(document, reading.model, reading.reader)
    if isinstance(outcome, OnrecordError):
        raise outcome
    return outcome


def _sized(result: AddResult, document: Document, note: str = "") -> AddResult:
    return replace(result, octets=len(document.raw), note=note)


def _failed(document: Document, error: OnrecordError) -> AddResult:
    if not isinstance(error, RecordError | SourceError) or isinstance(error, Unavailable):
        raise error  # nothing can be read at all (the model is missing), or nothing kept (the disk is full)
    return AddResult(document.name, None, "failed", without_frames(error), octets=len(document.raw))
