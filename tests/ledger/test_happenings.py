"""Happenings over all reports: each once, and never two as one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.happenings import happenings
from onrecord.ledger.happenings_days import precision, shown
from onrecord.model.reading import Entry, Time
from onrecord.model.spans import Span
from tests.ledger.happenings_made import told

PLAN = told("a", "2031-03-01", "Verania and Sorn will meet in Ost on March 5.", "planned", day="2031-03-05")
HELD = told("b", "2031-03-06", "Verania and Sorn met in Ost on March 5.", "happened", day="2031-03-05")
LOOK_BACK = told("c", "2031-03-09", "Verania and Sorn were to meet in Ost on March 5.", "planned", day="2031-03-05")
STRIKE = told("d", "2031-03-08", "Shells hit a market in Ost on March 8.", "happened", day="2031-03-08", type="ASSAULT")
TOLD_AGAIN = told(
    "e", "2031-03-10", "Shelling of a market in Ost on March 8 shocked all.", day="2031-03-08", type="ASSAULT"
)


def count(*entries: Entry) -> int:
    """How many happenings there are."""
    return len(happenings(entries))


def test_a_meeting_announced_and_held_is_one() -> None:
    """What one report plans and another tells as done on that day is one, with its course."""
    (one,) = happenings((PLAN, HELD))
    assert one.status == "happened"
    assert [(turn.status, turn.day) for turn in one.course] == [("planned", "2031-03-01"), ("happened", "2031-03-06")]
    assert one.before is not None
    assert one.before.status == "planned"


def test_a_later_look_back_does_not_undo_what_happened() -> None:
    """A later report that only says what was planned leaves it as having happened."""
    (one,) = happenings((PLAN, HELD, LOOK_BACK))
    assert one.status == "happened"
    assert len(one.course) == 2


def test_a_strike_that_two_reports_tell_is_one() -> None:
    """The same town and day make two reports' strike one, in whatever words."""
    assert count(STRIKE, TOLD_AGAIN) == 1


def test_figures_are_kept_side_by_side() -> None:
    """Differing tolls are both kept, and none is judged."""
    text = "{} people were killed when shells hit a market in Ost on March 8."
    made = [
        told(name, "2031-03-08", text.format(n), day="2031-03-08", type="ASSAULT", figures=(n,))
        for name, n in (("a", "12"), ("b", "9"))
    ]
    (one,) = happenings(made)
    assert [(tally.of, tally.words) for tally in one.tallies] == [("killed", "12"), ("killed", "9")]


@pytest.mark.parametrize(
    "other",
    [
        told("x", "2031-03-06", "Verania and Sorn met in Lindau on March 5.", day="2031-03-05"),
        told("x", "2031-03-06", "Verania and Sorn met in Ost on March 4.", day="2031-03-04"),
        told("x", "2031-03-06", "Ardal and the Union met in Ost on March 5.", day="2031-03-05",
             who=("country:xa", "organisation:union")),
        told("x", "2031-03-06", "Shells hit a market in Ost on March 5.", day="2031-03-05", type="ASSAULT"),
        told("x", "2031-03-06", "Verania and Sorn spoke by phone on March 5.", day="2031-03-05", mode="phone"),
    ],
    ids=["place", "day", "sides", "kind", "mode"],
)  # fmt: skip
def test_what_differs_stays_two(other: Entry) -> None:
    """Another place, day, pair, kind or mode is another happening."""
    assert count(HELD, other) == 2


def test_first_and_second_are_two() -> None:
    """The first and the second round on one day are two."""
    first = told("a", "2031-03-06", "The first round of talks ended in Ost on March 5.", day="2031-03-05")
    second = told("b", "2031-03-06", "The second round of talks began in Ost on March 5.", day="2031-03-05")
    assert count(first, second) == 2


def test_reports_after_the_day_are_not_looked_at() -> None:
    """As of a day, what later reports tell does not exist, nor do reports without a day."""
    undated = told("u", None, "Ardal and Sorn met in Lindau on March 2.", day="2031-03-02")
    (one,) = happenings((PLAN, HELD, undated), as_of="2031-03-02")
    assert one.status == "planned"
    assert one.reports == ("a",)


def test_origins_are_those_of_the_reports() -> None:
    """A happening counts the independent origins behind its reports."""
    (one,) = happenings((PLAN, HELD), {"a": (0,), "b": (0, 1)})
    assert one.origins == (0, 1)


@settings(max_examples=30, deadline=None)
@given(st.permutations([PLAN, HELD, LOOK_BACK, STRIKE, TOLD_AGAIN]))
def test_the_order_of_the_reports_changes_nothing(entries: list[Entry]) -> None:
    """The same reports in any order give the same happenings."""
    assert happenings(entries) == happenings((PLAN, HELD, LOOK_BACK, STRIKE, TOLD_AGAIN))


def test_every_passage_is_evidence() -> None:
    """All passages of a report that tell it are cited."""
    text = HELD.report.text
    event = replace(HELD.reading.events[0], mentions=(Span.cut(text, 0, 7),))
    (one,) = happenings((Entry(HELD.report, replace(HELD.reading, events=(event,))),))
    assert [cited.text for cited in one.citations] == [event.span.text, "Verania"]


@pytest.mark.parametrize(
    ("first", "last", "value", "mod", "words"),
    [
        ("2031-06-01", "2031-06-30", "2031-06", "START", "early June 2031"),
        ("2031-06-01", "2031-06-30", "2031-06", "MID", "mid-June 2031"),
        ("2031-06-01", "2031-06-30", "2031-06", None, "June 2031"),
        ("2031-01-01", "2031-12-31", "2031", None, "2031"),
        ("2031-03-10", "2031-03-16", "2031-W11", None, "week of 2031-03-10"),
        ("2031-03-10", "2031-03-12", "", None, "2031-03-10 to 2031-03-12"),
        ("2031-03-10", "2031-03-10", "2031-03-10", "APPROX", "about 2031-03-10"),
        ("2031-06-01", "2031-08-31", "2031-SU", None, "summer 2031"),
    ],
)
def test_a_day_keeps_its_precision(first: str, last: str, value: str, mod: str | None, words: str) -> None:
    """Days, weeks, months, seasons and years are shown as exactly as they are told."""
    time = Time(Span(0, 1, "x"), "DATE", value, mod, first, last)  # type: ignore[arg-type]
    assert shown(first, last, precision(first, last, value), time) == words


def test_a_plan_without_a_day_is_the_next_meeting_not_the_round_after_it() -> None:
    """ "Would go ahead as planned", told two days before a meeting there, is that meeting, not one three weeks off."""
    held = told("b", "2031-03-06", "Talks of Verania and Sorn opened in Ost on March 5.", day="2031-03-05")
    plan = told(
        "a",
        "2031-03-01",
        "Talks of Verania and Sorn will be in Ost on March 5.",
        "planned",
        day="2031-03-05",
    )
    soon = told("c", "2031-03-03", "The talks in Ost would go ahead as planned.", "planned")
    later = told("d", "2031-03-16", "The next talks will open in Ost on March 26.", "planned", day="2031-03-26")
    groups = [{one.report for one in found.accounts} for found in happenings((plan, held, soon, later))]
    assert {"d"} in groups
    assert all("c" not in group or "d" not in group for group in groups)
