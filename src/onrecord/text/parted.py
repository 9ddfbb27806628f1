"""Sentences that one report parts where another does not: two beside one that has the words of both."""

from __future__ import annotations

from collections.abc import Sequence

#: Numbers of the sentences of one report, in a row, and of the other that tell the same.
Group = tuple[tuple[int, ...], tuple[int, ...]]
#: A sentence belongs to its neighbour's pair if this part of its words is what the other report's sentence still has,
#: in order; a piece of fewer words than this must be there whole.
TAKEN, PIECE = 0.7, 4
#: A sentence is made of this many at the most.
_MOST = 4


def completed(
    pairs: Sequence[tuple[int, int]], a: Sequence[Sequence[str]], b: Sequence[Sequence[str]], free: Sequence[set[int]]
) -> list[Group]:
    """Pairs of sentences with the neighbours that are parted from one of them by a full stop alone.

    Args:
        pairs: one sentence of each report.
        a: the words of each sentence of the one.
        b: of the other.
        free: the sentences of each that are in no pair; those taken are left out of it.

    Returns:
        The pairs in the same order, each as sentences in a row of each report.
    """
    found: list[Group] = []
    for i, j in pairs:
        group_a: tuple[int, ...] = (i,)
        group_b: tuple[int, ...] = (j,)
        if list(a[i]) != list(b[j]):
            group_a = _grown(group_a, a, b[j], free[0])
            group_b = _grown(group_b, b, a[i], free[1]) if len(group_a) == 1 else group_b
        found.append((group_a, group_b))
    return found


def _grown(
    group: tuple[int, ...], words: Sequence[Sequence[str]], other: Sequence[str], free: set[int]
) -> tuple[int, ...]:
    """A sentence with its neighbours whose words the other report's sentence has beside those of the sentence."""
    while len(group) < _MOST:
        for at in (group[-1] + 1, group[0] - 1):
            if at in free and _takes(group, at, words, other):
                free.discard(at)
                group = tuple(sorted((*group, at)))
                break
        else:
            return group
    return group


def _takes(group: tuple[int, ...], at: int, words: Sequence[Sequence[str]], other: Sequence[str]) -> bool:
    """Whether a neighbour brings nearly all of its words into the common ones."""
    size = len(words[at])
    if not size:
        return False
    gain = _common(words, sorted((*group, at)), other) - _common(words, group, other)
    return gain >= max(TAKEN * size, min(PIECE, size))


def _common(words: Sequence[Sequence[str]], numbers: Sequence[int], other: Sequence[str]) -> int:
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity([word for number in numbers for word in words[number]], other)
