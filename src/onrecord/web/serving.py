"""``onrecord serve``: a record's page, from the first look at the record to the end of the last job."""

from __future__ import annotations

import errno
import signal
import socket
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import uvicorn

from onrecord.errors import ServeError
from onrecord.store.addresses import is_address
from onrecord.store.opening import open_store
from onrecord.web.fresh import Keeping
from onrecord.web.guard import Guard
from onrecord.web.served import guarded
from onrecord.web.site import Site
from onrecord.web.work import Order

Say = Callable[[str], None]

#: Seconds that an answer which is being given may take yet when the page ends.
_LAST_ANSWERS = 3
#: Hosts that stand for every interface, and are no name of this machine.
_ALL = ("", "0.0.0.0", "::", "[::]")
#: Connections that wait while others are answered.
_BACKLOG = 128


@dataclass(frozen=True, slots=True)
class Serving:
    """How a record is served.

    Attributes:
        host: name or number of the interface that is listened on.
        port: port; 0 takes any that is free.
        names: further names that the page answers to.
        browse: whether a browser is opened.
        model: package name of the language model to read with.
        reader: what finds attributions.
        jobs: how many processes read what is added.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    browse: bool = False
    model: str | None = None
    reader: str | None = None
    jobs: int = 1


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("0.0.0.0"), is_loopback("desk.example")
    (True, True, False, False)
    """
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def serve(path: str, how: Serving, say: Say) -> None:
    """Serve the page of a record until it is interrupted.

    Args:
        path: the record's file or address; one that is not there is begun.
        how: how it is served.
        say: tells people something.

    Raises:
        ServeError: the port is taken, or nothing can listen there.
        RecordError: the record cannot be opened.
    """
    with listening(how.host, how.port) as listener, _kept(path, how) as site:
        _answer(site, listener, how, say)


def serve_demo(how: Serving, say: Say) -> None:
    """Serve the demo dossier in a record that is gone afterwards.

    Args:
        how: how it is served.
        say: tells people something.

    Raises:
        ServeError: the port is taken, or nothing can listen there.
    """
    with (
        listening(how.host, how.port) as listener,
        TemporaryDirectory(prefix="onrecord-demo-") as folder,
        _kept(str(Path(folder, "demo.onrecord")), how) as site,
    ):
        say("Reading the demo dossier; this takes a moment…")
        with as_file(files("onrecord.demo")) as demo:
            _read_demo(site, sorted(str(file) for file in demo.glob("*.jsonl")))
        say("The demo record is temporary: what you add to it or decide in it is gone when this ends.")
        _answer(site, listener, how, say)


def _read_demo(site: Site, sources: list[str]) -> None:
    """Add the demo and have its screens put together, before anybody looks."""
    keeping = site.keeping
    assert keeping is not None
    order = keeping.prepare
    keeping.jobs.order(
        Order(order.record, "add", tuple(sources), model=order.model, reader=order.reader), "Add the demo"
    )
    keeping.jobs.order(order, "Compare the demo")
    while keeping.jobs.running() is not None:
        time.sleep(0.1)


@contextmanager
def _kept(path: str, how: Serving) -> Iterator[Site]:
    """The site of a record, whose jobs end with it."""
    if path == ":memory:":
        raise ServeError(
            "a record in memory cannot be served: the processes that add to it would not see it",
            where=path,
            hint="Name a file with --record, or have a look with 'onrecord serve --demo'",
        )
    path = path if is_address(path) else str(Path(path).absolute())
    store = open_store(path)
    try:
        keeping = Keeping(store, Order(path, "prepare", model=how.model, reader=how.reader, jobs=how.jobs))
        try:
            keeping.start()
            yield Site(store, keeping)
        finally:
            keeping.close()
    finally:
        store.close()


def _answer(site: Site, listener: socket.socket, how: Serving, say: Say) -> None:
    _told(str(site.store.path), listener, how, say)
    names = (*how.names, *((how.host,) if how.host not in _ALL else ()))
    _run(guarded(site, listener.getsockname()[1], names), listener)


def _told(record: str, listener: socket.socket, how: Serving, say: Say) -> None:
    """Say where the page is and who can open it; open it, if that is wanted."""
    address = _address(how.host, listener.getsockname()[1])
    say(f"Onrecord shows {record} at {address}")
    say(_reached(how.host))
    if how.browse:
        webbrowser.open(address)


def _reached(host: str) -> str:
    if is_loopback(host):
        return "Only this machine can open it; nothing is sent anywhere. Ctrl-C ends it."
    return (
        f"It listens on {host}: anyone who can reach this machine can read this record, add to it and decide in it. "
        "There is no login. Ctrl-C ends it."
    )


def _address(host: str, port: int) -> str:
    shown = host if host not in _ALL else "[::1]" if ":" in host else "127.0.0.1"
    return f"http://{f'[{shown}]' if ':' in shown and not shown.startswith('[') else shown}:{port}/"


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens.

    Args:
        host: name or number of the interface.
        port: port; 0 takes any that is free.

    Raises:
        ServeError: the port is taken, or nothing can listen there.
    """
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    # With its protocol named: only then does asyncio send small answers at once, and not 40 ms later (Nagle).
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        if hasattr(signal, "SIGHUP"):  # on Windows the option would let two programs share one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((bare, port))
            listener.listen(_BACKLOG)
        except OSError as error:
            raise _unbound(error, host, port) from error
        yield listener


def _unbound(error: OSError, host: str, port: int) -> ServeError:
    where = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        hint = "Take another with --port, or --port 0 for any that is free"
        return ServeError(
            "another program listens on this port; perhaps the page is open already", where=where, hint=hint
        )
    if error.errno == errno.EACCES:
        return ServeError("this port is not for everybody", where=where, hint="Take one over 1023 with --port")
    reason = (error.strerror or str(error)).lower()
    return ServeError(
        f"nothing can listen there ({reason})", where=where, hint="Leave out --host to listen on 127.0.0.1"
    )


def _run(guard: Guard, listener: socket.socket) -> None:
    app: Any = guard
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminated(_: int, __: FrameType | None) -> None:
    """End as an interruption does, so that jobs end and nothing is left behind."""
    raise KeyboardInterrupt
