"""Whether what is told has happened, goes on, is planned, possible, hangs on a condition, or did not happen."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.reading import events, events_same, quantities
from tests.reading.casting import Names, cases, read

DAY = "2031-03-10"
pytestmark = pytest.mark.model


def standings(text: str) -> set[tuple[str, str]]:
    """Type and status of each event of a text; a promise to meet counts as the meeting."""
    made, parsed, when = read(text, DAY)
    found = events.find(made, parsed, Names(), when, ())
    found = events_same.one_each(found, made, parsed, Names(), when, quantities.find(parsed, when))
    return {("CONSULT" if one.type == "AGREE" and one.mode == "meet" else one.type, one.status) for one in found}


def check(case: dict[str, Any]) -> None:
    """Fail unless an event of the case's type, or of any, has its status."""
    found = standings(case["text"])
    assert any(case["type"] in (None, kind) and status == case["status"] for kind, status in found), found


@pytest.mark.parametrize("case", cases("status.json", "synthetic"), ids=lambda case: case["label"])
def test_an_event_stands_as_it_is_told(case):
    """Tense, modal verbs, negation, conditions and governing words give the standing of an event."""
    check(case)


@pytest.mark.parametrize("case", cases("status.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What is known to be read wrongly is written down, so that an accidental fix is noticed."""
    check(case)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Bel has nine demands that Sorn must meet to get the aid.",
        "Ivo Stam urged Sorn and Verania to meet each other halfway.",
        "The talks in Ost were initially supposed to start on Sunday.",
    ],
)
def test_what_only_sounds_like_a_meeting_lies_not_ahead(text):
    """Demands that are met, giving way and what was once planned are no meeting to come."""
    assert not [one for one in standings(text) if one[0] == "CONSULT" and one[1] in ("planned", "possible")]


def meeting(text: str) -> tuple[str | None, str | None]:
    """Place and time of the one meeting of a text."""
    made, parsed, when = read(text, DAY)
    found = events.find(made, parsed, Names(), when, ())
    found = events_same.one_each(found, made, parsed, Names(), when, quantities.find(parsed, when))
    (one,) = [one for one in found if one.type == "CONSULT" or one.mode == "meet"]
    return one.place, when[one.when].span.text if one.when is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "The talks will go forward as planned on March 20 in Ost.",
        "The summit is due to take place on March 20 in Ost.",
        "Ana Bel is expected to make a trip to Ost on March 20.",
        "Ana Bel is expected to discuss the treaty with Ivo Stam on her trip to Ost on March 20.",
    ],
)
def test_a_meeting_to_come_has_the_day_and_the_place_that_are_told(text):
    """Day and place are read behind "as planned", "due to take place" and "a trip to"; one passage is one meeting."""
    assert meeting(text) == ("Ost", "March 20")
