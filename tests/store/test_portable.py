"""A whole record goes out as lines and comes in elsewhere as the same record, or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import AlreadyThere, BrokenExport, NotFound, RecordError
from onrecord.store import schema
from onrecord.store.opening import open_store
from onrecord.store.portable.carried import CARRIED, LEFT_OUT
from onrecord.store.sqlite import SqliteStore
from tests.places import Place, Schemas
from tests.store import made, wholes


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The export of a record with one of everything."""
    with SqliteStore() as store:
        wholes.fill(store)
        return wholes.export(store)


def test_an_import_gives_the_same_record(place: Place, whole: bytes) -> None:
    """Digest, entries, bytes, relations, judgements, issues, dossiers, who was told, feeds and search are the same."""
    with SqliteStore() as first, place.fresh() as second:
        wholes.fill(first)
        wholes.take(second, whole)
        assert wholes.held(second) == wholes.held(first)
        assert second.verify().ok


def test_an_export_is_the_same_bytes_from_a_file_and_from_a_server(place: Place, whole: bytes) -> None:
    """The same record gives the same bytes wherever it lies, also after it was imported."""
    with place.fresh() as store:
        wholes.fill(store)
        assert wholes.export(store) == whole
    with place.fresh() as store:
        wholes.take(store, whole)
        assert wholes.export(store) == whole


def test_a_record_goes_to_a_server_and_back(schemas: Schemas, whole: bytes, tmp_path: Path) -> None:
    """By ``import_record`` a record moves from a file to a server and back, and is what it was."""
    path, back = tmp_path / "whole.jsonl", tmp_path / "back.onrecord"
    path.write_bytes(whole)
    address = schemas.address()
    there = onrecord.import_record(path, address)
    assert (there.reports, there.judgements, there.dossiers, there.feeds) == (3, 2, 1, 1)
    with onrecord.open(address) as record:
        path.write_text("".join(record.export("record")), encoding="utf-8")
    onrecord.import_record(path, back)
    with SqliteStore(back) as store:
        assert wholes.export(store) == whole


def test_it_goes_on_as_a_record_does(place: Place, whole: bytes) -> None:
    """To what was imported reports, judgements, alerts and feeds can be added, and it still verifies."""
    with place.fresh() as store:
        wholes.take(store, whole)
        entry = made.entry("d")
        assert store.add(made.document(entry), entry) == "added"
        store.judge(made.judgement("d/a1"))
        store.notice("valley", [made.alert("a-2")])
        state = store.feeds.add("https://ledger.example/feed3", None, None, "2025-03-01T00:00:00+00:00")
        assert state is not None
        assert state.number == 3  # the number of a feed that was removed is not given again
        assert store.verify().ok


@given(data=st.data())
@settings(max_examples=4)
def test_any_record_is_the_same_after_an_import(data: st.DataObject) -> None:
    """Whatever was read and holds between reports goes out and comes in equal, and verifies."""
    entries = tuple(data.draw(made.entries(id)) for id in ("r1", "r2"))
    with SqliteStore() as first:
        for entry in entries:
            first.add(data.draw(made.documents(entry)), entry)
        first.set_relations(data.draw(made.related(entries)), first.current_basis())
        octets, before = wholes.export(first), wholes.held(first)
    with SqliteStore() as second:
        wholes.take(second, octets)
        assert wholes.held(second) == before
        assert wholes.export(second) == octets


def test_an_empty_record_is_one_too(place: Place) -> None:
    """A record that holds nothing goes out as its two ends and comes in as nothing."""
    with place.fresh() as first:
        octets = wholes.export(first)
    assert octets.count(b"\n") == 2
    with place.fresh() as second:
        assert wholes.take(second, octets) == {}


def test_every_table_is_carried_or_left_out_on_purpose() -> None:
    """A table that a later schema adds must be named: carried by an export, or computed anew where it lacks."""
    carried = set(CARRIED.values())
    assert carried.isdisjoint(LEFT_OUT)
    assert carried | set(LEFT_OUT) == set(schema.metadata.tables.values())


def test_only_into_a_record_that_holds_nothing(place: Place, whole: bytes) -> None:
    """A record with a report, a setting or a feed is not imported into, and stays as it is."""
    for put in (_a_report, _a_setting, _a_feed):
        with place.fresh() as store:
            put(store)
            before = wholes.held(store)
            with pytest.raises(AlreadyThere, match="holds something already"):
                wholes.take(store, whole)
            assert wholes.held(store) == before


def _a_report(store: Any) -> None:
    entry = made.entry("z")
    store.add(made.document(entry), entry)


def _a_setting(store: Any) -> None:
    store.set_setting("issues", wholes.ISSUES)


def _a_feed(store: Any) -> None:
    store.feeds.add("https://ledger.example/feed", None, None, "2025-03-01T00:00:00+00:00")


# -- what does not fit ------------------------------------------------------------------------------------------------

Change = Callable[[list[dict[str, Any]]], None]


def at(lines: list[dict[str, Any]], kind: str, number: int = 0) -> int:
    """Where the first line (or a later one) of a kind stands."""
    return [place for place, one in enumerate(lines) if kind in one][number]


def _another_seal(lines: list[dict[str, Any]]) -> None:
    lines[at(lines, "reports")]["reports"]["title"] = "Another title"


def _another_range(lines: list[dict[str, Any]]) -> None:
    lines[at(lines, "citations")]["citations"]["start"] += 1


def _another_decision(lines: list[dict[str, Any]]) -> None:
    del lines[at(lines, "judgements")]


def _another_side(lines: list[dict[str, Any]]) -> None:
    lines[at(lines, "finding_sides")]["finding_sides"]["value"] = "13"


def _another_query(lines: list[dict[str, Any]]) -> None:
    lines[at(lines, "dossiers")]["dossiers"]["words"] = "another"


def _nobody_told(lines: list[dict[str, Any]]) -> None:
    del lines[at(lines, "dossier_told")]


def _no_bytes(lines: list[dict[str, Any]]) -> None:
    del lines[at(lines, "sources")]


def _facts_of_nothing(lines: list[dict[str, Any]]) -> None:
    lines[at(lines, "sources")]["sources"]["given"] = '{"colour": "red"}'


UNPROVED: tuple[Change, ...] = (
    _another_seal, _another_range, _another_decision, _another_side, _another_query, _nobody_told, _no_bytes,
    _facts_of_nothing,
)  # fmt: skip


@pytest.mark.parametrize("change", UNPROVED, ids=lambda one: one.__name__.strip("_"))
def test_what_does_not_prove_is_not_kept(whole: bytes, change: Change) -> None:
    """A file that was changed with care, its sums right, is refused by the seals, and nothing of it is kept."""
    lines = wholes.bodies(whole)
    change(lines)
    with SqliteStore() as store:
        with pytest.raises(BrokenExport, match="do not prove each other"):
            wholes.take(store, wholes.resummed(lines))
        assert store.report_ids() == ()
        wholes.take(store, whole)  # it holds nothing, so the whole one goes in


def test_what_does_not_prove_is_not_kept_on_a_server(schemas: Schemas, whole: bytes) -> None:
    """On a server too, a file that the seals refuse leaves an empty record."""
    lines = wholes.bodies(whole)
    _another_range(lines)
    with schemas.fresh() as store:
        with pytest.raises(BrokenExport, match="do not prove each other"):
            wholes.take(store, wholes.resummed(lines))
        assert store.report_ids() == ()


def _a_report_twice(lines: list[dict[str, Any]]) -> int:
    place = at(lines, "reports")
    lines.insert(place + 1, lines[place])
    return place + 2


def _bytes_of_no_report(lines: list[dict[str, Any]]) -> int:
    lines[at(lines, "sources", 1)]["sources"]["report"] = "nobody"
    return at(lines, "sources", 1) + 1


def _a_citation_of_no_report(lines: list[dict[str, Any]]) -> int:
    lines[at(lines, "citations", 7)]["citations"]["report"] = "nobody"
    return at(lines, "citations", 7) + 1


def _an_alert_of_no_dossier(lines: list[dict[str, Any]]) -> int:
    lines[at(lines, "dossier_alerts", 1)]["dossier_alerts"]["dossier"] = "none"
    return at(lines, "dossier_alerts", 1) + 1


def _a_report_too_soon(lines: list[dict[str, Any]]) -> int:
    lines.insert(1, lines.pop(at(lines, "reports")))
    return 2


UNFIT = (_a_report_twice, _bytes_of_no_report, _a_citation_of_no_report, _an_alert_of_no_dossier, _a_report_too_soon)


@pytest.mark.parametrize("change", UNFIT, ids=lambda one: one.__name__.strip("_"))
def test_what_does_not_fit_names_its_line(
    place: Place, whole: bytes, change: Callable[[list[dict[str, Any]]], int]
) -> None:
    """A row that names what is not there, or is there twice, is refused with the number of its line."""
    lines = wholes.bodies(whole)
    line = change(lines)
    with place.fresh() as store:
        with pytest.raises(BrokenExport) as refused:
            wholes.take(store, wholes.resummed(lines))
        assert refused.value.where == f"whole.jsonl:{line}"
        assert store.report_ids() == ()


# -- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [0, 30, 300, 0.5, 0.9, -1])
def test_a_cut_file_leaves_nothing_behind(tmp_path: Path, whole: bytes, part: float) -> None:
    """A file that breaks off anywhere is refused with its line, and neither a record nor a part of one is left."""
    octets = whole[: int(part * len(whole))] if isinstance(part, float) else whole[:part]
    path = tmp_path / "whole.jsonl"
    path.write_bytes(octets)
    with pytest.raises(BrokenExport, match="empty" if not octets else r"whole\.jsonl:\d+: the file breaks off"):
        onrecord.import_record(path, tmp_path / "new.onrecord")
    assert [one.name for one in tmp_path.iterdir()] == ["whole.jsonl"]


def test_a_judgement_that_is_none_is_not_taken_over(tmp_path: Path, whole: bytes) -> None:
    """A judgement whose verdict means nothing is refused by its line, as by ``judge --import``."""
    lines = wholes.bodies(whole)
    place = at(lines, "judgements")
    lines[place]["judgements"]["anchor"] = "[" * 5_000
    path = tmp_path / "whole.jsonl"
    path.write_bytes(wholes.resummed(lines))
    with pytest.raises(BrokenExport, match=rf":{place + 1}: a row of judgements"):
        onrecord.import_record(path, tmp_path / "new.onrecord")


@pytest.mark.parametrize(("kind", "column", "value"), [("meta", "value", "[1]"), ("feed_items", "facts", '{"x":1}')])
def test_what_is_used_as_it_comes_must_mean_something(
    tmp_path: Path, whole: bytes, kind: str, column: str, value: str
) -> None:
    """A list of issues or facts of an item that nothing could be made of are refused by their line."""
    lines = wholes.bodies(whole)
    places = [n for n, one in enumerate(lines) if kind in one and one[kind].get("key") in (None, "issues")]
    lines[places[0]][kind][column] = value
    path = tmp_path / "whole.jsonl"
    path.write_bytes(wholes.resummed(lines))
    with pytest.raises(BrokenExport, match=rf":{places[0] + 1}: a row of {kind}"):
        onrecord.import_record(path, tmp_path / "new.onrecord")


def test_an_import_is_read_from_an_open_file_too(tmp_path: Path, whole: bytes) -> None:
    """What is not a path is read as it is, such as standard input."""
    path = tmp_path / "whole.jsonl"
    path.write_bytes(whole)
    with path.open("rb") as stream:
        assert onrecord.import_record(stream, tmp_path / "new.onrecord").reports == 3


def test_an_import_into_an_empty_record(tmp_path: Path, whole: bytes) -> None:
    """A record that was begun and holds nothing takes an export in; if it is refused it stays as it was."""
    path, record = tmp_path / "whole.jsonl", tmp_path / "begun.onrecord"
    SqliteStore(record).close()
    path.write_bytes(whole[:-30])
    with pytest.raises(BrokenExport):
        onrecord.import_record(path, record)
    path.write_bytes(whole)
    assert onrecord.import_record(path, record).reports == 3


def test_what_is_not_there_or_in_memory_is_refused(tmp_path: Path, whole: bytes) -> None:
    """A missing file, a folder, and a record in memory are errors that say so."""
    path = tmp_path / "whole.jsonl"
    path.write_bytes(whole)
    with pytest.raises(NotFound, match="no such export"):
        onrecord.import_record(tmp_path / "gone.jsonl", tmp_path / "new.onrecord")
    with pytest.raises(BrokenExport, match="folder"):
        onrecord.import_record(tmp_path, tmp_path / "new.onrecord")
    with pytest.raises(RecordError, match="in memory"):
        onrecord.import_record(path, ":memory:")
    with pytest.raises(RecordError, match="No such file"):
        onrecord.import_record(path, tmp_path / "no" / "new.onrecord")


def test_an_export_keeps_nobody_waiting(tmp_path: Path) -> None:
    """While an export stands still in the middle, another program adds, and the export is of the moment it began."""
    record = tmp_path / "talks.onrecord"
    with open_store(str(record)) as store, open_store(str(record)) as other:
        wholes.fill(store)
        before = wholes.export(store)
        lines = store.lines()
        first = next(lines)
        entry = made.entry("later")
        other.add(made.document(entry), entry)
        assert (first + "".join(lines)).encode() == before


def test_bytes_that_cannot_be_unpacked_are_named(tmp_path: Path) -> None:
    """An export of a record whose bytes are hurt says of which report."""
    record = tmp_path / "talks.onrecord"
    with SqliteStore(record) as store:
        wholes.fill(store)
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute("UPDATE sources SET zlib = x'00' WHERE report = 'b'")
    with SqliteStore(record) as store, pytest.raises(RecordError, match="report b, sources"):
        wholes.export(store)


def test_the_lines_are_json_that_any_program_reads(whole: bytes) -> None:
    """Every line is an object of JSON with a row and a sum, in UTF-8 without half characters or NULs."""
    for line in whole.decode().splitlines():
        found = json.loads(line)
        assert len(found) == 2
        assert "\\ud8" not in line
        assert "\\u0000" not in line
