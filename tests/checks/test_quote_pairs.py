"""Quotations of two reports: what they say of each other from the two alone, kept as numbers, and put together."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.checks.quotebetween import between, pack, unpack
from onrecord.checks.quotecandidates import OFTEN, candidates
from onrecord.checks.quotes import assemble, line_up
from onrecord.checks.quotesaid import sayings_of
from onrecord.model.reading import Entry
from tests.checks.test_quotes import CASES, SENTENCES, both, speaking

#: Names of two who speak, one of them also told of by another's words.
SPEAKERS = ("Ana Kessel", "Piet Ostrand")
CHANGES = (("", ""), ("the", "that"), (" since", ""), ("rotten", "rotten, rotten"), ("mule", "donkey"))


@st.composite
def reports(draw: st.DrawFn) -> list[Entry]:
    """A few reports of what two people said, quoted or told, now and then in other words."""
    made = []
    for number in range(draw(st.integers(2, 5))):
        said_here = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))
        words, speaker = ". ".join(said_here).replace(*draw(st.sampled_from(CHANGES))), draw(st.sampled_from(SPEAKERS))
        if draw(st.booleans()):
            made.append(speaking(f'"{words}," {speaker} said.', speaker, id=f"r{number}"))
        else:
            made.append(speaking(f"{speaker} said that {words}.", speaker, id=f"r{number}", told=words))
    return made


@given(reports())
def test_every_pair_that_quotes_one_utterance_is_a_candidate(entries: list[Entry]) -> None:
    """Reports that are no candidates have nothing between them."""
    said = [sayings_of(one) for one in entries]
    found = {pair for pair in combinations(range(len(said)), 2) if between(said[pair[0]], said[pair[1]])}
    assert found <= set(candidates(said))


@given(reports())
def test_what_is_between_two_reports_is_the_same_from_either_side(entries: list[Entry]) -> None:
    """Which of two reports comes first changes nothing."""
    for a, b in combinations(map(sayings_of, entries), 2):
        assert between(a, b) == between(b, a)


@given(reports())
def test_kept_results_make_the_same_lineages(entries: list[Entry]) -> None:
    """Results that were packed, written, read and unpacked are the same, and give what lining up anew gives."""
    said = [sayings_of(one) for one in entries]
    kept = {}
    for a, b in candidates(said):
        ids = entries[a].id, entries[b].id
        found = between(said[a], said[b])
        kept[a, b] = unpack(json.loads(json.dumps(pack(found, *ids))), *ids)
        assert kept[a, b] == found
    assert assemble(entries, kept) == line_up(entries)


def test_a_result_of_each_case_can_be_kept() -> None:
    """Every relation of two wordings comes back from its numbers."""
    for case in CASES:
        a, b = map(sayings_of, both(case))
        assert unpack(pack(between(a, b), "b", "a"), "b", "a") == between(a, b)


def test_an_utterance_that_very_many_give_is_found_in_all() -> None:
    """Words that more reports quote than a set phrase may have are still one utterance where sentences share more."""
    entries = [speaking(f'"{SENTENCES[0]}," Ana Kessel said.', "Ana Kessel", id=f"r{n:03}") for n in range(OFTEN + 3)]
    (found,) = line_up(entries)
    assert len(found.variants) == OFTEN + 3


def test_a_set_phrase_that_very_many_use_makes_no_candidates() -> None:
    """What many sentences about other things have in common does not make each two of them be compared."""
    words = [f"qu{first}{second}l" for first in "abcdefgh" for second in "abcdefgh"]
    said = [
        sayings_of(
            speaking(f'"The {word}s hired the river ferry for {word}ing," Ana Kessel said.', "Ana Kessel", id=word)
        )
        for word in words
    ]
    assert len(said) > OFTEN
    assert len(candidates(said[:4])) == 6
    assert candidates(said) == []


def test_the_key_of_sayings_changes_with_who_says_them() -> None:
    """The same report has one key, and another where a speaker goes by another identity."""
    one = speaking(f'"{SENTENCES[0]}," Ana Kessel said.', "Ana Kessel", id="a")
    other = tuple(replace(said, actor="person:kessel") for said in one.reading.attributions)
    assert sayings_of(one).key == sayings_of(replace(one)).key
    assert sayings_of(one).key != sayings_of(replace(one, reading=replace(one.reading, attributions=other))).key
