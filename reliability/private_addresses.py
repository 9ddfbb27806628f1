"""Every way to write an address that is not public, by each way in, against a server that must not be reached.

The canary listens on 127.0.0.1 and ::1. What would be dialled is watched at the one place where connections are made:
an address of this machine is let through to the canary, any other is noted and goes nowhere, so that nothing leaves the
machine whatever fails. With the guard out of the way many of the spellings do reach the canary: that shows that the
test can fail.
"""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from unittest.mock import patch

from onrecord.errors import OnrecordError
from onrecord.intake import guard as guards
from onrecord.intake.answer import Limits
from onrecord.intake.fetch import Fetcher
from onrecord.intake.guard import Guard, Target

#: Hosts that are this machine, or the middle of a network of one's own, however they are written.
HOSTS = (
    # decimal, octal, hexadecimal, short and mixed forms that the system's resolver takes
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "2130706433", "017700000001", "0x7f000001",
    "0x7F.0x0.0x0.0x1", "0177.0.0.1", "0177.0.0.01", "0177.0x0.0.1", "00000177.0.0.1", "127.0x1", "0x7f.1", "0",
    "0.0.0.0", "00", "0x0", "0.0",
    # signs of other scripts that IDNA makes into these
    "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "¹²⁷.⁰.⁰.¹", "𝟏𝟐𝟕.𝟎.𝟎.𝟏", "０ｘ7f.1",
    "⑫7.0.0.1", "127.0.0.1\u00ad", "127.\u200b0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ",
    # names
    "localhost", "LOCALHOST", "localhost.", "LocalHost.localdomain", "ip6-localhost", "localhost6", "127.0.0.1.",
    # IPv6 and what it holds inside
    "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::]", "[::127.0.0.1]", "[::7f00:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:FFFF:7F00:0001]", "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:0001::1]", "[2001:0:7f00:1::]",
    "[2001::1]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[::1%25lo]", "[fec0::1]", "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]", "[100::1]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]",
    "[64:ff9b::a9fe:a9fe]", "[2002:c0a8:101::]", "[::ffff:c0a8:1]", "[v1.127]",
    # networks of one's own, of the provider, of nobody
    "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.257", "3232235521", "0xa9fea9fe",
    "169.254.169.254", "0xA9.0xFE.0xA9.0xFE", "0251.0376.0251.0376", "2852039166", "168.63.129.16", "100.64.0.1",
    "100.127.255.254", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "0.1.2.3",
)  # fmt: skip
#: Whole addresses that are written so that a reader takes another host for the one that is asked.
WRITTEN = (
    "http://courier.example@127.0.0.1/", "http://courier.example:80@127.0.0.1/", "http://127.0.0.1#@courier.example/",
    "http://127.0.0.1\\@courier.example/", "http://courier.example\\@127.0.0.1/", "http:\\\\127.0.0.1/",
    "http:/127.0.0.1/", "http:127.0.0.1/", "http:///127.0.0.1/", "//127.0.0.1/", "http://127.0.0.1%2f.courier.example/",
    "http://127.0.0.1%00.courier.example/", "http://127.0.0.1\0.courier.example/", "http://127%2e0%2e0%2e1/",
    "http://%31%32%37.0.0.1/", "http://%6c%6f%63%61%6c%68%6f%73%74/", "http:// 127.0.0.1/", "ht\ttp://127.0.0.1/",
    "http://127.0.0.1\t/", "http://127.0.0\n.1/", "\x01http://127.0.0.1/", "HTTP://127.0.0.1/", "hTTps://127.0.0.1/",
    "http://127.0.0.1:22/", "http://127.0.0.1:6379/", "http://127.0.0.1:0/", "http://127.0.0.1:/", "http://127.0.0.1?a",
    "http://[::1]:22/", "http://[127.0.0.1]/", "http://::1/", "file:///etc/passwd", "file://127.0.0.1/etc/passwd",
    "ftp://127.0.0.1/", "gopher://127.0.0.1:70/_", "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "jar:http://127.0.0.1/",
    "data:text/html,a", "javascript:alert(1)", "blob:http://127.0.0.1/", "view-source:http://127.0.0.1/", "unix:/tmp/s",
    "http+unix://%2ftmp%2fs/", "netdoc:///etc/passwd",
)  # fmt: skip
SPELLINGS = tuple(f"http://{host}/" for host in HOSTS) + WRITTEN


@dataclass
class Canary:
    """A server that must not be reached.

    Attributes:
        port: where it listens.
        hits: connections that it got.
        dialled: addresses to which a connection was tried, with the number of tries.
    """

    port: int
    hits: int = 0
    dialled: Counter[str] = field(default_factory=Counter)


@contextmanager
def canary() -> Iterator[Canary]:
    """A canary that is up inside the block, with its port taken for that of the web and all dialling watched."""
    sockets = [socket.create_server(("127.0.0.1", 0))]
    one = Canary(sockets[0].getsockname()[1])
    with suppress(OSError):  # a machine without IPv6
        sockets.append(socket.create_server(("::1", one.port), family=socket.AF_INET6))
    for listening in sockets:
        threading.Thread(target=_answer, args=[listening, one], daemon=True).start()
    connect = socket.create_connection

    def dial(address: tuple[str, int], *more: object) -> socket.socket:
        one.dialled[address[0]] += 1
        if not _is_here(address[0]):
            raise OSError("nothing leaves this machine")
        return connect(address, *more)  # type: ignore[arg-type]

    with (
        patch.dict(guards.PORTS, {"http": one.port, "https": one.port}),
        patch.object(socket, "create_connection", dial),
    ):
        try:
            yield one
        finally:
            for listening in sockets:
                listening.close()


def _is_here(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback or (mapped or found).is_unspecified)


def _answer(listening: socket.socket, one: Canary) -> None:
    body = b"<html><body><p>The key of the harbour master is 1234.</p></body></html>"
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            one.hits += 1
            with suppress(OSError), connection:
                connection.settimeout(2)
                asked = connection.recv(65_536)
                status = b"404 No" if b" /robots.txt " in asked else b"200 OK"
                head = b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
                connection.sendall(head + body)


class Open(Guard):
    """A guard that lets everything through, to see what would be reached without one."""

    def knows(self, one: Target) -> bool:
        """Whether the user allowed this host by name: as if all were."""
        return True


_LIMITS = Limits(connect=0.5, read=0.5, total=1.0, size=100_000)
_still: Callable[[float], None] = lambda seconds: None  # noqa: E731


def _tried(guard: Guard, kind: str, address: str) -> str:
    """What came of fetching a page or a feed: ``read``, or the kind of error."""
    fetcher = Fetcher(guard, limits=_LIMITS, pause=0, sleep=_still)
    try:
        fetcher.page(address) if kind == "page" else fetcher.feed(address)
    except OnrecordError as error:
        return type(error).__name__
    return "read"


@dataclass
class Found:
    """What came of all spellings by one way in.

    Attributes:
        way: how they came in.
        became: what became of them, with numbers.
        hits: connections that the canary got.
        dialled: connections that were tried, but to servers that may be asked.
        asked: requests to servers that may be asked.
    """

    way: str
    became: Counter[str] = field(default_factory=Counter)
    hits: int = 0
    dialled: int = 0
    asked: int = 0


def directly(guard: Guard, way: str) -> Found:
    """Each spelling as the address of a page and of a feed."""
    found = Found(way)
    with canary() as one:
        for spelling in SPELLINGS:
            for fetch in ("page", "feed"):
                found.became[_tried(guard, fetch, spelling)] += 1
        found.hits, found.dialled = one.hits, sum(one.dialled.values())
    return found


def led_on() -> Found:
    """Each spelling as the place that a page, a feed and a robots.txt lead on to, from a host that is allowed."""
    from reliability.hostile_server import Acts, Server, Wire

    found = Found("led on to by a page, a feed or a robots.txt")

    def lead(wire: Wire) -> None:
        wire.lead(SPELLINGS[int(wire.name.split("-")[1])])

    cases = {f"lead-{at}": Acts(lead) for at in range(len(SPELLINGS))}
    cases |= {f"robots-{at}": Acts(lambda wire: wire.whole(b""), lead) for at in range(len(SPELLINGS))}
    server = Server(cases, 100_000)
    try:
        with canary() as one:
            for name in cases:
                for fetch in ("page", "feed") if name.startswith("lead") else ("page",):
                    site = f"{name}.example:{server.port}"
                    guard = Guard(frozenset({site}), _at)
                    found.became[_tried(guard, fetch, f"http://{site}/")] += 1
            found.asked = server.counts.asked.total() + server.counts.robots.total()
            found.hits, found.dialled = one.hits, sum(one.dialled.values()) - found.asked
    finally:
        server.close()
    return found


#: Names that a system may know this machine by.
_NAMES = frozenset(("localhost", "localhost.localdomain", "ip6-localhost", "localhost6"))


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host as the system reads it, but for names, which would be asked for outside this machine.

    Raises:
        OSError: it is no address, and no name of this machine.
    """
    if host in _NAMES:
        return ["127.0.0.1", "::1"]
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(entry[4][0]) for entry in entries]


def _at(host: str, port: int) -> list[str]:
    """Where the hosts of cases are: here."""
    return ["127.0.0.1"] if host.endswith(".example") else resolve(host, port)


def rebound() -> Found:
    """A name that is public when it is judged and this machine when it is resolved again, in many ways.

    The public address is one whose connections are led to a server here that leads on to the same name.
    """
    from reliability.hostile_server import Acts, Server

    found = Found("a name that changes its mind")
    public = "93.184.216.34"
    ways: list[Callable[[int], list[str]]] = [
        lambda nth: [public] if nth == 0 else ["127.0.0.1"],
        lambda nth: [public] if nth % 2 == 0 else ["::1"],
        lambda nth: [public, "127.0.0.1"],
        lambda nth: ["127.0.0.1", public],
        lambda nth: [public, "::ffff:127.0.0.1"],
        lambda nth: [public] * 63 + ["10.0.0.1"],
        lambda nth: [public] if nth < 2 else ["0.0.0.0"],
        lambda nth: ["not an address"],
        lambda nth: ["127.1"],
    ]
    server = Server({"rebound": Acts(lambda wire: wire.lead(f"/{wire.nth}"))}, 100_000)
    try:
        with canary() as one:
            dial = socket.create_connection

            def simulated(address: tuple[str, int], *more: object) -> socket.socket:
                if address[0] == public:  # stands for a server out there
                    return dial(("127.0.0.1", server.port), *more)  # type: ignore[arg-type]
                return dial(address, *more)  # type: ignore[arg-type]

            with patch.object(socket, "create_connection", simulated):
                for way in ways:
                    for fetch in ("page", "feed"):
                        nth = iter(range(99))
                        guard = Guard(resolver=lambda host, port, way=way, nth=nth: way(next(nth)))  # type: ignore[misc]
                        found.became[_tried(guard, fetch, "http://rebound.example/")] += 1
            found.asked = server.counts.asked.total() + server.counts.robots.total()
            found.hits, found.dialled = one.hits, sum(one.dialled.values()) - found.asked
    finally:
        server.close()
    return found


def report() -> tuple[list[str], int]:
    """What came of all spellings by all ways in, as lines, and how many connections were made that must not be."""
    ways = [directly(Guard(resolver=resolve), "given as an address"), led_on(), rebound()]
    open_one = directly(Open(resolver=resolve), "without the guard (to show that the test can fail)")
    lines = [f"\n{len(SPELLINGS)} spellings of addresses that are not public, of pages and of feeds:"]
    for found in (*ways, open_one):
        became = ", ".join(f"{count} {word}" for word, count in found.became.most_common())
        lines.append(f"  {found.way}: {became}; {found.dialled} dialled, {found.hits} hits of the canary")
    return lines, sum(found.hits + found.dialled for found in ways)
