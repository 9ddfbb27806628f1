"""All hostile inputs, door by door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reliability.hostile import archives, costly, feeds, lines, names, pages, tables, text, wire
from reliability.hostile.made import Hostile

_DOORS = (pages, feeds, text, lines, archives, wire, tables, names, costly)


def inputs(doors: Sequence[str] = ()) -> Iterator[Hostile]:
    """Every input.

    Args:
        doors: only what comes in by these ways; all if left out.
    """
    for module in _DOORS:
        yield from (one for one in module.inputs() if not doors or one.door in doors)


def drawn(part: int) -> list[Hostile]:
    """One in so many of the inputs that cost little, of each door, always the same."""
    return [one for number, one in enumerate(one for one in inputs() if one.cheap) if number % part == 0]
