"""Parquet files: a report a row."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError, UnreadableSource
from onrecord.intake.sources import documents, reread
from onrecord.model.report import Document, Given
from tests.intake.archives import outcome

TEXT = "The talks in Sorn were put off."
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROW = st.fixed_dictionaries(
    {"text": WORDS | st.none()},
    optional={
        "id": st.sampled_from(["a", "b 1", "ü"]),
        "title": WORDS,
        "outlet": WORDS,
        "published": st.sampled_from(["2026-02-07", "2026-13-01", "n/a", "7 February 2026 10:15"]),
        "url": st.just("https://mail.example/a"),
        "byline": st.lists(WORDS, max_size=3),
        "agency": st.just("AFP"),
        "language": st.sampled_from(["en", "de-CH", "?"]),
    },
)
TYPES = {"byline": pa.list_(pa.string())}


def table(rows: list[dict[str, Any]], types: dict[str, Any] | None = None) -> bytes:
    """A Parquet file with these rows."""
    kinds = {**TYPES, **(types or {})}
    names = list(dict.fromkeys(key for row in rows for key in row))
    arrays = [pa.array([row.get(name) for row in rows], kinds.get(name)) for name in names]
    out = io.BytesIO()
    pq.write_table(pa.table(arrays, names=names), out, row_group_size=3, compression="none", use_dictionary=False)
    return out.getvalue()


def read(raw: bytes) -> list[Document | SourceError]:
    """All that a Parquet file gives."""
    return list(documents("-", stdin=io.BytesIO(raw)))


def facts(found: Document | SourceError) -> object:
    """What a row became, whichever format it came from."""
    return (found.text, found.given, found.parts) if isinstance(found, Document) else (type(found), found.what)


def published(value: Any, kind: Any = None) -> str | None:
    """The day of a row with this value of this type."""
    (found,) = read(table([{"text": TEXT, "published": value}], {"published": kind}))
    assert isinstance(found, Document)
    return found.given.published


@settings(max_examples=80, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8))
def test_a_row_is_read_as_the_same_line_would_be(rows: list[dict[str, Any]]) -> None:
    """Rows give what JSON Lines of the same objects give, in the same order, and their bytes give it again."""
    lines = "\n".join(json.dumps({k: v for k, v in row.items() if v is not None}) for row in rows)
    found = read(table(rows, {"text": pa.string()}))
    wanted = list(documents("-", stdin=io.BytesIO((lines + "\n").encode())))
    assert list(map(facts, found)) == list(map(facts, wanted))
    for one in found:
        if isinstance(one, Document):
            assert reread(one.raw, one.media_type, one.name, one.given) == one


def test_every_column_is_a_fact() -> None:
    """Columns named as the keys of a line are facts, a byline may be words or a list, others are left alone."""
    row = {"id": 7, "text": TEXT, "title": "Put off", "outlet": "Orm Mail", "byline": "Ilse Marn", "topic": "talks"}
    (found,) = read(table([row], {"byline": pa.string()}))
    assert isinstance(found, Document)
    assert found.given == Given(id="7", title="Put off", outlet="Orm Mail", byline=("Ilse Marn",))
    assert b"topic" not in found.raw
    assert found.media_type == "application/json"


def test_days_and_times_of_any_type() -> None:
    """Words, days and times with or without a zone date a report; a bare midnight is a day."""
    noon = datetime(2026, 2, 7, 12, 30, tzinfo=UTC)
    assert published("2026-02-07") == "2026-02-07"
    assert published(date(2026, 2, 7)) == "2026-02-07"
    assert published(date(2026, 2, 7), pa.date64()) == "2026-02-07"
    assert published(datetime(2026, 2, 7)) == "2026-02-07"
    assert published(datetime(2026, 2, 7, 10, 15), pa.timestamp("ns")) == "2026-02-07T10:15:00"
    assert published(noon, pa.timestamp("us", "Europe/Berlin")) == "2026-02-07T12:30:00+00:00"
    assert published(None, pa.timestamp("us")) is None


@pytest.mark.parametrize("kind", [pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())])
def test_text_in_any_type_of_column(kind: Any) -> None:
    """Text in a large, untyped or dictionary column is text."""
    value = TEXT.encode() if kind == pa.binary() else TEXT
    (found,) = read(table([{"text": value}], {"text": kind}))
    assert isinstance(found, Document)
    assert found.text == TEXT


def test_a_row_without_text_is_one_error(tmp_path: Path) -> None:
    """A row without a text, or with a day that cannot be, is an error named by its row, and the others are read."""
    rows = [{"text": TEXT}, {"text": None}, {"text": TEXT, "published": "2026-02-30"}, {"text": TEXT}]
    (tmp_path / "a.parquet").write_bytes(table(rows))
    names = [Path(outcome(one)).name for one in documents(str(tmp_path))]
    assert names == ["a.parquet:1", "a.parquet:2!", "a.parquet:3!", "a.parquet:4"]


def test_a_table_of_something_else_names_its_columns() -> None:
    """A file without a column of text is an error that says which columns it has and which are read."""
    (found,) = read(table([{"body": TEXT}]))
    assert isinstance(found, UnreadableSource)
    assert "its columns: body" in found.what
    assert "outlet" in found.hint


@pytest.mark.parametrize("cut", [4, 60, -9, -1])
def test_a_cut_file_is_one_clear_error(cut: int) -> None:
    """A Parquet file that is cut is an error that says so; its list of contents is at its end."""
    (found,) = read(table([{"text": TEXT}] * 5)[:cut])
    assert isinstance(found, UnreadableSource)
    assert "not a whole Parquet file" in found.what
    assert "whole" in found.hint


def test_a_damaged_row_group_costs_its_rows() -> None:
    """Where the bytes of some rows are damaged, these are told of by number and the others are read."""
    rows = [{"text": f"{TEXT} Number {n}."} for n in range(9)]
    raw = bytearray(table(rows))
    at = raw.index(b"Number 4")
    raw[at - 90 : at + 8] = b"\xff" * 98
    found = read(bytes(raw))
    assert [outcome(one) for one in found][-3:] == ["-:7", "-:8", "-:9"]
    told = [one for one in found if isinstance(one, SourceError)]
    assert told
    assert "rows 4 to 6" in told[0].what


def test_columns_of_one_name_are_an_error() -> None:
    """A file with two columns of text is one error."""
    out = io.BytesIO()
    pq.write_table(pa.table([pa.array([TEXT]), pa.array([TEXT])], names=["text", "text"]), out)
    assert [type(one) for one in read(out.getvalue())] == [UnreadableSource]


def test_an_empty_table_is_said(tmp_path: Path) -> None:
    """A file without rows is an error; so is one that is no Parquet at all."""
    assert [outcome(one) for one in read(table([{"text": TEXT}])[:0] or b" ")] == ["-!"]
    out = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), out)
    (found,) = read(out.getvalue())
    assert isinstance(found, UnreadableSource)
    assert "no rows" in found.what
    (tmp_path / "a.parquet").write_text(TEXT)
    (found,) = documents(str(tmp_path / "a.parquet"))
    assert isinstance(found, UnreadableSource)


def test_a_pipe_cannot_hold_a_table() -> None:
    """From a pipe, in which one cannot go back, a Parquet file is an error that says what to do."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    (found,) = documents("-", stdin=Pipe(table([{"text": TEXT}])))
    assert isinstance(found, UnreadableSource)
    assert "Save it" in found.hint


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow a Parquet file is an error that names the extra to install."""
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (found,) = read(table([{"text": TEXT}]))
    assert isinstance(found, UnreadableSource)
    assert "onrecord[parquet]" in found.hint
