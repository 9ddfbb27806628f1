"""Reports read by several processes at once, and given back in the order in which they came."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from onrecord import pipeline
from onrecord.errors import OnrecordError, ReadersError, ReadingFailed
from onrecord.model.reading import Entry
from onrecord.model.report import Document

if TYPE_CHECKING:
    from onrecord.reading.engine import Engine

Other = TypeVar("Other")
Outcome = Entry | OnrecordError

#: With fewer reports than this to read, starting processes that each load the models takes longer than it saves: they
#: load for about as long as six reports take.
WORTH = 12
#: Reports that wait for each process beside the one it reads, so that none is idle and memory stays flat.
_AHEAD = 3
#: Reports that each process reads before a fresh one takes its place: native libraries keep memory for every shape of
#: text they meet, some 100 KB a report, and give none back. Loading the models again takes as long as six reports.
FRESH = 400


#: Processes that read if nobody says how many, at the most: each takes a third of a gigabyte.
MOST = 8


def usual() -> int:
    """How many processes read if nobody says: one a processor core that this process may use, up to ``MOST``."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST)


def each_read(
    items: Iterable[Document | Other],
    model: str | None = None,
    reader: str | None = None,
    jobs: int = 1,
) -> Iterator[tuple[Document | Other, Outcome | None]]:
    """Each item with what is read in it, if it is a document, in the order given.

    A document that kills the process which reads it gives an error; the others are read all the same.

    Args:
        items: documents, and whatever else stands between them and is passed on.
        model: package name of the language model to read with.
        reader: what finds attributions.
        jobs: how many processes read; with one, or with few documents, this process reads itself.
    """
    waiting = iter(items)
    first = list(islice(waiting, WORTH)) if jobs > 1 else []
    everything = chain(first, waiting)
    if jobs > 1 and len(first) == WORTH:
        yield from _Readers(model, reader, jobs).each(everything)
        return
    engine = pipeline.engine_named(model, reader)
    for item in everything:
        yield item, _outcome(item, engine) if isinstance(item, Document) else None


def _outcome(document: Document, engine: Callable[[], Engine]) -> Outcome:
    try:
        return pipeline.read(document, engine)
    except OnrecordError as error:
        return error


class _Readers:
    """Processes that read, started anew if one dies."""

    def __init__(self, model: str | None, reader: str | None, jobs: int) -> None:
        self._settings = (model, reader)
        self._jobs = jobs
        self._pool = self._start(jobs)
        self._started = False
        self._given = 0

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        # Forking a process that holds native threads and a database is not safe; a fresh one is.
        return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=self._settings)

    def each(self, items: Iterable[Document | Other]) -> Iterator[tuple[Document | Other, Outcome | None]]:
        """Each item with its outcome, in order; see ``each_read``."""
        queue: deque[tuple[Document | Other, Future[Outcome] | None]] = deque()
        most = self._jobs * (1 + _AHEAD)
        source = iter(items)
        try:
            while True:
                if self._given < FRESH * self._jobs:
                    queue.extend((one, self._begun(one)) for one in islice(source, most - len(queue)))
                elif not queue:
                    self._restart()
                    continue
                if not queue:
                    return
                item, future = queue.popleft()
                if future is None:
                    yield item, None
                    continue
                try:
                    yield item, future.result()
                    self._started = True
                except BrokenProcessPool:
                    self._require_start()
                    queue.appendleft((item, future))
                    yield from self._one_by_one(queue)
                    self._restart()
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _restart(self) -> None:
        """Read on with fresh processes."""
        self._pool.shutdown(wait=True)
        self._pool = self._start(self._jobs)
        self._given = 0

    def _require_start(self) -> None:
        """See whether a process can be started at all.

        Raises:
            ReadersError: none can.
        """
        if self._started:
            return
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._start(1)
        try:
            self._pool.submit(_ready).result()
        except BrokenProcessPool as error:
            raise ReadersError(
                "the processes that are to read end as soon as they are started",
                hint="A script that reads with several keeps its own work under 'if __name__ == \"__main__\":'; "
                "or read with one (jobs=1)",
            ) from error
        self._started = True

    def _begun(self, item: Document | Other) -> Future[Outcome] | None:
        if not isinstance(item, Document):
            return None
        self._given += 1
        try:
            return self._pool.submit(_read, item)
        except BrokenProcessPool:  # found out when its turn comes
            broken: Future[Outcome] = Future()
            broken.set_exception(BrokenProcessPool())
            return broken

    def _one_by_one(
        self, queue: deque[tuple[Document | Other, Future[Outcome] | None]]
    ) -> Iterator[tuple[Document | Other, Outcome | None]]:
        """What waited when a process died, each alone, so that the one that kills it is known."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._start(1)
        while queue:
            item, future = queue.popleft()
            if not isinstance(item, Document):
                yield item, None
            elif future is not None and future.done() and not future.cancelled() and future.exception() is None:
                yield item, future.result()
            else:
                yield item, self._alone(item)
        self._pool.shutdown(wait=True)

    def _alone(self, document: Document) -> Outcome:
        try:
            return self._pool.submit(_read, document).result()
        except BrokenProcessPool:
            self._pool = self._start(1)
            return ReadingFailed(
                "the process that read this text was ended from outside or by a fault",
                where=document.name,
                hint="Nothing of it was kept. See whether memory ran out, and try it alone with '--jobs 1'",
            )


_engine: Callable[[], Engine] | None = None


def _begin(model: str | None, reader: str | None) -> None:
    """Make a fresh process ready: an interruption is the first process's to handle."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    global _engine
    _engine = pipeline.engine_named(model, reader)


def _end_with_parent() -> None:
    """End this process when the one that started it does, however that was ended."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _ready() -> None:
    """Nothing; that it comes back says that a process can be started."""


def _read(document: Document) -> Outcome:
    engine = _engine
    assert engine is not None
    return _outcome(document, engine)
