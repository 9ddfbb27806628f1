"""What of a report can show that its words were taken from another: its own account, not what everybody was handed."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from sys import intern
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.lineage.stock import stock
from onrecord.model.reading import Entry
from onrecord.model.report import Report
from onrecord.text.common import telling
from onrecord.text.quoted import quoted
from onrecord.text.words import Word, words

#: Blocks whose words an outlet writes (or takes over) as its account. Headlines are few words on the same matter,
#: captions come with an agency's picture, embedded posts are open to everybody.
ACCOUNT = frozenset({"standfirst", "paragraph"})
#: Titles of other stories that a page puts behind a name, glued to it in plain text, up to "MORE": of 101 derivations
#: between 800 reports that joined two stories 84 rested on such a list.
_LINKS = re.compile(r"(?<=[a-z])[A-Z][^\n]{15,400}? MORE\b")
#: Words in a row that must be equal for two texts to be looked at together.
SHINGLE = 5
#: Places of one shingle in one report that are looked at; more is a refrain.
PLACES = 6


class Shingles(NamedTuple):
    """Runs of words as numbers, in the order of the numbers, then of the places; arrays, since there are very many.

    Attributes:
        numbers: the numbers.
        places: where each run begins.
    """

    numbers: NDArray[np.int64]
    places: NDArray[np.int32]

    def common(self, other: Shingles) -> Iterator[tuple[int, int]]:
        """The places of runs that both have; of a refrain the first few."""
        if not len(self.numbers) or not len(other.numbers):
            return
        at = np.searchsorted(other.numbers, self.numbers)
        met = self.numbers[other.numbers[np.minimum(at, len(other.numbers) - 1)] == self.numbers]
        if not len(met):
            return
        met = np.unique(met)
        for here, there in zip(self._of(met), other._of(met), strict=True):
            yield from ((i, j) for i in here for j in there)

    def _of(self, numbers: NDArray[np.int64]) -> Iterator[list[int]]:
        first = np.searchsorted(self.numbers, numbers)
        last = np.minimum(np.searchsorted(self.numbers, numbers, side="right"), first + PLACES)
        for start, end in zip(first.tolist(), last.tolist(), strict=True):
            yield self.places[start:end].tolist()


@dataclass(frozen=True, eq=False)
class Material:
    """The words of a report's account, in text order.

    Attributes:
        report: the report.
        starts: the first code point of each word.
        ends: the code point after its last.
        keys: their folded forms.
        own: for each word, whether it counts as evidence: not quoted, not a stock phrase.
        telling: for each word, whether it says what the text is about and is no name (written small, not common).
    """

    report: Report
    starts: array[int]
    ends: array[int]
    keys: tuple[str, ...]
    own: bytes
    telling: bytes

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def size(self) -> int:
        """Number of words that count as evidence."""
        return sum(self.own)

    @cached_property
    def shingles(self) -> Shingles:
        """Each five words in a row, by a number that equal words have in common."""
        count = max(0, len(self.keys) - SHINGLE + 1)
        rows = zip(*(self.keys[step:] for step in range(SHINGLE)), strict=False)
        numbers = np.fromiter(map(hash, rows), np.int64, count)
        places = np.argsort(numbers, kind="stable")
        return Shingles(numbers[places], places.astype(np.int32))


def material(entry: Entry) -> Material:
    """The words of a report that are compared with other reports.

    Blocks that repeat another one are left out; words inside quotation marks and stock phrases are kept in place, so
    that a copied passage is shown whole, but are no evidence: shared statements are not copying; nor are the titles of
    other stories that a page glues into a sentence.
    """
    report = entry.report
    blocks, found = _blocks(report), account(report)
    keys = tuple(intern(word.text) for word in found)
    spoken = _inside(found, sorted([*quoted(report.text, blocks), *_links(report.text, blocks)]))
    own = bytes(not said and not common for said, common in zip(spoken, stock(keys), strict=True))
    said = bytes(telling(word.text) and not report.text[word.start].isupper() for word in found)
    starts, ends = array("q", (word.start for word in found)), array("q", (word.end for word in found))
    return Material(report, starts, ends, keys, own, said)


def _links(text: str, blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lists of links that stand glued inside sentences."""
    return [match.span() for start, end in blocks for match in _LINKS.finditer(text, start, end)]


def account(report: Report) -> list[Word]:
    """The words of a report's own account, in text order."""
    return [word for start, end in _blocks(report) for word in words(report.text, start, end)]


def has_account(report: Report) -> bool:
    """Whether a report tells anything in words of its own."""
    return any(words(report.text, start, end) for start, end in _blocks(report))


def _blocks(report: Report) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in report.blocks if one.kind in ACCOUNT and one.repeats is None]


def _inside(found: Sequence[Word], ranges: Sequence[tuple[int, int]]) -> list[bool]:
    """For each word, whether it starts inside one of the sorted ranges."""
    marked = []
    at = 0
    for word in found:
        while at < len(ranges) and ranges[at][1] <= word.start:
            at += 1
        marked.append(at < len(ranges) and ranges[at][0] <= word.start)
    return marked
