"""Paragraphs that give the words of another one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.structure.draft import Draft, key

#: Shorter lines repeat by chance ("He declined to comment.").
SHORTEST = 40


def mark(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with repetitions known.

    A standfirst, or a first paragraph before any other, whose words all stand in the paragraph after it is a
    standfirst that repeats that one: the fuller text is the one that is read. Elsewhere a paragraph with exactly the
    words of an earlier one repeats the earlier.
    """
    out = list(drafts)
    keys = [key(one.words) if one.kind in (None, "standfirst", "caption", "paragraph") else "" for one in out]
    opening = _opening(out)
    for index, after in pairwise(opening):
        if len(keys[index]) >= SHORTEST and f" {keys[index]} " in f" {keys[after]} ":
            out[index] = replace(out[index], kind="standfirst", repeats=out[after].start)
            keys[index] = ""
    seen: dict[str, int] = {}
    for index, draft in enumerate(out):
        if len(keys[index]) < SHORTEST or draft.repeats is not None:
            continue
        if keys[index] in seen:
            out[index] = replace(draft, repeats=seen[keys[index]])
        else:
            seen[keys[index]] = draft.start
    return out


def _opening(drafts: Sequence[Draft]) -> list[int]:
    """Indices of the first three drafts that are standfirst or body, or may be."""
    return [i for i, one in enumerate(drafts) if one.kind in (None, "standfirst", "paragraph")][:3]
