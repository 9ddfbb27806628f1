"""What a batch job reads: Parquet or JSON Lines, cut into parts that are the same every time.

A part is so many rows in a row of one file. Its rows are read by whoever works on it, so nothing but names and numbers
travels between processes.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from glob import glob
from hashlib import blake2b
from pathlib import Path
from typing import Any

from onrecord.batch.extras import pyarrow
from onrecord.batch.tasks import Outcome, Task
from onrecord.errors import BatchError, OnrecordError, SourceError
from onrecord.intake.jsonl import read
from onrecord.model.report import Document

#: Columns that are read, as the keys of a JSON Lines report; others are left alone.
COLUMNS = ("id", "text", "title", "outlet", "published", "url", "byline", "authors", "author", "agency", "language")
_HINT = "Give a .parquet or .jsonl file, a folder of them, or a pattern such as 'reports/*.parquet'"


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one file.

    Attributes:
        path: the file, as it can be opened.
        name: what it is called in results: its path below the folder that was given, or its own name.
        first: number of the first row, from 0.
        rows: how many.
        offset: where they begin in a JSON Lines file, in bytes.
    """

    path: str
    name: str
    first: int
    rows: int
    offset: int = 0

    @property
    def where(self) -> str:
        """The rows, as a message names them; they are counted from 1."""
        return f"{self.name}:{self.first + 1}-{self.first + self.rows}"


def parts(address: str, size: int) -> Iterator[Part | OnrecordError]:
    """The parts of an input; a file that cannot be read is an error in its place.

    Args:
        address: a file, a folder, a pattern, or such an address of a store that pyarrow knows (``s3://``).
        size: rows of a part, at the most.

    Raises:
        BatchError: there is no such file.
    """
    for path, name in _files(address):
        try:
            yield from _lines(path, name, size) if name.endswith(".jsonl") else _rows(path, name, size)
        except OnrecordError as error:
            yield error


def rows(part: Part) -> list[tuple[str, bytes]]:
    """The rows of a part as objects in JSON, each with its name (``file:row``, counted from 1).

    Raises:
        BatchError: the file is not readable, or no longer has these rows.
    """
    found = _read_lines(part) if part.name.endswith(".jsonl") else _read_rows(part)
    if len(found) != part.rows:
        raise BatchError("has fewer rows than when it was listed", where=part.where, hint="Run the command again")
    return [(f"{part.name}:{part.first + number + 1}", raw) for number, raw in enumerate(found)]


def documents(found: Iterable[tuple[str, bytes]]) -> Iterator[Document | SourceError]:
    """The document of each row; a row that is no report is an error in its place, an empty line nothing."""
    for name, raw in found:
        if not raw.strip():
            continue
        try:
            yield read(raw.removeprefix(b"\xef\xbb\xbf") if name.endswith(":1") else raw, name)
        except SourceError as error:
            yield error


def key_of(found: Sequence[tuple[str, bytes]], *settings: str) -> str:
    """A name for what is made of rows: another name for other rows, other names of rows, or other settings."""
    digest = blake2b(json.dumps(settings).encode(), digest_size=12)
    for name, raw in found:
        digest.update(f"\n{len(name)} {len(raw)} {name} ".encode())
        digest.update(raw)
    return digest.hexdigest()


def look(task: Task) -> Outcome:
    """Step ``look``: the key of a part, and nothing else."""
    found = rows(Part(**task["part"]))
    return {"key": key_of(found, *task["settings"]), "rows": len(found)}


def _files(address: str) -> list[tuple[str, str]]:
    """Paths and names of the files, by name."""
    if "://" in address:
        found = _stored(address)
    else:
        path = Path(address)
        inside = [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else []
        named = [path] if path.is_file() else [Path(one) for one in glob(address, recursive=True)]  # noqa: PTH207
        pairs = [(one, one.relative_to(path)) for one in inside] or [(one, Path(one.name)) for one in named]
        found = [(str(one.resolve()), name.as_posix()) for one, name in pairs]
    ours = sorted(
        ((path, name) for path, name in found if _is_ours(name)), key=lambda one: (one[1], one[0])
    )  # fmt: skip
    if not ours:
        raise BatchError("there is no Parquet or JSON Lines file here", where=address, hint=_HINT)
    return _apart(ours)


def _is_ours(name: str) -> bool:
    hidden = any(part.startswith((".", "_")) for part in name.split("/"))
    return name.endswith((".parquet", ".jsonl")) and not hidden


def _apart(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Files of one name in several folders, which only a pattern gives, go by their whole paths."""
    names = [name for _, name in found]
    return [(path, name if names.count(name) == 1 else path) for path, name in found]


def _stored(address: str) -> list[tuple[str, str]]:
    """The files at an address of a store, by their whole addresses."""
    fs = pyarrow("fs")
    store, path = fs.FileSystem.from_uri(address)
    kind = store.get_file_info(path)
    if kind.type == fs.FileType.File:
        return [(address, path.rsplit("/", 1)[-1])]
    listed = store.get_file_info(fs.FileSelector(path, recursive=True))
    scheme = address.split("://")[0]
    return [
        (f"{scheme}://{one.path}", one.path.removeprefix(path).lstrip("/")) for one in listed if one.is_file
    ]  # fmt: skip


# -- Parquet ----------------------------------------------------------------------------------------------------


def _rows(path: str, name: str, size: int) -> Iterator[Part]:
    count = _opened(path, name).metadata.num_rows
    for first in range(0, count, size):
        yield Part(path, name, first, min(size, count - first))


def _opened(path: str, name: str) -> Any:
    """A Parquet file that has a column of texts."""
    parquet = pyarrow("parquet")
    try:
        source = pyarrow("fs").FileSystem.from_uri(path) if "://" in path else None
        file = parquet.ParquetFile(source[0].open_input_file(source[1]) if source else path)
    except Exception as error:
        what = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise BatchError(f"is no Parquet file that can be read ({what})", where=name, hint=_HINT) from None
    columns = file.schema_arrow.names
    if "text" not in columns:
        raise BatchError(
            f"has no column 'text'; it has {', '.join(columns[:12]) or 'none'}", where=name,
            hint=f"Name the columns as the keys of a JSON Lines report: {', '.join(COLUMNS[:7])}…",
        )  # fmt: skip
    return file


def _read_rows(part: Part) -> list[bytes]:
    found: list[bytes] = []
    file = _opened(part.path, part.name)
    begin = 0
    for number in range(file.metadata.num_row_groups):
        count = file.metadata.row_group(number).num_rows
        low, high = max(part.first - begin, 0), min(part.first + part.rows - begin, count)
        if low < high:
            group = _group(part.path, part.name, number)
            found += [_json(row) for row in group.slice(low, high - low).to_pylist()]
        begin += count
    return found


@lru_cache(maxsize=1)
def _group(path: str, name: str, number: int) -> Any:
    """A row group, kept for the next part of it."""
    file = _opened(path, name)
    columns = [one for one in COLUMNS if one in file.schema_arrow.names]
    try:
        return file.read_row_group(number, columns=columns)
    except Exception as error:
        what = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise BatchError(
            f"its row group {number} cannot be read ({what})", where=name, hint="Write the file again"
        ) from None  # fmt: skip


def _json(row: dict[str, Any]) -> bytes:
    facts = {name: _plain(value) for name, value in row.items() if value is not None}
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    """A value as JSON has it: days and times in ISO 8601, a number that is none as nothing."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        return None if value != value else value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int) else str(value)


# -- JSON Lines -------------------------------------------------------------------------------------------------


def _lines(path: str, name: str, size: int) -> Iterator[Part]:
    """Lines of white space are rows too, so that a row's number is its line's."""
    if "://" in path:
        raise BatchError("JSON Lines are read from this machine alone", where=path, hint="Write them as Parquet")
    first = count = begin = at = 0
    with Path(path).open("rb") as file:
        for line in file:
            at += len(line)
            count += 1
            if count == size:
                yield Part(path, name, first, count, begin)
                first, count, begin = first + count, 0, at
    if count:
        yield Part(path, name, first, count, begin)


def _read_lines(part: Part) -> list[bytes]:
    with Path(part.path).open("rb") as file:
        file.seek(part.offset)
        return [file.readline().rstrip(b"\r\n") for _ in range(part.rows)]
