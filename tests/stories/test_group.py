"""Stories: reports on one development, whatever order they come in."""

from __future__ import annotations

from itertools import permutations

from onrecord.stories.group import group
from onrecord.text.matter import gist, likeness
from tests.lineage.made import OWN, WIRE, entry

CHOIR = """\
Two hundred children of the coast opened the summer festival in the old quarry with songs about whales.

The choir of Marn won first prize before a jury of organ builders, and bakers gave away honey bread.
"""


def test_reports_on_one_matter_are_one_story() -> None:
    """Two accounts of one day's news are one story, and the reason names words that they share."""
    later = WIRE.replace("deep cracks", "wide cracks") + OWN
    (found,) = group(
        [
            entry(later, id="b", title="Kessel bridge to reopen for grain", published="2031-05-07"),
            entry(WIRE, id="a", title="Grain convoys cross Kessel bridge", published="2031-05-06"),
        ]
    )
    assert found.reports == ("a", "b")
    assert found.title == "Grain convoys cross Kessel bridge"
    assert "kessel" in found.why


def test_other_matters_are_other_stories() -> None:
    """A report that shares no content is a story of its own."""
    found = group([entry(WIRE, id="a", published="2031-05-06"), entry(CHOIR, id="b", published="2031-05-06")])
    assert [one.reports for one in found] == [("a",), ("b",)]


def test_the_same_words_a_month_later_are_another_story() -> None:
    """Reports of days far apart are not on one development."""
    found = group([entry(WIRE, id="a", published="2031-05-06"), entry(WIRE, id="b", published="2031-06-20")])
    assert len(found) == 2


def test_order_does_not_matter() -> None:
    """The stories are the same in any order of the reports."""
    reports = [
        entry(WIRE, id="a", published="2031-05-06"),
        entry(WIRE + OWN, id="b", published="2031-05-06"),
        entry(CHOIR, id="c", published="2031-05-05"),
        entry(CHOIR + OWN, id="d"),
    ]
    assert len({group(order) for order in permutations(reports)}) == 1


def test_likeness_is_of_two_reports_alone() -> None:
    """How alike two reports are is the same both ways and full for the same words."""
    a, b = gist(entry(WIRE, id="a").report), gist(entry(OWN, id="b").report)
    assert likeness(a, b) == likeness(b, a)
    assert 0 < likeness(a, b) < likeness(a, a)
