"""What a record's storage can do, whatever database lies under it.

A store takes and returns the plain values of ``model``. It knows nothing of how they are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol

from onrecord.model.dossier import Alert, Dossier
from onrecord.model.judgement import JudgedKind, Judgement
from onrecord.model.reading import Entry
from onrecord.model.relations import Finding, Identity, Origin, QuoteLineage, Relations, Story
from onrecord.model.report import Document
from onrecord.model.revision import Revision
from onrecord.model.spans import Citation
from onrecord.store.protocol_whole import WholeStore

if TYPE_CHECKING:
    from onrecord.store.feeds import FeedShelf
    from onrecord.store.judged import JudgedPairs
    from onrecord.store.judgement_shelf import JudgementShelf
    from onrecord.store.matching import Matching
    from onrecord.store.reuse import RecordShelf
    from onrecord.store.shown import ShownShelf

Outcome = Literal["added", "unchanged", "updated"]

#: What is kept between reports and can be judged by its id.
Target = Finding | QuoteLineage | Identity | Story | Origin

#: Reads a stored document's bytes again and returns the canonical text that they give.
Reread = Callable[[Document], str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that a search found.

    Attributes:
        report: id of the report.
        title: its headline, if it has one.
        rank: how well it matches, by BM25; smaller is better, rounded to six digits.
        citations: the sentences that hold the words, in text order; empty if only a title that was given
            beside the text matches.
    """

    report: str
    title: str | None
    rank: float
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing on record that is no longer what was stored.

    Attributes:
        report: id of the report that it belongs to; ``None`` where it belongs to the record as a whole.
        what: what does not match, as a clause.
        where: table, range or field, in words.
    """

    report: str | None
    what: str
    where: str

    def __str__(self) -> str:
        owner = f"report {self.report}" if self.report else "record"
        return f"{owner}, {self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification proved.

    Attributes:
        checked: how many of each kind were checked: ``revisions``, ``sources``, ``citations``, ``reports``,
            ``judgements``, and ``texts read again`` if asked for.
        damages: everything that does not match, reports first, in the order of their ids.
    """

    checked: Mapping[str, int]
    damages: tuple[Damage, ...]

    @property
    def ok(self) -> bool:
        """Whether everything matches."""
        return not self.damages


class Store(WholeStore, Protocol):
    """Where reports, their readings, what holds between them, and judgements are kept."""

    @property
    def path(self) -> str:
        """The record's file, its address without the password, or ``:memory:``."""
        ...

    @property
    def memory(self) -> bool:
        """Whether the record is kept in memory alone and is gone when closed."""
        ...

    @property
    def readonly(self) -> bool:
        """Whether nothing can be written to it."""
        ...

    def close(self) -> None:
        """Close the file; everything acknowledged is already safe."""
        ...

    def __enter__(self) -> Store: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def at_one_moment(self) -> AbstractContextManager[None]:
        """Have all that this thread asks in the ``with`` block see one state of the record; it writes nothing there."""
        ...

    def __contains__(self, report: object) -> bool: ...

    def add(self, document: Document, entry: Entry) -> Outcome:
        """Keep a report with its bytes and its reading, all or nothing.

        Args:
            document: the bytes and text; of a report that is on record, with what was given about it before.
            entry: the report and what was read in it.

        Returns:
            ``added``; ``unchanged`` if it is on record and nothing new is known of it; ``updated`` if new facts
            fill gaps, in which case document and entry replace what was kept.

        Raises:
            Conflict: the id is taken by other words, or a fact contradicts the one on record.
            Damaged: a span's words are not the report's words at its range.
        """
        ...

    def replace_reading(self, entry: Entry, instead_of: Entry | None = None) -> bool:
        """Put another reading of a report that is on record in the place of the one kept; whether it was put.

        With ``instead_of`` it is put only if that is what is kept.

        Raises:
            NotFound: no report has this id.
            Conflict: the report on record has other words.
        """
        ...

    def seen(self, report: str, document: Document) -> None:
        """Note when the words of a report stood at its address, as a document that brings nothing else new says."""
        ...

    def revisions(self, address: str | None = None, *, of: str | None = None) -> tuple[Revision, ...]:
        """The reports that have an address, in the order of adding.

        Args:
            address: only those of this address, as ``address_key`` gives it.
            of: only those of the address of the report with this id.
        """
        ...

    def report_ids(self) -> tuple[str, ...]:
        """Ids of all reports by day of publication, then id; those without a day last."""
        ...

    def entry(self, report: str) -> Entry:
        """A report with its reading.

        Raises:
            NotFound: no report has this id.
            Damaged: its text no longer matches its hash, or a span no longer matches the text.
        """
        ...

    def entries(self, ids: Iterable[str] | None = None) -> tuple[Entry, ...]:
        """The reports with these ids in the order asked for, or all in the order of ``report_ids``."""
        ...

    def reader_versions(self) -> tuple[str, ...]:
        """For every report, the version of the rules that its reading was made by."""
        ...

    def document(self, report: str) -> Document:
        """The bytes of a report as they were taken in.

        Raises:
            NotFound: no report has this id.
            Damaged: the bytes or the text no longer match their hash.
        """
        ...

    def relations(self) -> Relations:
        """What holds between the reports, as last set; empty if never set."""
        ...

    def set_relations(self, relations: Relations, basis: str) -> None:
        """Replace all that holds between reports, all or nothing.

        Args:
            relations: what holds between the reports.
            basis: what ``current_basis`` gave when the entries were taken that it was derived from.

        Raises:
            NotFound: it names a report that is not on record.
            Damaged: a citation's words are not the report's words at its range.
        """
        ...

    def basis(self) -> str | None:
        """The digest of what the relations were derived from; ``None`` if they were never set."""
        ...

    def current_basis(self) -> str:
        """The digest of what relations would be derived from now: every report, its reading, every judgement."""
        ...

    def vectors(self) -> Mapping[str, bytes]:
        """What headlines and leads mean, as kept, by key; not part of what is sealed or proved."""
        ...

    def keep_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """Keep what headlines and leads mean, so that it is not computed again.

        Args:
            vectors: by a key that says what was encoded and how.
        """
        ...

    def drop_vectors(self) -> None:
        """Drop them all, so that they are computed anew."""
        ...

    def seals(self) -> Mapping[str, str]:
        """The seal of every report by its id: another one where anything of the report or its reading changed."""
        ...

    @property
    def pairs(self) -> JudgedPairs:
        """What was judged of pairs of reports, and vectors by their keys; not part of what is sealed or proved."""
        ...

    def reuse_shelf(self) -> RecordShelf:
        """Where the reuse index of the record keeps its arrays and the pairs that it found, as kept last.

        Not part of what is sealed or proved.
        """
        ...

    def drop_reuse(self) -> None:
        """Drop the reuse index with its pairs, so that it is made anew."""
        ...

    @property
    def shown(self) -> ShownShelf:
        """What the screens show, put together before it is asked for; not part of what is sealed or proved."""
        ...

    @property
    def decided(self) -> JudgementShelf:
        """What people decided, a little at a time."""
        ...

    @property
    def feeds(self) -> FeedShelf:
        """The feeds that are polled, and what became of their items."""
        ...

    def search(self, query: str, limit: int | None = None, offset: int = 0) -> tuple[Hit, ...]:
        """Reports that hold the words of a query, best first.

        Args:
            query: words (all must occur), ``"phrases in quotation marks"``, or FTS5 syntax (OR, NOT, NEAR, ``*``).
            limit: at most so many.
            offset: leave out so many of the best.
        """
        ...

    def matching(self, query: str) -> Matching:
        """How many reports a search finds, and how its query was understood."""
        ...

    def judge(self, judgement: Judgement) -> None:
        """Append a person's decision.

        Raises:
            DateError: its time is not an ISO date-time with a zone.
        """
        ...

    def judgements(self) -> tuple[Judgement, ...]:
        """All decisions, oldest first; of the same second, in the order they were made."""
        ...

    def target(self, kind: JudgedKind, id: str) -> Target | None:
        """What is judged under an id, of what is kept between reports; ``None`` if nothing has it.

        Args:
            kind: ``finding``, ``quotation``, ``identity``, ``story`` or ``origin``.
            id: the id, whole.
        """
        ...

    def target_ids(self, kind: JudgedKind) -> tuple[str, ...]:
        """The ids of all there is of one of these kinds."""
        ...

    def identities_named(self, name: str) -> tuple[str, ...]:
        """Ids of the identities that are called so, or that a report writes so."""
        ...

    def has_issue(self, issue: str) -> bool:
        """Whether a position was read on an issue of this id."""
        ...

    def setting(self, name: str) -> str | None:
        """A setting of this record (``issues``: the user's list of issues); ``None`` if none is made."""
        ...

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting in place of the one kept; ``None`` takes it back."""
        ...

    def add_dossier(self, dossier: Dossier, start: Sequence[Alert] = ()) -> None:
        """Keep a dossier, all or nothing.

        Args:
            dossier: its name and query.
            start: what is known when it is made.

        Raises:
            DossierError: the name is taken.
        """
        ...

    def remove_dossier(self, name: str) -> None:
        """Take a dossier away with all that was noticed in it.

        Raises:
            NotFound: there is none of this name.
        """
        ...

    def dossiers(self) -> tuple[Dossier, ...]:
        """All dossiers by name."""
        ...

    def notice(self, name: str, alerts: Iterable[Alert]) -> None:
        """Keep what is new in a dossier, all or nothing; an alert whose id is kept stays as it is.

        Raises:
            NotFound: there is no dossier of this name.
            Damaged: a citation's words are not the report's words at its range.
        """
        ...

    def alerts(self, name: str, receiver: str | None = None) -> tuple[Alert, ...]:
        """What was noticed in a dossier, in the order it was.

        Args:
            name: the dossier.
            receiver: only news that this receiver was not told yet; ``None`` gives all, what was known at the start
                too.

        Raises:
            NotFound: there is no dossier of this name.
        """
        ...

    def tell(self, name: str, ids: Iterable[str], receiver: str, at: str) -> None:
        """Keep that a receiver was told of these alerts at this time; an earlier time stays.

        Raises:
            NotFound: there is no dossier of this name.
        """
        ...

    def verify(self, deep: Reread | None = None) -> Verification:
        """Recompute every hash and cut every citation again.

        Args:
            deep: reads a document's bytes again; its text must be the one kept.
        """
        ...

    def digest(self) -> str:
        """A hash of everything on record, whatever the order it came in.

        Not part of it are the names of files and how their bytes were encoded: two files with the same words and
        facts are the same report.
        """
        ...
