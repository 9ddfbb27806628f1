"""Texts as the reuse index matches them: as a reader sees them, with the place of each character.

For matching only: nothing that is stored or cited is changed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.text.seen import as_seen, is_odd


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
    seen = as_seen(text) if is_odd(text) else None
    return Plain(text) if seen is None else Plain(seen.text, np.frombuffer(seen.origins, np.int64))
