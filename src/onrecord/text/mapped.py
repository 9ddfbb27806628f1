"""Cleaned text that remembers where each of its characters came from."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapped:
    """A cleaned text with an exact map back to the text it was made from.

    Attributes:
        text: the cleaned text.
        origins: for each cleaned code point, the offset of the code point it stands for.

    >>> mapped = clean("Peace  talks\\n\\nfailed.")
    >>> mapped.text
    'Peace talks failed.'
    >>> mapped.back(6, 18)
    (7, 21)
    """

    text: str
    origins: array[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text behind a non-empty range of the cleaned text.

        Raises:
            ValueError: the range is empty or outside the cleaned text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no range {start}:{end} in a cleaned text of {len(self.text)} code points")
        return self.origins[start], self.origins[end - 1] + 1

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """The range of the cleaned text that a range of the original is seen as; empty if nothing of it is.

        For a map that keeps the order of the text, as all do.
        """
        return bisect_left(self.origins, start), bisect_left(self.origins, end)


#: Characters that look like a space and are none to Unicode: Hangul fillers and the empty Braille cell.
BLANK = "\u2800\u3164\uffa0"

#: What Unicode has as ignorable beside controls (UCD, Default_Ignorable_Code_Point): joiners, fillers without width,
#: variation selectors, the rest of the plane of tags.
_IGNORABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff]")


def is_invisible(char: str) -> bool:
    """Whether a character takes no room and says nothing: format controls, other controls, variation selectors.

    Format controls inside emoji (U+200D) count too: they matter to a font, not to a reader of words.
    """
    if char < "\x7f":
        return char < " " and not char.isspace()
    if unicodedata.category(char) in ("Cf", "Cc"):
        return not char.isspace()
    return _IGNORABLE.match(char) is not None


def clean(text: str, start: int = 0, end: int | None = None, *, fold: Callable[[str], str] | None = None) -> Mapped:
    """Text with white space runs made one space and invisible characters left out, mapped to the original.

    Args:
        text: any text.
        start: first code point to clean.
        end: code point after the last; the whole text if left out.
        fold: turns one visible character into what it shall be matched as (possibly nothing, possibly several).

    Returns:
        The cleaned range; ``origins`` are offsets into the whole ``text``.
    """
    out: list[str] = []
    origins: array[int] = array("q")
    gap = -1
    for offset in range(start, len(text) if end is None else end):
        char = text[offset]
        if char.isspace() or char in BLANK:
            if gap < 0:
                gap = offset
            continue
        if (char > "~" or char < " ") and is_invisible(char):
            continue
        piece = fold(char) if fold else char
        if not piece:
            continue
        if gap >= 0:
            if out:
                out.append(" ")
                origins.append(gap)
            gap = -1
        out.append(piece)
        origins.extend([offset] * len(piece))
    return Mapped("".join(out), origins)
