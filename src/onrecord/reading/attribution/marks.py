"""Quotation marks: which ranges of a text stand between them, whatever marks the outlet uses.

One walk over the text with a stack: each mark is looked at once, so that hostile input costs no more than any other.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
_SINGLE = frozenset("'’‘‚")
_BEFORE_OPENING = frozenset(" \n\t([{—–-/:;,…")
_AFTER_WORD = frozenset(".,!?…")
_PAUSES = frozenset(".,;:!?)…")
#: Two words or more make a quotation in single marks; one word between apostrophes is as often an elision.
_LEAST_SINGLE_WORDS = 2
#: Quotations in double marks that one in single marks is taken to hold, and how far behind the last one it may end.
_HELD, _SOON = 3, 400


@dataclass(frozen=True, slots=True)
class Quoted:
    """A range between quotation marks.

    Attributes:
        start: first code point after the opening mark.
        end: the closing mark, or the end of the text where none closes it.
        outer: range with the marks.
        closed: whether a mark closes it.
        depth: 0 for a quotation, 1 for one inside it.
    """

    start: int
    end: int
    outer: tuple[int, int]
    closed: bool = True
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    width: int
    opens: bool
    closes: bool


def scan(text: str) -> tuple[Quoted, ...]:
    """The ranges between quotation marks in one paragraph, in text order, quotations in quotations included.

    Any double mark closes any other (outlets mix straight and curly ones). A mark that can only open while one is
    open means that a closing mark was lost: the range before it ends there. What is open at the end of the text
    runs to the end of the text and is not ``closed``. Single marks count where they enclose two words or more.

    Args:
        text: a paragraph.

    >>> [(one.start, one.end) for one in scan('“We will go," he said.')]
    [(1, 12)]
    """
    doubles = _doubles(text)
    singles = _singles(text, doubles)
    return tuple(sorted(_nested(doubles, singles) + singles, key=lambda one: (one.start, -one.end)))


def _nested(doubles: list[Quoted], singles: list[Quoted]) -> list[Quoted]:
    """The ranges in double marks, those inside single ones (the British way) one level deeper."""
    begins = [one.start for one in singles]
    found = []
    for one in doubles:
        at = bisect_left(begins, one.start) - 1
        inside = at >= 0 and not singles[at].depth and one.end < singles[at].end
        found.append(replace(one, depth=1) if inside else one)
    return found


def _doubles(text: str) -> list[Quoted]:
    found: list[Quoted] = []
    begun: _Mark | None = None
    for mark in _marks(text):
        if begun is None:
            if mark.opens:
                begun = mark
            continue
        if mark.closes and not (mark.opens and _reopens(text, mark)):
            found.append(_range(begun, mark.at, mark.at + mark.width, True))
            begun = None
        elif mark.opens:
            found.append(_range(begun, mark.at, mark.at, False))
            begun = mark
    if begun is not None and begun.at + begun.width < len(text):
        found.append(_range(begun, len(text), len(text), False))
    return [one for one in found if one.start < one.end]


def _range(begun: _Mark, end: int, outer_end: int, closed: bool) -> Quoted:
    return Quoted(begun.at + begun.width, end, (begun.at, outer_end), closed)


def _reopens(text: str, mark: _Mark) -> bool:
    """Whether a straight mark stands as only an opening one does: after a blank, before a word."""
    return mark.at > 0 and text[mark.at - 1] in " \n([{—–"


def _marks(text: str) -> list[_Mark]:
    found = []
    at = 0
    while at < len(text):
        char = text[at]
        width = 1
        if char in "'’`" and text[at : at + 2] in ("''", "’’", "``"):
            width = 2
        if char in _OPENING or text[at : at + 2] == "``":
            # “ closes where it can only close: the German way, and a common slip.
            after = text[at + width : at + width + 1]
            behind = at > 0 and not text[at - 1].isspace() and text[at - 1] not in _BEFORE_OPENING
            found.append(_Mark(at, width, True, behind and (not after or after.isspace() or after in _PAUSES)))
        elif char in _CLOSING or text[at : at + 2] == "’’":
            # ” at the head of a paragraph, right before a word, is a slip for “.
            found.append(_Mark(at, width, not at and text[width : width + 1].isalnum(), True))
        elif char == '"' or width == 2:
            after = text[at + width : at + width + 1]
            tight = bool(after) and not after.isspace() and after not in _PAUSES
            measure = char == '"' and at > 0 and text[at - 1].isdigit()
            found.append(_Mark(at, width, tight and not measure, True))
        at += width
    return found


def _singles(text: str, doubles: list[Quoted]) -> list[Quoted]:
    """Quotations in single marks, outside double ones and (as depth 1) inside them."""
    if not any(mark in text for mark in _SINGLE):
        return []
    openers, closers = _single_marks(text)
    walls = sorted(edge for one in doubles for edge in one.outer)
    found: list[Quoted] = []
    free = 0
    for at in openers:
        if at < free:
            continue
        wall_at = bisect_left(walls, at + 1)
        wall = walls[wall_at] if wall_at < len(walls) else len(text)
        end = _single_end(text, at, wall, openers, closers)
        if end is None and wall_at % 2 == 0:
            end = _end_behind_doubles(walls, wall_at, closers[0])
        if end is None:
            continue
        found.append(Quoted(at + 1, end, (at, end + 1), True, wall_at % 2))
        free = end + 1
    return found


def _single_end(text: str, at: int, wall: int, openers: list[int], closers: tuple[list[int], list[int]]) -> int | None:
    """Where the single mark at ``at`` closes, ``None`` if it does not.

    It closes at the next mark that can close; where that may be a plural's apostrophe ("the parties' wish"), at the
    next one after a pause if none opens in between.
    """
    sure, possible = (_next(marks, at + 2, wall) for marks in closers)
    end = possible
    if end is not None and sure is not None and end < sure and text[end - 1] == "s":
        opener = _next(openers, at + 1, sure)
        end = sure if opener is None else end
    if end is None or len(text[at + 1 : min(end, at + 200)].split(None, _LEAST_SINGLE_WORDS)) < _LEAST_SINGLE_WORDS:
        return None
    return end


def _end_behind_doubles(walls: list[int], wall_at: int, sure: list[int]) -> int | None:
    """Where a single mark closes that holds quotations in double ones: at a sure closing mark soon behind them."""
    for behind in range(wall_at + 1, min(len(walls), wall_at + 2 * _HELD), 2):
        end = _next(sure, walls[behind], walls[behind + 1] if behind + 1 < len(walls) else walls[behind] + _SOON)
        if end is not None:
            return end
    return None


def _next(places: list[int], start: int, stop: int) -> int | None:
    index = bisect_left(places, start)
    return places[index] if index < len(places) and places[index] < stop else None


def _single_marks(text: str) -> tuple[list[int], tuple[list[int], list[int]]]:
    """Places of single marks that can open, that surely close (after a pause), and that can close."""
    openers, sure, possible = [], [], []
    for at, char in enumerate(text):
        if char not in _SINGLE:
            continue
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if char in "'’" and (before == char or after == char):
            continue
        if char in "'‘‚" and (before in _BEFORE_OPENING or before in '“"„«') and not after.isspace():
            openers.append(at)
        elif char in "'’" and not after.isalnum() and not before.isspace():
            possible.append(at)
            if before in _AFTER_WORD or before in "”»" or after in '"”»':
                sure.append(at)
    return openers, (sure, possible)
