"""Reports read by several processes: the same as by one, in the same order, and none is lost when a process dies."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from onrecord import errors, pipeline, workers
from onrecord.errors import BadStatus, BrokenRecord, OnrecordError, ReadersError, ReadingFailed
from onrecord.model.reading import Entry
from onrecord.model.report import Document
from onrecord.workers import WORTH, each_read

DEADLY = "Velmar's envoy said the tower would fall."


def document(number: int, text: str | None = None) -> Document:
    """A short report of its own words."""
    words = text or f"Envoy number {number} of Velmar said on Monday that the talks would resume in {number} days.\n"
    return Document(f"r{number}", words.encode(), "text/plain", words, "utf-8")


def _dying(item: Document) -> Any:
    """Reads as the workers do, but one text ends the process at once, as a fault in native code would."""
    if item.text == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return workers._outcome(item, pipeline.engine_named(None, "rules"))


@pytest.mark.model
def test_several_processes_read_the_same_in_the_same_order() -> None:
    """Two processes give what one gives, in the order of the documents, and pass on what stands between them."""
    items: list[Document | str] = [document(number) for number in range(WORTH + 3)]
    items.insert(4, "in between")
    alone = list(each_read(items, reader="rules"))
    assert [item for item, _ in alone] == items
    assert alone == list(each_read(items, reader="rules", jobs=2))
    assert alone[4] == ("in between", None)
    assert all(isinstance(outcome, Entry) for item, outcome in alone if isinstance(item, Document))


@pytest.mark.model
def test_processes_are_changed_for_fresh_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many reports fresh processes read on, in the same order, and nothing is lost or doubled."""
    started: list[int] = []
    start = workers._Readers._start
    monkeypatch.setattr(workers, "FRESH", 4)
    monkeypatch.setattr(workers._Readers, "_start", lambda self, jobs: started.append(jobs) or start(self, jobs))
    items: list[Document | str] = [document(number) for number in range(20)]
    items.insert(7, "in between")
    found = list(each_read(items, reader="rules", jobs=2))
    assert [item for item, _ in found] == items
    assert found == list(each_read(items, reader="rules"))
    assert len(started) == 3


def test_few_documents_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading the models in other processes is not worth it for a handful of reports."""
    monkeypatch.setattr(workers, "_Readers", lambda *_: pytest.fail("started processes"))
    monkeypatch.setattr(pipeline, "read", lambda item, _: item.name)
    found = list(each_read([document(number) for number in range(WORTH - 1)], jobs=4))
    assert [outcome for _, outcome in found] == [f"r{number}" for number in range(WORTH - 1)]


@pytest.mark.model
def test_a_text_that_ends_its_process_is_an_error_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The document that kills the process which reads it is named; all others are read, in order."""

    def start(_: object, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, get_context("spawn"))

    monkeypatch.setattr(workers._Readers, "_start", start)
    monkeypatch.setattr(workers, "_read", _dying)
    items = [document(number, DEADLY if number == 5 else None) for number in range(WORTH)]
    found = [outcome for _, outcome in each_read(items, reader="rules", jobs=2)]
    assert [isinstance(outcome, Entry) for outcome in found] == [number != 5 for number in range(WORTH)]
    failed = found[5]
    assert isinstance(failed, ReadingFailed)
    assert failed.where == "r5"


def test_processes_that_never_start_are_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started, the run ends in one error that says what to do, and fails no report."""

    def start(_: object, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=os._exit, initargs=(3,))

    monkeypatch.setattr(workers._Readers, "_start", start)
    with pytest.raises(ReadersError, match="__main__"):
        list(each_read([document(number) for number in range(WORTH)], jobs=2))


def test_a_worker_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    """When the process that reads is killed, those it started do not outlive it."""
    script = tmp_path / "reads.py"
    script.write_text(
        "import os, time\n"
        "from onrecord import workers\n"
        "if __name__ == '__main__':\n"
        "    pool = workers._Readers(None, 'rules', 1)._pool\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 20
    while Path(f"/proc/{worker}/cmdline").exists() and Path(f"/proc/{worker}/cmdline").read_bytes():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_documents_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a stream without end only so many are taken as the processes are about to read."""
    taken = 0

    def stream() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield document(taken)

    monkeypatch.setattr(pipeline, "read", lambda item, _: item.name)
    found = each_read(stream())
    assert [next(found)[1] for _ in range(3)] == ["r1", "r2", "r3"]
    assert taken == 3


def test_every_error_travels_between_processes() -> None:
    """An error comes out of another process as the same error with the same message."""
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, OnrecordError)]
    assert BrokenRecord in kinds
    for kind in kinds:
        more = {"code": 404, "again_in": 2.5} if kind is BadStatus else {}
        error = kind("has no text", where="a:3", hint="Write one", **more)
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.message, vars(again)) == (kind, error.message, vars(error))
