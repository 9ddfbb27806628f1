"""Sentences that one report parts where another does not."""

from __future__ import annotations

from onrecord.text.parted import completed

BRIDGE = ["the", "old", "bridge", "at", "brell", "was", "closed"]
CRACKS = ["cracks", "were", "found", "in", "two", "of", "its", "pillars"]
OTHER = ["schools", "along", "the", "frontier", "stay", "shut"]


def test_a_neighbour_with_the_rest_of_the_words_is_taken() -> None:
    """The sentence before or behind that has what the pair lacks joins it, and is free no more."""
    free = [{1, 2}, set[int]()]
    assert completed([(0, 0)], [BRIDGE, CRACKS, OTHER], [[*BRIDGE, *CRACKS]], free) == [((0, 1), (0,))]
    assert free == [{2}, set()]
    assert completed([(1, 0)], [BRIDGE, CRACKS], [[*BRIDGE, *CRACKS]], [{0}, set()]) == [((0, 1), (0,))]


def test_a_neighbour_with_other_words_stays_out() -> None:
    """A neighbour that the other sentence has nothing of is not taken, nor is one in a pair of its own."""
    whole = [*BRIDGE, *CRACKS]
    assert completed([(0, 0)], [BRIDGE, OTHER], [whole], [{1}, set()]) == [((0,), (0,))]
    assert completed([(0, 0)], [BRIDGE, CRACKS], [whole], [set(), set()]) == [((0,), (0,))]


def test_a_piece_must_be_there_whole() -> None:
    """Of a piece of two words both must stand in the other sentence."""
    assert completed([(0, 0)], [BRIDGE, ["he", "said"]], [[*BRIDGE, "he", "added"]], [{1}, set()]) == [((0,), (0,))]
    assert completed([(0, 0)], [BRIDGE, ["he", "said"]], [[*BRIDGE, "he", "said"]], [{1}, set()]) == [((0, 1), (0,))]


def test_equal_sentences_take_nothing() -> None:
    """A pair of equal sentences is whole as it is."""
    assert completed([(0, 0)], [BRIDGE, CRACKS], [BRIDGE], [{1}, set()]) == [((0,), (0,))]
