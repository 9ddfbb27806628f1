"""What a power cut may leave of a record's files, made from real ones: ``python -m reliability.tails``.

A process that is killed leaves what it wrote to the system; a machine that is switched off loses what was written and
not yet synced, or leaves it in parts and in any order. So files are copied in the middle of transactions, and whatever
was not synced at that moment is cut off, zeroed or overwritten with noise:

- ``rollback``: the rollback journal, after the last record that its header counts (which is written after a sync), and
  in the record those pages, whole or in part, that the synced journal has as they were before;
- ``log``: the write-ahead log, anywhere. That is harder than a power cut, which spares what was acknowledged: here only
  an exact prefix of what was acknowledged is asked for, and all of it where the damage is behind its last byte.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import struct
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event

from onrecord.model.reading import Entry
from onrecord.store.opening import open_store
from reliability import reports
from reliability.tally import Tally

#: Pages that SQLite may hold in memory: so few that it writes to the record in the middle of a transaction.
_PAGES = 12
_MAGIC = bytes.fromhex("d9d505f920a163d7")
#: A version of SQLite that has the repair of write-ahead logging.
_REPAIRED = (3, 51, 3)


@dataclass(frozen=True)
class Moment:
    """The files of a record at one moment.

    Attributes:
        record: the file itself.
        beside: its journal or log.
        acknowledged: how many reports were acknowledged by then.
    """

    record: bytes
    beside: bytes
    acknowledged: int


@contextmanager
def _each(what: str, call: Any) -> Iterator[None]:
    """Have something called at an event of every database connection."""
    event.listen(Engine, what, call)
    try:
        yield
    finally:
        event.remove(Engine, what, call)


# -- the rollback journal -----------------------------------------------------------------------------------------


def moments(path: Path, made: Sequence[tuple[Any, Entry]], every: int) -> Iterator[Moment]:
    """Add reports, and give the files as they are at every so many statements in the middle of it."""
    taken: list[Moment] = []
    count = done = 0

    def small(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA cache_size = {_PAGES}")

    def take(_: object, cursor: Any, *__: object) -> None:
        nonlocal count
        count += 1
        # As the record does not let it be: so SQLite writes to the file before it commits, the worst that can be hurt.
        cursor.connection.execute("PRAGMA cache_spill = 1")
        journal = Path(f"{path}-journal")
        if count % every == 0 and journal.exists():
            taken.append(Moment(path.read_bytes(), journal.read_bytes(), done))

    # Reading a file that this process has locked ends its lock: nobody else is here to mind.
    with _each("connect", small), open_store(str(path)) as store, _each("before_cursor_execute", take):
        for document, entry in made:
            store.add(document, entry)
            done += 1
            yield from taken
            taken.clear()


def synced(journal: bytes) -> tuple[int, dict[int, bytes], int]:
    """How far a rollback journal is synced, the pages that it has up to there, and how large a page is.

    The format is that of https://www.sqlite.org/fileformat2.html, section 3.
    """
    end, place, size = 0, 0, 4096
    pages: dict[int, bytes] = {}
    while journal[place : place + 8] == _MAGIC:
        records, _, _, sector, size = struct.unpack(">IIIII", journal[place + 8 : place + 28])
        place += sector
        for _ in range(records):
            (number,) = struct.unpack(">I", journal[place : place + 4])
            pages.setdefault(number, journal[place + 4 : place + 4 + size])
            place += size + 8
        end = place if records else end
        place += -place % sector
    return end, pages, size


def rollback(home: Path, points: int, seed: int = 5) -> Tally:
    """Hurt what was not synced of a rollback journal and its record, so many times.

    Args:
        home: an empty folder.
        points: how many times.
        seed: of the draw.
    """
    draw = random.Random(seed)
    tally = Tally("power cut, rollback journal")
    made = reports.entries(12, padding=3000)
    found = list(moments(home / "made.onrecord", made, 3))
    for number in range(points):
        moment = draw.choice(found)
        end, pages, size = synced(moment.beside)
        record = _pages_hurt(moment.record, pages, size, draw)
        path = home / f"{number}.onrecord"
        path.write_bytes(record)
        Path(f"{path}-journal").write_bytes(hurt(moment.beside, end, draw))
        tally.killed += 1
        tally.notes += ["with pages of the record overwritten"] if record != moment.record else []
        tally.wrong += not_the_first(path, [entry for _, entry in made], moment.acknowledged)
        path.unlink(missing_ok=True)
    return tally


def hurt(content: bytes, spared: int, draw: random.Random) -> bytes:
    """Content with everything after a drawn place, not before ``spared``, cut off, zeroed or replaced by noise."""
    place = draw.randrange(spared, len(content) + 1)
    lost = len(content) - place
    kind = draw.choice(("cut", "zeroed", "noise", "some bytes", "longer"))
    if kind == "cut":
        return content[:place]
    if kind == "zeroed":
        return content[:place] + bytes(lost)
    if kind == "noise":
        return content[:place] + draw.randbytes(lost)
    if kind == "longer":
        return content[:place] + draw.randbytes(draw.randrange(lost + 5000))
    changed = bytearray(content)
    for one in draw.choices(range(place, len(content)), k=min(lost, 9)):
        changed[one] ^= draw.randrange(1, 256)
    return bytes(changed)


def _pages_hurt(record: bytes, pages: dict[int, bytes], size: int, draw: random.Random) -> bytes:
    """A record some of whose pages, of those that the journal has, were written in part or not."""
    changed = bytearray(record)
    for number, before in pages.items():
        place = (number - 1) * size
        how = draw.choice(("as it is", "not yet", "half", "noise"))
        if how == "not yet":
            changed[place : place + size] = before
        elif how == "half":
            changed[place : place + size // 2] = before[: size // 2]
        elif how == "noise":
            changed[place : place + size] = draw.randbytes(size)
    return bytes(changed)


def not_the_first(path: Path, made: Sequence[Entry], least: int, most: int | None = None) -> Iterator[str]:
    """In what a record is not exactly so many of the reports that were added first."""
    with open_store(str(path)) as store:
        yield from (f"damage: {one}" for one in store.verify().damages)
        there = store.report_ids()
        number = len(there)
        if not least <= number <= (least if most is None else most):
            yield f"not a prefix: {number} reports, acknowledged were {least}"
        if sorted(there) != sorted(entry.id for entry in made[:number]):
            yield "not a prefix: others than the first reports"
        yield from (f"not whole: {one.id}" for one in store.entries() if one not in made)


# -- the write-ahead log ------------------------------------------------------------------------------------------


@contextmanager
def version(number: tuple[int, ...]) -> Iterator[None]:
    """Have Onrecord believe that it runs on another SQLite."""
    with patch.object(sqlite3, "sqlite_version_info", number):
        yield


def log(home: Path, points: int, seed: int = 6) -> Tally:
    """Hurt a write-ahead log anywhere, so many times; opened by a SQLite that keeps it, and by one that leaves it.

    Args:
        home: an empty folder.
        points: how many times.
        seed: of the draw.
    """
    draw = random.Random(seed)
    tally = Tally("power cut, write-ahead log")
    made = reports.entries(20)
    path = home / "made.onrecord"
    found = []
    with version(_REPAIRED), open_store(str(path)) as store:
        for number, (document, entry) in enumerate(made, 1):
            store.add(document, entry)
            found.append(Moment(path.read_bytes(), Path(f"{path}-wal").read_bytes(), number))
    for number in range(points):
        moment = draw.choice(found)
        path = home / f"{number}.onrecord"
        path.write_bytes(moment.record)
        end = len(moment.beside)
        beside = hurt(moment.beside, draw.choice((0, end // 2, end * 9 // 10, end)), draw)
        Path(f"{path}-wal").write_bytes(beside)
        all_there = beside[:end] == moment.beside
        tally.killed += 1
        tally.notes += ["behind what was acknowledged"] if all_there else []
        with version(draw.choice((_REPAIRED, sqlite3.sqlite_version_info))):
            least = moment.acknowledged if all_there else 0
            tally.wrong += not_the_first(path, [entry for _, entry in made], least, moment.acknowledged)
        path.unlink()
    return tally


def main() -> None:
    """Hurt as often as asked, and print what came of it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--points", type=int, default=300, help="of each")
    asked.add_argument("--seed", type=int, default=1)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-tails-") as folder:
        tallies = []
        for way in (rollback, log):
            home = Path(folder) / way.__name__
            home.mkdir()
            tallies.append(way(home, wanted.points, wanted.seed))
            print(tallies[-1], *tallies[-1].wrong[:20], sep="\n    ", flush=True)
    sys.exit(any(one.wrong for one in tallies))


if __name__ == "__main__":
    main()
