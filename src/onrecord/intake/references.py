"""Characters that XML names by their numbers, which may be none that XML can hold."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,40})|([0-9]{1,40}));?")
#: What XML 1.0 may hold (section 2.2, production 2).
_HELD = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LAST = 0x10FFFF


def held(text: str) -> str:
    r"""The markup with U+FFFD where it names a character by a number that no XML can hold.

    A parser that goes on behind errors takes such numbers as they are: half a character then stands in its tree, whose
    text cannot be taken out.

    >>> held("caf&#233; &#xD800; &#0;")
    'caf&#233; \ufffd \ufffd'
    """
    return _NUMBERED.sub(_checked, text) if "&#" in text else text


def _checked(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if number <= _LAST and _HELD.fullmatch(chr(number)) else "\ufffd"
