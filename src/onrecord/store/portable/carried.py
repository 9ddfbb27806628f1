"""Which tables and columns an export of a record carries, and which it leaves out since they are computed anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Table

from onrecord.store import dossiers, relations, schema, shapes, shown_tables

#: Tables of what was taken in and read in one report, with their rows numbered in text order.
IN_REPORT: tuple[Table, ...] = (schema.blocks, *(shape.table for shape in shapes.READ.values()))

#: Tables with one row for each report, in the order written.
OF_REPORT: tuple[Table, ...] = (schema.reports, schema.sources, schema.addresses, schema.readings)

#: Tables of what holds between reports, each before its members.
BETWEEN: tuple[Table, ...] = tuple(reversed(relations.TABLES))

#: Tables of what people decided, their own cases, and the feeds that are polled.
OWN: tuple[Table, ...] = (schema.judgements, *dossiers.TABLES, schema.feeds, schema.feed_items)

#: Every table that is carried.
CARRIED: Mapping[str, Table] = {
    table.name: table
    for table in (schema.revisions, *OF_REPORT, *IN_REPORT, schema.citations, *BETWEEN, *OWN, schema.meta)
}

#: Tables that are computed anew where they lack, and prove nothing.
LEFT_OUT: tuple[Table, ...] = (*schema.KEPT_AT_HAND, *shown_tables.TABLES)

#: What of ``meta`` is carried; the rest says how this database keeps the record.
META = ("basis", "dossiers_seal", "issues", "issues_seal", "last_feed", "relations_seal")

#: Columns that follow from the others: the number of a citation, the revision and hash of its words; the size of bytes.
_FOLLOW: Mapping[str, tuple[str, ...]] = {"citations": ("id", "revision", "sha256"), "sources": ("size", "zlib")}

#: Under which a document's bytes are written, in base64.
BYTES = "bytes"

#: Who can own a citation.
OWNERS = frozenset(
    ("report", shapes.BLOCK.kind, *(shape.kind for shape in shapes.READ.values()), *schema.BETWEEN, *schema.ALERTS)
)


def columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table that are carried, in their order."""
    left_out = _FOLLOW.get(table.name, ())
    return tuple(column for column in table.columns if column.name not in left_out)
