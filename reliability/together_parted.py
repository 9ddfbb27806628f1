"""What parts two records that should be one: which reports, in what; and what of all that holds between them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from onrecord.record import Record

#: Things of a kind that are named; of more it is said how many.
_NAMED = 5


def parted(one: Record, other: Record) -> str:
    """The parts in which two records differ, with the first things of each."""
    found = [*_reports(one, other), *_relations(one, other)]
    a, b = (record._store for record in (one, other))
    if set(a.judgements()) != set(b.judgements()):
        found.append("judgements")
    orders = [{chain.reports for chain in record.revisions} for record in (one, other)]
    if orders[0] != orders[1]:
        found.append(f"the order of revisions: {sorted(orders[0] ^ orders[1])[:_NAMED]}")
    return "; ".join(found) or "nothing that is compared here"


def _reports(one: Record, other: Record) -> Iterator[str]:
    seals = one._store.seals(), other._store.seals()
    some = sorted(report for report in seals[0].keys() & seals[1].keys() if seals[0][report] != seals[1][report])
    for report in some[:_NAMED]:
        entries = one._store.entry(report), other._store.entry(report)
        names = [name for part in ("report", "reading") for name in _fields(*(getattr(each, part) for each in entries))]
        yield f"{report} in {', '.join(names)}: {entries[0].report.title!r} and {entries[1].report.title!r}"
    if len(some) > _NAMED:
        yield f"and {len(some) - _NAMED} reports more"
    given = sum(one._store.document(report).given != other._store.document(report).given for report in seals[0])
    if given:
        yield f"the facts given of {given} reports"


def _relations(one: Record, other: Record) -> Iterator[str]:
    a, b = one._store.relations(), other._store.relations()
    for name in _fields(a, b):
        first, second = (repr(getattr(each, name)) for each in (a, b))
        at = next((at for at, (x, y) in enumerate(zip(first, second, strict=False)) if x != y), 0)
        yield f"{name}: … {first[max(0, at - 300) : at + 300]} … and … {second[max(0, at - 300) : at + 300]} …"


def _fields(one: object, other: object) -> list[str]:
    names = [field.name for field in dataclasses.fields(one) if field.compare]  # type: ignore[arg-type]
    return [name for name in names if getattr(one, name) != getattr(other, name)]
