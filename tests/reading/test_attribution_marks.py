"""Quotation marks: which words stand between them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.attribution.marks import scan

QUOTED = [
    ("straight", 'He said "we go" twice.', ["we go"]),
    ("curly", "He said “we go” twice.", ["we go"]),
    ("curly closed by straight", '“We go," he said.', ["We go,"]),
    ("straight closed by curly", '"We go,” he said.', ["We go,"]),
    ("guillemets", "«We go», he said.", ["We go"]),
    ("low opening mark", "„We go“, he said.", ["We go"]),
    ("two apostrophes", "''We go,'' he said.", ["We go,"]),
    ("backticks", "``We go,'' he said.", ["We go,"]),
    ("single as outer", "'We go home,' he said.", ["We go home,"]),
    ("single curly as outer", "‘We go home,’ he said.", ["We go home,"]),
    ("single inside double", "“He said ‘we go home’ twice.”", ["He said ‘we go home’ twice.", "we go home"]),
    ("plural's apostrophe inside single marks", "'The miners' land is ours,' he said.", ["The miners' land is ours,"]),
    ("apostrophes are no marks", "The miners' land isn't '90s land.", []),
    ("one word in single marks is none", "The 'new' deal.", []),
    ("a mark that is never closed", "He said: “We go home.", ["We go home."]),
    ("a closing mark lost before the next quotation", "“We go. “We stay.”", ["We go. ", "We stay."]),
    ("inches", 'The pipe was 6" wide.', []),
    ("nothing between the marks", "He said “” and left.", []),
]


@pytest.mark.parametrize(("text", "inside"), [case[1:] for case in QUOTED], ids=[case[0] for case in QUOTED])
def test_words_between_marks(text, inside):
    """Each kind of mark encloses its words, and what is no mark encloses none."""
    assert [text[one.start : one.end] for one in scan(text)] == inside


def test_open_quotation_is_not_closed():
    """A quotation without a closing mark says so, so that the next paragraph can go on with it."""
    assert [one.closed for one in scan("“We go.” He left. “We stay")] == [True, False]


def test_depth_of_a_quotation_in_a_quotation():
    """A quotation in single marks inside double ones lies one level deeper."""
    assert [one.depth for one in scan("“He said ‘we go home’ twice.”")] == [0, 1]


@given(st.text(alphabet="ab .,!?\"'“”‘’«»„`\n6(", max_size=60))
def test_ranges_are_sound(text):
    """For any text the ranges lie in it, are not empty, and outer ranges do not overlap."""
    found = scan(text)
    assert all(0 <= one.outer[0] < one.start < one.end <= one.outer[1] <= len(text) for one in found)
    outer = [one for one in found if not one.depth]
    assert all(left.end <= right.start for left, right in pairwise(outer))


@pytest.mark.parametrize("unit", ["'a ", "“a” ", "''", '"', "“", "' ", "s' "])
def test_cost_grows_with_length_only(unit):
    """A hundred thousand marks are read in a moment, however they are set."""
    start = time.process_time()
    scan(unit * (200_000 // len(unit)))
    assert time.process_time() - start < 5
