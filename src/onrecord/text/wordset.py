"""Sets of words written as one line of text."""

from __future__ import annotations


def wordset(words: str) -> frozenset[str]:
    """The set of the words that white space parts.

    >>> sorted(wordset("td th"))
    ['td', 'th']
    """
    return frozenset(words.split())
