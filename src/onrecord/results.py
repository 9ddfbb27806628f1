"""What the calls of the Python interface return beside pages: plain frozen values."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.errors import OnrecordError
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations

if TYPE_CHECKING:
    from onrecord.render.show import Shown

#: Kinds of export: the whole record, a reading a line, rows, and the brief.
EXPORTS = ("json", "jsonl", "csv", "markdown", "html")

AddStatus = Literal["added", "unchanged", "updated", "failed"]


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
    """Reports with all that holds between them, and the sources that could not be read."""

    entries: tuple[Entry, ...]
    relations: Relations
    errors: tuple[OnrecordError, ...] = ()

    def page(self) -> Shown:
        """What holds between the reports, as a page."""
        from onrecord.render.show import shown
        from onrecord.views.compare import page

        return shown(page(self.entries, self.relations))

    def __str__(self) -> str:
        return str(self.page())

    def _repr_html_(self) -> str:
        return self.page()._repr_html_()


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of one source: ``report`` is its id, or ``None`` if it failed."""

    input: str
    report: str | None
    status: AddStatus
    error: OnrecordError | None = None


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What became of all sources of one ``add``."""

    results: tuple[AddResult, ...]

    def count(self, status: AddStatus) -> int:
        """How many sources ended so."""
        return sum(1 for result in self.results if result.status == status)

    def __str__(self) -> str:
        kinds: tuple[AddStatus, ...] = ("added", "updated", "unchanged", "failed")
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
