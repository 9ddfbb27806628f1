"""Cues: what kind of saying their words report, how surely, and whether they deny it."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.lexicons import cue_words, cues
from tests.reading.casting import cases
from tests.shared import shared

NAME = "cues.json"


def check(case: dict[str, Any]) -> None:
    """Fail unless the cue has the class, certainty and polarity of the case."""
    found = cues.sense(case["words"], case.get("after", ""), agent=case.get("agent", False))
    assert (found.kind, found.certainty, found.negated) == (case["class"], case["certainty"], case["negated"]), found


def label(case: dict[str, Any]) -> str:
    """The words of the case with what follows them."""
    return f"{case['words']} {case.get('after', '')}".strip()


@pytest.mark.parametrize("case", cases(NAME, "synthetic"), ids=label)
def test_cue_has_the_class_of_its_words(case):
    """Speech, thought, intention, asking and the rest are told apart by the words of the cue."""
    check(case)


@pytest.mark.parametrize("case", cases(NAME, "negative"), ids=label)
def test_cue_that_only_looks_like_a_denial_or_hedge(case):
    """A word that looks like a hedge, a denial or another class does not count as one."""
    check(case)


def test_no_word_is_in_two_classes():
    """A lemma of one part of speech has one class."""
    assert cue_words.lemmas()


def test_both_lexicons_of_cues_agree():
    """A verb or noun has the same class in the file of frames and in the file of senses."""
    words = [(word, cue.kind) for word, cue in cues.verbs().items()]
    words += [(f"the {word}", cue.kind) for word, cue in cues.nouns().items()]
    assert [(word, cues.class_of(word), kind) for word, kind in words if cues.class_of(word) != kind] == []


def test_nearly_every_cue_of_labelled_news_is_known():
    """The lexicon knows a word of at least 98 of 100 cues that people marked in news."""
    marked = [
        line.partition("\t")[2].split("\t")
        for path in sorted(shared("data/polnear/dev/attributions").glob("*.ann"))
        for line in path.read_text("utf-8").splitlines()
        if line.partition("\t")[2].startswith("Cue ")
    ]
    found = [cues.sense(words) for _, words in marked]
    known = sum(1 for one in found if one.head or one.certainty != "certain")
    assert known >= 0.98 * len(found) > 0
