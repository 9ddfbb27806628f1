"""Sentences of two reports that tell the same, in order and out of order."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.lined import heaviest, lined
from tests.text.sided import told

DAM = "Kastovia demands full control of the Kell dam, the largest power station on the river Orm."
DAM_EDITED = "Kastovia demands control of the Kell dam, by far the largest power station on the river Orm."
DAM_RETOLD = (
    "Whoever runs the largest power station of the Orm will be Kastovia, it insists: full control of the Kell dam."
)
BRIDGE = "Engineers closed the old bridge at Brell after cracks were found in two pillars."
PRISONERS = "Verania and Kastovia exchanged 240 prisoners at San Almero under the eyes of Ostrania."
SCHOOLS = "Schools along the frontier stay shut until the harvest is brought in."
NAMES = "Verania and Kastovia disagree."
OTHER_NAMES = "Kastovia defeated Verania at football, to the delight of a sold-out stadium."


@pytest.mark.parametrize("other", [DAM, DAM_EDITED, DAM_RETOLD])
def test_what_tells_the_same_is_paired(other: str) -> None:
    """A sentence is paired with its copy, with an edit of it, and with the same told in other words."""
    found = lined(told(f"{DAM} {BRIDGE}"), told(f"{other} {SCHOOLS}", "b"))
    assert found.in_order == (((0,), (0,)),)
    assert not found.moved


@pytest.mark.parametrize(
    ("one", "other"), [(DAM, BRIDGE), (NAMES, OTHER_NAMES), ("He said no.", "He said yes."), (SCHOOLS, PRISONERS)]
)
def test_what_does_not_tell_the_same_stands_alone(one: str, other: str) -> None:
    """Sentences that only share names, a cue or nothing at all are not paired."""
    found = lined(told(one), told(other, "b"))
    assert found.in_order == found.moved == ()


def test_the_better_partner_is_taken() -> None:
    """A sentence that is like two is paired with the one it is a copy of, though the other one comes first."""
    found = lined(told(DAM), told(f"{DAM_RETOLD} {BRIDGE} {DAM}", "b"))
    assert found.in_order == (((0,), (2,)),)


def test_what_stands_in_another_order_is_moved() -> None:
    """Of three sentences of which one changed its place, that one alone is moved."""
    found = lined(told(f"{DAM} {BRIDGE} {SCHOOLS}"), told(f"{BRIDGE} {SCHOOLS} {DAM}", "b"))
    assert found.in_order == (((1,), (0,)), ((2,), (1,)))
    assert found.moved == (((0,), (2,)),)


def test_a_sentence_that_is_parted_stays_whole() -> None:
    """Two sentences stand beside the one that has the words of both."""
    whole = "Engineers closed the old bridge at Brell, and cracks were found in two of its pillars, the mayor said."
    parts = "Engineers closed the old bridge at Brell. Cracks were found in two of its pillars, the mayor said."
    assert lined(told(f"{DAM} {parts}"), told(whole, "b")).in_order == (((1, 2), (0,)),)
    assert lined(told(whole), told(f"{parts} {DAM}", "b")).in_order == (((0,), (0, 1)),)


def test_what_is_known_to_belong_together_is_paired() -> None:
    """A pair that a finding vouches for is paired although its words have nothing in common."""
    assert lined(told(DAM), told(SCHOOLS, "b"), {(0, 0)}).in_order == (((0,), (0,)),)


def test_a_copy_outweighs_what_is_known() -> None:
    """A sentence that stands word for word in the other report is not taken away from its copy by a finding."""
    assert lined(told(DAM), told(f"{SCHOOLS} {DAM}", "b"), {(0, 0)}).in_order == (((0,), (1,)),)


def test_a_report_without_sentences_has_no_pairs() -> None:
    """Nothing is paired, and nothing fails, where one report has no sentence."""
    found = lined(told(""), told(DAM, "b"))
    assert found.in_order == found.moved == ()
    assert found.near_b == (None,)


def test_the_nearest_is_named_for_each() -> None:
    """For each sentence the one of the other report with most of its content is named, if it has a part of it."""
    found = lined(told(f"{SCHOOLS} {DAM}"), told(f"{PRISONERS} The Kell dam is old.", "b"))
    assert found.near_a == (None, 1)
    assert found.near_b == (None, 1)  # a name alone is nothing


def test_of_very_long_reports_equal_sentences_are_paired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all pairs are too many, what stands once in both in the same words is paired, in order or moved."""
    monkeypatch.setattr("onrecord.text.lined.MOST_PAIRS", 3)
    a = told(f"{DAM} {BRIDGE} {SCHOOLS} {PRISONERS} {PRISONERS}")
    b = told(f"{SCHOOLS} {DAM} {BRIDGE} {DAM_EDITED} {PRISONERS}", "b")
    found = lined(a, b)
    assert found.in_order == (((0,), (1,)), ((1,), (2,)))
    assert found.moved == (((2,), (0,)),)
    assert {(j, i) for i, j in lined(b, a).in_order} == set(found.in_order)


SENTENCES = st.lists(
    st.sampled_from([DAM, DAM_EDITED, DAM_RETOLD, BRIDGE, PRISONERS, SCHOOLS, NAMES, "No.", "“No,” he said."]),
    max_size=7,
)


@given(SENTENCES, SENTENCES, st.sampled_from("AZ"))
def test_each_sentence_is_used_once_and_in_order(one: list[str], other: list[str], name: str) -> None:
    """Whatever the reports, no sentence is in two pairs, and pairs in order run in the order of both."""
    a, b = told(" ".join(one), "M"), told(" ".join(other), name)
    found = lined(a, b)
    for side, entry in ((0, a), (1, b)):
        used = [number for pair in (*found.in_order, *found.moved) for number in pair[side]]
        assert len(used) == len(set(used))
        assert set(used) <= set(range(len(entry.reading.sentences)))
        ordered = [number for pair in found.in_order for number in pair[side]]
        assert ordered == sorted(ordered)


@given(SENTENCES, SENTENCES)
def test_which_report_comes_first_makes_no_difference(one: list[str], other: list[str]) -> None:
    """With the reports in each other's place the same pairs are found."""
    a, b = told(" ".join(one), "a"), told(" ".join(other), "b")
    found, turned = lined(a, b), lined(b, a)
    assert set(found.in_order) == {(i, j) for j, i in turned.in_order}
    assert set(found.moved) == {(i, j) for j, i in turned.moved}
    assert (found.near_a, found.near_b) == (turned.near_b, turned.near_a)


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 9), max_size=7))
def test_the_chain_is_the_heaviest(weights: dict[tuple[int, int], int]) -> None:
    """No other choice of pairs that run in the same order through both weighs more."""
    found = heaviest(sorted(weights), weights)

    def runs(pairs: tuple[tuple[int, int], ...]) -> bool:
        return all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))

    able = [some for size in range(8) for some in combinations(sorted(weights), size) if runs(some)]
    assert runs(found)
    assert sum(weights[pair] for pair in found) == max(sum(weights[pair] for pair in some) for some in able)
