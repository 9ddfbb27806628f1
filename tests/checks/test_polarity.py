"""Polarity: what two reports tell differently, and what only looks so."""

from __future__ import annotations

import pytest

from onrecord.reading.engine import Engine
from tests.checks.pairs import Case, shown
from tests.checks.when import of_type, texts

pytestmark = pytest.mark.model


@pytest.mark.parametrize("case", texts("polarity.json"))
def test_polarity_are_held_against_each_other(case: Case, engine: Engine) -> None:
    """A difference is found as its kind, and nothing where there is none, in either order of the reports."""
    for found in of_type(case, engine, "polarity"):
        assert [one.kind for one in found] == ([case["found"]] if case["found"] else []), [shown(one) for one in found]


@pytest.mark.parametrize("case", [one for one in texts("polarity.json") if not one.marks])
def test_polarity_do_not_hang_on_the_order(case: Case, engine: Engine) -> None:
    """The sides of a finding are the same passages, whichever report comes first."""
    first, second = of_type(case, engine, "polarity")
    assert {side.citation for one in first for side in one.sides} == {
        side.citation for one in second for side in one.sides
    }


def test_there_are_enough_polarity() -> None:
    """There are twenty cases each way or more, each under a label of its own."""
    cases = [param.values[0] for param in texts("polarity.json")]
    assert len({one["label"] for one in cases}) == len(cases)
    assert min(sum(bool(one["found"]) for one in cases), sum(not one["found"] for one in cases)) >= 20
