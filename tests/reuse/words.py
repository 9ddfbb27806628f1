"""Passages of invented words."""

from __future__ import annotations

import random

_PARTS = ["ba", "ko", "ri", "ne", "tu", "la", "so", "mi", "der", "van", "lin", "pol", "gar", "hes", "tor"]


def word(draw: random.Random) -> str:
    """One of some thousand words."""
    return "".join(draw.choice(_PARTS) for _ in range(draw.randrange(2, 5)))


def passage(draw: random.Random, count: int) -> str:
    """So many words, in sentences of twelve."""
    words = [word(draw) for _ in range(count)]
    return " ".join(one + ("." if at % 12 == 11 else "") for at, one in enumerate(words))
