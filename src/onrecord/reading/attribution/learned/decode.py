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
from collections.abc import Iterable, Sequence
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
    out, within = 0.0, float(odds[0])
    for value in odds[1:]:
        left, came = within - change > out, out - change > within
        turns.append((left, came))
        out, within = max(out, within - change), max(within, out - change) + float(value)
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
    best, total, start = (-np.inf, 0, 0), 0.0, 0
    for at, value in enumerate(odds):
        if total <= 0:
            total, start = float(value), at
        else:
            total += float(value)
        best = max(best, (total, start, at + 1), key=lambda one: one[0])
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
    found: list[Range] = []
    for first, end in _words(one):
        if 2 * int(chosen[first:end].sum()) < end - first:
            continue
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return [part for part in found if any(case != POINT for case in one.case[part[0] : part[1]])]


def _words(one: Paragraph) -> Iterable[Range]:
    starts = [at for at, head in enumerate(one.heads) if head or not at]
    return zip(starts, [*starts[1:], len(one)], strict=True)


def _word(one: Paragraph, at: int) -> Range:
    return next((first, end) for first, end in _words(one) if first <= at < end)


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
