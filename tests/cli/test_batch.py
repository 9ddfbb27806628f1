"""``onrecord batch``: how it counts, what it says, and how it exits."""

from __future__ import annotations

import json

from onrecord.batch.job import Progress
from onrecord.cli.batch import _line
from tests.cli.conftest import Run
from tests.cli.fake import BAD


def test_it_tells_what_was_done_and_what_had_been(run: Run) -> None:
    """The page has reports, rows and parts, what an earlier run had done, and that a worker was lost."""
    done = run("batch", "reuse", "a.parquet", "out")
    assert done.exit_code == 0
    assert "20 reports, 7 pairs of reports that share text." in done.stdout
    assert "2 Parquet files in out, 1 already done." in done.stdout
    assert "workers were lost 1 time" in done.stdout
    assert "skipped 1 already done" in done.stderr


def test_a_failure_is_told_and_fails(run: Run) -> None:
    """A file that cannot be read is named on standard error, stands in the object, and the exit code is 1."""
    done = run("batch", "stories", BAD, "out", "--json")
    assert done.exit_code == 1
    assert f"onrecord: {BAD}: is empty." in done.stderr
    assert json.loads(done.stdout)["failed"] == [f"{BAD}: is empty. Name another file"]


def test_an_address_without_ray_is_wrong_usage(run: Run) -> None:
    """--address without --engine ray is wrong usage, and so is a command that batch has not."""
    assert run("batch", "reuse", "a.parquet", "out", "--address", "127.0.0.1:6379").exit_code == 2
    assert run("batch", "compare", "a.parquet", "out").exit_code == 2


def test_progress_has_rate_and_time_left() -> None:
    """A line of progress tells parts, what was skipped, reports, the rate of what was done now, and the time left."""
    said = _line(Progress("read", 40, 100, skipped=10, reports=5_000), 60.0)
    assert said == "read: 40 of 100, skipped 10 already done, 5,000 reports, 30 parts a minute, 2 min left"
    assert _line(Progress("read", 0, 100), 0.0) == "read: 0 of 100"
    assert _line(Progress("read", 2, 2, lost=1), 60.0) == "read: 2 of 2, 2 parts a minute, workers lost 1 time"
