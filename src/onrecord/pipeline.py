"""The stages and their order: the only place that knows both.

bytes ──intake──▶ Document ──structure──▶ Report ──reading──▶ Entry ──identity, stories, lineage, checks──▶ Relations
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import Conflict, SourceError
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Document, Given

if TYPE_CHECKING:
    from onrecord.reading.engine import Engine


def documents(source: str, given: Given, stdin: BinaryIO | None = None) -> Iterator[Document | SourceError]:
    """The reports of a file, folder or ``-``, as text; what cannot be read comes as an error value."""
    from onrecord.intake.sources import documents

    return documents(source, given, stdin=stdin)


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
    """The report of a document with all that is read in it."""
    from onrecord.reading.read import read
    from onrecord.structure.report import structure

    report = structure(document)
    return Entry(report, read(report, engine))


def report_id(document: Document) -> str:
    """The id that the report of this document has."""
    from onrecord.model.report import report_id

    return report_id(document.text, document.given)


def relate(entries: Sequence[Entry]) -> Relations:
    """All that holds between reports.

    The pairs that are compared come from indexes over words, so reports that share nothing cost nothing;
    the same entries give the same relations. Whatever compares speakers sees their identities.
    """
    from onrecord.checks.corroboration import corroborate
    from onrecord.checks.findings import compare
    from onrecord.checks.only import only_in
    from onrecord.checks.quotes import line_up
    from onrecord.identity.link import link
    from onrecord.lineage.derive import derive
    from onrecord.lineage.origins import trace
    from onrecord.model.identified import identified
    from onrecord.stories.group import group

    identities = link(entries)
    known = identified(entries, identities)
    derivations = derive(entries)
    origins = trace(entries, derivations)
    quotes = line_up(known)
    findings = compare(known, quotes, derivations)
    return Relations(
        reports=tuple(entry.id for entry in entries),
        stories=group(entries),
        derivations=derivations,
        origins=origins,
        quotes=quotes,
        findings=findings,
        corroborated=corroborate(known, origins, findings),
        only_in=only_in(entries, derivations),
        identities=identities,
    )


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
