"""What is put down to a source here and stated there, and what is another deed, mode or figure."""

from __future__ import annotations

import pytest

from onrecord.reading.engine import Engine
from tests.checks.pairs import Case
from tests.checks.rules import found, negative, positive

RULE = "framing-attribution"


@pytest.mark.model
@pytest.mark.parametrize("case", positive("attributed.json"))
def test_it_is_found(case: Case, engine: Engine) -> None:
    """A claim with its source here and without one there is found once, in either order."""
    one, other = found(case, engine, RULE)
    assert len(one) == 1
    assert [each.id for each in one] == [each.id for each in other]
    assert len({side.value for side in one[0].sides}) > 1


@pytest.mark.model
@pytest.mark.parametrize("case", negative("attributed.json"))
def test_nothing_is_found(case: Case, engine: Engine) -> None:
    """Another mode, figure, deed or source is not the same claim stated as a fact."""
    assert not any(found(case, engine, RULE))


def test_there_are_enough_cases() -> None:
    """The set of attributed claims holds twenty cases each way or more, each under its own label."""
    for those in (positive("attributed.json"), negative("attributed.json")):
        labels = [param.id for param in those]
        assert len(set(labels)) == len(labels) >= 20
