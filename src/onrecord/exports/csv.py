"""CSV for spreadsheets: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from onrecord.views.page import Scalar

#: A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection); an apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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

    >>> cell("=1+1"), cell(-5), cell(None), cell("- no")
    ("'=1+1", '-5', '', "'- no")
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    value = value.replace("\0", "\ufffd")
    return f"'{value}" if value.startswith(_FORMULA) else value
