"""Archives write nothing by name: no file is made where a source's names point."""

from __future__ import annotations

from pathlib import Path

import pytest
from reliability.names import DOORS, NAMES, outside

#: One of each kind; all go by hand.
SOME = ("../../evil.txt", "/tmp/evil.txt", "C:\\evil.txt", "nul\0.html", "a" * 5_000)


def test_there_are_thirty_names() -> None:
    """The promise is about thirty names or more."""
    assert len(set(NAMES)) >= 30


@pytest.mark.parametrize("door", [name for name in DOORS if name != "an upload"])
def test_a_source_writes_nothing_by_name(door: str, tmp_path: Path) -> None:
    """Nothing is written outside the folder in use, and in it nothing by a name that came from outside."""
    assert [name for name in SOME if outside(door, name, tmp_path)] == []


def test_an_upload_writes_nothing_by_name(tmp_path: Path) -> None:
    """Each uploaded file lies in a folder of its own form, under a name that every system takes."""
    assert [name for name in NAMES if outside("an upload", name, tmp_path)] == []
