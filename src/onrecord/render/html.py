"""A page as HTML: one self-contained file for people without Onrecord, or a fragment for a notebook.

Every text is escaped; there is no script, nothing is loaded, and a content policy in the file says so. A citation
jumps to its passage, underlined in the report's text at the end of the file.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from onrecord.model.report import Report
from onrecord.model.spans import Citation
from onrecord.render.markdown import left_out, legend
from onrecord.render.safe import escape_html
from onrecord.render.style import STYLE
from onrecord.views.page import Cell, Labelled, Line, Page, Run, Section, Table, drawn
from onrecord.views.words import flat, passage_url, safe_url

_TAGS = {
    "plain": ("", ""),
    "quiet": ('<span class="quiet">', "</span>"),
    "strong": ("<strong>", "</strong>"),
    "value": ("<mark>", "</mark>"),
    "deleted": ("<del>", "</del>"),
    "inserted": ("<ins>", "</ins>"),
}


def html(page: Page) -> str:
    """The page as a whole HTML document, with the texts of the reports that it cites."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(page.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        *_body(page, _Links(page, inside=True)),
        *_reports(page),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def fragment(page: Page) -> str:
    """The page as a piece of HTML that inherits its styles; citations open the passage at its outlet."""
    return "\n".join(("<div>", *_body(page, _Links(page, inside=False)), "</div>"))


class Links(Protocol):
    """How what is drawn leads to where it stands."""

    def __call__(self, citations: Iterable[Citation]) -> str:
        """The links of citations, as HTML."""
        ...

    def why(self, why: str) -> str:
        """What decided, as HTML."""
        ...


class _Links:
    """How citations link: into the file (``inside``) and to the outlet's own page."""

    def __init__(self, page: Page, *, inside: bool) -> None:
        self._page = page
        self._inside = inside
        self._reports: dict[str, Report] = {one.entry.id: one.entry.report for one in page.reports}

    def __call__(self, citations: Iterable[Citation]) -> str:
        return "".join(f" {self._one(citation)}" for citation in citations)

    def why(self, why: str) -> str:
        return f'<div class="why">why: {_text(why)}</div>'

    def _one(self, citation: Citation) -> str:
        label = escape_html(f"[{self._page.cite(citation)}]")
        report = self._reports.get(citation.report)
        url = passage_url(report.url, citation.span) if report else None
        if not self._inside:
            return out(url, label, "cite") if url else f'<span class="cite">{label}</span>'
        at = escape_html(_anchor(self._page.label(citation.report), citation.start, citation.end))
        jump = f'<a class="cite" href="#{at}">{label}</a>'
        return jump + (out(url, '<span aria-label="at the outlet">↗</span>', "open") if url else "")


def out(url: str, inner: str, name: str) -> str:
    """A link that leads out to a publisher's page, from HTML."""
    return f'<a class="{name}" rel="noopener noreferrer nofollow" href="{escape_html(url)}">{inner}</a>'


def _anchor(label: str, start: int, end: int) -> str:
    return f"{label}-{start}-{end}"


def _text(text: str) -> str:
    return escape_html(flat(text))


def _body(page: Page, links: Links) -> Iterator[str]:
    yield f'<h1 dir="auto">{_text(page.title)}</h1>'
    yield from _list(page.intro, links)
    for section in page.sections:
        yield from _section(section, links)


def _section(section: Section, links: Links) -> Iterator[str]:
    yield f'<section>\n<h2 dir="auto">{_text(section.title)}</h2>'
    if section.table is not None and section.table.rows:
        yield from _table(section.table, links)
    elif not section.lines:
        yield f'<p class="empty">{_text(section.empty)}</p>'
    yield from _folded(section.lines, section.shown, links)
    yield "</section>"


def _folded(lines: Sequence[Line], shown: int | None, links: Links) -> Iterator[str]:
    """The lines that are shown first, then the others to unfold: a file cannot be asked again."""
    first, left = drawn(lines, shown)
    yield from _list(first, links)
    if left:
        yield f"<details><summary>{_text(left_out(left))}</summary>"
        yield from _list(lines[len(first) :], links)
        yield "</details>"


def drawn_line(one: Line, links: Links) -> str:
    """What stands in the element of a line: its text, its citations, what belongs under it, and why."""
    return "\n".join(_inside(one, links))


def drawn_lines(lines: Sequence[Line], links: Links) -> str:
    """Lines as a list."""
    return "\n".join(_list(lines, links))


def _list(lines: Sequence[Line], links: Links) -> Iterator[str]:
    if not lines:
        return
    yield "<ul>"
    for one in lines:
        yield '<li dir="auto">'
        yield from _inside(one, links)
        yield "</li>"
    yield "</ul>"


def _inside(one: Line, links: Links) -> Iterator[str]:
    yield f"{''.join(map(_run, one.full))}{links(one.citations)}"
    yield from _folded(one.children, one.shown, links)
    if one.why:
        yield links.why(one.why)


def _run(run: Run) -> str:
    before, after = _TAGS[run.mark]
    return f"{before}{escape_html(run.text)}{after}"


def _table(table: Table, links: Links) -> Iterator[str]:
    columns = (*table.columns, "citations") if table.cited else table.columns
    heads = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in table.rows:
        cells = "".join(f'<td dir="auto">{_cell(cell, table.shown, links)}</td>' for cell in row.cells)
        cited = f"<td>{links(row.citations).strip()}</td>" if table.cited else ""
        yield f"<tr>{cells}{cited}</tr>"
    yield "</tbody>\n</table>"


def _cell(cell: Cell, shown: int | None, links: Links) -> str:
    return _text(cell) if isinstance(cell, str) else "".join(_folded(cell, shown, links))


def _reports(page: Page) -> Iterator[str]:
    if not page.reports:
        return
    yield "<section>\n<h2>Reports</h2>"
    cited: dict[str, set[tuple[int, int]]] = {}
    for citation in page.citations():
        cited.setdefault(citation.report, set()).add((citation.start, citation.end))
    for one in page.reports:
        yield from _report(one, cited.get(one.entry.id, set()))
    yield "</section>"


def _report(one: Labelled, ranges: set[tuple[int, int]]) -> Iterator[str]:
    report = one.entry.report
    label = escape_html(one.label)
    yield f'<article id="{label}">\n<h3 dir="auto">{label} {_text(report.title or "no headline")}</h3>'
    yield f'<p dir="auto">{_text(legend(one))}</p>'
    if url := safe_url(report.url):
        yield f"<p>{out(url, 'At the outlet', 'open')}</p>"
    text = _passages(one.label, report.text, ranges)
    yield f'<div class="text" dir="auto" lang="{_text(report.language)}">{text}</div>\n</article>'


def _passages(label: str, text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The escaped text with an element around each range, to jump to.

    Ranges may nest. Where one begins inside another and ends after it, it is cut at that end, and the rest is an
    element without a name.
    """
    waiting = [(start, -end, _anchor(label, start, end)) for start, end in ranges]
    heapq.heapify(waiting)
    out: list[str] = []
    open_ends: list[int] = []
    at = 0
    while waiting or open_ends:
        start = waiting[0][0] if waiting else len(text)
        if open_ends and open_ends[-1] <= start:
            end = open_ends.pop()
            out += [escape_html(text[at:end]), "</span>"]
            at = end
            continue
        start, negative_end, name = heapq.heappop(waiting)
        end = -negative_end
        if open_ends and end > open_ends[-1]:
            heapq.heappush(waiting, (open_ends[-1], -end, ""))
            end = open_ends[-1]
        named = f' id="{escape_html(name)}"' if name else ""
        out += [escape_html(text[at:start]), f'<span class="passage"{named}>']
        open_ends.append(end)
        at = start
    return "".join(out) + escape_html(text[at:])
