"""Judgements: appended, never changed, each sealed together with the one before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, insert, select

from onrecord.errors import DateError
from onrecord.model.judgement import Judgement
from onrecord.store import schema
from onrecord.store.seals import seal

_FIELDS = ("target", "verdict", "by", "at", "note", "value", "anchor")


def append(connection: Connection, judgement: Judgement) -> None:
    """Keep a judgement after those kept so far; one that is among them already is kept once.

    Raises:
        DateError: its time is not an ISO date-time with a zone.
    """
    instant(judgement.at)
    kept = schema.judgements.c
    # Under the lock: two programs, or a button that was pressed twice, can take over the same file at once.
    same = select(kept.number).where(kept.target == judgement.target, kept.id == judgement.id)
    if connection.execute(same).first():
        return
    known = last(connection)
    # Numbered here, not by the database: PostgreSQL leaves a gap for each that was taken back, as if one were missing.
    number, before = (known[0] + 1, known[1]) if known else (1, None)
    row = {name: getattr(judgement, name) for name in (*_FIELDS, "id")}
    connection.execute(insert(schema.judgements), row | {"number": number, "seal": seal(before, judgement)})


def names(connection: Connection) -> dict[int, str]:
    """The id of each judgement by its number, made from what it says."""
    return {row.number: judgement_of(row).id for row in _rows(connection)}


def last(connection: Connection) -> tuple[int, str] | None:
    """Number and seal of the judgement kept last, which is sealed with all before it; ``None`` if there is none."""
    kept = schema.judgements.c
    row = connection.execute(select(kept.number, kept.seal).order_by(kept.number.desc()).limit(1)).first()
    return (row.number, row.seal) if row else None


def read_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """All judgements, oldest first; of the same second in the order they were made."""
    made = [judgement_of(row) for row in _rows(connection)]
    return tuple(sorted(made, key=lambda judgement: instant(judgement.at)))


def damaged_judgements(connection: Connection) -> tuple[int, list[int]]:
    """How many judgements there are, and the numbers of those out of sequence or not matching their seal."""
    rows = _rows(connection)
    before = [None, *(row.seal for row in rows)]
    return len(rows), [
        row.number
        for count, (row, last) in enumerate(zip(rows, before, strict=False), 1)
        if row.number != count or seal(last, judgement_of(row)) != row.seal or judgement_of(row).id != row.id
    ]


def _rows(connection: Connection) -> list[Row[tuple[object, ...]]]:
    return list(connection.execute(select(schema.judgements).order_by(schema.judgements.c.number)))


def judgement_of(row: Row[tuple[object, ...]]) -> Judgement:
    """The judgement of a row of its table."""
    return Judgement(**{name: getattr(row, name) for name in _FIELDS})


def instant(at: str) -> datetime:
    """The instant that a judgement was made.

    Raises:
        DateError: it is not an ISO date-time with a zone.
    """
    try:
        instant = datetime.fromisoformat(at)
    except ValueError as error:
        raise DateError(
            f"{at!r} is not a time", where="judgement", hint="Write it as 2026-02-07T10:15:00+00:00"
        ) from error
    if instant.tzinfo is None:
        raise DateError(f"{at!r} has no zone", where="judgement", hint="Write it as 2026-02-07T10:15:00+00:00")
    return instant
