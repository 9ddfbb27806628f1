"""Deadlines: what is due by when, and who sets it."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.model.reading import Deadline
from onrecord.reading import deadlines
from tests.reading.casting import Names, cases, read, told

DAY = "2031-03-10"
pytestmark = pytest.mark.model


def found(case: dict[str, Any]) -> tuple[Deadline, ...]:
    """The deadlines of a case's text."""
    report, parsed, when = read(case["text"], case.get("day", DAY))
    return deadlines.find(report, parsed, Names(), when, told(case["text"], case.get("told", ())))


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's deadlines are found, in order and no others."""
    read_ones = found(case)
    assert len(read_ones) == len(case["deadlines"]), read_ones
    for one, wanted in zip(read_ones, case["deadlines"], strict=True):
        assert {**wanted, "what": wanted.get("what", one.what.text)} == {
            name: one.what.text if name == "what" else getattr(one, name) for name in {**wanted, "what": ""}
        }


@pytest.mark.parametrize("case", cases("deadlines.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_what_is_due(case):
    """A stated duty with its time limit is a deadline with what is due, its days and who sets it."""
    check(case)


@pytest.mark.parametrize("case", cases("deadlines.json", "negative"), ids=lambda case: case["label"])
def test_leaves_what_is_no_deadline(case):
    """Amounts, places, past facts, meetings, forecasts and questions with "by" or "within" are no deadline."""
    assert found(case) == ()


@pytest.mark.parametrize("case", cases("deadlines.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What the reader is known to miss is written down, so that an accidental fix is noticed."""
    check(case)


def test_a_report_without_a_date_leaves_the_day_open():
    """Where the report has no date, a month without a year stays unresolved."""
    (one,) = found({"text": "Verania wants Sorn to leave by June.", "day": None})
    assert (one.earliest, one.latest) == (None, None)


def test_names_the_attribution_that_tells_it():
    """A deadline inside what someone says carries the id of that attribution."""
    text = "Ana Bel said Ardal wants Sorn to leave by June."
    (one,) = found(
        {"text": text, "told": [{"actor": "person:ana-bel", "content": "Ardal wants Sorn to leave by June"}]}
    )
    assert (one.attribution, one.set_by) == ("a1", "country:xa")


def test_words_are_cut_from_the_report():
    """The words of a deadline are exactly those of the report at its range."""
    text = "Verania ordered the diplomats to leave by March 20."
    (one,) = found({"text": text})
    assert [text[s.start : s.end] for s in (one.span, one.what)] == [one.span.text, one.what.text]
