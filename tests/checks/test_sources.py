"""One claim put down to sources of different kinds, and claims or sources that are not apart."""

from __future__ import annotations

import pytest

from onrecord.reading.engine import Engine
from tests.checks.pairs import Case
from tests.checks.rules import found, negative, positive

RULE = "precision-source"


@pytest.mark.model
@pytest.mark.parametrize("case", positive("sources.json"))
def test_it_is_found(case: Case, engine: Engine) -> None:
    """Sources of two kinds for one claim are found once, each with its words, in either order."""
    one, other = found(case, engine, RULE)
    assert len(one) == 1
    assert [each.id for each in one] == [each.id for each in other]
    assert len({side.value for side in one[0].sides}) > 1


@pytest.mark.model
@pytest.mark.parametrize("case", negative("sources.json"))
def test_nothing_is_found(case: Case, engine: Engine) -> None:
    """Looser words for one source, and claims that differ themselves, are no difference in the source."""
    assert not any(found(case, engine, RULE))


def test_there_are_enough_cases() -> None:
    """The set of sources holds twenty cases each way or more, each under its own label."""
    for those in (positive("sources.json"), negative("sources.json")):
        labels = [param.id for param in those]
        assert len(set(labels)) == len(labels) >= 20
