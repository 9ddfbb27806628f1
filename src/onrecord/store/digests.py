"""The digest of a record: one hash over everything on it, whatever the order it came in and whatever keeps it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from onrecord.store import dossiers, judgements, schema
from onrecord.store.revisions import orders
from onrecord.store.seals import seal
from onrecord.store.state import read_state, sealed_reports, settings


def digest(connection: Connection) -> str:
    """The digest of what a connection sees; see ``Store.digest``."""
    given = select(schema.sources.c.report, schema.sources.c.given)
    facts = sorted(tuple(row) for row in connection.execute(given))
    decided = sorted(seal(judgement) for judgement in judgements.read_judgements(connection))
    made = settings(connection)
    parts = (sealed_reports(connection), facts, decided, read_state(connection).relations_seal)
    cases = dossiers.decided(connection)
    chains = orders(connection)
    extra = (
        [made] if made else [],
        [("dossiers", cases)] if cases else [],
        [["revisions", *chains]] if chains else [],
    )
    return seal(*parts, *(part for some in extra for part in some))
