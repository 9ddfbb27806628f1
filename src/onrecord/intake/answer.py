"""The body of one answer over HTTP: its length checked against what was announced, unpacked here with a bound.

A library that unpacks by itself makes 3 GB of 1.8 kB, and hands out a packed body that was cut off as if it were whole.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.errors import NotReached, TooLarge, WrongType
from onrecord.intake.guard import Target
from onrecord.intake.plain import MAX_BYTES

#: What is said of a failure that may pass; such a request is made again.
LATER = "Try again later; if a browser opens it, save the page there and give that file"
SAVE = "Save the page in a browser and give that file"
#: Why a body may be cut although nothing broke.
LONGER = "the server sent more than it had announced; what lies beyond the announced end was not read"
OPEN = "the server did not say how long its answer is, so if its end is missing that cannot be seen"

CHUNK = 65_536
_PACKED = ("gzip", "x-gzip", "deflate")
#: Names for bytes that are not packed; the last two are those that servers set up wrongly give.
_UNPACKED = ("", "identity", "none", "utf-8")
#: A body packed by a web server is one stream; some tools that rotate files make a few of it, and nobody thousands.
_MOST_STREAMS = 1_000
_LENGTH = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take.

    Attributes:
        connect: seconds until a connection stands, for each address of the host.
        read: seconds between two pieces of the answer.
        total: seconds until the whole answer is there; of a page that is fetched, for all that is asked for it
            (``robots.txt``, redirects, further tries) together.
        size: bytes of the answer, as it comes and unpacked.
        cut: whether of a longer body its first ``size`` bytes are taken; else it is refused.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 30.0
    size: int = MAX_BYTES
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; ``body`` is empty unless the status is 200.

    Attributes:
        status: the HTTP status.
        headers: by lower-case name.
        body: unpacked.
        doubt: why the body may be cut although nothing broke (``LONGER`` or ``OPEN``); empty if it is whole.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Framing:
    """How a body is told from what follows it.

    Attributes:
        length: its bytes; ``None`` if they are not announced.
        chunked: whether it comes in chunks, the last of which is marked.
    """

    length: int | None
    chunked: bool


def framing(headers: Mapping[str, str], one: Target) -> Framing:
    """How the body of an answer with these headers is framed (RFC 9112, section 6.3).

    Raises:
        NotReached: its length is no number, or is announced twice and differently.
        WrongType: it is framed in a way that was not asked for.
    """
    coding = headers.get("transfer-encoding", "").strip().lower()
    if coding not in ("", "identity", "chunked"):
        raise WrongType(f"the answer is sent in a way that was not asked for ({coding[:40]})", where=one.url, hint=SAVE)
    if coding == "chunked":
        return Framing(None, True)
    if "content-length" not in headers:
        return Framing(None, False)
    said = {word.strip() for word in headers["content-length"].split(",")}
    if len(said) > 1 or not _LENGTH.fullmatch(min(said)):
        shown = " ".join(headers["content-length"].split())[:40]
        raise NotReached(f"the server announces a length that cannot be ({shown})", where=one.url, hint=SAVE)
    return Framing(int(min(said)), False)


def body(
    read: Callable[[int], bytes], more: Callable[[], bytes], headers: Mapping[str, str], one: Target, limits: Limits
) -> tuple[bytes, str]:
    """The body of an answer, whole and unpacked, and why it may be cut all the same.

    Args:
        read: gives the next bytes of the body, at most so many; none at its end.
        more: gives bytes that came after the end of the body.
        headers: of the answer, by lower-case name.
        one: what was asked for.
        limits: what the answer may take.

    Raises:
        NotReached: it broke off, or its packing is damaged.
        TooLarge: it is larger than it may be.
        WrongType: it is packed or sent in a way that was not asked for.
    """
    framed = framing(headers, one)
    if framed.length is not None and framed.length > limits.size and not limits.cut:
        raise too_large(one, limits)
    unpack = Unpacked(headers.get("content-encoding", ""), one, limits)
    taken = 0
    while not unpack.full and (piece := read(CHUNK)):
        taken += len(piece)
        if taken > limits.size and not limits.cut:
            raise too_large(one, limits)
        unpack.feed(piece)
    if unpack.full:
        return unpack.whole(), ""
    if framed.length is not None and taken < framed.length:
        raise NotReached(f"the answer broke off after {taken:,} bytes", where=one.url, hint=LATER)
    found = unpack.whole()
    if unpack.packed:
        return found, ""  # its packing marks its end
    if framed.length is not None:
        return found, LONGER if taken > framed.length or more().strip() else ""
    return found, "" if framed.chunked else OPEN


def too_large(one: Target, limits: Limits) -> TooLarge:
    """The error for an answer that is over its limit."""
    most = f"{limits.size / 1e6:g} MB"
    return TooLarge(f"the answer is larger than {most}", where=one.url, hint="No page or feed is; see what it holds")


class Unpacked:
    """A body unpacked as it comes, never beyond its limit.

    Args:
        coding: the ``Content-Encoding``.
        one: what was asked for.
        limits: what the answer may take.

    Raises:
        WrongType: it is packed in a way that was not asked for, or more than once.
    """

    def __init__(self, coding: str, one: Target, limits: Limits) -> None:
        names = [name.strip().lower() for name in coding.split(",") if name.strip().lower() not in _UNPACKED]
        if len(names) > 1 or (names and names[0] not in _PACKED):
            raise WrongType(
                f"the answer is packed in a way that was not asked for ({coding[:40]})", where=one.url, hint=SAVE
            )
        self._one, self._limits = one, limits
        self._coding = names[0] if names else ""
        self._kept = io.BytesIO()  # in one piece: of two bytes each ten million would take half a gigabyte
        self._size = 0
        self._stream: Any = None
        self._streams = 0
        self._held = b""
        self.full = False

    @property
    def packed(self) -> bool:
        """Whether anything has to be unpacked."""
        return bool(self._coding)

    def feed(self, piece: bytes) -> None:
        """Take in what came.

        Raises:
            NotReached: its packing is damaged.
            TooLarge: it is larger than it may be.
        """
        if not self._coding:
            self._keep(piece)
            return
        piece, self._held = self._held + piece, b""
        while piece and not self.full:
            if self._stream is None or self._stream.eof:
                if len(piece) < 2:  # the two bytes that tell how a stream is framed may come one by one
                    self._held = piece
                    return
                if self._stream is not None and not piece.startswith(b"\x1f\x8b"):
                    return  # what follows the end is not part of it
                self._begin(piece)
            piece = self._unpack(piece)

    def _begin(self, piece: bytes) -> None:
        """Begin a stream by its first bytes; servers send "deflate" with and without a frame."""
        self._streams += 1
        if self._streams > _MOST_STREAMS:
            raise TooLarge("the answer is packed in too many pieces", where=self._one.url, hint=SAVE)
        framed = piece[0] & 15 == 8 and (piece[0] << 8 | piece[1]) % 31 == 0
        again = self._stream is not None
        self._stream = zlib.decompressobj(31 if again or self._coding != "deflate" else 15 if framed else -15)

    def _unpack(self, piece: bytes) -> bytes:
        try:
            self._keep(self._stream.decompress(piece, self._limits.size - self._size + 1))
        except zlib.error as error:
            raise NotReached("the packed answer is damaged", where=self._one.url, hint=LATER) from error
        rest: bytes = self._stream.unconsumed_tail or self._stream.unused_data
        return rest

    def _keep(self, words: bytes) -> None:
        room = self._limits.size - self._size
        if len(words) > room:
            if not self._limits.cut:
                raise too_large(self._one, self._limits)
            words, self.full = words[:room], True
        self._size += len(words)
        self._kept.write(words)

    def whole(self) -> bytes:
        """The whole body.

        Raises:
            NotReached: it was cut off.
        """
        ended = self._stream is None or self._stream.eof
        if self._coding and not self.full and not (ended and (self._stream is not None or not self._held)):
            raise NotReached("the packed answer was cut off", where=self._one.url, hint=LATER)
        return self._kept.getvalue()
