"""What goes between a process and those that parse and read for it: values of the model, in frames.

A frame is eight bytes with the length of what follows, and a value in Python's pickle format. Pickle can call anything
by name; what comes from a process that met hostile bytes must not. So only the frozen values of ``onrecord.model``,
Onrecord's errors and what the intake gives for feeds and fetched pages are made again, and every other name is refused
(Python documentation, "Restricting Globals").
"""

from __future__ import annotations

import io
import pickle
import struct
from typing import IO, Any

from onrecord.errors import OnrecordError

_LENGTH = struct.Struct(">Q")
#: No value between processes is larger: a report has at most 20 MB, and what is read in it some ten times as much.
MOST = 512_000_000
#: Modules whose classes may come out of a frame, beside those of the model.
_MODULES = frozenset({"onrecord.errors", "onrecord.intake.feed", "onrecord.intake.fetched", "onrecord.intake.sources"})
_FUNCTIONS = frozenset({"_again", "_status_again"})


class Broken(Exception):
    """The other side sent something that is no frame."""


class Gone(Broken):
    """The other side is gone."""


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """The class of this name, if it is one that may come."""
        if "." not in name and (module.startswith("onrecord.model.") or module in _MODULES):
            found = super().find_class(module, name)
            if getattr(found, "__module__", None) == module and (isinstance(found, type) or name in _FUNCTIONS):
                return found
        raise Broken(f"a frame names {module}.{name}, which no frame may")


def packed(value: Any) -> bytes:
    """A value as a frame."""
    octets = pickle.dumps(value, protocol=5)
    return _LENGTH.pack(len(octets)) + octets


def unpacked(octets: bytes) -> Any:
    """The value of a frame without its length.

    Raises:
        Broken: it is none.
    """
    try:
        return _Reader(io.BytesIO(octets)).load()
    except (Broken, OnrecordError):
        raise
    except Exception as error:
        raise Broken(f"a frame cannot be read ({type(error).__name__})") from error


def receive(stream: IO[bytes]) -> Any:
    """The next value of a stream.

    Raises:
        Gone: the stream ends.
        Broken: it holds no frame.
    """
    return unpacked(_taken(stream, _length(_taken(stream, _LENGTH.size))))


def _length(octets: bytes) -> int:
    length: int = _LENGTH.unpack(octets)[0]
    if length > MOST:
        raise Broken("a frame is larger than any value")
    return length


def _taken(stream: IO[bytes], size: int) -> bytes:
    pieces = []
    while size and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    if size:
        raise Gone("the other side ended")
    return b"".join(pieces)
