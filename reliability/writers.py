"""Several writers of the same reports, each in an order of its own, and a reader of one record, at the store alone.

    python -m reliability.writers [--writers 4] [--sources 2000] [--minutes 6] [--server]

Each source is given by every writer; exactly one of them may have added it. The reader takes reports, seals, hits and
counts of one moment and holds them against each other and against what was given. Ends by itself, when all is written
or the time is over. Prints what happened; exits with 1 if anything was lost, doubled, half read or refused.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from onrecord.errors import OnrecordError
from onrecord.model.reading import Entry
from onrecord.store.opening import open_store
from onrecord.store.protocol import Store
from reliability.places import place
from tests.store import made

_ROOT = Path(__file__).resolve().parents[1]
#: Reports that the reader takes at one moment.
_LOOK = 12


@dataclass(slots=True)
class Found:
    """What happened.

    Attributes:
        outcomes: for each source, what the writers were told.
        looks: how often the reader looked.
        read: reports that it held against what was given.
        faults: what must not happen and did, in words.
        seconds: how long it took.
    """

    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    looks: int = 0
    read: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


def source(number: int) -> Entry:
    """A report with a reading that has a value of every kind; the same number is always the same report."""
    return made.entry(f"source-{number}", f"{made.TEXT}Convoy {number} of the Senn valley waits.\n")


def write(record: str, sources: int, order: int, ends: float) -> None:
    """Add every source in a drawn order, and print what each came to once it is acknowledged."""
    numbers = list(range(sources))
    random.Random(order).shuffle(numbers)
    with open_store(record) as store:
        for number in numbers:
            if time.time() > ends:
                return
            entry = source(number)
            print(entry.id, store.add(made.document(entry), entry), flush=True)


def many(record: str, writers: int, sources: int, seconds: float) -> Found:
    """Have several processes write the same sources to one record, and read it meanwhile.

    Args:
        record: its file or address; it is begun by whoever comes first.
        writers: how many processes write.
        sources: how many sources each is given.
        seconds: after which they end, whatever is left.
    """
    found, started = Found(), time.monotonic()
    ends = time.time() + seconds
    running = [_writer(record, str(sources), str(order), str(ends)) for order in range(writers)]
    reading = Thread(target=_read, args=(record, found, lambda: all(one.poll() is not None for one in running)))
    hearing = [Thread(target=_hear, args=(one, found)) for one in running]
    for one in (*hearing, reading):
        one.start()
    for one in (*hearing, reading):
        one.join()
    found.seconds = time.monotonic() - started
    _settle(record, found)
    return found


def _writer(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "reliability.writers", "--write", *arguments]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _hear(process: subprocess.Popen[str], found: Found) -> None:
    """Take note of what a writer acknowledges; whatever it complains of is a fault."""
    said, errors = process.communicate()
    for line in said.splitlines():
        name, outcome = line.split()
        found.outcomes.setdefault(name, Counter())[outcome] += 1
    if errors or process.returncode:
        found.faults.append(f"a writer ended with {process.returncode}: {errors[-500:]}")


def _read(record: str, found: Found, over: Callable[[], bool]) -> None:
    """Look at the record until the writers are done."""
    drawn, most = random.Random(1), 0
    while not over() and not Path(record).exists() and "://" not in record:
        time.sleep(0.05)
    try:
        with open_store(record) as store:
            while True:
                last = over()
                most = _look(store, found, drawn, most)
                if last:
                    return
                time.sleep(0.02)
    except OnrecordError as error:
        found.faults.append(f"the reader was refused: {error}")


def _look(store: Store, found: Found, drawn: random.Random, most: int) -> int:
    """Hold what is read at one moment against itself and against what was given; how many reports there were."""
    with store.at_one_moment():
        ids = store.report_ids()
        some = drawn.sample(ids, min(len(ids), _LOOK))
        entries, seals = store.entries(some), store.seals()
        hits, matching = store.search("convoy", _LOOK), store.matching("convoy")
    found.looks += 1
    found.read += len(entries)
    wrong = [one.id for one in entries if one != source(int(one.id.rpartition("-")[2]))]
    for what, is_so in (
        (f"reports were half read: {wrong}", not wrong),
        (f"{len(ids)} reports and {len(seals)} seals", set(ids) == seals.keys()),
        (f"{len(ids)} reports and {matching.reports} in the index", matching.reports == len(ids)),
        ("the index has reports that are not there", {one.report for one in hits} <= set(ids)),
        (f"there were {most} reports and then {len(ids)}", len(ids) >= most),
    ):
        if not is_so:
            found.faults.append(what)
    return len(ids)


def _settle(record: str, found: Found) -> None:
    """Every source that was acknowledged is there, was added once, and everything proves."""
    with open_store(record, create=False) as store:
        ids = set(store.report_ids())
        lost = sorted(found.outcomes.keys() - ids)
        found.faults += [f"{len(lost)} lost: {lost[:5]}"] if lost else []
        doubled = [name for name, told in found.outcomes.items() if told["added"] != 1]
        found.faults += [f"{len(doubled)} were not added once: {doubled[:5]}"] if doubled else []
        unasked = sorted(ids - found.outcomes.keys())
        found.faults += [f"{len(unasked)} there and not acknowledged: {unasked[:5]}"] if unasked else []
        found.faults += [str(damage) for damage in store.verify().damages]


def told(found: Found) -> str:
    """What happened, in lines."""
    came = sum(found.outcomes.values(), Counter[str]())
    lines = [
        f"sources on record: {len(found.outcomes):,}",
        f"told by the writers: {', '.join(f'{number:,} {name}' for name, number in sorted(came.items()))}",
        f"looks of the reader: {found.looks:,}, reports held against what was given: {found.read:,}",
        f"seconds: {found.seconds:.0f}",
    ]
    return "\n".join((*lines, *(f"FAULT: {one}" for one in found.faults)))


def main() -> int:
    """Run the long form, or one writer of it."""
    if sys.argv[1:2] == ["--write"]:
        record, sources, order, ends = sys.argv[2:]
        write(record, int(sources), int(order), float(ends))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--sources", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--server", action="store_true", help="on a PostgreSQL server of its own, not in a file")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="onrecord-writers-") as folder,
        place(Path(folder), "writers", server=given.server) as record,
    ):
        found = many(record, given.writers, given.sources, given.minutes * 60)
    print(f"load average: {' '.join(f'{one:.1f}' for one in os.getloadavg())}")
    print(told(found))
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
