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
