"""Posting alerts to an address: of this machine, unless its host is named as allowed.

Alerts hold what a desk works on, so nothing leaves the machine by a slip: only loopback addresses are posted to, a
name is not even looked up unless it is allowed, the connection is made to the very address that was checked, and a
redirection is not followed.
"""

from __future__ import annotations

import ipaddress
import json
import socket
from collections.abc import Collection, Iterator
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from onrecord.errors import WebhookError

if TYPE_CHECKING:
    from urllib3 import HTTPConnectionPool

#: Seconds to wait for a connection and for each answer; a receiver on this machine needs none of them.
CONNECT_S, ANSWER_S = 5.0, 10.0

_HERE = ("127.0.0.1", "::1")


class Webhook:
    """An address that takes alerts, checked when it is made.

    Args:
        url: its address, http or https.
        allow: hosts that may be posted to beside this machine.

    Raises:
        WebhookError: it is no such address, its host is not allowed, or it cannot be found.
    """

    def __init__(self, url: str, allow: Collection[str] = ()) -> None:
        self.url = url
        self._parts = _split(url)
        self._host = (self._parts.hostname or "").rstrip(".").casefold()
        self._port = self._parts.port or (443 if self._parts.scheme == "https" else 80)
        allowed = self._host in {name.strip("[]").rstrip(".").casefold() for name in allow}
        self._addresses = tuple(_addresses(url, self._host, self._port, allowed))

    @property
    def receiver(self) -> str:
        """The name under which a record keeps what it was told; the address itself, which may hold a secret, is not."""
        return f"webhook {sha256(self.url.encode()).hexdigest()[:16]}"

    def post(self, shape: dict[str, Any]) -> None:
        """Post one JSON object; only an answer of 200 to 299 counts as taken.

        Raises:
            WebhookError: it cannot be reached, does not answer in time, or answers otherwise.
        """
        import urllib3

        body = json.dumps(shape, ensure_ascii=False).encode("utf-8", "replace")
        failed: Exception | None = None
        for address in self._addresses:
            try:
                return self._sent(address, body)
            except urllib3.exceptions.NewConnectionError as error:
                failed = error
            except urllib3.exceptions.ConnectTimeoutError as error:
                failed = error
            except urllib3.exceptions.HTTPError as error:
                raise self._failed(_said(error)) from error
        raise self._failed("cannot be reached") from failed

    def _sent(self, address: str, body: bytes) -> None:
        target = self._parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        headers = {
            "Host": self._parts.netloc,
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "onrecord",
        }
        with closing(self._pool(address)) as pool:
            answer = pool.urlopen(
                "POST", target, body, headers, retries=False, redirect=False, preload_content=False, release_conn=False
            )
            status = answer.status
            answer.close()
        if not 200 <= status <= 299:
            moved = ", a redirection, which is not followed" if 300 <= status <= 399 else ""
            raise self._failed(f"answered {status}{moved}")

    def _pool(self, address: str) -> HTTPConnectionPool:
        """A connection to the checked address; its certificate must be that of the host named."""
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout

        timeout = Timeout(connect=CONNECT_S, read=ANSWER_S)
        if self._parts.scheme == "http":
            return HTTPConnectionPool(address, self._port, timeout=timeout)
        return HTTPSConnectionPool(
            address, self._port, timeout=timeout, server_hostname=self._host, assert_hostname=self._host
        )

    def _failed(self, what: str) -> WebhookError:
        hint = "What it did not take stays untold and is posted again by the next watch"
        return WebhookError(f"the webhook {what}", where=self.url, hint=hint)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        known = False
    if not known or any(char.isspace() or not char.isprintable() for char in url):
        raise WebhookError("this is no address to post to", where=url, hint="Write it as http://127.0.0.1:8080/alerts")
    if "@" in parts.netloc:
        raise WebhookError("the address holds a user name", where=parts.hostname or "", hint="Leave it out")
    return parts


def _addresses(url: str, host: str, port: int, allowed: bool) -> Iterator[str]:
    """The network addresses of a host that may be posted to.

    Raises:
        WebhookError: there is none.
    """
    literal = _literal(host)
    if host == "localhost" or (literal is not None and _is_here(literal)):
        yield from _HERE if literal is None else [host]
    elif not allowed:
        raise WebhookError(
            f"the host {host} is not this machine, so nothing is posted to it",
            where=url,
            hint=f"If alerts may leave this machine for it, say so with --webhook-allow {host}",
        )
    elif literal is not None:
        yield host
    else:
        yield from _looked_up(url, host, port)


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_here(one: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(one, "ipv4_mapped", None)
    return bool((mapped or one).is_loopback)


def _looked_up(url: str, host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise WebhookError(f"the host {host} cannot be found", where=url, hint="Check its name") from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _said(error: Exception) -> str:
    import urllib3

    if isinstance(error, urllib3.exceptions.ReadTimeoutError):
        return f"did not answer within {ANSWER_S:.0f} seconds"
    if isinstance(error, urllib3.exceptions.SSLError):
        return "has no certificate that proves its name"
    return "broke off the connection"
