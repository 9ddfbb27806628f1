"""Ranges inside quotation marks, as newspapers set them and as people paste them."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.quoted import quoted
from onrecord.text.words import words


def inside(text: str) -> list[str]:
    """What stands in quotation marks in a text whose lines are its blocks."""
    return [text[a:b] for a, b in quoted(text, [m.span() for m in re.finditer(r"[^\n]+", text)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "no way" and “yes”.', ["no way", "yes"]),
        ('“Opened by one kind, closed by another," she said.', ["Opened by one kind, closed by another,"]),
        ("A ‘safe zone’ for the players' rights, it's said.", ["safe zone"]),
        ("“Broken by\n\na blank line,” he said.", ["Broken by\n\na blank line,"]),
        ('"First.\n\n"Second.\n\n"Third," he said.', ["First.", "Second.", "Third,"]),
        ('Left "open for ever.\n\nAnother "one" here.', ["one"]),
        ("Nothing at all.", []),
    ],
)
def test_what_is_quoted(text: str, found: list[str]) -> None:
    """Marks of any kind are paired; a broken quotation is one, an open one none."""
    assert inside(text) == found


@given(st.text(alphabet="ab \n\"“”'’‘.—", max_size=60))
def test_ranges_lie_in_the_text_in_order(text: str) -> None:
    """Whatever the marks, ranges are inside the text, in order."""
    ranges = quoted(text, [m.span() for m in re.finditer(r"[^\n]+", text)])
    assert all(0 <= a < b <= len(text) for a, b in ranges)
    assert ranges == sorted(ranges)


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    """Words are in text order, apart from each other, and inside the text, for any Unicode."""
    found = words(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= after.start for one, after in itertools.pairwise(found))


def test_words_are_folded_for_matching() -> None:
    """Capitals, accents, dots of abbreviations and commas of thousands do not matter."""
    assert [one.text for one in words("The U.S. and Élan’s 1,250")] == ["the", "us", "and", "elan's", "1250"]
