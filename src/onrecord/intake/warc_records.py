"""The records of a WARC archive one after another, as far as they are whole, and what is to be said where they are not.

The framing is that of ISO 28500 (WARC 1.0 and 1.1): a version line, named fields, a blank line, a block of so many
bytes, two line ends. Behind a broken place the next record is found by its version line, or by a gzip member that
begins with one. Only one record is in memory at a time.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from onrecord.intake.gunzip import MAGIC, Gunzip
from onrecord.intake.plain import MAX_BYTES

#: How every record begins, in any version (0.17 and 0.18 are still about).
VERSION = b"WARC/"
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}[ \t]{0,9}\r?\n")
#: What follows a block: two line ends; sloppy writers have others, which hold for all of an archive if for its first.
_BEHIND = re.compile(rb"\r\n\r\n|(\n\n|\r\n|\n|)W")
_NEXT = re.compile(rb"WARC/(?:1\.\d|0\.1\d)\r?\n[A-Za-z-]{2,40}:")
#: A crawler that is started again begins with a record about itself.
_ANEW = b"WARC-Type: warcinfo"
#: Bytes that what is looked for has at most.
_LOOKED_AT = 64
#: Fields of a record and of the HTTP answer in it; real ones have at most a few thousand bytes.
_MOST_HEAD = 1 << 16
#: Bytes are read anew behind each broken place, which an archive made to hurt could have in every line.
_MOST_BREAKS = 300
_CHUNK = 1 << 16
_LINE_ENDS = b"\r\n"
_ENDING = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an archive.

    Attributes:
        number: counted from 1, records of every type.
        fields: its named fields, by warcio.
        block: its bytes; of a block that is larger than a report may be only the beginning.
        length: how many bytes its block has by its own account.
        cut: why the end of the block lacks; ``None`` if it is whole.
    """

    number: int
    fields: Any
    block: bytes
    length: int
    cut: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the archive breaks off or is damaged.

    Attributes:
        number: of the record that it breaks off in, or of the last one before.
        inside: whether it lies in that record.
        place: where that record or the damage begins, in words.
        what: what is wrong.
        found: where the next record begins, in words; ``None`` if there is none.
    """

    number: int
    inside: bool
    place: str
    what: str
    found: str | None


class _Bytes:
    """A stream of bytes in which one can look ahead and step back."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        packed = head.startswith(MAGIC)
        self.gunzip = Gunzip(stream, head, VERSION, _ANEW) if packed else None
        self._stream: Any = io.BufferedReader(self.gunzip, _CHUNK) if self.gunzip else stream
        self._held = b"" if packed else head
        self.at = 0
        self.ending: bytes | None = None

    def take(self, size: int) -> bytes:
        """Up to so many bytes; fewer only where the stream ends or is broken."""
        pieces = [self._held[:size]]
        self._held = self._held[size:]
        left = size - len(pieces[0])
        while left and (more := self._stream.read(left)):
            pieces.append(more)
            left -= len(more)
        taken = b"".join(pieces)
        self.at += len(taken)
        return taken

    def line(self) -> bytes:
        """The next line with its end, or as much of it as a head may have."""
        end = self._held.find(b"\n")
        if end < 0 and len(self._held) < _MOST_HEAD:
            self._held += self._stream.readline(_MOST_HEAD - len(self._held))
            end = self._held.find(b"\n")
        return self.take(end + 1 if end >= 0 else min(len(self._held), _MOST_HEAD))

    def back(self, taken: bytes) -> None:
        """Gives bytes back that were taken last."""
        self._held = taken + self._held
        self.at -= len(taken)

    def skip(self, size: int) -> int:
        """Passes over so many bytes; how many there were."""
        skipped = 0
        while skipped < size and (taken := self.take(min(_CHUNK, size - skipped))):
            skipped += len(taken)
        return skipped

    def seek_record(self) -> bool:
        """Passes over everything before the next version line; ``False`` if the stream ends without one."""
        taken = self.take(_CHUNK)
        while taken:
            match = _NEXT.search(taken)
            if match:
                self.back(taken[match.start() :])
                return True
            more = self.take(_CHUNK)
            taken = taken[-_LOOKED_AT:] + more if more else b""
        return False

    def ends_so(self, behind: bytes) -> bool:
        """Whether these bytes stand behind a whole block, as in the archive's first record, or at its very end."""
        if self.ending is None:
            match = _BEHIND.match(behind)
            self.ending = (match[1] if match[1] is not None else behind) if match else _ENDING
        rest = behind[len(self.ending) :]
        return (behind.startswith(self.ending) and not rest.strip(b"WARC")) or self.ending.startswith(behind)

    @property
    def reached(self) -> str:
        """Where in the file the bytes end that were read, in words."""
        return f"byte {self.gunzip.reached if self.gunzip else self.at:,}"

    def begins_anew(self) -> bool:
        """Whether the next record is one with which a crawler begins."""
        ahead = self.take(1_024)
        self.back(ahead)
        return _ANEW in ahead.split(b"\r\n\r\n")[0]

    def place(self, at: int) -> str:
        """A position in words: in the file, or in the unpacked bytes where no gzip member begins there."""
        if self.gunzip is None:
            return f"byte {at:,}"
        packed = self.gunzip.packed(at)
        return f"byte {packed:,}" if packed is not None else f"byte {at:,} of the unpacked archive"


def records(stream: BinaryIO, head: bytes = b"") -> Iterator[Record | Break]:
    """The records of an archive in order, and each place where it is broken, right behind the record before it.

    Args:
        stream: the archive, packed by gzip or not.
        head: bytes already read from it.
    """
    source = _Bytes(stream, head or stream.read(_CHUNK))
    number, breaks, broken = 0, 0, None
    while broken is None or broken.found:
        breaks += broken is not None
        if breaks > _MOST_BREAKS:
            yield Break(number, False, source.reached, f"it is broken in more than {_MOST_BREAKS:,} places", None)
            return
        line, start = _first_line(source)
        found, broken = None, None
        if _VERSION.fullmatch(line) or (line.startswith(VERSION) and not line.endswith(b"\n")):
            number += 1
            found, broken = _record(source, line, number, start)
        elif line or _fault(source):
            source.back(line)
            place = source.place(start) if line else source.reached
            broken = Break(number, False, place, _fault(source) or _GARBAGE, _next_record(source))
        else:
            return
        yield from filter(None, (found, broken))


_GARBAGE = "what stands there is no record"
_SHORT = "the archive ends within it"
_DAMAGED = "its gzip data are damaged"
_EARLY = "its gzip data end early"
_STOPPED = "its writer was stopped and began anew"
_UNFITTING = "its bytes do not end where it says"


def _first_line(source: _Bytes) -> tuple[bytes, int]:
    """The next line that is not blank, and where it begins."""
    line, start = b"\n", source.at
    while line and not line.strip(_LINE_ENDS):
        start = source.at
        line = source.line()
    return line, start


def _next_record(source: _Bytes) -> str | None:
    """Goes to the next record behind a broken place; where it is, in words."""
    if source.seek_record() or (source.gunzip and source.gunzip.go_on()):
        source.back(source.take(1))  # begins the member
        return source.place(source.at)
    return None


def _record(source: _Bytes, line: bytes, number: int, start: int) -> tuple[Record | None, Break | None]:
    """A record, and the break in or right behind it."""
    fields = _fields(source, line)
    length = _length(fields)
    if length is None:
        what = _fault(source) or ("its fields break off" if fields is None else "it does not say how long it is")
        return None, Break(number, True, source.place(start), what, _next_record(source))
    begun = source.at
    block = source.take(length if length <= MAX_BYTES else _MOST_HEAD)
    lacking = length - len(block) - source.skip(length - len(block))
    behind = source.take(4)  # a wrong checksum shows only behind the last byte
    source.back(behind)
    trusted = _sound(source, block, begun)
    if lacking or len(trusted) < len(block):
        what = _fault(source) or _SHORT
        cut = Record(number, fields, trusted, length, what) if trusted and what != _DAMAGED else None
        return cut, Break(number, True, source.place(start), what, _next_record(source))
    record = Record(number, fields, block, length)
    if source.ends_so(behind):
        return record, None
    return _framed(source, record, begun, start)


def _fault(source: _Bytes) -> str | None:
    """What is wrong with the gzip stream, if it is broken here."""
    fault = source.gunzip.fault if source.gunzip else None
    return None if fault is None else _EARLY if fault == "ends early" else _DAMAGED


def _sound(source: _Bytes, block: bytes, begun: int) -> bytes:
    """The part of a block that can be trusted."""
    if source.gunzip is None or source.gunzip.fault is None:
        return block
    return block[: max(0, source.gunzip.sound - begun)]


def _framed(source: _Bytes, record: Record, begun: int, start: int) -> tuple[Record | None, Break]:
    """What is left of a record that no line end follows, and what is said of it.

    Where bytes are missing from the archive, a block runs over into the records behind it, and half of another page may
    stand in it: it is left out, unless its own checksum shows that the foreign bytes stand behind it, or the crawler
    was stopped there and began anew.
    """
    if checksum_fits(record):
        return record, Break(record.number, False, source.place(source.at), _GARBAGE, _next_record(source))
    if record.length == len(record.block):
        source.back(record.block)  # the next record may begin in it
    reached = source.seek_record()
    own, fault = _sound(source, record.block, begun), _fault(source)
    if reached and not fault:
        own, fault = (record.block[: source.at - begun], _STOPPED) if source.begins_anew() else (b"", None)
    found = source.place(source.at) if reached else _next_record(source)
    kept = Record(record.number, record.fields, own, record.length, fault) if own and fault != _DAMAGED else None
    return kept, Break(record.number, True, source.place(start), fault or _UNFITTING, found)


def checksum_fits(record: Record) -> bool | None:
    """Whether a block has the checksum that its fields give; ``None`` where they give none that can be told.

    It is SHA-1, in base32 as nearly all writers have it, or in hexadecimal digits.
    """
    said = (record.fields.get_header("WARC-Block-Digest") or "").strip().lower().partition(":")
    if said[0] != "sha1" or len(said[2]) not in (32, 40) or record.length != len(record.block):
        return None
    found = hashlib.sha1(record.block).digest()
    return said[2] in (base64.b32encode(found).decode().lower(), found.hex())


def _fields(source: _Bytes, line: bytes) -> Any:
    """The named fields of a record, whose version line was read; ``None`` if they break off."""
    from warcio.statusandheaders import StatusAndHeadersParser

    head = [line]
    size = len(line)
    while line.strip(_LINE_ENDS):
        line = source.line()
        size += len(line)
        if not line.endswith(b"\n") or size > _MOST_HEAD:
            return None
        head.append(line)
    return StatusAndHeadersParser([], verify=False).parse(io.BytesIO(b"".join(head)))


def _length(fields: Any) -> int | None:
    said = (fields.get_header("Content-Length") or "") if fields else ""
    return int(said) if re.fullmatch("[0-9]{1,18}", said) else None
