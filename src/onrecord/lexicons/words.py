"""Small closed lists of words, written as a line of text where they are used."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The set of words of a text parted by white space.

    >>> sorted(words("in at near"))
    ['at', 'in', 'near']
    """
    return frozenset(text.split())
