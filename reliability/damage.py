"""Damage is seen: single bytes of a record are changed, in its values and in its file, and each must be reported.

``python -m reliability.damage`` changes 1,000 values and 1,000 bytes of the file, one at a time. What is not reported
must be harmless: every row that says something is as it was, so the byte lay in free space, an index or what is only
at hand.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Boolean

import onrecord
from onrecord.errors import OnrecordError
from onrecord.model.report import Given
from onrecord.screening import prepare
from onrecord.store import schema, shown_tables
from onrecord.store.sqlite import SqliteStore
from reliability.disguises import MATTER
from reliability.made import report

#: Which feeds are polled is no evidence, and what is at hand is computed anew where it lacks.
STATE = {"feeds", "feed_items", *(one.name for one in (*schema.KEPT_AT_HAND, *shown_tables.TABLES))}
#: Keys of ``meta`` that say something; others say where what is only at hand stands, and nothing where they lack.
_EVIDENCE_KEYS = ("basis", "relations_seal", "issues", "issues_seal", "dossiers_seal")
_INDEX = "report_texts_fts"


@dataclass(slots=True)
class Tally:
    """What became of changes.

    Attributes:
        reported: how many were reported when the record was opened or verified, by where.
        harmless: how many changed nothing that says something.
        missed: places whose change was neither.
    """

    reported: Counter[str] = field(default_factory=Counter)
    harmless: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many changes were made."""
        return self.reported.total() + self.harmless.total() + len(self.missed)


def make_record(path: Path) -> None:
    """A record with reports that are read and compared, a judgement, a dossier, a setting, a feed and its screens."""
    given = Given(published="2025-03-03")
    folder = path.with_suffix(".sources")
    folder.mkdir()
    for number, text in enumerate((*MATTER, report(1, 3))):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    with onrecord.open(path) as record:
        for number, file in enumerate(sorted(folder.iterdir())):
            record.add(file, given=Given(outlet=f"Outlet {number}", published=given.published))
        quote = record.relations.quotes[0].id
        record.judge(quote, "accept", by="Ada Lorn", note="seen in both")
        record.add_dossier("valley", "valley")
        record.feeds.add("https://example.org/feed.xml")
        issues = path.with_suffix(".issues")
        issues.write_text("valley: The valley\n  valley, senn\n", encoding="utf-8")
        with suppress(OnrecordError):
            record.use_issues(issues)
        prepare(record)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")


def evidence(path: Path) -> list[Any] | None:
    """Every row that says something, as the record gives it; ``None`` if it gives none."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return list(_rows(connection))
    return None


def _rows(connection: sqlite3.Connection) -> Iterator[Any]:
    kinds = "SELECT CAST(name AS TEXT) FROM sqlite_master WHERE type = 'table' ORDER BY name"
    for (name,) in connection.execute(kinds).fetchall():
        table = name.decode()
        if table in STATE or table.startswith((_INDEX, "sqlite_")):
            continue
        columns = schema.metadata.tables[table].c if table in schema.metadata.tables else ()
        flags = [at for at, column in enumerate(columns) if isinstance(column.type, Boolean)]
        for row in sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr):
            row = tuple(bool(value) if at in flags else value for at, value in enumerate(row))
            if table != "meta" or row[0].decode("utf-8", "replace") in _EVIDENCE_KEYS:
                yield table, row[1:] if table == "citations" else row  # the first is a number that SQLite gives
    yield from connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")


def reported(path: Path) -> str:
    """Where a record says that it is damaged, when it is opened or verified; empty if it does not."""
    try:
        with SqliteStore(path, create=False) as store:
            damages = store.verify().damages
            return damages[0].where.split(" ")[0] if damages else ""
    except OnrecordError as error:
        return type(error).__name__


def in_file(whole: Path, scratch: Path, count: int, seed: int = 1) -> Tally:
    """Change one bit of the file at so many drawn places, one at a time."""
    rng, raw, sound, tally = random.Random(seed), whole.read_bytes(), evidence(whole), Tally()
    for _ in range(count):
        at, bit = rng.randrange(len(raw)), 1 << rng.randrange(8)
        changed = bytearray(raw)
        changed[at] ^= bit
        scratch.write_bytes(changed)
        _judge(scratch, f"byte {at} (bit {bit})", "file", sound, tally)
    return tally


def in_values(whole: Path, scratch: Path, count: int, seed: int = 1) -> Tally:
    """Change one bit of so many drawn values of every table, one at a time."""
    rng, sound, tally = random.Random(seed), evidence(whole), Tally()
    places = _places(whole)
    while tally.tried < count:
        table, column = rng.choice(places)
        shutil.copyfile(whole, scratch)
        if _flip(scratch, table, column, rng):
            _judge(scratch, f"{table}.{column}", table, sound, tally)
    return tally


def _judge(scratch: Path, place: str, kind: str, sound: Any, tally: Tally) -> None:
    where = reported(scratch)
    if where:
        tally.reported[where] += 1
    elif evidence(scratch) == sound:
        tally.harmless[kind] += 1
    else:
        tally.missed.append(place)
    for beside in scratch.parent.glob(f"{scratch.name}-*"):
        beside.unlink()


def _places(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = [name for (name,) in tables if not name.startswith((_INDEX, "sqlite_"))]
        full = [name for name in names if connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]
        return [(name, row[1]) for name in full for row in connection.execute(f'PRAGMA table_info("{name}")')]


def _flip(path: Path, table: str, column: str, rng: random.Random) -> bool:
    """Change one value behind the record's back; whether the database took it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.text_factory = bytes
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (trigger.decode(),)).fetchone()
            connection.execute(f'DROP TRIGGER "{trigger.decode()}"')
            _flip_one(connection, table, column, rng)
            connection.execute(sql[0].decode())
            break
        return connection.total_changes > 0


def _flip_one(connection: sqlite3.Connection, table: str, column: str, rng: random.Random) -> None:
    key = ", ".join(row[1].decode() for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5])
    names = [name.strip() for name in key.split(",")]
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = connection.execute(f'SELECT "{column}", typeof("{column}"), {quoted} FROM "{table}"').fetchall()
    old, kind, *place = rng.choice(rows)
    where = " AND ".join(f'"{name}" IS {_literal(value)}' for name, value in zip(names, place, strict=True))
    new = "CAST(? AS TEXT)" if kind == b"text" else "?"
    with suppress(sqlite3.IntegrityError):
        connection.execute(f'UPDATE "{table}" SET "{column}" = {new} WHERE {where}', (_flipped(old, rng),))


def _literal(value: Any) -> str:
    if isinstance(value, bytes):
        return f"CAST(X'{value.hex()}' AS TEXT)"
    return "NULL" if value is None else repr(value)


def _flipped(value: Any, rng: random.Random) -> Any:
    """The value with one bit of it changed."""
    if value is None:
        return "x"
    if isinstance(value, int):
        return value ^ (1 << rng.randrange(8))
    if isinstance(value, float):
        return value + 1
    raw = bytearray(value)
    if not raw:
        return "x"
    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return bytes(raw)


def main(count: int = 1_000) -> int:
    """Change so many values and so many bytes and tell what became of them."""
    missed = 0
    with TemporaryDirectory() as folder:
        whole, scratch = Path(folder) / "whole.onrecord", Path(folder) / "hurt.onrecord"
        make_record(whole)
        for name, way in (("values", in_values), ("bytes of the file", in_file)):
            tally = way(whole, scratch, count)
            counts = (tally.reported.total(), tally.harmless.total(), len(tally.missed))
            print("{} {} changed: {} reported, {} harmless, {} missed".format(tally.tried, name, *counts))
            print("  reported:", dict(tally.reported.most_common()))
            print("  harmless:", dict(tally.harmless.most_common()))
            print("  missed:  ", tally.missed)
            missed += len(tally.missed)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
