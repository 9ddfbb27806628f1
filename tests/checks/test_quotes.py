"""Quotations lined up: one utterance or two, and how the wordings relate."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.checks.quotes import line_up
from onrecord.checks.wording import align
from onrecord.model.reading import Entry, Time
from tests.lineage.made import entry, person, said

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases" / "checks" / "quotes.json").read_text("utf-8"))
Case = dict[str, Any]


def speaking(text: str, speaker: str, *, id: str, told: str | None = None) -> Entry:
    """A report in which a person says what stands in quotation marks, or is told to have said something."""
    kind, content = ("indirect", told) if told else ("direct", text)
    one = said(text, speaker, content or text, kind=kind)
    return entry(text, id=id, actors=(person(speaker),), attributions=(one,))


def on(one: Entry, day: str | None) -> Entry:
    """The same, what is said in it said on a day."""
    if day is None:
        return one
    when = Time(one.report.cut(0, 1), "DATE", day, earliest=day, latest=day)
    said_then = tuple(replace(known, when=0) for known in one.reading.attributions)
    return replace(one, reading=replace(one.reading, times=(when,), attributions=said_then))


def both(case: Case) -> tuple[Entry, Entry]:
    """The two reports of a case."""
    a = speaking(case["a"], "Ana Kessel", id="a")
    b = speaking(case["b"], case.get("speaker_b", "Ana Kessel"), id="b", told=case.get("told_b"))
    return on(a, case.get("said_a")), on(b, case.get("said_b"))


def expected(case: Case) -> list[str]:
    """The relations of a case, in text order."""
    relation = case["relation"]
    return relation if isinstance(relation, list) else [relation] if relation else []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_the_relation_of_two_wordings(case: Case) -> None:
    """Two wordings of one utterance have the relation of the case; two utterances are not lined up."""
    found = line_up(both(case))
    assert [one.relation for one in found] == expected(case)
    if "changes" in case:
        assert [[change.op, change.a, change.b] for change in found[0].changes] == case["changes"]


def test_the_fullest_wording_comes_first() -> None:
    """A cut wording stands after the one that it was cut from, whichever report was given first."""
    case = next(one for one in CASES if one["relation"] == "truncated")
    for order in permutations(both(case)):
        (found,) = line_up(order)
        assert [variant.citation.report for variant in found.variants] == ["a", "b"]


def test_posts_are_lined_up_with_quotations() -> None:
    """A post that one report embeds and another quotes is one utterance."""
    from onrecord.model.report import Block

    post = "Rain has closed the upper road for a week."
    a = entry(post, id="a", blocks=(Block("embedded_post", 0, len(post)),))
    b = speaking(f'Ana Kessel wrote: "{post}"', "Ana Kessel", id="b")
    assert [one.relation for one in line_up([a, b])] == ["identical"]


def test_an_unmarked_paragraph_is_lined_up_only_as_it_stands() -> None:
    """A paragraph that gives a quotation word for word lost its marks; one that nearly says it is the outlet's."""
    words = "rain has closed the upper road for a week and the mules are bored"
    quoted = speaking(f'Ana Kessel wrote: "{words}".', "Ana Kessel", id="b")
    assert [one.relation for one in line_up([entry(words, id="a"), quoted])] == ["identical"]
    assert not line_up([entry(f"{words} now", id="a"), quoted])


def test_links_and_numbers_of_posts_are_not_their_words() -> None:
    """A post that is embedded with its number and links is the quotation that leaves them out."""
    from onrecord.model.report import Block

    post = "1/2 Rain has closed the upper road for a week. https://kessel.example/p"
    a = entry(post, id="a", blocks=(Block("embedded_post", 0, len(post)),))
    b = speaking('Ana Kessel wrote: "Rain has closed the upper road for a week."', "Ana Kessel", id="b")
    (found,) = line_up([a, b])
    assert found.relation == "identical"
    assert found.variants[0].citation.text == "Rain has closed the upper road for a week."


def test_a_report_gives_an_utterance_once() -> None:
    """A quotation that a report also gives in full is not lined up by itself."""
    whole = "The pier is rotten to the last plank, and the mayor knew it"
    a = speaking(f'"{whole}," Ana Kessel said. It is "rotten to the last plank".', "Ana Kessel", id="a")
    b = speaking(f'"{whole}," Ana Kessel said.', "Ana Kessel", id="b")
    (found,) = line_up([a, b])
    assert [variant.citation.text for variant in found.variants] == [whole, whole]


def test_wordings_of_three_reports_stand_under_the_fullest() -> None:
    """A cut wording and one cut further are listed once, under the fullest of all."""
    fullest = "The pier is rotten to the last plank, and the mayor knew it since autumn"
    cut, more = "rotten to the last plank, and the mayor knew it", "rotten to the last plank"
    reports = [
        speaking(f'"{words}," Ana Kessel said.', "Ana Kessel", id=id)
        for id, words in zip("abc", (fullest, cut, more), strict=True)
    ]
    (found,) = line_up(reports)
    assert found.relation == "truncated"
    assert [variant.citation.text for variant in found.variants] == [fullest, cut, more]


def test_the_fullest_wording_is_shown_as_first_published() -> None:
    """Of reports that give the fullest wording alike, the earliest published leads."""
    fullest, cut = "The pier is rotten to the last plank, and the mayor knew it", "rotten to the last plank"
    late, early = (
        replace(one, report=replace(one.report, published=day))
        for one, day in (
            (speaking(f'"{fullest}," Ana Kessel said.', "Ana Kessel", id="a"), "2031-05-03"),
            (speaking(f'"{fullest}," Ana Kessel said.', "Ana Kessel", id="b"), "2031-05-02"),
        )
    )
    found = line_up([late, early, speaking(f'It is "{cut}", Ana Kessel said.', "Ana Kessel", id="c")])
    heads = {one.relation: one.variants[0].citation.report for one in found}
    assert heads == {"identical": "b", "truncated": "b"}


SENTENCES = (
    "The pier is rotten to the last plank",
    "No mule has crossed the upper road since Tuesday",
    "Nobody told the bakers about the flood",
    "We will count the sacks again at dawn",
)


@given(st.data())
def test_the_order_of_the_reports_does_not_matter(data: st.DataObject) -> None:
    """The same lineages are found in whatever order the reports are given, with passages cut exactly."""
    reports = []
    for number in range(data.draw(st.integers(2, 4))):
        said_here = data.draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
        words = ". ".join(said_here).replace(*data.draw(st.sampled_from([("", ""), ("the", "that"), (" since", "")])))
        reports.append(speaking(f'"{words}," Ana Kessel said.', "Ana Kessel", id=f"r{number}"))
    found = line_up(reports)
    shuffled = line_up(data.draw(st.permutations(reports)))
    assert sorted(found, key=lambda one: one.id) == sorted(shuffled, key=lambda one: one.id)
    texts = {one.id: one.report.text for one in reports}
    for one in found:
        assert len({variant.citation.report for variant in one.variants}) > 1
        for at in (variant.citation for variant in one.variants):
            assert texts[at.report][at.start : at.end] == at.text


def test_changes_lead_from_the_fullest_wording_to_the_second() -> None:
    """What the changes take away stands in the first variant, what they put in in the second."""
    for case in CASES:
        for one in line_up(both(case)):
            first, second = (" ".join(variant.citation.text.split()) for variant in one.variants[:2])
            assert all(change.a in first and change.b in second for change in one.changes)


def test_a_third_report_changes_no_pair() -> None:
    """The relation of two wordings is the same with and without other reports."""
    case = next(one for one in CASES if one["relation"] == "altered")
    third = speaking('"Something else was said about turnips and fog," Piet Ostrand said.', "Piet Ostrand", id="c")
    assert line_up([*both(case), third]) == line_up(both(case))


def test_citations_recut() -> None:
    """Every variant is cut from its report, without quotation marks."""
    for case in CASES:
        texts = {one.id: one.report.text for one in both(case)}
        for lineage in line_up(both(case)):
            for variant in lineage.variants:
                at = variant.citation
                assert texts[at.report][at.start : at.end] == at.text
                assert at.text[0] not in "\"“'"


@given(st.lists(st.sampled_from(["a", "bee", "sees", "the", "sea", "and", "the", "sun"]), max_size=12), st.data())
def test_alignment_counts_equal_words_in_order(words: list[str], data: st.DataObject) -> None:
    """What is left of a wording after words were cut is found in it whole."""
    kept = [word for word in words if data.draw(st.booleans())]
    found = align(words, kept)
    if found:
        assert found.equal <= len(kept)
        assert found.b[1] <= len(kept)
    assert align(words, words) is None or align(words, words).equal == len(words)  # type: ignore[union-attr]
