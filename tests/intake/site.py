"""A small site on this machine, for tests of what reaches the net; it answers nobody else."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onrecord.intake.answer import Limits
from onrecord.intake.fetch import Fetcher
from onrecord.intake.guard import Guard

#: What stands at a path: a status, headers and a body, or what answers by itself.
Answer = tuple[int, dict[str, str], bytes]
Own = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What is served, and what was asked for.

    Attributes:
        pages: answers by path.
        asked: path and headers of every request, in order.
    """

    pages: dict[str, Answer | Own] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    secure: Callable[[ssl.SSLContext], None] = lambda context: None

    @property
    def host(self) -> str:
        """Its host and port."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://{self.host}{path}"

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Serve a body with 200; gives its address."""
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = (200, {"Content-Type": kind} | {k.replace("_", "-"): v for k, v in headers.items()}, raw)
        return self.url(path)

    def status(self, path: str, code: int, **headers: str) -> str:
        """Serve a status without a page; gives its address."""
        self.pages[path] = (code, {k.replace("_", "-"): v for k, v in headers.items()}, b"")
        return self.url(path)

    def paths(self) -> list[str]:
        """The paths asked for, in order, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def fetcher(self, *, total: float = 5.0, read: float = 2.0, size: int = 1_000_000, **options: Any) -> Fetcher:
        """A fetcher that may ask this site and waits for nothing."""
        options.setdefault("sleep", lambda seconds: None)
        options.setdefault("guard", Guard(frozenset({self.host})))
        return Fetcher(limits=Limits(total=total, read=read, size=size), **options)


@contextmanager
def served() -> Iterator[Site]:
    """A site that is up inside the block."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """Answer what the site has; a client that leaves early is no fault of the site."""
            site.asked.append((self.path, dict(self.headers)))
            answer = site.pages.get(self.path, (404, {}, b""))
            try:
                if callable(answer):
                    answer(self)
                    self.close_connection = True
                    return
                code, headers, body = answer
                self.send_response(code)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A connection that the client cut is what some tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_port

        def secure(context: ssl.SSLContext) -> None:
            server.socket = context.wrap_socket(server.socket, server_side=True)

        site.secure = secure
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
