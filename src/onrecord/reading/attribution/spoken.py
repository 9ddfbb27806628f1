"""What is known of a report's quotations while they are given to speakers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.model.spans import Span
from onrecord.reading.attribution.clauses import Range
from onrecord.reading.attribution.drafts import Draft


@dataclass(frozen=True, slots=True)
class Placed:
    """The drafts of a block by where they stand, so that each quotation looks only at those near it.

    Attributes:
        starts: where their contents begin, in order.
        reach: for each of these, how far it or one before it goes.
        cues: where their cues begin, in order, with their indexes.
    """

    starts: list[int]
    reach: list[int]
    cues: list[tuple[int, int]]

    def holds(self, span: Span) -> bool:
        """Whether a content holds a span."""
        at = bisect_right(self.starts, span.start) - 1
        return at >= 0 and self.reach[at] >= span.end

    def between(self, start: int, end: int) -> list[int]:
        """The drafts whose cues begin in a range, in the order in which they were found."""
        first = bisect_left(self.cues, (start, -1))
        return sorted(at for _, at in self.cues[first : bisect_left(self.cues, (end, -1))])


@dataclass(slots=True)
class Speech:
    """Attributions so far, and which verbs and quotations are used up.

    Attributes:
        drafts: attributions so far.
        ends: for each draft, its block and the last token of it there.
        ending: drafts of a block by it and the token that they end, or ended, with.
        verbs: (block, token) of reporting verbs that are used up, with the index of their draft.
        quotes: (block, quotation) that are used up, with the index of their draft.
        joined: (block, quotation) that the content of a sentence was stretched over.
        blocks: indexes of the drafts of each block.
        edges: (block, token) where a reporting phrase begins that shares the subject of the sentence before it.
    """

    drafts: list[Draft] = field(default_factory=list)
    ends: list[Range] = field(default_factory=list)
    ending: dict[Range, list[int]] = field(default_factory=dict)
    verbs: dict[Range, int] = field(default_factory=dict)
    quotes: dict[Range, int] = field(default_factory=dict)
    joined: set[Range] = field(default_factory=set)
    blocks: dict[int, list[int]] = field(default_factory=dict)
    edges: list[Range] = field(default_factory=list)

    def add(self, draft: Draft, number: int, end: int) -> int:
        """Add a draft of a block that ends with a token; returns its index."""
        self.drafts.append(draft)
        self.ends.append((number, end))
        self.ending.setdefault((number, end), []).append(len(self.drafts) - 1)
        self.blocks.setdefault(number, []).append(len(self.drafts) - 1)
        return len(self.drafts) - 1

    def grow(self, at: int, draft: Draft, number: int, end: int) -> None:
        """Put a draft with more content, up to a token of a block, in the place of one."""
        self.drafts[at] = draft
        if self.ends[at] < (number, end):
            if self.ends[at][0] == number:
                self.ending.setdefault((number, end), []).append(at)
            self.ends[at] = (number, end)

    def ended(self, number: int, first: int, last: int) -> list[int]:
        """The drafts that end with one of these tokens of a block."""
        found = (at for token in range(first, last + 1) for at in self.ending.get((number, token), ()))
        return sorted({at for at in found if first <= self.ends[at][1] <= last and self.ends[at][0] == number})

    def placed(self, number: int) -> Placed:
        """The drafts of a block by where they stand."""
        drafts = [(at, self.drafts[at]) for at in self.blocks.get(number, ())]
        contents = sorted((span.start, span.end) for _, draft in drafts for span in draft.content)
        cues = sorted((draft.cue.start, at) for at, draft in drafts if draft.cue is not None)
        return Placed([start for start, _ in contents], list(accumulate((end for _, end in contents), max)), cues)
