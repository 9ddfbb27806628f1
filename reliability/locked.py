"""A record that another program keeps locked longer than anybody waits: what those who use it are told, and when.

    python -m reliability.locked [--seconds 40] [--clients 20]

The page of a small record runs; then another program takes the lock that nobody can read beside, as a database browser
does or a migration that runs out of memory. Meanwhile clients ask the page, a decision is made, commands are run. Each
must end in the message that says which record, by what it is kept and what to do, within the time that one waits and
what the machine takes to say so; and when the lock is gone all must be as before. Ends by itself.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread

from onrecord.store.faults import PATIENCE_S
from reliability.together_page import Asker
from reliability.together_programs import Page, Programs
from reliability.together_reports import batches, lists
from reliability.together_tally import Tally

#: What everybody is told.
SAID = "another program has kept the record locked"
#: Seconds beyond those that one waits, on a machine that does much else.
_SLACK = 40.0
_ASKED = ("/", "/reports", "/checks.json", "/quotes.csv", "/search?q=pier", "/healthz", "/judgements", "/timeline")
_AT_ONCE = ("/work", "/add", "/keys", "/fresh")


def locked(folder: Path, seconds: float, clients: int) -> Tally:
    """Lock a record that is served, and take note of what everybody is told.

    Args:
        folder: an empty folder.
        seconds: how long it is locked.
        clients: how many ask the page at once.
    """
    tally = Tally()
    record = str(folder / "locked.onrecord")
    programs = Programs(record, folder, tally)
    first, second = batches(lists([1])[0], 2, folder, "a")
    programs.add_all([first], lambda: False)
    with Page(programs, folder, ("kept the record locked",)) as page:
        _until_shown(page.port, tally)
        target = str(Asker(page.port, tally).get("/quotes.json").json["items"][0]["targets"][0])
        deeds: list[Callable[[], None]] = [_asking(page.port, tally, number) for number in range(clients)]
        deeds += [_deciding(page.port, tally, target), _command(programs, "checks"), _command(programs, "verify")]
        deeds.append(_command(programs, "judge", target, "accept", "--by", "Bo"))
        with closing(sqlite3.connect(record, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            running = [Thread(target=deed) for deed in deeds]
            for one in running:
                one.start()
            time.sleep(seconds)
            other.execute("ROLLBACK")
        for one in running:
            one.join()
        asker = Asker(page.port, tally)
        for path in (*_ASKED, *_AT_ONCE):
            asker.get(path, "after the lock")
    programs.add_all([second], lambda: False)
    return tally


def _until_shown(port: int, tally: Tally) -> None:
    asker = Asker(port, tally)
    while asker.get("/work.json").json["standing"] != "fresh":
        time.sleep(0.5)


def _asking(port: int, tally: Tally, number: int) -> Callable[[], None]:
    """A client that asks for one screen, and then for what needs no record."""

    def ask() -> None:
        asker = Asker(port, tally)
        started = time.monotonic()
        got = asker.get(_ASKED[number % len(_ASKED)], "while locked", may=(503,))
        _told(tally, f"GET {_ASKED[number % len(_ASKED)]}", got.words, time.monotonic() - started)
        asker.get(_AT_ONCE[number % len(_AT_ONCE)], "needs no record")

    return ask


def _deciding(port: int, tally: Tally, target: str) -> Callable[[], None]:
    def decide() -> None:
        started = time.monotonic()
        fields = {"target": target, "verdict": "accept", "by": "Ada", "back": "/checks"}
        got = Asker(port, tally).post("/judge", fields, may=(503,))
        _told(tally, "POST /judge", got.words, time.monotonic() - started)

    return decide


def _command(programs: Programs, name: str, *arguments: str) -> Callable[[], None]:
    def run() -> None:
        started = time.monotonic()
        done = programs.run(name, *arguments, may=(0, 1))
        if done.code == 0:  # it took so long to start that the lock was gone before its patience was
            return programs.tally.count("commands that waited until the lock was gone")
        return _told(programs.tally, name, done.errors, time.monotonic() - started)

    return run


def _told(tally: Tally, who: str, words: str, seconds: float) -> None:
    """Require that somebody was told what is the matter, in time."""
    if SAID not in words or "Close what else has it open" not in words:
        tally.fault(f"{who}: it was not told why: {words[-300:]!r}")
    elif seconds > PATIENCE_S + _SLACK:
        tally.fault(f"{who}: it was told after {seconds:.0f} s")
    tally.count("told by what the record is kept")


def main() -> int:
    """Run the long form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--clients", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-locked-") as folder:
        tally = locked(Path(folder), given.seconds, given.clients)
    print(f"load average: {' '.join(f'{one:.1f}' for one in os.getloadavg())}")
    print("\n".join(f"{name}: {number:,}" for name, number in sorted(tally.counts.items())))
    print("\n".join((*tally.times(), *(f"FAULT: {one}" for one in tally.faults))))
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
