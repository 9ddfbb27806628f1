"""A file that one process alone holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import ReuseIndexError
from onrecord.locks import held
from onrecord.reuse.index import ReuseIndex

HOLDING = (
    "import sys; from pathlib import Path; from onrecord.locks import held; print(held(Path(sys.argv[1])) is None)"
)


def elsewhere(path: Path) -> str:
    """Whether another process finds the file held, in its own words."""
    return subprocess.run([sys.executable, "-c", HOLDING, str(path)], capture_output=True, text=True, check=True).stdout


def test_a_file_that_is_held_is_given_to_nobody_else(tmp_path: Path) -> None:
    """While one holds the file neither this nor another process gets it; once it is closed both do."""
    path = tmp_path / "lock"
    file = held(path)
    assert file is not None
    assert held(path) is None
    assert elsewhere(path) == "True\n"
    file.close()
    assert elsewhere(path) == "False\n"
    again = held(path)
    assert again is not None
    again.close()


def test_a_process_that_ended_holds_nothing(tmp_path: Path) -> None:
    """A file that a process held when it ended is free, and the file that it left says nothing."""
    path = tmp_path / "lock"
    assert elsewhere(path) == "False\n"
    file = held(path)
    assert file is not None
    file.close()


def test_a_system_without_locks_gives_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no such locks nobody is kept out."""
    monkeypatch.setitem(sys.modules, "fcntl", None)
    one, other = held(tmp_path / "lock"), held(tmp_path / "lock")
    assert one is not None
    assert other is not None
    one.close()
    other.close()


def test_a_reuse_index_in_use_is_a_plain_error(tmp_path: Path) -> None:
    """A folder that an index is open on opens no second one, and the message names it with what to do."""
    one = ReuseIndex(tmp_path / "index")
    with pytest.raises(ReuseIndexError, match="another process is using this reuse index"):
        ReuseIndex(tmp_path / "index")
    one.close()
    ReuseIndex(tmp_path / "index").close()
