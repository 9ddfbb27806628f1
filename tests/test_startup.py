"""How fast the command line answers."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import pytest


def seconds(*command: str) -> float:
    """Median wall time of five runs."""
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *command], capture_output=True, check=True)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


@pytest.mark.slow
def test_help_takes_under_half_of_importing_spacy() -> None:
    """`onrecord --help` starts in less than half the time of `import spacy`."""
    assert seconds("-m", "onrecord", "--help") < 0.5 * seconds("-c", "import spacy")
