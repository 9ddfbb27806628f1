"""The network's drafts with what the rules add to them."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model.spans import Span
from onrecord.reading.attribution.drafts import Draft
from onrecord.reading.attribution.learned.both import merge

TEXT = (
    'Mira Dol told reporters that Arun Vey had said the bridge was safe. "It is not," she said. '
    '"And it never was." Later the council planned to meet.'
)


def span(words: str, after: int = 0) -> Span:
    """The span of some words of the text."""
    start = TEXT.index(words, after)
    return Span.cut(TEXT, start, start + len(words))


def draft(content: str, cue: str, source: str | None, rule: str = "learned_reader") -> Draft:
    """A draft by its words."""
    return Draft((span(content),), span(source) if source else None, span(cue), "says", rule, "a test")


OUTER = draft("that Arun Vey had said the bridge was safe", "told", "Mira Dol")


def test_where_both_see_one_thing_the_networks_words_stand() -> None:
    """Of two drafts with one cue the network's content is kept, not the rules'."""
    assert merge([OUTER], [draft("the bridge was safe", "told", "Mira Dol", "clause_after_speaker")]) == [OUTER]


def test_the_rules_say_to_whom() -> None:
    """The one who was told comes from the rules."""
    ruled = replace(OUTER, rule="r", addressee=span("reporters"))
    assert [one.addressee for one in merge([OUTER], [ruled])] == [span("reporters")]


def test_what_is_told_inside_is_added() -> None:
    """A draft of the rules that stands wholly inside a content is kept beside it."""
    inner = draft("the bridge was safe", "had said", "Arun Vey", "clause_after_speaker")
    assert merge([OUTER], [inner]) == [OUTER, inner]


def test_most_of_a_content_may_be_told_inside_it() -> None:
    """A draft whose cue stands in the content is told inside it however much of the content it takes."""
    inner = draft("the bridge was safe", "said", "Arun Vey", "clause_after_speaker")
    outer = draft("Arun Vey had said the bridge was safe", "told", "Mira Dol")
    assert merge([outer], [inner]) == [outer, inner]


def test_a_quotation_goes_on_where_the_rules_see_it() -> None:
    """More of the same quotation, which no other draft has, is added to the network's draft."""
    mine = draft("It is not", "she said", "she")
    ruled = replace(mine, rule="r", content=(span("It is not"), span("And it never was")))
    assert [one.content for one in merge([mine], [ruled])] == [ruled.content]


def test_a_quotation_does_not_go_on_over_anothers_words() -> None:
    """What the network gives to another draft is not added."""
    mine, other = draft("It is not", "she said", "she"), draft("And it never was", "Later", None)
    ruled = replace(mine, rule="r", content=(span("It is not"), span("And it never was")))
    assert merge([mine, other], [ruled]) == [mine, other]


def test_an_unnamed_speaker_is_named_by_the_rules() -> None:
    """Where the network sees no source and the rules see one, theirs is taken."""
    mine = draft("It is not", "she said", None)
    assert [one.source for one in merge([mine], [draft("It is not", "she said", "she", "r")])] == [span("she")]


def test_other_words_are_added_unless_the_rule_is_doubted() -> None:
    """What only the rules see is kept, but for rules that are wrong there too often."""
    sure = draft("And it never was", "Later", None, "quotation_goes_on")
    doubted = draft("to meet", "planned", "the council", "infinitive")
    assert merge([OUTER], [sure, doubted]) == [OUTER, sure]


def test_half_a_thing_is_no_other_thing() -> None:
    """A draft of the rules that takes words of a network's draft for something else is left out."""
    ruled = draft("said the bridge", "Later", None, "clause_before_speaker")
    assert merge([OUTER], [ruled]) == [OUTER]


def test_a_signed_paragraph_is_its_signers() -> None:
    """What one signed stays theirs; what the network finds inside it was told there, and its twin goes."""
    signed = draft("It is not", "Later", "Mira Dol", "signed_paragraph")
    twin = draft("It is not", "she said", "she")
    assert merge([twin], [signed]) == [signed]
