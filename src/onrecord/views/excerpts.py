"""The words around what differs: a long passage cut at word ends, with the value standing out."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.lexicons.figures import number_of
from onrecord.views.page import Run
from onrecord.views.words import flat, plain, quoted, same

#: Of a cut passage so many characters are shown, two lines of a terminal of 80 columns; one that is only a little
#: longer is not cut.
_WIDEST, _WHOLE = 160, 200

#: Of a cut passage, the part that stands before the value; what follows a value says more of it than what precedes.
_BEFORE = 0.45

#: A value that stands for how something is told, not for words of the report.
STATED = "stated as fact"

_READ_AS = re.compile(r"(?:(?<!\s)\s++)?+\([^()]*\)$")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_WORD = re.compile(r"\w[\w,.-]*\w|\w")
_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")


def excerpt(passage: str, value: str, *, whole: bool = False) -> tuple[str | Run, ...]:
    """A passage in quotation marks with the value in it marked; a long one is cut around it, never inside a word.

    Args:
        passage: the words.
        value: the value that was read in them.
        whole: leave out nothing.

    >>> [part.text if isinstance(part, Run) else part for part in excerpt("It killed nine people.", "nine")]
    ['“It killed ', 'nine', ' people.”']
    """
    words = plain(passage)
    at = located(words, value)
    if whole or len(words) <= _WHOLE:
        return _marked(quoted(passage), value if at else "")
    middle = (at[0] + at[1]) // 2 if at else 0
    begin = max(0, min(middle - round(_BEFORE * _WIDEST), len(words) - _WIDEST))
    begin, end = _word_start(words, begin), _word_end(words, begin + _WIDEST)
    cut = quoted(words[begin:end])
    opening = "“… " if begin else "“"
    closing = " …”" if end < len(words) else "”"
    return _marked(f"{opening}{cut[1:-1]}{closing}", value if at else "")


def located(words: str, value: str) -> tuple[int, int] | None:
    """Where a value stands in a passage: its words, else what they tell without a remark, else its figure or name."""
    if value == STATED:
        return None
    told = _READ_AS.sub("", flat(value)).removeprefix("attributed to ")
    pieces = [told, *sorted((*_FIGURE.findall(told), *_NAME.findall(told)), key=len, reverse=True)]
    for piece in dict.fromkeys(piece for piece in pieces if piece):
        spaced = r"\s+".join(map(re.escape, piece.split()))
        found = re.search(rf"(?<![\w.,]){spaced}(?!\w)|(?<!\w){spaced}(?!\w)", words, re.IGNORECASE)
        if found:
            return found.span()
    return _in_words(words, told)


def _in_words(words: str, told: str) -> tuple[int, int] | None:
    """Where the number of a value stands in other figures or in words ("nine" for 9)."""
    numbers = {number for word in told.split() if (number := number_of([word.casefold()])) is not None}
    if not numbers:
        return None
    for one in _WORD.finditer(words):
        number, length = _figure_of(one.group().casefold())
        if number in numbers:
            return one.start(), one.start() + length
    return None


def _figure_of(word: str) -> tuple[float | None, int]:
    """The number that a word is or begins with before a hyphen, and how many characters of it say so.

    >>> _figure_of("three-year-old"), _figure_of("twenty-five-year-old"), _figure_of("well")
    ((3.0, 5), (25.0, 11), (None, 0))
    """
    parts = word.split("-")
    for end in range(len(parts), 0, -1):
        beginning = "-".join(parts[:end])
        if (number := number_of([beginning])) is not None:
            return number, len(beginning)
    return None, 0


def _marked(words: str, value: str) -> tuple[str | Run, ...]:
    at = (located(words, value) or located(words, quoted(value)[1:-1])) if value else None
    if at is None:
        return (words,)
    begin, end = at
    return tuple(part for part in (words[:begin], Run(words[begin:end], "value"), words[end:]) if part)


def _word_start(words: str, at: int) -> int:
    if at <= 0:
        return 0
    space = words.rfind(" ", 0, at)
    return space + 1


def _word_end(words: str, at: int) -> int:
    if at >= len(words):
        return len(words)
    space = words.find(" ", at)
    return len(words) if space < 0 else space


def first_words(text: str, width: int) -> str:
    """The text up to a width, ended at a word with ``…`` where something is left out.

    >>> first_words("people killed in Marn", 15)
    'people killed …'
    """
    if len(text) <= width:
        return text
    return text[: max(text.rfind(" ", 0, width), 0)].rstrip(",;:") + " …"


@lru_cache(maxsize=4096)
def same_value(value: str) -> str:
    """What two values share that are the same to a reader: case, marks and numbers in words do not count.

    >>> same_value("Nine people") == same_value("9 people")
    True
    """
    words = flat(value).casefold().split()
    return same(" ".join(word if (number := number_of([word])) is None else f"{number:g}" for word in words))
