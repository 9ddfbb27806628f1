"""From what the network says of each piece to attributions of whole words.

For each cue, the content is the likeliest set of pieces where each change between content and anything else costs
``CHANGE`` (a two-state Viterbi, 1967); the source is the stretch with the highest sum of log odds (Kadane's maximum
subarray). How sure an attribution is comes from a logistic regression on what the network says of its four parts,
fitted on articles that the network did not learn from (``training/fit.py``). Attributions are taken surest first, and
none may take words that are the content of another: in labelled news no contents overlap.
"""

from __future__ import annotations

import math
import operator
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.reading.attribution.learned.windows import POINT, Paragraph

NOTHING, SOURCE, CUE, CONTENT = range(4)
#: Pieces that are less likely than this to be part of a cue begin none.
LIKELY = 0.05
#: What a change between content and anything else costs, in natural logarithm; added to the log odds of content.
CHANGE, FOR_CONTENT = 0.5, 0.7
#: The same cost for the words of a cue.
CUE_CHANGE = 0.4
#: Sum of log odds below which no words are the source.
LEAST_SOURCE = -2.0
#: How likely an attribution must be right, source included, to be given: precision and recall weigh alike there.
ENOUGH = 0.2
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
        signs: log odds that its cue is one, that its content belongs to the cue, that its content is anybody's at
            all, that its source is the cue's (0 without one); last, 1 if it has no source.
    """

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    signs: tuple[float, float, float, float, float]


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


def smooth(odds: Any, change: float) -> Any:
    """Which pieces are in, when each change between in and out costs ``change``: two-state Viterbi.

    Args:
        odds: (pieces,) log odds of being in.
        change: cost of a change, in natural logarithm.

    Returns:
        (pieces,) booleans.
    """
    turns: list[tuple[bool, bool]] = []
    first, *others = odds.tolist()  # numbers of Python: four times as quick one by one
    out, within = 0.0, first
    for value in others:
        left, came = within - change > out, out - change > within
        turns.append((left, came))
        out, within = within - change if left else out, (out - change if came else within) + value
    now = within > out
    found = np.empty(len(odds), dtype=bool)
    found[-1] = now
    for at in range(len(odds) - 1, 0, -1):
        left, came = turns[at - 1]
        now = not now if (came if now else left) else now
        found[at - 1] = now
    return found


def stretch(odds: Any) -> tuple[float, int, int]:
    """The stretch with the highest sum of log odds: its sum, its first piece, the one behind its last."""
    best, total, start = (-math.inf, 0, 0), 0.0, 0
    for at, value in enumerate(odds.tolist()):
        if total <= 0:
            total, start = value, at
        else:
            total += value
        if total > best[0]:
            best = (total, start, at + 1)
    return best


def _shares(logits: Any) -> tuple[Any, Any]:
    """Likelihoods of the roles and their log odds, cut to ±8."""
    high = logits.max(axis=1, keepdims=True)
    logs = logits - high - np.log(np.exp(logits - high).sum(axis=1, keepdims=True))
    shares = np.exp(logs)
    return shares, np.clip(logs - np.log(np.maximum(1e-6, 1 - shares)), -8, 8)


def one_for(one: Paragraph, anchor: int, likely: float, logits: Any, said: Any) -> Found | None:
    """The attribution of a cue, ``None`` if it has no content.

    Args:
        one: the paragraph.
        anchor: the piece of the cue that was asked for.
        likely: how likely that piece is part of a cue.
        logits: (pieces, roles) what the head says of each piece for this cue.
        said: (pieces,) how likely each piece is anybody's content.
    """
    shares, odds = _shares(logits)
    content = _runs(one, smooth(odds[:, CONTENT] + FOR_CONTENT, CHANGE))
    if not content:
        return None
    inside = np.concatenate([np.arange(first, end) for first, end in content])
    cue = next(
        (part for part in _runs(one, smooth(odds[:, CUE], CUE_CHANGE)) if part[0] <= anchor < part[1]),
        _word(one, anchor),
    )
    source = _source(one, odds[:, SOURCE])
    named = _odds(float(shares[source[0] : source[1], SOURCE].mean())) if source else 0.0
    of_cue = _odds(float(shares[inside, CONTENT].mean()))
    of_any = _odds(float(said[inside].mean()))
    return Found(cue, source, tuple(content), (_odds(likely), of_cue, of_any, named, float(source is None)))


def _odds(share: float) -> float:
    """Log odds of a likelihood, cut to about ±7."""
    share = min(max(share, 1e-3), 1 - 1e-3)
    return math.log(share / (1 - share))


def _source(one: Paragraph, odds: Any) -> Range | None:
    total, first, end = stretch(odds)
    if total < LEAST_SOURCE:
        return None
    chosen = np.zeros(len(odds), dtype=bool)
    chosen[first:end] = True
    return max(_runs(one, chosen), key=lambda part: part[1] - part[0], default=None)


def _runs(one: Paragraph, chosen: Any) -> list[Range]:
    """Ranges of whole words at least half of whose pieces are chosen, without those of punctuation alone."""
    if not chosen.any():
        return []
    starts = _words(one)
    ends = np.append(starts[1:], len(one))
    inside = 2 * np.add.reduceat(chosen, starts, dtype=np.int64) >= ends - starts
    turns = np.flatnonzero(np.diff(inside, prepend=False, append=False)).tolist()
    found = [(int(starts[first]), int(ends[end - 1])) for first, end in zip(turns[::2], turns[1::2], strict=True)]
    return [part for part in found if any(case != POINT for case in one.case[part[0] : part[1]])]


def _words(one: Paragraph) -> Any:
    """(words,) the first piece of each word."""
    heads = np.asarray(one.heads, dtype=bool)
    heads[0] = True
    return np.flatnonzero(heads)


def _word(one: Paragraph, at: int) -> Range:
    starts = _words(one).tolist()
    word = bisect_right(starts, at) - 1
    return starts[word], starts[word + 1] if word + 1 < len(starts) else len(one)


def sure(one: Found, weights: Sequence[float]) -> float:
    """How likely an attribution is right, source included: a logistic regression on its signs.

    Args:
        one: the attribution.
        weights: of nothing (the intercept), then of each sign.
    """
    return 1 / (1 + math.exp(-weights[0] - sum(map(operator.mul, weights[1:], one.signs))))


def distinct(found: Sequence[Found], weights: Sequence[float], enough: float = ENOUGH) -> list[Found]:
    """Those that are sure enough, in text order, none with the content or the cue of a surer one."""
    taken: set[int] = set()
    kept: list[Found] = []
    ranked = sorted(((sure(one, weights), one) for one in found), key=lambda pair: (-pair[0], pair[1].cue))
    for score, one in ranked:
        if score < enough:
            break
        pieces = {at for first, end in one.content for at in range(first, end)}
        same_cue = any(one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1] for other in kept)
        if same_cue or len(pieces & taken) > SHARED * len(pieces):
            continue
        taken |= pieces
        kept.append(one)
    return sorted(kept, key=lambda each: each.cue)
