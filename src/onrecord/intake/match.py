"""Which segments of a page an extractor's text is made of.

Both sides are squeezed to their letters and digits, so that white space, list marks and changed punctuation do not
matter. Segments whose squeezed words stand once in the extracted text anchor it; the longest chain of anchors in the
order of both is kept; short and repeated segments are then placed between their neighbours only. All of it is linear
in the page, but for a logarithm.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_REST = re.compile(r"[\W_]+")
#: Letters that make an anchor. At 16 the words are unique in nearly every article; menus and tags are shorter.
_ANCHOR = 16
#: Shortest run of letters compared when an extractor took only part of a segment.
_PIECE = 8


@dataclass(frozen=True, slots=True)
class Matched:
    """What an extracted text is made of.

    Attributes:
        chosen: indices of the segments that it holds, ascending.
        share: how much of the extracted letters stand in them, 0 to 1.
    """

    chosen: tuple[int, ...]
    share: float


def squeeze(text: str) -> str:
    """The letters and digits of a text in lower case, nothing between them.

    >>> squeeze("“No,” she said.")
    'noshesaid'
    """
    return _REST.sub("", text).lower()


def match(texts: Sequence[str], extracted: str) -> Matched:
    """The segments that an extracted text is made of.

    Args:
        texts: the segments' texts in document order.
        extracted: the text that an extractor made of the page.
    """
    whole = squeeze(extracted)
    if not whole:
        return Matched((), 0.0)
    keys = [squeeze(text) for text in texts]
    anchors = _anchors(keys, whole)
    chain = _tighten(_chain(anchors), keys)
    return _filled(keys, whole, chain, _strays(keys, anchors, chain))


def _anchors(keys: list[str], whole: str) -> list[tuple[int, int]]:
    """Pairs of segment and place, for segments that stand once in the extracted text."""
    once: dict[str, int] = {}
    for place in range(len(whole) - _ANCHOR + 1):
        gram = whole[place : place + _ANCHOR]
        once[gram] = -1 if gram in once else place
    found = []
    for index, key in enumerate(keys):
        place = once.get(key[:_ANCHOR], -1) if len(key) >= _ANCHOR else -1
        if place >= 0 and whole.startswith(key, place):
            found.append((index, place))
    return found


def _chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that ascends on both sides."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        rank = bisect_left(tails, place)
        before.append(ends[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [place]
        ends[rank : rank + 1] = [at]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _tighten(chain: list[tuple[int, int]], keys: list[str]) -> list[tuple[int, int]]:
    """Moves the first half of a chain down and the second half up to the nearest segments with the same words.

    A headline also stands in the menu above, a paragraph also in a teaser below; the article's own is the nearer one.
    """
    places: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if len(key) >= _ANCHOR:
            places.setdefault(key, []).append(index)
    out = list(chain)
    middle = len(out) // 2
    for at in range(middle - 1, -1, -1):
        same = places[keys[out[at][0]]]
        out[at] = (same[bisect_left(same, out[at + 1][0]) - 1], out[at][1])
    for at in range(middle + 1, len(out)):
        same = places[keys[out[at][0]]]
        out[at] = (same[bisect_left(same, out[at - 1][0] + 1)], out[at][1])
    return out


def _strays(keys: list[str], anchors: list[tuple[int, int]], chain: list[tuple[int, int]]) -> set[int]:
    """Anchors off the chain whose words stand once in the page as well: extractors append what they find late."""
    held = {keys[index] for index, _ in chain}
    times = Counter(keys[index] for index, _ in anchors)
    return {index for index, _ in anchors if times[keys[index]] == 1 and keys[index] not in held}


def _filled(keys: list[str], whole: str, chain: list[tuple[int, int]], strays: set[int]) -> Matched:
    """The chain with what lies between its links in both the page and the extracted text, and the strays."""
    chosen = set(strays)
    held = sum(len(keys[index]) for index in strays)
    index = cursor = 0
    for link, place in [*chain, (len(keys), len(whole))]:
        between = _between(keys, whole, (index, link), (cursor, place))
        held += sum(len(keys[i]) for i in between if i not in chosen)
        chosen.update(between)
        if link < len(keys):
            chosen.add(link)
            held += len(keys[link])
            index, cursor = link + 1, place + len(keys[link])
    return Matched(tuple(sorted(chosen)), min(1.0, held / len(whole)))


def _between(keys: list[str], whole: str, segments: tuple[int, int], places: tuple[int, int]) -> list[int]:
    """Segments between two links that stand between the same links in the extracted text."""
    cursor, end = places
    chosen: list[int] = []
    for index in range(*segments):
        key = keys[index]
        if not key or cursor >= end:
            continue
        place = _place(key, whole, cursor, end)
        if place >= 0:
            chosen.append(index)
            cursor = place + len(key)
        elif len(key) >= 2 * _PIECE and _mostly(key, whole, cursor, end):
            chosen.append(index)
    return chosen


def _place(key: str, whole: str, cursor: int, end: int) -> int:
    """Where the key stands: at the cursor, at the end, or, if it has letters enough, anywhere between."""
    if whole.startswith(key, cursor) and cursor + len(key) <= end:
        return cursor
    if len(key) >= _PIECE:
        return whole.find(key, cursor, end)
    return end - len(key) if cursor <= end - len(key) and whole.startswith(key, end - len(key)) else -1


#: How far beyond its own length a segment is looked for when only parts of it were extracted; keeps the work linear.
_REACH = 4


def _mostly(key: str, whole: str, cursor: int, end: int) -> bool:
    """Whether at least half of a segment, piece by piece, stands in the stretch: the extractor left out an inset."""
    near = whole[cursor : min(end, cursor + _REACH * len(key))]
    pieces = [key[at : at + _PIECE] for at in range(0, len(key) - _PIECE + 1, _PIECE)]
    return sum(piece in near for piece in pieces) * 2 >= len(pieces)
