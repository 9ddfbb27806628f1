"""Dossiers: the user's queries, what was noticed in each, and to whom it was told.

    dossiers ── dossier_alerts ── dossier_evidence
                      └── dossier_told: who was told when

The words of alerts lie in ``citations`` under the owner ``alert``, a role for each part. Each dossier is sealed with
all that belongs to it, and the seals of all dossiers once more in ``meta``, so that a row that is gone is noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)

from onrecord.errors import DossierError, NotFound
from onrecord.model.dossier import Alert, Dossier, Evidence, Query
from onrecord.model.spans import Citation
from onrecord.store import schema
from onrecord.store.columns import Strings, Words
from onrecord.store.seals import seal
from onrecord.store.shapes import Placed, citation_rows, require_next

dossiers = Table(
    "dossiers",
    schema.metadata,
    Column("name", Words, primary_key=True),
    Column("words", Words, nullable=False),
    Column("parties", Strings, nullable=False),
    Column("outlets", Strings, nullable=False),
    Column("first_day", Words),
    Column("last_day", Words),
    Column("made", Words, nullable=False),
    Column("seal", String, nullable=False),
)

alerts = Table(
    "dossier_alerts",
    schema.metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("dossier", Words, ForeignKey("dossiers.name"), nullable=False),
    Column("id", Words, nullable=False),
    Column("rule", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("about", Strings, nullable=False),
    Column("compared", Strings, nullable=False),
    Column("marks", Strings, nullable=False),
    Column("noticed", Words, nullable=False),
    Column("start", Boolean, nullable=False),
    UniqueConstraint("dossier", "id"),
)

evidence = Table(
    "dossier_evidence",
    schema.metadata,
    Column("alert", Integer, ForeignKey("dossier_alerts.number"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("words", Words, nullable=False),
)

told = Table(
    "dossier_told",
    schema.metadata,
    Column("alert", Integer, ForeignKey("dossier_alerts.number"), primary_key=True, autoincrement=False),
    Column("receiver", String, primary_key=True),
    Column("at", Words, nullable=False),
)

#: Tables of dossiers, members after those that they belong to.
TABLES = (dossiers, alerts, evidence, told)

#: Key of ``meta`` under which the seals of all dossiers are sealed.
_SEAL = "dossiers_seal"

#: Alert ids that one query asks for at most; SQLite allows 32,766 variables or more.
_AT_ONCE = 500


# -- dossiers ---------------------------------------------------------------------------------------------------


def add(connection: Connection, dossier: Dossier, start: Sequence[Alert]) -> None:
    """Keep a dossier with what was known when it was made.

    Raises:
        DossierError: the name is taken.
    """
    if dossier.name in _names(connection):
        raise DossierError(
            f"there is a dossier {dossier.name!r} already", hint="Take another name, or remove that one first"
        )
    query = dossier.query
    row = {
        "name": dossier.name, "words": query.words, "parties": query.parties, "outlets": query.outlets,
        "first_day": query.first, "last_day": query.last, "made": dossier.made, "seal": "",
    }  # fmt: skip
    connection.execute(insert(dossiers), row)
    notice(connection, dossier.name, start)


def remove(connection: Connection, name: str) -> None:
    """Take a dossier away with all that was noticed in it.

    Raises:
        NotFound: there is none of this name.
    """
    _require(connection, name)
    numbers = list(connection.execute(select(alerts.c.number).where(alerts.c.dossier == name)).scalars())
    for some in _portions(numbers):
        cited = schema.citations.c
        owned = cited.owner_kind.in_(schema.ALERTS) & cited.owner_number.in_(some)
        connection.execute(delete(schema.citations).where(owned))
        for table in (told, evidence):
            connection.execute(delete(table).where(table.c.alert.in_(some)))
    connection.execute(delete(alerts).where(alerts.c.dossier == name))
    connection.execute(delete(dossiers).where(dossiers.c.name == name))
    _seal_all(connection)


def read_dossiers(connection: Connection) -> tuple[Dossier, ...]:
    """All dossiers by name."""
    rows = connection.execute(select(dossiers)).all()
    return tuple(sorted((_dossier(row) for row in rows), key=lambda one: one.name))


def _dossier(row: Row[Any]) -> Dossier:
    query = Query(row.words, row.parties, row.outlets, row.first_day, row.last_day)
    return Dossier(row.name, query, row.made)


def _names(connection: Connection) -> list[str]:
    return sorted(connection.execute(select(dossiers.c.name)).scalars())


def _require(connection: Connection, name: str) -> None:
    names = _names(connection)
    if name not in names:
        raise NotFound.among("dossier", name, names)


# -- alerts -----------------------------------------------------------------------------------------------------


def notice(connection: Connection, name: str, new: Iterable[Alert]) -> None:
    """Keep the alerts that are not kept yet, after those that are.

    Raises:
        NotFound: there is no dossier of this name.
        Damaged: a citation's words are not the report's words.
    """
    _require(connection, name)
    kept = set(connection.execute(select(alerts.c.id).where(alerts.c.dossier == name)).scalars())
    number = connection.execute(select(func.max(alerts.c.number))).scalar() or 0
    for one in new:
        if one.id not in kept:
            kept.add(one.id)
            number += 1
            _write(connection, number, one)
    _seal(connection, name)


def _write(connection: Connection, number: int, one: Alert) -> None:
    row = {
        "number": number, "dossier": one.dossier, "id": one.id, "rule": one.rule, "title": one.title, "why": one.why,
        "about": one.about, "compared": one.values, "marks": one.marks, "noticed": one.noticed, "start": one.start,
    }  # fmt: skip
    connection.execute(insert(alerts), row)
    for at, part in enumerate(one.evidence):
        connection.execute(insert(evidence), {"alert": number, "number": at, "words": part.words})
    texts, revisions = _texts(connection, {found.report for found in one.citations})
    rows = citation_rows(_placed(number, one), texts, revisions)
    if rows:
        connection.execute(insert(schema.citations), list(rows))


def _placed(number: int, one: Alert) -> list[Placed]:
    (kind,) = schema.ALERTS
    found: list[Placed] = []
    for at, part in enumerate(one.evidence):
        for position, cited in enumerate(part.citations):
            found.append(Placed(cited.report, kind, number, f"evidence {at}", position, cited.span))
    return found


def _texts(connection: Connection, reports: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Canonical text and its hash for some reports."""
    kept = schema.reports.c
    wanted = select(kept.id, schema.revisions.c.text, schema.revisions.c.sha256)
    rows = connection.execute(
        wanted.join_from(schema.reports, schema.revisions).where(kept.id.in_(sorted(reports)))
    ).all()
    return {row.id: row.text for row in rows}, {row.id: row.sha256 for row in rows}


def read_alerts(connection: Connection, name: str, receiver: str | None = None) -> tuple[Alert, ...]:
    """The alerts of a dossier in the order noticed, those of the start first.

    Args:
        connection: an open connection.
        name: the dossier.
        receiver: only news that this receiver was not told yet.

    Raises:
        NotFound: there is no dossier of this name.
    """
    _require(connection, name)
    rows = connection.execute(select(alerts).where(alerts.c.dossier == name).order_by(alerts.c.number)).all()
    if receiver is not None:
        heard = set(connection.execute(select(told.c.alert).where(told.c.receiver == receiver)).scalars())
        rows = [row for row in rows if not row.start and row.number not in heard]
    return tuple(_read(connection, rows))


def _read(connection: Connection, rows: Sequence[Row[Any]]) -> list[Alert]:
    words: dict[int, list[str]] = {}
    spans: dict[tuple[int, str], list[Citation]] = {}
    cited = schema.citations.c
    for some in _portions([row.number for row in rows]):
        wanted = select(evidence).where(evidence.c.alert.in_(some)).order_by(evidence.c.alert, evidence.c.number)
        for part in connection.execute(wanted):
            said = words.setdefault(part.alert, [])
            require_next(said, part.number, f"dossier alert {part.alert}")
            said.append(part.words)
        owned = cited.owner_kind.in_(schema.ALERTS) & cited.owner_number.in_(some)
        for one in connection.execute(select(schema.citations).where(owned).order_by(cited.position)):
            found = Citation(one.report, one.start, one.end, one.text)
            here = spans.setdefault((one.owner_number, one.role), [])
            require_next(here, one.position, f"dossier alert {one.owner_number}, {one.role}")
            here.append(found)
    return [_alert(row, words.get(row.number, ()), spans) for row in rows]


def _alert(row: Row[Any], words: Sequence[str], spans: dict[tuple[int, str], list[Citation]]) -> Alert:
    made = tuple(Evidence(said, tuple(spans.get((row.number, f"evidence {at}"), ()))) for at, said in enumerate(words))
    return Alert(
        row.id, row.dossier, row.rule, row.title, row.why, made, row.about, row.compared, row.marks, row.noticed,
        row.start,
    )  # fmt: skip


def tell(connection: Connection, name: str, ids: Iterable[str], receiver: str, at: str) -> None:
    """Keep that a receiver was told of these alerts; who was told before keeps the first time.

    Raises:
        NotFound: there is no dossier of this name.
    """
    _require(connection, name)
    wanted = set(ids)
    numbers = connection.execute(select(alerts.c.number, alerts.c.id).where(alerts.c.dossier == name)).all()
    heard = set(connection.execute(select(told.c.alert).where(told.c.receiver == receiver)).scalars())
    new = [row.number for row in numbers if row.id in wanted and row.number not in heard]
    if new:
        connection.execute(insert(told), [{"alert": number, "receiver": receiver, "at": at} for number in new])
        _seal(connection, name)


def _portions(numbers: Sequence[int]) -> list[Sequence[int]]:
    return [numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE)]


# -- seals ------------------------------------------------------------------------------------------------------


def damaged_dossiers(connection: Connection) -> list[str]:
    """Names of the dossiers that are not as they were kept; an empty name stands for all together."""
    rows = connection.execute(select(dossiers.c.name, dossiers.c.seal)).all()
    wrong = [row.name for row in rows if _sealed(connection, row.name) != row.seal]
    kept = schema.meta.c
    whole = connection.execute(select(kept.value).where(kept.key == _SEAL)).scalar()
    none = not rows and not any(connection.execute(select(table).limit(1)).first() for table in TABLES)
    return [*sorted(wrong), *([] if whole == _whole(connection) or (none and whole is None) else [""])]


def decided(connection: Connection) -> list[tuple[str, str]]:
    """Name and seal of each query, by name: what of the dossiers is the user's decision."""
    return [(one.name, seal(one.query)) for one in read_dossiers(connection)]


def _seal(connection: Connection, name: str) -> None:
    connection.execute(update(dossiers).where(dossiers.c.name == name).values(seal=_sealed(connection, name)))
    _seal_all(connection)


def _seal_all(connection: Connection) -> None:
    connection.execute(delete(schema.meta).where(schema.meta.c.key == _SEAL))
    connection.execute(insert(schema.meta), {"key": _SEAL, "value": _whole(connection)})


def _sealed(connection: Connection, name: str) -> str:
    """The seal over a dossier, all that was noticed in it, and who was told."""
    (dossier,) = (one for one in read_dossiers(connection) if one.name == name)
    owned = select(alerts.c.number, alerts.c.id).where(alerts.c.dossier == name).order_by(alerts.c.number)
    numbers = [tuple(row) for row in connection.execute(owned)]
    heard = select(told.c.alert, told.c.receiver, told.c.at).join_from(told, alerts).where(alerts.c.dossier == name)
    telling = sorted(tuple(row) for row in connection.execute(heard))
    return seal(dossier, numbers, read_alerts(connection, name), telling)


def _whole(connection: Connection) -> str:
    rows = connection.execute(select(dossiers.c.name, dossiers.c.seal)).all()
    loose = connection.execute(select(func.count()).select_from(alerts)).scalar()
    return seal(sorted((row.name, row.seal) for row in rows), loose)
