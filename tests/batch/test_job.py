"""A job goes on where it stood, changes nothing when it is run again, and says what it could not take in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.batch import job
from onrecord.batch.engines import engine_named
from onrecord.batch.folder import Folder
from onrecord.errors import BatchError, ModelError
from tests.batch import made
from tests.batch.conftest import Job
from tests.batch.inline import Inline

COMMANDS = ("read", "reuse", "stories")


def foreign(count: int) -> list[dict[str, Any]]:
    """Reports in a language that is not read, so that no model is loaded."""
    return [row | {"language": "fr"} for row in made.reports(count)]


def state(output: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and when it was written."""
    return {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in output.iterdir() if one.is_file()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Forty reports in two Parquet files."""
    return made.folder(tmp_path / "in", foreign(40), files=2)


@pytest.mark.parametrize("command", COMMANDS)
def test_running_again_changes_nothing(run: Job, source: Path, tmp_path: Path, command: str) -> None:
    """A second run touches no file and says that all was done."""
    first = run(command, source, tmp_path / "out", size=10)
    before = state(tmp_path / "out")
    second = run(command, source, tmp_path / "out", size=10)
    assert state(tmp_path / "out") == before
    assert (first.skipped, second.skipped) == (0, first.parts)
    assert (first.parts, first.reports, first.found) == (second.parts, second.reports, second.found)


def test_parts_keep_their_size(run: Job, source: Path, tmp_path: Path) -> None:
    """Who does not say how large a part is goes on with the parts of the run before."""
    run("read", source, tmp_path / "out", size=7)
    assert run("read", source, tmp_path / "out").skipped == 6


@pytest.mark.parametrize("command", COMMANDS)
def test_a_lost_worker_costs_nothing_but_time(run: Job, source: Path, tmp_path: Path, command: str) -> None:
    """When the engine breaks off in every step, the same run does the rest, and the result is the same."""
    run(command, source, tmp_path / "whole", size=10)
    done = run(command, source, tmp_path / "out", Inline(2, 1, 0), size=10)
    assert done.lost == 3
    assert made.result(tmp_path / "out") == made.result(tmp_path / "whole")


def test_a_stopped_run_is_gone_on_with(run: Job, source: Path, tmp_path: Path) -> None:
    """What a run that was stopped had done is not done again."""
    with pytest.raises(BatchError, match="lost 3 times"):
        run("read", source, tmp_path / "out", Inline(2, 0, 0, 0), size=10)
    assert len(list((tmp_path / "out").glob("part-*.parquet"))) == 2
    assert run("read", source, tmp_path / "out", size=10).skipped == 2


@pytest.mark.parametrize(("command", "step"), [("reuse", "pairs"), ("stories", "stories")])
def test_steps_between_are_gone_on_with(
    run: Job, source: Path, tmp_path: Path, command: str, step: str
) -> None:  # fmt: skip
    """What the first steps of a stopped run had kept is found by the next, and dropped when all is done."""
    with pytest.raises(BatchError):
        run(command, source, tmp_path / "out", Inline(0, 0, 0, at=step), size=10)
    seen: list[job.Progress] = []
    run(command, source, tmp_path / "out", size=10, progress=seen.append)
    steps = {one.step: one for one in seen}
    assert all(one.skipped == one.of for name, one in steps.items() if name != step)
    assert not (tmp_path / "out" / "_work").exists()


def test_a_message_names_what_is_lost_again_and_again(run: Job, source: Path, tmp_path: Path) -> None:
    """Where workers die over the same part, the job ends with its rows and what to do."""
    with pytest.raises(BatchError, match=r"1\.parquet:11-20: workers of the step 'read' were lost 3 times"):
        run("read", source, tmp_path / "out", Inline(3, 0, 0, 0), size=10)


def test_new_reports_are_added_to_a_result(run: Job, source: Path, tmp_path: Path) -> None:
    """With a file more in the input, what was read is kept, and with a file less, its parts go."""
    run("read", source, tmp_path / "out", size=10)
    made.parquet(source / "2.parquet", foreign(5))
    more = run("read", source, tmp_path / "out", size=10)
    assert (more.skipped, more.parts, len(made.result(tmp_path / "out"))) == (4, 5, 45)
    (source / "0.parquet").unlink()
    less = run("read", source, tmp_path / "out", size=10)
    assert (less.skipped, less.parts, len(made.result(tmp_path / "out"))) == (3, 3, 25)
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 3


def test_changed_pairs_follow_a_changed_input(run: Job, source: Path, tmp_path: Path) -> None:
    """With a file more, the pairs are those of all reports, and no older part is left."""
    run("reuse", source, tmp_path / "out", size=10)
    made.parquet(source / "2.parquet", [row | {"id": f"n{row['id']}"} for row in foreign(40)])
    run("reuse", source, tmp_path / "out", size=10)
    run("reuse", source, tmp_path / "fresh", size=10)
    names = [{one.name for one in (tmp_path / which).glob("*.parquet")} for which in ("out", "fresh")]
    assert names[0] == names[1]
    assert made.result(tmp_path / "out") == made.result(tmp_path / "fresh")


def test_rows_that_are_no_report_are_rows_with_an_error(run: Job, tmp_path: Path) -> None:
    """Of a row that cannot be read its name and the reason stand in its place, and the others are read."""
    rows: list[dict[str, Any]] = [
        *foreign(3),
        {"text": " 1 2 "},
        {"text": None},
        {"text": "Un bon mot.", "language": "fr"},
    ]
    source = made.parquet(tmp_path / "in.parquet", rows)
    done = run("read", source, tmp_path / "out", size=4)
    found = made.result(tmp_path / "out")
    assert [bool(one["error"]) for one in found] == [False, False, False, True, True, False]
    assert found[3]["input"] == "in.parquet:4"
    assert "in.parquet:4" in found[3]["error"]
    assert found[3]["reading"] is None
    assert (done.errors, done.failed, done.reports) == (2, [], 6)
    assert run("read", source, tmp_path / "out", size=4).errors == 2


@pytest.mark.parametrize("command", ["reuse", "stories"])
def test_rows_that_are_no_report_are_told_beside_the_result(run: Job, tmp_path: Path, command: str) -> None:
    """What could not be taken in stands in a list of its own, with its place, also after a second run."""
    source = made.parquet(tmp_path / "in.parquet", [*foreign(3), {"text": None}])
    for _ in range(2):
        done = run(command, source, tmp_path / "out", size=2)
        assert (done.errors, done.reports) == (1, 3)
        (said,) = (json.loads(one) for one in (tmp_path / "out" / "_errors.jsonl").read_text("utf-8").splitlines())
        assert said["input"] == "in.parquet:4"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_broken_file_is_named_and_the_others_are_done(
    run: Job, source: Path, tmp_path: Path, command: str
) -> None:  # fmt: skip
    """A file that is no Parquet and one without texts are named with what to do; the rest is done, and not more."""
    (source / "broken.parquet").write_bytes(b"PAR1 not at all")
    made.parquet(source / "other.parquet", [{"body": "x"}])
    done = run(command, source, tmp_path / "out", size=20)
    assert done.reports == 40
    assert [message.partition(":")[0] for message in done.failed] == ["broken.parquet", "other.parquet"]
    assert "has no column 'text'; it has body" in done.failed[1]
    assert json.loads((tmp_path / "out" / "_onrecord.json").read_text("utf-8"))["complete"] is False


def test_a_file_whose_inside_is_broken_fails_by_parts(run: Job, source: Path, tmp_path: Path) -> None:
    """Rows that cannot be unpacked are named when their part is worked on, and the others are done."""
    path = source / "0.parquet"
    raw = bytearray(path.read_bytes())
    raw[4:400] = bytes(396)
    path.write_bytes(bytes(raw))
    done = run("reuse", source, tmp_path / "out", size=20)
    assert done.reports == 20
    assert "0.parquet" in done.failed[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_report_gives_a_result_without_a_row(run: Job, tmp_path: Path, command: str) -> None:
    """A file without a row gives a Parquet file with the columns of the result and no row."""
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"text": pyarrow.array([], pyarrow.string())}), tmp_path / "in.parquet")
    for _ in range(2):
        done = run(command, tmp_path / "in.parquet", tmp_path / "out")
        assert (done.reports, done.found, made.result(tmp_path / "out")) == (0, 0, [])


def test_nothing_to_read_is_said(run: Job, tmp_path: Path) -> None:
    """A folder without a Parquet file, or only broken ones, is an error that says what to give."""
    (tmp_path / "in").mkdir()
    for content, said in ((None, "no Parquet or JSON Lines file here"), (b"x", "no file of the input can be read")):
        if content:
            (tmp_path / "in" / "a.parquet").write_bytes(content)
        with pytest.raises(BatchError, match=said):
            job.run("reuse", str(tmp_path / "in"), tmp_path / "out")
        assert not (tmp_path / "out").exists()


def test_another_folder_is_left_alone(run: Job, source: Path, tmp_path: Path) -> None:
    """A folder with something else, a file, and the result of another command are refused and not touched."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", "utf-8")
    run("reuse", source, tmp_path / "pairs")
    for output, said in (
        (tmp_path / "mine", "something else (notes.txt)"),
        (tmp_path / "mine" / "notes.txt", "is a file"),
        (tmp_path / "pairs", "result of 'onrecord batch reuse'"),
    ):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(BatchError) as error:
            job.run("stories", str(source), output)
        assert said in error.value.message
        assert sorted(tmp_path.rglob("*")) == before


def test_an_output_inside_the_input_is_refused(source: Path) -> None:
    """The result of one run must not be read by the next as reports."""
    with pytest.raises(BatchError, match="lies inside the input"):
        job.run("reuse", str(source), source / "out")
    assert not (source / "out").exists()


def test_one_run_at_a_time_has_a_folder(source: Path, tmp_path: Path) -> None:
    """While a run writes a folder, another is refused."""
    held = Folder(tmp_path / "out", "reuse")
    with pytest.raises(BatchError, match="another run is writing this folder"):
        job.run("reuse", str(source), tmp_path / "out")
    held.close()


def test_an_extra_that_is_not_installed_is_named(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Without Daft, or Ray, the message is what to install."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(BatchError, match=r"pip install 'onrecord\[ray\]'"):
        engine_named("ray")
    monkeypatch.setitem(sys.modules, "daft", None)
    with pytest.raises(BatchError, match=r"pip install 'onrecord\[batch\]'"):
        job.run("reuse", str(source), tmp_path / "out")


def test_an_unknown_model_ends_the_job_before_it_begins(source: Path, tmp_path: Path) -> None:
    """A model that is not installed is said at once, and no folder is made."""
    with pytest.raises(ModelError, match="not installed"):
        job.run("read", str(source), tmp_path / "out", model="no_such_model")
    assert not (tmp_path / "out").exists()


def test_json_lines_are_taken_too(run: Job, tmp_path: Path) -> None:
    """A .jsonl gives what a Parquet file of the same reports gives; empty lines are nothing."""
    rows = foreign(30)
    path = made.lines(tmp_path / "in.jsonl", rows)
    path.write_text(path.read_text("utf-8").replace("\n", "\n\n", 3), "utf-8")
    run("reuse", path, tmp_path / "lines", size=7)
    run("reuse", made.parquet(tmp_path / "in.parquet", rows), tmp_path / "rows", size=7)
    assert made.result(tmp_path / "lines") == made.result(tmp_path / "rows")


def test_columns_may_have_kinds_of_their_own(run: Job, tmp_path: Path) -> None:
    """Days and times may be days and times, ids numbers, bylines lists, texts bytes; other columns are left alone."""
    import datetime

    rows = [
        {
            "id": 7, "text": b"Un mot du port.", "language": "fr", "byline": ["Ilka Vorn", "Otto Brenn"],
            "published": datetime.datetime(2031, 3, 4, 10, 15, tzinfo=datetime.UTC), "score": {"a": 1.5},
        }
    ]  # fmt: skip
    run("read", made.parquet(tmp_path / "in.parquet", rows), tmp_path / "out")
    (row,) = made.result(tmp_path / "out")
    shape = json.loads(row["reading"])["report"]
    assert (row["id"], row["published"]) == ("7", "2031-03-04T10:15:00+00:00")
    assert shape["byline"] == ["Ilka Vorn", "Otto Brenn"]
