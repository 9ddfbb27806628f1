"""What the calls of the Python interface return beside pages: plain frozen values."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from onrecord.errors import OnrecordError
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.revision import Chain

if TYPE_CHECKING:
    from onrecord.model.dossier import Dossier
    from onrecord.model.judgement import Judgement
    from onrecord.render.show import Shown
    from onrecord.views.page import Page

#: Kinds of export: all that was found, a reading a line, rows, the brief, and the record itself.
EXPORTS = ("json", "jsonl", "csv", "markdown", "html", "record")

AddStatus = Literal["added", "revised", "unchanged", "updated", "failed"]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """One source that was read: either an entry or the error that kept it from being read."""

    input: str
    entry: Entry | None
    error: OnrecordError | None = None

    def page(self) -> Shown:
        """All that was read, as a page.

        Raises:
            OnrecordError: the source could not be read.
        """
        from onrecord.render.show import shown
        from onrecord.views.read import page

        if self.entry is None:
            raise self.error or OnrecordError("nothing was read", where=self.input)
        return shown(page(self.entry))

    def __str__(self) -> str:
        return str(self.error) if self.entry is None else str(self.page())

    def _repr_html_(self) -> str:
        return html.escape(str(self.error)) if self.entry is None else self.page()._repr_html_()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports with all that holds between them, and the sources that could not be read.

    Attributes:
        entries: the reports with what was read in them.
        relations: what holds between them.
        errors: what could not be read.
        inputs: for each report the file that it is from, a line of a JSONL as ``path:line``.
    """

    entries: tuple[Entry, ...]
    relations: Relations
    errors: tuple[OnrecordError, ...] = ()
    inputs: tuple[str, ...] = ()

    def page(self) -> Shown:
        """What holds between the reports, as a page."""
        from onrecord.render.show import shown
        from onrecord.views.compare import page

        return shown(page(self.entries, self.relations, self.inputs))

    def __str__(self) -> str:
        return str(self.page())

    def _repr_html_(self) -> str:
        return self.page()._repr_html_()


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of one source.

    Attributes:
        input: the source as it was named.
        report: id of its report, ``None`` if it failed.
        status: what became of it; ``revised`` is a report whose address had other words on record before.
        error: why it failed.
        replaces: id of the report whose words it takes the place of.
        replaced_by: id of the report that took the place of its words already.
        octets: bytes that were taken in of it.
        note: why nothing was read in it although it is kept; empty if it was read.
    """

    input: str
    report: str | None
    status: AddStatus
    error: OnrecordError | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    octets: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What became of all sources of one ``add``."""

    results: tuple[AddResult, ...]

    def count(self, status: AddStatus) -> int:
        """How many sources ended so."""
        return sum(1 for result in self.results if result.status == status)

    def __str__(self) -> str:
        kinds: tuple[AddStatus, ...] = ("added", "revised", "updated", "unchanged", "failed")
        return ", ".join(f"{self.count(kind)} {kind}" for kind in kinds if self.count(kind)) or "nothing found"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: whether everything came out the same, and what did not."""

    same: bool
    reports: int
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What ``verify`` proved: how many of each kind were checked, and every damage found."""

    checked: Mapping[str, int]
    damages: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was damaged."""
        return not self.damages


@dataclass(frozen=True, slots=True)
class ImportedJudgements:
    """What became of the judgements of a file.

    Attributes:
        added: those that are new to the record, oldest first.
        known: how many it had already.
        errors: a line that is no judgement each, named by ``path:line``.
    """

    added: tuple[Judgement, ...]
    known: int
    errors: tuple[OnrecordError, ...] = ()


class Whole(Protocol):
    """What an export takes of a record."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The reports with what was read in them."""
        ...

    @property
    def earlier(self) -> tuple[Entry, ...]:
        """The revisions that their outlets changed since."""
        ...

    @property
    def revisions(self) -> tuple[Chain, ...]:
        """The chains of revisions."""
        ...

    def _compared(self) -> tuple[tuple[Entry, ...], Relations]: ...

    def _sorted(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]: ...

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided."""
        ...

    @property
    def own_issues(self) -> str | None:
        """The record's own list of issues as it is kept."""
        ...

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """The user's own cases."""
        ...

    def lines(self) -> Iterator[str]:
        """The whole record as it is kept."""
        ...

    def brief(self) -> Page:
        """The page to read first."""
        ...

    def quotes(self) -> Page:
        """Who said what."""
        ...

    def checks(self) -> Page:
        """Where accounts agree and differ."""
        ...

    def positions(self, *, history: bool = False) -> Page:
        """Where the parties stand."""
        ...

    def deadlines(self) -> Page:
        """What is due."""
        ...

    def timeline(self) -> Page:
        """What happened."""
        ...


def exported(record: Whole, kind: str) -> Iterator[str] | None:
    """The text of an export, in pieces to write one after the other; ``None`` if there is no such kind."""
    from onrecord.exports import json, jsonl
    from onrecord.render.html import html as as_html
    from onrecord.render.markdown import markdown

    if kind == "record":
        return record.lines()
    if kind == "json":
        own = record.judgements, record.own_issues, record.dossiers
        # Of one state: what another program adds between two look-ups would be cited and not be there.
        entries, relations = record._compared()
        shape = json.record(record._sorted(entries), relations, *own, record.earlier, record.revisions)
        return iter([json.text(shape)])
    if kind == "jsonl":
        return jsonl.record(record.entries)
    if kind == "csv":
        return iter([_rows(record)])
    if kind == "markdown":
        return iter([markdown(record.brief().whole())])
    return iter([as_html(record.brief())]) if kind == "html" else None


def _rows(record: Whole) -> str:
    from onrecord.exports import csv
    from onrecord.views.rows import rows

    positions = record.positions(history=True)
    pages = (record.quotes(), record.checks(), positions, record.deadlines(), record.timeline())
    columns = ("page", *(column for page in pages for column in page.columns))
    return csv.text([{"page": page.title, **row} for page in pages for row in rows(page)], columns)
