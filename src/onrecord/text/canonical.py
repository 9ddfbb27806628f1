"""Canonical text: the one form in which a report is stored and cited."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|\u0085|\u2028|\u2029|\x0b|\x0c")
_SURROGATES = re.compile("[\ud800-\udfff]")


def canonical(text: str) -> str:
    r"""The canonical form: Unicode NFC, every line end ``\n``, nothing else changed or dropped.

    Lone surrogates, which no encoding can store, become U+FFFD one for one.

    >>> canonical("cafe\u0301\r\n")
    'café\n'
    """
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
