"""Something that must hold, and the error where it does not."""

from __future__ import annotations


class Broken(AssertionError):
    """Something that must hold does not; its words name what."""


def require(holds: bool, what: str) -> None:
    """Require that something holds.

    Raises:
        Broken: it does not.
    """
    if not holds:
        raise Broken(what)
