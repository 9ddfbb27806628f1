"""Which content holds what: one sweep over a report, so that long reports cost no more per word than short ones."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.spans import Span
from onrecord.reading.attribution.drafts import Draft


def outer(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft, the index of the one that it was told in, if any.

    That is the draft that carries it by its words (``Draft.told_in``), else the one with the shortest content that
    holds it: its cue, its source and most of its content. A content that only runs over another's cue holds nothing:
    "she said it rains, he adding that it pours" is told by two people, not by one of the other. What holds is longer
    than what it holds, so that no chain comes back to itself.
    """
    contents = sorted(
        ((span, number) for number, draft in enumerate(drafts) for span in draft.content),
        key=lambda one: (one[0].start, -one[0].end, one[1]),
    )
    lengths = [_length(draft.content) for draft in drafts]
    cues = {draft.cue: number for number, draft in enumerate(drafts) if draft.cue is not None}
    told = sorted((_told(draft), number) for number, draft in enumerate(drafts))
    found: list[int | None] = [None] * len(drafts)
    around: list[tuple[Span, int]] = []
    at = 0
    for span, number in told:
        while at < len(contents) and contents[at][0].start <= span.start:
            around.append(contents[at])
            at += 1
        around = [one for one in around if one[0].end > span.start]
        holding = [
            other
            for content, other in around
            if content.contains(span) and lengths[other] > lengths[number] and _holds(drafts[other], drafts[number])
        ]
        found[number] = min(holding, key=lambda other: (lengths[other], other), default=None)
    return [_carried(draft, cues, number, found) for number, draft in enumerate(drafts)]


def _carried(draft: Draft, cues: dict[Span, int], number: int, found: Sequence[int | None]) -> int | None:
    """The draft that carries one by its words, else the one that holds it."""
    carrier = cues.get(draft.told_in) if draft.told_in is not None else None
    return found[number] if carrier is None or carrier == number else carrier


def _told(draft: Draft) -> Span:
    return draft.cue or draft.content[0]


def _holds(one: Draft, other: Draft) -> bool:
    """Whether a draft's content holds another's source and more than half of its content."""
    if other.source is not None and not any(span.contains(other.source) for span in one.content):
        return False
    shared = sum(min(a.end, b.end) - max(a.start, b.start) for a in one.content for b in other.content if a.overlaps(b))
    return 2 * shared > _length(other.content)


def _length(content: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in content)
