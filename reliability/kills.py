"""Kills ``onrecord`` with SIGKILL at many points, and looks at what is left: ``python -m reliability.kills``.

Five ways to draw a point, each a function here:

- ``commands``: the real ``onrecord add FOLDER --jobs 2`` of 300 reports, (a) at a time evenly drawn over a run,
  (b) some milliseconds after it printed that a report is on record, (c) at a call to the system by which SQLite changes
  its files, put there by strace. Killed are all processes at once, or the parent alone, or one that reads.
- ``statements``: adding as the command does it, in a fork that has loaded everything, just before a drawn statement or
  commit.
- ``migrations``: an old record that is opened, at statements and at calls to the system.
- ``between``: comparing the reports, putting the screens together, judging, at statements.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import onrecord
from onrecord.store.opening import open_store
from reliability import reports, running
from reliability.tally import Tally

FIXTURES = running.ROOT / "tests" / "store" / "fixtures"

#: How often each call to the system comes in keeping a report, the least.
PER_REPORT = {"pwrite64": 90, "fdatasync": 3, "unlink": 1, "openat": 1}


# -- adding: the command ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Undisturbed:
    """A run that nobody disturbed: the seal of each report, the digest of all, and how long it took."""

    seals: dict[str, str]
    digest: str
    seconds: float

    @classmethod
    def of(cls, sources: Sequence[Path], path: Path, jobs: int = 2) -> Undisturbed:
        """Run it: by the command, or in this process if it has one job."""
        begun = time.monotonic()
        if jobs == 1:
            with onrecord.open(path, reader="rules") as record:
                record.add(*sources)
        else:
            subprocess.run(_add(sources, path), env=running.environment(), capture_output=True, check=False)
        seconds = time.monotonic() - begun
        with open_store(str(path)) as store:
            return cls(dict(store.seals()), store.digest(), seconds)


def _add(sources: Sequence[Path], path: Path) -> list[str]:
    options = ("--record", str(path), "--jobs", "2", "--reader", "rules", "--jsonl")
    return running.command("add", *map(str, sources), *options)


def commands(home: Path, folder: Path, calm: Undisturbed, points: int, how: str, seed: int = 1) -> Tally:
    """Kill the real command at so many points; each record is gone on with until it is whole.

    Args:
        home: an empty folder for the records.
        folder: what is added.
        calm: the same without kills.
        points: how many kills.
        how: ``time``, ``after`` (what was acknowledged) or ``call``.
        seed: of the draw.
    """
    draw = random.Random(seed)
    tally = Tally(f"onrecord add, by {how}")
    while tally.killed < points:
        path = home / f"{how}-{tally.runs}.onrecord"
        acked: set[str] = set()
        ended = False
        while not ended and tally.killed < points:
            ended = _command_once(path, folder, calm, how, draw, tally, acked)
            tally.wrong += running.faults(path, acked, calm.seals)
        if not ended:
            running.Adding(_add([folder], path), path.with_suffix(".errors")).end()
        tally.runs += 1
        tally.wrong += _not_the_same(path, calm)
        tally.acknowledged += len(acked)
    return tally


def _command_once(
    path: Path, folder: Path, calm: Undisturbed, how: str, draw: random.Random, tally: Tally, acked: set[str]
) -> bool:
    """One run that is killed; whether it came to its end all the same."""
    asked, some = _add([folder], path), max(2, len(calm.seals) // 5)
    if how == "call":
        call = draw.choice(running.CHANGES)
        when = draw.randrange(1, PER_REPORT[call] * some)
        asked = running.traced(asked, path, f"{call}:signal=KILL:when={when}")
    adding = running.Adding(asked, path.with_suffix(".errors"))
    whom = draw.choices(("group", "parent", "worker"), (6, 2, 2))[0]
    if how == "time":
        late = draw.uniform(0, calm.seconds)
        until = time.monotonic() + late
        adding.wait_for(lambda: time.monotonic() > until)
        killed = adding.kill(whom)
    elif how == "after":
        news = draw.randrange(1, some)
        before = len(acked)
        adding.wait_for(lambda: len({*acked, *_acknowledged(adding)}) >= before + news)
        time.sleep(draw.uniform(0, 0.05))
        killed = adding.kill(whom)
    else:
        killed, whom = True, "group"
    code = adding.end()
    acked |= set(_acknowledged(adding))
    if how == "call":
        killed = code not in (0, 1)
    tally.killed += killed
    tally.notes += [f"killed {whom}"] if killed else []
    print(f"{path.name}: {whom} {'killed' if killed else 'not killed'}, {len(acked)} acknowledged", file=sys.stderr)
    ended = code in (0, 1)
    if ended and whom == "worker" and killed and set(acked) != set(calm.seals):
        tally.wrong.append(f"reports given up with a worker: {sorted(set(calm.seals) - acked)}")
    return ended


def _acknowledged(adding: running.Adding) -> Iterator[str]:
    for line in list(adding.lines):
        row = json.loads(line)
        if row["status"] != "failed":
            yield row["report"]


def sameness(home: Path, folder: Path, calm: Path, killed: Path, seed: int = 9) -> Tally:
    """Compare the digest, with all that holds between the reports, of runs that should end in the same record.

    Args:
        home: an empty folder.
        folder: what was added.
        calm: the record of a run that nobody disturbed.
        killed: that of one that was killed and gone on with.
        seed: of the order in which the files are added the other time.
    """
    tally = Tally("the same record")
    files = sorted(folder.iterdir())
    random.Random(seed).shuffle(files)
    shuffled, again = home / "shuffled.onrecord", home / "again.onrecord"
    shutil.copy(killed, again)
    for sources, path in ((files, shuffled), ([folder], again)):
        subprocess.run(_add(sources, path), env=running.environment(), capture_output=True, check=False)
    digests = {}
    for path in (calm, killed, shuffled, again):
        with onrecord.open(path, reader="rules") as record:
            digests[path.stem] = record.digest()
        tally.runs += 1
    tally.wrong += [f"another digest: {digests}"] if len(set(digests.values())) > 1 else []
    return tally


def _not_the_same(path: Path, calm: Undisturbed) -> Iterator[str]:
    """In what a record differs from that of a run that nobody disturbed."""
    with open_store(str(path)) as store:
        if store.digest() != calm.digest:
            yield f"another digest: {path.name}, {len(store.report_ids())} reports"


# -- adding: at statements ----------------------------------------------------------------------------------------


def statements(home: Path, points: int, seed: int = 2) -> Tally:
    """Kill adding at so many drawn statements and commits; each record is gone on with until it is whole."""
    draw = random.Random(seed)
    tally = Tally("adding, before a statement or commit")
    calm = home / "calm.onrecord"
    running.forked("add", calm)
    with open_store(str(calm)) as store:
        whole, digest = dict(store.seals()), store.digest()
    while tally.killed < points:
        path = home / f"statement-{tally.killed}.onrecord"
        ended = False
        while not ended and tally.killed < points:
            code = running.forked("add", path, draw.randrange(1, 400))
            ended = code == 0
            tally.killed += not ended
            tally.wrong += running.faults(path, running.acknowledged(path), whole)
            tally.wrong += doubled(running.acknowledged(path))
        running.forked("add", path)
        tally.runs += 1
        tally.acknowledged += len(running.acknowledged(path))
        with open_store(str(path)) as store:
            tally.wrong += [] if store.digest() == digest else [f"another digest: {path.name}"]
        tally.wrong += running.strays(path)
    return tally


def doubled(acked: list[str]) -> list[str]:
    """What was acknowledged twice, so was not there the second time."""
    return [f"acknowledged twice: {one}" for one in sorted({one for one in acked if acked.count(one) > 1})]


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
    import sqlite3

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
    import sqlite3

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


# -- the long form ------------------------------------------------------------------------------------------------


def main() -> None:
    """Kill as often as asked, and print what came of it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--commands", type=int, default=100, help="kills of the command, a third in each way")
    asked.add_argument("--statements", type=int, default=100)
    asked.add_argument("--migrations", type=int, default=50)
    asked.add_argument("--between", type=int, default=12, help="kills of each: comparing, screens, judging")
    asked.add_argument("--reports", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-kills-") as folder:
        tallies = []
        for tally in run(Path(folder), wanted):
            print(tally, flush=True)
            for one in tally.wrong[:20]:
                print("   ", one)
            tallies.append(tally)
    print(f"In all: {sum(one.killed for one in tallies)} killed, {sum(len(one.wrong) for one in tallies)} wrong.")
    sys.exit(any(one.wrong for one in tallies))


def run(home: Path, wanted: argparse.Namespace) -> Iterator[Tally]:
    """All ways one after the other."""

    def place(name: str) -> Path:
        made = home / name
        made.mkdir()
        return made

    if wanted.statements:
        yield statements(place("statements"), wanted.statements, wanted.seed)
    if wanted.migrations:
        calls = not running.why_no_strace()
        yield migrations(place("migrations"), wanted.migrations, wanted.seed, calls)
    if wanted.between:
        base = home / "base.onrecord"
        Undisturbed.of([reports.folder(home / "few", 24, wanted.seed)], base)
        yield from between(place("between"), base, wanted.between, wanted.seed)
    if wanted.commands:
        source = reports.folder(home / "reports", wanted.reports, wanted.seed)
        calm = Undisturbed.of([source], home / "calm.onrecord")
        hows = ("time", "after", *(() if running.why_no_strace() else ("call",)))
        for number, how in enumerate(hows):
            points = wanted.commands * (number + 1) // len(hows) - wanted.commands * number // len(hows)
            yield commands(place(how), source, calm, points, how, wanted.seed + number)
        yield sameness(place("same"), source, home / "calm.onrecord", next((home / "after").glob("*.onrecord")))


if __name__ == "__main__":
    main()
