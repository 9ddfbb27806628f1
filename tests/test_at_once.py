"""What a record says while another program writes to it, with the other program's steps at chosen moments."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import onrecord
from onrecord import pipeline
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Document
from onrecord.record import Record
from onrecord.store.sqlite import SqliteStore
from tests import plain
from tests.store import made
from tests.web import pages


def another(store: SqliteStore) -> None:
    """Add a report as another program would."""
    entry = made.entry("late", f"{made.TEXT} late")
    store.add(made.document(entry), entry)


def read_anew(store: SqliteStore) -> None:
    """Put another reading in the place of one, as another program's rebuild would."""
    old = store.entries()[0]
    store.replace_reading(replace(old, reading=replace(old.reading, reader=replace(old.reading.reader, version="9"))))


class Watched(Record):
    """A record whose relations are those that are kept, during whose look-up of them another program writes.

    Args:
        store: its store.
        meanwhile: what the other program does, the first time.
    """

    def __init__(self, store: SqliteStore, meanwhile: Callable[[SqliteStore], None]) -> None:
        super().__init__(store)
        self.looked = 0
        self._meanwhile = meanwhile

    def _fresh(self) -> Relations:
        self.looked += 1
        if self.looked == 1:
            self._meanwhile(self._store)  # type: ignore[arg-type]
        return self._store.relations()


@pytest.mark.parametrize(("meanwhile", "looks"), [(another, 1), (read_anew, 2)])
def test_reports_and_what_holds_between_them_are_of_one_reading(
    meanwhile: Callable[[SqliteStore], None], looks: int
) -> None:
    """Where another program read a report anew between the two look-ups both are made again, and not where it adds."""
    store = pages.sample_site().store
    assert isinstance(store, SqliteStore)
    record = Watched(store, meanwhile)
    entries, relations = record._compared()
    assert record.looked == looks
    assert tuple(one.id for one in entries) == relations.reports
    assert entries == store.entries(relations.reports)


@pytest.mark.parametrize(("meanwhile", "said"), [(another, "another program added"), (None, "reports differs")])
def test_a_rebuild_says_where_others_wrote(
    monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[SqliteStore], None] | None, said: str
) -> None:
    """What came out differently because others added reports meanwhile is said so, and not as a fault of the record."""
    store = pages.sample_site().store
    assert isinstance(store, SqliteStore)
    record = Watched(store, lambda _: None)

    def read(document: object, engine: object) -> Entry:
        return store.entry(document.given.id)  # type: ignore[attr-defined]

    def anew() -> Relations:
        if meanwhile:
            meanwhile(store)
        return replace(store.relations(), findings=())

    monkeypatch.setattr(pipeline, "read", read)
    monkeypatch.setattr(record._derived, "anew", anew)
    found = record.rebuild()
    assert not found.same
    assert [said in one for one in found.differences] == [True]


def bare_and_titled(folder: Path) -> tuple[Path, Path, Path]:
    """A record's path, a report without a title, and the same report with one."""
    told = {"id": "a", "text": "The envoys of Velmar and Orrin met in Sorn on Monday, the ministry said."}
    bare, titled = folder / "a.jsonl", folder / "b.jsonl"
    bare.write_text(json.dumps(told))
    titled.write_text(json.dumps({**told, "title": "Envoys meet"}))
    return folder / "r.onrecord", bare, titled


def test_facts_that_another_program_gives_during_a_rebuild_stay(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A report that gets its title while it is read again keeps it, in its reading too."""
    path, bare, titled = bare_and_titled(tmp_path)
    plain.use(monkeypatch)
    with onrecord.open(path) as record:
        record.add(bare)
        once: list[object] = []

        def read(document: Document, engine: Callable[[], object]) -> Entry:
            found = plain.read(document, engine)
            if not once:
                once.append(found)
                with onrecord.open(path) as other:
                    other.add(titled)
            return found

        monkeypatch.setattr("onrecord.pipeline.read", read)
        record.rebuild()
        assert record.entry("a").report.title == "Envoys meet"
        assert record.verify(deep=True).ok


def test_facts_that_come_as_a_new_reading_is_kept_stay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A report that gets its title just before its new reading would be kept has it in that reading too."""
    path, bare, titled = bare_and_titled(tmp_path)
    plain.use(monkeypatch)
    with onrecord.open(path) as record:
        record.add(bare)
        read_anew(record._store)  # type: ignore[arg-type]
        keep, kept = record._store.replace_reading, list[bool]()

        def late(entry: Entry, instead_of: Entry | None = None) -> bool:
            if not kept:
                with onrecord.open(path) as other:
                    other.add(titled)
            kept.append(keep(entry, instead_of))
            return kept[-1]

        monkeypatch.setattr(record._store, "replace_reading", late)
        record.rebuild()
        assert kept == [False], "what was added meanwhile was read by the rules of today, so nothing is left to replace"
        assert record.entry("a").report.title == "Envoys meet"
        assert record.verify(deep=True).ok
