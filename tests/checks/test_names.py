"""Two spellings or forms of one name are told from two names."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.checks.names import plain, variant
from onrecord.reading.engine import Engine
from tests.checks.pairs import HOME, findings

CASES = json.loads((HOME / "names.json").read_text("utf-8"))


def words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(word for part in name.replace("-", " ").split() if (word := plain(part)))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_names_that_can_be_one(case: dict[str, Any]) -> None:
    """Whether two names can be one, the same in both directions."""
    a, b = words(case["a"]), words(case["b"])
    assert (variant(a, b), variant(b, a)) == (case["one"], case["one"])


@pytest.mark.model
def test_a_report_that_has_both_names_has_two(engine: Engine) -> None:
    """Where one report gives both spellings they are two names, or its own slip, and nothing is found."""
    told = "The ferry belongs to {} of Lindau, a family firm. It sank on Monday in the harbour."
    both = told.format("Halvorsson") + " Its rival is Halvorson."
    case = {"label": "both", "reports": [{"text": both}, {"text": told.format("Halvorson")}]}
    assert all(one.type != "name" for found in findings(case, engine) for one in found)


@pytest.mark.model
def test_the_sentences_that_are_nearest_are_shown(engine: Engine) -> None:
    """A finding cites the sentence of each report that tells of the same."""
    a = "The ferry belongs to Halvorsson of Lindau. Halvorsson has forty workers."
    b = "It rained all night. The ferry is owned by Halvorson of Lindau, a family firm."
    case = {"label": "nearest", "reports": [{"text": a}, {"text": b}]}
    for found in findings(case, engine):
        (one,) = [each for each in found if each.type == "name"]
        assert {side.citation.text for side in one.sides} == {
            "The ferry belongs to Halvorsson of Lindau.",
            "The ferry is owned by Halvorson of Lindau, a family firm.",
        }
