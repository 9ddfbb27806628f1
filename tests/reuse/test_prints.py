"""Fingerprints: what is equal for a reader is equal, wherever it stands, and offsets are exact."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reuse import prints as module
from onrecord.reuse.plain import plain
from onrecord.reuse.prints import SURE, prints
from tests.reuse.words import passage

TEXT = st.text(alphabet="ab éÉ’“—1.\n\u200b\u00a0\u0430яß漢", max_size=80)


@given(st.lists(TEXT, max_size=5))
def test_words_are_those_of_the_text(texts: list[str]) -> None:
    """Each word is a stretch of its text without spaces or marks at its ends, in order and apart from the next."""
    found = prints(texts, offsets=True)
    assert len(found.begins) == len(texts) + 1
    for number, text in enumerate(texts):
        at = slice(found.begins[number], found.begins[number + 1])
        places = list(zip(found.starts[at].tolist(), found.ends[at].tolist(), strict=True))
        assert all(start < end <= len(text) for start, end in places)
        assert all(end <= start for (_, end), (start, _) in pairwise(places))
        for start, end in places:
            word = plain(text[start:end]).text
            assert word
            assert word[0].isalnum()
            assert word[-1].isalnum()


@given(st.lists(TEXT, min_size=1, max_size=4), st.integers(1, 40))
def test_the_size_of_a_piece_changes_nothing(texts: list[str], size: int) -> None:
    """The words and runs of a text do not depend on what it was worked on with."""
    whole = prints(texts)
    kept = module.PIECE
    try:
        module.PIECE = size
        parts = prints(texts)
    finally:
        module.PIECE = kept
    assert whole.words.tolist() == parts.words.tolist()
    assert whole.begins.tolist() == parts.begins.tolist()
    assert whole.chosen.tolist() == parts.chosen.tolist()
    assert whole.values.tolist() == parts.values.tolist()


@pytest.mark.parametrize("seed", range(20))
def test_a_passage_of_so_many_words_is_always_seen(seed: int) -> None:
    """Two texts with ``SURE`` equal words in a row have an equal fingerprint, whatever stands around them."""
    draw = random.Random(seed)
    shared = passage(draw, SURE)
    one, other = (f"{passage(draw, draw.randrange(40))} {shared} {passage(draw, draw.randrange(40))}" for _ in range(2))
    a, b = prints([one]), prints([other])
    assert set(a.values.tolist()) & set(b.values.tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Bridge of Marn", "the bridge of marn"),
        ("the “bridge” — of Marn…", "the bridge of Marn"),
        ("don’t go", "don't go"),
        ("the b\u200bridge of\u00adMarn", "the bridge ofMarn"),
        ("the bridge\u00a0of Marn", "the bridge of Marn"),
        ("the br\u0456dge of M\u0430rn", "the bridge of Marn"),
    ],
)
def test_what_a_reader_sees_alike_is_equal(one: str, other: str) -> None:
    """Case, kinds of marks, characters that cannot be seen and look-alike letters make no difference."""
    assert prints([one]).words.tolist() == prints([other]).words.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [("bridge", "bridges"), ("é", "e"), ("Марн", "Mapн"), ("abcdefgh1", "abcdefgh2"), ("a b", "ab"), ("12", "21")],
)
def test_other_words_are_other(one: str, other: str) -> None:
    """Words that a reader sees as unlike have unlike hashes."""
    assert prints([one]).words.tolist() != prints([other]).words.tolist()


def test_nothing_is_chosen_over_the_end_of_a_text() -> None:
    """No run has words of two texts."""
    found = prints(["one two three", "four five six seven", "eight nine ten eleven twelve thirteen"])
    assert np.all(found.chosen >= found.begins[1])
    assert np.all(found.chosen + module.RUN <= found.begins[-1])
    assert all(not found.begins[1] <= at < found.begins[2] for at in found.chosen)  # four words are no run of five
