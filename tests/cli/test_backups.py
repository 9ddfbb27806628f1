"""``backup``, ``restore``, ``import`` and ``export record``: what they say, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.fake import BAD


def test_a_backup_says_how_many_reports_and_how_large(run: Run) -> None:
    """A backup tells where it is, its reports, its size, its digest and what was proved."""
    done = run("backup", "safe.onrecord")
    for said in ("Everything matches", "Kept in safe.onrecord", "3 reports", "1,234 bytes", "abab", "1,234 citations"):
        assert said in done.stdout


def test_a_backup_is_not_written_over_unless_asked(run: Run) -> None:
    """A file of the name is an error with the way out, and --force is handed on."""
    done = run("backup", BAD)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "--force" in done.stderr
    assert run("backup", BAD, "--force").exit_code == 0


def test_restore_says_where_the_former_record_is(run: Run) -> None:
    """Restoring tells from what, of which schema, and under what name the record that was there is kept."""
    done = run("restore", "safe.onrecord", "--force", "--record", "talks.onrecord")
    for said in ("Restored talks.onrecord", "from 5", "talks.onrecord-before-restore"):
        assert said in done.stdout
    found = json.loads(run("restore", "safe.onrecord", "--json").stdout)
    assert (found["aside"], found["schema"], found["reports"]) == (None, 5, 3)


def test_a_missing_backup_is_a_plain_message(run: Run) -> None:
    """A backup that is not there exits with 1 and names it."""
    done = run("restore", BAD)
    assert done.exit_code == 1
    assert f"{BAD}: there is no such backup" in done.stderr


def test_an_import_says_what_was_taken_over(run: Run) -> None:
    """An import tells how many reports, judgements, dossiers and feeds there are now."""
    found = json.loads(run("import", "whole.jsonl", "--record", "new.onrecord", "--json").stdout)
    assert found == {
        "record": "new.onrecord", "reports": 3, "judgements": 2, "dossiers": 1, "feeds": 1, "rows": {"reports": 3}
    }  # fmt: skip


def test_a_broken_export_names_its_line(run: Run) -> None:
    """An import of a damaged file exits with 1 and names the line."""
    done = run("import", BAD)
    assert done.exit_code == 1
    assert f"{BAD}:7: the line is damaged" in done.stderr


@pytest.mark.parametrize("kind", ["json", "record"])
def test_an_export_never_takes_the_place_of_the_record(run: Run, kind: str, tmp_path: Path) -> None:
    """A record is not written over by its own export."""
    path = tmp_path / "talks.onrecord"
    path.write_text("kept")
    done = run("export", kind, str(path), "--record", str(path))
    assert done.exit_code == 1
    assert "this is the record itself" in done.stderr
    assert path.read_text() == "kept"


def test_an_export_that_fails_leaves_the_file_that_was_there(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An export of the record that breaks off leaves the earlier file, and nothing beside it."""
    path = tmp_path / "whole.jsonl"
    path.write_text("earlier")

    def breaks(_: object) -> object:
        yield "one line\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tests.cli.fake.FakeRecord.lines", breaks)
    done = run("export", "record", str(path))
    assert done.exit_code == 1
    assert "No space left" in done.stderr
    assert [one.read_text() for one in tmp_path.iterdir()] == ["earlier"]
