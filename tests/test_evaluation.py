"""Measured figures stay at or above their pinned floors, on the corpus that they were measured on."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from evaluation import verdicts

from onrecord.model.relations import Finding, Side
from onrecord.model.spans import Citation
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


def test_a_verdict_is_of_one_kind_and_place() -> None:
    """A finding of another kind at the same place has no verdict, and what nobody has judged counts neither way."""
    side = Side(Citation("r1", 0, 4, "Four"), "4")
    one = Finding.of(kind="precision", type="number", about="", sides=(side,), why="", rule="figures")
    other = Finding.of(kind="contradiction", type="number", about="", sides=(side,), why="", rule="figures")
    assert verdicts.key("a", one) != verdicts.key("a", other)
    found = verdicts.summary([(one, "right"), (one, "wrong"), (other, "unjudged")])
    assert found["all right"] == 0.5
    assert found["contradictions judged"] == 0.0
