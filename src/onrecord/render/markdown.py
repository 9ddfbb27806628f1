"""A page as Markdown: what a pipe gets, and what an editor can paste.

Citations are shortcut reference links, ``[R1:512–640]``: plain to read, and links where Markdown is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model.report import Report
from onrecord.model.spans import Citation
from onrecord.render.safe import escape_markdown
from onrecord.views.page import Cell, Labelled, Line, Page, Run, Section, Table, drawn
from onrecord.views.words import flat, moment, passage_url, safe_url

_AROUND = {"plain": "", "quiet": "", "strong": "**", "value": "**", "deleted": "~~", "inserted": "**"}


def markdown(page: Page, *, links: bool = True) -> str:
    """The page as Markdown, ending in a line end.

    Args:
        page: what to draw.
        links: end with the addresses that the citations link to, each with its passage.
    """
    blocks = [f"# {_text(page.title)}", "\n".join(_lines(page, page.intro))]
    blocks.extend(block for section in page.sections for block in _section(page, section))
    blocks.extend(_legend(page))
    if links:
        blocks.append("\n".join(dict.fromkeys(_links(page))))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _text(text: str) -> str:
    return escape_markdown(flat(text))


def _section(page: Page, section: Section) -> Iterator[str]:
    yield f"## {_text(section.title)}"
    lines, left = drawn(section.lines, section.shown)
    if section.table is not None and section.table.rows:
        yield "\n".join(_table(page, section.table))
    if lines:
        yield "\n".join(_lines(page, lines, more=section.more))
    if not lines and not (section.table and section.table.rows):
        yield _text(section.empty)
    if left:
        yield left_out(left, section.more)


def left_out(number: int, more: str = "") -> str:
    """The words on what is not drawn: how many, and the command or, in brackets, the option that shows them."""
    if more.startswith("onrecord "):
        return f"… and {number} more: `{more}`"
    return f"… and {number} more" + (f" ({more})" if more else "")


def _lines(page: Page, lines: Sequence[Line], depth: int = 0, more: str = "") -> Iterator[str]:
    for one in lines:
        yield "  " * depth + "- " + _line(page, one)
        children, left = drawn(one.children, one.shown)
        yield from _lines(page, children, depth + 1, more)
        if left:
            yield "  " * (depth + 1) + "- " + left_out(left, more)
        if one.why:
            yield "  " * (depth + 1) + f"- *why: {_text(one.why)}*"


def _line(page: Page, one: Line) -> str:
    words = "".join(_run(run, first=n == 0) for n, run in enumerate(one.runs))
    citations, left = drawn(one.citations, one.cited)
    return f"{words} {_cited(page, citations)}{f' … {left} more' if left else ''}".strip()


def _run(run: Run, *, first: bool) -> str:
    """A run with its marks set close to its words, since Markdown ignores marks beside a space."""
    text = run.text.replace("\n", " ")
    escaped = escape_markdown(text) if first else escape_markdown("." + text)[1:]
    around = _AROUND[run.mark]
    if not around or not text.strip():
        return escaped
    inner = escaped.strip()
    at = escaped.index(inner)
    return f"{escaped[:at]}{around}{inner}{around}{escaped[at + len(inner) :]}"


def _cited(page: Page, citations: Sequence[Citation]) -> str:
    return " ".join(f"[{page.cite(citation)}]" for citation in citations)


def _table(page: Page, table: Table) -> Iterator[str]:
    cited = ["citations"] if table.cited else []
    yield "| " + " | ".join((*map(_text, table.columns), *cited)) + " |"
    yield "|" + " --- |" * (len(table.columns) + len(cited))
    for row in table.rows:
        words = (_cell(page, cell, table) for cell in row.cells)
        cells = (*words, *([_cited(page, row.citations)] if cited else []))
        yield "| " + " | ".join(cells) + " |"


def _cell(page: Page, cell: Cell, table: Table) -> str:
    if isinstance(cell, str):
        return _text(cell)
    lines, left = drawn(cell, table.shown)
    parts = [_line(page, one) for top in lines for one in (top, *top.children)]
    return "<br>".join([*parts, *([left_out(left, table.more)] if left else [])])


def _legend(page: Page) -> Iterator[str]:
    if page.reports:
        yield "## Reports"
        yield "\n".join(f"- **{one.label}** {_text(legend(one))}" for one in page.reports)


def legend(one: Labelled, *, address: bool = True) -> str:
    """A labelled report in one line: outlet, agency, date, title, id, and its address if wanted.

    Its file, if known, stands where the outlet or the headline lacks: without them, one report looks like another.
    """
    report = one.entry.report
    file = one.file.replace("-", "standard input", 1) if re.match(r"-(:|$)", one.file) else one.file
    silent = () if one.entry.reading.sentences else ("no sentence was read",)
    agency = f" ({report.agency})" if report.agency and report.agency != report.outlet else ""
    parts = [
        *([file] if file and not (report.outlet and report.title) else []),
        (report.outlet or "outlet not named") + agency,
        moment(report.published),
        flat(report.title) if report.title else "no headline",
        f"id {report.id}",
        *silent,
        *([url] if address and (url := safe_url(report.url)) else []),
    ]
    return " · ".join(parts)


def _links(page: Page) -> Iterator[str]:
    """A link definition for each citation whose report has an address to open."""
    reports: dict[str, Report] = {one.entry.id: one.entry.report for one in page.reports}
    for citation in page.citations():
        report = reports.get(citation.report)
        url = passage_url(report.url, citation.span) if report else None
        if url:
            yield f"[{page.cite(citation)}]: <{url}>"
