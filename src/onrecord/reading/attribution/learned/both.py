"""The network and the rules together: who is asked for what, and what happens where they differ.

The network finds more of what is said, above all of indirect speech. The rules follow a quotation over paragraphs,
read headlines and transcripts, see to whom something was said, and find what is told inside what is told, which the
labelled news that the network learned from does not mark. Where both see one thing, the network's words stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.spans import Span
from onrecord.reading.attribution import rules
from onrecord.reading.attribution.drafts import Draft, Page
from onrecord.reading.attribution.learned import propose as learned
from onrecord.reading.attribution.learned.network import Network

#: Rules whose finds outside quotation marks are not taken where the network sees none: of 42 such finds in 42 articles
#: that it did not learn from, 14 had the labelled content and source.
DOUBTED = frozenset(
    {"reported_object", "passive_with_by", "phrase", "object_and_phrase", "infinitive", "gerund", "reporting_noun",
     "reporting_aside", "called_for", "called", "voiced"}
)  # fmt: skip
#: Rules that are right where the network, which reads a paragraph by its words, sees something else: they come first.
SURE = frozenset({"signed_paragraph", "quoted_as_saying"})


def propose(page: Page, network: Network) -> list[Draft]:
    """Drafts of both readers."""
    return merge(learned.propose(page, network), rules.propose(page))


def merge(found: Sequence[Draft], ruled: Sequence[Draft]) -> list[Draft]:
    """Drafts of the network with what the rules add.

    Args:
        found: drafts of the network; no contents overlap.
        ruled: drafts of the rules.

    Returns:
        Drafts of the network first, then those of the rules that are about other words, or told inside a content.
    """
    sure = Index([draft for draft in ruled if draft.rule in SURE])
    found = [draft for draft in found if sure.tells(draft) or sure.twin(draft) is None]
    index = Index(found)
    kept = list(found)
    added = list(sure.drafts)
    for draft in ruled:
        if draft.rule in SURE:
            continue
        at = index.twin(draft)
        if at is not None:
            kept[at] = _fuller(kept[at], draft, index)
        elif index.tells(draft) or (not index.touches(draft) and draft.rule not in DOUBTED):
            added.append(draft)
    return [*kept, *added]


class Index:
    """Which draft of the network holds what words, looked up by place."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.contents = _Places([(span, at) for at, draft in enumerate(drafts) for span in draft.content])
        self.cues = _Places([(draft.cue, at) for at, draft in enumerate(drafts) if draft.cue is not None])

    def twin(self, draft: Draft) -> int | None:
        """The draft with the same cue, or with half of the same content and the like length.

        One whose cue is told in the content of the other is never its twin.
        """
        if draft.cue is not None:
            same = self.cues.over(draft.cue)
            if same:
                return same[0]
        size = _size(draft)
        for at in dict.fromkeys(at for span in draft.content for at in self.contents.over(span)):
            shared = sum(
                max(0, min(mine.end, other.end) - max(mine.start, other.start))
                for mine in draft.content
                for other in self.drafts[at].content
            )
            told = draft.cue is not None and any(span.contains(draft.cue) for span in self.drafts[at].content)
            if 2 * shared >= max(size, _size(self.drafts[at])) and not told:
                return at
        return None

    def tells(self, draft: Draft) -> bool:
        """Whether a draft, its cue and all its content, stands inside one content."""
        if draft.cue is None:
            return False
        return any(
            all(any(span.contains(part) for span in self.drafts[at].content) for part in (draft.cue, *draft.content))
            for at in self.contents.over(draft.cue)
        )

    def touches(self, draft: Draft) -> bool:
        """Whether some words of a draft belong to the cue or the content of another."""
        parts = [*draft.content, *([draft.cue] if draft.cue else [])]
        return any(self.contents.over(part) or self.cues.over(part) for part in parts)


class _Places:
    """Spans that do not overlap each other, in text order, with what they stand for."""

    def __init__(self, spans: Sequence[tuple[Span, int]]) -> None:
        self.spans = sorted(spans, key=lambda one: (one[0].start, one[0].end, one[1]))
        self.starts = [span.start for span, _ in self.spans]
        self.ends = [span.end for span, _ in self.spans]

    def over(self, span: Span) -> list[int]:
        """What the spans that share a code point with this one stand for."""
        return [at for _, at in self.spans[bisect_right(self.ends, span.start) : bisect_left(self.starts, span.end)]]


def _size(draft: Draft) -> int:
    return sum(span.end - span.start for span in draft.content)


def _fuller(mine: Draft, ruled: Draft, index: Index) -> Draft:
    """A draft with what the rules alone see of it: whom it was said to, how it goes on, and who said it if unnamed."""
    last = mine.content[-1].end
    more = tuple(span for span in ruled.content if span.start >= last and not index.contents.over(span))
    return replace(
        mine,
        content=(*mine.content, *more),
        addressee=ruled.addressee or mine.addressee,
        source=mine.source or ruled.source,
    )
