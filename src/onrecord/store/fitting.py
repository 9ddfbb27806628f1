"""What may be kept of a report: document, text and reading fit together, and nothing on record is contradicted."""

from __future__ import annotations

from dataclasses import fields

from onrecord.errors import Conflict, Damaged
from onrecord.model.reading import Entry
from onrecord.model.report import Document, Given


def require_fit(document: Document, entry: Entry) -> None:
    """Require that document, report and reading are of the same text.

    Args:
        document: what was taken in.
        entry: what was read in it.

    Raises:
        Damaged: they are of different texts.
    """
    if document.text != entry.report.text:
        raise Damaged("the document and the report have different texts", where=f"report {entry.id}")
    if entry.reading.report != entry.id:
        raise Damaged(f"the reading is of report {entry.reading.report}", where=f"report {entry.id}")


def require_same_text(entry: Entry, revision: str) -> None:
    """Require that a report has the text that is on record under its id.

    Args:
        entry: the report.
        revision: the hash of the text on record.

    Raises:
        Conflict: it has another.
    """
    if revision != entry.report.sha256:
        raise Conflict(
            f"this id is on record with other words (SHA-256 {revision[:12]}…, and now {entry.report.sha256[:12]}…)",
            where=f"report {entry.id}",
            hint="Give it an id of its own if it is another report or another version of it",
        )


def fills_gaps(old: Given, new: Given, report: str) -> bool:
    """Whether new facts fill gaps among those on record.

    Args:
        old: the facts on record.
        new: the new ones.
        report: id of the report that they are of.

    Raises:
        Conflict: a new fact contradicts one on record, or some fill gaps and others on record are left out.
    """
    filled, lacking = [], []
    for name in (field.name for field in fields(Given) if field.name != "id"):
        before, after = getattr(old, name), getattr(new, name)
        if before and after and before != after:
            raise Conflict(
                f"{name} is {before!r} on record, and now {after!r}",
                where=f"report {report}",
                hint="Leave the fact out if the record is right, or give the report an id of its own",
            )
        filled += [name] if after and not before else []
        lacking += [name] if before and not after else []
    if filled and lacking:
        raise Conflict(
            f"it was read without facts that are on record by now: {', '.join(lacking)}",
            where=f"report {report}",
            hint="Add it again",
        )
    return bool(filled)
