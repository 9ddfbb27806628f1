"""Files of a form: safe names, and no more than may be."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from starlette.datastructures import UploadFile

from onrecord.web.uploads import free_name, kept, safe_name

#: What a browser, or somebody who plays one, may call a file.
NAMES = {
    "report.txt": "report.txt",
    "../../etc/passwd": "passwd",
    r"C:\desk\report.txt": "report.txt",
    ".hidden": "hidden",
    "-rf": "rf",
    "..": "file",
    "": "file",
    "a\x00b\n.txt": "a b.txt",
    "تقرير.txt": "تقرير.txt",
    "con|prn?.txt": "con prn.txt",
    ".txt": "txt",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_safe_whatever_it_was(name: str) -> None:
    """A file gets a name without a folder, a hidden beginning or signs that systems take for something else."""
    assert safe_name(name) == NAMES[name]


def test_a_long_name_keeps_its_ending() -> None:
    """A name that no file system takes is cut, in whole letters, and still says what the file is."""
    name = safe_name("ä" * 300 + ".jsonl")
    assert name.endswith(".jsonl")
    assert len(name.encode()) < 200
    assert set(name.removesuffix(".jsonl")) == {"ä"}


def test_two_files_of_one_name_are_both_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second file of a name is numbered, also where only upper and lower case differ."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    files = [UploadFile(io.BytesIO(word), filename=name) for word, name in ((b"1", "a.txt"), (b"2", "A.txt"))]
    folder, names = kept(files)
    assert names == ["a.txt", "A (2).txt"]
    assert [(folder / name).read_bytes() for name in names] == [b"1", b"2"]


def test_nothing_is_left_of_files_that_could_not_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk is full, the folder is gone again."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        kept([UploadFile(io.BytesIO(b"1"), filename="a.txt")])
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_ending_is_numbered_at_its_end() -> None:
    """A number goes before the ending, and to the end where there is none."""
    assert free_name("report", ["report"]) == "report (2)"
