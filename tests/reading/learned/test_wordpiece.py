"""Words are cut into pieces as the encoder's vocabulary wants it, each at its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.meaning.wordpiece import Vocabulary

WORDS = ("[PAD]", "[UNK]", "the", "gov", "##ern", "##or", "said", "'", "s", ".", '"', "cafe", "new", "##ly", "$", "5")
KNOWN = Vocabulary.of(WORDS)


def cut(text: str) -> list[tuple[str, str]]:
    """Each piece's name and the words of the text that it stands for."""
    return [(WORDS[one.id], text[one.start : one.end]) for one in KNOWN.pieces(text)]


CASES = {
    "a word that is known": ("said", [("said", "said")]),
    "letters lose their case": ("The", [("the", "The")]),
    "the longest pieces from the left": ("Governor", [("gov", "Gov"), ("##ern", "ern"), ("##or", "or")]),
    "punctuation parts words": ("the's.", [("the", "the"), ("'", "'"), ("s", "s"), (".", ".")]),
    "signs of ASCII are words": ("$5", [("$", "$"), ("5", "5")]),
    "accents go": ("café", [("cafe", "café")]),
    "accents that are characters of their own go": ("cafe\u0301 said", [("cafe", "cafe"), ("said", "said")]),
    "a word with an unknown part is unknown as a whole": ("newish", [("[UNK]", "newish")]),
    "a word that is too long is unknown": ("the" * 40, [("[UNK]", "the" * 40)]),
    "characters without a look are skipped": ("sa\u200bid", [("said", "sa\u200bid")]),
    "nothing in nothing": (" \n\t", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_pieces(text: str, wanted: list[tuple[str, str]]) -> None:
    """A text gives the pieces of the vocabulary with the words that each stands for."""
    assert cut(text) == wanted


@given(st.text())
def test_pieces_keep_their_place(text: str) -> None:
    """Whatever the text, pieces lie inside it, in order, none empty and none over another."""
    ends = 0
    for one in KNOWN.pieces(text):
        assert ends <= one.start < one.end <= len(text)
        ends = one.end


@given(st.text())
def test_pieces_are_the_same_again(text: str) -> None:
    """A vocabulary that remembers words gives the same pieces as a fresh one."""
    assert KNOWN.pieces(text) == Vocabulary.of(WORDS).pieces(text)
