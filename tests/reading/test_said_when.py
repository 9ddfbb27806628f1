"""When something was said, told apart from when it happened and from when it was reported."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.model.reading import Attribution, Time
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading import said_when, times
from onrecord.reading.engine import Parsed, load_engine
from tests.factories import report
from tests.reading.casting import cases

#: A Wednesday.
DAY = "2026-03-18"
pytestmark = pytest.mark.model


def at(made: Report, words: str) -> Span:
    """The span of words in a report."""
    start = made.text.index(words)
    return made.cut(start, start + len(words))


def read(case: dict[str, Any]) -> tuple[Report, list[Parsed], tuple[Attribution, ...], tuple[Time, ...]]:
    """The report of a case with its times and its one attribution, made by hand."""
    made = report(case["text"], published=DAY)
    parsed = load_engine().parse(made)
    said = Attribution(
        id="a1",
        kind=case.get("kind", "indirect"),
        source=at(made, case["source"]) if "source" in case else None,
        cue=at(made, case["cue"]),
        content=tuple(at(made, words) for words in case["content"]),
    )
    found = times.find(made, parsed)
    return made, parsed, said_when.with_days(made, parsed, (said,), found), found


@pytest.mark.parametrize("case", cases("said_when.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_when_it_was_said(case):
    """The time that hangs on the reporting verb, or on what it was said in, is when it was said."""
    _, _, (said,), found = read(case)
    assert said.when is not None
    assert found[said.when].span.text == case["when"]


@pytest.mark.parametrize("case", cases("said_when.json", "negative"), ids=lambda case: case["label"])
def test_takes_no_other_time_for_it(case):
    """A time inside what was said, or of something else in the sentence, is not when it was said."""
    _, _, (said,), _ = read(case)
    assert said.when is None


@pytest.mark.parametrize("case", cases("said_when.json", "quoted"), ids=lambda case: case["label"])
def test_counts_from_the_day_of_a_quotation(case):
    """In a quotation of a known day relative times count from that day, elsewhere from the report's."""
    made, parsed, said, found = read(case)
    again = said_when.recounted(made, parsed, said, found)
    (time,) = [time for time in again if time.span.text == case["time"]]
    assert time.value == case["value"]
    assert [one.span for one in again] == [one.span for one in found]


def test_shares_the_day_of_the_cue_it_is_joined_to():
    """Who said on Friday and warned said both on Friday."""
    text = "The envoy said on Friday that the port was safe, and warned that the bridge was not."
    made = report(text, published=DAY)
    parsed = load_engine().parse(made)
    parts = [("a1", "said", "the port was safe"), ("a2", "warned", "the bridge was not")]
    said = [Attribution(name, "indirect", None, at(made, cue), (at(made, words),)) for name, cue, words in parts]
    first, second = said_when.with_days(made, parsed, said, times.find(made, parsed))
    assert first.when is not None
    assert first.when == second.when


def test_leaves_a_report_without_times_as_it_is():
    """Where no time is named nothing changes."""
    made = report("The envoy said the port was safe.", published=DAY)
    parsed = load_engine().parse(made)
    said = (Attribution("a1", "indirect", None, at(made, "said"), (at(made, "the port was safe"),)),)
    assert said_when.with_days(made, parsed, said, ()) == said
