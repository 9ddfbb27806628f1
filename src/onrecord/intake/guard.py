"""What the fetcher may ask for: public addresses of the web, and hosts that the user allowed by name.

A name is resolved once, every address that it has is judged, and the connection goes to one of those very addresses,
so a name that answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import islice
from urllib.parse import quote, urlsplit

from onrecord.errors import FetchRefused, NotReached

#: Hosts that the user allows although they are not public: ``HOST:PORT``, parted by commas or spaces.
ALLOW = "ONRECORD_ALLOW_HOSTS"
PORTS = {"http": 80, "https": 443}
_MAX_ADDRESS = 2_000
#: Seconds that the system may take to resolve a name.
_RESOLVING = 10.0
#: A name with more addresses than this is no news site's.
_MAX_RESOLVED = 64
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\^`{|}<>\"]")
#: What may stand in a path or query; all else is percent-encoded as browsers do.
_SAFE = "/?&=:@!$'()*+,;~%-._[]|"

#: Networks that ``ipaddress`` of Python 3.11 calls public, or that lead into networks of one's own: NAT64 for local use
#: (RFC 8215), relay anycast of 6to4, Teredo, ORCHID, documentation, discard only, site-local, SRv6 (RFC 9602).
_NEVER = tuple(
    ip_network(net)
    for net in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",  # the metadata address of one large provider lies in its public range
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_6TO4 = ip_network("2002::/16")
_COMPATIBLE = ip_network("::/96")
_TRANSLATED = ip_network("::ffff:0:0:0/96")

Resolver = Callable[[str, int], Iterable[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system resolves it.

    Raises:
        OSError: it has none.
    """
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in entries]


def _resolved(resolver: Resolver, one: Target, patience: float) -> list[str]:
    """The addresses of a host, each once; none if the resolver knows of none or does not answer (it has no limit)."""
    found: list[str] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            found.extend(islice(dict.fromkeys(resolver(one.host, one.port)), _MAX_RESOLVED + 1))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(patience)
    return [] if thread.is_alive() else found


def forbidden(address: str) -> str | None:
    """Why an IP address is not public, as words; ``None`` if it is.

    IPv4 addresses inside IPv6 ones (mapped, compatible, translated, 6to4, NAT64) are judged as themselves.

    >>> forbidden("93.184.216.34"), forbidden("::ffff:127.0.0.1")
    (None, 'of this machine')
    """
    try:
        one = ip_address(address)
    except ValueError:
        return "no address"
    inner = _inside(one) if isinstance(one, IPv6Address) else None
    if inner is not None:
        return forbidden(str(inner))
    kinds = (
        (one.is_loopback, "of this machine"),
        (one.is_unspecified, "of no machine"),
        (one.is_link_local, "of the local link (cloud machines keep their keys there)"),
        (one.is_multicast, "of a group of machines"),
        (one.is_private or any(one in net for net in _NEVER if net.version == one.version), "of a private network"),
        (one.is_reserved or not one.is_global, "reserved"),
    )
    return next((words for holds, words in kinds if holds), None)


def _inside(one: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if one.ipv4_mapped is not None:
        return one.ipv4_mapped
    if one in _6TO4:
        return one.sixtofour
    low = int(one) & 0xFFFFFFFF
    if one in _NAT64 or one in _TRANSLATED or (one in _COMPATIBLE and low > 1):
        return IPv4Address(low)
    return None


@dataclass(frozen=True, slots=True)
class Target:
    """A web address in its parts, as it is asked for.

    Attributes:
        url: the address without its fragment.
        scheme: ``http`` or ``https``.
        host: its host in lower case, in ASCII.
        port: its port.
        path: path and query, percent-encoded.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Host and port, ``example.org:443``."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def target(address: str) -> Target:
    """The parts of a web address.

    Raises:
        FetchRefused: it is not ``http`` or ``https``, names a user or password, or is no address.
    """
    address = address.strip()
    shown = address[:200]
    if len(address) > _MAX_ADDRESS:
        raise FetchRefused("is longer than any address of a page", where=shown + "…", hint=_LOOK)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    except ValueError:  # half a character is none, too
        raise FetchRefused("is not a web address", where=shown, hint=_LOOK) from None
    if parts.scheme not in PORTS:
        raise FetchRefused("is neither http nor https", where=shown, hint="Only pages of the web are fetched")
    if "@" in parts.netloc:
        raise FetchRefused(
            "holds a user name or password", where=f"{parts.scheme}://…@{host}", hint="Take it out of the address"
        )
    host = _ascii(host or "", shown)
    port = PORTS[parts.scheme] if port is None else port
    return Target(parts._replace(fragment="").geturl(), parts.scheme, host, port, path)


_LOOK = "See whether the address is right"


def _ascii(host: str, shown: str) -> str:
    """A host in ASCII.

    Raises:
        FetchRefused: no host can be called so.
    """
    try:
        plain = str(ip_address(host)) if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # also what cannot be written in ASCII
        plain = ""
    plain = plain.lower().rstrip(".")
    if not plain or _FORBIDDEN.search(plain) or "%" in plain:
        raise FetchRefused("names no host that can be", where=shown, hint=_LOOK)
    return plain


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides what may be asked for.

    Attributes:
        allowed: hosts with their ports (``127.0.0.1:8123``) that may be asked for whatever their addresses are.
        resolver: gives the addresses of a host.
    """

    allowed: frozenset[str] = frozenset()
    resolver: Resolver = field(default=resolve)

    @classmethod
    def from_environment(cls) -> Guard:
        """The guard with the hosts that ``ONRECORD_ALLOW_HOSTS`` allows.

        Raises:
            FetchRefused: one of them is no host.
        """
        try:
            return cls(hosts(os.environ.get(ALLOW, "")))
        except FetchRefused as error:
            raise FetchRefused(error.what, where=f"{ALLOW}, {error.where}", hint=error.hint) from error

    def knows(self, one: Target) -> bool:
        """Whether the user allowed this host by name."""
        return one.site in self.allowed

    def addresses(self, one: Target, patience: float = _RESOLVING) -> Sequence[str]:
        """The addresses to connect to, each of them judged; the name is resolved here and nowhere else.

        Args:
            one: what is to be asked for.
            patience: seconds that resolving its name may take, if fewer than ten.

        Raises:
            FetchRefused: the port is not one of the web, or the host is not public, and it was not allowed by name.
            NotReached: there is no such host.
        """
        known = self.knows(one)
        if not known and one.port not in PORTS.values():
            raise FetchRefused(f"has the port {one.port}, which no public page has", where=one.url, hint=_allow(one))
        found = _resolved(self.resolver, one, min(patience, _RESOLVING))
        if not found:
            raise NotReached(
                f"the host {one.host} cannot be found", where=one.url, hint="See whether the name is right"
            )
        if len(found) > _MAX_RESOLVED:
            raise FetchRefused(f"{one.host} has too many addresses", where=one.url, hint=_LOOK)
        why = next(filter(None, map(forbidden, found)), None) if not known else None
        if why is not None:
            raise FetchRefused(f"{one.host} is not public, its address is {why}", where=one.url, hint=_allow(one))
        return found


def _allow(one: Target) -> str:
    return f"If it is a server of your own, allow it by name: --allow-host {one.site}"


def hosts(words: str) -> frozenset[str]:
    """Hosts with their ports from what a user wrote; one without a port is meant with both ports of the web.

    Raises:
        FetchRefused: one of them is no host.

    >>> sorted(hosts("127.0.0.1:8123, intranet.example"))
    ['127.0.0.1:8123', 'intranet.example:443', 'intranet.example:80']
    """
    found = set()
    for word in re.split(r"[,\s]+", words.strip()):
        if word:
            found |= _sites(word)
    return frozenset(found)


#: A part of a host's name: letters, digits and hyphens (RFC 1123), and underscores, which networks of one's own have.
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_NAME = 253
_NO_HOST = "is neither the name nor the address of a host"
_WRITE = "Write a host name or an address, with its port if it has one: wiki.example, 127.0.0.1:8000 or [::1]:8000"


def _sites(word: str) -> set[str]:
    """One host with its port, or with both ports of the web.

    Raises:
        FetchRefused: it is neither a name nor an address.
    """
    plain = word.removeprefix("http://").removeprefix("https://").rstrip("/")
    try:
        one = target(f"http://{plain}/")
    except FetchRefused as error:
        if "@" in plain:  # what stands before it may be a password
            raise
        raise FetchRefused(_NO_HOST, where=word[:200], hint=_WRITE) from error
    if one.path != "/" or not one.port or not _is_name(one.host) or plain.endswith(":") or "#" in plain:
        raise FetchRefused(_NO_HOST, where=word[:200], hint=_WRITE)
    ports = (one.port,) if re.search(r":\d+$", plain) else PORTS.values()
    return {Target("", "", one.host, port, "").site for port in ports}


def _is_name(host: str) -> bool:
    """Whether a host can be called so: by an IP address, or by a name whose last part is no number."""
    try:
        ip_address(host)
    except ValueError:
        labels = host.split(".")
        named = len(host) <= _LONGEST_NAME and all(map(_LABEL.fullmatch, labels))
        return named and not labels[-1].isdecimal()
    return True
