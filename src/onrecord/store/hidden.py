"""Texts as they are searched: without the characters inside words that nobody sees, so that words are found whole.

SQLite's index takes such a character for the end of a word, so that a page with soft hyphens would not be found by its
own words. They are left out by plain SQL in the view that the index reads, so the index can be checked without
Onrecord, and by the same list here.
"""

from __future__ import annotations

import re

#: Soft hyphen, joiners and zero-width spaces, marks and controls of direction, the selector of emoji. SQLite parses no
#: expression that is nested much deeper than these.
HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0f\ufeff"
_ANY = re.compile(f"[{HIDDEN}]")


def searched(text: str) -> str:
    r"""A text as it is searched.

    >>> searched("Mer\u200bkel")
    'Merkel'
    """
    return text if text.isascii() else _ANY.sub("", text)


def places(text: str) -> list[int] | None:
    """For each character of a text as it is searched its place in the text; ``None`` if it is the text itself."""
    if text.isascii() or not _ANY.search(text):
        return None
    return [place for place, char in enumerate(text) if char not in HIDDEN]


def searched_sql(column: str) -> str:
    """An SQL expression of a column's text as it is searched; texts that a column keeps as bytes stay."""
    chain = column
    for char in HIDDEN:
        chain = f"replace({chain}, char({ord(char)}), '')"
    signs = " || ".join(f"char({ord(char)})" for char in HIDDEN)
    found = f"typeof({column}) = 'text' AND {column} GLOB '*[' || {signs} || ']*'"
    return f"CASE WHEN {found} THEN {chain} ELSE {column} END"
