"""The versions of a record's schema, and how a record comes from one to the next.

Steps are numbered, explicit and only go forward. Each runs in one transaction with the new number, so a step that
is cut off leaves the record as it was; before the first step of an older record a copy is kept beside its file.

Records on a server begin at version 4 and take the later steps from here as well (``server.migrate``): from 5 on a step
is SQL that SQLite and PostgreSQL both take, or asks ``connection.dialect.name``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, select, update

from onrecord.errors import NewerRecord, NotARecord
from onrecord.store import copying, dossiers, judgements, readable, schema, shown_tables
from onrecord.store.revisions import note_address

#: "OnRe", at byte 68 of the file: says that a SQLite file is a record of Onrecord.
APPLICATION_ID = 0x4F6E5265

Step = Callable[[Connection], None]


def _begin(connection: Connection) -> None:
    """Version 1: reports with their sources and readings, what holds between them, judgements."""
    schema.metadata.create_all(connection)
    readable.create_views(connection)
    readable.create_index(connection)
    readable.create_guard(connection)


def _identities(connection: Connection) -> None:
    """Version 2: who is who across reports; how surely an attribution says that something was said, and that not."""
    tables = [schema.identities, schema.identity_members, schema.identity_spellings]
    schema.metadata.create_all(connection, tables=tables)
    connection.exec_driver_sql("ALTER TABLE attributions ADD COLUMN certainty TEXT")
    connection.exec_driver_sql("ALTER TABLE attributions ADD COLUMN negated BOOLEAN DEFAULT '0' NOT NULL")


def _ledger(connection: Connection) -> None:
    """Version 3: what the ledger of a matter needs: who speaks for a party, what became of what was due, and so on."""
    schema.metadata.create_all(connection, tables=[schema.open_points])
    for table, column in (
        ("quantities", "mod TEXT"),
        ("attributions", "time INTEGER"),
        ("events", "place_certainty TEXT"),
        ("positions", "speaker TEXT"),
        ("positions", "capacity TEXT"),
        ("positions", "told_by TEXT"),
        ("positions", "about TEXT DEFAULT '[]' NOT NULL"),
        ("deadlines", "kind TEXT DEFAULT 'deadline' NOT NULL"),
        ("deadlines", "state TEXT DEFAULT 'open' NOT NULL"),
        ("deadlines", "from_earliest TEXT"),
        ("deadlines", "from_latest TEXT"),
        ("deadlines", "day TEXT"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")


def _parses(connection: Connection) -> None:
    """Version 4: the parse of each sentence, which the checks between reports line statements up with."""
    connection.exec_driver_sql("ALTER TABLE sentences ADD COLUMN parse TEXT DEFAULT '' NOT NULL")


def _stories(connection: Connection) -> None:
    """What version 5 has of stories: why each report is in its story, and what headlines and leads mean."""
    schema.metadata.create_all(connection, tables=[schema.vectors])
    for column in (
        "how TEXT DEFAULT '' NOT NULL",
        "near TEXT REFERENCES reports (id)",
        "words TEXT DEFAULT '[]' NOT NULL",
        "fresh TEXT DEFAULT '[]' NOT NULL",
    ):
        connection.exec_driver_sql(f"ALTER TABLE story_reports ADD COLUMN {column}")


def _dossiers(connection: Connection) -> None:
    """What version 5 has of dossiers: the dossiers, what was noticed in them, and who was told."""
    schema.metadata.create_all(connection, tables=list(dossiers.TABLES))


def _revisions_and_feeds(connection: Connection) -> None:
    """What version 5 has of addresses and feeds: those that revisions are told by, with when their words stood
    there; feeds and their items.
    """
    schema.metadata.create_all(connection, tables=[schema.addresses, schema.feeds, schema.feed_items])
    for report in connection.execute(select(schema.reports.c.id)).scalars().all():
        note_address(connection, report)


def _many_reports(connection: Connection) -> None:
    """Version 5: stories that say why, dossiers, revisions and feeds."""
    _stories(connection)
    _dossiers(connection)
    _revisions_and_feeds(connection)


def _pairs(connection: Connection) -> None:
    """Version 6: what is kept so that no pair of reports is compared twice."""
    tables = [schema.reuse_reports, schema.reuse_segments, schema.reuse_pairs, schema.judged_pairs]
    schema.metadata.create_all(connection, tables=tables)


def _screens(connection: Connection) -> None:
    """What version 7 has of screens: what each shows, item by item, so that it need not be put together when asked."""
    schema.metadata.create_all(connection, tables=list(shown_tables.TABLES))


def _judgements(connection: Connection) -> None:
    """What version 7 has of judgements: what they are applied by, what they came to, and ids to look targets up by."""
    for table, column in (
        ("judgements", "value TEXT DEFAULT '' NOT NULL"),
        ("judgements", "anchor TEXT DEFAULT '' NOT NULL"),
        ("judgements", "id TEXT DEFAULT '' NOT NULL"),
        ("origins", "id TEXT DEFAULT '' NOT NULL"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    schema.metadata.create_all(connection, tables=[schema.judgement_outcomes])
    for index in schema.BY_ID:
        index.create(connection, checkfirst=True)  # the tables of identities were made with theirs by an earlier step
    _name_judgements(connection)


def _name_judgements(connection: Connection) -> None:
    """Write the id of each judgement beside it, past the guard that keeps judgements from being changed."""
    names = judgements.names(connection)
    server = connection.dialect.name != "sqlite"
    guard = "ALTER TABLE judgements DISABLE TRIGGER judgements_keep"
    aside = guard if server else "DROP TRIGGER judgements_keep_update"
    connection.exec_driver_sql(aside)
    kept = schema.judgements
    for number, name in names.items():
        connection.execute(update(kept).where(kept.c.number == number).values(id=name))
    if server:
        connection.exec_driver_sql("ALTER TABLE judgements ENABLE TRIGGER judgements_keep")
    else:
        readable.create_guard(connection, "update")


def _the_page(connection: Connection) -> None:
    """Version 7: judgements on whatever the record shows, and what the screens of the page show."""
    _judgements(connection)
    _screens(connection)


def _searched(connection: Connection) -> None:
    """Version 8: words are found whole whatever characters they hide."""
    if connection.dialect.name == "sqlite":
        readable.renew_index(connection)
    else:
        from onrecord.store import server_index

        server_index.renew(connection)


#: The step to each version. A new record takes the first step only, which makes the newest tables; a test keeps
#: that equal to what an old record becomes by the later steps.
STEPS: Mapping[int, Step] = {
    1: _begin, 2: _identities, 3: _ledger, 4: _parses, 5: _many_reports, 6: _pairs, 7: _the_page, 8: _searched,
}  # fmt: skip


def newest() -> int:
    """The version that this Onrecord writes."""
    return max(STEPS)


def version_of(connection: Connection, where: str) -> int:
    """The schema version of an open file, 0 for an empty one.

    Raises:
        NotARecord: it belongs to another program.
        NewerRecord: it was written by a newer Onrecord.
    """
    application, version = (_pragma(connection, name) for name in ("application_id", "user_version"))
    if application != APPLICATION_ID:
        if application or version or connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first():
            raise NotARecord(
                "the file is a database of another program", where=where, hint="Name another file for the record"
            )
        return 0
    if version > newest():
        raise NewerRecord(
            f"the record has schema {version}, and this Onrecord knows schemas up to {newest()}",
            where=where,
            hint="Install the newest Onrecord to open it",
        )
    return version


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def migrate(connection: Connection, where: str) -> None:
    """Bring an open file to the newest version, inside the transaction that the caller holds.

    Looks at the version again first: another process may have done it while this one waited for its turn.
    """
    version = version_of(connection, where)
    if version == newest():
        return
    if version == 0:
        STEPS[1](connection)
    else:
        for number in range(version + 1, newest() + 1):
            STEPS[number](connection)
        readable.create_views(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {newest()}")


def keep_copy(path: Path, version: int) -> Path:
    """Copy a record beside itself before it is migrated, synced and under its name only when it is whole.

    The caller holds the write lock, so that the copy is what is migrated.

    Returns:
        The copy, ``NAME-v1`` for schema version 1; an earlier copy is never written over, then it is ``NAME-v1-2``.
    """

    def made(name: Path) -> None:
        with copying.made_beside(name) as part, copying.opened(path) as old:
            copying.copy_database(old, part)

    return copying.aside(path, f"-v{version}", made)
