"""A record in the tables of ``schema``, whatever database they lie in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, select

from onrecord.errors import NotFound, Unavailable
from onrecord.model.dossier import Alert, Dossier
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Document
from onrecord.model.revision import Revision
from onrecord.store import dossiers, judgements, schema
from onrecord.store.athand import AtHand
from onrecord.store.connections import Moments, writing
from onrecord.store.digests import digest
from onrecord.store.documents import given_of, read_document, write_document
from onrecord.store.feeds import FeedShelf
from onrecord.store.fitting import fills_gaps, require_fit, require_same_text
from onrecord.store.judgement_shelf import JudgementShelf
from onrecord.store.matching import Matching
from onrecord.store.portable.whole import Whole
from onrecord.store.protocol import Hit, Outcome, Reread, Verification
from onrecord.store.relations import read_relations, write_relations
from onrecord.store.reports import AT_ONCE, read_entries, write_entry
from onrecord.store.revisions import note_address, read_revisions
from onrecord.store.seals import seal
from onrecord.store.state import (
    State,
    basis_now,
    read_setting,
    read_state,
    reader_versions,
    write_setting,
    write_state,
)
from onrecord.store.targets import Targets


class TableStore(AtHand, Targets, Whole, ABC):
    """What every store does that keeps the record in tables; a database adds how it is opened, searched and proved.

    Attributes:
        path: what the record is called: its file, or its address without the password.
        memory: whether it is kept in memory alone.
        readonly: whether it can only be read.
    """

    path: str
    memory: bool = False
    readonly: bool = False
    _engine: Engine
    #: What a thread takes before it uses the database, where one connection serves all.
    _turn: AbstractContextManager[Any] = nullcontext()
    _moments: Moments
    #: The judgements as read last, with the number and seal of the last of them.
    _made: tuple[tuple[int, str] | None, tuple[Judgement, ...]] | None = None
    #: What to do about a record that can only be read.
    _unlock: str

    # -- what a database does in its own way -----------------------------------------------------------------------

    @abstractmethod
    def _faults(self) -> AbstractContextManager[None]:
        """Turn the database's errors into errors of Onrecord."""

    @abstractmethod
    def _index(self, connection: Connection, report: str) -> None:
        """Put a report's title and text into the full-text index."""

    @abstractmethod
    def _unindex(self, connection: Connection, report: str) -> None:
        """Take a report out of the full-text index, while its title is still the one that was put in."""

    @abstractmethod
    def _search(self, connection: Connection, query: str, limit: int | None, offset: int) -> tuple[Hit, ...]:
        """Reports that hold the words of a query, best first."""

    @abstractmethod
    def _matching(self, connection: Connection, query: str) -> Matching:
        """How many reports hold the words of a query."""

    @abstractmethod
    def _verify(self, deep: Reread | None) -> Verification:
        """Recompute every hash and cut every citation again."""

    # -- life ---------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the record; everything acknowledged is already safe."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._faults(), self._turn, self._moments.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Have all that this thread asks in the block see one state; see ``Store.at_one_moment``."""
        with self._faults(), self._turn, self._moments.one(self._engine):
            yield

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.readonly:
            raise Unavailable("the record cannot be written to", where=self.path, hint=self._unlock)
        assert not self._moments.held, "what is written while one state is held waits for itself"
        with self._faults(), self._turn, writing(self._engine) as connection:
            yield connection

    # -- reports ------------------------------------------------------------------------------------------------

    def add(self, document: Document, entry: Entry) -> Outcome:
        """Keep a report with its bytes and its reading, all or nothing; see ``Store.add``."""
        require_fit(document, entry)
        with self._writing() as connection:
            outcome = self._outcome(connection, document, entry)
            if outcome == "updated":
                self._unindex(connection, entry.id)
            if outcome != "unchanged":
                write_entry(connection, entry)
                write_document(connection, entry.id, document)
                self._index(connection, entry.id)
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
        require_same_text(entry, known.revision)
        return "updated" if fills_gaps(given_of(known.given), document.given, entry.id) else "unchanged"

    def replace_reading(self, entry: Entry, instead_of: Entry | None = None) -> bool:
        """Put another reading in place of the one kept; see ``Store.replace_reading``."""
        with self._writing() as connection:
            kept = schema.reports.c
            revision = connection.execute(select(kept.revision).where(kept.id == entry.id)).scalar()
            if revision is None:
                raise NotFound.among("report", entry.id, _ids(connection), where=self.path)
            require_same_text(entry, revision)
            if instead_of is not None and next(iter(read_entries(connection, [entry.id]))) != instead_of:
                return False
            self._unindex(connection, entry.id)
            write_entry(connection, entry)
            note_address(connection, entry.id)
            self._index(connection, entry.id)
            return True

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
        with self._reading() as connection:
            for entry in read_entries(connection, [report]):
                return entry
            raise NotFound.among("report", report, _ids(connection), where=self.path)

    def entries(self, ids: Iterable[str] | None = None) -> tuple[Entry, ...]:
        """The reports with these ids, or all; see ``Store.entries``."""
        wanted = self.report_ids() if ids is None else tuple(ids)
        found = list[Entry]()
        # Some at a time: ten thousand take minutes, and in a file nobody could write until the last is read.
        for start in range(0, len(wanted), AT_ONCE):
            with self._reading() as connection:
                found += read_entries(connection, wanted[start : start + AT_ONCE])
        # All ids are asked for only to name the nearest: of many reports that takes longer than to read two.
        for missing in sorted(set(wanted) - {entry.id for entry in found}):
            raise NotFound.among("report", missing, self.report_ids(), where=self.path)
        return tuple(found)

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
            return basis_now(connection, self._judgements(connection))

    @property
    def decided(self) -> JudgementShelf:
        """What people decided, a little at a time; see ``Store.decided``."""
        return JudgementShelf(self._reading)

    @property
    def feeds(self) -> FeedShelf:
        """The feeds that are polled; see ``Store.feeds``."""
        return FeedShelf(self._reading, self._writing)

    # -- asking and judging -------------------------------------------------------------------------------------

    def search(self, query: str, limit: int | None = None, offset: int = 0) -> tuple[Hit, ...]:
        """Reports that hold the words of a query, best first; see ``Store.search``."""
        with self._reading() as connection:
            return self._search(connection, query, limit, offset)

    def matching(self, query: str) -> Matching:
        """How many reports a search finds, and how its query was understood; see ``Store.matching``."""
        with self._reading() as connection:
            return self._matching(connection, query)

    def judge(self, judgement: Judgement) -> None:
        """Append a person's decision; see ``Store.judge``."""
        with self._writing() as connection:
            judgements.append(connection, judgement)

    def judgements(self) -> tuple[Judgement, ...]:
        """All decisions, oldest first; of the same second, in the order they were made."""
        with self._reading() as connection:
            return self._judgements(connection)

    def _judgements(self, connection: Connection) -> tuple[Judgement, ...]:
        """All decisions, read once until another is added: they are only ever added to."""
        last, made = judgements.last(connection), self._made
        if made is None or made[0] != last:  # what another thread keeps meanwhile can be of another moment
            made = self._made = (last, judgements.read_judgements(connection))
        return made[1]

    def setting(self, name: str) -> str | None:
        """A setting of this record; see ``Store.setting``."""
        with self._reading() as connection:
            return read_setting(connection, name)

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting of this record; see ``Store.set_setting``."""
        with self._writing() as connection:
            write_setting(connection, name, value)

    # -- dossiers -----------------------------------------------------------------------------------------------

    def add_dossier(self, dossier: Dossier, start: Sequence[Alert] = ()) -> None:
        """Keep a dossier; see ``Store.add_dossier``."""
        with self._writing() as connection:
            dossiers.add(connection, dossier, start)

    def remove_dossier(self, name: str) -> None:
        """Take a dossier away with all that was noticed in it."""
        with self._writing() as connection:
            dossiers.remove(connection, name)

    def dossiers(self) -> tuple[Dossier, ...]:
        """All dossiers by name."""
        with self._reading() as connection:
            return dossiers.read_dossiers(connection)

    def notice(self, name: str, alerts: Iterable[Alert]) -> None:
        """Keep what is new in a dossier; see ``Store.notice``."""
        with self._writing() as connection:
            dossiers.notice(connection, name, alerts)

    def alerts(self, name: str, receiver: str | None = None) -> tuple[Alert, ...]:
        """What was noticed in a dossier; see ``Store.alerts``."""
        with self._reading() as connection:
            return dossiers.read_alerts(connection, name, receiver)

    def tell(self, name: str, ids: Iterable[str], receiver: str, at: str) -> None:
        """Keep that a receiver was told; see ``Store.tell``."""
        with self._writing() as connection:
            dossiers.tell(connection, name, ids, receiver, at)

    # -- proving ------------------------------------------------------------------------------------------------

    def verify(self, deep: Reread | None = None) -> Verification:
        """Recompute every hash and cut every citation again; see ``Store.verify``."""
        with self._faults(), self._turn:
            return self._verify(deep)

    def digest(self) -> str:
        """A hash of everything on record, whatever the order it came in; see ``Store.digest``."""
        with self._reading() as connection:
            return digest(connection)


def _ids(connection: Connection) -> tuple[str, ...]:
    kept = schema.reports.c
    rows = connection.execute(select(kept.id, kept.published)).all()
    return tuple(
        row.id for row in sorted(rows, key=lambda row: (not row.published, (row.published or "")[:10], row.id))
    )
