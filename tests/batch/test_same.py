"""What a batch job finds is what one machine finds, however the input is cut."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord import pipeline, record
from onrecord.batch import reuse
from onrecord.cli.reuse import _shape as pair
from onrecord.cli.sources import _shape as line
from onrecord.exports import json as text
from onrecord.model.relations import Story
from onrecord.model.report import Document, Given
from onrecord.model.reused import Reused
from onrecord.stories.group import group
from onrecord.structure.report import structure
from tests.batch import made
from tests.batch.conftest import Job
from tests.reuse.words import passage


def ordered(rows: list[dict[str, Any]], path: Path) -> Path:
    """The reports as JSON Lines in the order in which a job numbers them."""
    found = list(pipeline.every_document([made.lines(path, rows)], Given()))
    keyed = [
        (one.given.published or "9999", pipeline.report_id(one), one.raw) for one in found if isinstance(one, Document)
    ]  # fmt: skip
    path.write_bytes(b"".join(raw + b"\n" for *_, raw in sorted(keyed)))
    return path


def pairs_alone(rows: list[dict[str, Any]], path: Path) -> list[dict[str, Any]]:
    """What ``onrecord reuse --jsonl`` prints for them."""
    return [pair(one) for one in record.reuse(ordered(rows, path)) if isinstance(one, Reused)]


def stories_alone(rows: list[dict[str, Any]], path: Path) -> list[tuple[Any, ...]]:
    """The stories that one machine groups them into."""
    reports = [
        structure(one)
        for one in pipeline.every_document([made.lines(path, rows)], Given())
        if isinstance(one, Document)
    ]
    return sorted((one.id, one.title, one.why, list(one.reports), _members(one)) for one in group(reports))


def _members(one: Story) -> str:
    return json.dumps([asdict(member) for member in one.members], ensure_ascii=False)


def stories_of(output: Path) -> list[tuple[Any, ...]]:
    """The stories of a job."""
    columns = ("id", "title", "why", "reports", "members")
    return sorted(tuple(row[name] for name in columns) for row in made.result(output))


@pytest.mark.parametrize(("files", "size"), [(1, 1000), (3, 17)])
def test_reuse_is_that_of_one_machine(run: Job, tmp_path: Path, files: int, size: int) -> None:
    """The pairs, their order and their passages are those of one index, whether the input is one part or many."""
    rows = made.reports(120)
    done = run("reuse", made.folder(tmp_path / "in", rows, files), tmp_path / "out", size=size)
    want = pairs_alone(rows, tmp_path / "all.jsonl")
    assert len(want) > 50
    assert made.result(tmp_path / "out") == want
    assert (done.reports, done.found, done.errors) == (120, len(want), 0)


def test_reuse_of_many_ranges_and_blocks(run: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither into how many ranges the runs are cut nor into how many blocks the reports are changes the result."""
    rows = made.reports(150, seed=4)
    monkeypatch.setattr(reuse, "RUNS", 30)
    monkeypatch.setattr(reuse, "REPORTS", 11)
    run("reuse", made.folder(tmp_path / "in", rows), tmp_path / "out", size=40)
    assert made.result(tmp_path / "out") == pairs_alone(rows, tmp_path / "all.jsonl")


def test_standing_lines_are_learned_from_the_whole_set(run: Job, tmp_path: Path) -> None:
    """An outlet's line of many weeks pairs no two reports, not even those of the first weeks."""
    draw = random.Random(5)
    foot = "Write to our newsroom in Lindau with what you know and we will keep your name out of it for good."
    rows = [
        {
            "id": f"r{week}",
            "text": f"{passage(draw, 60)} {foot}",
            "published": (date(2031, 1, 1) + timedelta(weeks=week)).isoformat(),
        }
        for week in range(8)
    ]
    run("reuse", made.folder(tmp_path / "few", rows[:4]), tmp_path / "of few", size=3)
    run("reuse", made.folder(tmp_path / "all", rows), tmp_path / "of all", size=3)
    assert len(made.result(tmp_path / "of few")) == 6
    assert made.result(tmp_path / "of all") == []


def test_stories_are_those_of_one_machine(run: Job, tmp_path: Path) -> None:
    """The stories with their titles and reasons are those of one grouping, whether the input is one part or many."""
    rows = made.reports(150, seed=2)
    want = stories_alone(rows, tmp_path / "all.jsonl")
    assert max(len(one[3]) for one in want) > 3
    for number, size in enumerate((1000, 19)):
        output = tmp_path / str(number)
        run("stories", made.folder(tmp_path / "in", rows), output, size=size)
        assert stories_of(output) == want


def readings_alone(path: Path) -> dict[str, str]:
    """What ``onrecord read --jsonl`` prints for a file, by the row's number."""
    return {
        one.input.rpartition(":")[2]: text.text(line(one), indent=None).strip()
        for one in record.read(path)
        if one.entry
    }


@pytest.mark.model
def test_readings_are_those_of_one_machine(run: Job, tmp_path: Path) -> None:
    """The reading of each row is the line that ``read --jsonl`` prints for it."""
    rows = made.reports(8)
    path = made.lines(tmp_path / "all.jsonl", rows)
    run("read", made.parquet(tmp_path / "all.parquet", rows), tmp_path / "out", size=3)
    found = {one["input"].rpartition(":")[2]: one for one in made.result(tmp_path / "out")}
    want = readings_alone(path)
    assert len(found) == len(want) == 8
    for number, said in want.items():
        one, given = found[number], json.loads(said)
        assert one["reading"].replace("all.parquet", str(path)) == said
        assert (one["id"], one["sha256"]) == (given["report"]["id"], given["report"]["sha256"])
        assert one["error"] is None


def test_two_reports_of_one_id_are_told_apart(run: Job, tmp_path: Path) -> None:
    """A second report of an id is ID-2, in pairs and in stories, as one machine calls it."""
    rows = made.reports(40, seed=3)
    for row in rows:
        row["id"] = f"r{int(row['text'].count('e')) % 9}"
    run("reuse", made.folder(tmp_path / "in", rows), tmp_path / "out", size=7)
    made.lines(tmp_path / "in.jsonl", rows)
    found = made.result(tmp_path / "out")
    assert any("-2" in row["new"] for row in found)
    keyed = sorted(rows, key=lambda row: (row["published"] or "9999", row["id"], _sha(row["text"])))
    made.lines(tmp_path / "all.jsonl", keyed)
    assert found == [pair(one) for one in record.reuse(tmp_path / "all.jsonl") if isinstance(one, Reused)]
    run("stories", tmp_path / "in", tmp_path / "stories", size=7)
    told = [name for row in made.result(tmp_path / "stories") for name in row["reports"]]
    assert len(told) == len(set(told)) == 40


def _sha(said: str) -> str:
    from onrecord.model.report import sha256_of

    return sha256_of(said)
