"""Differences between two reports, read with the model: found where they are, and silent where they are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.checks.findings import assemble
from onrecord.checks.matter import on_one_matter
from onrecord.checks.quotes import line_up
from onrecord.model.reading import Entry
from onrecord.model.relations import Finding
from onrecord.reading.engine import Engine
from onrecord.reading.read import read
from onrecord.relating import accounts
from tests.factories import report

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases" / "checks" / "differences.json").read_text("utf-8"))
Case = dict[str, Any]
pytestmark = pytest.mark.model


def entries(case: Case, engine: Engine) -> tuple[Entry, ...]:
    """The two reports of a case, read."""
    days = case.get("published", ["2031-05-21", "2031-05-21"])
    outlet = case.get("outlet")
    made = [report(case[name], id=name, published=day, outlet=outlet) for name, day in zip("ab", days, strict=True)]
    return tuple(Entry(one, read(one, lambda: engine)) for one in made)


def findings(case: Case, engine: Engine, *, turned: bool = False) -> tuple[Finding, ...]:
    """What differs between the two reports."""
    both = entries(case, engine)[::-1] if turned else entries(case, engine)
    return assemble(both, accounts(both, on_one_matter(both)), line_up(both))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_what_differs(case: Case, engine: Engine) -> None:
    """The differences found are those of the case, in both orders of the reports."""
    for turned in (False, True):
        found = [[one.kind, one.type] for one in findings(case, engine, turned=turned)]
        assert found == case["found"]


def test_sides_recut_and_are_never_merged(engine: Engine) -> None:
    """Each side has its own words, cut from its report, and its own value."""
    for case in CASES:
        texts = {one.id: one.report.text for one in entries(case, engine)} if case["found"] else {}
        for one in findings(case, engine) if case["found"] else ():
            assert len({side.citation.report for side in one.sides}) == 2
            assert len({side.value for side in one.sides}) == 2
            for side in one.sides:
                at = side.citation
                assert texts[at.report][at.start : at.end] == at.text


def test_words_are_not_cut(engine: Engine) -> None:
    """What a figure is of is told in whole words of the text, with a mark where the figure stands."""
    case = next(one for one in CASES if one["label"] == "a bound that excludes the other toll")
    (found,) = findings(case, engine)
    assert "…" in found.about
    assert set(found.about.split()) - {"…"} <= set(case["a"].rstrip(".").split())
    assert "at least 14 against 8" in found.why


def test_the_older_toll_comes_first(engine: Engine) -> None:
    """An update names the replaced figure first, in whatever order the reports come."""
    case = next(one for one in CASES if one["label"] == "a toll that has risen")
    for turned in (False, True):
        (found,) = findings(case, engine, turned=turned)
        assert [side.value for side in found.sides] == ["at least 14", "19"]


def test_the_source_of_a_side_is_named(engine: Engine) -> None:
    """The attributed side of a framing finding names who it is attributed to; the other is the outlet's own voice."""
    case = next(one for one in CASES if one["label"] == "a claim that lost its source")
    (found,) = findings(case, engine)
    assert [side.speaker for side in found.sides] == ["Ana Kessel", None]
