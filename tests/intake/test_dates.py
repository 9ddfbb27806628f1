"""Dates of metadata and of users."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DateError
from onrecord.intake.dates import Impossible, iso_date, parse_given, read_date


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("2026-02-07", "2026-02-07"),
        ("2018-02-03T10:00:00Z", "2018-02-03T10:00:00+00:00"),
        ("2017-06-03T22:31:00.000-04:00", "2017-06-03T22:31:00-04:00"),
        ("2026-02-07T10:15:00.123+0100", "2026-02-07T10:15:00+01:00"),
        ("2018-02-03 10:00", "2018-02-03T10:00:00"),
        ("2018/2/3", "2018-02-03"),
        ("20260207", "2026-02-07"),
        ("Sat, 03 Feb 2018 10:00:00 +0100", "2018-02-03T10:00:00+01:00"),
        ("Sat, 03 Feb 2018 10:00:00 EST", "2018-02-03T10:00:00-05:00"),
        ("Sat Feb  3 10:00:00 +0000 2018", "2018-02-03T10:00:00+00:00"),
        ("February 7, 2026", "2026-02-07"),
        ("7 Feb 2026", "2026-02-07"),
        ("7th of February 2026", "2026-02-07"),
        ("Feb. 7, 2026 10:15 am", "2026-02-07T10:15:00"),
        ("Saturday, February 7, 2026 at 6:30 PM", "2026-02-07T18:30:00"),
        ("31/12/2018", "2018-12-31"),
    ],
)
def test_a_date_with_one_reading_becomes_iso(words: str, wanted: str) -> None:
    """A date that can be read in one way only is brought to ISO."""
    assert iso_date(words) == wanted


def test_a_crawlers_midnight_is_a_day() -> None:
    """Midnight without a zone is how crawlers write a bare day, so the day is all that is kept."""
    assert iso_date("2016-05-28 00:00:00") == "2016-05-28"


def test_no_zone_is_assumed() -> None:
    """A time without a zone stays without one."""
    assert iso_date("Sat, 03 Feb 2018 10:00:00") == "2018-02-03T10:00:00"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "03/02/2018",
        "monday",
        "3 hours ago",
        "2026",
        "2026-02",
        "1517652000",
        "0000-00-00 00:00:00",
        "99999-01-01",
        "9" * 5000,
        "2023-W99-9",
        "2023-13-45",
        "2023-02-30",
        "2023-13-45T99:99:99Z",
        "January 5, 99999",
        "Feb 30, 2020",
        "1399-01-01",
        "2201-01-01",
        "2018-02-03T25:00:00Z",
        "2018-02-03T10:00:00+25:00",
    ],
)
def test_no_date_is_invented(words: str) -> None:
    """Words that are not one possible date give no date."""
    assert iso_date(words) is None


@pytest.mark.parametrize("words", ["2023-13-45", "2023-02-30", "2018-02-03T25:00:00Z", "1399-01-01"])
def test_an_impossible_date_is_told_from_noise(words: str) -> None:
    """Words in the shape of a date that no calendar has are not taken for noise."""
    with pytest.raises(Impossible):
        read_date(words)


@pytest.mark.parametrize("words", ["n/a", "2023-02-30", "yesterday", ""])
def test_a_wrong_date_of_a_user_says_how_to_write_it(words: str) -> None:
    """A user whose date cannot be used is told which option it was and how to write it."""
    with pytest.raises(DateError, match=r"^--published: .*2026-02-07"):
        parse_given(words, "--published")


@given(st.text(max_size=80))
def test_any_words_give_a_date_or_none(words: str) -> None:
    """Reading a date from any words ends in an ISO date within bounds or in None."""
    found = iso_date(words)
    assert found is None or 1400 <= int(found[:4]) <= 2200


@given(st.dates())
def test_every_day_within_bounds_reads_back(day) -> None:
    """The ISO form of a day is read as that day."""
    assert iso_date(day.isoformat()) == (day.isoformat() if 1400 <= day.year <= 2200 else None)


@pytest.mark.parametrize(
    "words", ["Feb 2 0:00 0", "7 Feb 6 10:15:00", "Sat, 4294967296 Feb 2026 10:15:00 GMT", "7 Feb 2026 4294967296:15"]
)
def test_no_date_is_made_of_what_is_none_in_mail(words: str) -> None:
    """A year of one digit, and figures beyond any day or clock, are no date and end in no failure."""
    assert iso_date(words) is None


def test_midnight_without_a_zone_is_a_day_in_mail_too() -> None:
    """As everywhere, a time of exactly midnight without a zone is how a bare day is written."""
    assert iso_date("Thu, 12 Feb 2026 00:00:00") == "2026-02-12"
    assert iso_date("Thu, 12 Feb 2026 00:00:00 GMT") == "2026-02-12T00:00:00+00:00"
