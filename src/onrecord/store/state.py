"""What the record knows of its relations: what they were derived from, and their seal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from onrecord.model.judgement import Judgement, bearing
from onrecord.model.relations import DERIVED
from onrecord.store import schema
from onrecord.store.revisions import orders
from onrecord.store.seals import seal


@dataclass(frozen=True, slots=True)
class State:
    """The state of what holds between reports.

    Attributes:
        basis: digest of what it was derived from; ``None`` if it never was.
        relations_seal: seal over it and the basis.
    """

    basis: str | None = None
    relations_seal: str | None = None


def read_state(connection: Connection) -> State:
    """The state as kept."""
    kept = {row.key: row.value for row in connection.execute(select(schema.meta))}
    return State(kept.get("basis"), kept.get("relations_seal"))


def write_state(connection: Connection, state: State) -> None:
    """Keep the state in place of the one kept."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key.in_(State.__slots__)))
    rows = [{"key": key, "value": getattr(state, key)} for key in State.__slots__]
    connection.execute(insert(schema.meta), rows)


#: Under which the number of the feed added last is kept, also after that feed is removed.
_LAST_FEED = "last_feed"


def last_feed(connection: Connection) -> int:
    """The highest number that a feed of this record ever had, as far as it was kept; 0 if none was."""
    value: str | None = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == _LAST_FEED)).scalar()
    return int(value) if value and value.isdecimal() else 0


def write_last_feed(connection: Connection, number: int) -> None:
    """Keep the number of the feed added last."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key == _LAST_FEED))
    connection.execute(insert(schema.meta), {"key": _LAST_FEED, "value": str(number)})


#: Settings of a record that are not derived: the user's list of issues.
SETTINGS = ("issues",)


def read_setting(connection: Connection, name: str) -> str | None:
    """A setting as kept; ``None`` if it was never made or was taken back."""
    kept = schema.meta.c
    value: str | None = connection.execute(select(kept.value).where(kept.key == name)).scalar()
    return value


def write_setting(connection: Connection, name: str, value: str | None) -> None:
    """Keep a setting with its seal in place of the one kept; ``None`` takes it back."""
    sealed = f"{name}_seal"
    connection.execute(delete(schema.meta).where(schema.meta.c.key.in_((name, sealed))))
    if value is not None:
        rows = [{"key": name, "value": value}, {"key": sealed, "value": seal(name, value)}]
        connection.execute(insert(schema.meta), rows)


def settings(connection: Connection) -> list[tuple[str, str]]:
    """Name and value of every setting that is made."""
    kept = ((name, read_setting(connection, name)) for name in SETTINGS)
    return [(name, value) for name, value in kept if value is not None]


def damaged_settings(connection: Connection) -> list[str]:
    """Names of the settings that are not as they were made."""
    wrong = []
    for name in SETTINGS:
        value, sealed = read_setting(connection, name), read_setting(connection, f"{name}_seal")
        if (seal(name, value) if value is not None else None) != sealed:
            wrong.append(name)
    return wrong


def sealed_reports(connection: Connection) -> list[tuple[str, str]]:
    """Id and seal of every report, by id; the seal covers text, facts, reader and reading."""
    kept = schema.reports.c
    return sorted((row.id, row.seal) for row in connection.execute(select(kept.id, kept.seal)))


def reader_versions(connection: Connection) -> list[str]:
    """For every report, the version of the rules that its reading was made by."""
    return list(connection.execute(select(schema.readings.c.reader_version)).scalars())


def basis_now(connection: Connection, judgements: Iterable[Judgement]) -> str:
    """The digest of what relations would be derived from now, and by which version of what is derived.

    Of the judgements those count that it is derived with; what others say is added when it is asked for.

    Args:
        connection: an open connection.
        judgements: all that are kept, oldest first.
    """
    decisions = [one.id for one in bearing(judgements)]
    chains = orders(connection)
    return seal(DERIVED, sealed_reports(connection), decisions, *([chains] if chains else []))
