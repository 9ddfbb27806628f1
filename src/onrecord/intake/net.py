"""One request over the net: to a vetted address, within limits of time and size, whatever the server does.

The body is counted as it comes and unpacked here with a bound: a library that unpacks by itself makes 3 GB of 1.8 kB,
and hands out a packed body that was cut off as if it were whole.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from onrecord.errors import NotReached, TooLarge, TooSlow, WrongType
from onrecord.intake.guard import Target
from onrecord.intake.plain import MAX_BYTES

_CHUNK = 65_536
_PACKED = ("gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take.

    Attributes:
        connect: seconds until a connection stands, for each address of the host.
        read: seconds between two pieces of the answer.
        total: seconds until the whole answer is there.
        size: bytes of the answer, as it comes and unpacked.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; ``body`` is empty unless the status is 200.

    Attributes:
        status: the HTTP status.
        headers: by lower-case name.
        body: unpacked.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    one: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    limits: Limits,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """What the server answers to one request; redirects are not followed.

    Args:
        one: what is asked for.
        addresses: the vetted addresses of its host; no other is connected to.
        headers: what is sent along.
        limits: what the answer may take.
        context: how certificates are judged; as the system does if left out.

    Raises:
        NotReached: there is no answer, or it broke off.
        TooSlow: it took longer than it may.
        TooLarge: it is larger than it may be.
        WrongType: it is packed in a way that is not undone.
    """
    watch = _Watch(time.monotonic() + limits.total)
    try:
        with _failures(one, watch, limits), watch.connection(one, addresses, limits, context) as connection:
            connection.request("GET", one.path, headers=dict(headers), preload_content=False, decode_content=False)
            response = connection.getresponse()
            kept = {name.lower(): value for name, value in response.headers.items()}
            body = _body(response, kept, one, watch, limits) if response.status == 200 else b""
            return Answer(response.status, kept, body)
    finally:
        watch.stop()


class _Watch:
    """Ends a connection when its time is over, also in the middle of a header that comes byte by byte."""

    def __init__(self, end: float) -> None:
        self._end = end
        self._timer: threading.Timer | None = None
        self.over = False

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(0.0, self._end - time.monotonic())

    @contextmanager
    def connection(
        self, one: Target, addresses: Sequence[str], limits: Limits, context: ssl.SSLContext | None
    ) -> Iterator[HTTPConnection]:
        """A connection to the host of a target that opens only to the vetted addresses."""
        watch = self

        def dial(_: object) -> socket.socket:
            found = _dialled(one, addresses, min(limits.connect, watch.left))
            found.settimeout(limits.read)
            watch.guard(found)
            return found

        kind = HTTPSConnection if one.scheme == "https" else HTTPConnection
        options: dict[str, Any] = {"ssl_context": context or _trusting()} if one.scheme == "https" else {}
        # The host stays the name, so that certificate and Host header are of the name; only the dialling is ours.
        connection = type("Vetted", (kind,), {"_new_conn": dial})(one.host, one.port, timeout=limits.read, **options)
        try:
            yield connection
        finally:
            connection.close()

    def guard(self, connected: socket.socket) -> None:
        """Cut this connection when the time is over."""
        self.stop()
        self._copy = connected.dup()
        self._timer = threading.Timer(self.left, self._cut, [self._copy])
        self._timer.daemon = True
        self._timer.start()

    def _cut(self, connected: socket.socket) -> None:
        self.over = True
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)
        connected.close()

    def stop(self) -> None:
        """Watch no longer."""
        if self._timer is not None:
            self._timer.cancel()
            if not self.over:
                self._copy.close()
            self._timer = None


@lru_cache(maxsize=1)
def _trusting() -> ssl.SSLContext:
    """How certificates are judged: by the system's list, or where it has none by that of certifi, if it is there."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        with suppress(ImportError):
            import certifi

            context.load_verify_locations(certifi.where())
    return context


def _dialled(one: Target, addresses: Sequence[str], patience: float) -> socket.socket:
    """A connection to the first vetted address that answers."""
    failure: OSError | None = None
    for address in addresses[:4]:
        try:
            found = socket.create_connection((address, one.port), max(patience, 0.1))
        except OSError as error:
            failure = error
            continue
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return found
    raise failure or OSError("no address")


@contextmanager
def _failures(one: Target, watch: _Watch, limits: Limits) -> Iterator[None]:
    """Turn what the net and its libraries complain of into errors of Onrecord."""
    try:
        yield
    except (TimeoutError, ReadTimeoutError, ConnectTimeoutError) as error:
        raise _slow(one, limits) from error
    except ssl.SSLError as error:
        raise NotReached(
            f"the connection cannot be trusted ({_said(error)})", where=one.url, hint=_CERTIFICATE
        ) from error
    except (OSError, HTTPException, HTTPError, ValueError) as error:
        if watch.over or watch.left <= 0:
            raise _slow(one, limits) from error
        if isinstance(error.__cause__, ssl.SSLError) or "certificate" in str(error).lower():
            why = _said(error.__cause__ or error)
            raise NotReached(f"the connection cannot be trusted ({why})", where=one.url, hint=_CERTIFICATE) from error
        broke = "incomplete" in str(error).lower()
        what = "there is no answer" if isinstance(error, OSError) else "there is no proper answer"
        what = "the answer broke off" if broke else f"{what} ({_said(error)})"
        raise NotReached(what, where=one.url, hint=_LATER) from error


_LATER = "Try again later; if a browser opens it, save the page there and give that file"
_CERTIFICATE = "Open it in a browser and see whether it warns; the clock of this machine may be wrong"


def _slow(one: Target, limits: Limits) -> TooSlow:
    return TooSlow(f"there was no whole answer within {limits.total:g} seconds", where=one.url, hint=_LATER)


def _said(error: BaseException) -> str:
    reason = getattr(error, "verify_message", None) or getattr(error, "strerror", None) or str(error)
    return " ".join(str(reason).split())[:120].lower() or type(error).__name__


def _body(response: BaseHTTPResponse, headers: Mapping[str, str], one: Target, watch: _Watch, limits: Limits) -> bytes:
    announced = headers.get("content-length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > limits.size:
        raise _large(one, limits)
    unpack = _Unpacked(headers.get("content-encoding", ""), one, limits)
    taken = 0
    while True:
        if watch.left <= 0:
            raise _slow(one, limits)
        piece = response.read1(_CHUNK, decode_content=False)
        if not piece:
            break
        taken += len(piece)
        if taken > limits.size:
            raise _large(one, limits)
        unpack.feed(piece)
    if watch.over:
        raise _slow(one, limits)
    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    if announced.isdecimal() and not chunked and taken < int(announced):
        raise NotReached(f"the answer broke off after {taken:,} bytes", where=one.url, hint=_LATER)
    return unpack.whole()


def _large(one: Target, limits: Limits) -> TooLarge:
    most = f"{limits.size / 1e6:g} MB"
    return TooLarge(f"the answer is larger than {most}", where=one.url, hint="No page or feed is; see what it holds")


class _Unpacked:
    """A body unpacked as it comes, never beyond its limit."""

    def __init__(self, coding: str, one: Target, limits: Limits) -> None:
        names = [name.strip().lower() for name in coding.split(",") if name.strip().lower() not in ("", "identity")]
        if len(names) > 1 or (names and names[0] not in _PACKED):
            raise WrongType(
                f"the answer is packed in a way that was not asked for ({coding[:40]})",
                where=one.url,
                hint="Save the page in a browser and give that file",
            )
        self._one, self._limits = one, limits
        self._coding = names[0] if names else ""
        self._pieces: list[bytes] = []
        self._size = 0
        self._stream: Any = None

    def feed(self, piece: bytes) -> None:
        """Take in what came."""
        if not self._coding:
            self._keep(piece)
            return
        while piece:
            if self._stream is None:
                self._stream = zlib.decompressobj(self._window(piece))
            elif self._stream.eof:
                if not piece.startswith(b"\x1f\x8b"):
                    return  # what follows the end is not part of it
                self._stream = zlib.decompressobj(31)
            piece = self._unpack(piece)

    def _window(self, piece: bytes) -> int:
        """How the stream is framed; servers send "deflate" with and without a frame."""
        framed = len(piece) > 1 and piece[0] & 15 == 8 and (piece[0] << 8 | piece[1]) % 31 == 0
        return 31 if self._coding != "deflate" else 15 if framed else -15

    def _unpack(self, piece: bytes) -> bytes:
        try:
            self._keep(self._stream.decompress(piece, self._limits.size - self._size + 1))
        except zlib.error as error:
            raise NotReached("the packed answer is damaged", where=self._one.url, hint=_LATER) from error
        rest: bytes = self._stream.unconsumed_tail or self._stream.unused_data
        return rest

    def _keep(self, words: bytes) -> None:
        self._size += len(words)
        if self._size > self._limits.size:
            raise _large(self._one, self._limits)
        self._pieces.append(words)

    def whole(self) -> bytes:
        """The whole body.

        Raises:
            NotReached: it was cut off.
        """
        if self._stream is not None and not self._stream.eof:
            raise NotReached("the packed answer was cut off", where=self._one.url, hint=_LATER)
        return b"".join(self._pieces)
