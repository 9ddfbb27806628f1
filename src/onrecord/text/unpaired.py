"""Halves of characters, which no file in UTF-8 can hold."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def whole_characters(text: str) -> str:
    r"""The text with two halves that belong together as the character that they are, and U+FFFD for a half alone.

    >>> whole_characters("a\ud83d\ude00b\udc80")
    'a😀b�'
    """
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
