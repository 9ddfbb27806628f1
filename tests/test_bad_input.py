"""Bad input, as a user meets it: a clear message that names the file, a sensible exit code, the rest done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

GOOD = "Talks will resume on Monday, the minister said.\n"


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, with a record of its own."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments], capture_output=True, text=True, cwd=folder, timeout=120
    )


def add(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Add sources to the record of the folder."""
    return run("add", "--record", "r.onrecord", *arguments, folder=folder)


def on_record(folder: Path) -> int:
    """How many reports the record of the folder holds."""
    found = run("export", "jsonl", "--record", "r.onrecord", folder=folder)
    return len(found.stdout.splitlines())


BAD = {
    "empty.txt": (b"", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "not text"),
    "digits.txt": (b"12 34\n---\n", "no sentence"),
    "huge.txt": (b"The minister said so again and again. " * 560_000, "more than one report may have"),
    "broken.jsonl": (b'{"text": "The minister said', "JSON"),
    "impossible.jsonl": (b'{"text": "The minister said no.", "published": "2026-13-45"}', "date"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_its_neighbour_kept(name: str, tmp_path: Path) -> None:
    """The message names the bad file and what is wrong, the exit code is 1, and the good file is on record."""
    content, words = BAD[name]
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / name).write_bytes(content)
    (tmp_path / "reports" / "z-good.txt").write_text(GOOD, encoding="utf-8")
    done = add(tmp_path, "reports")
    assert done.returncode == 1, done.stderr
    assert name in done.stderr
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert on_record(tmp_path) == 1


def test_an_unreadable_file_in_a_folder(tmp_path: Path) -> None:
    """A link that leads nowhere fails by name and the rest of the folder is added."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "reports" / "b.txt").write_text(GOOD, encoding="utf-8")
    done = add(tmp_path, "reports")
    assert done.returncode == 1
    assert "a.txt" in done.stderr
    assert on_record(tmp_path) == 1


def test_text_in_another_encoding_is_read(tmp_path: Path) -> None:
    """A file in Windows-1252 is read as such, and the decoding used is on record."""
    (tmp_path / "a.txt").write_bytes("The minister said “no” in Ménarra on Monday.\n".encode("cp1252"))
    done = add(tmp_path, "a.txt")
    assert done.returncode == 0, done.stderr
    shown = run("export", "jsonl", "--record", "r.onrecord", folder=tmp_path)
    assert "“no” in Ménarra" in json.loads(shown.stdout)["report"]["text"]


def test_an_unknown_outlet_is_said_not_guessed(tmp_path: Path) -> None:
    """A report whose outlet nothing names is added with outlet null and a note on how to give it."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    done = run("read", "a.txt", "--json", folder=tmp_path)
    shown = json.loads(done.stdout)
    assert shown["report"]["outlet"] is None
    assert any("--outlet" in note for note in shown["report"]["notes"])


def test_a_date_that_cannot_be(tmp_path: Path) -> None:
    """An impossible --published is wrong usage and says how a date is written."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    done = add(tmp_path, "a.txt", "--published", "2026-02-31")
    assert done.returncode == 2
    assert "2026-02-07" in done.stderr
    assert not (tmp_path / "r.onrecord").exists() or on_record(tmp_path) == 0


def test_a_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    """A path that is not there fails and names the file that is nearly called so."""
    (tmp_path / "report.txt").write_text(GOOD, encoding="utf-8")
    done = add(tmp_path, "reprot.txt")
    assert done.returncode == 1
    assert "report.txt" in done.stderr


def test_a_record_that_is_something_else(tmp_path: Path) -> None:
    """A file that is no record is refused and left as it was."""
    (tmp_path / "r.onrecord").write_text("shopping list", encoding="utf-8")
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    done = add(tmp_path, "a.txt")
    assert done.returncode == 1
    assert "r.onrecord" in done.stderr
    assert (tmp_path / "r.onrecord").read_text(encoding="utf-8") == "shopping list"


def test_one_broken_line_of_a_jsonl(tmp_path: Path) -> None:
    """A JSONL with one broken line gives its other reports and names the line."""
    rows = [json.dumps({"text": GOOD}), "{broken", json.dumps({"text": "The talks failed, he said."})]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    done = add(tmp_path, "a.jsonl")
    assert done.returncode == 1
    assert "a.jsonl:2" in done.stderr
    assert on_record(tmp_path) == 2
