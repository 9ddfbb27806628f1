"""Texts as a tokenizer gets them: no run of signs and no endless word is left, and the way back is exact."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.mapped import SIGNS, UNBROKEN, clean, tamed

_PARTS = st.one_of(
    st.sampled_from(["Talks ", "\u200b", " ", "é", "_"]),
    st.integers(1, 3 * SIGNS).map(lambda many: "(" * many),
    st.integers(1, 3 * UNBROKEN).map(lambda many: "x" * many),
)


@given(st.lists(_PARTS, max_size=8).map("".join))
def test_a_tamed_text_leads_back_to_what_it_was_made_of(text):
    """Each character of a tamed text stands where its map says, in order, and no letter lacks."""
    made = tamed(clean(text))
    assert len(made.text) == len(made.origins)
    assert list(made.origins) == sorted(made.origins)
    assert all(char in (text[origin], " ") for char, origin in zip(made.text, made.origins, strict=True))
    assert [char for char in made.text if char.isalpha()] == [char for char in text if char.isalpha()]


@given(st.lists(_PARTS, max_size=8).map("".join))
def test_a_tamed_text_has_no_long_runs(text):
    """No stretch of a tamed text is all signs or without a space beyond what a tokenizer takes in its stride."""
    made = tamed(clean(text)).text
    assert "(" * (SIGNS + 1) not in made
    assert max(map(len, made.split(" "))) <= UNBROKEN


def test_an_ordinary_text_is_left_as_it_is():
    """A text of words, with a rule of dashes and a long address in it, is what it was."""
    text = f"Talks fail {'-' * SIGNS} see https://lindau.example/{'a' * 300} …"
    assert tamed(clean(text)) == clean(text)
