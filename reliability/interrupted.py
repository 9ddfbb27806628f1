"""Kills what is done to a record beside adding: opening an older one, comparing, putting screens together, judging."""

from __future__ import annotations

import gzip
import random
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import onrecord
from onrecord.store.opening import open_store
from reliability import running
from reliability.tally import Tally

FIXTURES = running.ROOT / "tests" / "store" / "fixtures"


# -- migrating ----------------------------------------------------------------------------------------------------


def migrations(home: Path, points: int, seed: int = 3, calls: bool = True, oldest: int = 1) -> Tally:
    """Kill the opening of records of every older schema at so many points, statements and calls in turn.

    Args:
        home: an empty folder.
        points: how many kills.
        seed: of the draw.
        calls: also at calls to the system.
        oldest: the schema version of the oldest.
    """
    draw = random.Random(seed)
    tally = Tally("opening an older record")
    old = sorted(FIXTURES.glob("*.gz"))[oldest - 1 : -1]
    wanted = {one: _migrated(home / f"calm-{one.name[:9]}.onrecord", one) for one in old}
    while tally.killed < points:
        fixture = old[tally.runs % len(old)]
        path = home / f"old-{tally.runs}.onrecord"
        path.write_bytes(gzip.decompress(fixture.read_bytes()))
        ended = False
        while not ended and tally.killed < points:
            if calls and draw.random() < 0.5:
                code = _killed_at_a_call(path, draw)
            else:
                code = running.forked("migrate", path, draw.randrange(1, 90))
            ended = code == 0
            tally.killed += not ended
        running.forked("migrate", path)
        tally.runs += 1
        tally.acknowledged += len(running.acknowledged(path))
        tally.wrong += _wrong_after_migration(path, fixture, wanted[fixture])
        tally.notes += ["copies more than one a record"] * (len(copies_of(path)) - 1)
    return tally


def _migrated(path: Path, fixture: Path) -> str:
    path.write_bytes(gzip.decompress(fixture.read_bytes()))
    with open_store(str(path)) as store:
        return store.digest()


def _killed_at_a_call(path: Path, draw: random.Random) -> int:
    call = draw.choice(running.CHANGES)
    when = draw.randrange(1, {"pwrite64": 400, "fdatasync": 8, "unlink": 3, "openat": 8}[call])
    copy = Path(f"{path}-v{_version(path)}.part")
    also = (copy, Path(f"{copy}-journal"))
    asked = running.traced(running.victim("migrate", path), path, f"{call}:signal=KILL:when={when}", also=also)
    return subprocess.run(asked, env=running.environment(), capture_output=True, check=False).returncode


def _version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64])


def _wrong_after_migration(path: Path, fixture: Path, digest: str) -> Iterator[str]:
    """In what a record that was opened after kills differs from one that was opened in peace."""
    with open_store(str(path)) as store:
        yield from (f"damage: {one}" for one in store.verify().damages)
        if store.digest() != digest:
            yield f"another digest: {path.name}"
    yield from running.strays(path)
    copies = copies_of(path)
    if not copies:
        yield f"lost: the copy of {path.name}"
    for copy in copies:
        if not _same_content(copy, gzip.decompress(fixture.read_bytes())):
            yield f"damage: copy {copy.name}"
    for part in path.parent.glob(f"{path.name}-v*.part*"):
        if not any(part.samefile(copy) for copy in copies):
            yield f"stray file: {part.name}"


def copies_of(path: Path) -> list[Path]:
    """The copies of an older record that were kept."""
    return [one for one in sorted(path.parent.glob(f"{path.name}-v*")) if ".part" not in one.name]


def _same_content(copy: Path, content: bytes) -> bool:
    """Whether a copy has every table and row of what it is a copy of."""

    def dump(path: Path) -> list[str]:
        connection = sqlite3.connect(path)
        try:
            return list(connection.iterdump())
        finally:
            connection.close()

    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "other"
        other.write_bytes(content)
        return dump(copy) == dump(other)


# -- what holds between reports, screens, judgements --------------------------------------------------------------


def between(home: Path, base: Path, points: int, seed: int = 4) -> list[Tally]:
    """Kill comparing, putting the screens together, and judging, each at so many statements.

    Args:
        home: an empty folder.
        base: a record to which reports were added and nothing was asked of.
        points: how many kills of each.
        seed: of the draw.
    """
    draw = random.Random(seed)
    calm = home / "calm.onrecord"
    shutil.copy(base, calm)
    with onrecord.open(calm, reader="rules") as record:
        derived = record.digest()
    running.forked("screens", calm)
    shown = _shown(calm)
    judged = home / "judged.onrecord"
    shutil.copy(calm, judged)
    running.forked("judge", judged)
    decisions = sorted(running.acknowledged(judged))
    found = []
    for name, start, most in (("derive", base, 120), ("screens", base, 400), ("judge", calm, 80)):
        tally = Tally({"derive": "comparing", "screens": "putting screens together", "judge": "judging"}[name])
        while tally.killed < points:
            path = home / f"{name}-{tally.killed}.onrecord"
            shutil.copy(start, path)
            _killed_and_gone_on(name, path, draw, most, points, tally)
            if name == "judge":
                tally.wrong += _wrong_decisions(path, decisions)
            else:
                with onrecord.open(path, reader="rules") as record:
                    tally.wrong += [] if record.digest() == derived else [f"another digest: {path.name}"]
            if name == "screens" and _shown(path) != shown:
                tally.wrong.append(f"other screens: {path.name}")
        found.append(tally)
    return found


def _killed_and_gone_on(name: str, path: Path, draw: random.Random, most: int, points: int, tally: Tally) -> None:
    """Kill a victim again and again until it comes to its end or there were kills enough; then let it end."""
    with open_store(str(path)) as store:
        seals = dict(store.seals())
    ended = False
    while not ended and tally.killed < points:
        ended = running.forked(name, path, draw.randrange(1, most)) == 0
        tally.killed += not ended
        tally.wrong += running.faults(path, seals, seals)
    if running.forked(name, path):
        tally.wrong.append(f"does not go on: {path.name}")
    tally.runs += 1
    tally.acknowledged += len(running.acknowledged(path))


def _shown(path: Path) -> list[tuple[object, ...]]:
    """All items of all screens, and of how many fillings there are rows."""
    connection = sqlite3.connect(path)
    try:
        items = connection.execute(
            "SELECT screen, number, line, rows FROM shown_items ORDER BY screen, number"
        ).fetchall()
        fillings = connection.execute("SELECT count(DISTINCT filling) FROM shown_items").fetchall()
        return [*items, *fillings]
    finally:
        connection.close()


def _wrong_decisions(path: Path, decisions: list[str]) -> Iterator[str]:
    acked = running.acknowledged(path)
    with open_store(str(path)) as store:
        made = [one.target for one in store.judgements()]
    yield from (f"lost: decision on {one}" for one in sorted(set(acked) - set(made)))
    yield from (f"doubled: decision on {one}" for one in sorted({one for one in made if made.count(one) > 1}))
    if sorted(made) != decisions:
        yield f"not the same decisions: {path.name}"
