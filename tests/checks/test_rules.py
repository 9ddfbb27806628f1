"""Each rule by itself: what it finds, and what only looks like it, in short reports of invented countries."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from onrecord.model.relations import Finding
from onrecord.reading.engine import Engine
from tests.checks.pairs import Case, cases, findings, meets, shown

#: The files of cases, each with the rule (by how its name begins) or the type of the findings that it is about.
FILES = {
    "attributed": "framing-attribution",
    "certainty": "certainty",
    "dates": "date",
    "doers": "actor",
    "injuries": "injuries",
    "offices": "actor",
    "places": "place",
    "polarity": "polarity",
    "qualifiers": "qualifiers",
    "sources": "precision-source",
    "superlatives": "superlatives",
    "told_to": "precision-told-to",
}
#: Those whose type has rules with other files: what another rule finds in a case is not looked at.
BY_TYPE = frozenset(("date", "actor", "place", "polarity"))
#: Cases each way that a file has at the least.
LEAST, FEWER = 20, {"doers": 5, "offices": 10}


def own(found: tuple[Finding, ...], name: str) -> list[Finding]:
    """The findings that the cases of a file are about."""
    what = FILES[name]
    return [one for one in found if (one.type == what if what in BY_TYPE else one.rule.startswith(what))]


def every(*, with_difference: bool = False) -> list[Any]:
    """The cases of all files with the names of the files; those known to fail are expected to, strictly."""
    return [
        pytest.param(name, param.values[0], id=f"{name}: {param.id}", marks=param.marks)
        for name in FILES
        for param in cases(f"{name}.json")
        if param.values[0]["found"] or not with_difference
    ]


@pytest.mark.model
@pytest.mark.parametrize(("name", "case"), every())
def test_what_differs_is_found_and_nothing_else(name: str, case: Case, engine: Engine) -> None:
    """What differs is found as its kind and type, once, with the same ids in either order of the reports."""
    both = [own(found, name) for found in findings(case, engine)]
    for found in both:
        assert len(found) == len(case["found"]), [shown(one) for one in found]
        assert all(any(meets(one, wanted) for one in found) for wanted in case["found"]), [shown(one) for one in found]
    assert {one.id for one in both[0]} == {one.id for one in both[1]}


@pytest.mark.model
@pytest.mark.parametrize(("name", "case"), every(with_difference=True))
def test_each_side_shows_its_words(name: str, case: Case, engine: Engine) -> None:
    """Each side of a finding cites its report by exact offsets, and the sides have more than one value."""
    texts = {f"r{n}": report["text"] for n, report in enumerate(case["reports"], 1)}
    found = own(findings(case, engine)[0], name)
    assert found
    for one in found:
        assert len({side.value for side in one.sides}) > 1
        for side in one.sides:
            assert texts[side.citation.report][side.citation.start : side.citation.end] == side.citation.text


@pytest.mark.parametrize("name", FILES)
def test_there_are_cases_of_both_kinds(name: str) -> None:
    """Each file has cases that are to be found and cases that are not, each under a label of its own."""
    params = cases(f"{name}.json")
    count = Counter(bool(param.values[0]["found"]) for param in params)
    assert min(count[True], count[False]) >= FEWER.get(name, LEAST)
    assert len({param.id for param in params}) == len(params)
