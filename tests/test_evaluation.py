"""Measured figures stay at or above their pinned floors, on the corpus that they were measured on."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from evaluation import stories, verdicts

from onrecord.model.relations import Finding, Side
from onrecord.model.spans import Citation
from onrecord.stories.features import Features
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


def _article(id: str, story: str | None) -> stories.Article:
    nothing = Features(id, None, np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(384, np.int8), ())
    return stories.Article(id, story, "", "", nothing)


def test_a_wrong_pair_counts_against_each_half_that_it_touches() -> None:
    """Two stories in one group cost both of their halves precision, and articles around them cost nothing."""
    first = next(name for name in map(str, range(99)) if stories.half(name) == 0)
    second = next(name for name in map(str, range(99)) if stories.half(name) == 1)
    found = [_article("a", first), _article("b", first), _article("c", second), _article("d", second)]
    found += [_article("around", None)]
    labels = {"a": 0, "b": 0, "c": 0, "d": 1, "around": 0}
    assert stories.score(labels, found)[:2] == (1 / 3, 1 / 2)
    assert stories.score(labels, found, 0)[:2] == (1 / 3, 1.0)
    assert stories.score(labels, found, 1)[:2] == (0.0, 0.0)


def test_what_is_chosen_on_one_half_is_scored_on_the_other() -> None:
    """A choice that helps only the half that it was made on does not count."""
    by_half = [[name for name in map(str, range(99)) if stories.half(name) == which][:1] for which in (0, 1)]
    found = [_article(f"{story}{at}", story) for story in by_half[0] + by_half[1] for at in "xy"]
    ids = [one.id for one in found]
    tried = [
        (str(which), dict(zip(ids, whole, strict=True))) for which, whole in enumerate([(0, 0, 1, 2), (1, 2, 0, 0)])
    ]
    held, chosen = stories.crossed(tried, found)
    assert chosen == ("0", "1")
    assert held[2] == 0.0
