"""The record's server: what is refused, and how each refusal says what to do."""

from __future__ import annotations

import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from onrecord.errors import NewerRecord, NotARecord, NotFound, RecordError
from onrecord.model.report import Given
from onrecord.store import connections, migrations, schema, server
from onrecord.store.documents import write_document
from onrecord.store.migrations import newest
from onrecord.store.postgres import PostgresStore
from onrecord.store.readable import VIEWS
from onrecord.store.reports import write_entry
from onrecord.store.sqlite import SqliteStore
from tests import places
from tests.places import Schemas, Server
from tests.store import made
from tests.store.test_verify import fill


@pytest.fixture
def address(schemas: Schemas) -> str:
    """Where a record may come to lie."""
    return schemas.address()


def test_a_record_is_there_when_opened_again(address: str) -> None:
    """What was added is there after closing and opening, and the record is called by its address."""
    entry = made.entry()
    with PostgresStore(address) as store:
        store.add(made.document(entry), entry)
    with PostgresStore(address, create=False) as store:
        assert (store.entries(), store.path, store.memory, store.readonly) == ((entry,), address, False, False)


def test_a_record_has_one_digest_wherever_it_lies(schemas: Schemas) -> None:
    """The same reports, relations and judgements have the same digest in a file and on a server."""
    with SqliteStore() as file, schemas.fresh() as on_server:
        fill(file)
        fill(on_server)
        assert file.digest() == on_server.digest()


def test_no_record_is_begun_unasked(address: str, server: Server) -> None:
    """Opening a record that is not there, only to look at it, is an error and makes nothing."""
    with pytest.raises(NotFound, match="onrecord add"):
        PostgresStore(address, create=False)
    assert not server.ask(f"SELECT 1 FROM pg_namespace WHERE nspname = '{address.partition('=')[2]}'")


def test_tables_of_another_program_are_left_alone(server: Server) -> None:
    """A schema with other tables is refused with a way out, also where one of them is called as ours."""
    for table in ("photos (id int)", "meta (key text, value text)", "meta (id int)"):
        server.ask(f"CREATE SCHEMA album; CREATE TABLE album.{table}")
        with pytest.raises(NotARecord, match=r"another program.*\?schema=talks"):
            PostgresStore(server.address("album"))
        server.ask("DROP SCHEMA album CASCADE")


def test_a_newer_record_is_not_touched(address: str) -> None:
    """A record with a schema that this Onrecord does not know is refused with the way out."""
    with PostgresStore(address) as store, connections.writing(store._engine) as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE key = 'onrecord_schema'")
    with pytest.raises(NewerRecord, match=r"schema 99.*newest Onrecord"):
        PostgresStore(address)


def test_a_missing_database_is_named(server: Server) -> None:
    """A database that the server does not have is an error that says how to make one."""
    with pytest.raises(NotFound, match=r"nowhere.*createdb"):
        PostgresStore(server.address(database="nowhere"))


def test_a_database_in_a_narrow_encoding_is_refused(server: Server) -> None:
    """A database that cannot hold every text is refused before anything is stored."""
    server.ask("CREATE DATABASE narrow ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
    with pytest.raises(RecordError, match=r"LATIN1.*--encoding=UTF8"):
        PostgresStore(server.address(database="narrow"))


def test_a_server_that_does_not_run_is_named_without_the_password() -> None:
    """Where nobody listens, the error names the address and not the password."""
    path = f"postgresql://desk:s3cr3t@127.0.0.1:{places.free_port()}/talks"
    with pytest.raises(RecordError, match="cannot be reached") as caught:
        PostgresStore(path)
    assert "s3cr3t" not in str(caught.value)


def test_what_answers_and_is_no_server_is_an_error() -> None:
    """A program that is not PostgreSQL and hangs up is a typed error, not a crash."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up() -> None:
            with suppress(OSError):  # the end of the test, in the middle of waiting for another
                while True:
                    listener.accept()[0].close()

        thread = threading.Thread(target=hang_up, daemon=True)
        thread.start()
        with pytest.raises(RecordError):
            PostgresStore(f"postgresql://desk@127.0.0.1:{listener.getsockname()[1]}/talks")


def test_encryption_that_is_not_offered_is_an_error(server: Server) -> None:
    """Where encryption is demanded and the server has none, nothing is sent in the open."""
    with pytest.raises(RecordError, match="no encrypted connection"):
        PostgresStore(server.address("plain") + "&sslmode=require")


@pytest.fixture(scope="module")
def encrypted() -> Iterator[Server]:
    """A server that offers encryption, with a certificate that nobody vouches for."""
    home, openssl = places.programs(), shutil.which("openssl")
    if home is None or openssl is None:
        pytest.skip("PostgreSQL's programs or openssl are not installed")
    own = Server(home, *places.QUICK)
    own.make_certificate(openssl)
    yield own
    own.remove()


@pytest.mark.parametrize(("mode", "hidden"), [("prefer", True), ("require", True), ("disable", False)])
def test_a_connection_is_encrypted_as_asked(encrypted: Server, mode: str, hidden: bool) -> None:
    """Encryption is used where the server has it, unless it is asked not to be."""
    ask = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    address = f"{encrypted.address('talks')}&sslmode={mode}"
    with PostgresStore(address) as store, connections.reading(store._engine) as connection:
        assert connection.exec_driver_sql(ask).scalar() is hidden


def test_a_server_must_prove_itself_where_asked(encrypted: Server) -> None:
    """A certificate that nobody vouches for is refused with ``verify-full``."""
    with pytest.raises(RecordError, match="could not prove who it is"):
        PostgresStore(f"{encrypted.address('talks')}&sslmode=verify-full")


def test_a_missing_driver_names_the_extra(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pg8000 the error says what to install."""
    monkeypatch.setitem(sys.modules, "pg8000", None)
    monkeypatch.setitem(sys.modules, "pg8000.dbapi", None)
    with pytest.raises(RecordError, match=r"onrecord\[postgres\]"):
        PostgresStore(address)


@pytest.fixture
def reader(server: Server, address: str) -> Iterator[str]:
    """The address of a record with one report for somebody who may only read it."""
    entry, name = made.entry(), address.partition("=")[2]
    with PostgresStore(address) as store:
        store.add(made.document(entry), entry)
    server.ask(f"CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA {name} TO guest")
    server.ask(f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO guest")
    yield server.address(name, user="guest")
    server.ask("DROP OWNED BY guest; DROP ROLE guest")


def test_who_may_only_read_can_read_search_and_prove(reader: str) -> None:
    """A user without the right to write reads, searches and verifies, and is told why nothing can be added."""
    entry, other = made.entry(), made.entry("r2")
    with PostgresStore(reader) as store:
        assert (store.entries(), store.verify().ok, len(store.search("talks"))) == ((entry,), True, 1)
        with pytest.raises(RecordError, match=r"cannot be written to.*right to write"):
            store.add(made.document(other), other)


def test_who_may_not_begin_a_record_is_told(server: Server, reader: str) -> None:
    """Where a user may make no tables, the error says whom to ask."""
    with pytest.raises(RecordError, match=r"may not do that.*right"):
        PostgresStore(server.address("theirs", user="guest"))


def test_a_locked_record_says_who_waits_for_whom(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that another program holds too long is a typed error that says what to do."""
    monkeypatch.setattr(server, "_SETTINGS", server._SETTINGS.replace("'30s'", "'50ms'"))
    entry = made.entry()
    with PostgresStore(address) as store, PostgresStore(address) as other:
        with connections.writing(other._engine), pytest.raises(RecordError, match="locked"):
            store.add(made.document(entry), entry)
        assert store.add(made.document(entry), entry) == "added"


def test_a_reader_sees_one_state(address: str) -> None:
    """What is committed while a question is being answered is not part of the answer."""
    entry = made.entry()
    with PostgresStore(address) as store, PostgresStore(address) as other:
        with connections.reading(store._engine) as connection:
            count = "SELECT count(*) FROM reports"
            before = connection.exec_driver_sql(count).scalar()
            other.add(made.document(entry), entry)
            assert connection.exec_driver_sql(count).scalar() == before == 0
        assert store.report_ids() == ("r1",)


def test_a_writer_sees_what_the_one_before_it_wrote(address: str) -> None:
    """A transaction that waited for its turn sees what was committed while it waited."""
    seen: list[str] = []
    entry = made.entry()
    with PostgresStore(address) as store, PostgresStore(address) as other:
        waiting = threading.Thread(target=lambda: seen.append(other.add(made.document(entry), entry)))
        with connections.writing(store._engine) as connection:
            waiting.start()
            while not connection.exec_driver_sql("SELECT 1 FROM pg_locks WHERE NOT granted").first():
                pass
            write_entry(connection, entry)
            write_document(connection, entry.id, made.document(entry))
        waiting.join()
        assert seen == ["unchanged"]


def test_a_server_that_stops_midway_leaves_nothing_half() -> None:
    """A connection that breaks off in the middle of adding is a typed error; the report is whole or not there."""
    home = places.programs()
    if home is None:
        pytest.skip("PostgreSQL's programs are not installed")
    own, entry, other = Server(home, *places.QUICK), made.entry(), made.entry("r2")
    try:
        with PostgresStore(own.address("talks")) as store:
            store.add(made.document(entry), entry)
            whole = store._index
            store._index = lambda *_: own.stop()  # type: ignore[method-assign]
            with pytest.raises(RecordError, match=r"cannot be reached|closed the connection"):
                store.add(made.document(other), other)
            with pytest.raises(RecordError, match="cannot be reached"):
                store.report_ids()
            own.start()
            store._index = whole  # type: ignore[method-assign]
            assert store.entries() == (entry,)
            assert store.add(made.document(other), other) == "added"
            assert store.verify().ok
    finally:
        own.remove()


@pytest.fixture
def stepping(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A way to give Onrecord a further step after those it has."""

    def add(step: Callable[[Connection], None]) -> None:
        monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, newest() + 1: step})
        monkeypatch.setattr(server, "STEPS", migrations.STEPS)

    return add


def test_an_older_record_takes_the_later_steps(address: str, stepping: Callable[..., None]) -> None:
    """A record on a server is brought to the newest schema by the same steps as a file, keeping what it holds."""
    with PostgresStore(address) as store:
        fill(store)
        before = store.digest()
    stepping(lambda connection: connection.exec_driver_sql("CREATE TABLE later (id INTEGER PRIMARY KEY)"))
    with PostgresStore(address) as store:
        assert store.digest() == before
        assert store.verify().ok
        with connections.reading(store._engine) as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM later").scalar() == 0


def test_a_step_that_fails_leaves_the_record_as_it_was(address: str, stepping: Callable[..., None]) -> None:
    """If a later step fails, the record opens as before with the Onrecord that it was made by."""
    PostgresStore(address).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "STEPS", {**migrations.STEPS, newest() + 1: lambda one: one.exec_driver_sql("oops")})
        patch.setattr(server, "STEPS", migrations.STEPS)
        with pytest.raises(RecordError, match="syntax error"):
            PostgresStore(address)
    with PostgresStore(address) as store:
        assert store.verify().ok


def test_every_view_has_the_same_rows_as_in_a_file(schemas: Schemas) -> None:
    """Who opens the database with another program reads the same as who opens a file."""
    with SqliteStore() as file, schemas.fresh() as on_server:
        for store in (file, on_server):
            fill(store)
            for id, more in (("c", "They met at noon.\n"), ("d", "They met at one.\n")):
                entry = made.entry(id, made.TEXT + more, url="https://osmara.example/talks")
                store.add(made.document(entry, Given(url=entry.report.url)), entry)
        for name in VIEWS:
            rows = []
            for store in (file, on_server):
                with connections.reading(store._engine) as connection:
                    found = connection.exec_driver_sql(f"SELECT * FROM {name}")
                    rows.append((list(found.keys()), sorted(map(repr, found))))
            assert rows[0][1], name
            assert rows[1] == rows[0], name


def test_every_table_is_there(address: str) -> None:
    """A new record has every table of the schema, also one that was added to it later."""
    with PostgresStore(address) as store, connections.reading(store._engine) as connection:
        named = f"SELECT tablename FROM pg_tables WHERE schemaname = '{address.partition('=')[2]}'"
        assert set(connection.exec_driver_sql(named).scalars()) >= set(schema.metadata.tables)


def test_an_older_record_gets_what_judgements_need(address: str) -> None:
    """A record of before judgements kept their words has ids for those that it has, and still refuses to change one."""
    with PostgresStore(address) as store:
        store.judge(made.judgement())
        kept = store.judgements()
        with connections.writing(store._engine) as connection:
            for name in VIEWS:
                connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name} CASCADE")
            for column in ("judgements.value", "judgements.anchor", "judgements.id", "origins.id"):
                table, _, name = column.partition(".")
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
            connection.exec_driver_sql("DROP TABLE judgement_outcomes")
            for index in schema.BY_ID:
                connection.exec_driver_sql(f"DROP INDEX IF EXISTS {index.name}")
            migrations._judgements(connection)
        assert store.judgements() == kept
        assert store.verify().ok
        with pytest.raises(DatabaseError, match="only ever added"), connections.writing(store._engine) as connection:
            connection.exec_driver_sql("UPDATE judgements SET id = 'j-0'")
