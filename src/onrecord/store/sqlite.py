"""A record in one SQLite file, which also opens in Datasette or any SQLite browser."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import fields
from threading import RLock
from types import TracebackType

from sqlalchemy import Connection, select

from onrecord.errors import Conflict, Damaged, NotFound, RecordError
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Document, Given
from onrecord.model.revision import Revision
from onrecord.store import files, judgements, schema
from onrecord.store.documents import given_of, read_document, write_document
from onrecord.store.faults import faults
from onrecord.store.feeds import FeedShelf
from onrecord.store.protocol import Hit, Outcome, Reread, Verification
from onrecord.store.relations import read_relations, write_relations
from onrecord.store.reports import read_entries, write_entry
from onrecord.store.revisions import note_address, orders, read_revisions
from onrecord.store.seals import seal
from onrecord.store.search import index, search, unindex
from onrecord.store.state import (
    State,
    basis_now,
    read_setting,
    read_state,
    reader_versions,
    sealed_reports,
    settings,
    write_setting,
    write_state,
)
from onrecord.store.verify import verify


class SqliteStore:
    """A record in one SQLite file; safe with several threads and several processes.

    Every change is one transaction that takes the write lock as it begins and returns only after the commit has
    been synced to the disk, so what was acknowledged is there after a crash or power cut.

    Args:
        path: the file, or ``:memory:`` for a record that is gone when closed.
        create: begin a new record if there is none.

    Raises:
        NotFound: there is no such file and ``create`` is false.
        NotARecord: the file is something else, or a folder.
        NewerRecord: the file was written by a newer Onrecord.
        RecordError: the file cannot be opened.
    """

    def __init__(self, path: str | os.PathLike[str] = files.MEMORY, *, create: bool = True) -> None:
        self.path = os.fspath(path)
        self.memory = self.path == files.MEMORY
        # A record in memory is one connection, which can hold one transaction.
        self._turn = RLock() if self.memory else nullcontext()
        with faults(self.path):
            self._engine, self.readonly = files.open_engine(self.path, create=create)

    # -- life ---------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the file; everything acknowledged is already safe."""
        self._engine.dispose()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with faults(self.path), self._turn, files.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.readonly:
            raise RecordError(
                "the record cannot be written to",
                where=self.path,
                hint="Check the permissions of the file and of its folder, or copy it to a folder of your own",
            )
        with faults(self.path), self._turn, files.writing(self._engine) as connection:
            yield connection

    # -- reports ------------------------------------------------------------------------------------------------

    def add(self, document: Document, entry: Entry) -> Outcome:
        """Keep a report with its bytes and its reading, all or nothing; see ``Store.add``."""
        _fit(document, entry)
        with self._writing() as connection:
            outcome = self._outcome(connection, document, entry)
            if outcome == "updated":
                unindex(connection, entry.id)
            if outcome != "unchanged":
                write_entry(connection, entry)
                write_document(connection, entry.id, document)
                index(connection, entry.id)
            note_address(connection, entry.id, document)
            return outcome

    def _outcome(self, connection: Connection, document: Document, entry: Entry) -> Outcome:
        """What adding this report would change.

        Raises:
            Conflict: it cannot be added.
        """
        joined = schema.reports.join(schema.sources, schema.sources.c.report == schema.reports.c.id)
        wanted = select(schema.reports.c.revision, schema.sources.c.given).select_from(joined)
        known = connection.execute(wanted.where(schema.reports.c.id == entry.id)).one_or_none()
        if known is None:
            return "added"
        _require_same_text(entry, known.revision)
        return "updated" if _fills_gaps(given_of(known.given), document.given, entry.id) else "unchanged"

    def replace_reading(self, entry: Entry) -> None:
        """Put another reading in place of the one kept; see ``Store.replace_reading``."""
        with self._writing() as connection:
            kept = schema.reports.c
            revision = connection.execute(select(kept.revision).where(kept.id == entry.id)).scalar()
            if revision is None:
                raise NotFound.among("report", entry.id, _ids(connection), where=self.path)
            _require_same_text(entry, revision)
            unindex(connection, entry.id)
            write_entry(connection, entry)
            note_address(connection, entry.id)
            index(connection, entry.id)

    def seen(self, report: str, document: Document) -> None:
        """Note when the words of a report stood at its address; see ``Store.seen``."""
        with self._writing() as connection:
            note_address(connection, report, document)

    def revisions(self, address: str | None = None, *, of: str | None = None) -> tuple[Revision, ...]:
        """The reports that have an address; see ``Store.revisions``."""
        with self._reading() as connection:
            return tuple(read_revisions(connection, address, of))

    def report_ids(self) -> tuple[str, ...]:
        """Ids of all reports by day of publication, then id; those without a day last."""
        with self._reading() as connection:
            return _ids(connection)

    def __contains__(self, report: object) -> bool:
        with self._reading() as connection:
            kept = schema.reports.c.id
            return (
                isinstance(report, str) and connection.execute(select(kept).where(kept == report)).first() is not None
            )

    def entry(self, report: str) -> Entry:
        """A report with its reading; see ``Store.entry``."""
        (entry,) = self.entries([report])
        return entry

    def entries(self, ids: Iterable[str] | None = None) -> tuple[Entry, ...]:
        """The reports with these ids, or all; see ``Store.entries``."""
        with self._reading() as connection:
            known = _ids(connection)
            wanted = known if ids is None else tuple(ids)
            for missing in sorted(set(wanted) - set(known)):
                raise NotFound.among("report", missing, known, where=self.path)
            return tuple(read_entries(connection, wanted))

    def reader_versions(self) -> tuple[str, ...]:
        """The version of the rules that each report was read by; see ``Store.reader_versions``."""
        with self._reading() as connection:
            return tuple(reader_versions(connection))

    def document(self, report: str) -> Document:
        """The bytes of a report as they were taken in; see ``Store.document``."""
        with self._reading() as connection:
            document = read_document(connection, report)
            if document is None:
                raise NotFound.among("report", report, _ids(connection), where=self.path)
            return document

    # -- what holds between reports -----------------------------------------------------------------------------

    def relations(self) -> Relations:
        """What holds between the reports, as last set; empty if never set."""
        with self._reading() as connection:
            return read_relations(connection)

    def set_relations(self, relations: Relations, basis: str) -> None:
        """Replace all that holds between reports; see ``Store.set_relations``."""
        with self._writing() as connection:
            write_relations(connection, relations)
            write_state(connection, State(basis, seal(relations, basis)))

    def basis(self) -> str | None:
        """The digest of what the relations were derived from; ``None`` if they were never set."""
        with self._reading() as connection:
            return read_state(connection).basis

    def current_basis(self) -> str:
        """The digest of what relations would be derived from now."""
        with self._reading() as connection:
            return basis_now(connection)

    @property
    def feeds(self) -> FeedShelf:
        """The feeds that are polled; see ``Store.feeds``."""
        return FeedShelf(self._reading, self._writing)

    # -- asking, judging, proving -------------------------------------------------------------------------------

    def search(self, query: str, limit: int | None = None) -> tuple[Hit, ...]:
        """Reports that hold the words of a query, best first; see ``Store.search``."""
        with self._reading() as connection:
            return search(connection, query, limit)

    def judge(self, judgement: Judgement) -> None:
        """Append a person's decision; see ``Store.judge``."""
        with self._writing() as connection:
            judgements.append(connection, judgement)

    def judgements(self) -> tuple[Judgement, ...]:
        """All decisions, oldest first; of the same second, in the order they were made."""
        with self._reading() as connection:
            return judgements.read_judgements(connection)

    def setting(self, name: str) -> str | None:
        """A setting of this record; see ``Store.setting``."""
        with self._reading() as connection:
            return read_setting(connection, name)

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting of this record; see ``Store.set_setting``."""
        with self._writing() as connection:
            write_setting(connection, name, value)

    def verify(self, deep: Reread | None = None) -> Verification:
        """Recompute every hash and cut every citation again; see ``Store.verify``."""
        with faults(self.path), self._turn:
            return verify(self._engine, deep, readonly=self.readonly)

    def digest(self) -> str:
        """A hash of everything on record, whatever the order it came in; see ``Store.digest``."""
        with self._reading() as connection:
            given = select(schema.sources.c.report, schema.sources.c.given)
            facts = sorted(tuple(row) for row in connection.execute(given))
            decided = sorted(seal(judgement) for judgement in judgements.read_judgements(connection))
            made = settings(connection)
            parts = (sealed_reports(connection), facts, decided, read_state(connection).relations_seal)
            chains = orders(connection)
            return seal(*parts, *([made] if made else []), *([["revisions", *chains]] if chains else []))


def _ids(connection: Connection) -> tuple[str, ...]:
    kept = schema.reports.c
    rows = connection.execute(select(kept.id, kept.published)).all()
    return tuple(
        row.id for row in sorted(rows, key=lambda row: (not row.published, (row.published or "")[:10], row.id))
    )


def _fit(document: Document, entry: Entry) -> None:
    """Require that document, report and reading are of the same text."""
    if document.text != entry.report.text:
        raise Damaged("the document and the report have different texts", where=f"report {entry.id}")
    if entry.reading.report != entry.id:
        raise Damaged(f"the reading is of report {entry.reading.report}", where=f"report {entry.id}")


def _require_same_text(entry: Entry, revision: str) -> None:
    if revision != entry.report.sha256:
        raise Conflict(
            f"this id is on record with other words (SHA-256 {revision[:12]}…, and now {entry.report.sha256[:12]}…)",
            where=f"report {entry.id}",
            hint="Give it an id of its own if it is another report or another version of it",
        )


def _fills_gaps(old: Given, new: Given, report: str) -> bool:
    """Whether new facts fill gaps among those on record.

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
