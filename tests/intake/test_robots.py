"""What a site asks of programs is read as RFC 9309 says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake.robots import LONGEST_PAUSE, read

RULES = """
User-agent: *
Disallow: /live
Allow: /live/archive
Disallow: /*.pdf$
Disallow: /search?*q=

User-agent: otherbot
User-agent: thirdbot
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/world/talks", True),
        ("/live/today", False),
        ("/livestock", False),
        ("/live/archive/1", True),
        ("/papers/a.pdf", False),
        ("/papers/a.pdf?download", True),
        ("/search?page=2&q=talks", False),
        ("/search?page=2", True),
        ("/l%69ve/now", False),
        ("/robots.txt", True),
    ],
)
def test_the_longest_rule_that_fits_decides(path: str, allowed: bool) -> None:
    """Stars, ends and percent signs are understood, and the longer of two rules holds."""
    assert read(RULES).allows(path) is allowed


def test_a_group_of_our_own_goes_before_that_for_all() -> None:
    """A group that names Onrecord holds instead of that for all, whatever its case."""
    own = read("User-agent: *\nDisallow: /\n\nUser-Agent: OnRecord\nDisallow: /private\n")
    assert own.allows("/world")
    assert not own.allows("/private/1")


def test_a_group_for_others_does_not_concern_us() -> None:
    """Rules for another program alone leave all allowed."""
    assert read("User-agent: otherbot\nDisallow: /\n").allows("/world")


def test_an_empty_rule_forbids_nothing() -> None:
    """``Disallow:`` without a path allows all."""
    assert read("User-agent: *\nDisallow:\n").allows("/world")


def test_an_allowance_wins_a_tie() -> None:
    """Of two rules of the same length the one that allows holds."""
    assert read("User-agent: *\nDisallow: /a\nAllow: /a\n").allows("/a")


@pytest.mark.parametrize(("said", "pause"), [("2", 2.0), ("0.5", 0.5), ("100000", LONGEST_PAUSE), ("x", 0.0)])
def test_a_pause_is_heeded_within_reason(said: str, pause: float) -> None:
    """A pause that the site asks for is taken, up to a bound; nonsense is none."""
    assert read(f"User-agent: *\nCrawl-delay: {said}\n").pause == pause


def test_a_page_in_its_place_asks_nothing() -> None:
    """An HTML page or noise where robots.txt should be allows all."""
    assert read("<html><body>Disallow: /</body></html>\x00\xff").allows("/world")


@given(st.text(max_size=200), st.text(max_size=40))
def test_no_words_bring_the_rules_down(text: str, path: str) -> None:
    """Whatever stands in robots.txt, a path is allowed or it is not."""
    assert read("User-agent: *\nDisallow: " + text).allows("/" + path) in (True, False)


def test_very_many_programs_and_rules_cost_no_more_than_their_length() -> None:
    """Half a megabyte of programs and rules, each rule for each program, is read in a moment."""
    for agent in ("a", "*", "onrecord"):
        text = f"User-agent: {agent}\n" * 17_000 + "Disallow: /x\n" * 19_000
        begun = time.process_time()
        assert read(text).allows("/y")
        assert time.process_time() - begun < 3


@pytest.mark.parametrize("agent", ["onrecord", "Onrecord", "ONRECORD/0.1", "onrecord (all of it)"])
def test_a_program_is_named_without_its_version(agent: str) -> None:
    """What follows the letters of a program's name in a group does not count (RFC 9309, section 2.2.1)."""
    assert not read(f"User-agent: {agent}\nDisallow: /\n").allows("/a")
    assert read("User-agent: onrecordbot\nDisallow: /\n").allows("/a")
