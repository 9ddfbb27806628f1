"""Adding reports to a store: each in a transaction of its own, read by several processes where that is worth it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import pipeline
from onrecord.errors import OnrecordError, RecordError, SourceError
from onrecord.model.reading import Entry
from onrecord.model.report import Document
from onrecord.results import AddResult
from onrecord.workers import each_read

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
    planned = (_planned(document, store) for document in documents)
    for item, outcome in each_read(planned, reading.model, reading.reader, jobs):
        if isinstance(item, AddResult):
            yield item
        elif isinstance(outcome, OnrecordError):
            yield _failed(item, outcome)
        elif outcome is not None:
            yield _kept(item, outcome, store, reading)


def _planned(document: Document | SourceError, store: Store) -> Document | AddResult:
    """The document as it is to be read, or its result if there is nothing to read."""
    if isinstance(document, SourceError):
        return AddResult(document.where, None, "failed", document)
    try:
        merged = _merged(document, store)
    except RecordError as error:
        return _failed(document, error)
    return merged or AddResult(document.name, pipeline.report_id(document), "unchanged", octets=len(document.raw))


def _merged(document: Document, store: Store) -> Document | None:
    """The document with what is already known of its report; ``None`` if it brings nothing new."""
    known = pipeline.report_id(document)
    if known not in store:
        return document
    old = store.document(known)
    if old.text != document.text:
        return document  # the store refuses it with a message that says what to do
    given = pipeline.merge_given(old.given, document.given, where=document.name)
    return None if given == old.given else replace(old, given=given)


def _kept(document: Document, entry: Entry, store: Store, reading: Reading) -> AddResult:
    """Keep what was read; what came on record since it was planned is heeded."""
    try:
        planned = _merged(document, store) if entry.id in store else document
        if planned is None:
            return AddResult(document.name, entry.id, "unchanged", octets=len(document.raw))
        if planned != document:
            document, entry = planned, pipeline.read(planned, reading.engine)
        return AddResult(document.name, entry.id, store.add(document, entry), octets=len(document.raw))
    except OnrecordError as error:
        return _failed(document, error)


def _failed(document: Document, error: OnrecordError) -> AddResult:
    if not isinstance(error, RecordError | SourceError):
        raise error  # nothing can be read at all: the model is missing
    return AddResult(document.name, None, "failed", error, len(document.raw))
