"""Addresses of reports and when their words stood there: what chains of revisions are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from onrecord.model.address import address_key
from onrecord.model.report import Document
from onrecord.model.revision import Chain, Revision, chains, utc
from onrecord.store import schema
from onrecord.store.documents import given_of
from onrecord.store.seals import seal
from onrecord.text.essence import essence

_TIMES = ("modified_first", "modified_last", "seen_first", "seen_last")


def note_address(connection: Connection, report: str, document: Document | None = None) -> bool:
    """Keep the address of a report, and when its words are known to have stood there; whether anything is new.

    Args:
        connection: an open connection.
        report: id of a report that is on record.
        document: what was taken in just now; ``None`` if nothing was.
    """
    url = connection.execute(select(schema.reports.c.url).where(schema.reports.c.id == report)).scalar_one()
    said = connection.execute(select(schema.sources.c.given).where(schema.sources.c.report == report)).scalar()
    facts = {
        "address": address_key(url),
        "outlet": given_of(said).outlet if said else None,
        "essence": _essence(connection, report),
    }
    row = connection.execute(select(schema.addresses).where(schema.addresses.c.report == report)).one_or_none()
    old: dict[str, str | None] = {name: getattr(row, name) if row is not None else None for name in _TIMES}
    new = facts | _widened(old, document)
    if row is not None and all(getattr(row, name) == value for name, value in new.items()):
        return False
    values = {**new, "seal": _seal(report, new)}
    if row is not None:
        connection.execute(update(schema.addresses).where(schema.addresses.c.report == report).values(values))
    else:
        connection.execute(insert(schema.addresses), {"report": report, **values})
    return True


def _essence(connection: Connection, report: str) -> str | None:
    """The hash of the words that make a revision, so that another text is compared with them by one look-up."""
    kept, block = schema.reports.c, schema.blocks.c
    words = select(schema.revisions.c.text).join_from(schema.reports, schema.revisions).where(kept.id == report)
    parts = select(block.kind, block.start, block.end).where(block.report == report).order_by(block.number)
    return essence(connection.execute(words).scalar_one(), [tuple(row) for row in connection.execute(parts)])


def _widened(old: Mapping[str, str | None], document: Document | None) -> dict[str, str | None]:
    """The times with those of a document: firsts only go back and lasts only on, in whatever order they come."""
    new = dict(old)
    for name, moment in (("modified", document.modified), ("seen", document.seen)) if document else ():
        if at := utc(moment):
            first, last = old[f"{name}_first"], old[f"{name}_last"]
            new[f"{name}_first"] = min(filter(None, (first, at)))
            new[f"{name}_last"] = max(filter(None, (last, at)))
    return new


def _seal(report: str, facts: Mapping[str, str | None]) -> str:
    return seal(report, [facts[name] for name in ("address", "outlet", "essence", *_TIMES)])


def read_revisions(connection: Connection, address: str | None = None, of: str | None = None) -> list[Revision]:
    """The reports that have an address, those of one address, or those of a report's, in the order of adding."""
    kept, facts = schema.addresses.c, schema.reports.c
    times = [kept[name] for name in _TIMES]
    columns: list[Any] = [kept.report, kept.address, kept.outlet, facts.published, *times, facts.number]
    columns += [facts.revision, kept.essence, facts.title, schema.sources.c.partial]
    wanted = select(*columns)
    wanted = wanted.join_from(schema.addresses, schema.reports, kept.report == facts.id)
    wanted = wanted.join(schema.sources, schema.sources.c.report == facts.id, isouter=True)
    wanted = wanted.where(kept.address == address if address is not None else kept.address.is_not(None))
    if of is not None:
        wanted = wanted.where(kept.address == select(kept.address).where(kept.report == of).scalar_subquery())
    rows = connection.execute(wanted.order_by(facts.number))
    return [replace(Revision(*tuple(row)[:-1]), partial=bool(row[-1])) for row in rows]


def read_chains(connection: Connection) -> tuple[Chain, ...]:
    """All chains of revisions on record."""
    return chains(read_revisions(connection))


def orders(connection: Connection) -> list[tuple[str, ...]]:
    """Ids of the reports in each chain, in their order: what findings rest on beside the reports themselves."""
    return [chain.reports for chain in read_chains(connection)]


def damaged_addresses(connection: Connection) -> list[str]:
    """Ids of the reports whose address or times are gone, or not as they were kept."""
    facts = schema.reports.c
    rows = {row.report: row for row in connection.execute(select(schema.addresses))}
    wrong = []
    for report, url in connection.execute(select(facts.id, facts.url).order_by(facts.id)):
        row = rows.get(report)
        if row is None or row.address != address_key(url) or row.seal != _seal(report, dict(row._mapping)):
            wrong.append(report)
    return wrong
