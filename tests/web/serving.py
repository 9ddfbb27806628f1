"""Servers of the tests: an application on a port of this machine alone, in a thread of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


@contextmanager
def serving(make: Callable[[int], Any]) -> Iterator[str]:
    """Serve an application, made once its port is known, for the length of a ``with`` block; gives its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = int(listening.getsockname()[1])
        server = uvicorn.Server(uvicorn.Config(make(port), log_level="critical", lifespan="auto"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        _wait(server, running)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            # A browser keeps its connections open; what it still wants is of no interest.
            server.force_exit = True
            running.join(timeout=10)


def _wait(server: uvicorn.Server, running: threading.Thread) -> None:
    for _ in range(500):
        if server.started:
            return
        if not running.is_alive():
            break
        time.sleep(0.02)
    raise RuntimeError("the server did not start")


def noted(app: Any, answers: list[tuple[str, str, int]]) -> Any:
    """An application that notes method, path and status of what it answers: a browser does not tell of all."""

    async def noting(scope: Any, receive: Any, send: Any) -> None:
        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                answers.append((scope["method"], scope["path"], message["status"]))
            await send(message)

        await app(scope, receive, sent)

    return noting
