"""Shared passages: stretches of words that stand in two reports, exactly or with light edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from onrecord.lineage.material import SHINGLE, Material
from onrecord.model.relations import Shared

#: Words changed, dropped or put in between two equal stretches that still make one passage.
GAP = 8
#: Equal words outside quotations and stock phrases that make a passage evidence, and how many of them must be
#: telling words that are no names ("the capital of Verania on Tuesday" is six words that nobody copied).
ENOUGH = 7
ENOUGH_TELLING = 2

Pair = tuple[int, int]
Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """One shared passage of two materials, in word positions.

    Attributes:
        a: first word and word after the last in the one.
        b: the same in the other.
        equal: pairs of positions of equal words.
    """

    a: Pair
    b: Pair
    equal: tuple[Pair, ...]

    def shared(self, one: Material, other: Material) -> Shared:
        """The exact ranges in both reports."""
        a = one.report.cut(one.starts[self.a[0]], one.ends[self.a[1] - 1])
        b = other.report.cut(other.starts[self.b[0]], other.ends[self.b[1] - 1])
        return Shared(a, b)

    def evidence(self, one: Material, other: Material) -> list[Pair]:
        """The pairs of equal words that count: in both reports outside quotations and stock phrases."""
        return [(i, j) for i, j in self.equal if one.own[i] and other.own[j]]

    def weighs(self, one: Material, other: Material) -> bool:
        """Whether it has enough equal words of the reports' own to say that one knew the other's text."""
        evidence = self.evidence(one, other)
        return len(evidence) >= ENOUGH and sum(one.telling[i] for i, _ in evidence) >= ENOUGH_TELLING

    def longest(self, one: Material, other: Material) -> int:
        """Number of words in its longest unbroken run of equal words that count."""
        best = run = 0
        before = (-2, -2)
        for i, j in self.evidence(one, other):
            run = run + 1 if (i - 1, j - 1) == before else 1
            best, before = max(best, run), (i, j)
        return best


def between(one: Material, other: Material) -> tuple[Passage, ...]:
    """The shared passages of two reports, grown from equal shingles, in the text order of the first.

    Those that are no evidence of copying are among them (see ``Passage.weighs``).
    """
    chains = _chains(_apart(_runs(_seeds(one, other))))
    grown = [_grow(one, other, chain) for chain in chains]
    return tuple(passage for passage in grown if len(passage.equal) >= ENOUGH)


def _seeds(one: Material, other: Material) -> list[Pair]:
    """The places of the shingles that two reports have in common."""
    found = one.shingles.common(other.shingles)
    return [(i, j) for i, j in found if one.keys[i : i + SHINGLE] == other.keys[j : j + SHINGLE]]


def _runs(seeds: Sequence[Pair]) -> list[Run]:
    """Longest stretches of equal words behind the seeds, as (position, position, length)."""
    runs: list[Run] = []
    for i, j in sorted(seeds, key=lambda seed: (seed[0] - seed[1], seed[0])):
        if runs and runs[-1][0] - runs[-1][1] == i - j and i <= runs[-1][0] + runs[-1][2]:
            start, other, _ = runs[-1]
            runs[-1] = (start, other, i + SHINGLE - start)
        else:
            runs.append((i, j, SHINGLE))
    return runs


def _apart(runs: Sequence[Run]) -> list[Run]:
    """The runs, longest first, that do not use words of a longer one; in text order."""
    kept: list[Run] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for i, j, length in sorted(runs, key=lambda run: (-run[2], run)):
        free = [k for k in range(length) if i + k not in used_a and j + k not in used_b]
        if len(free) < SHINGLE or free[-1] - free[0] + 1 != len(free):
            continue
        kept.append((i + free[0], j + free[0], len(free)))
        used_a.update(i + k for k in free)
        used_b.update(j + k for k in free)
    return sorted(kept)


def _chains(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that follow each other in both texts with no more than a light edit between them."""
    chains: list[list[Run]] = []
    for run in runs:
        if chains:
            i, j, length = chains[-1][-1]
            if 0 <= run[0] - i - length <= GAP and 0 <= run[1] - j - length <= GAP:
                chains[-1].append(run)
                continue
        chains.append([run])
    return chains


def _grow(one: Material, other: Material, chain: Sequence[Run]) -> Passage:
    """A chain with the equal words of its gaps, and those right before and after it."""
    equal = [(i + k, j + k) for i, j, length in chain for k in range(length)]
    for (i, j, length), (after_i, after_j, _) in pairwise(chain):
        equal += _common(one.keys, other.keys, (i + length, after_i), (j + length, after_j))
    first, last = chain[0], chain[-1]
    equal += _onward(one.keys, other.keys, last[0] + last[2], last[1] + last[2], 1)
    equal += _onward(one.keys, other.keys, first[0] - 1, first[1] - 1, -1)
    equal = _trim(one, other, sorted(equal))
    return Passage((equal[0][0], equal[-1][0] + 1), (equal[0][1], equal[-1][1] + 1), tuple(equal))


def _common(a: Sequence[str], b: Sequence[str], in_a: Pair, in_b: Pair) -> list[Pair]:
    """Equal words of two gaps, in order."""
    left, right = a[in_a[0] : in_a[1]], b[in_b[0] : in_b[1]]
    if not left or not right:
        return []
    found = []
    for code in LCSseq.opcodes(left, right):
        if code.tag == "equal":
            length = code.src_end - code.src_start
            found += [(in_a[0] + code.src_start + k, in_b[0] + code.dest_start + k) for k in range(length)]
    return found


def _trim(one: Material, other: Material, equal: list[Pair]) -> list[Pair]:
    """Equal words without up to three at either end that a sentence's end parts from the rest: chance neighbours."""
    first, last = 0, len(equal)
    for at in range(1, min(4, len(equal))):
        if _ends_sentence(one, equal[at - 1][0]) or _ends_sentence(other, equal[at - 1][1]):
            first = at
    for at in range(len(equal) - 1, max(len(equal) - 4, first), -1):
        if _ends_sentence(one, equal[at - 1][0]) or _ends_sentence(other, equal[at - 1][1]):
            last = at
    return equal[first:last]


def _ends_sentence(material: Material, at: int) -> bool:
    """Whether a mark that ends a sentence stands between a word and the next."""
    if at + 1 >= len(material):
        return False
    between = material.report.text[material.ends[at] : material.starts[at + 1]]
    return "\n" in between or (len(material.keys[at]) > 2 and any(mark in between for mark in ".!?"))


#: Edits that are stepped over at the ends of a passage: words left out on the one side, on the other, smallest first.
_STEPS = ((0, 0), (1, 1), (0, 1), (1, 0), (2, 2), (1, 2), (2, 1), (0, 2), (2, 0))


def _onward(a: Sequence[str], b: Sequence[str], i: int, j: int, way: int) -> list[Pair]:
    """Equal words that go on from an end of a passage, over edits of up to two words if two equal words follow."""
    found: list[Pair] = []
    while True:
        for skip_a, skip_b in _STEPS:
            p, q = i + way * skip_a, j + way * skip_b
            need = 2 if skip_a or skip_b else 1
            steps = [(p + way * k, q + way * k) for k in range(need)]
            if all(0 <= x < len(a) and 0 <= y < len(b) and a[x] == b[y] for x, y in steps):
                found += steps
                i, j = steps[-1][0] + way, steps[-1][1] + way
                break
        else:
            return found
