"""The reader of saved pages on 128 real pages, with floors that no change may lower."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import shared

ROOT = Path(__file__).resolve().parents[2]
#: Measured 0.962, 0.867, 0.984 and 0.848; a little below, because trafilatura may change in a later version.
FLOORS = {"text_f1": 0.955, "title": 0.85, "date": 0.97, "authors_f1": 0.83}


@pytest.mark.data
def test_figures_on_real_pages() -> None:
    """Text, title, date and authors of real pages are at least as good as when they were last measured."""
    command = [sys.executable, "evaluation/pages.py", str(shared("data/pages")), "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    scores = json.loads(run.stdout)["onrecord"]
    assert {name: scores[name] for name in FLOORS if scores[name] < FLOORS[name]} == {}
