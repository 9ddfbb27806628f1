"""A server on this machine that answers as badly as a server can; it runs in a process of its own and is bounded.

Every case has a host of its own (``NAME.example``, which the client is made to find here) and is found as ``/NAME``
under ``127.0.0.1`` as well. No case sends more than a bounded number of bytes or goes on for longer than two minutes.
"""

from __future__ import annotations

import json
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds and bytes after which the server ends whatever it does.
_LONGEST, _MOST = 120.0, 400_000_000
_HEAD = 65_536
_HOME = Path(__file__).resolve().parents[1]


class Gone(Exception):
    """The client closed, or the server has sent as much as it may."""


@dataclass
class Counts:
    """What was asked for and sent, by case."""

    asked: Counter[str] = field(default_factory=Counter)
    robots: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)


class Wire:
    """One connection, as a case answers on it.

    Attributes:
        name: the case.
        path: what was asked for, without the case's name before it.
        headers: what was sent, by lower-case name.
        nth: how many times the case was asked for before.
        scale: bytes that the client takes at most.
        port: of this server.
    """

    def __init__(self, connection: socket.socket, counts: Counts, scale: int, port: int) -> None:
        self._connection, self._counts = connection, counts
        self._end = time.monotonic() + _LONGEST
        self.name, self.path, self.nth, self.scale, self.port = "", "/", 0, scale, port
        self.headers: dict[str, str] = {}

    def send(self, octets: bytes) -> None:
        """Send these bytes."""
        if time.monotonic() > self._end or self._counts.sent[self.name] > _MOST:
            raise Gone
        try:
            self._connection.sendall(octets)
        except OSError as error:
            raise Gone from error
        self._counts.sent[self.name] += len(octets)

    def drip(self, octets: bytes, pause: float) -> None:
        """Send these bytes one by one."""
        for at in range(len(octets)):
            self.send(octets[at : at + 1])
            time.sleep(pause)

    def head(self, *lines: str, status: str = "200 OK", kind: str | None = "text/html; charset=utf-8") -> None:
        """Send the head of an answer."""
        typed = [f"Content-Type: {kind}"] if kind is not None else []
        words = "\r\n".join((f"HTTP/1.1 {status}", *typed, *lines, "", ""))
        self.send(words.encode("utf-8", "surrogateescape"))

    def whole(self, body: bytes, *lines: str, **more: str) -> None:
        """Send an answer as it should be."""
        self.head(f"Content-Length: {len(body)}", *lines, **more)
        self.send(body)

    def lead(self, place: str, status: str = "302 Found", *lines: str) -> None:
        """Lead on to another place."""
        self.head(f"Location: {place}", "Content-Length: 0", *lines, status=status)

    def wait(self, seconds: float = _LONGEST) -> None:
        """Say nothing until the client leaves."""
        self._connection.settimeout(min(seconds, _LONGEST))
        with suppress(OSError):
            while self._connection.recv(_HEAD):
                pass

    def reset(self) -> None:
        """Break the connection off, so that the client sees an error and no end."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()

    def read_head(self) -> bool:
        """Take in what is asked for; false if the client speaks TLS or says nothing."""
        self._connection.settimeout(20)
        first = self._connection.recv(1, socket.MSG_PEEK)
        if first in (b"", b"\x16"):
            return False
        got = b""
        while b"\r\n\r\n" not in got and len(got) < _HEAD and (piece := self._connection.recv(_HEAD)):
            got += piece
        first_line, *lines = got.decode("latin-1").split("\r\n")
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.path = ([*first_line.split(" "), "/"])[1]
        host = self.headers.get("host", "").partition(":")[0]
        if host.endswith(".example"):
            self.name = host.removesuffix(".example")
        elif self.path != "/robots.txt":
            self.name, _, rest = self.path.lstrip("/").partition("/")
            self.path = f"/{rest}"
        return True


#: What a case does with a connection.
Answering = Callable[[Wire], None]


@dataclass(frozen=True)
class Acts:
    """What a server does for one case.

    Attributes:
        page: what it does when it is asked for the page.
        robots: what it does when it is asked for its robots.txt; it has none if left out.
        tls: what it does with the first bytes of TLS.
    """

    page: Answering
    robots: Answering | None = None
    tls: Answering | None = None


class Server:
    """The server of cases; it listens on 127.0.0.1 only.

    Args:
        cases: what it does, by name.
        scale: bytes that the client takes at most.
    """

    def __init__(self, cases: dict[str, Acts], scale: int) -> None:
        self.counts = Counts()
        self._cases, self._scale = cases, scale
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._one, args=[connection], daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        wire = Wire(connection, self.counts, self._scale, self.port)
        with suppress(Gone, OSError), connection:
            spoken = wire.read_head()
            if not spoken:
                # A name is sent in TLS without being hidden; it tells the case.
                hello = connection.recv(_HEAD)
                names = [name for name in self._cases if f"{name}.example".encode() in hello]
                for name in sorted(names, key=len)[-1:]:
                    self._tls(name, wire)
                return
            acts = self._cases.get(wire.name)
            if wire.path == "/robots.txt":
                self.counts.robots[wire.name] += 1
                answer = acts.robots if acts and acts.robots else lambda wire: wire.whole(b"", status="404 Not Found")
                answer(wire)
            elif acts is not None:
                wire.nth = self.counts.asked[wire.name]
                self.counts.asked[wire.name] += 1
                acts.page(wire)
            else:
                wire.whole(b"", status="404 Not Found")
            self._end(connection)

    def _tls(self, name: str, wire: Wire) -> None:
        wire.name = name
        self.counts.asked[name] += 1
        acts = self._cases[name]
        if acts.tls is not None:
            acts.tls(wire)

    @staticmethod
    def _end(connection: socket.socket) -> None:
        """Close in good order: what the client has sent and was not read would break the connection off."""
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(1)
            while connection.recv(_HEAD):
                pass

    def close(self) -> None:
        """Take no more connections."""
        self._socket.close()


@dataclass
class Apart:
    """The server in a process of its own, so that what it takes is not counted as the client's."""

    port: int
    _process: subprocess.Popen[str]

    def counts(self) -> Counts:
        """What was asked for and sent up to now."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print("counts", file=self._process.stdin, flush=True)
        found = json.loads(self._process.stdout.readline())
        return Counts(*(Counter(one) for one in found))


@contextmanager
def apart(scale: int) -> Iterator[Apart]:
    """The server of all cases in a process of its own, up inside the block.

    Args:
        scale: bytes that the client takes at most.
    """
    command = [sys.executable, "-m", "reliability.hostile_server", str(scale)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=_HOME, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield Apart(int(process.stdout.readline()), process)
        finally:
            process.kill()


def _main(scale: int) -> None:
    from reliability.hostile_cases import all_cases

    server = Server({case.name: case.acts for case in all_cases()}, scale)
    print(server.port, flush=True)
    for _ in sys.stdin:
        counts = server.counts
        print(json.dumps([dict(counts.asked), dict(counts.robots), dict(counts.sent)]), flush=True)


if __name__ == "__main__":
    _main(int(sys.argv[1]))
