"""A page: the one plain value that the terminal, Markdown, HTML, notebooks and data files all show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeVar

from onrecord.model.reading import Entry
from onrecord.model.spans import Citation
from onrecord.views.words import plain, quoted

Scalar = str | int | float | bool | None
T = TypeVar("T")
Mark = Literal["plain", "strong", "quiet", "value", "deleted", "inserted"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line's text in one style.

    ``deleted`` and ``inserted`` mark the changed words of a quotation, ``value`` the words in which accounts differ.
    """

    text: str
    mark: Mark = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on record, with the citations that it rests on.

    Attributes:
        runs: its text.
        citations: where it stands.
        why: what decided, as shown under the line.
        children: what belongs under it: the sides of a finding, the lines of one speaker.
        facts: the same as data, for exports: named values in the order of their columns.
        shown: how many of the children a person is shown first; all if ``None``. Exports always have all.
        cited: how many of the citations a person is shown first; all if ``None``.
        whole: its text where nothing is left out, if ``runs`` leave out words of a long passage.
    """

    runs: tuple[Run, ...]
    citations: tuple[Citation, ...] = ()
    why: str = ""
    children: tuple[Line, ...] = ()
    facts: Mapping[str, Scalar] = field(default_factory=dict)
    shown: int | None = None
    cited: int | None = None
    whole: tuple[Run, ...] = ()

    @property
    def full(self) -> tuple[Run, ...]:
        """Its text with nothing left out."""
        return self.whole or self.runs

    @property
    def text(self) -> str:
        """The whole text without its styles."""
        return "".join(run.text for run in self.full)


#: What stands in one cell of a table: words, or lines with citations of their own.
Cell = str | tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: as many cells as the table has columns, and what they rest on."""

    cells: tuple[Cell, ...]
    citations: tuple[Citation, ...] = ()
    facts: Mapping[str, Scalar] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines in its cells."""
        return tuple(one for cell in self.cells if not isinstance(cell, str) for one in cell)

    @property
    def words(self) -> tuple[str, ...]:
        """What stands in its cells, without styles."""
        return tuple(cell if isinstance(cell, str) else " / ".join(one.text for one in cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Attributes:
        columns: their names.
        rows: what stands under them.
        shown: how many lines of a cell a person is shown first; all if ``None``. Exports always have all.
        more: the option that shows all.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    shown: int | None = None
    more: str = ""

    @property
    def cited(self) -> bool:
        """Whether any row rests on a passage."""
        return any(row.citations for row in self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a page.

    Attributes:
        title: what it is about.
        lines: what it says.
        table: the same kind of thing many times over.
        empty: the sentence that stands there when there is nothing.
        shown: how many lines a person is shown first; all if ``None``. Exports always have all.
        more: what shows all: a command, or an option of this one.
    """

    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    empty: str = "Nothing on record."
    shown: int | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report under the short label that citations on the page use: ``R1``.

    Attributes:
        label: the label.
        entry: the report.
        file: the file that it is from, a line of a JSONL as ``path:line``; empty where that is not known.
    """

    label: str
    entry: Entry
    file: str = ""


@dataclass(frozen=True)
class Page:
    """A screen.

    Attributes:
        title: its heading.
        intro: what a reader needs first.
        sections: its parts.
        reports: the reports that it cites, by label.
        columns: those of its values as a table, in order, whether or not they were found; as they come if empty.
    """

    title: str
    intro: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    reports: tuple[Labelled, ...] = ()
    columns: tuple[str, ...] = ()

    def label(self, report: str) -> str:
        """The short label of a report; its id if the page has none for it."""
        return self._labels.get(report, report)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {one.entry.id: one.label for one in self.reports}

    def cite(self, citation: Citation) -> str:
        """A citation as it is printed: label and code-point range, ``R1:512–640``."""
        return f"{self.label(citation.report)}:{citation.start}–{citation.end}"

    def citations(self) -> Iterator[Citation]:
        """Every citation on the page, folded away or not, in page order."""
        yield from _cited(self.intro)
        for section in self.sections:
            for row in section.table.rows if section.table else ():
                yield from row.citations
                yield from _cited(row.lines)
            yield from _cited(section.lines)

    def asked(self, options: Callable[[str], str]) -> Page:
        """The same page whose commands to see more have the options that it was asked for with.

        Args:
            options: for a command, such as ``onrecord timeline --all``, the options to put behind it.
        """
        return replace(
            self,
            intro=tuple(replace(one, runs=tuple(_asked_run(run, options) for run in one.runs)) for one in self.intro),
            sections=tuple(_asked(section, options) for section in self.sections),
        )

    def whole(self) -> Page:
        """The same page with nothing folded away."""
        return replace(self, sections=tuple(_unfolded(section) for section in self.sections))


def line(
    *parts: str | Run,
    cite: Iterable[Citation] = (),
    why: str = "",
    children: Iterable[Line] = (),
    facts: Mapping[str, Scalar] | None = None,
    shown: int | None = None,
    cited: int | None = None,
    whole: Iterable[str | Run] = (),
) -> Line:
    """A line of parts; plain strings are in the plain style, equal citations are kept once.

    >>> line("Talks ", Run("open", "strong")).text
    'Talks open'
    """
    runs, full = _runs(parts), _runs(whole)
    cited_once = tuple(dict.fromkeys(cite))
    return Line(runs, cited_once, why, tuple(children), facts or {}, shown, cited, () if full == runs else full)


def _runs(parts: Iterable[str | Run]) -> tuple[Run, ...]:
    runs = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


#: Where more of a sentence than this would stand out, nothing does.
_MOST = 0.6


def within(sentence: str, words: str) -> tuple[str | Run, ...]:
    """A sentence in quotation marks with some of its words standing out; all plain if they are most of it.

    >>> [part.text if isinstance(part, Run) else part for part in within("He said no.", "said")]
    ['“He ', 'said', ' no.”']
    """
    sentence, words = quoted(sentence), plain(words)
    head, found, tail = sentence.partition(words if words in sentence else quoted(words)[1:-1])
    if not found or len(found) > _MOST * (len(sentence) - 2):
        return (sentence,)
    return (head, Run(found, "strong"), tail)


def drawn(items: Sequence[T], shown: int | None) -> tuple[Sequence[T], int]:
    """The lines or citations to draw, and how many are left out.

    One line is never left out alone: the sentence that says so would take its place.
    """
    if shown is None or len(items) <= shown + 1:
        return items, 0
    return items[:shown], len(items) - shown


def folded(section: Section) -> bool:
    """Whether some lines of a section, or lines under its lines, are left out at first."""
    lines, left = drawn(section.lines, section.shown)
    return bool(left) or any(_folded(one) for one in lines)


def _folded(one: Line) -> bool:
    children, left = drawn(one.children, one.shown)
    return bool(left) or any(map(_folded, children))


def _cited(lines: Sequence[Line]) -> Iterator[Citation]:
    for one in lines:
        yield from one.citations
        yield from _cited(one.children)


def _asked_run(run: Run, options: Callable[[str], str]) -> Run:
    return replace(run, text=run.text + options(run.text)) if run.text.startswith("onrecord ") else run


def _asked(section: Section, options: Callable[[str], str]) -> Section:
    lines = tuple(replace(one, runs=tuple(_asked_run(run, options) for run in one.runs)) for one in section.lines)
    return replace(section, lines=lines, more=_asked_more(section.more, options))


def _asked_more(more: str, options: Callable[[str], str]) -> str:
    return more + options(more) if more.startswith("onrecord ") else more


def _unfolded(section: Section) -> Section:
    table = section.table and replace(section.table, rows=tuple(map(_open_row, section.table.rows)), shown=None)
    return replace(section, shown=None, lines=tuple(_open(one) for one in section.lines), table=table)


def _open_row(row: Row) -> Row:
    cells = (cell if isinstance(cell, str) else tuple(_open(one) for one in cell) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _open(one: Line) -> Line:
    children = tuple(_open(child) for child in one.children)
    return replace(one, shown=None, cited=None, children=children, runs=one.full, whole=())
