"""Positions: which party makes which move on which issue, in whose telling."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any, get_args

import pytest

from onrecord.lexicons.issues import issues, read_issues
from onrecord.lexicons.moves import MOVES, move_words
from onrecord.model.reading import Actor, Attribution, Capacity, Position
from onrecord.model.spans import Span
from onrecord.reading import positions
from onrecord.reading.positions_parties import party_of
from tests.reading.casting import ACTORS, Names, cases, read, told

DAY = "2031-03-10"
LEADERS = files("onrecord.lexicons") / "leaders.tsv"
model = pytest.mark.model


def found(case: dict[str, Any]) -> tuple[Position, ...]:
    """The positions of a case's text."""
    report, parsed, when = read(case["text"], case.get("day", DAY))
    return positions.find(report, parsed, Names(), when, told(case["text"], case.get("told", ())))


def value(position: Position, name: str) -> Any:
    """A field of a position as the cases write it."""
    if name == "conditions":
        return [span.text for span in position.conditions]
    found = getattr(position, name)
    return found.text if name == "object" and found else list(found) if name == "about" else found


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's positions are found, in order and no others."""
    read_ones = found(case)
    assert len(read_ones) == len(case["positions"]), read_ones
    for one, wanted in zip(read_ones, case["positions"], strict=True):
        assert {name: value(one, name) for name in wanted} == wanted


@model
@pytest.mark.parametrize("case", cases("positions.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_the_position(case):
    """A stated move of a known party has its party, move, issue and object, and who told it."""
    check(case)


@model
@pytest.mark.parametrize("case", cases("positions.json", "negative"), ids=lambda case: case["label"])
def test_invents_no_position(case):
    """Questions, conditions, wishes, forecasts, former habits and others' words make no position."""
    assert [one for one in found(case) if one.party != case.get("ignore")] == []


@model
@pytest.mark.parametrize("case", cases("positions.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What the reader is known to get wrong is written down, so that an accidental fix is noticed."""
    check(case)


@model
def test_a_position_without_a_day_has_the_day_of_the_report():
    """Where the sentence gives no time, the position is of the report's day."""
    (one,) = found({"text": "Sorn rejected the ceasefire."})
    assert one.when == DAY


@model
def test_a_position_has_the_day_that_its_sentence_gives():
    """The day beside the move is the day of the position."""
    (one,) = found({"text": "Sorn rejected the ceasefire on March 7, 2031."})
    assert one.when == "2031-03-07"


@model
def test_a_position_of_an_earlier_year_is_not_of_the_report_day():
    """A time that names no single day and lies before the report leaves the day open."""
    (one,) = found({"text": "Sorn rejected the ceasefire in 2029."})
    assert one.when is None


@model
def test_a_position_in_an_undated_report_has_no_day():
    """Without a report date and a time in the sentence the day is unknown."""
    (one,) = found({"text": "Sorn rejected the ceasefire.", "day": None})
    assert one.when is None


@model
def test_words_are_cut_from_the_report():
    """The words of a position and of its object are exactly those of the report at their ranges."""
    text = "Lindau demanded that Sorn release the prisoners."
    (one,) = found({"text": text})
    assert one.object is not None
    assert [text[s.start : s.end] for s in (one.span, one.object)] == [one.span.text, one.object.text]


def test_a_place_is_no_party():
    """A place takes no position."""
    assert party_of(Names(), "place:ost") is None


def test_a_leader_stands_for_the_country():
    """A person in office is the party of the country that the office belongs to."""
    assert party_of(Names(), "person:ana-bel") == "country:xv"


def test_a_known_leader_stands_for_the_country_on_days_in_office(monkeypatch):
    """A leader whom the report names without the office is the party of the country led on that day, and not later."""
    monkeypatch.setitem(ACTORS, "person:angela-merkel", Actor("person:angela-merkel", "Angela Merkel", "person"))
    days = ("2019-05-01", "2024-05-01")
    assert [party_of(Names(), "person:angela-merkel", day) for day in days] == ["country:de", "person:angela-merkel"]


def test_every_leader_is_of_a_known_kind():
    """The table of leaders gives each a country or body and a capacity of the model."""
    rows = [line.split("\t") for line in LEADERS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert {row[0].partition(":")[0] for row in rows} == {"country", "organisation"}
    assert {row[4] for row in rows} <= set(get_args(Capacity))


def test_those_who_watch_are_no_party(monkeypatch):
    """An institute that studies the war takes no position."""
    monkeypatch.setitem(ACTORS, "organisation:x", Actor("organisation:x", "Institute for Peace", "organisation"))
    assert party_of(Names(), "organisation:x") is None


@model
def test_an_unnamed_official_speaks_for_the_country():
    """What an official of a named country says without a name is the country's word, and says so."""
    text = "A Sornese official said Verania must return the prisoners."
    report, parsed, when = read(text, DAY)
    source, content = (Span.cut(text, text.index(w), text.index(w) + len(w)) for w in (text[:18], text[24:-1]))
    said = Attribution("a1", "indirect", source, None, (content,))
    (one,) = positions.find(report, parsed, Names(), when, (said,))
    assert (one.party, one.speaker, one.capacity, one.told_by) == ("country:xs", None, "unnamed", "country:xs")


def by_source(text: str, source: str, content: str) -> tuple[Position, ...]:
    """The positions of a text with one attribution whose source nothing resolves."""
    report, parsed, when = read(text, DAY)
    words = (Span.cut(text, text.index(w), text.index(w) + len(w)) for w in (source, content))
    said = Attribution("a1", "indirect", next(words), None, (next(words),))
    return positions.find(report, parsed, Names(), when, (said,))


@model
def test_what_an_unresolved_pronoun_tells_is_no_position():
    """What an interviewer suggests ("I suggested that…") puts nothing on record for the one who is asked."""
    assert by_source("I suggested that Sorn was against the ceasefire.", "I", "Sorn was against the ceasefire") == ()


@model
def test_that_official_is_the_one_told_of_before():
    """ "That official" speaks for the country of the official of the sentence before."""
    text = "A Sornese official met reporters. That official said Sorn is ready to exchange prisoners."
    (one,) = by_source(text, "That official", "Sorn is ready to exchange prisoners")
    assert (one.party, one.told_by, one.capacity) == ("country:xs", "country:xs", "unnamed")


@model
def test_a_cut_attribution_does_not_cut_the_object():
    """Where the content of an attribution ends inside a noun phrase, the object keeps its last words."""
    (one,) = by_source(
        "Ardal said Sorn rejects any pullback of its troops.", "Ardal", "Sorn rejects any pullback of its"
    )
    assert one.object is not None
    assert one.object.text == "any pullback of its troops"


@model
def test_the_day_of_saying_is_no_part_of_the_object():
    """The weekday of the report, behind what was offered, is the day of the offer."""
    (one,) = found({"text": "Sorn offered to exchange prisoners on Monday."})
    assert one.object is not None
    assert one.object.text == "to exchange prisoners"


@model
def test_the_words_of_a_position_decide_its_issue():
    """``about`` holds lower-case lemmas, the object's first, by which a list of issues finds the same issue."""
    (one,) = found({"text": "Sorn demanded the release of its prisoners."})
    assert one.about[0] == "release of prisoner"
    assert issues().match_about(one.about) == one.issue


def test_who_held_office_once_stands_for_no_country(monkeypatch):
    """A person whose role is former is a party of their own."""
    monkeypatch.setitem(ACTORS, "person:ana-bel", replace(ACTORS["person:ana-bel"], role="ex-president"))
    assert party_of(Names(), "person:ana-bel") == "person:ana-bel"


def test_issues_prefer_strong_words():
    """A strong phrase outranks a weak one that stands before it."""
    assert issues().match(["agreement", "on", "prisoner"]) == "prisoners"


def test_issues_match_hyphens_and_owners_as_plain_words():
    """Phrases with articles or hyphens are matched on their bare words."""
    assert issues().match(["hand", "over", "air", "defence", "battery"]) == "military_aid"


def test_unknown_words_are_no_issue():
    """Words that the list does not have give no issue."""
    assert issues().match(["fishing", "quota"]) is None


def test_a_dossier_can_bring_its_own_issues():
    """A list in the same form replaces the default one."""
    own = read_issues('{"issues": [{"id": "fish", "label": "Fish", "words": ["fishing quota"]}]}')
    assert (own.match(["fishing", "quota"]), own.label("fish")) == ("fish", "Fish")


def test_an_unknown_issue_is_shown_by_its_words():
    """An issue that is not listed is labelled by its own words."""
    assert issues().label("other:fishing quota") == "fishing quota"


def test_issue_ids_are_unique():
    """No two issues of the default list share an id."""
    assert len(issues().issues) == len({issue.label for issue in issues().issues.values()})


def test_every_move_has_words():
    """The lexicon can make each of the moves of the model, by verb or by form."""
    made = {move for moves in move_words().verbs.values() for move, _ in moves} | {"condition"}
    assert made == set(MOVES)
