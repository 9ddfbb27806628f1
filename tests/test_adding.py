"""Adding: what was kept stays, what is there is passed over, what comes in between is heeded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onrecord
from onrecord import pipeline
from onrecord.workers import WORTH
from tests.lineage.made import OWN, WIRE
from tests.stories.test_group import CHOIR

pytestmark = pytest.mark.model


def lines(path: Path, count: int, **facts: str) -> Path:
    """A JSONL of so many short reports."""
    rows = (
        {"text": f"Minister {name} of Velmar said on Monday that grain prices would fall.", **facts}
        for name in (f"Ansel {chr(65 + number)}orr" for number in range(count))
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_run_by_several_processes_gives_the_same_record(tmp_path: Path) -> None:
    """With two processes the record is that of one process, and results come in the order of the source."""
    source = lines(tmp_path / "many.jsonl", WORTH + 4)
    with onrecord.open(reader="rules") as one, onrecord.open(reader="rules") as two:
        first, second = one.add(source), two.add(source, jobs=2)
        assert first == second
        assert [result.input for result in second.results] == [f"{source}:{n}" for n in range(1, WORTH + 5)]
        assert one.digest() == two.digest()


def test_an_interrupted_run_goes_on_where_it_stood(tmp_path: Path) -> None:
    """What was added before an interruption is on record, and is not read again by the next run."""
    source = lines(tmp_path / "many.jsonl", 6)

    def interrupt(_: object) -> None:
        if len(record) == 4:
            raise KeyboardInterrupt

    with onrecord.open(reader="rules") as record:
        with pytest.raises(KeyboardInterrupt):
            record.add(source, progress=interrupt)
        assert len(record) == 4
        again = record.add(source)
        assert [result.status for result in again.results] == ["unchanged"] * 4 + ["added"] * 2


def test_the_same_report_twice_in_one_run_is_one(tmp_path: Path) -> None:
    """A report that comes again before the first was kept is found to be on record when its turn comes."""
    source = lines(tmp_path / "many.jsonl", WORTH)
    source.write_text(source.read_text() * 2)
    with onrecord.open(reader="rules") as record:
        found = record.add(source, jobs=2)
        assert (found.count("added"), found.count("unchanged"), len(record)) == (WORTH, WORTH, WORTH)


def test_facts_that_come_later_in_one_run_fill_gaps(tmp_path: Path) -> None:
    """The second of two lines with one text adds its title to the first, although both were read at once."""
    bare = json.dumps({"id": "a", "text": "Minister Ansel Orr of Velmar resigned on Monday."})
    titled = json.dumps({"id": "a", "text": "Minister Ansel Orr of Velmar resigned on Monday.", "title": "Orr is out"})
    others = lines(tmp_path / "others.jsonl", WORTH).read_text()
    source = tmp_path / "both.jsonl"
    source.write_text(f"{bare}\n{titled}\n{others}")
    with onrecord.open(reader="rules") as record:
        found = record.add(source, jobs=2)
        assert [result.status for result in found.results[:2]] == ["added", "updated"]
        assert record.entry("a").report.title == "Orr is out"


def test_what_holds_between_is_derived_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding derives nothing; the first question does, once."""
    derived = []
    relate = pipeline.relate
    monkeypatch.setattr(pipeline, "relate", lambda *given: derived.append(1) or relate(*given))
    with onrecord.open(reader="rules") as record:
        record.add(lines(tmp_path / "few.jsonl", 3))
        assert not derived
        record.stories()
        record.checks()
        assert len(derived) == 1


def test_a_record_that_cannot_be_written_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports that were added and never asked for are related in memory where the file cannot be written."""
    path = tmp_path / "talks.onrecord"
    with onrecord.open(path, reader="rules") as record:
        record.add(lines(tmp_path / "few.jsonl", 3))
    monkeypatch.setattr("os.access", lambda *_: False)
    with onrecord.open(path, reader="rules") as record:
        assert "in 3 reports" in str(record.stories())


def test_what_tells_a_story_is_computed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report's vector is kept in the record, and computed again only for a report that is new."""
    asked = []
    vector = pipeline.story_vector
    monkeypatch.setattr(pipeline, "story_vector", lambda report: asked.append(report.id) or vector(report))
    with onrecord.open(reader="rules") as record:
        for number, text in enumerate((WIRE, OWN, CHOIR), 1):
            source = tmp_path / f"{number}.txt"
            source.write_text(text, encoding="utf-8")
            record.add(source)
            record.stories()
            assert len(asked) == len(set(asked)) == number


def test_a_failed_source_keeps_nothing_of_what_was_read(tmp_path: Path) -> None:
    """An error in a summary holds no frames, and so none of the bytes that it came from."""
    source = tmp_path / "bad.jsonl"
    source.write_text('{"text": 7}\n')
    with onrecord.open(reader="rules") as record:
        (failed,) = record.add(source).results
    error: BaseException | None = failed.error
    assert error is not None
    while error is not None:
        assert error.__traceback__ is None
        error = error.__cause__ or error.__context__


def test_another_title_has_another_vector(tmp_path: Path) -> None:
    """What tells a story is named by what it is made from, so a title that comes later is not told by the old one."""
    facts = {"id": "a", "text": CHOIR}
    with onrecord.open(reader="rules") as record:
        for title in (None, "Choirs sing of whales"):
            source = tmp_path / "a.jsonl"
            source.write_text(json.dumps(facts | ({"title": title} if title else {})))
            record.add(source)
            record.stories()
        report = record.entry("a").report
        assert report.title == "Choirs sing of whales"
        assert record._store.vectors()[pipeline.story_key(report)] == pipeline.story_vector(report)
        assert len(record._store.vectors()) == 2


def test_a_vector_that_cannot_be_one_is_computed_anew(tmp_path: Path) -> None:
    """A vector of another size is not used, and a rebuild computes all anew."""
    source = tmp_path / "a.txt"
    source.write_text(CHOIR)
    with onrecord.open(reader="rules") as record:
        record.add(source)
        key = pipeline.story_key(record.entries[0].report)
        record._store.keep_vectors({key: b"x"})
        record.stories()
        right = pipeline.story_vector(record.entries[0].report)
        assert record._store.vectors() == {key: right}
        record._store.keep_vectors({key: bytes(384)})
        assert record.rebuild().same
        assert record._store.vectors() == {key: right}
