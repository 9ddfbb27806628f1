"""What is due over several reports: one line each, and a state that only evidence changes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.dues import dues
from onrecord.ledger.dues_words import alike, one_time, precision, stem
from onrecord.model.reading import Time
from tests.ledger.dues_made import at, entry, told

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases" / "ledger" / "dues.json").read_text("utf-8"))
ALL = [*CASES["synthetic"], *CASES["negative"]]
DAYS = [pytest.param(case, day, id=f"{case['label']} ({day})") for case in ALL for day in case["expect"]]


def found(case: dict[str, Any], day: str | None) -> list[dict[str, Any]]:
    """What is found in a case as of a day, as far as the case speaks of it."""
    expected = case["expect"][day or "none"]
    made = dues([entry(one) for one in case["reports"]], case.get("origins"), day)
    if len(made) != len(expected):
        return [told(one, dict.fromkeys(("what", "days", "state", "reports"))) for one in made]
    return [told(one, keys) for one, keys in zip(made, expected, strict=True)]


@pytest.mark.parametrize(("case", "day"), DAYS)
def test_each_thing_due_is_one_line_in_its_state(case: dict[str, Any], day: str) -> None:
    """As of each day of a case, exactly what is due stands there, in the state that reports by then prove."""
    assert found(case, None if day == "none" else day) == case["expect"][day]


@pytest.mark.parametrize(
    "case",
    [pytest.param(one, id=one["label"], marks=pytest.mark.xfail(strict=True)) for one in CASES["known_failures"]],
)
def test_known_failures(case: dict[str, Any]) -> None:
    """What is read wrong today; a case that comes right must move up."""
    for day in case["expect"]:
        assert found(case, None if day == "none" else day) == case["expect"][day]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_reports_changes_nothing(data: st.DataObject) -> None:
    """The same reports in any order give the same lines, in the same order."""
    case = data.draw(st.sampled_from(ALL))
    entries = [entry(one) for one in case["reports"]]
    shuffled = data.draw(st.permutations(entries))
    assert dues(shuffled) == dues(entries)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_cases_mixed_into_one_record_stay_in_any_order(data: st.DataObject) -> None:
    """Also where several matters with the same parties and days are on record, order changes nothing."""
    cases = data.draw(st.lists(st.sampled_from(ALL), min_size=2, max_size=4, unique_by=lambda one: one["label"]))
    entries = [
        entry(one | {"id": f"{number}-{one['id']}"}) for number, case in enumerate(cases) for one in case["reports"]
    ]
    assert dues(data.draw(st.permutations(entries))) == dues(entries)


@pytest.mark.parametrize("case", [pytest.param(one, id=one["label"]) for one in ALL])
def test_as_of_a_day_is_the_record_of_that_day(case: dict[str, Any]) -> None:
    """What is due as of a day is what the record with only the reports up to that day tells."""
    entries = [entry(one) for one in case["reports"]]
    for day in sorted({one.report.day for one in entries if one.report.day}):
        by_then = [one for one in entries if one.report.day and one.report.day <= day]
        assert dues(entries, as_of=day) == dues(by_then) == dues(by_then, as_of=day)


@pytest.mark.parametrize("case", [pytest.param(one, id=one["label"]) for one in ALL])
def test_every_citation_is_exact(case: dict[str, Any]) -> None:
    """Every telling and every step cites words that stand at their place in a report."""
    entries = {one["id"]: entry(one) for one in case["reports"]}
    for due in dues(list(entries.values())):
        assert due.evidence
        for cited in (due.what, *due.evidence):
            assert entries[cited.report].report.text[cited.start : cited.end] == cited.text


@pytest.mark.parametrize("case", [pytest.param(one, id=one["label"]) for one in ALL])
def test_a_state_that_is_not_open_has_its_proof(case: dict[str, Any]) -> None:
    """Whatever is met, missed, moved or withdrawn has a step of that kind with the words that prove it."""
    for due in dues([entry(one) for one in case["reports"]]):
        if due.state not in ("open", "unreported"):
            assert any(step.kind == due.state and step.evidence for step in due.course)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("release", "releasing", True),
        ("withdrawal", "withdrew", True),
        ("answer", "response", True),
        ("ratified", "ratification", True),
        ("deal", "agreement", True),
        ("release", "withdraw", False),
        ("prisoner", "hostage", False),
    ],
)
def test_words_of_one_deed(one: str, other: str, same: bool) -> None:
    """Forms of a word, and words of one deed, have one stem; other deeds have another."""
    assert (stem(one) == stem(other)) is same


def test_one_time_is_told_more_or_less_exactly() -> None:
    """A day at the end of a month can be the month's deadline; another month, or a day in a year, cannot."""
    june = ("2031-06-01", "2031-06-30")
    assert one_time(june, ("2031-06-30", "2031-06-30"))
    assert not one_time(june, ("2031-07-01", "2031-07-31"))
    assert not one_time(("2031-01-01", "2031-12-31"), ("2031-03-20", "2031-03-20"))
    assert not one_time((None, None), june)


def test_precision_of_days() -> None:
    """A day, a week, a month, a year and any other range are told apart."""
    assert precision(("2031-03-03", "2031-03-09")) == "week"
    assert precision(("2031-01-01", "2031-12-31")) == "year"
    assert precision(("2031-06-01", "2031-08-31")) == "range"


def test_the_day_not_known_is_that_of_the_limit() -> None:
    """Of an undated report the line names the words of the limit, not a length of time inside what is due."""
    text = "Ardal wants Sorn to end its four-year siege by June."
    wanted = {"span": "wants Sorn to end its four-year siege by June", "what": "Sorn to end its four-year siege"}
    made = entry({"id": "a", "day": None, "text": text, "due": [wanted]})
    unresolved = (
        Time(at(text, "four-year"), "DURATION", "P4Y", why="a length of time"),
        Time(at(text, "June"), "DATE", "XXXX-06", why="the report has no date"),
    )
    made = replace(made, reading=replace(made.reading, times=unresolved))
    (one,) = dues([made], None, None)
    assert (one.by, one.unresolved) == ("June", "the report has no date")


def test_figures_that_differ_are_two_deeds() -> None:
    """Alike words with another figure or ordinal are not one deed."""
    assert not alike(frozenset({"hand", "40", "tank"}), frozenset({"hand", "60", "tank"}))
    assert not alike(frozenset({"first", "convoy"}), frozenset({"second", "convoy"}))
