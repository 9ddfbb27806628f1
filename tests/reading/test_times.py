"""Time expressions: their extent, TIMEX3 value and the days they may mean."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.reading import Time
from onrecord.model.report import Block
from onrecord.model.spans import Span
from onrecord.reading import times, times_cited, times_told
from onrecord.reading import times_calendar as cal
from onrecord.reading.engine import load_engine
from onrecord.reading.times_grammar import count_of, duration, mod_of, unit_of
from tests.factories import report
from tests.reading.casting import cases

#: A Wednesday.
DAY = "2026-03-18"
model = pytest.mark.model


def found(text: str, published: str | None = DAY, **facts: Any) -> tuple[Time, ...]:
    """The times of a text of a given day."""
    made = report(text, published=published, **facts)
    return times.find(made, load_engine().parse(made))


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's times are found, in order and no others."""
    read = found(case["text"], case.get("published", DAY))
    assert [one.span.text for one in read] == [one["text"] for one in case["times"]]
    for one, wanted in zip(read, case["times"], strict=True):
        assert {name: getattr(one, name) for name in wanted if name != "text"} == {
            name: value for name, value in wanted.items() if name != "text"
        }


@model
@pytest.mark.parametrize("case", cases("times.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_and_normalises_the_time(case):
    """A time expression has its TIMEX3 value and the days that it may mean, as exact as its words."""
    check(case)


@model
@pytest.mark.parametrize("case", cases("times.json", "negative"), ids=lambda case: case["label"])
def test_takes_no_other_word_for_a_time(case):
    """Words that only look like months, days, years or lengths of time are none."""
    assert found(case["text"]) == ()


@model
@pytest.mark.parametrize("case", cases("times.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What is known to be read wrongly is written down, so that an accidental fix is noticed."""
    check(case)


@model
def test_says_why_a_time_is_unresolved():
    """A relative time in a report without a date says that there is no date."""
    (one,) = found("They met on Saturday.", None)
    assert one.why == cal.NO_DATE


@model
def test_says_what_a_time_was_counted_from():
    """A relative time names the day that it was counted from."""
    (one,) = found("They met last week.")
    assert one.why == f"counted from the report's date {DAY}"


@model
def test_counts_from_the_day_of_a_post():
    """In an embedded post relative times count from the post's own day."""
    text = "We met yesterday."
    blocks = (Block("embedded_post", 0, len(text), dated="2025-01-02"),)
    (one,) = found(text, blocks=blocks)
    assert one.value == "2025-01-01"


@model
def test_leaves_times_of_an_undated_post_open():
    """A post without a date does not borrow the report's."""
    text = "We met yesterday."
    (one,) = found(text, blocks=(Block("embedded_post", 0, len(text)),))
    assert (one.value, one.earliest) == ("XXXX-XX-XX", None)


@model
def test_gives_times_in_text_order_without_overlap():
    """Times come in text order and share no character."""
    read = found("On Monday, 3 March 2025, at 8 p.m., they met for two hours. Last week they met for four days.")
    assert all(a.span.end <= b.span.start for a, b in pairwise(read))


@model
def test_cites_the_words_across_a_line_break():
    """A date broken over two lines is cited with the break."""
    text = "They met on February\n7, 2026, and left."
    (one,) = found(text)
    assert one.span.text == "February\n7, 2026"
    assert text[one.span.start : one.span.end] == one.span.text


def test_every_rule_has_its_own_explanation():
    """No two rules share the sentence that users read, and none is without."""
    said = [one.resolve.__doc__ for one in times.RULES]
    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("words", "count"),
    [("a", 1), ("two", 2), ("twenty-one", 21), ("half an", 0.5), ("2 1/2", 2.5), ("several", None), ("a couple of", 2)],
)
def test_reads_counts(words, count):
    """A count in words or figures is a number, a vague one is none."""
    assert count_of(words) == count


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(4, "year", "P4Y"), (2, "hour", "PT2H"), (None, "day", "PXD"), (1, "fortnight", "P2W"), (2, "decade", "P20Y")],
)
def test_writes_lengths_as_timex(count, unit, value):
    """A length of time has its TIMEX3 value."""
    assert duration(count, unit) == value


@pytest.mark.parametrize(("word", "unit"), [("years", "year"), ("centuries", "century"), ("Days'", "day")])
def test_knows_units_in_the_plural(word, unit):
    """A unit is the same in the singular and plural."""
    assert unit_of(word) == unit


@pytest.mark.parametrize(
    ("words", "mod"), [("the end of ", "END"), ("mid-", "MID"), ("nearly ", "LESS_THAN"), ("", None)]
)
def test_knows_modifiers(words, mod):
    """Words around a time have their TIMEX3 modifier."""
    assert mod_of(words) == mod


#: Words for times, for texts made of them.
WORDS = (
    "on Monday",
    "next week",
    "two days later",
    "the day before",
    "a year earlier",
    "from May to June",
    "between 2014 and 2022",
    "at 10 p.m.",
    "overnight",
    "last Easter",
    "Ramadan",
    "the previous Friday",
    "that month",
    "by June",
    "in '98",
    "fiscal 2025",
    "the first week of May",
    "early Saturday",
    "Q3",
    "the quarter",
    "since 2022",
    "on the 28th",
    "Feb. 28-March 2",
    "tomorrow",
    ".",
    ", the envoy said",
    "The army left",
    "(Ost Courier, March 3)",
    "year-end",
    "the morning",
    "Tuesday of last week",
    "two Fridays ago",
    "nearly four years",
    "March 31, 0001",
    "in the 1990s",
    "the winter of 9999",
    "31 December 9999",
    "a week's time",
    "the next day",
    "will meet",
    "was hit",
)


@model
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))),
)
def test_days_are_in_order_and_the_unresolved_says_why(words, day):
    """Whatever the words and the day, the earliest day is not after the latest, both or none are known, spans are
    exact, and a time without days says why."""
    made = report(" ".join(words), published=day.isoformat() if day else None)
    for one in times.find(made, load_engine().parse(made)):
        assert made.text[one.span.start : one.span.end] == one.span.text
        assert (one.earliest is None) == (one.latest is None)
        if one.earliest is not None and one.latest is not None:
            assert one.earliest <= one.latest
        elif one.type in ("DATE", "TIME"):
            assert one.why not in ("", cal.OUTRIGHT)


@pytest.mark.parametrize("why", [times_cited.SOURCE, times_cited.PICTURE, times_cited.PAGE, times_cited.DATELINE])
def test_tells_a_citation_by_its_reason(why):
    """A date of a source, a picture, the page or the dateline is no day of an event."""
    one = Time(Span(0, 7, "March 3"), "DATE", "2026-03-03", why=f"{cal.OUTRIGHT}; {why}")
    assert times_cited.is_citation(one)


def test_other_dates_are_no_citations():
    """A date with another reason may be the day of an event."""
    assert not times_cited.is_citation(Time(Span(0, 7, "March 3"), "DATE", "2026-03-03", why=cal.OUTRIGHT))


@model
def test_takes_the_dates_of_a_caption_for_the_picture():
    """A date in a caption is the picture's, whatever its words."""
    text = "Soldiers rest near Ost on March 3, 2026."
    made = report(text, published=DAY, blocks=(Block("caption", 0, len(text)),))
    (one,) = times.find(made, load_engine().parse(made))
    assert times_cited.is_citation(one)


@pytest.mark.parametrize(
    ("told", "value"),
    [
        (cal.Told("day", 1), "2025-01-01"),
        (cal.Told("week", -1), "2024-W52"),
        (cal.Told("month", 1), "2025-01"),
        (cal.Told("year", 0), "2024"),
        (cal.Told("day", -1, weekday=4), "2024-12-27"),
        (cal.Told("day", 0, "TEV"), "2024-12-31TEV"),
    ],
)
def test_counts_from_another_time(told, value):
    """A time told by another one is as exact as its own unit."""
    found = times_told.count(told, cal.of_day(date(2024, 12, 31)))
    assert found is not None
    assert found.value == value


def test_does_not_count_days_from_a_year():
    """From a time that is not exact enough nothing is counted."""
    assert times_told.count(cal.Told("day", 1), cal.of_year(2024)) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_shift_there_and_back(day, months):
    """Going some months on and back ends in the same month."""
    there = cal.shift_months(day.replace(day=1), months)
    assert cal.shift_months(there, -months) == day.replace(day=1)


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["day", "week", "month", "quarter", "year", "decade"])
)
def test_a_period_holds_its_day(day, unit):
    """The period around a day begins on or before it and ends on or after it."""
    period = cal.period_of(day, unit)
    assert period.earliest <= day <= period.latest


@model
@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=" 0123456789-/:.,'’aefilmnorstuyJM\n", max_size=200))
def test_any_text_gives_exact_spans(text):
    """Whatever the text, each time is cut from it exactly."""
    made = report(text, published=DAY)
    for one in times.find(made, load_engine().parse(made)):
        assert text[one.span.start : one.span.end] == one.span.text
