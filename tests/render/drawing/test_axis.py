"""The axis of days: where days stand, what is written under it, and which stretch is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.render.drawing.axis import Axis, padded, stretch
from onrecord.render.drawing.svg import SIZE, width

DAYS = st.dates(date(1600, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "wide", "expected"),
    [
        ("2031-03-01", "2031-03-06", 400, ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar", "6 Mar"]),
        ("2031-03-01", "2031-04-05", 400, ["3 Mar", "10 Mar", "17 Mar", "24 Mar", "31 Mar"]),
        ("2030-11-20", "2031-03-06", 300, ["Dec", "Jan", "Feb", "Mar"]),
        ("2029-05-01", "2031-03-06", 140, ["2030", "2031"]),
        ("1648-01-01", "2026-12-31", 340, ["1650", "1700", "1750", "1800", "1850", "1900", "1950", "2000"]),
    ],
)
def test_ticks_have_the_finest_words_that_fit(first: str, last: str, wide: float, expected: list[str]) -> None:
    """Under the axis stand days, Mondays, months or years, the finest that have room."""
    axis = Axis(date.fromisoformat(first), date.fromisoformat(last), 0, wide)
    assert [one.words for one in axis.ticks()] == expected


def test_the_year_stands_under_its_first_tick() -> None:
    """Of days and months the year is said once, where it begins."""
    axis = Axis(date(2030, 11, 20), date(2031, 3, 6), 0, 300)
    assert [one.year for one in axis.ticks()] == ["2030", "2031", "", ""]


@given(DAYS, st.integers(0, 150_000), st.floats(60, 2000))
def test_labels_of_the_axis_never_touch(first: date, days: int, wide: float) -> None:
    """Whatever the days and the width, the words under the axis and the years below stand apart."""
    axis = Axis(first, first + timedelta(days=days), 8, 8 + wide)
    ticks = axis.ticks()
    for row in ([(one.day, one.words) for one in ticks], [(one.day, one.year) for one in ticks if one.year]):
        for (day, words), (after, later) in pairwise(row):
            assert axis.begins(day, words) + width(words, SIZE) < axis.begins(after, later)


@given(DAYS, st.integers(0, 5_000), st.integers(-50, 5_050))
def test_a_day_stands_on_the_axis(first: date, days: int, at: int) -> None:
    """Begin, middle and end of a day stand in this order, and none beyond the ends of the axis."""
    axis = Axis(first, first + timedelta(days=days), 10, 500)
    day = first + timedelta(days=at)
    assert 10 <= axis.start(day) <= axis.middle(day) <= axis.end(day) <= 500
    assert axis.shows(day, day) == (0 <= at <= days)


def test_the_stretch_leaves_out_what_lies_far_away() -> None:
    """A mark of another century does not press the others into one spot; the stretch is where most marks lie."""
    near = [date(2031, 3, 1) + timedelta(days=n) for n in range(12)]
    assert stretch([date(1648, 1, 1), date(2024, 1, 1), *near]) == (near[0], near[-1])


def test_the_stretch_has_all_where_nothing_lies_far_away() -> None:
    """Marks without a long pause, and few marks whatever their days, are all drawn."""
    spread = [date(2031, 3, 1) + timedelta(days=9 * n) for n in range(12)]
    assert stretch(spread) == (spread[0], spread[-1])
    assert stretch([date(1648, 1, 1), date(2031, 3, 1)]) == (date(1648, 1, 1), date(2031, 3, 1))
    assert stretch([]) is None


@given(st.lists(DAYS, min_size=1, max_size=40))
def test_the_stretch_has_half_of_the_days(days: list[date]) -> None:
    """However the marks lie, at least half of the days that have any are on the stretch that is drawn."""
    found = stretch(days)
    assert found is not None
    assert 2 * sum(found[0] <= day <= found[1] for day in set(days)) >= len(set(days))


def test_padding_stays_in_the_calendar() -> None:
    """Room at the ends does not leave the days that there are."""
    assert padded(date.min, date.max) == (date.min, date.max)
    assert padded(date(2031, 3, 5), date(2031, 3, 5)) == (date(2031, 3, 4), date(2031, 3, 6))
