"""Differences that a reader who lays two short reports side by side would mark, of every kind."""

from __future__ import annotations

import pytest

from onrecord.reading.engine import Engine
from tests.checks.pairs import Case, cases, findings, meets, shown

pytestmark = pytest.mark.model


@pytest.mark.parametrize("case", cases("differ.json"))
def test_the_difference_is_found(case: Case, engine: Engine) -> None:
    """What differs is found as its kind and type, and no contradiction beside it, in either order of the reports."""
    for found in findings(case, engine):
        assert all(any(meets(one, wanted) for one in found) for wanted in case["found"]), [shown(one) for one in found]
        beside = [one for one in found if not any(meets(one, wanted) for wanted in case["found"])]
        assert not [shown(one) for one in beside if one.kind == "contradiction"]


def test_there_are_enough_of_them() -> None:
    """The positive set holds fifty cases or more that are found, each under a label of its own."""
    params = cases("differ.json")
    assert len({param.id for param in params}) == len(params)
    assert sum(not param.marks for param in params) >= 50
