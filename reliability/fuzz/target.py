"""A reader that is fuzzed, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from reliability.fuzz.broken import require

HOME = Path(__file__).resolve().parent
CORPUS, CRASHES = HOME / "corpus", HOME / "crashes"

Check = Callable[[bytes], Any]


@dataclass(frozen=True)
class Target:
    """One reader.

    Attributes:
        name: what it is called on the command line.
        check: reads bytes and requires of what comes of them what must hold; gives a value that is equal whenever the
            bytes are.
        pieces: what means something to it.
        corpus: folders of seeds below ``corpus``.
        weight: how much of its time one case takes, against others; a short run tries fewer of a heavy one.
    """

    name: str
    check: Check
    pieces: tuple[bytes, ...] = ()
    corpus: tuple[str, ...] = ()
    weight: int = 1

    def seeds(self) -> tuple[bytes, ...]:
        """What its cases begin as."""
        folders = [CORPUS / name for name in self.corpus or (self.name,)]
        return tuple(path.read_bytes() for folder in folders for path in sorted(folder.glob("*")))

    def try_case(self, data: bytes) -> None:
        """One case: what must hold holds, and one time in four that the same bytes give the same again.

        Raises:
            Broken: something does not hold.
            Exception: the reader failed in a way that is none of its own errors.
        """
        found = self.check(data)
        if crc32(data) % 4 == 0:
            require(self.check(data) == found, "the same bytes give something else the second time")
