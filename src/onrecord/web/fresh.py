"""Keeps the screens as fresh as the record: looks whether it changed, has them put together, and says how it stands."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Literal

from onrecord import revising, screening
from onrecord.errors import OnrecordError
from onrecord.store.addresses import is_address
from onrecord.views.words import count
from onrecord.web.jobs import Job, Jobs
from onrecord.web.work import Order

if TYPE_CHECKING:
    from onrecord.store.protocol import Store

Standing = Literal["fresh", "empty", "behind", "working"]

#: Seconds between two looks. A look at a file that did not change is one question to the system.
EVERY = 3.0
#: What the job is called that puts the screens together.
COMPARING = "Compare the reports and put the screens together"

_log = logging.getLogger("onrecord.web")


@dataclass(frozen=True, slots=True)
class Fresh:
    """How fresh the screens are, in words.

    Attributes:
        standing: whether they show the record as it is, are behind, or are being put together.
        said: the sentences that say so.
    """

    standing: Standing
    said: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What the last look at the record found.

    Attributes:
        stale: whether the screens show another state of the record.
        since: reports that came since they were put together, as far as they are more.
        reports: how many reports there are.
        trouble: why it could not be looked at.
    """

    stale: bool = False
    since: int = 0
    reports: int = 0
    trouble: str = ""


class Keeping:
    """What keeps a page up to date: its jobs, and a look at the record every few seconds.

    Args:
        store: the record's store.
        order: how the screens are put together.
        every: seconds between two looks.
    """

    def __init__(self, store: Store, order: Order, every: float = EVERY) -> None:
        self._store = store
        self.prepare = order
        self._every = every
        self._looked = Looked()
        self._sign: object = None
        self._tried: str | None = None
        self._shown = False
        self._poke = Event()
        self._closed = False
        self.jobs = Jobs(self._poke.set)
        self._thread = Thread(target=self._watch, name="onrecord watch", daemon=True)

    @property
    def readonly(self) -> bool:
        """Whether nothing can be added."""
        return self._store.readonly

    def start(self) -> None:
        """Look at the record now, and from now on."""
        self._try_look()
        self._thread.start()

    def close(self) -> None:
        """End what runs; what was added stays."""
        self._closed = True
        self._poke.set()
        if self._thread.is_alive():
            self._thread.join(self._every + 2)
        self.jobs.close()

    def compare(self) -> None:
        """Have the screens put together now."""
        if self.jobs.running() is None:
            self.jobs.order(self.prepare, COMPARING)

    # -- looking ------------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        while True:
            self._poke.wait(self._every)
            poked = self._poke.is_set()
            self._poke.clear()
            if self._closed:
                return
            if poked:
                self._sign = None
            self._try_look()

    def _try_look(self) -> None:
        try:
            self.look()
        except OnrecordError as error:
            self._looked, self._sign = Looked(trouble=error.message), None
        except Exception:
            _log.exception("looking at the record")
            self._looked, self._sign = Looked(trouble="The record could not be looked at."), None

    def look(self) -> None:
        """See whether the record changed since the screens were put together, and have that done if so.

        While a job runs nothing is looked at: it says itself how far it is. What was tried and did not end well is not
        tried again until the record changes or a person asks, and neither is what another process put together from the
        same record in its own way.
        """
        sign = _sign(self.prepare.record)
        if self.jobs.running() is not None or (sign is not None and sign == self._sign):
            return
        now, filled = screening.basis(self._store), self._store.shown.filling()
        stale = filled is None or filled.basis != now
        reports = len(revising.current_ids(self._store))
        self._looked = Looked(stale, max(0, reports - (filled.reports if filled else 0)), reports)
        self._sign = sign
        emptied = filled is None and self._shown
        self._shown = not stale
        if stale and (now != self._tried or emptied) and not self.readonly:
            self._tried = now
            self.jobs.order(self.prepare, COMPARING)

    # -- saying -------------------------------------------------------------------------------------------------

    def fresh(self) -> Fresh:
        """How fresh the screens are; asks nothing of the record."""
        job, looked = self.jobs.running(), self._looked
        if job is not None:
            return Fresh("working", f"{_adding(job) if job.order.kind == 'add' else _comparing(job, looked)}.")
        if looked.trouble:
            return Fresh("behind", looked.trouble)
        if looked.stale:
            why = "the record can only be read" if self.readonly else "comparing was broken off"
            return Fresh("behind", f"{_since(looked)}; {why}.")
        if not looked.reports:
            return Fresh("empty", "Nothing is on record yet.")
        return Fresh("fresh", "The screens show the record as it is now.")


def _sign(record: str) -> object:
    """What changes with the record's file, at no cost; ``None`` for a record on a server."""
    if is_address(record):
        return None
    signs = []
    for path in (record, f"{record}-wal"):
        try:
            found = Path(path).stat()
            signs.append((found.st_mtime_ns, found.st_size, found.st_ino))
        except OSError:
            signs.append((0, 0, 0))
    return tuple(signs)


def _adding(job: Job) -> str:
    failed = job.counts.get("failed", 0)
    lost = f"; {failed:,} could not be added" if failed else ""
    if job.expected is None:
        return f"Being added: {count(job.dealt, 'report')} so far{lost}"
    return f"Being added: {job.dealt:,} of {count(job.expected, 'report')}{lost}"


#: What is judged of two reports, as the line says it.
_JUDGED = {
    "texts": "what they share",
    "quotes": "what they quote",
    "accounts": "where they differ",
    "counterparts": "what only one has",
}


def _comparing(job: Job, looked: Looked) -> str:
    return f"{_since(looked)}; {doing(job)}"


def doing(job: Job) -> str:
    """What a job that compares is at, in words."""
    if job.doing == "waiting":
        return "another program is comparing them"
    if job.doing == "screens":
        return f"the screens are being put together: {job.done:,} items so far"
    if job.doing:
        return f"being compared, {_JUDGED.get(job.doing, job.doing)}: {job.done:,} of {job.of:,} pairs"
    return "comparing begins"


def _since(looked: Looked) -> str:
    if not looked.since:
        return "The record changed since these screens were put together"
    were = "was" if looked.since == 1 else "were"
    if looked.since == looked.reports:
        return f"{count(looked.since, 'report')} {were} not compared yet"
    return f"{count(looked.since, 'report')} {were} added since these screens were put together"
