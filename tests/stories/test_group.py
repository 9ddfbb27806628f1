"""Stories: reports on one development, whatever order they come in."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from onrecord.lineage.derive import derive
from onrecord.model.report import Report
from onrecord.stories.group import copies_of, group
from tests.lineage.made import OWN, WIRE, entry

CHOIR = """\
Two hundred children of the coast opened the summer festival in the old quarry with songs about whales.

The choir of Marn won first prize before a jury of organ builders, and bakers gave away honey bread.
"""

pytestmark = pytest.mark.model


def report(text: str, **facts: str) -> Report:
    """A report of a text."""
    return entry(text, **facts).report


def test_reports_on_one_matter_are_one_story() -> None:
    """Two accounts of one day's news are one story, and the reason names words that they share."""
    later = WIRE.replace("deep cracks", "wide cracks") + OWN
    (found,) = group(
        [
            report(later, id="b", title="Kessel bridge to reopen for grain", published="2031-05-07"),
            report(WIRE, id="a", title="Grain convoys cross Kessel bridge", published="2031-05-06"),
        ]
    )
    assert found.reports == ("a", "b")
    assert found.title == "Grain convoys cross Kessel bridge"
    assert "kessel" in found.why


def test_each_report_says_why_it_is_in_its_story() -> None:
    """The first is named so, the other names the report that it is most alike to, shared words, and what is new."""
    (found,) = group(
        [
            report(WIRE + OWN, id="b", title="Grain convoys cross again", published="2031-05-07"),
            report(WIRE, id="a", title="Grain convoys cross Kessel bridge", published="2031-05-06"),
        ]
    )
    first, second = found.members
    assert (first.report, first.how, first.near) == ("a", "first", "b")
    assert (second.report, second.how, second.near) == ("b", "alike", "a")
    assert "grain" in second.words
    assert second.fresh
    assert not set(second.fresh) & set(WIRE.lower().split())


def test_other_matters_are_other_stories() -> None:
    """A report that shares no content is a story of its own."""
    found = group([report(WIRE, id="a", published="2031-05-06"), report(CHOIR, id="b", published="2031-05-06")])
    assert [one.reports for one in found] == [("a",), ("b",)]
    assert found[0].why == "no other report is on the same development"


def test_the_same_words_a_month_later_are_another_story() -> None:
    """Reports of days far apart are not on one development, copies or not."""
    reports = [entry(WIRE, id="a", published="2031-05-06"), entry(WIRE, id="b", published="2031-06-20")]
    assert len(group([one.report for one in reports], derive(reports))) == 2


def test_order_does_not_matter() -> None:
    """The stories are the same in any order of the reports."""
    reports = [
        report(WIRE, id="a", published="2031-05-06"),
        report(WIRE + OWN, id="b", published="2031-05-06"),
        report(CHOIR, id="c", published="2031-05-05"),
        report(CHOIR + OWN, id="d"),
    ]
    assert len({group(order) for order in permutations(reports)}) == 1


def test_a_copy_is_in_the_story_of_its_source_and_is_not_encoded() -> None:
    """A report with the words of another shares its story; what it means is not computed a second time."""
    entries = [
        entry(WIRE, id="a", title="Grain convoys cross", published="2031-05-06"),
        entry(WIRE, id="b", title="Bridge open", published="2031-05-07"),
    ]
    encoded = []

    def vector(one: Report) -> bytes:
        encoded.append(one.id)
        return b"\1" * 384

    (found,) = group([one.report for one in entries], derive(entries), vector)
    assert found.reports == ("a", "b")
    assert found.members[1].how == "copy"
    assert found.members[1].near == "a"
    assert encoded == ["a"]


def test_the_source_of_copies_is_the_earliest_whatever_the_order() -> None:
    """All copies of a text go back to its earliest report, also when that one comes last."""
    entries = [entry(WIRE, id=id, published=f"2031-05-0{day}") for id, day in (("a", 3), ("b", 2), ("c", 1))]
    for order in permutations(entries):
        assert copies_of({one.id: one.report for one in order}, derive(order)) == {"a": "c", "b": "c"}


def test_a_report_without_title_or_words_is_a_story_of_its_own() -> None:
    """A report that says nothing that can be compared stands alone and keeps its first words as title."""
    silent = replace(report(WIRE, id="a"), text="…", title=None, blocks=())
    (found,) = group([silent])
    assert found.title == "…"


def test_reports_in_a_language_that_is_not_read_are_with_their_copies_only() -> None:
    """Little words of another language tie no stories, and nothing is computed for such reports."""
    german = [
        entry(f"Die Räte der Stadt Marn und die Bauern {verb} am Montag über die Brücke, und die Zeit drängt.\n" * 3,
              id=id, published="2031-05-06")
        for id, verb in (("a", "sprechen"), ("b", "streiten"))
    ]  # fmt: skip
    reports = [replace(one.report, language="de") for one in german]

    def vector(one: Report) -> bytes:
        raise AssertionError(one.id)

    assert [one.reports for one in group(reports, (), vector)] == [("a",), ("b",)]
