"""Keeps the screens as fresh as the record: looks whether it changed, has them put together, and says how it stands."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Literal

from onrecord.errors import OnrecordError
from onrecord.store.addresses import is_address
from onrecord.views.words import count
from onrecord.web.jobs import Job, Jobs, State
from onrecord.web.work import Order

if TYPE_CHECKING:
    from onrecord.store.protocol import Store

Standing = Literal["fresh", "empty", "behind", "working", "looking"]

#: Seconds between two looks at the file of a record, each a question to the system about its size and time.
EVERY = 2.0
#: Seconds between two looks at a record on a server, each some queries.
EVERY_ON_SERVER = 10.0
#: Seconds after which a record that never stands still is compared all the same; or, if that is longer, so many times
#: what comparing took the last time.
_LONGEST, _TIMES = 60.0, 3
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
        since: how many reports more it has than the screens show.
        reports: how many reports it has.
        trouble: why it could not be looked at.
    """

    stale: bool = False
    since: int = 0
    reports: int = 0
    trouble: str = ""


class Keeping:
    """What keeps a page up to date: its jobs, and a look at the record every few seconds.

    The look only sees that something was written. What it means is found out by the process that then puts the screens
    together: reading ten thousand seals takes a second that no request should wait for.

    Args:
        store: the record's store.
        order: how the screens are put together.
        every: seconds between two looks.
    """

    def __init__(self, store: Store, order: Order, every: float | None = None) -> None:
        self._store = store
        self.prepare = order
        self._every = every or (EVERY_ON_SERVER if is_address(order.record) else EVERY)
        self._looked = Looked()
        self._known: str | None = None
        #: What the record's file looked like when it was compared, when it was looked at, and since when it is another.
        self._compared: object = None
        self._last: object = None
        self._changed = 0.0
        self._begun = self._took = 0.0
        self._ending = Event()
        self._closed = False
        self.jobs = Jobs(self._ended)
        self._thread = Thread(target=self._watch, name="onrecord watch", daemon=True)

    @property
    def readonly(self) -> bool:
        """Whether nothing can be added."""
        return self._store.readonly

    def start(self) -> None:
        """Look at the record now, and from now on."""
        self.compare()
        self._thread.start()

    def close(self) -> None:
        """End what runs; what was added stays."""
        self._closed = True
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(self._every + 2)
        self.jobs.close()

    def compare(self, *, after: int = 0) -> None:
        """Have the screens put together now, if they show another state of the record.

        Args:
            after: number of the job that just ended.
        """
        if self.jobs.running(beside=after) is None and not self._closed:
            self._compared = self._last = self._sign()
            self._begun = time.monotonic()
            self.jobs.order(replace(self.prepare, known=self._known), COMPARING)

    # -- looking ------------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        while True:
            if self._ending.wait(self._every):
                return
            try:
                self.look()
            except OnrecordError as error:
                self._looked = Looked(stale=True, trouble=error.message)
            except Exception:
                _log.exception("looking at the record")

    def look(self) -> None:
        """See whether the record was written to since it was compared, and have it compared if so.

        While it is still being written to, that waits for a pause, though not for ever. While a job runs nothing is
        looked at: it says itself how far it is.
        """
        if self.jobs.running() is not None:
            return
        sign, now = self._sign(), time.monotonic()
        if sign == self._compared and not self._looked.trouble:
            return
        if self._last == self._compared:
            self._changed = now
        still, self._last = sign == self._last, sign
        if still or now - self._changed > max(_LONGEST, _TIMES * self._took):
            self.compare()

    def _sign(self) -> object:
        """What changes when the record does: the looks of its file, or a few numbers of one on a server."""
        if is_address(self.prepare.record):
            store = self._store
            decided, issues = len(store.judgements()), store.setting("issues")
            return len(store.report_ids()), store.basis(), store.shown.filling(), decided, issues
        return tuple(_looks(f"{self.prepare.record}{ending}") for ending in ("", "-wal"))

    def _ended(self, job: Job, state: State) -> None:
        """Take note of a job that ended; what changed while it ran is looked at next.

        One that did not end well is not begun again until the record changes or a person asks.
        """
        if job.order.kind == "add":
            self.compare(after=job.number)
            return
        self._took = time.monotonic() - self._begun
        stale = job.stale is not False and not job.filled
        self._known = job.filled or self._known
        self._looked = Looked(stale, job.since if stale else 0, job.reports)
        if state != "done":
            self._compared = self._last = self._sign()

    # -- saying -------------------------------------------------------------------------------------------------

    def fresh(self) -> Fresh:
        """How fresh the screens are; asks nothing of the record."""
        job, looked = self.jobs.running(), self._looked
        if job is not None and job.order.kind == "add":
            return Fresh("working", f"{_adding(job)}.")
        if job is not None:
            if not job.stale:
                return Fresh("looking", "Looking whether the record changed.")
            return Fresh("working", f"{_since(job.since, job.reports)}; {doing(job)}.")
        if looked.trouble:
            return Fresh("behind", looked.trouble)
        if looked.stale:
            why = "the record can only be read" if self.readonly else "comparing was broken off"
            return Fresh("behind", f"{_since(looked.since, looked.reports)}; {why}.")
        if not looked.reports:
            return Fresh("empty", "Nothing is on record yet.")
        return Fresh("fresh", "The screens show the record as it is now.")


def _looks(path: str) -> tuple[int, int, int]:
    """What changes with a file when it is written to."""
    try:
        found = Path(path).stat()
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_size, found.st_ino


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


def doing(job: Job) -> str:
    """What a job that compares is at, in words."""
    if job.doing == "waiting":
        return "another program is comparing them"
    if job.doing == "screens":
        return f"the screens are being put together: {job.done:,} items so far"
    if job.doing:
        return f"being compared, {_JUDGED.get(job.doing, job.doing)}: {job.done:,} of {job.of:,} pairs"
    return "comparing begins"


def _since(since: int, reports: int) -> str:
    if not reports:
        return "The screens are not put together yet"
    if not since:
        return "The record changed since these screens were put together"
    were = "was" if since == 1 else "were"
    if since == reports:
        return f"{count(since, 'report')} {were} not compared yet"
    return f"{count(since, 'report')} {were} added since these screens were put together"
