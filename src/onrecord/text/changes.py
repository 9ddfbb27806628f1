"""Which words changed between two texts, as ranges of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+(?:[.,:'’-]\w+)*|[^\w\s]")
#: Words alike between two changes that are still told as one change: "12 people" to "14 men" is one.
_BETWEEN = 2

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """Words that took the place of others.

    Attributes:
        before: their range in the earlier text; empty (at the place) if they were added.
        after: their range in the later text; empty if they were taken out.
    """

    before: Range
    after: Range


def changes(before: str, within: Sequence[Range], after: str, among: Sequence[Range]) -> list[Changed]:
    """The changes from one text to another, in the order of the later one.

    By the longest sequence of words that both have (Indel distance, Hyyrö 2004); changes with fewer than three words
    alike between them are one change. Kinds of quotation marks and apostrophes do not count.

    Args:
        before: the earlier text.
        within: the ranges of it that are compared.
        after: the later text.
        among: the ranges of it that are compared.
    """
    from rapidfuzz.distance import Indel

    a, b = _tokens(before, within), _tokens(after, among)
    found = Indel.opcodes([_same(before[s:e]) for s, e in a], [_same(after[s:e]) for s, e in b])
    spans: list[list[int]] = []
    for one in found:
        if one.tag == "equal":
            continue
        near = bool(spans) and one.src_start - spans[-1][1] <= _BETWEEN and one.dest_start - spans[-1][3] <= _BETWEEN
        if near and not _parted(before, a, spans[-1][1], one.src_start):
            spans[-1][1], spans[-1][3] = one.src_end, one.dest_end
        else:
            spans.append([one.src_start, one.src_end, one.dest_start, one.dest_end])
    return [Changed(_range(before, a, s, e), _range(after, b, t, u)) for s, e, t, u in spans]


def _parted(text: str, tokens: Sequence[Range], one: int, other: int) -> bool:
    """Whether a paragraph ends between two words."""
    if not 0 < one < other < len(tokens):
        return False
    return "\n\n" in text[tokens[one - 1][1] : tokens[other][0]]


def _tokens(text: str, ranges: Sequence[Range]) -> list[Range]:
    return [(m.start(), m.end()) for start, end in ranges for m in _TOKEN.finditer(text, start, end)]


def _same(word: str) -> str:
    return word.translate(_ALIKE)


_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"})


def _range(text: str, tokens: Sequence[Range], start: int, end: int) -> Range:
    """The range of some words; of none, the place behind the word before."""
    if start < end:
        return tokens[start][0], tokens[end - 1][1]
    at = tokens[start - 1][1] if start else tokens[0][0] if tokens else 0
    return at, at
