"""Two reports side by side, passage by passage: what is the same, reworded, moved, and in one of them only."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from onrecord.model.relations import Derivation, Finding
from onrecord.model.report import Report
from onrecord.model.spans import Citation, Span
from onrecord.text.changes import Changed

Kind = Literal["same", "reworded", "figure", "moved", "only_a", "only_b"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: Kinds of which sentences in a row are shown as one.
_RUNS = frozenset({"same", "only_a", "only_b"})


@dataclass(frozen=True, slots=True, order=True)
class Differing:
    """Two figures of one thing that are not the same: the words of each."""

    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more sentences in a row of one report, as they stand beside those of another.

    Attributes:
        report: id of the report.
        numbers: which sentences of the report they are, from 0.
        spans: their exact ranges.
        part: kind of the block that they stand in.
    """

    report: str
    numbers: tuple[int, ...]
    spans: tuple[Span, ...]
    part: str = "paragraph"

    @property
    def start(self) -> int:
        """First code point."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Code point after the last."""
        return self.spans[-1].end

    @property
    def text(self) -> str:
        """Its words, a space between two sentences."""
        return " ".join(one.text for one in self.spans)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Its sentences as citations."""
        return tuple(Citation.of(self.report, one) for one in self.spans)


@dataclass(frozen=True, slots=True)
class Row:
    """A passage of one report beside that of the other, or one that only one of them has.

    Attributes:
        kind: how the two relate: ``same`` but for white space and kinds of quotation marks; ``figure``: they tell the
            same with another figure; ``moved``: they stand in another order; ``reworded``: other words; ``only_a`` and
            ``only_b``: no sentence of the other report tells it.
        a: the passage of the first report, if it has one.
        b: that of the other.
        changes: the words that differ, as ranges of both texts; none where little is left of the wording.
        figures: the figures that differ.
        findings: ids of findings with a side in each of the passages.
        moved: whether it is out of order, whatever else it is; it then stands where the first report has it.
        in_other_words: whether the passages tell the same with so few common words that none are marked.
        near: for a passage that stands alone, the sentence of the other report that has most of it, where that report
            tells a part of it too (``checks.only``); only without one is it really in one report alone.
    """

    kind: Kind
    a: Passage | None = None
    b: Passage | None = None
    changes: tuple[Changed, ...] = ()
    figures: tuple[Differing, ...] = ()
    findings: tuple[str, ...] = ()
    moved: bool = False
    in_other_words: bool = False
    near: Passage | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Its kind, and ``moved`` where it is that beside another; what a filter goes by."""
        return (self.kind, "moved") if self.moved and self.kind != "moved" else (self.kind,)

    def turned(self) -> Row:
        """The same with the reports in each other's place."""
        other: dict[Kind, Kind] = {"only_a": "only_b", "only_b": "only_a"}
        return replace(
            self,
            kind=other.get(self.kind, self.kind),
            a=self.b,
            b=self.a,
            changes=tuple(Changed(one.after, one.before) for one in self.changes),
            figures=tuple(sorted(Differing(one.b, one.a) for one in self.figures)),
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that are shown together: sentences in a row that both reports have, or that one alone has.

    Attributes:
        kind: the kind of all its rows.
        rows: the rows; one alone where it is neither ``same`` nor of one report only.
        number: which difference this is, from 1; ``None`` for what is the same.
    """

    kind: Kind
    rows: tuple[Row, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two reports side by side; every sentence of both stands in exactly one row.

    Attributes:
        a: the first report.
        b: the other.
        rows: in the reading order of the first report, what only the other has where it stands there.
        derivation: how the wording of one goes back to the other, where that is known.
        findings: findings with sides in both.
        whole: whether every sentence was looked for in every form; of reports that are too long only equal ones were.
    """

    a: Report
    b: Report
    rows: tuple[Row, ...]
    derivation: Derivation | None = None
    findings: tuple[Finding, ...] = ()
    whole: bool = True

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows of each kind, in the order of ``KINDS``; one that is moved beside another is counted twice."""
        found = Counter(kind for row in self.rows for kind in row.kinds)
        return {kind: found[kind] for kind in KINDS}

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The rows as they are shown, with the differences numbered."""
        found: list[Stretch] = []
        differences = 0
        for rows in _together(self.rows):
            kind = rows[0].kind
            differences += kind != "same"
            found.append(Stretch(kind, tuple(rows), None if kind == "same" else differences))
        return tuple(found)


def _together(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of one kind that follow each other, where that kind is shown in runs; a row with a finding is no run."""
    run: list[Row] = []
    for row in rows:
        if run and (row.kind != run[-1].kind or row.kind not in _RUNS):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def ordered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows in the order of the first report; those of the other alone after what stands before them there.

    Args:
        rows: in any order, each sentence in one of them.
    """
    chain = sorted(
        (row for row in rows if row.a and row.b and not row.moved), key=lambda row: row.a.start if row.a else 0
    )
    firsts_a = [row.a.start for row in chain if row.a]
    firsts_b = [row.b.start for row in chain if row.b]

    def place(row: Row) -> tuple[int, int, int]:
        if row.a is None:
            start = row.b.start if row.b else 0
            return bisect_left(firsts_b, start), 1, start
        linked = row.b is not None and not row.moved
        return bisect_left(firsts_a, row.a.start), 2 if linked else 0, row.a.start

    return tuple(sorted(rows, key=place))
