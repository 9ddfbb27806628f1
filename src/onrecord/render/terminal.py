"""A page in a terminal: readable at 80 columns, styled only where the terminal can show it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.render.markdown import left_out, legend
from onrecord.render.safe import visible
from onrecord.views.page import Cell, Line, Page, Section, Table, drawn
from onrecord.views.words import flat

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_STYLES = {
    "plain": "",
    "quiet": "dim",
    "strong": "bold",
    "value": "bold reverse",
    "deleted": "strike red",
    "inserted": "underline green",
}

#: Marks around words: those of changed words always, since a copied line has no styles; values where there is none.
_ALWAYS = {"deleted": "~~", "inserted": "**"}
_WITHOUT_COLOUR = {**_ALWAYS, "value": "**"}

#: What begins and ends a style.
_STYLE = re.compile(r"(\x1b\[[0-9;]{0,40}m)")

#: A column of plain words beside columns of lines is no wider than this.
_NARROW = 14

#: Wider lines than this are hard to read, however wide the terminal is.
_WIDEST = 110


def terminal(page: Page, *, width: int = 80, colour: bool = False) -> str:
    """The page as terminal text.

    Args:
        page: what to draw.
        width: columns; no line is wider.
        colour: write escape sequences for styles; deleted and inserted words are marked as in
            Markdown too, ``~~deleted~~`` and ``**inserted**``, and without styles the ``**values**`` that differ.
    """
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=min(width, _WIDEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for item in _page(page, colour, console):
        console.print(item)
    return "\n".join(map(_without_blanks, out.getvalue().split("\n")))


def _without_blanks(line: str) -> str:
    r"""A line without the blanks at its end, which may stand before or between the sequences that end its style.

    >>> _without_blanks("a \x1b[1mb  \x1b[0m ")
    'a \x1b[1mb\x1b[0m'
    """
    parts = _STYLE.split(line)
    for at in range(len(parts) - 1, -1, -2):
        parts[at] = parts[at].rstrip(" \t")
        if parts[at]:
            break
    return "".join(parts)


def _page(page: Page, colour: bool, console: Console) -> Iterator[RenderableType]:
    yield _styled(flat(page.title), "bold")
    yield ""
    yield from _lines(page, page.intro, colour)
    for section in page.sections:
        yield ""
        yield from _section(page, section, colour)
    if page.reports:
        yield ""
        yield from _heading("Reports")
        for one in page.reports:
            yield _hanging(_styled(f"{one.label} ", "bold"), _styled(legend(one, address=False)), 0)


def _section(page: Page, section: Section, colour: bool) -> Iterator[RenderableType]:
    yield from _heading(section.title)
    lines, left = drawn(section.lines, section.shown)
    if section.table is not None and section.table.rows:
        yield _table(page, section.table, colour)
    elif not lines:
        yield _styled(section.empty, "dim")
    yield from _lines(page, lines, colour, more=section.more)
    if left:
        yield _styled(left_out(left, section.more).replace("`", ""), "dim")


def _heading(title: str) -> Iterator[RenderableType]:
    yield _styled(title.upper(), "bold")


def _lines(page: Page, lines: Sequence[Line], colour: bool, depth: int = 0, more: str = "") -> Iterator[RenderableType]:
    for one in lines:
        yield _hanging(_styled("- "), _line(page, one, colour), depth)
        children, left = drawn(one.children, one.shown)
        yield from _lines(page, children, colour, depth + 1, more)
        if left:
            yield _hanging(_styled(""), _styled(left_out(left, more).replace("`", ""), "dim"), depth + 1)
        if one.why:
            yield _hanging(_styled("why: ", "dim"), _styled(flat(one.why), "dim"), depth + 1)


def _line(page: Page, one: Line, colour: bool) -> Text:
    from rich.text import Text

    text = Text()
    for run in one.runs:
        words = visible(run.text.replace("\n", " "))
        around = (_ALWAYS if colour else _WITHOUT_COLOUR).get(run.mark, "")
        words = f"{around}{words}{around}"
        text.append(words, _STYLES[run.mark])
    citations, left = drawn(one.citations, one.cited)
    for citation in citations:
        text.append(" ")
        text.append(f"[{page.cite(citation)}]", "cyan")
    if left:
        text.append(f" … {left} more", "dim")
    return text


def _styled(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(visible(text), style=style)


def _hanging(mark: Text, text: Text, depth: int) -> RenderableType:
    """The text beside its mark, indented, so that no wrapped line runs under the mark."""
    from rich.padding import Padding
    from rich.table import Table as Grid

    grid = Grid.grid(padding=0)
    grid.add_column(no_wrap=True, width=mark.cell_len or None)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_row(mark, text)
    return Padding(grid, (0, 0, 0, 2 * depth))


def _table(page: Page, table: Table, colour: bool) -> RenderableType:
    from rich import box
    from rich.table import Table as Drawn

    lined = any(row.lines for row in table.rows)
    out = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), expand=lined, leading=1 if lined else 0)
    for n, column in enumerate(table.columns):
        wide = any(not isinstance(row.cells[n], str) for row in table.rows)
        out.add_column(_styled(column), overflow="fold", ratio=1 if wide else None, max_width=None if wide else _NARROW)
    if table.cited:
        out.add_column("citations", overflow="fold")
    for row in table.rows:
        cells = [_cell(page, cell, table, colour) for cell in row.cells]
        if table.cited:
            cells.append(_styled(" ".join(f"[{page.cite(citation)}]" for citation in row.citations), "cyan"))
        out.add_row(*cells)
    return out


def _cell(page: Page, cell: Cell, table: Table, colour: bool) -> Text:
    from rich.text import Text

    if isinstance(cell, str):
        return _styled(flat(cell))
    lines, left = drawn(cell, table.shown)
    parts = [_line(page, one, colour) for top in lines for one in (top, *top.children)]
    if left:
        parts.append(_styled(left_out(left, table.more).replace("`", ""), "dim"))
    return Text("\n").join(parts)
