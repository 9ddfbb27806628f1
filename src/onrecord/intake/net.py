"""One request over the net: to a vetted address, within limits of time and size, whatever the server does."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from http.client import HTTPException
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from onrecord.errors import NotReached, TooSlow
from onrecord.intake.answer import LATER, Answer, Limits, body, too_large
from onrecord.intake.guard import Target

#: Answers that only announce the real one (1xx); servers send one or two.
_MOST_INTERIM = 8
#: Bytes of an answer before its body; the longest heads of news sites have some 20 kB, mostly of security policies.
_HEAD = 300_000
#: Bytes that marks of chunks and trailers may add to a body.
_OVERHEAD = 8_000_000
#: Seconds for which bytes behind the announced end of a body are waited for; a server that heeds ``Connection: close``
#: ends the wait by closing.
_LINGER = 0.2
#: Headers that may be sent in several lines, and count together.
_TOGETHER = ("content-length", "transfer-encoding", "content-encoding")


def ask(
    one: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    limits: Limits,
    context: ssl.SSLContext | None = None,
    left: float | None = None,
) -> Answer:
    """What the server answers to one request; redirects are not followed.

    Args:
        one: what is asked for.
        addresses: the vetted addresses of its host; no other is connected to.
        headers: what is sent along.
        limits: what the answer may take.
        context: how certificates are judged; as the system does if left out.
        left: seconds that are left of the limit on time, if others of them were spent before.

    Raises:
        NotReached: there is no answer, or it broke off.
        TooSlow: it took longer than it may.
        TooLarge: it is larger than it may be.
        WrongType: it is packed or sent in a way that is not undone.
    """
    watch = _Watch(time.monotonic() + (limits.total if left is None else left))
    if watch.left <= 0:
        raise slow(one, limits)
    try:
        with _failures(one, watch, limits), watch.connection(one, addresses, limits, context) as connection:
            sent = {**headers, "Connection": "close"}
            connection.request("GET", one.path, headers=sent, preload_content=False, decode_content=False)
            tap = _Tap(connection.sock)
            connection.sock = tap
            response = connection.getresponse()
            tap.allow(limits.size + _OVERHEAD)
            kept = _kept(response)
            if response.status != 200:
                return Answer(response.status, kept, b"")
            return Answer(200, kept, *_body(response, tap, kept, one, watch, limits))
    finally:
        watch.stop()


def _kept(response: BaseHTTPResponse) -> dict[str, str]:
    """Headers by lower-case name; of one that is sent twice the last, of those that count together all."""
    kept = {name.lower(): value for name, value in response.headers.items()}
    together = {name: ", ".join(found) for name in _TOGETHER if (found := response.headers.getlist(name))}
    return kept | together


def _body(
    response: BaseHTTPResponse, tap: _Tap, headers: Mapping[str, str], one: Target, watch: _Watch, limits: Limits
) -> tuple[bytes, str]:
    """The body of an answer, and why it may be cut all the same."""

    def read(most: int) -> bytes:
        if watch.left <= 0:
            raise slow(one, limits)
        return response.read1(most, decode_content=False) or b""

    tap.answer.watched = True
    found = body(read, tap.answer.beyond, headers, one, limits)
    if watch.over:
        raise slow(one, limits)
    return found


class _Flood(Exception):
    """More came than an answer may have with all that frames it."""


class _Tap:
    """The socket of one request, through which only so many bytes of an answer come."""

    def __init__(self, connected: Any) -> None:
        self._connected = connected
        self._raw = _Raw(connected.makefile("rb", buffering=0))
        self.answer = _Counted(self._raw, connected)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connected, name)

    def makefile(self, *_: Any, **__: Any) -> _Counted:
        """The answer as a file."""
        return self.answer

    def allow(self, most: int) -> None:
        """Let so many bytes more come, now that the head is read.

        Raises:
            HTTPException: the head was cut.
        """
        if self._raw.ended:
            raise HTTPException("incomplete head")
        self._raw.left += most


class _Raw(io.RawIOBase):
    """Bytes as they come, counted."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.left = _HEAD
        self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int | None:
        count: int | None = self._source.readinto(into)
        self.left -= count or 0
        self.ended = self.ended or count == 0
        if self.left < 0:
            raise _Flood
        return count

    def close(self) -> None:
        self._source.close()
        super().close()


class _Counted(io.BufferedReader):
    """An answer as a file that knows what came after the end of the body."""

    def __init__(self, raw: _Raw, connected: Any) -> None:
        super().__init__(raw)
        self._connected = connected
        self._beyond: bytes | None = None
        self.watched = False

    def beyond(self) -> bytes:
        """What came after the body, or the beginning of it."""
        if self._beyond is None and not self.closed:
            self._beyond = b""
            with suppress(OSError, ValueError, _Flood):
                self._connected.settimeout(_LINGER)
                self._beyond = self.peek(1)
        return self._beyond or b""

    def close(self) -> None:
        """Close it; what came after the body is kept in mind, since readers close a file at the body's end."""
        if self.watched:
            self.beyond()
        super().close()


class _Response(http.client.HTTPResponse):
    """An answer; those before it that only announce it are passed over."""

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MOST_INTERIM):
            found: tuple[str, int, str] = super()._read_status()  # type: ignore[misc]
            if not 100 <= found[1] < 200 or found[1] == 101:
                return found
            http.client.parse_headers(self.fp)
        raise HTTPException("one announcement after the other")


class _Watch:
    """Ends a connection when its time is over, also in the middle of a header that comes byte by byte."""

    def __init__(self, end: float) -> None:
        self._end = end
        self._timer: threading.Timer | None = None
        self.over = False
        self.connected = False

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
            watch.connected = True
            watch.guard(found)
            return found

        kind = HTTPSConnection if one.scheme == "https" else HTTPConnection
        options: dict[str, Any] = {"ssl_context": context or _trusting()} if one.scheme == "https" else {}
        # The host stays the name, so that certificate and Host header are of the name; only the dialling is ours.
        connection = type("Vetted", (kind,), {"_new_conn": dial, "response_class": _Response})(
            one.host, one.port, timeout=limits.read, **options
        )
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
    except _Flood:
        raise too_large(one, limits) from None
    except (TimeoutError, ReadTimeoutError, ConnectTimeoutError) as error:
        if watch.over or watch.left <= 0.1:
            raise slow(one, limits) from error
        patience = limits.read if watch.connected else limits.connect
        raise TooSlow(f"the server was silent for {patience:g} seconds", where=one.url, hint=LATER) from error
    except ssl.SSLError as error:
        raise _untrusted(error, one) from error
    except (OSError, HTTPException, HTTPError, ValueError) as error:
        if watch.over or watch.left <= 0:
            raise slow(one, limits) from error
        if isinstance(error.__cause__, ssl.SSLError) or "certificate" in str(error).lower():
            raise _untrusted(error.__cause__ or error, one) from error
        raise NotReached(_broken(error), where=one.url, hint=LATER) from error


def _untrusted(error: BaseException, one: Target) -> NotReached:
    return NotReached(f"the connection cannot be trusted ({_said(error)})", where=one.url, hint=_CERTIFICATE)


def _broken(error: Exception) -> str:
    causes = [one for one in error.args if isinstance(one, OSError)]
    if "incomplete" in str(error).lower() or causes:
        return "the answer broke off" + "".join(f" ({_said(one)})" for one in causes[:1])
    what = "there is no answer" if isinstance(error, OSError) else "there is no proper answer"
    return f"{what} ({_said(error)})"


_CERTIFICATE = "Open it in a browser and see whether it warns; the clock of this machine may be wrong"


def slow(one: Target, limits: Limits) -> TooSlow:
    """The error for an answer that takes longer than it may."""
    return TooSlow(f"there was no whole answer within {limits.total:g} seconds", where=one.url, hint=LATER)


def _said(error: BaseException) -> str:
    reason = getattr(error, "verify_message", None) or getattr(error, "strerror", None) or str(error)
    return " ".join(str(reason).split())[:120].lower() or type(error).__name__
