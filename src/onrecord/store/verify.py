"""Proof of a record without any model: every hash recomputed, every citation cut from its text again."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import methodcaller
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType

from onrecord.errors import Damaged, OnrecordError
from onrecord.model.relations import Relations
from onrecord.store import schema
from onrecord.store.columns import as_text
from onrecord.store.documents import read_document
from onrecord.store.judgements import damaged_judgements
from onrecord.store.protocol import Damage, Reread, Verification
from onrecord.store.relations import read_relations
from onrecord.store.reports import read_entries
from onrecord.store.revisions import damaged_addresses
from onrecord.store.seals import seal, sha256
from onrecord.store.state import damaged_settings, read_state

#: What reading a damaged row can raise.
_UNREADABLE = (Damaged, DBAPIError, sqlite3.Error, ValueError, TypeError, LookupError, OverflowError, AttributeError)

#: Errors that say nothing of what is on record: another program holds the file, or there is no memory.
_NO_DAMAGE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT)

_cited = schema.citations.c
#: The words come as the driver gives them, text or bytes: there are a hundred times more citations than reports.
_CITATIONS = (
    select(
        _cited.start,
        _cited.end,
        type_coerce(_cited.text, NullType),
        _cited.sha256,
        _cited.revision,
        _cited.id,
        _cited.owner_kind,
        _cited.owner_number,
        _cited.role,
    )
    .where(_cited.report == bindparam("report"))
    .order_by(_cited.id)
)


def verify(engine: Engine, deep: Reread | None, *, readonly: bool) -> Verification:
    """Prove a record; see ``Store.verify``.

    Each report is read in a transaction of its own, so that writers are not kept waiting.
    """
    with _tolerant(engine) as connection:
        return _Proof(connection, deep, readonly).run()


@contextmanager
def _tolerant(engine: Engine) -> Iterator[Connection]:
    """A connection on which words that are no longer UTF-8 come as other words, not as an error that ends it all."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.text_factory = methodcaller("decode", "utf-8", "surrogateescape")
        try:
            yield connection
        finally:
            driver.text_factory = str


class _Proof:
    """One run of verification."""

    def __init__(self, connection: Connection, deep: Reread | None, readonly: bool) -> None:
        self._connection = connection
        self._deep = deep
        self._readonly = readonly
        self._checked: Counter[str] = Counter(revisions=0, sources=0, citations=0, reports=0, judgements=0)
        self._damages: list[Damage] = []

    def run(self) -> Verification:
        """Every check in turn; one that finds damage does not keep the others from running."""
        for report in self._report_ids():
            for check in (self._citations, self._source, self._reading):
                self._try(report, check, report)
        self._try(None, self._relations)
        self._try(None, self._judgements)
        self._try(None, self._settings)
        self._try(None, self._addresses)
        self._try(None, self._file)
        self._try(None, self._references)
        if not self._readonly:
            self._try(None, self._index)
        return Verification(dict(self._checked), tuple(self._damages))

    def _report_ids(self) -> list[str]:
        ids: list[str] = []
        self._try(None, lambda: ids.extend(self._connection.execute(select(schema.reports.c.id)).scalars()))
        return sorted(ids)

    def _try(self, report: str | None, check: Callable[..., None], *values: str) -> None:
        """Run a check; what it cannot read is damage, and nothing that it does is kept."""
        try:
            with self._connection.begin() as transaction:
                check(*values)
                transaction.rollback()
        except _UNREADABLE as error:
            if getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) & 0xFF in _NO_DAMAGE:
                raise
            where = check.__name__.strip("_") if check.__name__ != "<lambda>" else "reports"
            self._damage(report, f"cannot be read ({_said(error)})", where)

    def _damage(self, report: str | None, what: str, where: str) -> None:
        self._damages.append(Damage(report, what, where))

    # -- reports ------------------------------------------------------------------------------------------------

    def _citations(self, report: str) -> None:
        """The text has its hash, and each citation is the text at its range and has its hash."""
        kept = schema.reports.c
        wanted = select(kept.revision, schema.revisions.c.text).join_from(schema.reports, schema.revisions)
        row = self._connection.execute(wanted.where(kept.id == report)).one_or_none()
        if row is None:
            return self._damage(report, "the text is gone", "revisions")
        self._checked["revisions"] += 1
        if sha256(row.text) != row.revision:
            self._damage(report, "the text does not match its hash", "revisions")
        for start, end, words, digest, revision, *owner in self._connection.execute(_CITATIONS, {"report": report}):
            self._checked["citations"] += 1
            if revision != row.revision:
                self._damage(report, "it names another revision", _place(owner, start, end))
            if sha256(words) != digest:
                self._damage(report, "the words do not match their hash", _place(owner, start, end))
            if start < 0 or row.text[start:end] != as_text(words):
                self._damage(report, "the words are not the text at their range", _place(owner, start, end))
        return None

    def _source(self, report: str) -> None:
        """The bytes have their hash, and if asked for give the same text when read again."""
        document = read_document(self._connection, report)
        if document is None:
            return self._damage(report, "the bytes are gone", "sources")
        self._checked["sources"] += 1
        size = select(schema.sources.c.size).where(schema.sources.c.report == report)
        if self._connection.execute(size).scalar_one() != len(document.raw):
            self._damage(report, "the bytes are not as many as they were", "sources")
        if self._deep is None:
            return None
        self._checked["texts read again"] += 1
        try:
            again = self._deep(document)
        except OnrecordError as error:
            return self._damage(report, f"the bytes cannot be read again ({error.what})", "sources")
        if again != document.text:
            self._damage(report, f"the bytes give another text now, {_differ(document.text, again)}", "sources")
        return None

    def _reading(self, report: str) -> None:
        """The report and what was read in it are sealed as they are."""
        (entry,) = read_entries(self._connection, [report], prove=False)
        self._checked["reports"] += 1
        kept = schema.reports.c
        if seal(entry) != self._connection.execute(select(kept.seal).where(kept.id == report)).scalar_one():
            self._damage(report, "what was read in it does not match its seal", "reports and readings")

    # -- the record as a whole ----------------------------------------------------------------------------------

    def _relations(self) -> None:
        """What holds between reports is sealed as it is, with what it was derived from."""
        state, relations = read_state(self._connection), read_relations(self._connection, prove=False)
        never = state.basis is None and state.relations_seal is None
        if relations != Relations(()) if never else seal(relations, state.basis) != state.relations_seal:
            self._damage(None, "what holds between reports does not match its seal", "relations")

    def _judgements(self) -> None:
        """Each judgement is sealed together with the one before it."""
        count, wrong = damaged_judgements(self._connection)
        self._checked["judgements"] += count
        for number in wrong:
            self._damage(None, "the judgement or the one before it is not as it was made", f"judgements {number}")

    def _addresses(self) -> None:
        """The address of each report is that of its facts, and when its words stood there is as it was kept."""
        for report in damaged_addresses(self._connection):
            self._damage(report, "its address or the times at it do not match their seal", "addresses")

    def _settings(self) -> None:
        """Each setting of the record is sealed as it was made."""
        for name in damaged_settings(self._connection):
            self._damage(None, "the setting does not match its seal", f"meta {name}")

    def _file(self) -> None:
        """SQLite finds the file in order."""
        for (what,) in self._connection.exec_driver_sql("PRAGMA integrity_check"):
            if what != "ok":
                self._damage(None, str(what), "the file")

    def _references(self) -> None:
        """Every row belongs to a row that exists."""
        for table, rowid, parent, _ in self._connection.exec_driver_sql("PRAGMA foreign_key_check"):
            self._damage(None, f"row {rowid} names a row of {parent} that does not exist", str(table))

    def _index(self) -> None:
        """The full-text index is that of the texts."""
        try:
            self._connection.exec_driver_sql(
                "INSERT INTO report_texts_fts (report_texts_fts, rank) VALUES ('integrity-check', 1)"
            )
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            self._damage(None, "the full-text index is not that of the texts", "report_texts_fts")


def _place(owner: Sequence[object], start: int, end: int) -> str:
    number, kind, owner_number, role = owner
    return f"citation {number} ({kind} {owner_number}, {role}) at {start}:{end}"


def _differ(old: str, new: str) -> str:
    """Where two texts begin to differ."""
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return f"from code point {at} on ({old[at : at + 20]!r}, now {new[at : at + 20]!r})"


def _said(error: BaseException) -> str:
    if isinstance(error, OnrecordError):
        return f"{error.where}: {error.what}" if error.where else error.what
    return str(error.orig if isinstance(error, DBAPIError) else error)
