"""Hostile input ends in a clear message or a sound report and takes nothing with it; the long form tries them all."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from reliability.hostile import every
from reliability.hostile.made import Hostile

ROOT = Path(__file__).resolve().parents[2]


def test_there_are_as_many_as_promised() -> None:
    """There are more than 200 hostile inputs, by nine doors, each under a name of its own."""
    found = Counter((one.door, one.name) for one in every.inputs())
    assert len(found) > 500
    assert set(found.values()) == {1}
    assert len({door for door, _ in found}) == 9


def test_they_are_the_same_each_time(tmp_path: Path) -> None:
    """A file that is made twice has the same bytes, so what is found can be found again."""
    files = [one for one in every.drawn(12) if one.door not in ("names", "text")]
    made = [[_octets(one, tmp_path / f"{number}-{time}") for number, one in enumerate(files)] for time in "ab"]
    assert len(files) > 10
    assert made[0] == made[1]


def _octets(one: Hostile, folder: Path) -> bytes:
    folder.mkdir()
    return Path(one.make(folder)).read_bytes()


@pytest.mark.model
@pytest.mark.slow
def test_a_drawn_part_of_them() -> None:
    """One in ten of those that cost little: no fault, nothing over its limits, no good neighbour lost."""
    command = [sys.executable, "-m", "reliability.hostile", "--draw", "10"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=1_200)
    assert done.returncode == 0, done.stdout + done.stderr
