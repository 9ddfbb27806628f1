"""Words given to different newsrooms, and such that only look it."""

from __future__ import annotations

import pytest

from onrecord.reading.engine import Engine
from tests.checks.pairs import Case
from tests.checks.rules import found, negative, positive

RULE = "precision-told-to"


@pytest.mark.model
@pytest.mark.parametrize("case", positive("told_to.json"))
def test_it_is_found(case: Case, engine: Engine) -> None:
    """Two newsrooms of one utterance are found once, with the words that name them, in either order."""
    one, other = found(case, engine, RULE)
    assert len(one) == 1
    assert [each.id for each in one] == [each.id for each in other]
    assert len({side.value for side in one[0].sides}) > 1


@pytest.mark.model
@pytest.mark.parametrize("case", negative("told_to.json"))
def test_nothing_is_found(case: Case, engine: Engine) -> None:
    """One newsroom, a person, a crowd or other words are no difference in whom was told."""
    assert not any(found(case, engine, RULE))


def test_there_are_enough_cases() -> None:
    """The set of whom was told holds twenty cases each way or more, each under its own label."""
    for those in (positive("told_to.json"), negative("told_to.json")):
        labels = [param.id for param in those]
        assert len(set(labels)) == len(labels) >= 20
