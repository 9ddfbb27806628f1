"""Reports read by processes with limits, several at once, and given back in the order in which they came."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord import guarded, pipeline
from onrecord.errors import OnrecordError, TooCostly
from onrecord.guarded.process import PATIENCE, Ended, Process, give_back, readable, take
from onrecord.model.reading import Entry
from onrecord.model.report import Document

if TYPE_CHECKING:
    from onrecord.reading.engine import Engine

Other = TypeVar("Other")
Outcome = Entry | OnrecordError

#: With fewer reports than this to read, several processes take longer to start than they save: each loads the models
#: for about as long as six reports take.
WORTH = 12
#: Reports that wait for each of several processes beside the one it reads, so that none is idle and memory stays flat.
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

    A document that costs more to read than it may gives its report with nothing read in it, and a note that says so.
    One that ends the process which reads it gives an error. The others are read all the same.

    Args:
        items: documents, and whatever else stands between them and is passed on.
        model: package name of the language model to read with.
        reader: what finds attributions.
        jobs: how many processes read.
    """
    waiting = iter(items)
    first = list(islice(waiting, WORTH)) if jobs > 1 else []
    everything = chain(first, waiting)
    jobs = jobs if len(first) == WORTH else 1
    if jobs > 1 or guarded.on():
        yield from _Readers[Other](model, reader, jobs).each(everything)
        return
    engine = pipeline.engine_named(model, reader)
    for item in everything:
        yield item, _outcome(item, engine) if isinstance(item, Document) else None


def read_one(document: Document, model: str | None = None, reader: str | None = None) -> Outcome:
    """What is read in one document; see ``each_read``."""
    ((_, outcome),) = each_read([document], model, reader)
    assert outcome is not None
    return outcome


def _outcome(document: Document, engine: Callable[[], Engine]) -> Outcome:
    try:
        return pipeline.read(document, engine)
    except OnrecordError as error:
        return error


@dataclass(slots=True)
class _Slot(Generic[Other]):
    """An item in its place, what came of it, what reading it cost too much of, and whether it was tried again."""

    item: Document | Other
    outcome: Outcome | None = None
    open: bool = False
    costly: TooCostly | None = None
    again: bool = False


@dataclass(slots=True)
class _Busy(Generic[Other]):
    """What a process reads, and for how many seconds it was waited for."""

    slot: _Slot[Other]
    waited: int = 0


class _Readers(Generic[Other]):
    """Processes that read; one that ends is replaced, and costs only the document that it was at."""

    def __init__(self, model: str | None, reader: str | None, jobs: int) -> None:
        self._settings = (model, reader)
        self._jobs = jobs
        self._free: list[Process] = []
        self._busy: dict[Process, _Busy[Other]] = {}
        self._line: deque[_Slot[Other]] = deque()

    def each(self, items: Iterable[Document | Other]) -> Iterator[tuple[Document | Other, Outcome | None]]:
        """Each item with its outcome, in order; see ``each_read``."""
        slots: deque[_Slot[Other]] = deque()
        most = self._jobs * (1 + _AHEAD) if self._jobs > 1 else 1
        source = iter(items)
        try:
            while True:
                for item in islice(source, most - len(slots)):
                    slots.append(_Slot(item, open=isinstance(item, Document)))
                    if slots[-1].open:
                        self._line.append(slots[-1])
                    self._give()
                if not slots:
                    return
                while slots[0].open:
                    self._hear()
                    self._give()
                first = slots.popleft()
                yield first.item, first.outcome
        finally:
            for process in self._busy:
                process.kill()
            give_back(self._free, FRESH)

    def _give(self) -> None:
        """Give what waits in line to processes that are free, starting as many as there may be."""
        while self._line and len(self._busy) < self._jobs:
            process = next((one for one in self._free if one.alive), None)
            if process is not None:
                self._free.remove(process)
            else:
                process = take(self._settings)
            slot = self._line.popleft()
            process.ask(*(("unread", slot.item, slot.costly.what) if slot.costly else ("read", slot.item)))
            self._busy[process] = _Busy(slot)

    def _hear(self) -> None:
        """Wait until one of the processes is done, or was at it too long."""
        said = readable(self._busy, 1.0)
        for process in said:
            self._done(process)
        if said:
            return
        for process, busy in list(self._busy.items()):
            busy.waited += 1  # not by the clock: who is stopped for a while is not waited for
            if busy.waited > PATIENCE:
                process.kill()
                self._lost(process, Ended(None))

    def _done(self, process: Process) -> None:
        try:
            reply = process.receive()
        except Ended as ended:
            self._lost(process, ended)
            return
        self._came_of(self._busy.pop(process).slot, reply[1])
        if process.asked >= FRESH or isinstance(reply[1], TooCostly):
            process.end()
        else:
            self._free.append(process)

    def _lost(self, process: Process, ended: Ended) -> None:
        slot = self._busy.pop(process).slot
        assert isinstance(slot.item, Document)
        if ended.outside and not slot.again:
            slot.again = True  # the text need not be at fault
            self._line.appendleft(slot)
        else:
            self._came_of(slot, ended.error(slot.item.name))

    def _came_of(self, slot: _Slot[Other], outcome: Outcome) -> None:
        """Keep the outcome; a document that costs too much to read is to be kept without a reading."""
        if isinstance(outcome, TooCostly) and slot.costly is None:
            slot.costly = outcome
            self._line.appendleft(slot)
        else:
            slot.outcome, slot.open = outcome, False
