"""The record's server: how PostgreSQL is connected to, set so that nothing is lost, and a record begun in it."""

from __future__ import annotations

import ssl
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from onrecord.errors import NewerRecord, NotARecord, NotFound, RecordError
from onrecord.store import schema, server_index, server_views
from onrecord.store.addresses import Address
from onrecord.store.connections import reading, writes, writing
from onrecord.store.faults import PATIENCE_S
from onrecord.store.migrations import APPLICATION_ID, STEPS, newest
from onrecord.store.server_faults import faults

#: Key of the schema version in the table ``meta``; a table of this name without it belongs to another program.
VERSION_KEY = "onrecord_schema"

#: The first version that there was on PostgreSQL. Steps to later ones are those of ``migrations.STEPS``.
FIRST_VERSION = 4

#: How long a program that hangs in the middle of a transaction keeps others waiting, in minutes.
_HANGING_MIN = 10

#: How long the server is waited for when connecting, in seconds.
_CONNECT_S = 15

#: Set on every connection. A transaction sees one state of the record; one that writes asks for the newest after it
#: has its turn. What is acknowledged has been synced to the server's disk, whatever the server's own default is.
_SETTINGS = f"""
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ;
SET lock_timeout = '{PATIENCE_S}s';
SET idle_in_transaction_session_timeout = '{_HANGING_MIN}min';
SET synchronous_commit = on;
SET client_min_messages = warning"""

#: A transaction that writes: one at a time for each record. The lock is taken before anything is read, and each
#: statement after it sees what the one before it in turn has committed, as with SQLite's BEGIN IMMEDIATE.
_TURN = f"""
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext(coalesce(current_schema(), '')))"""

#: Tables, views and sequences of a schema that belong to no extension.
_TABLES = text(
    "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) "
    "AND relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS ("
    "  SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')"
)
_COLUMNS = text(
    "SELECT attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
    "WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) AND relname = 'meta' AND attnum > 0"
)
_MAY_WRITE = text(
    "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' "
    "AND has_table_privilege('reports', 'INSERT')"
)

_BEGIN = "Begin one with 'onrecord add SOURCE…'"


def open_engine(address: Address, *, create: bool = True) -> tuple[Engine, bool]:
    """Connect to a server, begin a record in its database if there is none, bring it to the newest schema if it is old.

    Args:
        address: the server, the database and who asks.
        create: begin a new record if there is none.

    Returns:
        The engine, and whether the record can only be read.

    Raises:
        NotFound: there is no record and ``create`` is false.
        NotARecord: the database holds something else.
        NewerRecord: the record was written by a newer Onrecord.
        RecordError: the driver is missing, or the database keeps texts in an encoding that cannot hold all of them.
    """
    engine = _engine(address)
    try:
        return engine, _bring_up(engine, address, create)
    except BaseException:
        engine.dispose()
        raise


def about(path: str) -> tuple[str, bool]:
    """What server an address leads to, in words, and whether a record was begun in the database.

    Raises:
        RecordError: it cannot be reached or used; see ``open_engine``.
    """
    address = Address.of(path)
    with faults(str(address)):
        engine = _engine(address)
        try:
            with reading(engine) as connection:
                _require_unicode(connection, str(address))
                version = connection.execute(text("SELECT current_setting('server_version')")).scalar_one()
                return f"PostgreSQL {version}", version_of(connection, str(address)) > 0
        finally:
            engine.dispose()


def _engine(address: Address) -> Engine:
    def connect() -> Any:
        connection = _connected(address)
        cursor = connection.cursor()
        cursor.execute(_SETTINGS)
        if address.schema:
            cursor.execute(f'SET search_path = "{address.schema}"')
        connection.commit()
        return connection

    _driver(address)
    engine = create_engine("postgresql+pg8000://", creator=connect, pool_pre_ping=True)
    event.listen(engine, "begin", _begin)
    return engine


def _driver(address: Address) -> Any:
    """The driver, which is not installed unless asked for.

    Raises:
        RecordError: it is not installed.
    """
    try:
        import pg8000.dbapi
    except ImportError as error:
        raise RecordError(
            "a record on a PostgreSQL server needs the driver pg8000, which is not installed",
            where=str(address),
            hint="Install it: pip install 'onrecord[postgres]'",
        ) from error
    return pg8000.dbapi


def _connected(address: Address) -> Any:
    connection = _driver(address).connect(
        user=address.user,
        password=address.password or "",  # the driver stumbles over none where the server asks for one
        host=address.host,
        port=address.port,
        database=address.database,
        ssl_context=_encryption(address.sslmode),
        timeout=_CONNECT_S,
        application_name="onrecord",
    )
    # The time-out was for connecting; an answer may take longer than that, and locks have a time-out of their own.
    connection._usock.settimeout(None)
    return connection


def _encryption(sslmode: str) -> ssl.SSLContext | bool | None:
    """How a connection is encrypted, as the driver wants it: ``None`` if the server can, ``False`` not at all.

    Only ``verify-full`` proves who the server is, as with libpq.
    """
    if sslmode in ("disable", "prefer"):
        return False if sslmode == "disable" else None
    context = ssl.create_default_context()
    if sslmode == "require":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _begin(connection: Connection) -> None:
    if writes(connection):
        connection.exec_driver_sql(_TURN)


def _bring_up(engine: Engine, address: Address, create: bool) -> bool:
    """Begin or migrate the record; whether it can only be read."""
    where = str(address)
    with reading(engine) as connection:
        _require_unicode(connection, where)
        version = version_of(connection, where)
        if version == newest():
            return not connection.execute(_MAY_WRITE).scalar_one()
    if not version and not create:
        raise NotFound("there is no record in this database", where=where, hint=_BEGIN)
    with writing(engine) as connection:
        if address.schema and not connection.execute(text("SELECT current_schema()")).scalar():
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{address.schema}"')
        migrate(connection, where)
    return False


def _require_unicode(connection: Connection, where: str) -> None:
    encoding = connection.execute(text("SELECT current_setting('server_encoding')")).scalar_one()
    if encoding != "UTF8":
        raise RecordError(
            f"the database keeps texts as {encoding}, which cannot hold every report",
            where=where,
            hint="Make one with createdb --encoding=UTF8 --template=template0",
        )


def version_of(connection: Connection, where: str) -> int:
    """The schema version of the record in a database, 0 for a database without a table.

    Raises:
        NotARecord: the tables belong to another program.
        NewerRecord: it was written by a newer Onrecord.
    """
    tables = set(connection.execute(_TABLES).scalars())
    kept = schema.meta.c
    version = None
    if {"key", "value"} <= set(connection.execute(_COLUMNS).scalars()):
        version = connection.execute(schema.meta.select().where(kept.key == VERSION_KEY)).first()
    if version is None or not str(version.value).isdecimal():
        if tables:
            raise NotARecord(
                "the database has tables of another program",
                where=where,
                hint="Name an empty database, or keep the record in a schema of its own: add ?schema=talks",
            )
        return 0
    if int(version.value) > newest():
        raise NewerRecord(
            f"the record has schema {version.value}, and this Onrecord knows schemas up to {newest()}",
            where=where,
            hint="Install the newest Onrecord to open it",
        )
    return int(version.value)


def migrate(connection: Connection, where: str) -> None:
    """Bring the record to the newest version, inside the transaction that the caller holds.

    Looks at the version again first: another process may have done it while this one waited for its turn.
    """
    version = version_of(connection, where)
    if version == newest():
        return
    if version == 0:
        schema.metadata.create_all(connection)
        server_index.create(connection)
        server_views.create_guard(connection)
    for number in range(version + 1, newest() + 1) if version else ():
        STEPS[number](connection)
    server_views.create_views(connection)
    connection.execute(schema.meta.delete().where(schema.meta.c.key == VERSION_KEY))
    connection.execute(schema.meta.insert(), {"key": VERSION_KEY, "value": str(newest())})
