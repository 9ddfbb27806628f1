"""Several processes, and processes that are killed: what was acknowledged is there, whole, once."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.store.opening import open_store
from tests.places import Place
from tests.store import made

ROOT = Path(__file__).resolve().parents[2]

#: Adds reports named PREFIX-0, PREFIX-1… and prints the id of each once it was acknowledged. With a count of
#: statements, the process kills itself just before the statement after so many.
WRITER = """
import os, signal, sys
from sqlalchemy import event
from onrecord.store.opening import open_store
from tests.store import made

path, prefix, count, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
done = 0

def stop(*_):
    global done
    done += 1
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(path) as store:
    if last:
        event.listen(store._engine, "before_cursor_execute", stop)
        event.listen(store._engine, "commit", stop)
    for number in range(count):
        entry = made.entry(f"{prefix}-{number}", made.TEXT + f"{prefix} {number}")
        store.add(made.document(entry), entry)
        print(entry.id, flush=True)
"""


def writer(path: str, prefix: str, count: int, last: int = 0) -> subprocess.Popen[str]:
    """A process that adds reports to a record."""
    command = [sys.executable, "-c", WRITER, path, prefix, str(count), str(last)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_add_at_once(place: Place) -> None:
    """Two processes that begin one record and add 30 reports each lose none, double none and never see it locked."""
    path = place.address()
    processes = [writer(path, prefix, 30) for prefix in "ab"]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert errors == ["", ""]
    with open_store(path) as store:
        assert sorted(store.report_ids()) == sorted(f"{prefix}-{n}" for prefix in "ab" for n in range(30))
        assert store.verify().ok


def test_two_processes_add_the_same(place: Place) -> None:
    """Two processes that add the same reports end with each once."""
    path = place.address()
    errors = [process.communicate(timeout=120)[1] for process in [writer(path, "a", 15), writer(path, "a", 15)]]
    assert errors == ["", ""]
    with open_store(path) as store:
        assert len(store.report_ids()) == 15
        assert store.verify().ok


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_process_killed_while_adding_leaves_whole_reports(place: Place) -> None:
    """After kills at drawn statements, every acknowledged report is there, no half one is, and all verifies."""
    rng = random.Random(9)
    path = place.address()
    acknowledged: set[str] = set()
    for run, last in enumerate(rng.sample(range(3, 120), 10 if place.name == "file" else 5)):
        out, error = writer(path, f"run{run}", 20, last).communicate(timeout=120)
        assert error == ""
        acknowledged |= set(out.split())
        with open_store(path) as store:
            stored = set(store.report_ids())
            assert acknowledged <= stored
            # One more a run may be there: killed after its commit and before it could say so.
            assert len(stored - acknowledged) <= run + 1
            assert store.verify().ok
            assert all(entry == made.entry(entry.id, entry.report.text) for entry in store.entries())
