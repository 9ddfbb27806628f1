"""From likelihoods of pieces to attributions of whole words."""

from __future__ import annotations

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.attribution.learned import decode
from onrecord.reading.attribution.learned.decode import CONTENT, CUE, NOTHING, SOURCE, Found
from onrecord.reading.attribution.learned.windows import Paragraph


def made(heads: str) -> Paragraph:
    """A paragraph with a piece a letter: ``W`` begins a word, ``w`` goes on with it, ``.`` is a mark."""
    size = len(heads)
    case = tuple(4 if letter == "." else 0 for letter in heads)
    places = tuple((at, at + 1) for at in range(size))
    return Paragraph((9,) * size, places, (0,) * size, case, tuple(letter != "w" for letter in heads))


def logits(roles: list[int], sure: float = 6.0) -> np.ndarray:
    """Logits that are sure of the given roles."""
    found = np.zeros((len(roles), 4), dtype=np.float32)
    found[np.arange(len(roles)), roles] = sure
    return found


def test_a_lone_doubt_inside_a_content_is_smoothed_away() -> None:
    """A piece that is a little likelier to be out stays in between pieces that surely are."""
    assert list(decode.smooth(np.array([5.0, 5, -0.5, 5, 5]), 1.0)) == [True] * 5


def test_a_lone_hope_outside_is_smoothed_away() -> None:
    """A piece that is a little likelier to be in stays out between pieces that surely are."""
    assert list(decode.smooth(np.array([-5.0, -5, 0.5, -5]), 1.0)) == [False] * 4


def test_sure_changes_stay() -> None:
    """Smoothing keeps what the pieces are sure of, at both ends too."""
    odds = np.array([4.0, 4, -4, -4, 4])
    assert list(decode.smooth(odds, 1.0)) == [True, True, False, False, True]


@given(st.lists(st.floats(-6, 6), min_size=1, max_size=9), st.floats(0, 3))
def test_smoothing_finds_the_best(odds: list[float], change: float) -> None:
    """No other choice of pieces has a higher sum of odds less the cost of its changes."""

    def worth(chosen: tuple[bool, ...]) -> float:
        changes = sum(before != after for before, after in pairwise(chosen))
        return sum(value for value, one in zip(odds, chosen, strict=True) if one) - change * changes

    best = max(worth(chosen) for chosen in product((False, True), repeat=len(odds)))
    assert worth(tuple(map(bool, decode.smooth(np.array(odds), change)))) == pytest.approx(best)


@given(st.lists(st.floats(-6, 6), min_size=1, max_size=12))
def test_the_stretch_with_the_highest_sum(odds: list[float]) -> None:
    """No other stretch has a higher sum, and the sum is that of its pieces."""
    total, start, end = decode.stretch(np.array(odds))
    best = max(sum(odds[first:last]) for first in range(len(odds)) for last in range(first + 1, len(odds) + 1))
    assert total == pytest.approx(best)
    assert sum(odds[start:end]) == pytest.approx(total)


def test_each_run_of_likely_pieces_gives_one_anchor() -> None:
    """Neighbouring pieces that may be a cue are one cue, at its likeliest piece."""
    likely = np.array([0.0, 0.3, 0.9, 0.2, 0.0, 0.4])
    assert decode.cues(made("WWWWWW"), likely) == [2, 5]


def test_an_attribution_has_whole_words() -> None:
    """A word most of whose pieces are content is content as a whole."""
    roles = logits([SOURCE, CUE, CONTENT, CONTENT, NOTHING, CONTENT, CONTENT])
    one = decode.one_for(made("WWWwwWw"), 1, 0.9, roles, np.full(7, 0.9))
    assert one is not None
    assert (one.source, one.cue, one.content) == ((0, 1), (1, 2), ((2, 7),))


def test_a_cue_without_content_is_no_attribution() -> None:
    """Where the network sees no content for a cue, there is nothing to attribute."""
    assert decode.one_for(made("WWW"), 1, 0.9, logits([SOURCE, CUE, NOTHING]), np.zeros(3)) is None


def test_punctuation_alone_is_no_content() -> None:
    """A content needs a word."""
    assert decode.one_for(made("WW."), 1, 0.9, logits([SOURCE, CUE, CONTENT]), np.ones(3)) is None


#: Weights that take the first sign alone.
FIRST = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0)


def one(cue: int, content: tuple[int, int], sure: float) -> Found:
    """An attribution with a cue of one piece that is so likely right by ``FIRST``."""
    return Found((cue, cue + 1), None, (content,), (math.log(sure / (1 - sure)), 0.0, 0.0, 0.0, 1.0))


def test_how_sure_is_a_logistic_regression_on_the_signs() -> None:
    """The signs are weighed, summed with the intercept, and made a likelihood."""
    found = Found((0, 1), (1, 2), ((2, 3),), (1.0, 2.0, 3.0, 4.0, 0.0))
    assert decode.sure(found, (-1.0, 0.5, 0.25, 0.0, 0.25, 9.0)) == pytest.approx(1 / (1 + math.exp(-1.0)))


def test_of_two_with_one_content_the_surer_stays() -> None:
    """No words are the content of two attributions; the surer one is kept."""
    assert decode.distinct([one(0, (2, 8), 0.7), one(1, (3, 9), 0.9)], FIRST) == [one(1, (3, 9), 0.9)]


def test_what_is_not_sure_enough_is_left_out() -> None:
    """An attribution below the least likelihood is not given."""
    assert decode.distinct([one(0, (2, 8), decode.ENOUGH - 0.01)], FIRST) == []


def test_attributions_come_in_text_order() -> None:
    """Those that are kept come in the order of their cues, however sure they are."""
    first, second = one(0, (1, 4), 0.8), one(5, (6, 9), 0.95)
    assert decode.distinct([second, first], FIRST) == [first, second]
