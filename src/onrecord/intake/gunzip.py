"""The bytes in a gzip stream, member after member, and what is left of one that is cut or damaged.

Crawlers write each record of an archive as a gzip member of its own, so behind a broken place the next whole member can
be found by its first bytes. zlib gives no words until it is asked for them, so a member that would unpack to gigabytes
costs no more memory than was read.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import deque
from typing import Any, BinaryIO, Literal

#: The first bytes of a gzip member whose method is deflate, the only one there is (RFC 1952, 2.3.1).
MAGIC = b"\x1f\x8b\x08"
#: A whole head: no flags that are reserved, and what packed it as zlib and the other common packers say it.
_HEAD = re.compile(rb"\x1f\x8b\x08[\x00-\x1f](?s:.{4})[\x00\x02\x04][\x00-\x0d\xff]")
_CHUNK = 1 << 16
#: Bytes of one member that are kept to look for the next in them; the rest of a longer one is searched as it comes.
_KEPT = 1 << 25
_GZIP = 31

Fault = Literal["ends early", "is damaged"]


def peek(head: bytes) -> bytes:
    """The first unpacked bytes of a gzip stream, as far as its head has them; empty if it is damaged there."""
    try:
        return zlib.decompressobj(_GZIP).decompress(head, _CHUNK)
    except zlib.error:
        return b""


class Gunzip(io.RawIOBase):
    """A gzip stream as a stream of its unpacked bytes, which ends where it is broken.

    Attributes:
        fault: what is wrong where the stream ended; ``None`` where it ended as it should.
        sound: how many unpacked bytes can be trusted; where it is damaged some that were given lie beyond it.
        reached: how many packed bytes were used.
        members: where members begin in the unpacked and in the packed bytes; the latest ones.
    """

    def __init__(self, stream: BinaryIO, head: bytes = b"", wanted: bytes = b"", anew: bytes = b"") -> None:
        """Opens a stream.

        Args:
            stream: the packed bytes; it need not be seekable.
            head: bytes already read from it.
            wanted: what a member begins with, unpacked, that is looked for behind a broken place; none if empty.
            anew: what stands at the head of a member with which a writer begins anew after it was stopped.
        """
        super().__init__()
        self.fault: Fault | None = None
        self.sound = 0
        self.reached = 0
        self.members: deque[tuple[int, int]] = deque(maxlen=1 << 10)
        self._stream, self._held = stream, head
        self._wanted, self._anew = wanted, anew
        self._zip: Any = None
        self._kept, self._whole = bytearray(), True
        self._given = 0
        self._found = False

    def readable(self) -> bool:
        """Always: it is read and never written."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next unpacked bytes, up to the size of a buffer; none where the stream ends or is broken."""
        out = b""
        while not out and self.fault is None and self._input():
            out = self._unpack(min(len(buffer), _CHUNK))
        buffer[: len(out)] = out
        self._given += len(out)
        if self.fault is None:
            self.sound = self._given
        return len(out)

    def packed(self, unpacked: int) -> int | None:
        """Where the member begins that begins at an unpacked position; ``None`` if none begins there."""
        return next((at for begun, at in self.members if begun == unpacked), None)

    def go_on(self) -> bool:
        """Goes on with the next whole member behind the broken place; ``False`` if there is none."""
        if not self._found:
            return False
        self.fault, self._found = None, False
        self.sound = self._given
        return True

    def _input(self) -> bool:
        """Whether there are packed bytes to unpack."""
        if not self._held:
            self._held = self._stream.read(_CHUNK)
        if not self._held and self._zip is not None:
            self._break("ends early")
            return False
        if self._held and self._zip is None:
            return self._begin()
        return bool(self._held)

    def _begin(self) -> bool:
        """Begins a member; zeros behind the last are padding, which tapes and block devices leave."""
        if not self._held.strip(b"\0"):
            self.reached += len(self._held)
            self._held = b""
            return self._input()
        self._zip = zlib.decompressobj(_GZIP)
        self._kept.clear()
        self._whole = True
        self.members.append((self._given, self.reached))
        return True

    def _unpack(self, most: int) -> bytes:
        before = self._zip.copy()
        try:
            out: bytes = self._zip.decompress(self._held, most)
        except zlib.error:
            out = _as_far_as_it_goes(before, self._held, most)
            self._break("is damaged")
            return out
        rest = self._zip.unused_data if self._zip.eof else self._zip.unconsumed_tail
        used = len(self._held) - len(rest)
        if len(self._kept) + used > _KEPT:
            self._kept.clear()
            self._whole = False
        self._kept += self._held[:used]
        self.reached += used
        self._held = rest
        if self._zip.eof:
            self._zip = None
        return out

    def _break(self, fault: Fault) -> None:
        """Notes what is wrong, where the next member begins, and how much of this one can be trusted.

        Foreign bytes may unpack for a long way before zlib meets an error, so nothing is trusted that has none or a
        wrong checksum behind it, but for two cases: the file ends there, or the writer was stopped there and began
        anew.
        """
        self.fault, self._zip = fault, None
        self.sound = self._given if fault == "ends early" else self.members[-1][0]
        window = self._kept + self._held
        first = self.reached - len(self._kept)
        at = _member(window, 1, self._wanted) if self._wanted else None
        while at is None and self._wanted and (more := self._stream.read(_CHUNK)):
            known = max(1, len(window) - _LOOKED_AT)
            window += more
            at = _member(window, known, self._wanted)
            if at is None and len(window) > _KEPT:
                first += len(window) - _LOOKED_AT
                del window[:-_LOOKED_AT]
                self._whole = False
        if at is None:
            return
        stopped = self._whole and self._anew and self._anew in peek(bytes(window[at : at + _LOOKED_AT]))[:_LOOKED_AT]
        own = _unpacked(bytes(window[:at])) if stopped else None
        if own is not None:
            self.fault, self.sound = "ends early", self.members[-1][0] + own
        self._held, self.reached, self._found = bytes(window[at:]), first + at, True


#: Packed bytes that are enough to see what a member begins with.
_LOOKED_AT = 4_096


def _member(window: bytearray, start: int, wanted: bytes) -> int | None:
    """Where the next member begins that unpacks to what is wanted."""
    while head := _HEAD.search(window, start):
        at = head.start()
        try:
            if zlib.decompressobj(_GZIP).decompress(bytes(window[at : at + _LOOKED_AT]), len(wanted)) == wanted:
                return at
        except zlib.error:
            pass
        start = at + 1
    return None


def _unpacked(packed: bytes) -> int | None:
    """How many bytes the beginning of a member unpacks to; ``None`` if they are no such beginning."""
    unpack, size = zlib.decompressobj(_GZIP), 0
    try:
        while packed and not unpack.eof:
            size += len(unpack.decompress(packed, _CHUNK))
            packed = unpack.unconsumed_tail
    except zlib.error:
        return None
    return size


def _as_far_as_it_goes(unpack: Any, packed: bytes, most: int) -> bytes:
    """What can be unpacked before the error: zlib gives nothing of a stretch in which it meets one."""
    out = bytearray()
    try:
        for at in range(len(packed)):
            out += unpack.decompress(packed[at : at + 1], most - len(out))
            if len(out) >= most:
                break
    except zlib.error:
        pass
    return bytes(out)
