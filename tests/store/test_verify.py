"""Damage is seen: whatever byte of what is on record changes, verification reports it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import Damaged, UnreadableSource
from onrecord.model.judgement import Outcome
from onrecord.model.report import Document, Given
from onrecord.store import connections, schema, shown_tables
from onrecord.store.protocol import Store
from onrecord.store.sqlite import SqliteStore
from onrecord.store.tables import TableStore
from tests.places import Place
from tests.store import made

#: Columns that say nothing of what is on record: row numbers that SQLite gives, and the full-text index, which is
#: checked as a whole.
_FREE = {("citations", "id")}
#: Which feeds are polled and how that went is no evidence, and what is at hand is computed anew where it lacks.
_STATE = {"feeds", "feed_items", *(one.name for one in (*schema.KEPT_AT_HAND, *shown_tables.TABLES))}
#: As many as take some ten seconds; 1,000 were tried by hand and all reported. A change that
#: the database refuses does not count.
FLIPS = 150


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with two reports, everything that can hold between them, and judgements."""
    path = tmp_path / "talks.onrecord"
    with SqliteStore(path) as store:
        fill(store)
    return path


def fill(store: Store) -> None:
    """Put two reports, everything that can hold between them, and judgements into a record."""
    given = Given(outlet="Osmara Post", byline=("Ada Lorn",))
    a, b = made.entry("a", title="Talks to resume", byline=("Ada Lorn",)), made.entry("b", text=made.TEXT + "More.\n")
    store.add(made.document(a, given), a)
    store.add(made.document(b), b)
    store.judge(made.judgement())
    store.judge(made.judgement("q-1", value="altered", anchor='{"kind": "quotation"}'))
    relations = replace(made.relations(a, b), outcomes=(Outcome("j-1", "s-1", "its reports are in two stories"),))
    store.set_relations(relations, store.current_basis())
    store.add_dossier(made.dossier(), [made.alert("a-0", start=True)])
    store.notice("valley", [made.alert()])
    store.tell("valley", ["a-1"], "reader", "2025-03-04T11:00:00+00:00")
    assert store.verify().ok


@pytest.fixture
def store(place: Place) -> Iterator[TableStore]:
    """The same in a record wherever records lie."""
    with place.fresh() as store:
        fill(store)
        yield store


@pytest.fixture
def hurt(path: Path) -> Iterator[sqlite3.Connection]:
    """A way to change the record behind its back."""
    connection = sqlite3.connect(path, isolation_level=None)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    yield connection
    connection.close()


def columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every column that says something of what is on record."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'report_texts_fts%'"
    ).fetchall()
    found = [(table, row[1]) for (table,) in tables for row in connection.execute(f"PRAGMA table_info({table})")]
    return [pair for pair in found if pair not in _FREE and pair[0] not in _STATE]


def flipped(value: Any, rng: random.Random) -> Any:
    """The value with one bit of it changed."""
    if value is None:
        return "x"
    if isinstance(value, int):
        return value ^ 1
    if isinstance(value, float):
        return value + 1
    raw = bytearray(value if isinstance(value, bytes) else value.encode())
    if not raw:
        return "x"
    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(7)
    return bytes(raw)


def cells(connection: sqlite3.Connection, table: str, column: str) -> list[tuple[int, Any]]:
    """Row number and value of each cell of a column."""
    return connection.execute(f'SELECT rowid, "{column}" FROM {table} ORDER BY rowid').fetchall()


def flip(connection: sqlite3.Connection, table: str, column: str, rng: random.Random) -> bool:
    """Change one cell; whether anything is now different."""
    before = cells(connection, table, column)
    rowid, old = rng.choice(before)
    new = "CAST(? AS TEXT)" if isinstance(old, str) else "?"
    try:
        connection.execute(f'UPDATE {table} SET "{column}" = {new} WHERE rowid = ?', (flipped(old, rng), rowid))
        return cells(connection, table, column) != before
    except sqlite3.IntegrityError:
        return False
    except sqlite3.OperationalError:  # the new value is no UTF-8, so it is another
        return True


def test_one_changed_bit_anywhere_is_reported(path: Path, hurt: sqlite3.Connection) -> None:
    """Of 150 single changes at drawn places in every table, text, span, hash and fact, each one is reported."""
    rng = random.Random(20250303)
    places, missed, tried = columns(hurt), [], 0
    whole = sqlite3.connect(":memory:")
    hurt.backup(whole)
    with SqliteStore(path) as store:
        while tried < FLIPS:
            place = rng.choice(places)
            if flip(hurt, *place, rng):
                tried += 1
                missed += [place] if store.verify().ok else []
                whole.backup(hurt)
        assert store.verify().ok
    assert not missed, missed


def test_a_changed_text_names_report_what_and_where(path: Path, hurt: sqlite3.Connection) -> None:
    """A changed word in a text is reported for the text and for each citation that holds it."""
    hurt.execute("UPDATE revisions SET text = replace(text, 'valley', 'galley') WHERE text LIKE '%More.%'")
    with SqliteStore(path) as store:
        damages = store.verify().damages
    assert str(damages[0]) == "report b, revisions: the text does not match its hash"
    assert any("attribution 1, content" in damage.where and damage.report == "b" for damage in damages)


def test_a_changed_citation_names_its_range(path: Path, hurt: sqlite3.Connection) -> None:
    """A citation whose words were changed is named with its owner and range."""
    hurt.execute("UPDATE citations SET text = 'Bruk' WHERE report = 'a' AND role = 'mention' AND position = 1")
    with SqliteStore(path) as store:
        damages = store.verify().damages
    assert any("actor 0, mention" in damage.where and "do not match their hash" in damage.what for damage in damages)


def test_damaged_words_are_not_given_out(path: Path, hurt: sqlite3.Connection) -> None:
    """A report whose text or spans were changed is an error when asked for, not a wrong citation."""
    hurt.execute("UPDATE revisions SET text = replace(text, 'valley', 'galley') WHERE text NOT LIKE '%More.%'")
    hurt.execute("UPDATE citations SET start = start + 1 WHERE report = 'b' AND role = 'cue'")
    hurt.execute("UPDATE citations SET start = start - 1 WHERE owner_kind = 'finding'")
    with SqliteStore(path) as store:
        for ask in (lambda: store.entry("a"), lambda: store.document("a"), lambda: store.entry("b"), store.relations):
            with pytest.raises(Damaged):
                ask()


def test_a_row_taken_out_is_reported(path: Path, hurt: sqlite3.Connection) -> None:
    """A row that is missing from any table is damage; of judgements, one that others came after."""
    whole = sqlite3.connect(":memory:")
    hurt.backup(whole)
    with SqliteStore(path) as store:
        for table in sorted({table for table, _ in columns(hurt)}):
            hurt.execute(f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")
            assert not store.verify().ok, table
            whole.backup(hurt)


def test_an_index_that_lost_a_report_is_reported(path: Path, hurt: sqlite3.Connection) -> None:
    """A full-text index that does not hold the texts would answer wrongly, and is reported."""
    hurt.execute("INSERT INTO report_texts_fts (report_texts_fts) VALUES ('delete-all')")
    with SqliteStore(path) as store:
        (damage,) = store.verify().damages
    assert damage.where == "report_texts_fts"


def test_what_was_checked_is_counted(store: TableStore) -> None:
    """A verification says how many of each it proved."""
    with connections.reading(store._engine) as connection:
        citations = connection.exec_driver_sql("SELECT count(*) FROM citations").scalar()
    checked = store.verify().checked
    assert checked == {"revisions": 2, "sources": 2, "citations": citations, "reports": 2, "judgements": 2}


def test_deep_verification_reads_the_bytes_again(store: TableStore) -> None:
    """With a reader of bytes, each source is read again and must give the same text."""
    found = store.verify(lambda document: document.raw.decode())
    assert found.ok
    assert found.checked["texts read again"] == 2


def test_deep_verification_reports_another_text(store: TableStore) -> None:
    """Bytes that give another text, or none, are damage that says where the texts part."""

    def reread(document: Document) -> str:
        if "More" in document.text:
            raise UnreadableSource("not text")
        return document.text.replace("valley", "galley")

    a, b = (damage.what for damage in store.verify(reread).damages)
    assert "from code point" in a
    assert "'valley" in a
    assert "cannot be read again (not text)" in b


def test_a_report_without_its_id_is_reported(path: Path) -> None:
    """A report whose id is gone, as only damage can make it, is named as damage, and the rest is proved still."""
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'id TEXT NOT NULL', 'id TEXT')")
    connection.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE reports SET id = NULL WHERE id = 'b'")
    connection.close()
    with SqliteStore(path) as store:
        found = store.verify()
    assert "record, reports: a report has lost its id" in [str(one) for one in found.damages]
    assert found.checked["reports"] == 1
