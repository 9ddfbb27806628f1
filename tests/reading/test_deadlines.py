"""Deadlines: what is due by when, and who sets it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.model.reading import Deadline
from onrecord.reading import deadlines
from tests.reading.casting import Names, cases, read, told

DAY = "2031-03-10"
pytestmark = pytest.mark.model


def found(case: dict[str, Any]) -> tuple[Deadline, ...]:
    """The deadlines of a case's text."""
    report, parsed, when = read(case["text"], case.get("day", DAY))
    return deadlines.find(report, parsed, Names(), when, told(case["text"], case.get("told", ())))


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's deadlines are found, in order and no others."""
    read_ones = found(case)
    assert len(read_ones) == len(case["deadlines"]), read_ones
    for one, wanted in zip(read_ones, case["deadlines"], strict=True):
        assert {**wanted, "what": wanted.get("what", one.what.text)} == {
            name: one.what.text if name == "what" else getattr(one, name) for name in {**wanted, "what": ""}
        }


@pytest.mark.parametrize("case", cases("deadlines.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_what_is_due(case):
    """A stated duty with its time limit is a deadline with what is due, its days and who sets it."""
    check(case)


@pytest.mark.parametrize("case", cases("deadlines.json", "negative"), ids=lambda case: case["label"])
def test_leaves_what_is_no_deadline(case):
    """Amounts, places, past facts, meetings, forecasts and questions with "by" or "within" are no deadline."""
    assert found(case) == ()


@pytest.mark.parametrize("case", cases("deadlines.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What the reader is known to miss is written down, so that an accidental fix is noticed."""
    check(case)


def test_a_report_without_a_date_leaves_the_day_open():
    """Where the report has no date, a month without a year stays unresolved."""
    (one,) = found({"text": "Verania wants Sorn to leave by June.", "day": None})
    assert (one.earliest, one.latest) == (None, None)


def test_names_the_attribution_that_tells_it():
    """A deadline inside what someone says carries the id of that attribution."""
    text = "Ana Bel said Ardal wants Sorn to leave by June."
    (one,) = found(
        {"text": text, "told": [{"actor": "person:ana-bel", "content": "Ardal wants Sorn to leave by June"}]}
    )
    assert (one.attribution, one.set_by) == ("a1", "country:xa")


def test_words_are_cut_from_the_report():
    """The words of a deadline are exactly those of the report at its range."""
    text = "Verania ordered the diplomats to leave by March 20."
    (one,) = found({"text": text})
    assert [text[s.start : s.end] for s in (one.span, one.what)] == [one.span.text, one.what.text]


def test_they_are_those_of_whom_the_speaker_spoke_last():
    """ "They" in what is said are the party that the speaker's sentence before it has as its subject."""
    first, second = "Verania has proposed a truce", "They add that they want to see the bridge open by June"
    told_ones = [
        {"actor": "person:ivo-stam", "content": first, "kind": "direct"},
        {"actor": "person:ivo-stam", "content": second, "kind": "direct"},
        {"actor": None, "content": "they want to see the bridge open by June", "within": "a2"},
    ]
    (one,) = found({"text": f'"{first}," Ivo Stam said. "{second}," he added.', "told": told_ones})
    assert (one.set_by, one.attribution, one.latest) == ("country:xv", "a3", "2031-06-30")


def test_they_stay_unresolved_where_another_is_named_before():
    """ "They" with somebody named before it in what is said is nobody's deadline for certain."""
    first, second = "Verania has proposed a truce", "Ardal objects, and they want it by June"
    told_ones = [{"actor": "person:ivo-stam", "content": one, "kind": "direct"} for one in (first, second)]
    text = f'"{first}," Ivo Stam said. "{second}," he added.'
    assert all(one.set_by is None for one in found({"text": text, "told": told_ones}))


def test_who_says_that_it_will_binds_itself():
    """What a party says it will do by a time is its commitment; what another says of it is none."""
    text = "Verania said it would suspend its patrols until April 1."
    content = "it would suspend its patrols until April 1"
    (one,) = found({"text": text, "told": [{"actor": "country:xv", "content": content}]})
    assert (one.kind, one.set_by, one.latest) == ("commitment", "country:xv", "2031-04-01")
    text = "Sorn said Verania would suspend its patrols until April 1."
    told_by_another = {"actor": "country:xs", "content": "Verania would suspend its patrols until April 1"}
    assert found({"text": text, "told": [told_by_another]}) == ()


def test_who_denies_it_promises_nothing():
    """What a party denies is no commitment of it."""
    text = "Verania denied that it had pledged to leave Ost by May."
    content = "that it had pledged to leave Ost by May"
    assert found({"text": text, "told": [{"actor": "country:xv", "content": content, "class": "denies"}]}) == ()


def test_the_day_on_which_it_was_set_is_told():
    """A deadline carries the day beside the verb that sets it, else the day of the report."""
    assert [one.when for one in found({"text": "On Friday, Verania gave Sorn two weeks to reply."})] == ["2031-03-07"]
    assert [one.when for one in found({"text": "Sorn must leave by May."})] == [DAY]


def test_a_stretch_counts_from_the_day_on_which_it_was_set():
    """ "Two weeks" given last Friday end two weeks after that Friday."""
    (one,) = found({"text": "On Friday, Verania gave Sorn two weeks to reply."})
    assert (one.earliest, one.latest) == ("2031-03-07", "2031-03-21")


def test_a_headline_tells_who_presses_whom():
    """The capitals of a headline do not hide who asks what of whom by when."""
    made, parsed, when = read("Verania Pressing Sorn and Ardal to End War by June", DAY)
    made = replace(made, blocks=(replace(made.blocks[0], kind="headline"),))
    (one,) = deadlines.find(made, parsed, Names(), when, ())
    assert (one.set_by, one.what.text, one.latest) == ("country:xv", "Sorn and Ardal to End War", "2031-06-30")
