"""What a reader sees of a text: without characters that cannot be seen, and with look-alike letters as what they seem.

For matching only: nothing that is stored or cited is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Characters that take no room: soft hyphen, zero-width spaces and joiners, marks of direction, variation selectors.
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
_UNSEEN += "\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
#: Letters of other scripts that look like Latin ones (from Unicode's confusables, those that are drawn alike).
_LIKE = dict(
    zip(
        "аеорсухіјѕԁԛԝһӏАВЕКМНОРСТУХІЈЅαοντυρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdqwhlABEKMHOPCTYXIJSaovtupABEZHIKMNOPTYX",
        strict=True,
    )
)
_AWKWARD = re.compile(f"[{_UNSEEN}{''.join(_LIKE)}]")
_ASCII = bytes(range(128))
_ALIKE = re.compile(f"[{''.join(_LIKE)}]")
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as it is matched.

    Attributes:
        text: the text.
        places: where each code point stands in the text that it was made from; ``None`` if none was moved.
    """

    text: str
    places: NDArray[np.int64] | None = None


def plain(text: str) -> Plain:
    """A text as a reader sees it.

    >>> plain("the b\\u200bridge of M\\u0430rn").text
    'the bridge of Marn'
    """
    if text.isascii() or not is_awkward(text.encode("utf-8", "surrogatepass")):
        return Plain(text)
    places = None
    if _HIDDEN.search(text):
        gone = {found.start() for found in _HIDDEN.finditer(text)}
        places = np.delete(np.arange(len(text)), sorted(gone))
        text = _HIDDEN.sub("", text)
    if _ALIKE.search(text):
        text = _WORD.sub(lambda found: _seen(found[0]), text)
    return Plain(text, places)


def is_awkward(encoded: bytes) -> bool:
    """Whether a text in UTF-8 has any character that is not matched as it stands."""
    beyond = encoded.translate(None, _ASCII)  # the few code points that have to be looked at
    return bool(beyond) and _AWKWARD.search(beyond.decode("utf-8", "surrogatepass")) is not None


def _seen(word: str) -> str:
    """A word with look-alikes replaced, if it is one of Latin letters with some of another script among them."""
    if word.isascii() or not _LATIN.search(word):
        return word
    return "".join(_LIKE.get(char, char) for char in word)
