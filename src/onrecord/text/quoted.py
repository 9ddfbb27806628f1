"""Which ranges of a text stand inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_OPEN = frozenset("“„«‟")
_CLOSE = frozenset("”»")
_EITHER = '"'
_DOUBLE = re.compile('[“„«‟”»"]')
_SINGLE_OPEN = frozenset("‘‚'")
_SINGLE_CLOSE = frozenset("’'")
_SINGLE = re.compile("[‘‚’']")
#: A quotation in single marks longer than this is taken for two stray apostrophes.
_LONGEST_SINGLE = 600


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    opens: bool
    closes: bool


def quoted(text: str, blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges inside quotation marks, marks left out, in text order.

    Any kind of double mark closes any other. A quotation left open at the end of a block goes on into the next if
    that one opens with a mark (the newspaper's way to quote several paragraphs) or closes one before it opens any
    (a quotation broken by a blank line); otherwise it ends with its block if it began it, and is not one if not.

    Args:
        text: the whole text.
        blocks: ranges that are read as paragraphs, in text order, not overlapping.
    """
    ranges: list[tuple[int, int]] = []
    marks = [_double_marks(text, start, end) for start, end in blocks]
    open_at: int | None = None
    for index, (start, end) in enumerate(blocks):
        begun = open_at is not None
        for mark in marks[index]:
            if open_at is None and mark.opens:
                open_at = mark.at + 1
            elif open_at is not None and mark.closes:
                ranges.append((open_at, mark.at))
                open_at = None
            elif begun and mark.opens:
                open_at = mark.at + 1
            begun = False
        if open_at is None:
            continue
        how = _goes_on(text, blocks, marks, index)
        if how == "anew" or (how == "ends" and (not text[start : open_at - 1].strip() or open_at < start)):
            ranges.append((open_at, end))
        if how != "across":
            open_at = None
    return sorted(one for one in ranges + _single(text, blocks, ranges) if one[0] < one[1])


def _goes_on(text: str, blocks: Sequence[tuple[int, int]], marks: Sequence[list[_Mark]], index: int) -> str:
    """How a quotation that is open at the end of a block goes on: ``anew``, ``across`` or it ``ends``."""
    if index + 1 == len(blocks) or not marks[index + 1]:
        return "ends"
    first = marks[index + 1][0]
    if first.opens and not text[blocks[index + 1][0] : first.at].strip():
        return "anew"
    return "across" if first.closes and not first.opens else "ends"


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    """Double quotation marks of a block, each with what it can do where it stands."""
    found = []
    for at in (mark.start() for mark in _DOUBLE.finditer(text, start, end)):
        char = text[at]
        tight_before = at > start and not text[at - 1].isspace() and text[at - 1] not in "([—–-"
        tight_after = at + 1 < end and not text[at + 1].isspace()
        opens = char in _OPEN or (char == _EITHER and tight_after and not tight_before)
        closes = char in _CLOSE or (char == _EITHER and tight_before) or (char == _EITHER and not opens)
        found.append(_Mark(at, opens, closes))
    return found


def _single(text: str, blocks: Sequence[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in single marks that do not begin inside those in double marks; apostrophes do not count.

    A quotation that is open at the end of a block which it began goes on if the next block opens with a single mark.
    """
    found = []
    doubles = iter(sorted(taken))
    double = next(doubles, None)
    for index, (start, end) in enumerate(blocks):
        open_at: int | None = None
        for at in (mark.start() for mark in _SINGLE.finditer(text, start, end)):
            while double is not None and double[1] <= at:
                double = next(doubles, None)
            if double is not None and double[0] <= at:
                continue
            before, after = text[at - 1] if at > start else " ", text[at + 1] if at + 1 < end else " "
            if text[at] in _SINGLE_OPEN and not before.isalnum() and after.isalpha() and open_at is None:
                open_at = at + 1
            elif text[at] in _SINGLE_CLOSE and open_at is not None and not after.isalnum() and not before.isspace():
                if at - open_at <= _LONGEST_SINGLE:
                    found.append((open_at, at))
                open_at = None
        if open_at is not None and not text[start : open_at - 1].strip() and _opens_single(text, blocks, index + 1):
            found.append((open_at, end))
    return found


def _opens_single(text: str, blocks: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether a block begins with a single mark that opens a quotation."""
    if index >= len(blocks):
        return False
    block = text[slice(*blocks[index])].lstrip()
    return block[:1] in _SINGLE_OPEN and block[1:2].isalpha()
