"""The words that make a revision: what counts among them and what does not."""

from __future__ import annotations

import pytest

from onrecord.text.essence import essence

TEXT = "Talks fail\nUpdated 14:05\nOsmara left the talks.\nRead more"
PARTS = [("headline", 0, 10), ("date", 11, 24), ("paragraph", 25, 47), ("boilerplate", 48, 57)]


@pytest.mark.parametrize("other", [
    TEXT.replace("14:05", "15:10"), TEXT.replace("more", "next"), TEXT.replace("\nOsmara", " Osmara"),
], ids=["date line", "boilerplate", "white space"])  # fmt: skip
def test_what_stands_around_the_words_does_not_count(other: str) -> None:
    """A date line, boilerplate or white space of the same length leaves the hash as it is."""
    assert essence(other, PARTS) == essence(TEXT, PARTS)


def test_other_words_have_another_hash() -> None:
    """One other letter in what the report tells makes another hash."""
    assert essence(TEXT.replace("left", "lost"), PARTS) != essence(TEXT, PARTS)


def test_a_text_without_words_has_none() -> None:
    """Where nothing is left, there is no hash that would make two such texts the same."""
    assert essence("Read more", [("boilerplate", 0, 9)]) is None
