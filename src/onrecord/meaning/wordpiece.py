"""Words cut into the pieces that the encoder's vocabulary knows, each with its place in the text.

The way of BERT's uncased vocabulary (Devlin et al. 2019; Wu et al. 2016): white space parts words, every punctuation
mark and every CJK character is a word, letters lose case and accents, and a word is the longest pieces of the
vocabulary from left to right. Written here since the library for it brings a client for downloads with it, and this
has to work without a network; the two gave the same for 221,211 pieces of news and for a line of odd characters.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from onrecord.errors import ModelError

#: The vocabulary of BERT's uncased models (Apache-2.0), which both encoders were trained with.
SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
#: A longer word is one unknown piece.
LONGEST = 100
#: Words whose pieces are remembered: those of some 120 reports, half a kilobyte each.
_REMEMBERED = 16_384
_WORD = re.compile(r"\S+")
_CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word.

    Attributes:
        id: its number in the vocabulary.
        start: first code point.
        end: code point after the last.
        head: whether it begins a word.
    """

    id: int
    start: int
    end: int
    head: bool


@dataclass(slots=True)
class Vocabulary:
    """Pieces by their number: one a line of the file, in order; ``##`` marks one that goes on."""

    ids: dict[str, int]
    _known: dict[str, tuple[Piece, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[str]) -> Vocabulary:
        """The vocabulary of the lines of a ``vocab.txt``."""
        return cls({line: number for number, line in enumerate(lines)})

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a text, in order."""
        found = []
        for match in _WORD.finditer(text):
            at = match.start()
            found += [Piece(one.id, one.start + at, one.end + at, one.head) for one in self._of(match[0])]
        return found

    def _of(self, chunk: str) -> tuple[Piece, ...]:
        known = self._known.get(chunk)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = tuple(piece for word in _words(chunk) for piece in self._cut(word))
            self._known[chunk] = known
        return known

    def _cut(self, word: list[tuple[str, int]]) -> list[Piece]:
        """The longest pieces of a word from left to right; one unknown piece if any part of it is unknown."""
        whole = [Piece(self.ids["[UNK]"], word[0][1], word[-1][1] + 1, True)]
        if len(word) > LONGEST:
            return whole
        chars = "".join(char for char, _ in word)
        found: list[Piece] = []
        start = 0
        while start < len(chars):
            end = len(chars)
            while end > start and ("##" if start else "") + chars[start:end] not in self.ids:
                end -= 1
            if end == start:
                return whole
            number = self.ids[("##" if start else "") + chars[start:end]]
            found.append(Piece(number, word[start][1], word[end - 1][1] + 1, not start))
            start = end
        return found


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with Onrecord, loaded once per process.

    Raises:
        ModelError: its file is missing or another one.
    """
    path, hint = files("onrecord.meaning") / "vocab.txt", "Install Onrecord again"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError("the vocabulary of the encoders is missing", where=str(path), hint=hint) from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelError("the vocabulary of the encoders is another one", where=str(path), hint=hint)
    return Vocabulary.of(data.decode("utf-8").removesuffix("\n").split("\n"))


def _words(chunk: str) -> list[list[tuple[str, int]]]:
    """The words of a text without white space, in plain letters, each letter with its place."""
    found: list[list[tuple[str, int]]] = [[]]
    for at, char in enumerate(chunk):
        if _is_control(char):
            continue
        alone = _is_alone(char)
        if alone and found[-1]:
            found.append([])
        for plain in unicodedata.normalize("NFD", char):
            if unicodedata.category(plain) != "Mn":
                found[-1] += [(lower, at) for lower in plain.lower()]
        if alone and found[-1]:
            found.append([])
    return [word for word in found if word]


def _is_control(char: str) -> bool:
    return char in "\0\ufffd" or unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co")


def _is_alone(char: str) -> bool:
    """Whether a character is a word of its own: punctuation, any ASCII sign, a CJK character."""
    if char < "\x80":
        return not char.isalnum()
    code = ord(char)
    return unicodedata.category(char).startswith("P") or any(low <= code <= high for low, high in _CJK)
