"""What PostgreSQL adds to the tables: the same views for people as in a file, and the guard of judgements."""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.store.hidden import searched_sql
from onrecord.store.readable import VIEWS

#: What SQLite says in the views, and how PostgreSQL says it.
_SAID = (
    ("group_concat(text, ' … ')", "string_agg(text, ' … ')"),
    ("ORDER BY position))", "ORDER BY position) AS cited)"),
    ("group_concat(words || ' ' || count, ', ')", "string_agg(words || ' ' || count, ', ')"),
    ("ORDER BY number)) AS spellings", "ORDER BY number) AS spelt) AS spellings"),
    ("group_concat(DISTINCT origins.agency)", "string_agg(DISTINCT origins.agency, ',')"),
    ("julianday(at)", "CAST(at AS timestamptz)"),
    (searched_sql("revisions.text"), "revisions.text"),  # the index of a server does not read the view
)

_GUARD = """
CREATE FUNCTION judgements_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'judgements are only ever added to' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER judgements_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON judgements
EXECUTE FUNCTION judgements_keep()"""


def create_views(connection: Connection) -> None:
    """Make the views, in place of those of an older schema."""
    for name in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name} CASCADE")
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {_in_postgres(query)}")


def _in_postgres(query: str) -> str:
    for said, instead in _SAID:
        query = query.replace(said, instead)
    return query


def create_guard(connection: Connection) -> None:
    """Make judgements append-only: any change or removal of one is refused by the database itself."""
    connection.exec_driver_sql(_GUARD)
