"""Damage on a server is seen: whatever cell of what is on record changes, verification reports it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from onrecord.errors import Damaged
from onrecord.store import schema, server_index, shown_tables
from onrecord.store.postgres import PostgresStore
from tests.places import Schemas
from tests.store import made
from tests.store.test_verify import fill

pg8000 = pytest.importorskip("pg8000.dbapi", reason="needs the driver pg8000")

#: What is at hand is computed anew when it lacks, and how feeds are polled is no evidence: nothing is proved by them.
TABLES = (
    *(
        one
        for one in schema.metadata.sorted_tables
        if one not in (*schema.KEPT_AT_HAND, *shown_tables.TABLES, schema.feeds, schema.feed_items)
    ),
    *server_index.metadata.sorted_tables,
)
#: The numbers of rows that the server gives say nothing of what is on record.
_FREE = {("citations", "id")}
#: As many as take some ten seconds.
FLIPS = 80

Ask = Callable[..., Sequence[Any]]


@pytest.fixture
def store(schemas: Schemas) -> Iterator[PostgresStore]:
    """A record with two reports, everything that can hold between them, and judgements."""
    with schemas.fresh() as store:
        fill(store)
        yield store


@pytest.fixture
def hurt(store: PostgresStore, schemas: Schemas) -> Iterator[Ask]:
    """A way to change the record behind its back, past keys and guards."""
    server = schemas.server
    connection = pg8000.connect(server.user, host="127.0.0.1", port=server.port, database="postgres")
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f"SET session_replication_role = replica; SET search_path = {store.path.partition('schema=')[2]}")

    def ask(statement: str, *values: Any) -> Sequence[Any]:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []

    yield ask
    connection.close()


def flipped(value: Any, rng: random.Random) -> Any:
    """The value with one bit of it changed."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value ^ 1
    if isinstance(value, float):
        return value + 1
    if not value:
        return "x"
    at = rng.randrange(len(value))
    if isinstance(value, bytes):
        return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
    return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]


def flip(ask: Ask, table: str, column: str, rng: random.Random) -> Callable[[], object] | None:
    """Change one cell; gives what puts it back, or ``None`` if the database refused."""
    row, old = rng.choice(ask(f'SELECT ctid::text, "{column}" FROM {table} ORDER BY ctid'))
    if old is None:
        return None
    kind = "bytea" if isinstance(old, bytes) else "text"
    kind = kind if isinstance(old, bytes | str) else type(old).__name__.replace("float", "float8")
    change = f'UPDATE {table} SET "{column}" = CAST(%s AS {kind}) WHERE ctid = CAST(%s AS tid) RETURNING ctid::text'
    try:
        ((moved,),) = ask(change, flipped(old, rng), row)
    except pg8000.DatabaseError:  # the key of another row
        return None
    return lambda: ask(change, old, moved)


def test_one_changed_cell_anywhere_is_reported(store: PostgresStore, hurt: Ask) -> None:
    """Of 80 single changes at drawn places in every table, text, span, hash, fact and index, each one is reported."""
    rng = random.Random(20250303)
    places = [(table.name, column.name) for table in TABLES for column in table.c]
    tried, missed = 0, []
    while tried < FLIPS:
        place = rng.choice([place for place in places if place not in _FREE])
        back = flip(hurt, *place, rng)
        if back:
            tried += 1
            missed += [] if not store.verify().ok else [place]
            back()
    assert store.verify().ok
    assert not missed, missed


def test_a_row_taken_out_is_reported(store: PostgresStore, hurt: Ask) -> None:
    """A row that is missing from any table is damage; of judgements, one that others came after."""
    for name in (table.name for table in TABLES):
        hurt(f"CREATE TEMP TABLE saved AS SELECT * FROM {name} WHERE ctid = (SELECT min(ctid) FROM {name})")
        hurt(f"DELETE FROM {name} WHERE ctid = (SELECT min(ctid) FROM {name})")
        assert not store.verify().ok, name
        hurt(f"INSERT INTO {name} SELECT * FROM saved; DROP TABLE saved")


def test_an_index_that_lost_a_word_is_reported(store: PostgresStore, hurt: Ask) -> None:
    """A full-text index that does not hold the texts would answer wrongly, and the report is named."""
    hurt("DELETE FROM index_words WHERE word = 'valley' AND report = 1")
    (damage,) = store.verify().damages
    assert (damage.report, damage.where) == ("a", "index_words")


def test_damaged_words_are_not_given_out(store: PostgresStore, hurt: Ask) -> None:
    """A report whose text was changed is an error when asked for, not a wrong citation."""
    hurt("UPDATE revisions SET text = replace(text, 'valley', 'galley') WHERE text NOT LIKE '%%More.%%'")
    with pytest.raises(Damaged):
        store.entry("a")


def test_words_that_no_server_can_keep_are_proved_too(store: PostgresStore, hurt: Ask) -> None:
    """A text that lies there escaped verifies, and a change of its escape is damage."""
    entry = made.entry("nul", "One \0 sign.\n")
    store.add(made.document(entry), entry)
    assert store.verify().ok
    hurt("UPDATE revisions SET text = replace(text, '0000', '0001') WHERE sha256 = %s", entry.report.sha256)
    assert not store.verify().ok
