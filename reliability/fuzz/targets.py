"""The readers that are fuzzed, one line each: what reads, what its cases are made from, what means something to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from reliability.fuzz import pieces, readers
from reliability.fuzz.oracle import require

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
    own: Mapping[str, bytes] = field(default_factory=dict)

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


_EVERY = ("text", "page", "lines", "objects", "feed", "wire", "warc")

TARGETS: dict[str, Target] = {
    one.name: one
    for one in (
        Target("text", readers.text, pieces.TEXT, weight=2),
        Target("page", readers.page, pieces.PAGE, weight=30),
        Target("lines", readers.lines, pieces.JSON, weight=3),
        Target("objects", readers.objects, pieces.JSON, ("objects", "lines"), weight=3),
        Target("feed", readers.feed_items, pieces.FEED, weight=10),
        Target("item", readers.item, pieces.JSON, weight=2),
        Target("opml", readers.outlines, pieces.FEED),
        Target("wire", readers.wire, pieces.WIRE, weight=5),
        Target("warc", readers.archive, pieces.WARC, weight=10),
        Target("gunzip", readers.gunzipped, pieces.WARC, ("warc",)),
        Target("parquet", readers.table, weight=3),
        Target("source", readers.source, (*pieces.PAGE, *pieces.WIRE), _EVERY, weight=10),
        Target("robots", readers.robots_txt, pieces.ROBOTS),
        Target("answer", readers.answer, pieces.ANSWER, weight=2),
        Target("address", readers.address, pieces.ADDRESS),
        Target("date", readers.day, pieces.DATE),
        Target("judgements", readers.judgements, pieces.JUDGEMENTS),
        Target("issues", readers.issues, pieces.ISSUES),
    )
}
