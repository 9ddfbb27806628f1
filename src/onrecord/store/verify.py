"""Proof of a record without any model: every hash recomputed, every citation cut from its text again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Transaction, bindparam, select
from sqlalchemy.exc import DBAPIError

from onrecord.errors import Damaged, OnrecordError
from onrecord.model.relations import Relations
from onrecord.store import schema
from onrecord.store.columns import as_text
from onrecord.store.documents import read_document
from onrecord.store.dossiers import damaged_dossiers
from onrecord.store.judgements import damaged_judgements
from onrecord.store.protocol import Damage, Reread, Verification
from onrecord.store.relations import read_relations
from onrecord.store.reports import read_entries
from onrecord.store.revisions import damaged_addresses
from onrecord.store.seals import seal, sha256
from onrecord.store.state import damaged_settings, read_state

#: What reading a damaged row can raise.
UNREADABLE = (Damaged, DBAPIError, ValueError, TypeError, LookupError, OverflowError, AttributeError)


def citations_query(words: ColumnElement[Any]) -> Select[Any]:
    """The query for the citations of a report, with their words as this column gives them."""
    kept = schema.citations.c
    owner = (kept.id, kept.owner_kind, kept.owner_number, kept.role)
    wanted = select(kept.start, kept.end, words, kept.sha256, kept.revision, *owner)
    return wanted.where(kept.report == bindparam("report")).order_by(kept.id)


class Proof:
    """One run of verification; each report is read in a transaction of its own, so that nobody is kept waiting.

    A database adds what it can say of itself in ``_whole``, and which of its errors say nothing of what is on record.

    Args:
        connection: a connection; in no transaction unless ``within``.
        deep: reads a document's bytes again; see ``Store.verify``.
        within: prove what the transaction sees that the connection is in.
    """

    #: Errors that a damaged row can raise.
    unreadable: tuple[type[BaseException], ...] = UNREADABLE
    #: The citations of a report.
    query = citations_query(schema.citations.c.text)

    def __init__(self, connection: Connection, deep: Reread | None, *, within: bool = False) -> None:
        self._connection = connection
        self._deep = deep
        self._begin: Callable[[], Transaction] = connection.begin_nested if within else connection.begin
        self._checked: Counter[str] = Counter(revisions=0, sources=0, citations=0, reports=0, judgements=0)
        self._damages: list[Damage] = []

    def _whole(self) -> Sequence[Callable[[], None]]:
        """The checks that a database adds."""
        return ()

    def _no_damage(self, error: BaseException) -> bool:
        """Whether an error says nothing of what is on record."""
        return False

    def run(self) -> Verification:
        """Every check in turn; one that finds damage does not keep the others from running."""
        for report in self._report_ids():
            for prove in (self._citations, self._source, self._reading):
                self._try(report, prove, report)
        self._try(None, self._relations)
        self._try(None, self._judgements)
        self._try(None, self._settings)
        self._try(None, self._addresses)
        self._try(None, self._dossiers)
        for check in self._whole():
            self._try(None, check)
        return Verification(dict(self._checked), tuple(self._damages))

    def _report_ids(self) -> list[str]:
        ids: list[str | None] = []
        self._try(None, lambda: ids.extend(self._connection.execute(select(schema.reports.c.id)).scalars()))
        named = [one for one in ids if one is not None]
        if len(named) < len(ids):
            self._damage(None, "a report has lost its id", "reports")
        return sorted(named)

    def _try(self, report: str | None, check: Callable[..., None], *values: str) -> None:
        """Run a check; what it cannot read is damage, and nothing that it does is kept."""
        try:
            with self._begin() as transaction:
                check(*values)
                transaction.rollback()
        except self.unreadable as error:
            if self._no_damage(error):
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
        for start, end, words, digest, revision, *owner in self._connection.execute(self.query, {"report": report}):
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

    def _dossiers(self) -> None:
        """Each dossier is sealed with what was noticed in it and who was told."""
        for name in damaged_dossiers(self._connection):
            which = f"dossier {name}" if name else "the dossiers together"
            self._damage(None, f"{which}: what is kept does not match its seal", "dossiers")


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
