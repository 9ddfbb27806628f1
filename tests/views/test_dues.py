"""The screen of what is due: by when in words, who set it, who tells it, where it stands and what proves that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.exports import csv
from onrecord.exports import json as data
from onrecord.model.due import Due
from onrecord.model.relations import Origin, Relations
from onrecord.model.spans import Citation
from onrecord.render.html import html
from onrecord.render.markdown import markdown
from onrecord.render.terminal import terminal
from onrecord.views import brief, deadlines
from onrecord.views.dues import by_when, state
from onrecord.views.page import Page
from onrecord.views.rows import rows
from tests.ledger.dues_made import entry

REPORTS: list[dict[str, Any]] = [
    {
        "id": "a",
        "day": "2031-03-03",
        "text": "Ivo Stam gave Verania until March 20 to leave the harbour. Verania and Sorn will hold talks, "
        "probably in Ost, on March 10.",
        "due": [
            {
                "span": "gave Verania until March 20 to leave the harbour",
                "what": "to leave the harbour",
                "days": ["2031-03-20"],
                "set_by": "Ivo Stam",
            }
        ],
        "events": [
            {
                "span": "Verania and Sorn will hold talks, probably in Ost, on March 10",
                "actors": ["Verania", "Sorn"],
                "when": "March 10",
                "place": "Ost",
                "sure": "probable",
            }
        ],
    },
    {
        "id": "b",
        "day": "2031-03-12",
        "text": "Sorn wants Verania to leave the harbour by March 20, Ana Bel said. "
        "Verania and Sorn met in Ost on March 10. The rebels must quit the mine within thirty days.",
        "said": [{"who": "Bel", "content": "Sorn wants Verania to leave the harbour by March 20"}],
        "due": [
            {
                "span": "wants Verania to leave the harbour by March 20",
                "what": "Verania to leave the harbour",
                "days": ["2031-03-20"],
                "set_by": "Sorn",
                "attribution": "a1",
            },
            {"span": "must quit the mine within thirty days", "what": "quit the mine"},
        ],
        "events": [
            {
                "span": "Verania and Sorn met in Ost on March 10",
                "actors": ["Verania", "Sorn"],
                "when": "March 10",
                "place": "Ost",
                "status": "happened",
            }
        ],
    },
]
ENTRIES = [entry(one) for one in REPORTS]
RELATIONS = Relations(("a", "b"), origins=(Origin(("a",), None, "a", "alone"), Origin(("b",), None, "b", "alone")))


def shown(as_of: str | None = None) -> Page:
    """The screen of the two reports."""
    return deadlines.page(ENTRIES, RELATIONS, as_of=as_of)


def lines(page: Page, title: str) -> list[str]:
    """The lines of a section."""
    return [one.text for section in page.sections if section.title == title for one in section.lines]


def due(**facts: Any) -> Due:
    """Something due, by its facts."""
    return replace(Due("due-1", "deadline", Citation("a", 0, 1, "a")), **facts)


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "deadline", "meeting"),
    [
        ("2031-03-20", "2031-03-20", "day", "by 2031-03-20 (day)", "on 2031-03-20 (day)"),
        ("2031-06-01", "2031-06-30", "month", "by the end of June 2031 (month)", "in June 2031 (month)"),
        ("2031-03-10", "2031-03-16", "week", "by 2031-03-16 (week)", "in the week of 2031-03-10 (week)"),
        ("2031-01-01", "2031-12-31", "year", "by the end of 2031 (year)", "in 2031 (year)"),
        ("2031-06-01", "2031-08-31", "range", "by 2031-08-31 (from 2031-06-01)", "between 2031-06-01 and 2031-08-31"),
        (None, None, None, "by a day that is not known", "on no day that is known"),
    ],
)
def test_by_when_is_told_with_its_precision(
    earliest: str | None, latest: str | None, precision: Any, deadline: str, meeting: str
) -> None:
    """A month is told as a month and a day as a day; what is not resolved says so."""
    facts = {"earliest": earliest, "latest": latest, "precision": precision}
    assert by_when(due(**facts)) == deadline
    assert by_when(due(kind="meeting", **facts)) == meeting


@pytest.mark.parametrize(
    ("kind", "told", "words"),
    [
        ("deadline", "met", "met"),
        ("meeting", "met", "held"),
        ("meeting", "withdrawn", "called off"),
        ("commitment", "missed", "missed"),
        ("deadline", "unreported", "no report either way by 2031-04-01"),
    ],
)
def test_states_in_words(kind: Any, told: Any, words: str) -> None:
    """A meeting is held or called off, a deadline met or withdrawn, and silence is called silence."""
    why = "its day has passed and no report by 2031-04-01 tells what became of it" if told == "unreported" else ""
    assert state(due(kind=kind, state=told, why=why, as_of="2031-04-01")) == words


def test_one_line_has_who_set_it_who_tells_it_and_its_origins() -> None:
    """A deadline of two reports is one line with its setter, both tellers, origins, and a citation of each."""
    (line, _) = lines(shown(), "Deadlines")
    assert line.startswith("by 2031-03-20 (day) — ")
    assert "set by Sorn" in line
    assert "according to Ana Bel" in line
    assert "2 reports, 2 origins" in line
    assert line.endswith("still ahead on 2031-03-12")


def test_a_meeting_has_its_parties_place_and_proof() -> None:
    """A meeting says who meets, where and how surely; that it was held stands under it with the words that prove it."""
    (section,) = [one for one in shown().sections if one.title == "Announced meetings"]
    (meeting,) = section.lines
    assert meeting.text.startswith("on 2031-03-10 (day), probably in Ost — Sorn and Verania: ")
    assert meeting.text.endswith("held")
    (step,) = meeting.children
    assert step.text.startswith("2031-03-12: held, 2031-03-10 — ")
    assert [one.report for one in step.citations] == ["b"]


def test_what_is_not_resolved_says_why() -> None:
    """A deadline without a day stays without one, and the line says why."""
    (section,) = [one for one in shown().sections if one.title == "Deadlines"]
    last = section.lines[-1]
    assert last.text.startswith("by a day that is not known")
    assert last.why == "not resolved: the report tells no day"


def test_as_of_a_day_knows_nothing_later() -> None:
    """As of a day before the second report, its words are not there and the meeting is still ahead."""
    page = shown("2031-03-05")
    assert {one.report for one in page.citations()} == {"a"}
    assert lines(page, "Announced meetings")[0].endswith("still ahead on 2031-03-05")
    assert page.intro[0].text == "As of 2031-03-05: 1 deadline, 0 commitments and 1 announced meeting."


def test_a_day_long_after_shows_the_silence() -> None:
    """Where no report tells what became of it, the page says so and counts it."""
    page = shown("2031-12-01")
    assert lines(page, "Deadlines")[0].endswith("no report either way by 2031-12-01")
    assert page.intro[1].text == "1 is past its day with no report either way by 2031-12-01."


def test_data_has_the_same_facts() -> None:
    """JSON and CSV have kind, days, precision, parties, state, origins and each step with its citation."""
    shape = data.page(shown())
    meeting = shape["sections"][2]["lines"][0]
    assert (meeting["kind"], meeting["state"], meeting["place_certainty"]) == ("meeting", "met", "probable")
    assert meeting["lines"][0]["citations"][0]["report"] == "b"
    table = csv.text(rows(shown()))
    assert "precision" in table.splitlines()[0]
    assert "to leave the harbour" in table


def test_every_renderer_draws_it() -> None:
    """Terminal at 80 columns, Markdown and HTML all say by when and in what state."""
    page = shown()
    drawn = terminal(page, width=80)
    assert max(map(len, drawn.splitlines())) <= 80
    for text in (drawn, markdown(page), html(page)):
        assert "2031-03-20 (day)" in text
        assert "held" in text


def test_the_brief_has_them_with_their_state() -> None:
    """The brief shows deadlines and announced meetings as the screen does."""
    page = brief.page(ENTRIES, RELATIONS)
    assert lines(page, "Deadlines") == lines(shown(), "Deadlines")
    assert lines(page, "Announced meetings") == lines(shown(), "Announced meetings")
