"""Reports that seem to contradict each other and do not: other thing, other time, other scope, other unit."""

from __future__ import annotations

import pytest

from onrecord.reading.engine import Engine
from tests.checks.pairs import Case, cases, findings, shown

pytestmark = pytest.mark.model


@pytest.mark.parametrize("case", cases("apart.json"))
def test_nothing_is_found_that_does_not_hold(case: Case, engine: Engine) -> None:
    """No difference of the kinds that a case excludes is found, in either order of its reports."""
    for found in findings(case, engine):
        assert not [shown(one) for one in found if one.kind in case["not"]]


def test_there_are_enough_of_them() -> None:
    """The negative set holds seventy cases or more, each under a label of its own."""
    labels = [param.id for param in cases("apart.json")]
    assert len(set(labels)) == len(labels) >= 70
