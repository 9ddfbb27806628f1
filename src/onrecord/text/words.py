"""Words with their exact ranges, folded so that wordings can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from onrecord.text.mapped import BLANK, clean, is_invisible
from onrecord.text.seen import undressed, without_look_alikes

_APOSTROPHES = frozenset("'’‘ʼ`´′")
_WORD = re.compile(r"(?:\b[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")


class Word(NamedTuple):
    """One word.

    Attributes:
        text: its folded form: lower case, no accents, no dots inside abbreviations, plain apostrophes.
        start: first code point in the text that it was read from.
        end: code point after the last.
    """

    text: str
    start: int
    end: int


def fold(char: str) -> str:
    """What a character is matched as: lower case without accent, one kind of apostrophe, a space for other marks.

    >>> "".join(fold(c) for c in "Élan’s “No-one”")
    "elan's  no one "
    """
    if char.isascii():
        return char.lower()
    if char in _APOSTROPHES:
        return "'"
    if not char.isalnum():
        if unicodedata.combining(char) or unicodedata.category(char) == "Me":
            return ""
        return undressed(char).lower() if undressed(char).isalnum() else " "
    plain = unicodedata.normalize("NFKD", char.casefold()).casefold()  # twice: "𝐀" has no small letter, "A" has
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return kept if kept.isalnum() else " "  # one character must not become two words ("¼")


def words(text: str, start: int = 0, end: int | None = None, *, keep: bool = True) -> list[Word]:
    """The words of a text range in order, each with its exact range in the whole text.

    Args:
        text: any text.
        start: first code point of the range.
        end: code point after the last; the whole text if left out.
        keep: whether they are kept for the next who asks for this range; not for one that nobody else asks for.

    >>> [word.text for word in words("The U.S. won’t pay $1,250.")]
    ['the', 'us', "won't", 'pay', '1250']
    """
    stop = len(text) if end is None else end
    return list(_known.of(text, start, stop) if keep and stop - start <= KEPT_SIZE else _words(text, start, stop))


#: How long a range may be whose words are kept for the next who asks (the stages ask for the same ones several times),
#: and how many characters all of these have together: the words of a character take some 30 bytes.
KEPT_SIZE, KEPT = 20_000, 2_000_000


class _Known:
    """Words of ranges that were asked for; all are forgotten when they are too many."""

    def __init__(self) -> None:
        self._ranges: dict[tuple[str, int, int], tuple[Word, ...]] = {}
        self._size = 0

    def of(self, text: str, start: int, end: int) -> tuple[Word, ...]:
        found = self._ranges.get((text, start, end))
        if found is None:
            found = _words(text, start, end)
            self._size += end - start
            if self._size > KEPT:
                self._ranges, self._size = {}, end - start
            self._ranges[text, start, end] = found
        return found


_known = _Known()


def _words(text: str, start: int, end: int) -> tuple[Word, ...]:
    piece = without_look_alikes(text[start:end])
    plain = piece.translate(_PLAIN)
    if _ODD not in plain:
        return tuple(Word(_plain(one.group()), start + one.start(), start + one.end()) for one in _WORD.finditer(plain))
    mapped = clean(piece, fold=_folded)
    found = []
    for match in _WORD.finditer(mapped.text):
        begin, stop = mapped.back(match.start(), match.end())
        found.append(Word(_plain(match.group()), start + begin, start + stop))
    return tuple(found)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    return fold(char)


#: What stands in a plainly folded text for a character that has no one character for it; it is invisible itself.
_ODD = "\x00"


class _OneForOne(dict[int, str]):
    """What each character is matched as where that is one character, so that ranges need no map: most texts."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        odd = is_invisible(char) or len(_folded(char)) != 1
        self[code] = found = " " if char.isspace() or char in BLANK else _ODD if odd else _folded(char)
        return found


_PLAIN = _OneForOne()


def _plain(word: str) -> str:
    """A matched word without what does not matter: dots of abbreviations, commas of thousands."""
    if word[0].isdigit():
        return word.replace(",", "")
    return word.replace(".", "") if "." in word else word


def texts(of: Iterable[Word]) -> list[str]:
    """The folded forms alone."""
    return [word.text for word in of]
