"""What a case of the hostile server is, and what cases are put together from.

A case is named for what is wrong. Its outcome is ``whole`` (the very bytes that were meant), ``partial`` (taken, and
said to be incomplete), ``unchanged``, or the error that it has to end in.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from reliability.hostile_server import Acts, Answering, Wire

PAGE = (
    b"<!doctype html><html><head><title>Verania puts off the vote</title></head><body><article><h1>Verania puts off "
    b"the vote</h1><p>The parliament of Verania put off its vote on the harbour treaty on Tuesday, a spokesman said. "
    b"No new day was named.</p><p>Ministers in Sorn had asked for more time to read the annexes of the "
    b"treaty.</p></article></body></html>"
)
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Sorn Courier</title></channel></rss>"


@dataclass(frozen=True)
class Case:
    """One way to answer badly.

    Attributes:
        name: its name, and that of its host.
        acts: what the server does.
        outcome: what has to come of it.
        about: what is wrong, in words.
        kind: ``page`` or ``feed``.
        body: what has to have come, if it is whole or partial; anything if left out.
        asked: how many times it has to have been asked for, if that matters.
        slow: whether it takes all the time that a client has.
        busy: whether it keeps the client at work for all that time.
        scheme: ``http`` or ``https``.
    """

    name: str
    acts: Acts
    outcome: str
    about: str
    kind: str = "page"
    body: bytes | None = PAGE
    asked: int | None = None
    slow: bool = False
    busy: bool = False
    scheme: str = "http"


#: Seconds between two bytes of what drips.
SLOW = 0.5


class Cases(list[Case]):
    """Cases in the order in which they are added."""

    def add(
        self, name: str, outcome: str, about: str, page: Answering, *, robots: Answering | None = None, **more: Any
    ) -> None:
        """Add one; ``tls`` is what it does with the first bytes of TLS, all else is as in ``Case``."""
        acts = Acts(page, robots, more.pop("tls", None))
        self.append(Case(name, acts, outcome, about, **more))


def all_cases() -> list[Case]:
    """Every case there is."""
    from reliability import hostile_answers, hostile_manners

    return [*hostile_answers.CASES, *hostile_manners.CASES]


def pages(body: bytes, *lines: str, **more: str) -> Answering:
    """An answer as it should be, with this body."""
    return lambda wire: wire.whole(body, *lines, **more)


def raw(octets: bytes) -> Answering:
    """These bytes, whatever they are."""
    return lambda wire: wire.send(octets)


def status(status: str, *lines: str) -> Answering:
    """An answer with this status, and no body."""
    return lambda wire: wire.whole(b"", *lines, status=status)


def steps(*acts: Answering) -> Answering:
    """One act after the other."""

    def answer(wire: Wire) -> None:
        for act in acts:
            act(wire)

    return answer


def headed(octets: bytes, *lines: str) -> Answering:
    """A head with these lines, then these bytes, which need not be what the head says."""
    return steps(lambda wire: wire.head(*lines), raw(octets))


def turn(first: Answering, on: Answering) -> Answering:
    """What is done when the page is asked for, and what when that led on."""
    return lambda wire: (first if wire.path == "/" else on)(wire)


good = pages(PAGE)
GZIP = "Content-Encoding: gzip"
CHUNKED = "Transfer-Encoding: chunked"


def chunks(octets: bytes, size: int = 7) -> bytes:
    """A body in chunks, without the last one."""
    pieces = [octets[at : at + size] for at in range(0, len(octets), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


def endless(piece: bytes, *lines: str, before: bytes = b"") -> Answering:
    """A head, then these bytes for ever."""

    def answer(wire: Wire) -> None:
        wire.head(*lines)
        wire.send(before)
        block = piece * max(1, 65_536 // len(piece))
        while True:
            wire.send(block)

    return answer


def said(length: str, body: bytes = PAGE, *lines: str) -> Answering:
    """A body with this length announced, which need not be its own."""

    def answer(wire: Wire) -> None:
        wire.head(f"Content-Length: {length}", *lines)
        wire.send(body)

    return answer


def dripping(*lines: str, before: bytes = b"", octets: bytes = b"x" * 400) -> Answering:
    """A byte every half second."""

    def answer(wire: Wire) -> None:
        if lines:
            wire.head(*lines)
        wire.send(before)
        wire.drip(octets, SLOW)

    return answer


def zeros(size: int, framing: int, before: bytes = b"") -> bytes:
    """A packed stream of so many zeros after what comes before, made at once; its checksum lacks.

    Args:
        size: bytes, unpacked.
        framing: 31 for gzip, 15 for deflate, -15 for deflate without its frame.
        before: bytes that come first.
    """
    head = zlib.compressobj(9, zlib.DEFLATED, framing)
    first = head.compress(before) + head.flush(zlib.Z_FULL_FLUSH)
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    million = block.compress(bytes(1_000_000)) + block.flush(zlib.Z_FULL_FLUSH)
    return first + million * max(1, size // 1_000_000)
