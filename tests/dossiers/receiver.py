"""A receiver of webhooks on this machine, for tests."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Receiver:
    """What a server was posted, and how it is to answer.

    Attributes:
        url: its address.
        got: path, headers and object of each request.
        status: what it answers with; a callable is asked for each request with how many came before it.
    """

    def __init__(self) -> None:
        self.url = ""
        self.got: list[tuple[str, dict[str, str], Any]] = []
        self.status: Any = 200
        self.location = ""
        self.hold = threading.Event()
        self.hold.set()

    @property
    def ids(self) -> list[str]:
        """The ids of the alerts that came, in order."""
        return [body["id"] for _, _, body in self.got]


@contextmanager
def receiving(host: str = "127.0.0.1") -> Iterator[Receiver]:
    """A receiver that listens while the block runs."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = receiver.status(len(receiver.got)) if callable(receiver.status) else receiver.status
            receiver.got.append((self.path, dict(self.headers), body))
            receiver.hold.wait(5)
            if status == 0:
                return  # hangs up without an answer
            self.send_response(status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    class Server(HTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

    server = Server((host, 0), Handler)
    name = f"[{host}]" if ":" in host else host
    receiver.url = f"http://{name}:{server.server_address[1]}/alerts?key=1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.hold.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
