"""A parse is kept as text and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.parse import Token, tokens, written

WORD = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8)
TOKENS = st.lists(
    st.builds(
        Token,
        start=st.integers(0, 99),
        end=st.integers(0, 99),
        lemma=WORD,
        tag=st.sampled_from(["NN", "VBD", "``", "-LRB-", "$", "."]),
        head=st.integers(0, 9),
        role=st.sampled_from(["ROOT", "nsubj", "punct"]),
        entity=st.sampled_from(["", "GPE"]),
    ),
    min_size=1,
    max_size=6,
)


@given(TOKENS)
def test_a_parse_comes_back_as_it_was(made: list[Token]) -> None:
    """What is written of any tokens gives the same tokens."""
    assert list(tokens(written(made))) == made


def test_a_sentence_that_was_not_parsed_has_no_tokens() -> None:
    """The parse of an old reading is empty, and so are its tokens."""
    assert tokens("") == ()


def test_spoiled_text_is_an_error() -> None:
    """Text that is no parse is refused, never read as something else."""
    with pytest.raises(ValueError, match="unpack"):
        tokens("0\t2\tit")
