"""The stages and their order: the only place that knows both.

bytes ──intake──▶ Document ──structure──▶ Report ──reading──▶ Entry ──identity, stories, lineage, checks──▶ Relations
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.decisions.standing import NONE, Decisions
from onrecord.errors import Conflict, DateError, OnrecordError, ReadingFailed, SourceError
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Document, Given, Report

if TYPE_CHECKING:
    from onrecord.lexicons.issues import Issues
    from onrecord.reading.engine import Engine
    from onrecord.relating import Memory
    from onrecord.views.page import Line


def documents(source: str, given: Given, stdin: BinaryIO | None = None) -> Iterator[Document | SourceError]:
    """The reports of a file, folder or ``-``, as text; what cannot be read comes as an error value."""
    from onrecord.intake.sources import documents

    return documents(source, given, stdin=stdin)


Documents = Callable[[str, Given, "BinaryIO | None"], Iterator[Document | SourceError]]


def every_document(
    sources: Sequence[str | os.PathLike[str]],
    given: Given,
    stdin: BinaryIO | None = None,
    documents: Documents = documents,
) -> Iterator[Document | SourceError]:
    """The reports of all sources; what is given outranks what a single report says.

    Of several sources, and of one that holds several reports (a folder, lines, an archive), it only fills what they do
    not say: one outlet's name must not rename the others.

    Args:
        sources: files, folders or ``-``.
        given: facts that the sources cannot say themselves.
        stdin: where ``-`` reads from.
        documents: gives the documents of one source.
    """
    from onrecord.intake.formats import holds_several

    if len(sources) == 1 and not holds_several(os.fspath(sources[0])):
        for document in documents(os.fspath(sources[0]), given, stdin):
            yield dataclasses.replace(document, asked=given) if isinstance(document, Document) else document
        return
    from onrecord.intake.metadata import merged

    # An id names one report.
    given = dataclasses.replace(given, id=None)
    for source in sources:
        for document in documents(os.fspath(source), Given(), stdin):
            if isinstance(document, Document):
                document = dataclasses.replace(document, given=merged(document.given, given), asked=given)
            yield document


def reread(document: Document) -> str:
    """The canonical text that the stored bytes of a document give today."""
    from onrecord.intake.sources import reread

    return reread(document.raw, document.media_type, document.name, document.given).text


def engine_named(model: str | None, reader: str | None = None) -> Callable[[], Engine]:
    """A function that gives the language model, loading it when first asked."""

    def engine() -> Engine:
        from onrecord.reading.engine import load_engine

        return load_engine(model, reader)

    return engine


def read(document: Document, engine: Callable[[], Engine]) -> Entry:
    """The report of a document with all that is read in it.

    Raises:
        ModelError: the language model or the trained reader is missing or not the pinned one.
        ReadingFailed: Onrecord failed on this text; the cause is chained.
    """
    from onrecord.reading.read import read
    from onrecord.structure.report import structure

    try:
        report = structure(document)
        return Entry(report, read(report, engine))
    except OnrecordError:
        raise
    except Exception as error:  # a fault of ours in one text must not cost the user the rest of the batch
        raise ReadingFailed(
            f"Onrecord failed on this text ({type(error).__name__}: {error})",
            where=document.name,
            hint="Nothing of it was kept. Please report this with the text; '--reader rules' may read it",
        ) from error


def unread(document: Document, why: str) -> Entry:
    """The report of a document in which nothing was read, with a note that says why; it can be found and compared."""
    from onrecord.model.reading import Reading
    from onrecord.reading.read import NOBODY
    from onrecord.structure.report import structure

    report = structure(document)
    note = f"{NOT_READ}: reading it {why}. Its words are kept, can be searched, and are compared for copies"
    return Entry(report, Reading(report.id, NOBODY, voices=(None,) * len(report.blocks), notes=(note,)))


#: How the note on a report begins that is kept although reading it costs too much.
NOT_READ = "nothing was read in this report"


def why_unread(entry: Entry) -> str:
    """Why nothing was read in a report that is kept; empty if it was read."""
    return next((note for note in entry.reading.notes if note.startswith(NOT_READ)), "")


def read_by_others(versions: Sequence[str]) -> int:
    """How many of these readings were made by other rules than those of this Onrecord."""
    from onrecord.reading.read import RULES

    return sum(1 for version in versions if version != RULES)


def report_id(document: Document) -> str:
    """The id that the report of this document has."""
    from onrecord.model.report import report_id

    return report_id(document.text, document.given)


def relate(entries: Sequence[Entry], memory: Memory | None = None, decisions: Decisions = NONE) -> Relations:
    """All that holds between reports; see ``relating.relate``."""
    from onrecord.relating import relate

    return relate(entries, memory, decisions)


def story_vector(report: Report) -> bytes:
    """What headline and lead of a report mean; see ``relating.story_vector``."""
    from onrecord.relating import story_vector

    return story_vector(report)


def story_key(report: Report) -> str:
    """What names the vector of a report: a hash of all that it is made from."""
    from onrecord.stories.features import vector_key

    return vector_key(report)


def text_key(text: str) -> str:
    """What names the vector of a text; see ``encoder.text_key``."""
    from onrecord.meaning.encoder import text_key

    return text_key(text)


def is_vector(octets: bytes) -> bool:
    """Whether bytes can be a vector."""
    from onrecord.stories.features import SIZE

    return len(octets) == SIZE


def as_of(
    entries: Sequence[Entry], day: str, memory: Memory | None = None, decisions: Decisions = NONE
) -> tuple[tuple[Entry, ...], Relations, tuple[Line, ...]]:
    """What a record would hold if it had only the reports published by a day.

    Args:
        entries: all reports.
        day: ISO day.
        memory: what was judged of pairs before.
        decisions: what people decided.

    Returns:
        The reports published by then, what holds between them, and a line that says what is left out.

    Raises:
        DateError: it is not a day.
    """
    from onrecord.views.index import doubt
    from onrecord.views.page import line
    from onrecord.views.words import count, listed

    last = iso_day(day)
    kept = tuple(entry for entry in entries if entry.report.day and entry.report.day <= last)
    undated = sum(1 for entry in entries if not entry.report.day)
    later = len(entries) - len(kept) - undated
    in_doubt = sum(1 for entry in entries if (entry.report.day or "") > last and doubt(entry.report))
    some = f" ({in_doubt} of a day in doubt)" if in_doubt else ""
    parts = [f"{count(later, 'report')} published later{some}"] if later else []
    parts += [f"{count(undated, 'report')} without a date"] if undated else []
    first = min((entry.report.day for entry in entries if entry.report.day), default=None)
    said = f"As of {last}, from the reports published by then"
    if first and not kept:
        said = f"No report was published by {last}; the first is of {first}"
    said = f"{said}; left out: {listed(parts) or 'none'}."
    told = line(said, facts={"as_of": last, "later": later, "undated": undated})
    return kept, relate(kept, memory, decisions), (told,)


def iso_day(text: str) -> str:
    """A day as it was given, if it is one: ``2026-02-07``.

    Raises:
        DateError: it is not.
    """
    from datetime import date

    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise DateError(f"{text!r} is not a day", hint="Write it as 2026-02-07")


def issues_in_use(kept: str | None) -> Issues:
    """The list of issues that a record uses, from its setting."""
    from onrecord.lexicons.issues_file import in_use

    return in_use(kept)


def issues_from(path: Path) -> str:
    """The setting that a file with a list of issues makes.

    Raises:
        IssuesError: it is not a list of issues.
    """
    from onrecord.lexicons.issues_file import read_file

    return read_file(path)


def under(entries: tuple[Entry, ...], kept: str | None) -> tuple[Entry, ...]:
    """The reports with their positions under the issues of the list that a record uses."""
    from onrecord.ledger.standings_issues import under

    return entries if kept is None else under(entries, issues_in_use(kept))


def merge_given(old: Given, new: Given, where: str) -> Given:
    """What is known of a report from two sources that do not contradict each other.

    Raises:
        Conflict: both say something, and not the same.
    """
    facts = {}
    for field in dataclasses.fields(Given):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before and after and before != after:
            raise Conflict(
                f"this report is on record with {field.name} {before!r}, and now comes with {after!r}",
                where=where,
                hint="Give it an id of its own if it is another report, or leave the option out",
            )
        facts[field.name] = before or after
    return Given(**facts)
