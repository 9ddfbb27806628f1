"""Documents: the bytes that reports came from, to rows and back."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from onrecord.errors import Damaged
from onrecord.model.report import Document, Given, Part
from onrecord.store import schema
from onrecord.store.columns import as_json
from onrecord.store.seals import seal, sha256

_HINT = "Restore the record from a copy, or add the report again to a new record"


def write_document(connection: Connection, report: str, document: Document) -> None:
    """Keep the bytes of a report and what was given about it, in place of any kept before."""
    connection.execute(delete(schema.sources).where(schema.sources.c.report == report))
    row = {
        "report": report,
        "name": document.name,
        "media_type": document.media_type,
        "decoding": document.decoding,
        "given": given_json(document.given),
        "parts": as_json([[part.start, part.end, part.kind] for part in document.parts]),
        "partial": document.partial,
        "sha256": sha256(document.raw),
        "size": len(document.raw),
        "zlib": zlib.compress(document.raw),
        "seal": document_seal(document),
    }
    connection.execute(insert(schema.sources), row)


def read_document(connection: Connection, report: str) -> Document | None:
    """The document of a report, proved against its hashes; ``None`` if there is no such report.

    Raises:
        Damaged: bytes, text or facts do not match their hashes.
    """
    source, revision = schema.sources.c, schema.revisions.c
    kept = (source.name, source.media_type, source.decoding, source.given, source.parts, source.partial)
    joined = schema.sources.join(schema.reports, schema.reports.c.id == source.report).join(schema.revisions)
    wanted = select(*kept, source.zlib, source.sha256, source.seal, revision.text, revision.sha256.label("revision"))
    row = connection.execute(wanted.select_from(joined).where(source.report == report)).one_or_none()
    if row is None:
        return None
    document = _document(report, row)
    if sha256(document.raw) != row.sha256:
        raise _damaged(report, "the bytes do not match their hash")
    if sha256(document.text) != row.revision:
        raise _damaged(report, "the text does not match its hash", "revisions")
    if document_seal(document) != row.seal:
        raise _damaged(report, "what was given or found about the bytes does not match its seal")
    return document


def _document(report: str, row: Any) -> Document:
    try:
        return Document(
            name=row.name,
            raw=zlib.decompress(row.zlib),
            media_type=row.media_type,
            text=row.text,
            decoding=row.decoding,
            given=given_of(row.given),
            parts=tuple(Part(*part) for part in json.loads(row.parts)),
            partial=row.partial,
        )
    except (zlib.error, ValueError, TypeError) as error:
        raise _damaged(report, f"the bytes or facts cannot be read ({error})") from error


def _damaged(report: str, what: str, table: str = "sources") -> Damaged:
    return Damaged(what, where=f"report {report}, {table}", hint=_HINT)


def document_seal(document: Document) -> str:
    """The seal over all of a document but its text, which has a hash of its own."""
    facts = (document.name, document.media_type, document.decoding, document.given, document.parts, document.partial)
    return seal(*facts, sha256(document.raw))


def given_json(given: Given) -> str:
    """What was given about a report as a JSON object; what was not given is left out."""
    facts = ((field.name, getattr(given, field.name), field.default) for field in fields(Given))
    return as_json({name: value for name, value, default in facts if value != default})


def given_of(text: str) -> Given:
    """What was given about a report, from its JSON."""
    facts: dict[str, Any] = json.loads(text)
    facts["byline"] = tuple(facts.get("byline", ()))
    return Given(**facts)
