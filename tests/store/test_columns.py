"""Words as PostgreSQL keeps them: any string comes out as it went in, and can be kept at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.store.columns import escaped, storable, unescaped

#: Any string that Python has, with what has to be escaped more often than by chance.
strings = st.text(st.characters() | st.sampled_from("\0\x1b\ud800\udc00\udfff09af"), max_size=12)


@given(text=strings)
def test_any_string_comes_out_as_it_went_in(text: str) -> None:
    """What is kept can be kept as text, and gives the same string back."""
    assert storable(escaped(text))
    assert unescaped(escaped(text)) == text


@given(one=strings, other=strings)
def test_two_strings_are_kept_apart(one: str, other: str) -> None:
    """Two strings are kept as the same text only if they are the same."""
    assert (escaped(one) == escaped(other)) == (one == other)


@pytest.mark.parametrize("text", ["", "né “so”", "12 \x1b in the middle", "🙂"])
def test_what_can_be_kept_is_kept_readable(text: str) -> None:
    """Text that a database can keep lies there as it is."""
    assert escaped(text) == text


def test_two_halves_of_a_pair_stay_two() -> None:
    """Two lone surrogates that would make one sign together are not joined."""
    assert unescaped(escaped("\ud83d\ude00")) == "\ud83d\ude00"
