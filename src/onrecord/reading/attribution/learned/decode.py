"""From what the network says of each piece to attributions of whole words.

For each cue the roles of its paragraph's pieces are smoothed: of all labellings the likeliest is taken where each
change of role between neighbours costs ``CHANGE`` (Viterbi 1967). Then attributions are taken, best first, and none
may take words that are the content of another: in labelled news no contents overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.reading.attribution.learned.windows import Paragraph

NOTHING, SOURCE, CUE, CONTENT = range(4)
#: Pieces that are less likely than this to be part of a cue begin none.
LIKELY = 0.15
#: Natural logarithm of what a change of role costs.
CHANGE = 2.0
#: Score (geometric mean of the likelihoods of cue and content) below which an attribution is left out.
ENOUGH = 0.5
#: Part of a content that another may have taken before.
SHARED = 0.34

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in pieces of its paragraph; each range is the first piece and the one behind the last.

    Attributes:
        cue: the words that make it one.
        source: the words that name who; ``None`` where nobody is named.
        content: ranges of what was said.
        score: how sure the network is, 0 to 1.
        sourced: how likely the network takes the source's words for the source; 0 without one.
    """

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    score: float
    sourced: float = 0.0


def cues(one: Paragraph, likely: Any, least: float = LIKELY) -> list[int]:
    """The likeliest piece of each run of pieces that may be a cue."""
    found = []
    start = None
    for at in range(len(one) + 1):
        inside = at < len(one) and likely[at] >= least
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            found.append(start + int(np.argmax(likely[start:at])))
            start = None
    return found


def labels(logits: Any, change: float = CHANGE) -> Any:
    """The likeliest roles of the pieces when each change of role costs ``change``: Viterbi.

    Args:
        logits: (pieces, roles).
        change: cost of a change, in natural logarithm.

    Returns:
        (pieces,) role of each piece.
    """
    scores = _log_softmax(logits)
    best = scores[0]
    back = np.empty(scores.shape, dtype=np.int64)
    for at in range(1, len(scores)):
        top = int(np.argmax(best))
        switched = best[top] - change
        back[at] = np.where(best >= switched, np.arange(scores.shape[1]), top)
        best = np.maximum(best, switched) + scores[at]
    found = np.empty(len(scores), dtype=np.int64)
    found[-1] = int(np.argmax(best))
    for at in range(len(scores) - 1, 0, -1):
        found[at - 1] = back[at, found[at]]
    return found


def _log_softmax(logits: Any) -> Any:
    high = logits.max(axis=1, keepdims=True)
    return logits - high - np.log(np.exp(logits - high).sum(axis=1, keepdims=True))


def one_for(one: Paragraph, anchor: int, likely: float, logits: Any) -> Found | None:
    """The attribution of a cue, ``None`` if it has no content."""
    roles = labels(logits)
    shares = np.exp(_log_softmax(logits))
    content = [part for part in _runs(one, roles == CONTENT) if _has_words(one, part)]
    if not content:
        return None
    inside = np.concatenate([shares[first:end, CONTENT] for first, end in content])
    sources = [part for part in _runs(one, roles == SOURCE) if _has_words(one, part)]
    source = max(sources, key=lambda part: float(shares[part[0] : part[1], SOURCE].sum()), default=None)
    runs = [part for part in _runs(one, roles == CUE) if _has_words(one, part)]
    near = (part for part in runs if part[0] <= anchor < part[1])
    cue = next(near, _word(one, anchor))
    score = float(np.sqrt(likely * float(inside.mean())))
    sourced = float(shares[source[0] : source[1], SOURCE].mean()) if source else 0.0
    return Found(cue, source, tuple(content), score, sourced)


def _runs(one: Paragraph, chosen: Any) -> list[Range]:
    """Ranges of whole words most of whose pieces are chosen."""
    found: list[Range] = []
    for first, end in _words(one):
        if 2 * int(chosen[first:end].sum()) < end - first:
            continue
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return found


def _words(one: Paragraph) -> Iterable[Range]:
    starts = [at for at, head in enumerate(one.heads) if head or not at]
    return zip(starts, [*starts[1:], len(one)], strict=True)


def _word(one: Paragraph, at: int) -> Range:
    return next((first, end) for first, end in _words(one) if first <= at < end)


def _has_words(one: Paragraph, part: Range) -> bool:
    return any(case != _POINT for case in one.case[part[0] : part[1]])


_POINT = 4


def distinct(found: Sequence[Found], enough: float = ENOUGH) -> list[Found]:
    """Those that are sure enough, in text order, none with the content or the cue of a surer one."""
    taken: set[int] = set()
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (-each.score, each.cue)):
        if one.score < enough:
            break
        pieces = {at for first, end in one.content for at in range(first, end)}
        same_cue = any(one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1] for other in kept)
        if same_cue or len(pieces & taken) > SHARED * len(pieces):
            continue
        taken |= pieces
        kept.append(one)
    return sorted(kept, key=lambda each: each.cue)
