"""The lines of an export: whatever a file holds, it is rows of the right types or an error that names the line."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
from contextlib import nullcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import BrokenExport, NewerRecord
from onrecord.store import schema
from onrecord.store.migrations import newest
from onrecord.store.portable import lines as portable
from onrecord.store.portable.carried import CARRIED
from onrecord.store.portable.lines import parsed
from onrecord.store.portable.values import Wrong, incoming
from onrecord.store.sqlite import SqliteStore
from tests.store import wholes

HEAD = {"export": {"format": "onrecord.record/1", "schema": newest()}}
END: dict[str, Any] = {"end": {"lines": 0}}
META = {"meta": {"key": "basis", "value": "x"}}


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The export of a record with one of everything."""
    with SqliteStore() as store:
        wholes.fill(store)
        return wholes.export(store)


def refused(octets: bytes, summed: bool = False) -> str:
    """What is said of a file that is no export."""
    with pytest.raises(BrokenExport) as error:
        list(parsed(io.BytesIO(octets), "f", summed=summed))
    return error.value.message


def raw(line: bytes) -> bytes:
    """A file with one line between its ends."""
    ends = wholes.resummed([HEAD, END]).splitlines(keepends=True)
    return ends[0] + line + b"\n" + ends[1]


def test_rows_have_their_types(whole: bytes) -> None:
    """Each row has the columns of its table and what follows from them."""
    found = list(wholes.rows(whole))
    assert {row.table.name for row in found} >= {"reports", "citations", "dossier_told", "feed_items", "meta"}
    sources = next(row for row in found if row.table.name == "sources")
    assert (sources.values["name"], sources.values["size"]) == ("a\ud800\0.txt", 256)
    assert [row.line for row in found] == list(range(2, len(found) + 2))


@pytest.mark.parametrize("seed", range(3))
def test_any_damage_is_seen_at_its_line(whole: bytes, seed: int) -> None:
    """A byte that changed anywhere is an error that names its line, or the next one for a line end."""
    draw = random.Random(seed)
    for _ in range(60):
        place = draw.randrange(len(whole))
        octets = bytearray(whole)
        octets[place] ^= draw.randrange(1, 256)
        number = whole[:place].count(b"\n") + 1
        with pytest.raises((BrokenExport, NewerRecord)) as error:
            list(parsed(io.BytesIO(bytes(octets)), "f"))
        assert error.value.where in ("f", f"f:{number}", f"f:{number + 1}")
        assert error.value.where != "f" or number == 1


def test_lines_in_another_order_or_gone_are_seen(whole: bytes) -> None:
    """A line that was taken out, doubled or moved breaks the sum of the line after it."""
    held = whole.splitlines(keepends=True)
    gone, doubled = held[:5] + held[6:], [*held[:6], held[5], *held[6:]]
    moved = [*held[:5], held[6], held[5], *held[7:]]
    for changed, line in ((gone, 6), (doubled, 7), (moved, 6)):
        assert f"f:{line}: the line is damaged" in refused(b"".join(changed), summed=True)


OTHERS = {
    "a report a line": b'{"text": "Talks resumed."}\n',
    "a gzip file": b"\x1f\x8b\x08\0\0",
    "a record": b"SQLite format 3\0" + b"x" * 500,
    "nothing": b"",
    "a page": b"<!doctype html>\n",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_is_said_to_be_one(kind: str) -> None:
    """A file that is something else is refused by name, with what to give."""
    assert refused(OTHERS[kind]).startswith("f: ")


@pytest.mark.parametrize("head", [{"format": "onrecord.record/2", "schema": 7}, {"format": "onrecord.record/1",
                                                                                "schema": newest() + 1}])  # fmt: skip
def test_a_newer_export_says_what_to_install(head: dict[str, Any]) -> None:
    """A file of a later format or schema is refused with the way out."""
    with pytest.raises(NewerRecord, match="newest Onrecord"):
        list(parsed(io.BytesIO(wholes.resummed([{"export": head}, END])), "f"))


HEADS: list[Any] = [
    {}, [], None, {"format": "onrecord.record/1", "schema": True}, {"format": "onrecord.record/0", "schema": 7},
    {"format": 1, "schema": 7}, {"format": "other/1", "schema": 7}, {"format": "onrecord.record/1", "schema": 0},
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_head_that_means_nothing(head: Any) -> None:
    """A first line without a known format and schema is no export."""
    assert "f:1: this is no export of a record" in refused(wholes.resummed([{"export": head}, END]))


BAD_LINES: dict[str, tuple[bytes, str]] = {
    "an unknown table": (b'{"sqlite_master":{"name":"x"},"sum":""}', "a kind that no record holds"),
    "a table by a statement": (b'{"meta; DROP TABLE reports":{},"sum":""}', "a kind that no record holds"),
    "what is not carried": (b'{"vectors":{"key":"x","vector":""},"sum":""}', "a kind that no record holds"),
    "an unknown column": (b'{"meta":{"key":"basis","value":"x","rowid":1},"sum":""}', "no column 'rowid' in meta"),
    "a column too few": (b'{"meta":{"key":"basis"},"sum":""}', "meta has no 'value'"),
    "an unknown setting": (b'{"meta":{"key":"onrecord_schema","value":"9"},"sum":""}', "no setting"),
    "a number for words": (b'{"meta":{"key":"basis","value":1},"sum":""}', "'value' of meta is no text"),
    "null for words": (b'{"meta":{"key":"basis","value":null},"sum":""}', "meta has an empty 'value'"),
    "a feed number that is none": (b'{"meta":{"key":"last_feed","value":"9e9"},"sum":""}', "last feed"),
    "half a character": (b'{"meta":{"key":"basis","value":"\\ud800"},"sum":""}', "half a character"),
    "a NUL": (b'{"meta":{"key":"basis","value":"\\u0000"},"sum":""}', "half a character or a NUL"),
    "an escape that none writes": (b'{"meta":{"key":"basis","value":"\\u001babc"},"sum":""}', "escaped as no export"),
    "NaN": (b'{"meta":{"key":"basis","value":NaN},"sum":""}', "NaN is no number"),
    "an infinite number": (b'{"meta":{"key":"basis","value":1e999},"sum":""}', "a number is larger"),
    "digits without end": (b'{"meta":{"key":"basis","value":' + b"9" * 5_000 + b'},"sum":""}', "more digits"),
    "a name twice": (b'{"meta":{"key":"basis","key":"issues","value":"x"},"sum":""}', "stands twice"),
    "a table twice": (b'{"meta":{"key":"basis","value":"x"},"meta":{},"sum":""}', "stands twice"),
    "two rows": (b'{"meta":{"key":"basis","value":"x"},"feeds":{},"sum":""}', "no line of an export"),
    "no row": (b'{"sum":""}', "no line of an export"),
    "a list": (b'["meta",{}]', "no line of an export"),
    "a row that is a list": (b'{"meta":["basis","x"],"sum":""}', "a row is no object"),
    "depth": (b'{"meta":' + b"[" * 50_000, "no line of JSON"),
    "depth in a long line": (b'{"meta":' + b"[" * 500_000, "holds more than a row can"),
    "many values in a long line": (b'{"meta":[' + b'"",' * 2**21 + b'""]', "holds more than a row can"),
    "quotation marks": (b'"' * 2**22, "no line of JSON|holds more than a row can"),
    "escapes without end": (b'"' + b'\\"' * 2**20, "no line of JSON"),
    "bytes that are no UTF-8": (b'{"meta":{"key":"basis","value":"\xff"},"sum":""}', "no line of JSON"),
    "an empty line": (b"", "no line of JSON"),
    "another encoding": ('{"meta":{}}'.encode("utf-16"), "no line of JSON"),
    "an owner of nothing": (
        b'{"citations":{"report":"a","owner_kind":"x","owner_number":0,"role":"r","position":0,"start":0,"end":1,'
        b'"text":"T"},"sum":""}',
        "has citations",
    ),
    "a text with another hash": (b'{"revisions":{"sha256":"00","text":"x"},"sum":""}', "does not match its hash"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_LINES)
def test_a_line_that_is_none_is_named(kind: str) -> None:
    """Whatever a line holds that no export writes, the error names it and says what is wrong."""
    line, said = BAD_LINES[kind]
    message = refused(raw(line))
    assert message.startswith("f:2: ")
    assert any(part in message for part in said.split("|"))


def test_a_line_longer_than_any_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is not read past the largest that a report can make."""
    monkeypatch.setattr(portable, "LONGEST", 10_000)
    assert "f:2: the line is longer" in refused(raw(b'{"meta":"' + b"x" * 20_000))


def test_a_long_line_takes_little_memory() -> None:
    """Four million marks in one line are refused in a few times the memory of the line."""
    octets = raw(b'"' * 2**22)
    tracemalloc.start()
    refused(octets)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200 * 2**20


@pytest.mark.parametrize("end", [b"", b'{"end":{"lines":7}', b'{"end":{"lines":false}', b'{"end":[]', b'{"end":{}'])
def test_an_end_that_is_none(end: bytes) -> None:
    """A file without an end, or with another number of lines at it, is refused."""
    held = wholes.resummed([HEAD, END])
    assert refused(held.replace(b'{"end":{"lines":0}', end) if end else held.splitlines(keepends=True)[0])


def test_nothing_follows_the_end() -> None:
    """A line after the end is refused."""
    held = wholes.resummed([HEAD, END])
    assert "after its end" in refused(held + held)


VALUES: tuple[tuple[str, str, Any], ...] = (
    ("quantities", "low", True), ("quantities", "low", "12"), ("quantities", "low", [1]),
    ("quantities", "approximate", 1), ("quantities", "number", 1.0), ("quantities", "number", True),
    ("quantities", "number", 2**31), ("quantities", "unit", 3), ("reports", "byline", "Ann"),
    ("reports", "byline", [1]), ("reports", "byline", None), ("reports", "revision", "\x1b\x1bd800"),
)  # fmt: skip


@pytest.mark.parametrize(("table", "column", "value"), VALUES)
def test_a_value_of_another_type_is_refused(whole: bytes, table: str, column: str, value: Any) -> None:
    """A value must be of the type of its column, and of a size that every database keeps."""
    row = next(one[table] for one in wholes.bodies(whole) if table in one)
    with pytest.raises(Wrong, match=f"{column!r}"):
        incoming(CARRIED[table], row | {column: value})


def test_figures_without_end_have_names(whole: bytes) -> None:
    """A figure that JSON has no number for is written by its name, and read from nothing else."""
    row = next(one["quantities"] for one in wholes.bodies(whole) if "quantities" in one)
    assert incoming(schema.quantities, row | {"high": "Infinity"})["high"] == float("inf")


def test_an_older_export_gets_the_defaults_of_newer_columns(whole: bytes) -> None:
    """A column that came with a later schema is filled in as a migration does; of the same schema it must be there."""
    row = next(one["positions"] for one in wholes.bodies(whole) if "positions" in one)
    row = {name: value for name, value in row.items() if name not in ("about", "speaker")}
    with pytest.raises(Wrong, match="positions has no 'speaker'"):
        incoming(schema.positions, row)
    found = incoming(schema.positions, row, older=True)
    assert (found["about"], found["speaker"]) == ((), None)
    attribution = next(one["attributions"] for one in wholes.bodies(whole) if "attributions" in one)
    del attribution["negated"]
    assert incoming(schema.attributions, attribution, older=True)["negated"] is False
    with pytest.raises(Wrong, match="has no 'party'"):
        incoming(schema.positions, {name: value for name, value in row.items() if name != "party"}, older=True)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(kind=st.sampled_from([*CARRIED, "end", "export", "x"]), value=_JSON)
@settings(max_examples=150)
def test_any_json_is_a_row_or_a_typed_error(kind: str, value: Any) -> None:
    """Whatever JSON of another kind stands in a line, it is an error of Onrecord that names the line."""
    octets = raw(json.dumps({kind: value, "sum": ""}).encode())
    with pytest.raises(BrokenExport, match=r"^f:2: "):
        list(parsed(io.BytesIO(octets), "f", summed=False))


@given(octets=st.binary(max_size=60), place=st.integers(0, 10**6), length=st.integers(0, 60))
@settings(max_examples=150)
def test_any_bytes_are_rows_or_a_typed_error(whole: bytes, octets: bytes, place: int, length: int) -> None:
    """Bytes put in anywhere, in place of any others, end in rows or an error of Onrecord."""
    at = place % len(whole)
    changed = whole[:at] + octets + whole[at + length :]
    with nullcontext() if changed == whole else pytest.raises((BrokenExport, NewerRecord)):
        list(parsed(io.BytesIO(changed), "f"))
