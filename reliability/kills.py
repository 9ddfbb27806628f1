"""Kills ``onrecord`` with SIGKILL at many points, and looks at what is left: ``python -m reliability.kills``.

How points are drawn:

- ``commands``: the real ``onrecord add FOLDER --jobs 2`` of 300 reports, (a) at a time evenly drawn over a run,
  (b) some milliseconds after it printed that a report is on record, (c) at a call to the system by which SQLite changes
  its files, put there by strace. Killed are all processes at once, or the parent alone, or one that reads.
- ``statements``: adding as the command does it, in a fork that has loaded everything, just before a drawn statement or
  commit.
- in ``reliability.interrupted``: an old record that is opened, at statements and at calls to the system; and comparing
  the reports, putting the screens together and judging, at statements.
"""

from __future__ import annotations

import argparse
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
from reliability import interrupted, reports, running
from reliability.tally import Tally

#: How often each call to the system comes in keeping a report, the least.
PER_REPORT = {"pwrite64": 90, "fdatasync": 3, "unlink": 1, "openat": 1}


# -- adding: the command ------------------------------------------------------------------------------------------

_HOW = {
    "time": "at a time",
    "after": "after what it printed",
    "call": "at a call to the system",
}


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
    tally = Tally(f"onrecord add, {_HOW[how]}")
    while tally.killed < points:
        path = home / f"{how}-{tally.runs}.onrecord"
        acked: set[str] = set()
        ended = False
        while not ended and tally.killed < points:
            ended = _command_once(path, folder, calm, how, draw, tally, acked)
            tally.wrong += running.faults(path, acked, calm.seals)
        if acked != set(calm.seals):
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
        killed, whom = True, "parent"  # those that read end after it
    code = adding.end()
    killed = code not in (0, 1) if how == "call" else killed
    acked |= set(_acknowledged(adding))
    tally.killed += killed
    tally.notes += [f"killed {whom}"] if killed else []
    print(f"{path.name}: {whom} {'killed' if killed else 'not killed'}, {len(acked)} acknowledged", file=sys.stderr)
    ended = code in (0, 1)
    if ended and whom == "worker" and killed:
        tally.notes += ["report that a killed worker was at, for the next run"] * len(set(calm.seals) - acked)
    elif ended and acked != set(calm.seals):
        tally.wrong.append(f"given up: {sorted(set(calm.seals) - acked)}")
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


# -- the long form ------------------------------------------------------------------------------------------------


def main() -> None:
    """Kill as often as asked, and print what came of it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--commands", type=int, default=100, help="kills of the command, a third in each way")
    asked.add_argument("--statements", type=int, default=100)
    asked.add_argument("--migrations", type=int, default=50)
    asked.add_argument("--between", type=int, default=12, help="kills of each: comparing, screens, judging")
    asked.add_argument("--how", choices=("time", "after", "call"), help="kill the command in this way only")
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
        yield interrupted.migrations(place("migrations"), wanted.migrations, wanted.seed, calls)
    if wanted.between:
        base = home / "base.onrecord"
        Undisturbed.of([reports.folder(home / "few", 24, wanted.seed)], base)
        yield from interrupted.between(place("between"), base, wanted.between, wanted.seed)
    if wanted.commands:
        source = reports.folder(home / "reports", wanted.reports, wanted.seed)
        calm = Undisturbed.of([source], home / "calm.onrecord")
        hows = [how for how in ("time", "after", "call") if how == (wanted.how or how)]
        if why := running.why_no_strace():
            print("NOT TRIED:", why)
            hows = [how for how in hows if how != "call"]
        for number, how in enumerate(hows):
            points = wanted.commands * (number + 1) // len(hows) - wanted.commands * number // len(hows)
            yield commands(place(how), source, calm, points, how, wanted.seed + number)
        for how in hows[-1:]:
            yield sameness(place("same"), source, home / "calm.onrecord", home / how / f"{how}-0.onrecord")


if __name__ == "__main__":
    main()
