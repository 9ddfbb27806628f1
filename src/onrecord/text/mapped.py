"""Cleaned text that remembers where each of its characters came from."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise


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


#: Signs in a row that are kept: a tokenizer takes them off one by one and looks at the rest each time. 2,000 brackets
#: cost it 0.26 s, twice as many four times that.
SIGNS = 40
#: Characters without a space that are kept together, for the same reason ("'s's's"). Addresses are shorter.
UNBROKEN = 500
_MANY_SIGNS = re.compile(rf"(?:[^\w\s]|_){{{SIGNS + 1},}}+")
_UNBROKEN = re.compile(rf"\S{{{UNBROKEN + 1},}}+")


def tamed(mapped: Mapped) -> Mapped:
    """A cleaned text as a tokenizer can take it, with its map: long runs of signs cut short, endless words parted.

    What is left out or put in are no words: of more than forty signs in a row the first forty stay, and a space parts
    what has none for 500 characters.

    >>> tamed(clean("Talks" + "!" * 5_000)).text == "Talks" + "!" * 40
    True
    """
    if _MANY_SIGNS.search(mapped.text):
        mapped = _kept(mapped, [(run.start() + SIGNS, run.end()) for run in _MANY_SIGNS.finditer(mapped.text)])
    if not _UNBROKEN.search(mapped.text):
        return mapped
    cuts = [at for run in _UNBROKEN.finditer(mapped.text) for at in range(run.start() + UNBROKEN, run.end(), UNBROKEN)]
    pieces, origins = [], array("q")
    for start, end in pairwise((0, *cuts, len(mapped.text))):
        pieces.append(mapped.text[start:end])
        origins += mapped.origins[start:end]
        origins.append(origins[-1])
    return Mapped(" ".join(pieces), origins[:-1])


def _kept(mapped: Mapped, out: Sequence[tuple[int, int]]) -> Mapped:
    """A cleaned text without some ranges of it."""
    edges = [0, *(edge for one in out for edge in one), len(mapped.text)]
    kept = list(zip(edges[::2], edges[1::2], strict=True))
    origins = array("q")
    for start, end in kept:
        origins += mapped.origins[start:end]
    return Mapped("".join(mapped.text[start:end] for start, end in kept), origins)
