"""How two wordings of one utterance differ, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from onrecord.checks.utterances import Saying
from onrecord.model.relations import Change
from onrecord.text.common import FUNCTION, telling

#: How alike two words are that are one in two spellings or forms: grey and gray are 0.75, war and car 0.67.
RESPELLED = 0.75


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two wordings laid side by side.

    Attributes:
        equal: number of words that both have, in order.
        telling: number of them that say what the text is about.
        a: first word of the first wording that the other has, and the word after the last.
        b: the same in the other.
        edits: the changes between these, as ranges of both.
    """

    equal: int
    telling: int
    a: tuple[int, int]
    b: tuple[int, int]
    edits: tuple[tuple[int, int, int, int], ...]

    @property
    def closeness(self) -> float:
        """Part of the words between the first and the last common one that are equal, in the wording with more."""
        return self.equal / max(self.a[1] - self.a[0], self.b[1] - self.b[0])

    def turned(self) -> Alignment:
        """The same with the two wordings exchanged."""
        edits = tuple((to, onto, start, end) for start, end, to, onto in self.edits)
        return Alignment(self.equal, self.telling, self.b, self.a, edits)


def align(a: Sequence[str], b: Sequence[str]) -> Alignment | None:
    """The best alignment of two word sequences, ``None`` if they share no word.

    Stray words that are equal by chance far from the others ("the", "and") are left out at both ends.
    """
    at = inside(a, b)
    if at is not None:
        held = (at, at + len(b))
        return Alignment(len(b), sum(map(telling, b)), held, (0, len(b)), ())
    if inside(b, a) is not None:
        return align(b, a).turned()  # type: ignore[union-attr]
    runs = [(code.src_start, code.src_end, code.dest_start) for code in Indel.opcodes(a, b) if code.tag == "equal"]
    runs = _core(a, runs)
    if not runs:
        return None
    first, last = runs[0], runs[-1]
    edits = []
    for (_, end, to), (after, _, onto), (start, _, _) in zip(runs, runs[1:], runs, strict=False):
        other = to + end - start
        edits.append((end, after, other, onto))
    equal = [word for start, end, _ in runs for word in a[start:end]]
    return Alignment(
        equal=len(equal),
        telling=sum(telling(word) for word in equal),
        a=(first[0], last[1]),
        b=(first[2], last[2] + last[1] - last[0]),
        edits=tuple(edits),
    )


def respelled(a: Sequence[str], b: Sequence[str], found: Alignment) -> int:
    """How many telling words two wordings spell or inflect otherwise ("harbor", "colours"), place by place."""
    spots = [spot for spot in found.edits if spot[1] - spot[0] == spot[3] - spot[2]]
    pairs = [pair for start, end, to, onto in spots for pair in zip(a[start:end], b[to:onto], strict=True)]
    return sum(telling(one) and Indel.normalized_similarity(one, other) >= RESPELLED for one, other in pairs)


def inside(a: Sequence[str], b: Sequence[str]) -> int | None:
    """Where the words of the second stand in a row in the first; small words that both have elsewhere do not matter."""
    if not b:
        return None
    whole = tuple(b)
    places = (at for at in range(len(a) - len(b) + 1) if a[at] == b[0])
    return next((at for at in places if tuple(a[at : at + len(b)]) == whole), None)


def _core(a: Sequence[str], runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Equal runs without weak ones at the ends: those parted from the next run by more words than they have."""
    while len(runs) > 1 and _weak(a, runs[0], runs[1]):
        runs = runs[1:]
    while len(runs) > 1 and _weak(a, runs[-1], runs[-2]):
        runs = runs[:-1]
    return runs


def _weak(a: Sequence[str], run: tuple[int, int, int], near: tuple[int, int, int]) -> bool:
    size = run[1] - run[0]
    gap_a = max(near[0] - run[1], run[0] - near[1])
    gap_b = max(near[2] - run[2] - size, run[2] - near[2] - (near[1] - near[0]))
    plain = all(word in FUNCTION for word in a[run[0] : run[1]])
    return max(gap_a, gap_b) > (size if plain else 3 * size)


def changes(one: Saying, other: Saying, alignment: Alignment) -> tuple[Change, ...]:
    """The word-level changes from the fuller wording to the other, in the reports' own words.

    The words before and after what both have count too.
    """
    (first, last), (onto, end_onto) = alignment.a, alignment.b
    spots = [
        (0, first, 0, onto),
        *alignment.edits,
        (last, len(one.keys), end_onto, len(other.keys)),
    ]
    found = []
    for start, end, other_start, other_end in spots:
        before, after = one.said(start, end), other.said(other_start, other_end)
        if before and after:
            found.append(Change("replace", before, after))
        elif before:
            found.append(Change("delete", before, ""))
        elif after:
            found.append(Change("insert", "", after))
    return tuple(found)
