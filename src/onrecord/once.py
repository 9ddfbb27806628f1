"""Reading and comparing reports once, without keeping anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord import pipeline, reusing
from onrecord.errors import OnrecordError, SourceError
from onrecord.guarded.taking import every_document
from onrecord.model.reading import Entry
from onrecord.model.report import Given
from onrecord.model.reused import Reused
from onrecord.results import Comparison, ReadResult
from onrecord.workers import each_read

if TYPE_CHECKING:
    pass

NOTHING = Given()


def read(
    *sources: str | os.PathLike[str],
    given: Given = NOTHING,
    model: str | None = None,
    reader: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[ReadResult]:
    """Read reports without storing anything.

    Args:
        sources: files, folders or ``-`` for standard input.
        given: facts that the sources cannot say themselves; of several reports they fill only what is unknown.
        model: package name of a spaCy model; the best installed one if left out.
        reader: ``learned`` or ``rules``: what finds attributions; ``learned`` if left out.
        stdin: where ``-`` reads from.

    Yields:
        A result a report, in input order; a source that cannot be read is a result with an error.
    """
    for one, outcome in each_read(every_document(sources, given, stdin), model, reader):
        if isinstance(one, SourceError):
            yield ReadResult(one.where, None, one)
        elif isinstance(outcome, Entry):
            yield ReadResult(one.name, outcome)
        elif isinstance(outcome, SourceError):
            yield ReadResult(one.name, None, outcome)
        elif outcome is not None:
            raise outcome


def compare(
    *sources: str | os.PathLike[str],
    given: Given = NOTHING,
    model: str | None = None,
    reader: str | None = None,
    stdin: BinaryIO | None = None,
) -> Comparison:
    """Read two or more reports and find what holds between them; nothing is stored.

    Two sources with the very same words and no id of their own are kept apart as ``ID`` and ``ID-2``:
    the same words in two places are what lineage is about.
    """
    entries: list[Entry] = []
    errors: list[OnrecordError] = []
    inputs: list[str] = []
    seen: dict[str, int] = {}
    for result in read(*sources, given=given, model=model, reader=reader, stdin=stdin):
        if result.entry is None:
            errors.extend([result.error] if result.error else [])
            continue
        seen[result.entry.id] = count = seen.get(result.entry.id, 0) + 1
        entries.append(result.entry if count == 1 else _renamed(result.entry, f"{result.entry.id}-{count}"))
        inputs.append(result.input)
    return Comparison(tuple(entries), pipeline.relate(entries), tuple(errors), tuple(inputs))


def reuse(
    *sources: str | os.PathLike[str],
    folder: Path | None = None,
    given: Given = NOTHING,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Reused | OnrecordError]:
    """Find reports that share text among very many; nothing is read in them and no language model is loaded.

    Args:
        sources: files, folders or ``-``.
        folder: where the index is kept, so that a later run finds what is shared with this one's reports; a report
            that it has already is passed over. Kept nowhere if left out.
        given: facts that the sources cannot say themselves; of several reports they fill only what is unknown.
        stdin: where ``-`` reads from.
        progress: called after each portion with how many reports were taken in so far, and how many passed over.

    Yields:
        Each pair that shares text, and an error for each source that cannot be read, as they come up.

    Raises:
        ReuseIndexError: the folder holds something else than an index of this version.
    """
    return reusing.reused(every_document(sources, given, stdin), folder, progress)


def _renamed(entry: Entry, name: str) -> Entry:
    return Entry(replace(entry.report, id=name), replace(entry.reading, report=name))
