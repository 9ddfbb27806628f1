"""What is killed: small programs that change a record, say what is done, and can end themselves in the middle.

Each is a function of a path and runs in a process of its own (``python -m reliability.victims NAME PATH …``, or from a
server that forks, in ``reliability.running``). What it has done it adds to the file ``PATH.said`` (or the one that
``VICTIM_SAID`` names), a line each, as soon as the call has come back: that is what was acknowledged.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from onrecord.errors import OnrecordError
from onrecord.store.opening import open_store
from reliability import reports

#: How many reports ``add`` adds, by hand read.
COUNT = 40


def said(path: str) -> Path:
    """The file in which a victim says what is done."""
    return Path(os.environ.get("VICTIM_SAID") or f"{path}.said")


def say(path: str, line: str) -> None:
    """Add a line in one write, which no kill can cut in two."""
    with said(path).open("ab", buffering=0) as file:
        file.write(f"{line}\n".encode())


def stop_at(last: int) -> None:
    """End this process by SIGKILL just before its statement or commit of this number; never if it is 0."""
    done = 0

    def count(*_: Any) -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    if last:
        for what in ("before_cursor_execute", "commit"):
            event.listen(Engine, what, count)


def add(path: str, last: int = 0, seed: int = 8, count: int = COUNT, padding: int = 0) -> None:
    """Add reports that were read by hand, each once; after an error the next one is tried."""
    stop_at(last)
    made = reports.entries(count, seed, padding)
    try:
        with open_store(path) as store:
            there = set(store.report_ids())
            for document, entry in made:
                if entry.id in there:
                    continue
                try:
                    store.add(document, entry)
                except OnrecordError as error:
                    say(path, f"error {type(error).__name__}: {error.message}")
                else:
                    say(path, entry.id)
    except OnrecordError as error:
        say(path, f"error {type(error).__name__}: {error.message}")


def migrate(path: str, last: int = 0) -> None:
    """Open a record of an older schema."""
    stop_at(last)
    open_store(path).close()
    say(path, "opened")


def derive(path: str, last: int = 0) -> None:
    """Have what holds between the reports worked out, as the first question after adding does."""
    from onrecord import record

    stop_at(last)
    with record.open(path, reader="rules") as opened:
        opened.checks()
    say(path, "derived")


def screens(path: str, last: int = 0) -> None:
    """Have the screens of the page put together."""
    from onrecord import record, screening

    stop_at(last)
    with record.open(path, reader="rules") as opened:
        screening.prepare(opened)
    say(path, "prepared")


def judge(path: str, last: int = 0) -> None:
    """Decide on every finding and quotation of a record that was not decided on yet."""
    from onrecord import record

    stop_at(last)
    with record.open(path, reader="rules") as opened:
        known = {one.target for one in opened.judgements}
        relations = opened.relations
        for target in sorted([one.id for one in relations.findings] + [one.id for one in relations.quotes]):
            if target not in known:
                opened.judge(target, "accept", by="night desk")
                say(path, target)


def limited(path: str, octets: int, *numbers: int) -> None:
    """Add reports while no file may grow over a size, as under a quota; ``numbers`` are those of ``add``."""
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))
    add(path, *numbers)


@contextmanager
def pages_at_most(pages: int) -> Iterator[None]:
    """Let every record that is opened have so many pages and no more: SQLite's own full disk."""

    def limit(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


ALL: dict[str, Callable[..., None]] = {one.__name__: one for one in (add, migrate, derive, screens, judge, limited)}


def main(name: str, path: str, *numbers: str) -> None:
    """Run one by its name."""
    ALL[name](path, *map(int, numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
