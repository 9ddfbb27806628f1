"""The lines of an export: what a program writes, and what is taken of a file that anybody may have made.

    {"export":{"format":"onrecord.record/1","schema":7},"sum":"…"}
    {"reports":{"id":…,"number":1,…},"sum":"…"}
    {"end":{"lines":1},"sum":"…"}

``sum`` is the beginning of the SHA-256 of the sum before and of all that stands before it in its line, so the line can
be named at which a file was damaged, cut or rearranged. It is no signature: who changes a file can sum it anew.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from sqlalchemy import Table

from onrecord.errors import BrokenExport, NewerRecord
from onrecord.store.migrations import newest
from onrecord.store.portable.carried import CARRIED
from onrecord.store.portable.values import Wrong, incoming, outgoing

#: Name of the format, and its version.
FORMAT, VERSION = "onrecord.record", 1

#: Bytes that a line may have: a report has at most 20 MB of bytes (``intake``), which are 27 MB in base64.
LONGEST = 64 * 2**20

#: What a line may have outside its strings: two objects, and some lists of strings; and how many strings. The longest
#: list is the terms of one sentence, and a text has at most a million characters. So what parsing takes is bounded.
_MOST_OUTSIDE, _MOST_LISTS = 2**20, 64
#: A shorter line cannot hold enough to hurt.
_SHORT = 2**16

#: A string, also one without an end: to look for the end of each anew would take time by the square of a line's length.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_SUM = re.compile(rb',"sum":"([0-9a-f]{16})"}\n?\Z')
_SUM_BYTES = len(b',"sum":"0123456789abcdef"}\n')
_DIGITS = 25

_HINT = "Take the file as 'onrecord export record' wrote it"
_CUT = "Export the record again, or take another copy of the file"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a record, as a line of an export gave it.

    Attributes:
        line: number of the line, from 1.
        table: the table that it belongs to.
        values: the values of its columns, checked against their types.
    """

    line: int
    table: Table
    values: dict[str, Any]


# -- writing ----------------------------------------------------------------------------------------------------------


def written(rows: Iterable[tuple[Table, Any]]) -> Iterator[str]:
    """The lines of an export, each with its line end.

    Args:
        rows: rows of the tables, each with the table; every row after those that it names.
    """
    before, count = "", 0
    for name, value in _named(rows):
        body = f'{{"{name}":{json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)}'
        before = _sum(before, body.encode())
        yield f'{body},"sum":"{before}"}}\n'
        count += 1
    body = f'{{"end":{{"lines":{count - 1}}}'
    yield f'{body},"sum":"{_sum(before, body.encode())}"}}\n'


def _named(rows: Iterable[tuple[Table, Any]]) -> Iterator[tuple[str, Any]]:
    yield "export", {"format": f"{FORMAT}/{VERSION}", "schema": newest()}
    for table, row in rows:
        yield table.name, outgoing(table, row)


def _sum(before: str, body: bytes) -> str:
    digest = sha256(before.encode())
    digest.update(body)
    return digest.hexdigest()[:16]


# -- reading ----------------------------------------------------------------------------------------------------------


def parsed(stream: BinaryIO, name: str, *, summed: bool = True) -> Iterator[Row]:
    """The rows of an export, each checked by itself; nothing is written, and one line at a time is in memory.

    Whether rows fit together (ids that exist, seals) is for whoever puts them into a record to see.

    Args:
        stream: the file's bytes.
        name: what to call it in errors.
        summed: require the sum of each line; a test that changes lines can do without.

    Raises:
        BrokenExport: a line is damaged, missing or no such line; it is named.
        NewerRecord: the file was written by a newer Onrecord.
    """
    lines = _Lines(stream, name, summed)
    older = _begun(lines)
    while True:
        kind, value = lines.next()
        if kind == "end":
            return _ended(lines, value)
        table = CARRIED.get(kind)
        if table is None:
            raise lines.broken("it has a line of a kind that no record holds")
        try:
            yield Row(lines.number, table, incoming(table, value, older=older))
        except Wrong as error:
            raise lines.broken(str(error)) from None


def _begun(lines: _Lines) -> bool:
    """Read the first line; whether the rows are those of an older schema."""
    kind, value = lines.first()
    made, schema = (value.get("format"), value.get("schema")) if isinstance(value, dict) else (None, None)
    known = re.fullmatch(rf"{re.escape(FORMAT)}/([1-9][0-9]{{0,5}})", made) if isinstance(made, str) else None
    if kind != "export" or known is None or isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise lines.broken("this is no export of a record", _HINT)
    if int(known[1]) > VERSION or schema > newest():
        raise NewerRecord(
            f"the export was written by a newer Onrecord (format {known[1]}, schema {schema}; known are {VERSION} and "
            f"{newest()})",
            where=lines.name,
            hint="Install the newest Onrecord to take it over",
        )
    return schema < newest()


def _ended(lines: _Lines, value: Any) -> None:
    """See that the last line is right, and the last."""
    if not isinstance(value, dict) or value != {"lines": lines.number - 2} or isinstance(value["lines"], bool):
        raise lines.broken("it does not have the lines that it says it has", _CUT)
    if lines.more():
        raise lines.broken("something stands after its end")


class _Lines:
    """The lines of a file, as a kind and a value each."""

    def __init__(self, stream: BinaryIO, name: str, summed: bool) -> None:
        self.name, self.number = name, 0
        self._stream, self._summed, self._before = stream, summed, ""

    def first(self) -> tuple[str, Any]:
        """The first line; of a file of another kind it is said that it is one."""
        if (start := self._stream.readline(LONGEST + 1)) == b"":
            raise BrokenExport("the file is empty", where=self.name, hint=_HINT)
        self.number = 1
        if not start.startswith(b'{"export":'):
            packed = start.startswith(b"\x1f\x8b")
            hint = "Unpack it first: gunzip FILE" if packed else _HINT
            raise BrokenExport("this is no export of a record", where=self.name, hint=hint)
        return self._parsed(start)

    def next(self) -> tuple[str, Any]:
        """The next line."""
        self.number += 1
        line = self._stream.readline(LONGEST + 1)
        if not line:
            raise self.broken("the file breaks off here: its end is missing", _CUT)
        return self._parsed(line)

    def more(self) -> bool:
        """Whether anything follows."""
        return bool(self._stream.read(1))

    def broken(self, what: str, hint: str = _HINT) -> BrokenExport:
        """An error that names the line read last."""
        return BrokenExport(what, where=f"{self.name}:{self.number}", hint=hint)

    def _parsed(self, line: bytes) -> tuple[str, Any]:
        if len(line) > LONGEST:
            raise self.broken(f"the line is longer than {LONGEST // 2**20} MB")
        if not line.endswith(b"\n"):
            raise self.broken("the file breaks off in this line", _CUT)
        self._require_sum(line)
        _require_flat(line, self)
        try:
            value = json.loads(line.decode(), object_pairs_hook=_once, parse_constant=_no_number,
                               parse_int=_int, parse_float=_float)  # fmt: skip
        except (ValueError, RecursionError) as error:
            what = str(error) if isinstance(error, Wrong) else "this is no line of JSON"
            raise self.broken(what) from None
        if not isinstance(value, dict) or not isinstance(value.pop("sum", None), str) or len(value) != 1:
            raise self.broken("this is no line of an export")
        ((kind, held),) = value.items()
        return kind, held

    def _require_sum(self, line: bytes) -> None:
        """Require that the line is as it was written, and follows the line that it followed."""
        if not self._summed:
            return
        found = _SUM.search(line, max(0, len(line) - _SUM_BYTES))
        self._before = _sum(self._before, line[: found.start()]) if found else ""
        if found is None or found[1].decode() != self._before:
            raise self.broken("the line is damaged, or lines before it are gone", _CUT)


def _require_flat(line: bytes, lines: _Lines) -> None:
    """Require that a long line holds little but strings, before it is parsed: what has many parts costs much."""
    if len(line) <= _SHORT:
        return
    outside, strings = _STRING.subn(b"", line, count=_MOST_OUTSIDE + 1)
    if max(len(outside), strings) > _MOST_OUTSIDE or outside.count(b"{") > 2 or outside.count(b"[") > _MOST_LISTS:
        raise lines.broken("the line holds more than a row can")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise Wrong("a name stands twice in one object")
    return held


def _no_number(name: str) -> Any:
    raise Wrong(f"{name} is no number of JSON")


def _int(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise Wrong("a number has more digits than a record holds")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits) if len(digits) <= 2 * _DIGITS else math.inf
    if not math.isfinite(number):
        raise Wrong("a number is larger, or has more digits, than a record holds")
    return number
