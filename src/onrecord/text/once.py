"""Remembers what was worked out of a value while it is compared with many others."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Values remembered by each function: the sentences of some thousand reports.
REMEMBERED = 65_536


_EVERY: list[dict[int, Any]] = []


def forget() -> None:
    """Forget all that is remembered, so that nothing is held of reports that are compared no more."""
    for known in _EVERY:
        known.clear()


def once(function: Callable[[T], R]) -> Callable[[T], R]:
    """A function of one value that is worked out once for each object, known by its identity.

    Comparing values would cost more than what is saved; an object is held as long as it is remembered, so no other can
    have its identity.
    """
    known: dict[int, tuple[T, R]] = {}
    _EVERY.append(known)

    @wraps(function)
    def remembering(value: T) -> R:
        found = known.get(id(value))
        if found is None:
            if len(known) >= REMEMBERED:
                known.clear()
            found = known[id(value)] = (value, function(value))
        return found[1]

    return remembering
