"""Measured figures stay at or above their pinned floors, on the corpus that they were measured on."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.shared import fingerprint, shared

ROOT = Path(__file__).resolve().parents[1]
FLOORS: dict[str, Any] = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.no_cover  # measures what is read, not which lines were run; counting lines would double its time
@pytest.mark.data
@pytest.mark.model
@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name: str) -> None:
    """Each figure of this evaluation is at least its floor."""
    pinned = FLOORS[name]
    folder = shared(pinned["corpus"])
    if fingerprint(folder) != pinned["fingerprint"]:
        pytest.skip(f"{folder} is not the corpus that the floors of {name} were measured on")
    figures = importlib.import_module(f"evaluation.{name}").figures(folder)
    below = {key: (figures[key], floor) for key, floor in pinned["floors"].items() if figures[key] < floor}
    assert not below
