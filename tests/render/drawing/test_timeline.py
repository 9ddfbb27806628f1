"""The drawing of a timeline: lanes, signs, spans, counts, and words that stand apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.render.drawing.lanes import MOST, ROWS, Mark
from onrecord.render.drawing.signs import sign
from onrecord.render.drawing.timeline import NARROW, WIDE, by_report, timeline
from onrecord.views.timeline_items import LANES, Standing
from tests.render.drawing.seen import check, count, parsed, said

STANDINGS: tuple[Standing, ...] = get_args(Standing)
DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    """Any mark: a day or a span, of any standing, of any number, with any words."""
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 6, 30, 365, 4_000])))
    words = draw(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20))
    number = draw(st.sampled_from([1, 1, 1, 2, 7, 400]))
    return Mark(draw(st.sampled_from(STANDINGS)), first.isoformat(), last.isoformat(), number, words, "#i-1")


def day(n: int, standing: Standing = "happened", number: int = 1) -> Mark:
    """A mark on a day of March."""
    return Mark(standing, f"2031-03-{n:02}", f"2031-03-{n:02}", number)


@settings(max_examples=60, deadline=None)
@given(st.lists(marks(), min_size=1, max_size=30), st.sampled_from([NARROW, WIDE]), st.none() | DAYS)
def test_words_stand_apart_and_inside(found: list[Mark], wide: int, newest: date | None) -> None:
    """Whatever is drawn, no words touch others or leave the drawing, and it has no style or colour of its own."""
    reports = [(one.first, 2) for one in found]
    check(timeline(found, reports, wide=wide, newest=newest.isoformat() if newest else None))


def test_it_is_the_same_in_any_order() -> None:
    """The same marks give the same drawing, byte for byte, in whatever order they come."""
    found = [day(3), day(5, "planned"), day(3, "due"), Mark("due", "2031-03-01", "2031-03-31")]
    assert timeline(found) == timeline(found[::-1])


def test_nothing_with_a_day_is_no_drawing() -> None:
    """Without marks there is no drawing."""
    assert timeline([], [("2031-03-01", 2)]) == ""


def test_each_standing_has_a_lane_in_its_order() -> None:
    """Each standing that has marks has a lane with its words and number, in one fixed order."""
    drawn = timeline([day(3, one) for one in reversed(STANDINGS)], wide=WIDE)
    heads = [words for words in said(drawn) if words.endswith(": 1")]
    assert heads == [f"{words.partition(' ')[2]}: 1" for words in LANES.values()]


def test_no_two_signs_have_one_form() -> None:
    """Each standing is drawn in a form of its own, without any colour."""
    forms = {sign(one, 10, 10).replace(f"sign-{one}", "") for one in STANDINGS}
    assert len(forms) == len(STANDINGS)


def test_marks_of_one_day_stand_in_rows() -> None:
    """Marks of one day are all drawn, none over another."""
    drawn = timeline([day(3)] * ROWS + [day(20)])
    assert count(drawn, "sign-happened") == ROWS + 2  # one at the head of the lane
    places = [one.get("cy") for one in parsed(drawn).iter("{http://www.w3.org/2000/svg}circle")]
    assert len(set(places[1:])) == ROWS


@pytest.mark.parametrize("number", [ROWS + 1, MOST + 1, 12_345])
def test_too_many_marks_become_a_number(number: int) -> None:
    """More marks on a day than there are rows for are one sign with their number."""
    drawn = timeline([day(3, number=number), day(20)], wide=WIDE)
    assert count(drawn, "sign-happened") == 3
    assert (f"{number}" if number < 10_000 else f"{number // 1000}k") in said(drawn)
    assert any(words.startswith(f"happened: {number + 1}") and "counted" in words for words in said(drawn))


def test_numbers_open_what_they_count() -> None:
    """A number of marks leads to the marks of its standing and days."""
    drawn = timeline([day(3, number=50), day(28)], opened=lambda *what: "/timeline?" + "/".join(what))
    links = [one.get("href", "") for one in parsed(drawn).iter("{http://www.w3.org/2000/svg}a")]
    standing, first, last = links[0].partition("?")[2].split("/")
    assert standing == "happened"
    assert first <= "2031-03-03" <= last < "2031-03-28"


def test_what_lies_beyond_the_axis_is_counted() -> None:
    """Marks that are not drawn are told at the head of their lane."""
    drawn = timeline(
        [day(3), day(20), Mark("happened", "2030-01-01", "2030-01-01")], first="2031-03-10", last="2031-03-15"
    )
    assert "happened: 3; not drawn: 2 earlier, 1 later" in said(drawn)


def test_a_span_is_closed_only_where_it_ends() -> None:
    """A span that goes on beyond the axis has no end there."""
    whole = timeline([Mark("planned", "2031-03-02", "2031-03-08")], first="2031-03-01", last="2031-03-10")
    cut = timeline([Mark("planned", "2031-02-02", "2031-03-08")], first="2031-03-01", last="2031-03-10")
    assert (whole.count("v8"), cut.count("v8")) == (2, 1)


def test_equal_spans_are_one_with_their_number() -> None:
    """Spans of the same days are drawn once, with how many they are."""
    drawn = timeline([Mark("planned", "2031-03-01", "2031-03-31")] * 3 + [day(8)], first="2031-03-01")
    assert "× 3" in said(drawn)


def test_reports_a_day_stand_above() -> None:
    """The strip above has a bar for each day with reports, the tallest for the day with most."""
    drawn = timeline([day(3), day(9)], [("2031-03-03", 4), ("2031-03-05", 1), ("1999-01-01", 9)], wide=WIDE)
    bars = list(parsed(drawn).iter("{http://www.w3.org/2000/svg}rect"))
    assert [float(one.get("height", "0")) for one in bars] == [30.0, 7.5]
    assert "Reports a day, 4 at most" in said(drawn)


def test_the_newest_report_parts_what_is_to_come() -> None:
    """The end of the newest report's day is marked, if it is on the axis."""
    drawn = timeline([day(3), day(20)], newest="2031-03-10")
    assert "newest report: 10 Mar 2031" in said(drawn)
    assert not any("newest" in words for words in said(timeline([day(3), day(20)], newest="2032-01-01")))


def test_by_report_leaves_out_what_no_dated_report_tells() -> None:
    """By the day of the report each mark stands under that day; without one it is not drawn."""
    found = by_report([day(3), Mark("due", "2031-01-01", "2031-12-31")], ["2031-03-09", None])
    assert found == [Mark("happened", "2031-03-09", "2031-03-09")]


def test_hostile_words_stay_words() -> None:
    """What a report says cannot become part of the drawing."""
    hostile = '"><script>alert(1)</script><svg onload=alert(1)>'
    drawn = timeline([Mark("happened", "2031-03-03", "2031-03-03", 1, hostile, "#i-1")])
    check(drawn)
    assert "<script" not in drawn
    assert hostile in "".join(one.text or "" for one in parsed(drawn).iter("{http://www.w3.org/2000/svg}title"))


def test_days_in_the_wrong_order_are_no_drawing() -> None:
    """Asked for days that end before they begin, nothing is drawn."""
    assert timeline([day(3)], first="2031-03-09", last="2031-03-01") == ""
