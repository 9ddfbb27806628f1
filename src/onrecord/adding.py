"""Adding one document to a record: under which report it belongs, what is new, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import pipeline, revising
from onrecord.errors import RecordError, SourceError
from onrecord.model.report import Document
from onrecord.results import AddResult

if TYPE_CHECKING:
    from onrecord.reading.engine import Engine
    from onrecord.store.protocol import Store


def add_one(store: Store, document: Document | SourceError, engine: Callable[[], Engine]) -> AddResult:
    """Read a document and keep it in a transaction of its own; what goes wrong is in the result."""
    if isinstance(document, SourceError):
        return AddResult(document.where, None, "failed", document)
    try:
        before = revising.current(store, document)
        document = revising.prepared(store, document)
        merged = _merged(store, document)
        if merged is None:
            known = pipeline.report_id(document)
            if document.seen or document.modified:
                store.seen(known, document)
            return revising.result(store, document, known, "unchanged", before)
        entry = pipeline.read(merged, engine)
        return revising.result(store, document, entry.id, store.add(merged, entry), before)
    except (RecordError, SourceError) as error:
        return AddResult(document.name, None, "failed", error)


def _merged(store: Store, document: Document) -> Document | None:
    """The document with what is already known of its report; ``None`` if it brings nothing new."""
    known = pipeline.report_id(document)
    if known not in store:
        return document
    old = store.document(known)
    if old.text != document.text:
        return document  # the store refuses it with a message that says what to do
    given = pipeline.merge_given(old.given, document.given, where=document.name)
    return None if given == old.given else replace(old, given=given, modified=document.modified, seen=document.seen)
