"""Which content holds what: one sweep over a report, so that long reports cost no more per word than short ones."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.spans import Span
from onrecord.reading.attribution.drafts import Draft


def outer(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft, the index of the one with the shortest content that holds its cue (or its content), if any."""
    contents = sorted(
        ((span, number) for number, draft in enumerate(drafts) for span in draft.content),
        key=lambda one: (one[0].start, -one[0].end, one[1]),
    )
    lengths = [sum(span.end - span.start for span in draft.content) for draft in drafts]
    told = sorted((_told(draft), number) for number, draft in enumerate(drafts))
    found: list[int | None] = [None] * len(drafts)
    around: list[tuple[Span, int]] = []
    at = 0
    for span, number in told:
        while at < len(contents) and contents[at][0].start <= span.start:
            around.append(contents[at])
            at += 1
        around = [one for one in around if one[0].end > span.start]
        holding = [other for content, other in around if other != number and content.contains(span)]
        found[number] = min(holding, key=lambda other: (lengths[other], other), default=None)
    return found


def _told(draft: Draft) -> Span:
    return draft.cue or draft.content[0]
