"""No date is invented: words that are no date, or two, date nothing, through whatever door they come."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from reliability.dates import BAD, closed, invented

from onrecord.intake.dates import iso_date

#: Doors where taking in a source costs little; the pages go by hand, but for those that libraries make dates of.
CHEAP = ("JSON Lines", "ninjs", "NewsML-G2", "an option", "an address")
MADE_UP = ("2023-02-30", "31/11/2023", "03/04/2023", "23-04-03", "2023-05", "2023-W10", "12024-05-05", "v2023.05.05")


def test_there_are_a_hundred_bad_dates() -> None:
    """The promise is about a hundred bad dates or more."""
    assert len(set(BAD)) >= 100


@pytest.mark.parametrize("door", CHEAP)
def test_no_date_is_invented(door: str, tmp_path: Path) -> None:
    """None of the bad dates becomes a date."""
    assert [words[:40] for words in BAD if invented(door, words, tmp_path)] == []


@pytest.mark.parametrize("door", ["a page's metadata", "JSON-LD", "a feed", "a WARC", "a date line"])
def test_no_date_is_made_of_what_libraries_repair(door: str, tmp_path: Path) -> None:
    """Impossible days, two readings, months, weeks and version numbers are no date of a page, feed or text."""
    assert [words for words in MADE_UP if invented(door, words, tmp_path)] == []


def test_every_door_takes_a_good_date(tmp_path: Path) -> None:
    """A plain ISO day comes through every door, so that the doors are open."""
    assert list(closed(tmp_path)) == []


def test_a_bad_date_costs_ten_milliseconds_at_most() -> None:
    """However long or odd the words are, reading them as a date is quick."""
    for words in BAD:
        start = time.process_time()
        iso_date(words)
        assert time.process_time() - start < 0.01
