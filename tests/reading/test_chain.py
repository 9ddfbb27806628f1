"""Chains: who told it to whom, down to the ultimate source, by place and by words."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.model.reading import Attribution, Entry, Reader, Reading
from onrecord.model.report import Block
from onrecord.model.spans import Span
from onrecord.reading import attribution
from onrecord.reading.attribution.drafts import Draft, Page
from onrecord.reading.attribution.nesting import outer
from onrecord.reading.engine import load_engine
from onrecord.views.chain import path, told
from onrecord.views.index import Index
from tests.factories import report
from tests.reading.casting import ACTORS, Names, cases

model = pytest.mark.model
NAME = "chain.json"
TEXT = "Bel said Sorn had proposed a truce by June, and Stam said it rains."


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's attributions are found, no others, with the chains that it gives."""
    one = report(case["text"])
    found = attribution.find(one, load_engine().parse(one), Names())
    assert [shown(each) for each in found] == case["attributions"]
    entry = Entry(one, Reading(one.id, Reader("1"), actors=tuple(ACTORS.values()), attributions=found))
    index = Index((entry,))
    for name, words in case.get("chains", {}).items():
        assert told(path(index, entry, name)) == words


def shown(one: Attribution) -> dict[str, Any]:
    """An attribution as the cases write it."""
    return {
        "source": one.source and one.source.text,
        "cue": one.cue and one.cue.text,
        "content": [span.text for span in one.content],
        "class": one.cue_class,
        "within": one.within,
        "addressee": one.addressee and one.addressee.text,
        "negated": one.negated,
        "certainty": one.certainty,
    }


@model
@pytest.mark.parametrize("case", cases(NAME, "synthetic"), ids=lambda case: case["label"])
def test_gives_the_chain(case):
    """Who told it to whom is read from place and words, down to the ultimate source."""
    check(case)


@model
@pytest.mark.parametrize("case", cases(NAME, "negative"), ids=lambda case: case["label"])
def test_gives_no_chain_where_there_is_none(case):
    """What is cited and cannot speak carries nothing; speakers side by side do not tell each other."""
    check(case)


@model
@pytest.mark.xfail(strict=True, reason="known failure of the chain")
@pytest.mark.parametrize("case", cases(NAME, "known_failures"), ids=lambda case: case["label"])
def test_known_failure(case):
    """What the chain gets wrong today stays on the list until it is right."""
    check(case)


def draft(source: str | None, cue: str, *content: str, told_in: str | None = None) -> Draft:
    """A draft by the words of its parts in the text of these tests."""
    return Draft(
        tuple(at(words) for words in content),
        at(source) if source else None,
        at(cue),
        "says",
        "made_here",
        "made here",
        told_in=at(told_in) if told_in else None,
    )


def at(words: str) -> Span:
    """The first place where the words stand in the text of these tests."""
    start = TEXT.index(words)
    return Span.cut(TEXT, start, start + len(words))


def test_what_lies_in_a_content_is_told_in_it():
    """A flat attribution of one reader holds the nested one of another."""
    flat = draft("Bel", "said", "Sorn had proposed a truce by June")
    nested = draft("Sorn", "had proposed", "a truce by June")
    assert outer([flat, nested]) == [None, 0]


def test_a_content_that_runs_too_far_holds_no_other_speaker():
    """Where a content runs over another's cue and not over their name, nobody told on what the other said."""
    long = draft("Bel", "said", "had proposed a truce by June, and")
    other = draft("Sorn", "had proposed", "a truce by June")
    assert outer([long, other]) == [None, None]


def test_two_that_hold_each_other_make_no_circle():
    """Of two contents over each other's cues the longer one is the outer."""
    one = draft(None, "said", "Bel said Sorn had proposed a truce")
    other = draft(None, "had proposed", "Bel said Sorn had proposed")
    assert outer([one, other]) == [None, 0]


def test_a_carrier_by_words_goes_before_one_by_place():
    """Where words say through whom something came, its place does not count."""
    flat = draft("Bel", "said", "Sorn had proposed a truce by June")
    carrier = draft("Stam", "Stam said", "it rains")
    nested = draft("Sorn", "had proposed", "a truce by June", told_in="Stam said")
    assert outer([flat, carrier, nested]) == [None, None, 1]


@model
def test_a_learned_cue_short_of_its_denial_is_denied():
    """A cue that a reader marks without the "did not" before it still says that nothing was said."""
    text = "Bel did not say that the bridge was closed."
    one = report(text)

    def propose(page: Page) -> list[Draft]:
        content, cue = Span.cut(text, 16, 42), Span.cut(text, 12, 15)
        return [Draft((content,), Span.cut(text, 0, 3), cue, "says", "learned", "a trained reader")]

    (found,) = attribution.find(one, load_engine().parse(one), Names(), propose=propose)
    assert (found.cue_class, found.negated, found.stance) == ("says", True, "open")


@model
def test_nobody_who_said_it_denies_it():
    """A source that is nobody makes no statement."""
    text = "No official has said that the bridge was closed."
    one = report(text)

    def propose(page: Page) -> list[Draft]:
        content, cue = Span.cut(text, 21, 47), Span.cut(text, 12, 20)
        return [Draft((content,), Span.cut(text, 0, 11), cue, "says", "learned", "a trained reader")]

    (found,) = attribution.find(one, load_engine().parse(one), Names(), propose=propose)
    assert found.negated


def test_a_post_is_a_link_of_the_chain():
    """What a post says of another's words is told by its author."""
    text = "Stam says the bridge is closed."
    bare = report(text)
    one = report(text, blocks=(Block("embedded_post", 0, bare.blocks[0].end),))
    said = Attribution("a1", "indirect", Span.cut(text, 0, 4), Span.cut(text, 5, 9), (Span.cut(text, 10, 30),))
    reading = Reading(one.id, Reader("1"), ("person:ana-bel",), actors=tuple(ACTORS.values()), attributions=(said,))
    entry = Entry(one, reading)
    links = path(Index((entry,)), entry, "a1")
    assert [link.how for link in links] == ["", "posted", "says"]
    assert told(links) == "Stam, as told by Ana Bel, as told by this report"


def test_a_chain_that_comes_back_to_itself_ends():
    """A record made by hand in which two attributions hold each other still prints."""
    text = "Stam says the bridge is closed."
    spans = (Span.cut(text, 0, 4), Span.cut(text, 5, 9), (Span.cut(text, 10, 30),))
    one = report(text)
    found = (
        Attribution("a1", "indirect", *spans, within="a2"),
        Attribution("a2", "indirect", *spans, within="a1"),
    )
    entry = Entry(one, Reading(one.id, Reader("1"), attributions=found))
    assert len(path(Index((entry,)), entry, "a1")) == 3
