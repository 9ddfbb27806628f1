"""Open points: what is told to be unsettled between the parties."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.model.reading import OpenPoint
from onrecord.reading import open_points
from onrecord.reading.actors import find as cast_of
from onrecord.reading.engine import load_engine
from tests.factories import report
from tests.reading.casting import cases

pytestmark = pytest.mark.model


def found(text: str) -> tuple[OpenPoint, ...]:
    """The open points of a text."""
    made = report(text, published="2026-03-18")
    parsed = load_engine().parse(made)
    return open_points.find(made, parsed, cast_of(made, parsed), (), ())


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's points are found, in order and no others."""
    read = found(case["text"])
    assert len(read) == len(case["points"])
    for one, wanted in zip(read, case["points"], strict=True):
        seen = {"text": one.span.text, "issue": one.issue, "parties": list(one.parties)}
        seen["object"] = one.object.text if one.object else None
        assert {name: seen[name] for name in wanted} == wanted


@pytest.mark.parametrize("case", cases("open_points.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_what_is_open(case: dict[str, Any]) -> None:
    """What is told to be unsettled is found with its issue, its words and those who disagree."""
    check(case)


@pytest.mark.parametrize("case", cases("open_points.json", "negative"), ids=lambda case: case["label"])
def test_finds_nothing_open_where_nothing_is(case: dict[str, Any]) -> None:
    """Conditions, fears, questions, settled things and things of no matter are no open points."""
    assert found(case["text"]) == ()


@pytest.mark.parametrize("case", cases("open_points.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case: dict[str, Any]) -> None:
    """What is known to be missed is written down, so that an accidental fix is noticed."""
    check(case)
