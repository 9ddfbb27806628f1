"""A process that parses sources and reads texts for another, within limits: ``python -m onrecord.guarded.child``.

Requests come as frames on standard input, replies go as frames to standard output. The first request says whether this
process is to read texts, and then it loads the models before its limits begin to count. When the process that asks
ends, however it does, standard input ends, and so does this one.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from onrecord import limits, pipeline
from onrecord.errors import OnrecordError, ReadingFailed, SourceError, TooCostly
from onrecord.guarded import wire
from onrecord.model.report import Document, Given

if TYPE_CHECKING:
    from onrecord.intake.sources import Input
    from onrecord.reading.engine import Engine

#: What may be called by name: parsers of what was fetched or stored.
CALLS = {
    "feed": "onrecord.intake.feed:read",
    "page": "onrecord.intake.web:item_report",
    "item": "onrecord.intake.feeditem:document",
    "text": "onrecord.pipeline:reread",
}

#: Exit code after a request that names what no request may.
REFUSED = 3
#: Seconds of processor time that the parts of a report may cost where reading it cost too much.
_UNREAD_SECONDS = 3

Reply = tuple[Any, ...]


class _Work:
    """What this process does when it is asked."""

    def __init__(self, reply: Callable[[Reply], None]) -> None:
        self._reply = reply
        self._engine: Callable[[], Engine] | None = None

    def begin(self, settings: tuple[str | None, str | None] | None) -> None:
        """Get ready, and keep to the limits from now on."""
        if settings is not None:
            self._engine = pipeline.engine_named(*settings)
            _warmed(self._engine)
        limits.keep(lambda number, where: self._reply(("at", number, where)))
        self._reply(("ready",))

    def documents(self, one: Input, given: Given, passing: int, descriptor: int | None) -> None:
        """Send the documents of a source; of one that was begun before, those behind so many reports."""
        from onrecord.intake.sources import documents_in

        limits.source(passing)
        stdin = None if descriptor is None else os.fdopen(descriptor, "rb")
        for found in _behind(documents_in(one, given, stdin), passing):
            self._reply(("item", found))
        self._reply(("end",))

    def call(self, name: str, where: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        """Send what a parser gives."""
        module, _, function = CALLS[name].partition(":")
        limits.source()
        self._reply(("result", getattr(import_module(module), function)(*arguments, **options)))

    def read(self, document: Document) -> None:
        """Send what is read in a document."""
        assert self._engine is not None
        limits.spend()
        self._reply(("result", pipeline.read(document, self._engine)))

    def unread(self, document: Document, why: str) -> None:
        """Send the report of a document in which nothing is read."""
        limits.spend(_UNREAD_SECONDS)
        self._reply(("result", pipeline.unread(document, why)))


def _warmed(engine: Callable[[], Engine]) -> None:
    """Load all that reading needs, so that no report pays for it."""
    text = "Envoy Ilse Marn of Velmar said on Monday: “The talks will resume in May.”\n"
    pipeline.read(Document("warm", b"", "text/plain", text, "utf-8"), engine)


def _behind(found: Iterable[Document | SourceError], passing: int) -> Iterator[Document | SourceError]:
    """What comes behind the report that was the last to be begun before."""
    open_now = passing == 0
    try:
        for one in found:
            if isinstance(one, limits.Passed):
                open_now = open_now or one.number == passing
            elif open_now:
                yield one
    except limits.Passed:
        return


def _as_said(error: BaseException, where: str) -> OnrecordError:
    """The error that the other side gets."""
    if _is_memory(error) or _is_memory(error.__cause__):
        return too_costly("memory", where)
    if isinstance(error, OnrecordError):
        return error
    return ReadingFailed(
        f"Onrecord failed on it ({type(error).__name__}: {error})"[:300],
        where=where,
        hint="Nothing of it was kept. Please report this with the file",
    )


def _is_memory(error: BaseException | None) -> bool:
    return isinstance(error, MemoryError) or (error is not None and "bad_alloc" in str(error))


def too_costly(what: str, where: str) -> TooCostly:
    """The error for a report that needs more than one may.

    Args:
        what: ``memory``, ``processor`` or ``time``.
        where: the report.
    """
    said = {
        "memory": f"needs more than {limits.MEMORY / 1e9:g} GB of memory, so it was stopped",
        "processor": f"needs more than {limits.CPU_SECONDS} seconds of processor time, so it was stopped",
        "time": "gave no answer in a long time, so it was stopped",
    }
    return TooCostly(
        said[what],
        where=where,
        hint="Nothing of it was kept. No news report needs so much; copy its article into a .txt file if it matters",
    )


def _where(request: tuple[Any, ...]) -> str:
    """What a request is about, by its name."""
    return str(request[2] if request[0] == "call" else getattr(request[1], "name", ""))


def main() -> int:
    """Do what is asked until there is nobody who asks."""
    out = _out()

    def reply(value: Reply) -> None:
        out.write(wire.packed(value))
        out.flush()

    work = _Work(reply)
    for request in _requests():
        try:
            getattr(work, request[0])(*request[1:])
        except BrokenPipeError:
            return 1
        except Exception as error:
            reply(("error", _as_said(error, _where(request))))
    return 0


def _requests() -> Iterator[tuple[Any, ...]]:
    """The requests; a thread takes them, so that the end of who asks is noticed also while one is worked on."""
    queue: SimpleQueue[tuple[Any, ...]] = SimpleQueue()

    def take() -> None:
        while True:
            try:
                queue.put(wire.receive(sys.stdin.buffer))
            except wire.Gone:
                os._exit(0)
            except wire.Broken as fault:
                print(fault, file=sys.stderr)
                os._exit(REFUSED)
            except BaseException:  # no memory for what is asked: whoever asks must not wait
                os._exit(1)

    Thread(target=take, daemon=True).start()
    while True:
        yield queue.get()


def _out() -> IO[bytes]:
    """Where replies go; what libraries print goes to standard error instead."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the first process's to handle
    sys.dont_write_bytecode = True
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


if __name__ == "__main__":
    raise SystemExit(main())
