"""Puts backups, exports and upgrades to the test: ``python -m reliability.backups``.

Two programs add reports without a pause, and meanwhile the record is backed up, restored, exported and imported again
and again; each copy must be the record as it was between two commits. Then backups, restores and imports are killed at
drawn moments, files are damaged at drawn places, and a large record goes out and in.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import onrecord
from onrecord.errors import OnrecordError
from onrecord.store.backups import back_up, restore
from onrecord.store.copying import PART
from onrecord.store.portable.lines import parsed
from onrecord.store.sqlite import SqliteStore
from tests.store import made, wholes

ROOT = Path(__file__).resolve().parents[1]

#: Adds some made reports for each line that it is told, and prints the id of each once it was acknowledged.
WRITER = """
import sys, time
from onrecord.store.opening import open_store
from tests.store import made

path, prefix, some, number = sys.argv[1], sys.argv[2], int(sys.argv[3]), 0
with open_store(path) as store:
    for _ in sys.stdin:
        for number in range(number, number + some):
            entry = made.entry(f"{prefix}-{number}", made.TEXT + f"{prefix} {number}")
            store.add(made.document(entry), entry)
            print(entry.id, flush=True)
            time.sleep(0.02)
        number += 1
"""


# -- under load -------------------------------------------------------------------------------------------------------


class Writer:
    """A program that adds reports, and what it said was kept."""

    def __init__(self, path: Path, prefix: str, some: int) -> None:
        command = [sys.executable, "-c", WRITER, str(path), prefix, str(some)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self._process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
        self.kept: list[str] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.kept.append(line.strip())

    def go_on(self) -> None:
        """Have it add some more, and come back when it has begun to."""
        assert self._process.stdin is not None
        before = len(self.kept)
        self._process.stdin.write("more\n")
        self._process.stdin.flush()
        while len(self.kept) == before and self._process.poll() is None:
            time.sleep(0.005)

    def stop(self) -> str:
        """Have it stop when it is done; what it complained of."""
        assert self._process.stdin is not None
        assert self._process.stderr is not None
        self._process.stdin.close()
        said = self._process.stderr.read()
        self._process.wait(timeout=120)
        self._thread.join(timeout=60)
        return said


@dataclass
class Load:
    """What was seen while two programs added."""

    added: int = 0
    copies: dict[str, int] = field(default_factory=lambda: {"backup": 0, "restore": 0, "export": 0, "import": 0})
    sizes: list[int] = field(default_factory=list)
    longest: float = 0.0
    faults: list[str] = field(default_factory=list)


def under_load(folder: Path, rounds: int, some: int = 20) -> Load:
    """Back up, restore, export and import while two programs add.

    Args:
        folder: where to work.
        rounds: how often.
        some: how many reports each program adds in each round: more of them make all that follows slower.
    """
    record = folder / "talks.onrecord"
    with SqliteStore(record) as store:
        wholes.fill(store)
        first = len(store.report_ids())
    writers = [Writer(record, prefix, some) for prefix in "xy"]
    load, orders = Load(), list[tuple[str, list[str]]]()
    for number in range(rounds):
        for writer in writers:
            writer.go_on()
        _round(folder, record, number, writers, load, orders)
    complaints = [writer.stop() for writer in writers]
    load.faults += [f"a program that adds: {said.splitlines()[-1]}" for said in complaints if said]
    with SqliteStore(record) as store:
        whole = _order(store)
        load.added = len(whole) - first
        if not store.verify().ok:
            load.faults.append("the record itself does not prove")
    load.faults += [f"{what}: no state between two commits" for what, order in orders if whole[: len(order)] != order]
    return load


def _round(
    folder: Path, record: Path, number: int, writers: list[Writer], load: Load, orders: list[tuple[str, list[str]]]
) -> None:
    """One backup, restored, and one export, imported."""
    safe, again, lines, other = (folder / f"{number}.{kind}" for kind in ("safe", "again", "jsonl", "other"))
    before = [one for writer in writers for one in list(writer.kept)]
    begun = time.monotonic()
    with SqliteStore(record) as store:
        backup = back_up(store, safe)
        load.longest = max(load.longest, time.monotonic() - begun)
        between = [one for writer in writers for one in list(writer.kept)]
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(store.lines())
    restored = restore(safe, str(again)).record
    onrecord.import_record(lines, other)
    for what, path, acknowledged in (("backup", safe, before), ("export", other, between)):
        with SqliteStore(path) as store:
            order = _order(store)
            orders.append((f"{what} {number}", order))
            load.sizes.append(len(order))
            if lost := set(acknowledged) - set(order):
                load.faults.append(f"{what} {number}: {len(lost)} reports that were acknowledged before are not in it")
            same = "".join(store.lines())
            if what == "export" and same != lines.read_text(encoding="utf-8"):
                load.faults.append(f"{what} {number}: it goes out as other lines than it came in by")
            if what == "backup" and not backup.digest == restored.digest == store.digest():
                load.faults.append(f"{what} {number}: the digests differ")
    for kind in load.copies:
        load.copies[kind] += 1
    for path in (safe, again, lines, other):
        path.unlink()


def _order(store: SqliteStore) -> list[str]:
    """The reports of a record in the order in which they were kept."""
    with store._reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT id FROM reports ORDER BY number")]


# -- killed -----------------------------------------------------------------------------------------------------------


@dataclass
class Killed:
    """What killed backups, restores and imports left.

    Attributes:
        killed: how many were killed before they were done.
        done: how many were done before.
        before: how many of the killed left the name as it was.
        after: how many of the killed left what was asked for, whole.
        faults: what was neither.
    """

    killed: int = 0
    done: int = 0
    before: int = 0
    after: int = 0
    faults: list[str] = field(default_factory=list)


def killed(folder: Path, times: int, seed: int = 1) -> dict[str, Killed]:
    """Kill backups over an earlier one, restores over a record, and imports, at drawn moments."""
    record, safe, lines = folder / "talks.onrecord", folder / "safe", folder / "whole.jsonl"
    with SqliteStore(record) as store:
        wholes.fill(store)
        back_up(store, safe)
        entry = made.entry("more", made.TEXT * 200)
        store.add(made.document(entry), entry)
        lines.write_text("".join(store.lines()), encoding="utf-8")
    old, new = _digest(safe), _digest(record)
    draw = random.Random(seed)
    deeds: dict[str, tuple[Path, Path | None, Callable[[Path], object]]] = {
        "backup": (folder / "target", safe, lambda path: _backed_up(record, path)),
        "restore": (folder / "target", safe, lambda path: restore(record, str(path), force=True)),
        "import": (folder / "target", None, lambda path: onrecord.import_record(lines, path)),
    }
    return {
        name: _killed(target, there, deed, (old if there else "", new), times, draw)
        for name, (target, there, deed) in deeds.items()
    }


def _backed_up(record: Path, path: Path) -> None:
    with SqliteStore(record) as store:
        back_up(store, path, force=True)


def _killed(
    target: Path,
    there: Path | None,
    deed: Callable[[Path], object],
    digests: tuple[str, str],
    times: int,
    draw: random.Random,
) -> Killed:
    found = Killed()
    length = _length(target, there, deed)
    for number in range(times):
        _put(target, there)
        was_killed = _kill(lambda: deed(target), draw.uniform(0, 1.1 * length))
        now = _digest(target) if target.exists() else ""
        found.killed += was_killed
        found.done += not was_killed
        found.before += was_killed and now == digests[0]
        found.after += was_killed and now == digests[1]
        if now not in digests or (not was_killed and now != digests[1]):
            found.faults.append(f"{number}: neither what was there nor what was asked for")
    deed_again = _kill(lambda: (_put(target, there), deed(target)), 60)  # whatever is left is in nobody's way
    if deed_again or _digest(target) != digests[1]:
        found.faults.append("it could not be done after the kills")
    _put(target, None)
    return found


def _length(target: Path, there: Path | None, deed: Callable[[Path], object]) -> float:
    """How long it takes in a fork, in seconds."""
    _put(target, there)
    begun = time.monotonic()
    _kill(lambda: deed(target), 600)
    return time.monotonic() - begun


def _put(target: Path, there: Path | None) -> None:
    """Have a copy of this under the name, or nothing; what earlier kills left unfinished stays."""
    for one in target.parent.glob(f"{target.name}*"):
        if not one.name.endswith(PART):
            one.unlink()
    if there is not None:
        shutil.copyfile(there, target)


def _kill(deed: Callable[[], object], after: float) -> bool:
    """Do something in a fork, killed after some seconds; whether it was."""
    child = os.fork()
    if child == 0:
        try:
            deed()
        finally:
            os._exit(0)
    until = time.monotonic() + after
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _digest(path: Path) -> str:
    """The digest of a record that proves; in words if it does not."""
    try:
        with SqliteStore(path, create=False) as store:
            found = store.verify()
            return store.digest() if found.ok else f"does not prove: {found.damages[0]}"
    except OnrecordError as error:
        return f"does not open: {error}"


# -- damaged ----------------------------------------------------------------------------------------------------------


@dataclass
class Damaged:
    """What became of damaged files: refused, the same record all the same, or another one, which may never be."""

    refused: int = 0
    named: int = 0
    same: int = 0
    faults: list[str] = field(default_factory=list)


def damaged(folder: Path, times: int, seed: int = 1) -> dict[str, Damaged]:
    """Change a byte of a backup and of an export at drawn places, and restore and import them."""
    record = folder / "talks.onrecord"
    with SqliteStore(record) as store:
        wholes.fill(store)
        lines, digest = "".join(store.lines()).encode(), store.digest()
    with closing(sqlite3.connect(record)) as connection:  # small pages, so that little of the file is empty room
        connection.execute("PRAGMA page_size = 512")
        connection.execute("VACUUM")
    return {
        "backup": _damaged_backup(folder, record.read_bytes(), digest, times, random.Random(seed)),
        "export": _damaged_export(lines, times, random.Random(seed)),
    }


def _flipped(octets: bytes, draw: random.Random) -> tuple[bytes, int]:
    place = draw.randrange(len(octets))
    changed = bytearray(octets)
    changed[place] ^= draw.randrange(1, 256)
    return bytes(changed), place


def _damaged_backup(folder: Path, octets: bytes, digest: str, times: int, draw: random.Random) -> Damaged:
    found = Damaged()
    hurt, new = folder / "hurt", folder / "new"
    for _ in range(times):
        changed, place = _flipped(octets, draw)
        hurt.write_bytes(changed)
        new.unlink(missing_ok=True)
        try:
            now = restore(hurt, str(new)).record.digest
        except OnrecordError as error:
            found.refused += 1
            found.named += str(hurt) in str(error)
            if new.exists():
                found.faults.append(f"byte {place}: refused, and a record is there")
            continue
        found.same += now == digest
        if now != digest:
            found.faults.append(f"byte {place}: restored as another record")
    return found


def _damaged_export(octets: bytes, times: int, draw: random.Random) -> Damaged:
    found = Damaged()
    for _ in range(times):
        changed, place = _flipped(octets, draw)
        line = octets[:place].count(b"\n") + 1
        try:
            list(parsed(io.BytesIO(changed), "f"))
            found.faults.append(f"byte {place}: taken over")
        except OnrecordError as error:
            found.refused += 1
            found.named += error.where in (f"f:{line}", f"f:{line + 1}") or (line == 1 and error.where == "f")
    return found


# -- large ------------------------------------------------------------------------------------------------------------


@dataclass
class Large:
    """What a record of some size takes to go out and in."""

    reports: int
    octets: dict[str, int]
    seconds: dict[str, float]
    memory: dict[str, int]
    same: bool


def large(folder: Path, reports: int) -> Large:
    """Back up, restore, export and import a record of so many reports, each in a process of its own."""
    record, safe, again, lines, other = (folder / name for name in ("talks", "safe", "again", "whole.jsonl", "other"))
    with SqliteStore(record) as store:
        for number in range(reports):
            entry = made.entry(f"r{number}", made.TEXT * 10 + str(number))
            store.add(made.document(entry), entry)
    deeds: dict[str, Callable[[], object]] = {
        "backup": lambda: _backed_up(record, safe),
        "restore": lambda: restore(safe, str(again)),
        "export": lambda: _exported(record, lines),
        "import": lambda: onrecord.import_record(lines, other),
    }
    seconds, memory = {}, {}
    for name, deed in deeds.items():
        begun = time.monotonic()
        memory[name] = _peak(deed)
        seconds[name] = time.monotonic() - begun
    sizes = {path.name: path.stat().st_size for path in (record, safe, lines)}
    same = len({_digest(path) for path in (record, safe, again, other)}) == 1
    return Large(reports, sizes, seconds, memory, same)


def _exported(record: Path, lines: Path) -> None:
    with SqliteStore(record) as store, lines.open("w", encoding="utf-8") as file:
        file.writelines(store.lines())


def _peak(deed: Callable[[], object]) -> int:
    """The most memory that something takes more than before, in MiB, in a process of its own."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            deed()
            more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            os.write(into, str(more // 1024).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return int(said or -1)


# -- all --------------------------------------------------------------------------------------------------------------


def say(line: str) -> None:
    """Print a line at once, also into a file: the whole takes minutes."""
    print(line, flush=True)


def main() -> int:
    """Run all of it and print what was found; 1 if a promise did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="copies of each kind under load")
    parser.add_argument("--kills", type=int, default=60, help="kills of each kind")
    parser.add_argument("--damages", type=int, default=500, help="bytes changed in each kind of file")
    parser.add_argument("--reports", type=int, default=1000, help="reports of the large record")
    asked = parser.parse_args()
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="onrecord-backups-") as name:
        for part in ("load", "kills", "damage", "large"):
            (Path(name) / part).mkdir()
        load = under_load(Path(name) / "load", asked.rounds)
        say(f"under load: {load.copies}, while {load.added} reports were added by two programs; copies of "
              f"{min(load.sizes)} to {max(load.sizes)} reports; longest backup {load.longest:.1f} s")  # fmt: skip
        faults += load.faults
        for kind, one in killed(Path(name) / "kills", asked.kills).items():
            say(f"{kind} killed {one.killed} times ({one.done} were done before): {one.before} left what was there, "
                  f"{one.after} what was asked for")  # fmt: skip
            faults += [f"{kind}, {fault}" for fault in one.faults]
        for kind, hurt in damaged(Path(name) / "damage", asked.damages).items():
            say(f"{kind} with a byte changed: {hurt.refused} refused ({hurt.named} by name), {hurt.same} the same "
                  "record")  # fmt: skip
            faults += [f"{kind}, {fault}" for fault in hurt.faults]
        size = large(Path(name) / "large", asked.reports)
        say(f"{size.reports} reports: bytes {size.octets}; seconds "
              f"{ {kind: round(one, 1) for kind, one in size.seconds.items()} }; MiB more {size.memory}; "
              f"{'the same record' if size.same else 'NOT the same record'}")  # fmt: skip
        faults += [] if size.same else ["large: not the same record"]
    for fault in faults:
        print("FAULT", fault)
    print("Every promise held." if not faults else f"{len(faults)} faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
