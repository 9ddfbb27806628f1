"""Reports read by several processes: the same as by one, in the same order, and none is lost when a process dies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord import pipeline, workers
from onrecord.errors import ModelError, ReadersError
from onrecord.guarded.process import end_idle
from onrecord.model.reading import Entry
from onrecord.model.report import Document
from onrecord.workers import WORTH, each_read


def document(number: int, text: str | None = None) -> Document:
    """A short report of its own words."""
    words = text or f"Envoy number {number} of Velmar said on Monday that the talks would resume in {number} days.\n"
    return Document(f"r{number}", words.encode(), "text/plain", words, "utf-8")


@pytest.mark.model
@pytest.mark.guarded
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
@pytest.mark.guarded
def test_processes_are_changed_for_fresh_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many reports fresh processes read on, in the same order, and nothing is lost or doubled."""
    started: list[object] = []
    end_idle()
    take = workers.take
    monkeypatch.setattr(workers, "FRESH", 4)
    monkeypatch.setattr(workers, "take", lambda settings: started.append(settings) or take(settings))
    items: list[Document | str] = [document(number) for number in range(WORTH)]
    items.insert(7, "in between")
    found = list(each_read(items, reader="rules"))
    assert [item for item, _ in found] == items
    monkeypatch.setattr("onrecord.guarded.here", True)
    assert found == list(each_read(items, reader="rules"))
    assert len(started) == WORTH // 4


@pytest.mark.guarded
def test_few_documents_start_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading the models in several processes is not worth it for a handful of reports."""
    jobs: list[int] = []

    class Readers:
        def __init__(self, model: str | None, reader: str | None, jobs_: int) -> None:
            jobs.append(jobs_)

        def __class_getitem__(cls, _: object) -> type:
            return cls

        def each(self, items):
            return ((item, None) for item in items)

    monkeypatch.setattr(workers, "_Readers", Readers)
    list(each_read([document(number) for number in range(WORTH - 1)], jobs=4))
    list(each_read([document(number) for number in range(WORTH)], jobs=4))
    assert jobs == [1, 4]


@pytest.mark.guarded
def test_processes_that_never_start_are_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started, the run ends in one error that says what to do, and fails no report."""
    monkeypatch.setattr("onrecord.guarded.process.PROGRAM", "tests.no_such_program")
    with pytest.raises(ReadersError, match="ONRECORD_DEBUG"):
        list(each_read([document(0)], model="none there", jobs=2))


@pytest.mark.guarded
def test_a_model_that_is_missing_is_said_as_ever() -> None:
    """The process that cannot load its model gives the error that this one would give."""
    with pytest.raises(ModelError, match="'no_such_model' is not installed"):
        list(each_read([document(0)], model="no_such_model"))


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
