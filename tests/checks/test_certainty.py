"""Deeds told as sure and as doubtful: differences that are found, and others that must not be."""

from __future__ import annotations

import pytest

from onrecord.model.relations import Finding
from onrecord.reading.engine import Engine
from tests.checks.pairs import Case, cases, findings, meets, shown

pytestmark = pytest.mark.model
CASES = cases("certainty.json")


def own(found: tuple[Finding, ...]) -> list[Finding]:
    """The findings of the rule that is tested here."""
    return [one for one in found if one.rule.startswith("certainty")]


@pytest.mark.parametrize("case", CASES)
def test_what_differs_is_found_and_nothing_else(case: Case, engine: Engine) -> None:
    """What differs in a doubt is found as its kind and type in either order of the reports; the rest stays silent."""
    for found in map(own, findings(case, engine)):
        wanted = case.get("found", [])
        assert all(any(meets(one, each) for one in found) for each in wanted), [shown(one) for one in found]
        assert wanted or not found, [shown(one) for one in found]


@pytest.mark.parametrize("case", [case for case in CASES if "found" in case.values[0]])
def test_each_side_shows_its_words(case: Case, engine: Engine) -> None:
    """Each side of a finding on a doubt cites its report by exact offsets, and two sides have two values."""
    for one in own(findings(case, engine)[0]):
        texts = {f"r{n}": report["text"] for n, report in enumerate(case["reports"], 1)}
        for side in one.sides:
            assert texts[side.citation.report][side.citation.start : side.citation.end] == side.citation.text
        assert len({side.value for side in one.sides}) == 2


def test_there_are_cases_of_both_kinds() -> None:
    """Twenty cases or more are to be found and twenty or more are not, each under a label of its own."""
    found = ["found" in param.values[0] for param in CASES]
    assert found.count(True) >= 20
    assert found.count(False) >= 20
    assert len({param.id for param in CASES}) == len(CASES)
