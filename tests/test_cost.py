"""Reading stays cheap: measured as a user would, in a process of its own, by the programs in benchmarks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared import shared

pytestmark = [pytest.mark.model, pytest.mark.data, pytest.mark.slow]

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


def measured(name: str, folder: Path, *args: str) -> dict[str, Any]:
    """What a benchmark prints as JSON."""
    command = [sys.executable, str(BENCHMARKS / name), str(folder), *args, "--json"]
    figures: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return figures


#: The limit of 4 is the benchmark's, which is run alone; over 8 texts beside five other programs 3.2 was the median of
#: rounds between 3.18 and 3.87, and a test must not fail for what else the machine does.
GUARD = 4.5


def test_reading_keeps_to_a_few_times_the_bare_model() -> None:
    """On one core, reading does not cost more CPU time than a few times the bare language model on the same texts."""
    folder = shared("data/polnear/dev/text")
    assert measured("read_speed.py", folder, "--texts", "8", "--rounds", "3")["ratio"] <= GUARD


def test_reading_a_folder_keeps_to_its_memory(tmp_path: Path) -> None:
    """Reading a folder of long reports in a fresh process never holds more than 1,500 MB."""
    texts = sorted(shared("data/polnear/dev/text").glob("*.txt"), key=lambda path: path.stat().st_size)[-8:]
    for path in texts:
        shutil.copy(path, tmp_path)
    (tmp_path / "long.txt").write_bytes(b"\n\n".join(path.read_bytes() for path in texts))
    assert 50 < measured("read_memory.py", tmp_path)["peak_mb"] < 1_500


def test_comparing_keeps_to_a_few_times_reading() -> None:
    """Comparing twenty reports of 600 words costs under one and a half times the CPU time of reading them.

    Measured 0.46 where all are of one event and 0.2 to 0.4 where they are of several; beside other programs up to twice
    that. The aim set for it is six.
    """
    found = measured("compare_speed.py", shared("data/crossreport"), "--reports", "20")
    assert {name: rows[0]["reports"] for name, rows in found.items()} == {"one event": 20, "events": 20}
    assert all(rows[0]["ratio"] < 1.5 for rows in found.values())
