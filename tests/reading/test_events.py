"""Events after PLOVER: what happened, who did it to whom, when, and whether it did."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.lexicons.events import TYPES, event_words
from onrecord.model.reading import Actor, Event
from onrecord.model.report import Block
from onrecord.reading import actors, actors_groups, attribution, events
from onrecord.reading.engine import load_engine
from tests.factories import report
from tests.reading.casting import Names, cases, read, told

DAY = "2031-03-10"
model = pytest.mark.model


def found(case: dict[str, Any]) -> tuple[Event, ...]:
    """The events of a case's text."""
    made, parsed, when = read(case["text"], case.get("day", DAY))
    return events.find(made, parsed, Names(), when, told(case["text"], case.get("told", ())))


def value(event: Event, name: str, text: str) -> Any:
    """A field of an event as the cases write it."""
    if name == "time":
        _, _, when = read(text, DAY)
        return when[event.when].span.text if event.when is not None else None
    if name == "words":
        return event.span.text
    field = getattr(event, name)
    return list(field) if isinstance(field, tuple) else field


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's events are found, in order and no others."""
    read_ones = found(case)
    assert len(read_ones) == len(case["events"]), read_ones
    for one, wanted in zip(read_ones, case["events"], strict=True):
        assert {name: value(one, name, case["text"]) for name in wanted} == wanted


@model
@pytest.mark.parametrize("case", cases("events.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_the_event(case):
    """A told event has its type, those in it, its time and its standing."""
    check(case)


@model
@pytest.mark.parametrize("case", cases("events.json", "negative"), ids=lambda case: case["label"])
def test_tells_no_event_where_there_is_none(case):
    """Reporting verbs, things that do not act and bare nouns tell no event."""
    assert found(case) == ()


@model
@pytest.mark.parametrize("case", cases("events.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What the reader is known to get wrong is written down, so that an accidental fix is noticed."""
    check(case)


def told_by_people(text: str) -> tuple[tuple[Event, ...], dict[str, Actor]]:
    """The events of a text read with its own actors, and those actors with the people named by what they are."""
    made, parsed, when = read(text, DAY)
    cast = actors.find(made, parsed)
    people = actors_groups.People(parsed, cast)
    found = events.find(made, parsed, people, when, attribution.find(made, parsed, cast))
    return found, {actor.id: actor for actor in people.with_events(found)}


@model
@pytest.mark.parametrize("case", cases("events.json", "people"), ids=lambda case: case["label"])
def test_people_named_by_what_they_are_act(case):
    """Unnamed people and bodies that act or are acted upon are actors, with their words and their country."""
    found, known = told_by_people(case["text"])
    assert [[one.type, [*one.actors], [*one.recipients]] for one in found] == case["events"]
    for name, wanted in case.get("actors", {}).items():
        assert [known[name].of, [m.text for m in known[name].mentions]] == wanted


@model
def test_people_are_actors_only_where_an_event_is_told_of_them():
    """A report's actors hold nobody unnamed of whom nothing is told, and every actor of an event."""
    found, known = told_by_people("Gunmen attacked a convoy. Villagers like the weather. The villagers said so.")
    assert "group:gunmen" in known
    assert "group:villagers" not in known
    assert {name for one in found for name in (*one.actors, *one.recipients)} <= set(known)


@model
def test_an_adjective_names_the_country_of_an_event():
    """A country that an event's words name by its adjective alone has that word as a mention."""
    _, known = told_by_people(
        "Verania rejected a Sornese offer. Sorn's foreign ministry and Verania's army were silent."
    )
    assert "Sornese" in [mention.text for mention in known["country:sorn"].mentions]


@model
def test_ids_count_in_text_order():
    """Events are numbered in the order of the text."""
    read_ones = found({"text": "Sorn shelled Ost. Ardal condemned Sorn."})
    assert [(one.id, one.type) for one in read_ones] == [("e1", "ASSAULT"), ("e2", "ACCUSE")]


@model
def test_what_has_happened_is_not_put_after_the_report():
    """A time after the report's day is not the time of what has happened."""
    (one,) = found({"text": "Ardal proposed a summit on March 20, 2031."})
    assert one.when is None


@model
def test_a_headline_tells_the_past_in_the_present():
    """In a headline the simple present tells what has happened."""
    text = "Sorn occupies Ost"
    made = report(text, published=DAY, blocks=(Block("headline", 0, len(text)),))
    (one,) = events.find(made, load_engine().parse(made), Names(), (), ())
    assert one.status == "happened"


@model
def test_words_are_cut_from_the_report():
    """The words of an event are exactly those of the report at its range, white space and all."""
    text = "Verania held talks\nwith Sorn."
    (one,) = found({"text": text})
    assert text[one.span.start : one.span.end] == one.span.text


@model
def test_a_report_without_text_has_no_events():
    """Nothing is read where nothing was parsed."""
    assert events.find(report(""), (), Names(), (), ()) == ()


def test_the_lexicon_covers_every_type():
    """Each PLOVER type has words, and no word has another type."""
    words = event_words()
    kinds = [
        kind for table in (words.verbs, words.pairs, words.nouns) for one in table.values() for kind in one.values()
    ]
    assert {kind.type for kind in kinds} == set(TYPES)


def test_the_lexicon_has_a_few_hundred_words():
    """The lexicon holds several hundred verbs and verb-noun pairs."""
    words = event_words()
    assert len(words.verbs) > 200
    assert sum(len(one) for one in words.pairs.values()) > 600


@model
def test_what_is_no_prose_is_left_alone():
    """A sentence of thousands of words has a parse that means nothing, and is not read."""
    assert found({"text": "Sorn " + "agreed to " * 1500 + "leave."}) == ()
