"""Long work that the page ordered: one job after the other, each in a process of its own, with what became of it."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Condition, Thread, Timer
from typing import Any, Literal

from onrecord.web.work import Order

_log = logging.getLogger("onrecord.web")

State = Literal["waiting", "running", "done", "stopped", "failed"]

#: What does the work. No modules are taken from the folder that the page happens to be started in.
_WORKER = ("-P", "-m", "onrecord.web.work")
#: Jobs that are remembered when they are over; with nothing to go on with, the oldest are dropped first.
_REMEMBERED = 50
#: Failures of one job that are kept with their reasons; of more it is said how many.
_FAILURES = 500
#: Seconds that a process has to end when it is asked to.
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something failed.

    Attributes:
        what: what was wrong.
        where: the source that it is about.
        hint: what to do next.
    """

    what: str
    where: str = ""
    hint: str = ""


@dataclass(slots=True)
class Job:
    """One job, and how far it is.

    Attributes:
        number: its number.
        order: what is to be done.
        title: what it is called.
        octets: bytes of the files that it adds.
        state: where it stands.
        stopping: whether its process was asked to end.
        expected: how many reports it has; ``None`` if that is not known.
        counts: how many sources were added, unchanged, failed…
        failures: the sources that failed, with why.
        doing: what of the reports is being compared.
        done: how much of that.
        of: of how much; 0 if that is not known.
        problem: why the job as a whole failed.
        stale: whether its look at the record found that the screens show another state; ``None`` before it.
        since: how many reports more the record has than the screens show.
        reports: how many reports the record has.
        filled: digest of what the screens were put together from.
    """

    number: int
    order: Order
    title: str
    octets: int = 0
    state: State = "waiting"
    stopping: bool = False
    expected: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    failures: list[Problem] = field(default_factory=list)
    doing: str = ""
    done: int = 0
    of: int = 0
    problem: Problem | None = None
    stale: bool | None = None
    since: int = 0
    reports: int = 0
    filled: str | None = None

    @property
    def active(self) -> bool:
        """Whether it runs or waits to."""
        return self.state in ("waiting", "running")

    @property
    def dealt(self) -> int:
        """How many sources were dealt with."""
        return sum(self.counts.values())

    @property
    def can_go_on(self) -> bool:
        """Whether what is left of it can be done yet."""
        return self.state in ("stopped", "failed")

    def hear(self, event: Mapping[str, Any]) -> None:
        """Take note of what its process tells."""
        kind = event.get("event")
        if kind == "expected":
            self.expected = event["reports"]
        elif kind == "added":
            self.counts[event["status"]] = self.counts.get(event["status"], 0) + 1
            if event["error"] and len(self.failures) < _FAILURES:
                self.failures.append(Problem(**event["error"]))
        elif kind == "judging":
            self.doing, self.done, self.of = event["kind"], event["done"], event["of"]
        elif kind == "looked":
            self.stale, self.since, self.reports = event["stale"], event["since"], event["reports"]
        elif kind == "filled":
            self.filled = event["basis"]
        elif kind == "waiting":
            self.doing = "waiting"
        elif kind == "failed":
            self.problem = Problem(**event["error"])

    def afresh(self) -> None:
        """Count from the beginning; adding again what is on record changes nothing."""
        self.state, self.stopping, self.problem, self.expected = "waiting", False, None, None
        self.doing, self.done, self.of, self.stale = "", 0, 0, None
        self.counts, self.failures = {}, []


class Jobs:
    """The jobs of a page, done one after the other.

    Args:
        ended: called with each that has ended and how, in the thread that runs them, before anybody sees that it has.
    """

    def __init__(self, ended: Callable[[Job, State], None] = lambda job, state: None) -> None:
        self._ended = ended
        self._jobs: list[Job] = []
        self._number = 0
        self._turn = Condition()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._thread = Thread(target=self._work, name="onrecord jobs", daemon=True)
        self._thread.start()

    # -- asking -------------------------------------------------------------------------------------------------

    def seen(self) -> tuple[Job, ...]:
        """The jobs as they stand now, the newest first."""
        with self._turn:
            return tuple(
                replace(job, counts=dict(job.counts), failures=list(job.failures)) for job in reversed(self._jobs)
            )

    def running(self, *, beside: int = 0) -> Job | None:
        """The job that runs, or is next, as it stands now; without its failures.

        Args:
            beside: number of a job that does not count.
        """
        with self._turn:
            found = next((job for job in self._jobs if job.active and job.number != beside), None)
            return replace(found, counts=dict(found.counts), failures=[]) if found else None

    @property
    def octets(self) -> int:
        """Bytes of the files that are kept for jobs."""
        with self._turn:
            return sum(job.octets for job in self._jobs)

    # -- ordering -----------------------------------------------------------------------------------------------

    def order(self, order: Order, title: str, octets: int = 0) -> int:
        """Have something done after what is ordered already.

        Args:
            order: what.
            title: what it is called.
            octets: bytes of its files.

        Returns:
            The job's number.
        """
        with self._turn:
            if order.kind == "prepare":  # the newest says all
                self._jobs = [job for job in self._jobs if job.order.kind != "prepare" or job.active]
            self._number += 1
            self._jobs.append(Job(self._number, order, title, octets))
            self._forget_oldest()
            self._turn.notify_all()
            return self._number

    def stop(self, number: int) -> None:
        """End a job; what it did until now stays."""
        with self._turn:
            job = self._of(number)
            if job is None or not job.active:
                return
            if job.state == "waiting":
                job.state = "stopped"
            else:
                self._end(job)

    def go_on(self, number: int) -> None:
        """Do what is left of a job that was stopped or broke off."""
        with self._turn:
            job = self._of(number)
            if job is not None and job.can_go_on:
                job.afresh()
                self._turn.notify_all()

    def forget(self, number: int) -> None:
        """Drop a job that is over, with its files."""
        with self._turn:
            job = self._of(number)
            if job is not None and not job.active:
                self._drop(job)

    def close(self) -> None:
        """End what runs and drop the rest; what was added stays."""
        with self._turn:
            self._closed = True
            for job in self._jobs:
                if job.state == "running":
                    self._end(job)
            self._turn.notify_all()
        self._thread.join(2 * _PATIENCE)
        for job in list(self._jobs):
            self._drop(job)

    # -- doing --------------------------------------------------------------------------------------------------

    def _of(self, number: int) -> Job | None:
        return next((job for job in self._jobs if job.number == number), None)

    def _end(self, job: Job) -> None:
        job.stopping = True
        if self._process is not None:
            _terminate(self._process)

    def _drop(self, job: Job) -> None:
        self._jobs.remove(job)
        _clear(job)

    def _forget_oldest(self) -> None:
        over = [job for job in self._jobs if not job.active and not job.can_go_on]
        for job in over[: max(0, len(self._jobs) - _REMEMBERED)]:
            self._drop(job)

    def _next(self) -> Job | None:
        """The next job, as soon as there is one; ``None`` when the page ends."""
        with self._turn:
            while True:
                if self._closed:
                    return None
                found = next((job for job in self._jobs if job.state == "waiting"), None)
                if found is not None:
                    return found
                self._turn.wait()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                code = self._do(job)
            except Exception as error:  # no process can be started, or its pipe broke
                _log.exception("job %s", job.title)
                code = 1
                hint = "See whether memory or disk ran out, then go on"
                job.problem = Problem(f"the work could not be begun ({error})", hint=hint)
            state = self._over(job, code)
            try:
                self._ended(job, state)
            except Exception:
                _log.exception("after job %s", job.title)
            finally:
                with self._turn:
                    job.state, self._process = state, None

    def _do(self, job: Job) -> int:
        """Have it done; the exit code of its process."""
        process = self._start(job)
        if process is None:
            return 1
        with process:
            assert process.stdin is not None
            with suppress(BrokenPipeError):
                process.stdin.write(job.order.packed())
                process.stdin.flush()
            for event in _events(process):
                with self._turn:
                    job.hear(event)
            return process.wait()

    def _start(self, job: Job) -> subprocess.Popen[bytes] | None:
        """Its process; ``None`` if it was stopped before it could begin."""
        with self._turn:
            if job.state != "waiting" or self._closed:
                job.stopping = True
                return None
            job.state = "running"
            command, pipe = [sys.executable, *_WORKER], subprocess.PIPE
            # A session of its own: an interruption from the keyboard is the page's to handle.
            self._process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, env=_environment(), start_new_session=True
            )
            return self._process

    def _over(self, job: Job, code: int) -> State:
        """How it ended."""
        if code == 0:
            _clear(job)
            return "done"
        if job.stopping:
            return "stopped"
        if job.problem is None:
            what = f"the process that did the work was ended from outside or by a fault (code {code})"
            hint = "What it did until then is on record. See whether memory ran out, then go on"
            job.problem = Problem(what, hint=hint)
        return "failed"


def _clear(job: Job) -> None:
    """Remove the files of a job."""
    if job.order.folder:
        shutil.rmtree(job.order.folder, ignore_errors=True)
    job.octets = 0


def _events(process: subprocess.Popen[bytes]) -> Iterator[Mapping[str, Any]]:
    assert process.stdout is not None
    for line in process.stdout:
        with suppress(ValueError):  # a line that was cut when the process was killed
            yield json.loads(line)


def _environment() -> dict[str, str]:
    """The environment of the process, which says nothing of the semaphores of its own that it leaves when stopped."""
    quiet = "ignore:resource_tracker:UserWarning"
    known = os.environ.get("PYTHONWARNINGS")
    return {**os.environ, "PYTHONWARNINGS": f"{known},{quiet}" if known else quiet}


def _terminate(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and end it if it does not; those that read for it end with it."""
    process.terminate()
    timer = Timer(_PATIENCE, process.kill)
    timer.daemon = True
    timer.start()
