"""Readers with a fault each, to see that fuzzing finds it: they stumble over an exclamation mark."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import count
from typing import Any

from reliability.fuzz.broken import require
from reliability.fuzz.target import Target

_NUMBERS = count()


def _raises(data: bytes) -> Any:
    return 1 // (b"!" not in data)


def _unsound(data: bytes) -> Any:
    require(b"!" not in data, "the text is not canonical")


def _crashes(data: bytes) -> Any:
    if b"!" in data:
        ctypes.string_at(0)


def _loops(data: bytes) -> Any:
    while b"!" in data:
        pass


def _swells(data: bytes) -> Any:
    return len(bytearray(b"a") * (1 << 31)) if b"!" in data else 0


def _differs(data: bytes) -> Any:
    return next(_NUMBERS) if b"!" in data else 0


class Faulty(Target):
    """A reader whose cases have an exclamation mark, but for the first."""

    def seeds(self) -> tuple[bytes, ...]:
        """Without, with, without."""
        return b"plain", b"with!", *(b"plain %d" % number for number in range(6))

    def try_case(self, data: bytes) -> None:
        """As every reader, but always twice."""
        found = self.check(data)
        require(self.check(data) == found, "the same bytes give something else the second time")


_FAULTS: dict[str, Callable[[bytes], Any]] = {
    "raises": _raises, "unsound": _unsound, "crashes": _crashes, "loops": _loops, "swells": _swells,
    "differs": _differs,
}  # fmt: skip
TARGETS = {name: Faulty(name, check) for name, check in _FAULTS.items()}
