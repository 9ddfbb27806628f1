"""The timeline as items: the same lines as its page, each with the days that it is found by."""

from __future__ import annotations

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views import timeline
from onrecord.views.index import Index
from onrecord.views.page import Line
from onrecord.views.timeline_items import LANES, TimelineItem, items
from tests.ledger.happenings_made import told
from tests.views.sample import dossier

PLAN = told("a", "2031-03-01", "Verania and Sorn will meet in Ost on March 5.", "planned", day="2031-03-05")
HELD = told("b", "2031-03-06", "Verania and Sorn met in Ost on March 5.", "happened", day="2031-03-05")
SHELLED = told("c", "2031-03-09", "Sorn shelled Lindau on March 8.", "happened", day="2031-03-08", type="ASSAULT")
AHEAD = told("d", "2031-03-09", "Verania will vote in Lindau on March 20.", "planned", day="2031-03-20", type="COERCE")
UNDATED = told("e", None, "Verania shelled Ost.", "happened", type="ASSAULT")


def found(*entries: Entry) -> list[TimelineItem]:
    """The items of some reports."""
    return list(items(Index(entries, Relations(tuple(one.id for one in entries)))))


def lines(entries: tuple[Entry, ...], relations: Relations) -> list[Line]:
    """Every line of the page, with what stands folded under a count."""
    sections = timeline.page(entries, relations).sections
    return [one for section in sections for line in section.lines for one in (line.children or (line,))]


def test_the_items_are_the_lines_of_the_page() -> None:
    """What the page of the timeline has is what its items have, each once."""
    for entries, relations in (
        dossier(),
        ((PLAN, HELD, SHELLED, AHEAD, UNDATED), Relations(("a", "b", "c", "d", "e"))),
    ):
        of_items = [one.line.text for one in items(Index(entries, relations))]
        assert sorted(of_items) == sorted(one.text for one in lines(entries, relations))
        assert of_items


def test_what_was_comes_before_what_lies_ahead_and_what_has_no_day() -> None:
    """Items stand by day, those still to come behind those that were, those without a day last."""
    order = [(one.day, one.ahead) for one in found(UNDATED, AHEAD, SHELLED, PLAN, HELD)]
    assert order == [("2031-03-05", False), ("2031-03-08", False), ("2031-03-20", True), (None, False)]


def test_an_item_has_the_day_of_the_first_report_that_tells_it() -> None:
    """When it happened and when it was first reported are two days; without a dated report the second is not known."""
    held, undated = found(PLAN, HELD, UNDATED)
    assert (held.earliest, held.told, held.reports) == ("2031-03-05", "2031-03-01", ("a", "b"))
    assert (undated.earliest, undated.told) == (None, None)


def test_a_stretch_still_to_come_stands_under_its_last_day() -> None:
    """What is planned for a month that has begun lies ahead until the month is over, and keeps its precision."""
    plan = told("a", "2031-03-10", "Verania will vote in March 2031.", "planned", words="March 2031", value="2031-03")
    (one,) = found(plan)
    assert (one.earliest, one.latest, one.precision) == ("2031-03-01", "2031-03-30", "month")
    assert (one.ahead, one.day) == (True, "2031-03-30")


def test_what_is_due_has_a_standing_of_its_own() -> None:
    """A deadline stands among the items as due, under its last day, with its kind."""
    entries, relations = dossier()
    due = [one for one in items(Index(entries, relations)) if one.standing == "due"]
    assert [(one.type, one.day, one.ahead) for one in due] == [("deadline", "2025-05-20", True)]


def test_every_standing_has_a_sign_and_words_of_its_own() -> None:
    """The signs of the lanes are all different, and so are their words."""
    signs, words = zip(*(one.split(" ", 1) for one in LANES.values()), strict=True)
    assert len(set(signs)) == len(set(words)) == len(LANES)
