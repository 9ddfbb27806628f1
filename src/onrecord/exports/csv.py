"""CSV for spreadsheets: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from onrecord.text.unpaired import whole_characters
from onrecord.views.page import Scalar

#: Where a spreadsheet may see the beginning of a cell (OWASP, CSV injection): the real one, and whatever parts cells or
#: rows where a program reads the file with other separators than it has; what it may leave out there; apostrophes; and
#: the sign that makes a formula, of which some programs take the full-width forms too.
_FORMULA = re.compile(
    "(^|[;\t\r\n])([\\s\"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*+)('*+)([=+@\\-\uff1d\uff0b\uff0d\uff20]?)"
)
_LEADING = re.compile("(?<!')'*+[\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def text(rows: Sequence[Mapping[str, Scalar]], columns: Sequence[str] = ()) -> str:
    """Rows under their columns; a row that lacks a column has an empty cell.

    Args:
        rows: plain values by column name.
        columns: the columns that the table has whatever was found, in order; others follow as they first appear.

    Returns:
        The CSV with a header line; the empty string if there is neither a row nor a column.
    """
    columns = columns_of(rows, columns)
    if not columns:
        return ""
    return "".join((header(columns), *(record(row, columns) for row in rows)))


def header(columns: Sequence[str]) -> str:
    """The first line of a table: the names of its columns."""
    return _line(cell(column) for column in columns)


def record(row: Mapping[str, Scalar], columns: Sequence[str]) -> str:
    """A row as a line of a table with these columns; a column that it lacks is empty."""
    return _line(cell(row.get(column)) for column in columns)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue()


#: Columns that say where a row stands; they close the table whatever else a row has.
_LAST = ("text", "report", "outlet", "published", "start", "end", "words", "sentence", "url")


def columns_of(rows: Iterable[Mapping[str, Scalar]], columns: Sequence[str] = ()) -> list[str]:
    """The columns of rows: the fixed ones, other values in order of appearance, then those of the passage."""
    found = dict.fromkeys((*columns, *(column for row in rows for column in row)))
    last = [one for one in _LAST if columns or one in found]
    return [one for one in found if one not in _LAST] + last


def cell(value: Scalar) -> str:
    """A value as a cell: numbers as they are, text that looks like a formula with an apostrophe before it.

    ``value`` takes the apostrophe away again. Only a NUL, which no reader of CSV keeps, and half a character, which no
    UTF-8 holds, are lost: they are U+FFFD.

    >>> cell("=1+1"), cell(-5), cell("-5"), cell(None), cell("- no"), cell("a; =1")
    ("'=1+1", '-5', '-5', '', "'- no", "a; '=1")
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    value = whole_characters(value.replace("\0", "\ufffd"))
    if _NUMBER.fullmatch(value):
        return value
    value = _FORMULA.sub(lambda found: f"{found[1]}{found[2]}'{found[3]}{found[4]}" if found[4] else found[0], value)
    return f"'{value}" if _LEADING.match(value) else value


def value(cell: str) -> str:
    """The text that a cell was made of: without the apostrophes that keep it from being a formula.

    >>> value("'=1+1"), value("-5"), value("a; '=1"), value("'tis")
    ('=1+1', '-5', 'a; =1', "'tis")
    """
    cell = cell[1:] if cell.startswith("'") and _LEADING.match(cell) else cell
    return _FORMULA.sub(lambda found: found[1] + found[2] + found[3][1:] + found[4] if found[4] else found[0], cell)
