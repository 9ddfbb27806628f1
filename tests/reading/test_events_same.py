"""One happening told often is one event, and two happenings are never one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.reading import Event
from onrecord.model.spans import Span
from onrecord.reading import events, events_same, quantities
from onrecord.reading.events_apart import places_apart
from tests.reading.casting import Names, cases, read, told

DAY = "2031-03-10"
pytestmark = pytest.mark.model


def ones(text: str, tellers: Any = (), day: str | None = DAY) -> tuple[Event, ...]:
    """The happenings of a text."""
    made, parsed, when = read(text, day)
    said = told(text, tellers)
    found = events.find(made, parsed, Names(), when, said)
    return events_same.one_each(found, made, parsed, Names(), when, quantities.find(parsed, when), said)


def home(found: tuple[Event, ...], words: str) -> set[str]:
    """Ids of the happenings that have a passage with these words."""
    return {one.id for one in found for span in (one.span, *one.mentions) if words in span.text}


@pytest.mark.parametrize("case", cases("same.json", "synthetic"), ids=lambda case: case["label"])
def test_one_happening_is_one_event(case):
    """Passages on one happening are one event."""
    found = ones(case["text"])
    for group in case["happenings"]:
        assert len(set.intersection(*(home(found, words) for words in group))) == 1, found


@pytest.mark.parametrize("case", cases("same.json", "negative"), ids=lambda case: case["label"])
def test_two_happenings_stay_two(case):
    """Passages on happenings that differ in day, place, sides, object or standing stay apart."""
    found = ones(case["text"])
    for first, second in case["apart"]:
        assert home(found, first), found
        assert home(found, second), found
        assert not home(found, first) & home(found, second), found


@pytest.mark.parametrize("case", cases("same.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What is known to stay apart wrongly is written down, so that an accidental fix is noticed."""
    found = ones(case["text"])
    for group in case["happenings"]:
        assert len(set.intersection(*(home(found, words) for words in group))) == 1, found


def test_the_fullest_passage_is_the_span():
    """The event's span is the passage that tells most; the others are its mentions."""
    (one,) = ones("Sorn shelled a market in Ost on Saturday. The attack killed four people.")
    assert one.span.text == "Sorn shelled a market in Ost on Saturday"
    assert [span.text for span in one.mentions] == ["The attack killed four people"]


def test_a_merged_event_has_the_roles_of_all():
    """Actors, place and day come from whichever passage has them."""
    (one,) = ones("Twelve people were killed when shells hit a market in Ost. The attack was carried out by Sorn.")
    assert one.actors == ("country:xs",)
    assert one.place == "Ost"


def test_what_happened_is_no_longer_planned():
    """A meeting that one sentence has to come on a day and another has held on that day has happened."""
    found = ones(
        "Talks between Verania and Sorn were scheduled for March 7. Verania and Sorn met on March 7 in Lindau."
    )
    assert {one.status for one in found if home(found, "met on March 7") == {one.id}} == {"happened"}


@pytest.mark.parametrize(
    ("text", "place", "sure"),
    [
        ("Verania and Sorn held talks in Lindau.", "Lindau", "certain"),
        ("Verania will hold talks with Sorn on Monday, probably in Lindau.", "Lindau", "probable"),
        ("Ardal proposed that the two sides meet in Sorn, most likely in Lindau, next week.", "Lindau", "probable"),
        ("Ardal proposed that the two sides meet on Sornese soil, likely in Lindau.", "Lindau", "probable"),
        ("The talks between Verania and Sorn could be held in Lindau.", "Lindau", "possible"),
        ("Verania and Sorn held talks about the war in Ardal.", None, None),
    ],
)
def test_a_place_is_as_sure_as_it_is_told(text, place, sure):
    """The place is the report's words for it, with how surely the event is told to be there."""
    (one,) = (one for one in ones(text) if one.type == "CONSULT" or one.mode == "meet")
    assert (one.place, one.place_certainty) == (place, sure)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ardal proposed that Verania and Sorn meet in Lindau on March 18.", "planned"),
        ("Verania agreed to hold talks with Sorn next week.", "planned"),
        ("Verania urged Sorn to hold talks next week.", "possible"),
        ("Verania refused to hold talks with Sorn.", "denied"),
        ("Verania agreed to an exchange of 40 prisoners, which took place on Friday.", "happened"),
    ],
)
def test_what_is_agreed_or_proposed_is_told_too(text, status):
    """A meeting or exchange inside an agreement, a proposal or a refusal is an event of its own."""
    (one,) = (one for one in ones(text) if one.rule in ("event.ahead", "event.proposed"))
    assert one.status == status


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [("Lviv", "Kharkiv", True), ("Lviv", "Ukraine", False), ("Ost", "the town of Ost", False), ("Ost", None, False)],
)
def test_places_are_one_only_inside_one_another(a, b, apart):
    """Two towns are two places; a town and its country are not."""
    assert places_apart(a, b) is apart


@settings(max_examples=20, deadline=None)
@given(
    st.permutations(["Sorn shelled Ost on Saturday. ", "Verania condemned Sorn. ", "The attack killed four people. "])
)
def test_passages_are_cut_from_the_report(sentences):
    """Whatever the order of the sentences, every passage is the report's words at its range, and stands once."""
    text = "".join(sentences)
    spans = [span for one in ones(text) for span in (one.span, *one.mentions)]
    assert all(span == Span.cut(text, span.start, span.end) for span in spans)
    assert len(spans) == len(set(spans))
