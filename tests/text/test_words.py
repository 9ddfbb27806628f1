"""Words of a text with their ranges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.words import words

#: Letters, marks and characters that fold to none, one or two.
CHARACTERS = "aBz39_ .,:'’-\n\u00ad\u0301éßﬁ¼İ“"


@given(st.text(CHARACTERS, max_size=24))
def test_words_are_the_same_whether_the_text_needs_a_map_or_not(text: str) -> None:
    """A character that nobody sees after a text, for which its ranges are mapped, changes none of its words."""
    assert words(text) == words(f"{text}\u00ad")


@given(st.text(CHARACTERS, max_size=24), st.integers(0, 24), st.integers(0, 24))
def test_words_of_a_range_are_those_of_its_text_moved(text: str, start: int, size: int) -> None:
    """A range has the words of its own text, each moved by where it starts."""
    start = min(start, len(text))
    end = min(start + size, len(text))
    alone = [(word.text, word.start + start, word.end + start) for word in words(text[start:end])]
    assert [(word.text, word.start, word.end) for word in words(text, start, end)] == alone


@given(st.text(CHARACTERS, max_size=24))
def test_words_that_are_not_kept_are_the_same(text: str) -> None:
    """Whether words are kept for the next who asks changes none of them."""
    assert words(text, keep=False) == words(text)
