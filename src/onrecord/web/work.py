"""What the page has done by a process of its own: ``python -m onrecord.web.work``, so that the page stays quick.

The job comes as one line of JSON on standard input (a password in a record's address must not stand among the arguments
of a process), and what happens goes as a line of JSON each to standard output. Standard input stays open as long as
the page runs: when it ends, so does the work. What was added until then is on record.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, Literal, TextIO

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.results import AddResult
    from onrecord.store.protocol import Store

Kind = Literal["add", "prepare"]
Event = Mapping[str, Any]

#: Seconds between two events of one kind that only say how far it is.
_PAUSE = 0.3
#: Seconds between two looks whether another process is done with the screens of this record.
_TURN = 0.5
#: Sources that hold a report a line.
_LINES = (".jsonl", ".ndjson")
#: Sources of which only reading tells how many reports they hold.
_UNTOLD = (".gz", ".warc", ".parquet", ".json", ".xml", ".rss", ".atom", ".rdf")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done.

    Attributes:
        record: path or address of the record.
        kind: add sources, or put the screens together.
        sources: names of files in the folder, and addresses.
        given: facts that the sources cannot say themselves.
        folder: where the files lie; it is removed if the page ends.
        model: package name of the language model.
        reader: what finds attributions.
        jobs: how many processes read.
        known: digest of what this page put the screens together from the last time; not done again from the same.
    """

    record: str
    kind: Kind
    sources: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    folder: str | None = None
    model: str | None = None
    reader: str | None = None
    jobs: int = 1
    known: str | None = None

    def packed(self) -> bytes:
        """The order as a line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def unpacked(cls, line: bytes) -> Order:
        """The order of a line."""
        value = json.loads(line)
        return cls(**{**value, "sources": tuple(value["sources"])})


def do(order: Order, tell: Callable[[Event], None]) -> None:
    """Do what is ordered, and tell of it.

    Args:
        order: what.
        tell: called with each event: ``expected``, ``added``; ``looked``, ``waiting``, ``judging``, ``filled``.

    Raises:
        OnrecordError: it cannot be done at all.
    """
    from onrecord.store.opening import open_store

    # Begun by the page, and never anew: it may have been moved away since.
    with open_store(order.record, create=False) as store:
        if order.kind == "add":
            _add(store, order, tell)
        else:
            _prepare(store, order, tell)


def _add(store: Store, order: Order, tell: Callable[[Event], None]) -> None:
    from onrecord.model.report import Given
    from onrecord.record import Record

    if order.folder:
        os.chdir(order.folder)  # so that a report is named by its file alone
    tell({"event": "expected", "reports": expected(order.sources)})
    given = Given(**order.given)
    record = Record(store, model=order.model, reader=order.reader)
    record.add(*order.sources, given=given, progress=lambda one: tell(told(one)), jobs=order.jobs)


def expected(sources: Iterable[str]) -> int | None:
    """How many reports there will be; ``None`` where only reading them tells."""
    total = 0
    for source in sources:
        name = source.lower()
        if name.endswith(_UNTOLD):
            return None
        total += _lines(Path(source)) if name.endswith(_LINES) else 1
    return total


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if line.strip())


def told(one: AddResult) -> Event:
    """What became of a source, as an event."""
    return {
        "event": "added",
        "input": one.input,
        "report": one.report,
        "status": one.status,
        "error": _error(one.error) if one.error is not None else None,
        "octets": one.octets,
    }


def _error(error: OnrecordError) -> dict[str, str]:
    return {"what": error.what, "where": error.where, "hint": error.hint}


def _prepare(store: Store, order: Order, tell: Callable[[Event], None]) -> None:
    """Put the screens together if they show another state of the record.

    What this page put together from the same state before is left as it is: another program, such as an older Onrecord
    that serves the same record, makes it in another way, and each would undo what the other did.
    """
    from onrecord import screening
    from onrecord.record import Record

    if not _look(store, order, tell) or store.readonly:
        return
    with ExitStack() as stack:
        while (turn := _turn(order.record)) is None:
            tell({"event": "waiting"})
            time.sleep(_TURN)
        stack.enter_context(turn)
        if _look(store, order, tell):
            record = Record(store, model=order.model, reader=order.reader)
            filling = screening.prepare(record, _Slowly(tell))
            tell({"event": "filled", "basis": filling.basis})


def _look(store: Store, order: Order, tell: Callable[[Event], None]) -> bool:
    """Whether the screens show another state of the record than that of now."""
    from onrecord import revising, screening

    now, filled = screening.basis(store), store.shown.filling()
    stale = filled is None or not filled.basis or (filled.basis != now and now != order.known)
    reports = len(revising.current_ids(store))
    since = max(0, reports - (filled.reports if filled else 0))
    tell({"event": "looked", "stale": stale, "since": since, "reports": reports})
    return stale


class _Slowly:
    """Tells how far it is, now and then.

    Args:
        tell: called with the events.
    """

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._kind = ""
        self._last = 0.0

    def __call__(self, kind: str, done: int, of: int) -> None:
        now = time.monotonic()
        if kind != self._kind or now - self._last >= _PAUSE:
            self._kind, self._last = kind, now
            self._tell({"event": "judging", "kind": kind, "done": done, "of": of})


def _turn(record: str) -> IO[bytes] | None:
    """The right to put the screens of a record together; ``None`` while another process has it."""
    from onrecord import locks

    return locks.held(turn_path(record))


def turn_path(record: str) -> Path:
    """The file that the process holds which puts the screens of a record together.

    It lies with temporary files: beside the record it would be in the way of who copies its folder.
    """
    import hashlib

    from onrecord.store.addresses import is_address

    name = record if is_address(record) else str(Path(record).resolve())
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"onrecord-{user}-{hashlib.sha256(name.encode()).hexdigest()[:16]}.turn"


def _end_with_page(folder: str | None) -> None:
    """End when the page that ordered the work does, and leave nothing of it behind."""
    while os.read(0, 65_536):
        pass
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _out() -> TextIO:
    """Where events go; what libraries print goes to standard error instead."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def main() -> int:
    """Do the order that comes on standard input; the exit code is 0 if it was done."""
    out = _out()

    def tell(event: Event) -> None:
        out.write(json.dumps(event) + "\n")
        out.flush()

    order = Order.unpacked(sys.stdin.buffer.readline())
    Thread(target=_end_with_page, args=(order.folder,), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # the page goes first
    try:
        do(order, tell)
    except OnrecordError as error:
        tell({"event": "failed", "error": _error(error)})
        return 1
    except Exception as error:
        import traceback

        traceback.print_exc()
        what = f"Onrecord failed ({type(error).__name__}: {error})"
        hint = "What was done is kept. More stands where 'onrecord serve' runs; please report it"
        tell({"event": "failed", "error": {"what": what, "where": "", "hint": hint}})
        return 1
    tell({"event": "done"})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
