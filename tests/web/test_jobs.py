"""The queue of jobs: one after the other, each in a process of its own, and what becomes of them."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.web import jobs
from onrecord.web.jobs import Job, Jobs, State
from onrecord.web.work import Order

#: A stand-in for the process that works: it does what its first source says.
WORKER = """
import json, os, sys, time
order = json.loads(sys.stdin.readline())
tell = lambda **event: print(json.dumps(event), flush=True)
tell(event="added", status="added", error=None)
for do in order["sources"]:
    if do == "sleep":
        tell(event="judging", kind="pid", done=os.getpid(), of=0)
        time.sleep(60)
    if do == "refuse":
        tell(event="failed", error={"what": "the record is locked", "where": "a.onrecord", "hint": "Close it"})
        sys.exit(1)
    if do == "break":
        tell(event="added", status="failed", error={"what": "is empty", "where": "a.txt", "hint": ""})
        print('{"event": "add', end="", flush=True)
        sys.exit(3)
    tell(event="added", status="added", error=None)
tell(event="done")
"""


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jobs]:
    """A queue whose processes only play."""
    monkeypatch.setattr(jobs, "_WORKER", ("-c", WORKER))
    found = Jobs()
    yield found
    found.close()


def order(*sources: str, folder: Path | None = None) -> Order:
    """An order to add."""
    return Order("a.onrecord", "add", sources, folder=str(folder) if folder else None)


def until(what: Callable[[], object], seconds: float = 20) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def job(queue: Jobs, number: int) -> Job:
    """A job as it stands now."""
    return next(one for one in queue.seen() if one.number == number)


def test_jobs_are_done_in_their_order(queue: Jobs) -> None:
    """Each job begins when the one before has ended, and is counted by itself."""
    numbers = [queue.order(order(*sources), "x") for sources in (["a", "b"], ["c"])]
    until(lambda: queue.running() is None)
    assert [(job(queue, one).state, job(queue, one).counts) for one in numbers] == [
        ("done", {"added": 3}),
        ("done", {"added": 2}),
    ]


def test_the_files_of_a_job_go_when_it_is_done(queue: Jobs, tmp_path: Path) -> None:
    """The folder of a job is removed when all of it is done, and kept while something is left to do."""
    done, broken = tmp_path / "done", tmp_path / "broken"
    for folder, source in ((done, "a"), (broken, "break")):
        folder.mkdir()
        queue.order(order(source, folder=folder), "x", 10)
    until(lambda: queue.running() is None)
    assert (done.exists(), broken.exists(), queue.octets) == (False, True, 10)
    queue.forget(2)
    assert (broken.exists(), queue.octets) == (False, 0)


def test_a_job_that_is_stopped_keeps_what_it_did(queue: Jobs) -> None:
    """Stopping ends the process of the job; what it told by then stands, and the next job is done."""
    first, second = queue.order(order("sleep"), "x"), queue.order(order("a"), "y")
    until(lambda: job(queue, first).doing)
    queue.stop(first)
    until(lambda: queue.running() is None)
    assert (job(queue, first).state, job(queue, first).counts) == ("stopped", {"added": 1})
    assert job(queue, second).state == "done"


def test_a_job_that_waits_is_taken_out(queue: Jobs) -> None:
    """A job that has not begun is stopped at once and never begins, until it is gone on with."""
    first, second = queue.order(order("sleep"), "x"), queue.order(order("a"), "y")
    queue.stop(second)
    until(lambda: job(queue, first).doing)
    queue.stop(first)
    until(lambda: queue.running() is None)
    assert (job(queue, second).state, job(queue, second).counts) == ("stopped", {})
    queue.go_on(second)
    until(lambda: job(queue, second).state == "done")


@pytest.mark.parametrize(
    ("source", "what", "failures"), [("refuse", "the record is locked", 0), ("break", "ended from outside", 1)]
)
def test_a_job_that_broke_off_says_why(queue: Jobs, source: str, what: str, failures: int) -> None:
    """The reason is that of its process; one that died without a word is said to have, and a cut line does no harm."""
    number = queue.order(order(source), "x")
    until(lambda: queue.running() is None)
    found = job(queue, number)
    assert found.problem is not None
    assert (found.state, what in found.problem.what, len(found.failures)) == ("failed", True, failures)


def test_a_process_that_is_killed_does_not_stop_the_others(queue: Jobs) -> None:
    """After a process was killed from outside, the next job is done."""
    first, second = queue.order(order("sleep"), "x"), queue.order(order("a"), "y")
    until(lambda: job(queue, first).doing)
    os.kill(job(queue, first).done, signal.SIGKILL)
    until(lambda: queue.running() is None)
    assert (job(queue, first).state, job(queue, second).state) == ("failed", "done")


def test_it_is_told_that_a_job_ended_before_anybody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the end of a job and what follows from it there is no moment in which nothing seems to run."""
    monkeypatch.setattr(jobs, "_WORKER", ("-c", WORKER))
    seen: list[tuple[State, bool]] = []
    queue = Jobs(lambda job, state: seen.append((state, queue.running() is not None)))
    queue.order(order("a"), "x")
    until(lambda: queue.running() is None)
    queue.close()
    assert seen == [("done", True)]


def test_closing_ends_what_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When the page ends, the process that works ends, and the files of all jobs go."""
    monkeypatch.setattr(jobs, "_WORKER", ("-c", WORKER))
    folder = tmp_path / "f"
    folder.mkdir()
    queue = Jobs()
    number = queue.order(order("sleep", folder=folder), "x")
    until(lambda: job(queue, number).doing)
    process = job(queue, number).done
    queue.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert not folder.exists()


def test_only_the_last_comparison_is_listed(queue: Jobs) -> None:
    """Of jobs that compare, one that is over makes room for the next."""
    for _ in range(3):
        queue.order(Order("a.onrecord", "prepare"), "x")
        until(lambda: queue.running() is None)
    assert len(queue.seen()) == 1


def test_an_order_comes_out_as_it_went_in() -> None:
    """An order is one line, whatever is in it, and the same when it is unpacked."""
    one = Order("postgresql://desk:secret@db/talks", "add", ("a\nb.txt",), {"outlet": "Ä"}, "/tmp/f", None, "rules", 2)
    assert one.packed().count(b"\n") == 1
    assert Order.unpacked(one.packed()) == one
    assert json.loads(one.packed())["known"] is None
