"""Two reports side by side as HTML: a table of passages, with the words and figures in which they differ marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.render.html import out
from onrecord.render.safe import escape_html
from onrecord.views.aligned import Aligned, Kind, Passage, Row, Stretch
from onrecord.views.words import count, flat, passage_url

#: What each kind is called on the page.
KIND_WORDS: dict[Kind, str] = {
    "same": "Shared",
    "reworded": "Reworded",
    "figure": "Another figure",
    "moved": "In another order",
    "only_a": "Only in A",
    "only_b": "Only in B",
}

#: The address of a passage: of a report, its first code point and the one after the last.
Href = Callable[[str, int, int], str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the table is drawn.

    Attributes:
        href: where a passage is shown in its report.
        findings: for ids of findings, where on the page they stand and what they are.
        unfolded: whether what both reports have is shown too, as in print.
    """

    href: Href
    findings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unfolded: bool = False


def table(two: Aligned, shown: Sequence[Stretch], drawing: Drawing) -> str:
    """The table of two reports side by side.

    Each row has what differs in its header cell, then the passage of each report. Roles are given in words too, since
    a narrow screen shows the cells under one another, and browsers then forget what a table is.

    Args:
        two: the reports.
        shown: the stretches to draw, all or some of ``two.stretches``.
        drawing: how.
    """
    return "\n".join(_Table(two, shown, drawing).lines())


class _Table:
    def __init__(self, two: Aligned, shown: Sequence[Stretch], drawing: Drawing) -> None:
        self._two = two
        self._shown = shown
        self._drawing = drawing
        self._of = max((one.number or 0 for one in two.stretches), default=0)
        self._numbers = [one.number for one in shown if one.number is not None]

    def lines(self) -> Iterator[str]:
        """The lines of HTML."""
        yield '<table class="aligned" role="table" aria-label="The two reports by passage">'
        yield '<thead role="rowgroup"><tr role="row">'
        yield '<th role="columnheader" scope="col" class="what">What differs</th>'
        for side, report in (("A", self._two.a), ("B", self._two.b)):
            title = escape_html(flat(report.title or "no headline"))
            yield f'<th role="columnheader" scope="col">{side}: <span dir="auto"{_lang(report)}>{title}</span></th>'
        yield '</tr></thead>\n<tbody role="rowgroup">'
        for stretch in self._shown:
            yield from self._same(stretch) if stretch.kind == "same" else self._difference(stretch)
        yield "</tbody>\n</table>"

    def _same(self, stretch: Stretch) -> Iterator[str]:
        """What both reports have, once, to unfold."""
        opened = " open" if self._drawing.unfolded else ""
        yield '<tr role="row" class="shared"><td role="cell" colspan="3">'
        yield f"<details{opened}><summary>{count(len(stretch.rows), 'shared sentence')}</summary>\n<ul>"
        for row in stretch.rows:
            if row.a is not None and row.b is not None:
                words = f'<span dir="auto"{_lang(self._two.a)}>{escape_html(flat(row.a.text))}</span>'
                named = "".join(f'<span id="{escape_html(name)}"></span>' for name in _names(row.a, "a"))
                named += "".join(f'<span id="{escape_html(name)}"></span>' for name in _names(row.b, "b"))
                yield f"<li>{named}{words} {self._cite(row.a, 'A')} {self._cite(row.b, 'B')}</li>"
        yield "</ul>\n</details></td></tr>"

    def _difference(self, stretch: Stretch) -> Iterator[str]:
        yield f'<tr role="row" class="difference {stretch.kind}" id="d-{stretch.number}" tabindex="-1">'
        yield f'<th role="rowheader" scope="row" class="what">{self._what(stretch)}'
        yield f'<span class="quiet">{stretch.number} of {self._of}</span>{self._steps(stretch.number or 0)}</th>'
        yield self._cell([one.a for one in stretch.rows], stretch, "A")
        yield self._cell([one.b for one in stretch.rows], stretch, "B")
        yield "</tr>"

    def _what(self, stretch: Stretch) -> str:
        """How the two passages relate, in words."""
        row = stretch.rows[0]
        words = ["In other words" if row.in_other_words and row.kind == "reworded" else KIND_WORDS[row.kind]]
        if row.moved and row.kind != "moved":
            words.append(KIND_WORDS["moved"].lower())
        if row.kind == "moved" and (row.changes or row.in_other_words):
            words.append("in other words" if row.in_other_words else "reworded")
        said = [f"<strong>{escape_html(', '.join(words))}</strong>"]
        said += [f"<span>“{_words(one.a)}” / “{_words(one.b)}”</span>" for one in row.figures]
        if row.moved and row.b is not None:
            said.append(f'<span class="quiet">B has it as its {_nth(row.b)}</span>')
        named = [one for each in stretch.rows for one in each.findings if one in self._drawing.findings]
        found = dict.fromkeys(self._drawing.findings[one] for one in named)
        said += [f'<a href="{escape_html(href)}">{escape_html(kind)}</a>' for href, kind in found]
        return "\n".join(said)

    def _steps(self, number: int) -> str:
        """Links to the difference before and the next one that are shown."""
        at = self._numbers.index(number)
        before = self._numbers[at - 1] if at else None
        after = self._numbers[at + 1] if at + 1 < len(self._numbers) else None
        links = [
            f'<a rel="{rel}" href="#d-{to}">{arrow}<span class="unseen"> {said} difference</span></a>'
            for to, rel, arrow, said in ((before, "prev", "↑", "Previous"), (after, "next", "↓", "Next"))
            if to is not None
        ]
        return f'<span class="step">{" ".join(links)}</span>' if links else ""

    def _cell(self, passages: Sequence[Passage | None], stretch: Stretch, side: str) -> str:
        report, drawn = (self._two.a if side == "A" else self._two.b), []
        for passage, row in zip(passages, stretch.rows, strict=True):
            if passage is not None:
                words = self._marked(passage, row, side)
                names = _names(passage, side.lower())
                more = "".join(f'<span id="{name}"></span>' for name in names[1:])
                said = f'<span dir="auto"{_lang(report)}>{words}</span>'
                drawn.append(f'<p id="{names[0]}">{more}{self._cite(passage, side)} {said}{self._near(row)}</p>')
        return f'<td role="cell">{"".join(drawn) or _NOTHING.format(side)}</td>'

    def _near(self, row: Row) -> str:
        """The sentence of the other report that is nearest to one that stands alone, if it tells something of it."""
        if row.near is None:
            return ""
        side = "B" if row.kind == "only_a" else "A"
        at = row.near.numbers[0]
        return f' <span class="quiet">Nearest: <a href="#{side.lower()}-{at + 1}">{side} {at + 1}</a></span>'

    def _marked(self, passage: Passage, row: Row, side: str) -> str:
        """The words of a passage; those that the other lacks as deleted or inserted, figures that differ marked."""
        changed = [one.before if side == "A" else one.after for one in row.changes]
        figures = [one.a if side == "A" else one.b for one in row.figures]
        marks = [(one, "del" if side == "A" else "ins") for one in changed]
        marks += [((one.start, one.end), "mark") for one in figures]
        return " ".join(_cut(span, marks) for span in passage.spans)

    def _cite(self, passage: Passage, side: str) -> str:
        """Links to a passage in its report and at its outlet."""
        report = self._two.a if side == "A" else self._two.b
        numbers = dict.fromkeys((passage.numbers[0] + 1, passage.numbers[-1] + 1))
        label = f"{side} {'–'.join(map(str, numbers))}"
        href = escape_html(self._drawing.href(passage.report, passage.start, passage.end))
        url = passage_url(report.url, Span(passage.start, passage.end, passage.text))
        arrow = f'<span aria-hidden="true">↗</span><span class="unseen">{label} at the outlet</span>'
        return f'<a class="cite" href="{href}">[{label}]</a>' + (out(url, arrow, "open") if url else "")


_NOTHING = '<span class="nothing"><span aria-hidden="true">–</span><span class="unseen">nothing in {}</span></span>'


def _names(passage: Passage, side: str) -> list[str]:
    """The names that links on the page find the sentences of a passage by."""
    return [f"{side}-{number + 1}" for number in passage.numbers]


def _nth(passage: Passage) -> str:
    numbers = passage.numbers
    return f"sentence {numbers[0] + 1}" if len(numbers) == 1 else f"sentences {numbers[0] + 1}–{numbers[-1] + 1}"


def _words(span: Span) -> str:
    return escape_html(flat(span.text))


def _lang(report: Report) -> str:
    return "" if report.language == "und" else f' lang="{escape_html(report.language)}"'


def _cut(span: Span, marks: Sequence[tuple[tuple[int, int], str]]) -> str:
    """The escaped words of a span, cut at every end of a mark, so that no two elements overlap."""
    inside = [((max(s, span.start), min(e, span.end)), tag) for (s, e), tag in marks if s < span.end and span.start < e]
    ends = sorted({span.start, span.end, *(at for (s, e), _ in inside for at in (s, e))})
    pieces = []
    for start, end in pairwise(ends):
        tags = [tag for (s, e), tag in inside if s <= start and end <= e]
        words = escape_html(span.text[start - span.start : end - span.start])
        for tag in tags:
            words = f"<{tag}>{words}</{tag}>"
        pieces.append(words)
    return "".join(pieces)
