"""Positions that a party announces, and charges that it states as facts."""

from __future__ import annotations

import pytest

from tests.reading.casting import cases
from tests.reading.test_positions import check, found

CASES = "positions_announced.json"
model = pytest.mark.model


@model
@pytest.mark.parametrize("case", cases(CASES, "synthetic"), ids=lambda case: case["label"])
def test_finds_what_is_announced_or_charged(case):
    """A deed that a party itself announces, or a wrong that it states of another, is its position."""
    check(case)


@model
@pytest.mark.parametrize("case", cases(CASES, "negative"), ids=lambda case: case["label"])
def test_invents_no_announcement(case):
    """Forecasts, meetings, what only would be, own wrongs and the outlet's own words make no such position."""
    assert found(case) == ()


@model
@pytest.mark.parametrize("case", cases(CASES, "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What the reader is known to miss is written down, so that an accidental fix is noticed."""
    check(case)
