"""Damage is seen: a changed value or byte of a record is reported, or nothing that it says has changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from reliability.damage import evidence, in_file, in_values, make_record, reported

from onrecord.errors import Damaged
from onrecord.store.sqlite import SqliteStore


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with reports that were read and compared, judgements, a dossier and its screens."""
    path = tmp_path_factory.mktemp("damage") / "whole.onrecord"
    make_record(path)
    return path


pytestmark = pytest.mark.model


def test_a_changed_value_is_reported_or_says_nothing(whole: Path, tmp_path: Path) -> None:
    """Of 40 changed values of any table each is reported, or belongs to what is only at hand."""
    tally = in_values(whole, tmp_path / "hurt.onrecord", 40, seed=7)
    assert not tally.missed
    assert tally.reported.total() > 20


def test_a_changed_byte_of_the_file_is_reported_or_says_nothing(whole: Path, tmp_path: Path) -> None:
    """Of 40 changed bytes of the file each is reported when it is opened or verified, or changes no row."""
    tally = in_file(whole, tmp_path / "hurt.onrecord", 40, seed=7)
    assert not tally.missed
    assert tally.tried == 40


def test_bytes_of_the_file_that_break_its_schema_are_an_error_of_ours(whole: Path, tmp_path: Path) -> None:
    """A file whose schema holds what is no text cannot be opened, and that is said as damage."""
    path = tmp_path / "hurt.onrecord"
    raw = whole.read_bytes()
    at = raw.index(b"CREATE TABLE judgements")
    path.write_bytes(raw[:at] + b"\xf2" * 6 + raw[at + 6 :])
    assert reported(path)
    assert evidence(path) is None


def test_words_that_were_changed_are_not_found_by_a_search(whole: Path, tmp_path: Path) -> None:
    """A search that meets a changed text answers with an error, not with words that nobody wrote."""
    path = tmp_path / "hurt.onrecord"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE revisions SET text = replace(text, 'soldiers', 'children')")
        connection.commit()
    with SqliteStore(path) as store, pytest.raises(Damaged, match="does not match its hash"):
        store.search("Verania")


def test_a_citation_that_was_moved_is_not_shown_by_a_search(whole: Path, tmp_path: Path) -> None:
    """Of a sentence whose range was changed the line that holds the word is cited, exactly."""
    path = tmp_path / "hurt.onrecord"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE citations SET start = start + 3 WHERE owner_kind = 'sentence'")
        connection.commit()
        texts = dict(connection.execute("SELECT id, text FROM reports JOIN revisions ON sha256 = revision").fetchall())
    with SqliteStore(path) as store:
        cited = [one for hit in store.search("soldiers") for one in hit.citations]
    assert cited
    assert all(texts[one.report][one.start : one.end] == one.text and "soldiers" in one.text for one in cited)
