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
