"""Puts faults into the disk under a record: ``python -m reliability.faults``.

- ``pages``, ``quota``, ``disk``: the disk is full at many sizes: by SQLite's own limit of pages, by a limit on the size
  of files, on a small tmpfs; and by ENOSPC from the system at drawn writes.
- ``failing``: syncs, writes, reads, deletions and openings fail, once or from then on (strace puts the error there).
- in ``reliability.shut``: a record that can only be read, or that is moved while it is open, and what the real command
  says on a failing disk.

Each ends in an error that names the file and says what to do; every report that was acknowledged is there, whole; and
the same run goes on once the fault is gone, to the same record as without it.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.store.opening import open_store
from reliability import running, shut, victims
from reliability.tally import Tally

#: Calls to the system with the errors that they may give, and how often each comes in a run of 40 reports.
FAILURES: Sequence[tuple[str, str, int]] = (
    ("pwrite64", "ENOSPC", 4000),
    ("pwrite64", "EIO", 4000),
    ("pwrite64", "EDQUOT", 4000),
    ("fdatasync", "EIO", 120),
    ("fdatasync", "ENOSPC", 120),
    ("pread64", "EIO", 80),
    ("unlink", "EIO", 40),
    ("unlink", "EACCES", 40),
    ("openat", "EROFS", 40),
    ("openat", "EACCES", 40),
    ("openat", "ENOSPC", 40),
    ("openat", "EMFILE", 40),
)
FULL = FAILURES[:1]


class Calm:
    """What the record is without faults.

    Args:
        home: a folder for it.
        count: of how many reports.
    """

    def __init__(self, home: Path, count: int = victims.COUNT) -> None:
        self.count = count
        path, empty = home / "calm.onrecord", home / "empty.onrecord"
        victims.add(str(path), count=count)
        open_store(str(empty)).close()
        with open_store(str(path)) as store:
            self.seals, self.digest = dict(store.seals()), store.digest()
        assert len(self.seals) == count
        self.path, self.size, self.empty = path, path.stat().st_size, empty.stat().st_size

    def sizes(self, count: int) -> list[int]:
        """So many sizes: a quarter in which no record can be begun, and others in which not all reports have room."""
        begun = max(1, count // 4)
        some = [8192 + (self.empty - 8192) * number // begun for number in range(begun)]
        room = self.size - 8192 - self.empty
        return some + [self.empty + room * number // (count - begun) for number in range(count - begun)]

    def numbers(self) -> tuple[int, int, int]:
        """What ``victims.add`` takes after the path, to add the same reports."""
        return 0, 8, self.count

    def counted(self, tally: Tally, path: Path, code: int = 0, *, fails: bool = True) -> None:
        """Count a run under a fault, and see what it left."""
        tally.killed += 1
        tally.acknowledged += len(running.acknowledged(path))
        tally.wrong += [f"ended with {code}: {path.name}"] if code else []
        tally.wrong += self._wrong(path, fails)
        tally.runs += 1

    def _wrong(self, path: Path, fails: bool) -> Iterator[str]:
        """What is wrong with a record after a fault, and after the same run went on without it."""
        told = running.complaints(path)
        if fails and not told:
            yield f"not told: {path.name}"
        for one in told:
            named = one.startswith(("error Unavailable:", *(("error Damaged:",) if "pread64" in path.name else ())))
            if not named or path.name not in one or ". " not in one:
                yield f"told otherwise: {one}"
        yield from running.faults(path, running.acknowledged(path), self.seals)
        victims.add(str(path), *self.numbers())
        yield from running.faults(path, self.seals, self.seals)
        with open_store(str(path)) as store:
            if store.digest() != self.digest:
                yield f"another digest: {path.name}"
        yield from running.strays(path)


# -- full ---------------------------------------------------------------------------------------------------------


def pages(home: Path, calm: Calm, sizes: int) -> Tally:
    """Let a record have so many pages and no more."""
    tally = Tally("disk full, by pages")
    for size in calm.sizes(sizes):
        path = home / f"pages-{size}.onrecord"
        with victims.pages_at_most(size // 4096):
            victims.add(str(path), *calm.numbers())
        calm.counted(tally, path)
    return tally


def quota(home: Path, calm: Calm, sizes: int) -> Tally:
    """Let no file of a process grow over a size."""
    tally = Tally("disk full, by quota")
    for size in calm.sizes(sizes):
        path = home / f"quota-{size}.onrecord"
        calm.counted(tally, path, running.forked("limited", path, size, *calm.numbers()))
    return tally


def disk(home: Path, calm: Calm, sizes: int) -> Tally:
    """Add on a small disk in memory."""
    tally = Tally("disk full, tmpfs")
    for size in calm.sizes(sizes):
        path = home / f"tmpfs-{size}.onrecord"
        calm.counted(tally, path, _on_tmpfs(path, size * 6 // 5 // 1024, calm))  # the journal takes room too
    return tally


def _on_tmpfs(path: Path, kilobytes: int, calm: Calm) -> int:
    """Add on a disk of a size, and bring the record out."""
    disk = path.with_suffix(".disk")
    disk.mkdir()
    script = """
        mount -t tmpfs -o size=$1k none "$2" || exit 90
        shift 2
        "$@"; code=$?
        cp "$DISK"/*.onrecord* "$OUT"
        exit $code"""
    inside = disk / path.name
    environment = running.environment() | {
        "VICTIM_SAID": str(victims.said(str(path))), "DISK": str(disk), "OUT": str(path.parent)
    }  # fmt: skip
    victim = running.victim("add", inside, *calm.numbers())
    asked = ["unshare", "-m", "sh", "-c", script, "sh", str(kilobytes), str(disk), *victim]
    return subprocess.run(asked, env=environment, capture_output=True, check=False).returncode


# -- failing ------------------------------------------------------------------------------------------------------


def failing(
    home: Path,
    calm: Calm,
    points: int,
    seed: int = 8,
    failures: Sequence[tuple[str, str, int]] = FAILURES,
    name: str = "calls that fail",
) -> Tally:
    """Let calls to the system fail at drawn places, in turn once and from then on.

    Args:
        home: a folder for the records.
        calm: the record without faults.
        points: how many.
        seed: of the draw.
        failures: which calls with which errors.
        name: what it is called.
    """
    draw = random.Random(seed)
    tally = Tally(name)
    for number in range(points):
        call, error, most = failures[number // 2 % len(failures)]
        on = "+" if number % 2 else ""
        when = draw.randrange(1, max(2, most * 9 * calm.count // 400))
        path = home / f"{call}-{error}-{when}{'-on' if on else ''}-{number}.onrecord"
        asked = running.traced(
            running.victim("add", path, *calm.numbers()), path, f"{call}:error={error}:when={when}{on}"
        )
        done = subprocess.run(asked, env=running.environment(), capture_output=True, text=True, check=False)
        if done.stderr:
            tally.wrong.append(f"more said: {path.name}: {done.stderr[-300:]}")
        tally.notes += [] if running.complaints(path) else ["that did no harm"]
        calm.counted(tally, path, done.returncode, fails=False)
    return tally


# -- the long form ------------------------------------------------------------------------------------------------


def main() -> None:
    """Put in as many faults as asked, and print what came of it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--sizes", type=int, default=24, help="of a full disk, in each way")
    asked.add_argument("--failing", type=int, default=96)
    asked.add_argument("--only", default="", help="full, failing, shut, moved or said")
    wanted = asked.parse_args()
    for why in filter(None, (running.why_no_mount(), running.why_no_strace())):
        print("NOT TRIED:", why)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-faults-") as folder:
        for tally in run(Path(folder), wanted):
            print(tally, *tally.wrong[:20], sep="\n    ", flush=True)
            wrong += len(tally.wrong)
    sys.exit(wrong > 0)


def run(home: Path, wanted: argparse.Namespace) -> Iterator[Tally]:
    """All of them one after the other."""
    calm = Calm(home)

    def place(name: str) -> Path | None:
        if wanted.only and name != wanted.only:
            return None
        made = home / name
        made.mkdir()
        return made

    if one := place("moved"):
        yield shut.moved(one)
    if one := place("shut"):
        yield shut.read_only(one, calm.path)
    if one := place("full"):
        yield pages(one, calm, wanted.sizes)
        yield quota(one, calm, wanted.sizes)
        if not running.why_no_mount():
            yield disk(one, calm, wanted.sizes)
        if not running.why_no_strace():
            yield failing(one, calm, wanted.sizes, 7, FULL, "disk full, by ENOSPC")
    if not running.why_no_strace():
        if one := place("failing"):
            yield failing(one, calm, wanted.failing)
        if one := place("said"):
            yield shut.said(one, shut.SAID)


if __name__ == "__main__":
    main()
