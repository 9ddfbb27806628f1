"""Parquet: a report a row, in columns that are named as the keys of a JSON Lines report are.

Each row becomes the line that JSON Lines would have for it and is read as one, so both give the same reports. Columns
of days and times are written as ISO dates. Row groups are read one after another, a few rows at a time.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord import limits
from onrecord.errors import SourceError, UnreadableSource
from onrecord.intake import jsonl
from onrecord.intake.plain import NOTHING
from onrecord.model.report import Document, Given

#: Columns that are read, in the order in which the line of a row has them; others are left alone.
COLUMNS = (
    "id",
    "title",
    "outlet",
    "published",
    "url",
    "byline",
    "authors",
    "author",
    "agency",
    "language",
    "text",
)
#: Rows that are unpacked at once.
_ROWS = 64
_EXTRA = "Install what reads it: pip install 'onrecord[parquet]'"
_AGAIN = "Write or copy it again, whole; a Parquet file has its contents listed at its end"


def documents(stream: BinaryIO, name: str, given: Given = NOTHING) -> Iterator[Document | SourceError]:
    """The documents of a Parquet file; a row that is no report gives its error in its place.

    Args:
        stream: the file, which must be seekable.
        name: the source's name; a row's own is ``name:row``, counted from 1.
        given: facts that hold for every row and outrank it.

    Raises:
        UnreadableSource: it is not a whole Parquet file with a column ``text``, or nothing here can read one.
    """
    file, found = _opened(stream, name)
    number = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        done = 0
        try:
            for batch in file.iter_batches(_ROWS, row_groups=[group], columns=found, use_threads=False):
                for row in _rows(batch):
                    done += 1
                    yield _document(row, f"{name}:{number + done}", given)
        except MemoryError:  # the process's own limit
            raise
        except Exception as reason:  # any failure inside a library on damaged bytes means: they cannot be read
            yield _damaged(reason, name, number + done + 1, number + rows)
        number += rows
    if not number:
        yield UnreadableSource("has no rows", where=name, hint="Nothing was taken from it; leave it out")


def _opened(stream: BinaryIO, name: str) -> tuple[Any, list[str]]:
    """The open file, and those of its columns that are read."""
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise UnreadableSource("is a Parquet file, which needs 'pyarrow'", where=name, hint=_EXTRA) from None
    if not stream.seekable():
        raise UnreadableSource(
            "is a Parquet file, which cannot be read from a pipe", where=name, hint="Save it, and give the file"
        )
    try:
        file = ParquetFile(stream, buffer_size=1 << 20, pre_buffer=False)
        names = list(file.schema_arrow.names)
    except MemoryError:
        raise
    except Exception as reason:
        raise UnreadableSource(f"is not a whole Parquet file ({_why(reason)})", where=name, hint=_AGAIN) from None
    if "text" not in names:
        shown = ", ".join(map(str, names[:8])) or "none"
        raise UnreadableSource(
            f"has no column 'text' (its columns: {shown[:200]})",
            where=name,
            hint=f"Name the column with the reports' text so; others that are read are {', '.join(COLUMNS[:-1])}",
        )
    return file, [column for column in COLUMNS if column in names]


def _damaged(reason: Exception, name: str, first: int, last: int) -> SourceError:
    return UnreadableSource(
        f"is damaged: its rows {first:,} to {last:,} cannot be read ({_why(reason)})",
        where=name,
        hint="The other rows are kept. Copy or write it again, whole, and give it once more",
    )


def _why(reason: Exception) -> str:
    """The first sentence of what pyarrow says."""
    return (str(reason).splitlines() or [type(reason).__name__])[0].split(". ")[0][:120]


def _document(row: dict[str, Any], name: str, given: Given) -> Document | SourceError:
    raw = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
    try:
        limits.begun(name)
        return jsonl.read(raw, name, given)
    except SourceError as error:
        return error


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch as JSON Lines would have them: no nulls, days and times as ISO dates."""
    columns = {name: _values(batch.column(name)) for name in batch.schema.names}
    for at in range(batch.num_rows):
        row = {name: values[at] for name, values in columns.items()}
        yield {name: value for name, value in row.items() if value is not None}


def _values(column: Any) -> list[Any]:
    """The values of a column as JSON can have them."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp(kind.unit, "UTC" if kind.tz else None)).cast(pa.string())
    elif pa.types.is_date(kind):
        column = column.cast(pa.date32(), safe=False).cast(pa.string())
    return [_plain(value) for value in column.to_pylist()]


def _plain(value: Any) -> Any:
    """A value as JSON can have it: bytes are read as UTF-8, which is what columns without a type are; others say so."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value[:1_000]]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return value if isinstance(value, str | int | float | bool | None) else str(value)
