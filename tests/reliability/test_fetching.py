"""Fetching from a server that does anything, in short (``python -m reliability.fetching`` is the long form)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reliability.fetching import MOST_GROWTH, Outcome, run
from reliability.hostile_cases import all_cases
from reliability.private_addresses import SPELLINGS, Open, directly, led_on, rebound, resolve

from onrecord.intake.answer import Limits
from onrecord.intake.guard import Guard

#: Seconds for what takes all the time that it gets.
WASTE = 1.6


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """What came of every case, with short limits and pauses that are not waited out."""
    limits = Limits(size=1_000_000)
    found = run(all_cases(), limits, lambda seconds: None, together=32, waste=replace(limits, total=WASTE, read=0.8))
    return {one.case.name: one for one in found}


@pytest.mark.parametrize("name", [case.name for case in all_cases()])
def test_whatever_a_server_answers_it_ends_as_it_has_to(outcomes: dict[str, Outcome], name: str) -> None:
    """Each answer is taken whole, taken and marked, or refused on one line, after as many tries as are due."""
    assert outcomes[name].wrong == "", outcomes[name].says


def test_an_answer_costs_no_more_time_and_memory_than_it_may(outcomes: dict[str, Outcome]) -> None:
    """No case takes longer than its limit on time, or makes memory grow by more than 64 MB."""
    assert max(one.wall for one in outcomes.values() if one.case.slow) < WASTE + 10  # others need the machine as well
    assert max(one.wall for one in outcomes.values()) < Limits().total + 10
    assert max(one.growth for one in outcomes.values()) <= MOST_GROWTH


def test_no_spelling_of_a_private_address_is_asked() -> None:
    """No way of writing an address that is not public is connected to, as the address of a page or of a feed."""
    assert len(SPELLINGS) >= 140
    found = directly(Guard(resolver=resolve), "given")
    assert (found.dialled, found.hits, found.became["read"]) == (0, 0, 0)


def test_without_the_guard_many_spellings_are_asked() -> None:
    """The same spellings do reach this machine when nothing guards them, so the test above can fail."""
    assert directly(Open(resolver=resolve), "open").hits > 80


def test_no_redirect_leads_to_a_private_address() -> None:
    """No spelling is connected to where a page, a feed or a robots.txt leads on to it."""
    found = led_on()
    assert found.asked > 500
    assert (found.dialled, found.hits) == (0, 0)


def test_no_name_that_changes_its_mind_leads_to_a_private_address() -> None:
    """A name that is public once and private the next time, or both at once, never leads to the private address."""
    found = rebound()
    assert found.asked >= 6  # the public address was asked, and led on
    assert (found.dialled, found.hits, found.became["read"]) == (0, 0, 0)
