"""Slow patterns cannot stall: no regular expression takes the square of what it is put to."""

from __future__ import annotations

import re

import pytest
from reliability.pattern_sites import Site, sites
from reliability.patterns import line, worst
from reliability.strings import samples, shapes

#: Times are taken on machines that do other things too, so only gross excess fails here; the long form keeps the bound.
SLACK = 10.0


def test_no_expression_of_onrecord_takes_more_than_its_time():
    """Each is searched for in strings made to hurt, from its own parts too, and none takes gross time or grows."""
    every, unknown = sites()
    assert unknown == []
    assert len(every) > 400
    found = [worst(one, size=1_000, own=10, slack=SLACK) for one in every]
    assert [line(one) for one in found if one.fails(SLACK)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"\s*[;|]\s*",
        r"(?:[A-Za-z-]{2,40}:[^\n]{0,998}\r?\n[ \t]?){0,40}content-type",
        r"\d{1,3}(?:,\d{3})* (?:days|hours)",
        r"((?:[A-Z][\w.-]*\s*)+)\s+said",
        r"<[^>]*>",
    ],
)
def test_an_expression_that_takes_the_square_is_found(pattern):
    """Expressions that one would write without a thought, and that hang on the right string, are told."""
    assert worst(Site("here", re.compile(pattern)), size=3_000, own=30, slack=SLACK).fails(SLACK)


def test_the_strings_for_an_expression_are_made_of_its_parts():
    """What it may match, runs of what its repetitions accept, and the same with an end that cannot match."""
    pattern = re.compile(r"no(?:\d+|,)*end")
    found = shapes(pattern, 200)
    assert any(one.head == "no" and one.unit.isdigit() and one.end == "\x01" for one in found)
    assert any("end" in one.unit for one in found)
    assert all(pattern.match(one) for one in samples([*re._parser.parse(pattern.pattern)], 2))
