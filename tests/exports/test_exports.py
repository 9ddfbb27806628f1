"""Exports: the shapes that the documentation promises, and files that are safe to open."""

from __future__ import annotations

import csv as reader
import io
import json as parser
import math
import shutil
import sqlite3
import subprocess
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.exports import csv, json, jsonl, shapes
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Entry, Quantity
from onrecord.views import brief, checks, quotes
from onrecord.views.rows import rows
from tests.views.sample import at, dossier, ledger, wire

ENTRIES, RELATIONS = dossier()
DOCS = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def spans(shape: Any) -> list[dict[str, Any]]:
    """Every span inside a shape."""
    if isinstance(shape, list):
        return [found for one in shape for found in spans(one)]
    if not isinstance(shape, dict):
        return []
    own = [shape] if {"start", "end", "text"} <= set(shape) else []
    return own + [found for one in shape.values() for found in spans(one)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_span_of_a_reading_recuts(entry: Entry) -> None:
    """Each span that `read --json` prints equals the words at its range in the printed text."""
    shape = shapes.reading(entry)
    text = shape["report"]["text"]
    found = spans({key: value for key, value in shape.items() if key != "report"})
    assert found
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found)


def test_every_span_of_a_comparison_recuts() -> None:
    """Each span with a report that `compare --json` prints equals the words at its range in that report."""
    shape = shapes.comparison(ENTRIES, RELATIONS)
    text = {one["id"]: one["text"] for one in shape["reports"]}
    found = [one for one in spans(shape) if "report" in one]
    assert len(found) == 11
    assert all(text[one["report"]][one["start"] : one["end"]] == one["text"] for one in found)


def keys(shape: Any) -> set[str]:
    """Every key inside a shape, but ids of reports, which are keys of `only_in`."""
    if isinstance(shape, list):
        return {key for one in shape for key in keys(one)}
    if not isinstance(shape, dict):
        return set()
    return set(shape) | {key for name, one in shape.items() if name != "only_in" for key in keys(one)}


def test_every_key_is_documented() -> None:
    """Each key of the two shapes stands in docs/commands.md."""
    documented = DOCS.read_text(encoding="utf-8")
    found = keys(shapes.comparison(ENTRIES, RELATIONS)) | keys([shapes.reading(one) for one in ENTRIES])
    assert not [key for key in sorted(found) if f'"{key}"' not in documented]


def test_a_block_has_the_voice_of_its_author() -> None:
    """The embedded post has its author's actor id as its voice, every other block none."""
    voices = [block["voice"] for block in shapes.reading(wire())["report"]["blocks"]]
    assert voices == [None, None, "person:jon-rell", None]


def test_a_side_carries_its_whole_attribution() -> None:
    """A finding's side has the attribution itself, or null for the outlet's own voice."""
    first, second = shapes.comparison(ENTRIES, RELATIONS)["findings"][0]["sides"]
    assert first["attribution"]["actor"] == "person:ada-koss"
    assert second["attribution"] is None


def test_json_is_strict() -> None:
    """JSON keeps letters as they are, has no NaN or infinity, and ends in a line end."""
    assert json.text({"a": "Köß"}, indent=None) == '{"a": "Köß"}\n'
    with pytest.raises(ValueError, match="JSON"):
        json.text(math.inf)


def test_a_figure_without_bounds_is_null() -> None:
    """A figure that no JSON number can hold is null, and a whole number has no fraction."""
    entry = ledger()
    huge = Quantity(at(entry.report.text, "12"), 12.0, math.inf)
    shape = shapes.reading(Entry(entry.report, replace(entry.reading, quantities=(huge,))))
    assert json.text([shape["quantities"][0]["low"], shape["quantities"][0]["high"]], indent=None) == "[12, null]\n"


def test_the_record_export_has_everything() -> None:
    """The JSON of a record has its readings, what holds between them by id, and the judgements."""
    judged = Judgement("f-1", "reject", "reader", "2025-05-05T00:00:00+00:00", "no")
    shape = parser.loads(json.text(json.record(ENTRIES, RELATIONS, [judged])))
    assert [one["report"]["id"] for one in shape["readings"]] == shape["relations"]["reports"]
    at = "2025-05-05T00:00:00+00:00"
    assert shape["judgements"] == [
        {
            "id": judged.id, "target": "f-1", "verdict": "reject", "value": None, "by": "reader", "at": at,
            "note": "no", "anchor": None,
        }
    ]  # fmt: skip


def test_json_lines_are_one_a_report() -> None:
    """The JSON lines of a record are one object a report, in order, on a line each."""
    lines = list(jsonl.record(ENTRIES))
    assert [parser.loads(one)["report"]["id"] for one in lines] == ["ledger", "harbour", "wire"]
    assert all(one.count("\n") == 1 for one in lines)


def test_a_page_as_data_folds_nothing_away() -> None:
    """The JSON of a page has each line with its citations and their words."""
    shape = json.page(brief.page(ENTRIES, RELATIONS))
    said = next(one for one in shape["sections"] if one["title"] == "Who said what")
    first = said["lines"][0]["lines"][0]
    assert first["speaker"] == "Ada Koss"
    assert first["citations"][0]["label"].startswith("R1:")
    assert first["citations"][0]["text"] == "“We will not give up the bridge, and we will not sell it,”"


def read(text: str) -> list[dict[str, str]]:
    """A CSV as a spreadsheet reads it."""
    return list(reader.DictReader(io.StringIO(text)))


def test_csv_has_a_row_a_report_with_the_sentence() -> None:
    """A finding has a row for each report with outlet, time, exact words, whole sentence and link."""
    found = [row for row in read(csv.text(rows(checks.page(ENTRIES, RELATIONS)))) if row["finding"] == "f-2"]
    assert [row["outlet"] for row in found] == ["Daily Ledger", "Harbour Times"]
    assert found[0]["published"] == "2025-05-02T10:00:00+00:00"
    assert found[0]["words"] == "At least 12 people"
    assert found[0]["sentence"] == "At least 12 people were hurt in clashes on Friday, the ministry said."
    assert found[0]["url"].startswith("https://ledger.example/talks#:~:text=")


def test_one_utterance_has_one_number() -> None:
    """The rows of one utterance in two reports have the same item number."""
    found = [row for row in read(csv.text(rows(quotes.page(ENTRIES, RELATIONS)))) if row["cue"] == "told reporters"]
    assert len(found) == 2
    assert len({row["item"] for row in found}) == 1


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_cell_is_a_formula_and_nothing_is_lost(values: list[str]) -> None:
    """A cell never begins as a formula does, and what it was made of can be had back from it."""
    rows_ = [{"value": value} for value in values]
    found = [row[0] if row else "" for row in list(reader.reader(io.StringIO(csv.text(rows_), newline="")))[1:]]
    for value, cell in zip(values, found, strict=True):
        assert not cell.startswith(("=", "@", "\t", "\r"))
        assert not cell.startswith(("+", "-")) or float(cell)
        assert csv.value(cell) == value.replace("\0", "\ufffd")


#: Signs of formulas behind whatever a program may pass over or take for the end of a cell.
FORMULAS = [
    before + sign + "cmd|' /C calc'!A0"
    for sign in "=+-@＝＋－＠"
    for before in (
        "", " ", "\t", "\r", "\n", "\u00a0", "\ufeff", "\u200b", '"', "'", "''", '" ', "a;", "a; ", 'a;"', "a;'",
        "a\t", "a\n", "a\r\n", 'a";', 'a",', "a;;", "\n;\t", ";", '"";',
    )
]  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_a_program_takes_for_separators(separator: str) -> None:
    """Read with the separators of other countries a table has no cell that begins as a formula does, either."""
    text = csv.text([{"first": one, "second": other} for one, other in pairwise(FORMULAS)])
    cells = [cell for row in reader.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
    begins = [cell.lstrip(' \t\r\n\u00a0\ufeff\u200b"')[:1] for cell in cells]
    assert len(cells) > len(FORMULAS)
    assert not set(begins) & set("=+-@＝＋－＠")


@given(st.text("=+-@;'\"\t\r\n \u200b1.a＝", max_size=12))
def test_a_cell_gives_back_what_it_was_made_of(value: str) -> None:
    """However signs, apostrophes and separators follow each other, the exact text can be had back."""
    assert csv.value(csv.cell(value)) == value


@pytest.mark.parametrize("number", [-5, 0.5, -1e9, 10**30, "-5", "+3.5", "-0.25"])
def test_a_number_stays_one(number: float | str) -> None:
    """A number is not made into text, whatever its sign."""
    assert csv.cell(number) == str(number)


def test_a_cell_is_made_in_linear_time() -> None:
    """A megabyte of what cells may begin with costs no more than its length says."""
    begun = time.process_time()
    for one in ("\t", " ", ";", "'", "=", '"', "\n", ";'", "\t;"):
        csv.cell(one * (1_000_000 // len(one)))
    assert time.process_time() - begun < 10


#: What half a character, a NUL and other signs of no text make of a table and of an object.
ODD = ["a\ud800b", "\ud83d\ude00", "\udcff", "\0", "\u2028", "é", "=1", "-5", "a,b;c", 'q"q', "two\r\nlines"]


def test_a_table_reads_the_same_in_another_program(tmp_path: Path) -> None:
    """What Arrow reads from a CSV file is what Python's own reader reads from it, in valid UTF-8."""
    arrow = pytest.importorskip("pyarrow.csv")
    path = tmp_path / "rows.csv"
    path.write_bytes(csv.text([{"value": one, "number": -5} for one in ODD]).encode())
    options = {"parse_options": arrow.ParseOptions(newlines_in_values=True)}
    table = arrow.read_csv(path, **options).to_pydict()
    with path.open(encoding="utf-8", newline="") as file:
        own = list(reader.DictReader(file))
    assert table["value"] == [row["value"] for row in own]
    assert table["number"] == [-5] * len(ODD)


@pytest.mark.parametrize("program", ["sqlite", "jq", "node"])
def test_an_object_reads_the_same_in_another_program(program: str, tmp_path: Path) -> None:
    """What other programs read from an object is what Python reads from it, in valid UTF-8 without NaN."""
    words = json.text({"values": ODD, "number": -0.5})
    if program == "sqlite":
        found = sqlite3.connect(":memory:").execute("select json_valid(?1), json(?1)", [words]).fetchone()
        assert found[0] == 1
        read_there = found[1]
    else:
        if shutil.which(program) is None:
            pytest.skip(f"needs {program}")
        command = ["jq", "."] if program == "jq" else ["node", "-e", _NODE]
        read_there = subprocess.run(command, input=words.encode(), capture_output=True, check=True).stdout.decode()
    assert parser.loads(read_there) == parser.loads(words)
    with pytest.raises(ValueError, match="JSON compliant"):
        json.text({"number": float("nan")})


_NODE = "let s='';process.stdin.on('data',d=>s+=d).on('end',()=>console.log(JSON.stringify(JSON.parse(s))))"


def test_a_headline_that_is_a_formula_is_text() -> None:
    """A report's words that begin like a formula are neutralised wherever they stand."""
    text = csv.text(rows(brief.page(ENTRIES, RELATIONS)))
    assert "'=cmd" in text
    assert not [row for row in read(text) for cell in row.values() if cell.startswith("=")]


def test_no_rows_give_no_table() -> None:
    """A page with nothing on it is an empty CSV."""
    assert csv.text([]) == ""
