"""What stands beside a figure and opens it: "at least", "nearly", "or more", a minus sign."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.lexicons import figures
from onrecord.model.reading import QuantityMod

_AFTER = re.compile("|".join(re.escape(f" {words}") for words in figures.numbers()["after"]) + r"(?!\w)")

#: Alternatives of a pattern for the qualifiers before a figure, longest first.
BEFORE = "|".join(
    sorted((re.escape(one) for words in figures.numbers()["qualifiers"].values() for one in words), key=len)[::-1]
)


@lru_cache(maxsize=1)
def _mods() -> dict[str, QuantityMod]:
    return {one: mod for mod, words in figures.numbers()["qualifiers"].items() for one in words}


def before(words: str | None) -> QuantityMod | None:
    """What the qualifier before a figure says of it, ``None`` without one.

    >>> before("At least "), before("nearly a "), before(None)
    ('EQUAL_OR_MORE', 'LESS_THAN', None)
    """
    said = (words or "").lower().split()
    while said and " ".join(said) not in _mods():
        said.pop()
    return _mods()[" ".join(said)] if said else None


def after(text: str, end: int) -> tuple[QuantityMod | None, int]:
    """What words right behind a figure say of it, and where the figure then ends.

    >>> after("20 or more villages", 2)
    ('EQUAL_OR_MORE', 10)
    """
    match = _AFTER.match(text, end)
    if match is None:
        return None, end
    mod: QuantityMod = figures.numbers()["after"][match[0].strip()]
    return mod, match.end()


def goes_below_zero(unit: str | None) -> bool:
    """Whether a hyphen before a figure of this unit is a minus sign: only degrees and percents go below nothing."""
    return unit in ("°", "°C", "%")
