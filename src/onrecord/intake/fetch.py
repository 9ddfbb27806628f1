"""Fetching one web address: guarded at every step, slow on purpose, and open about who asks.

Nothing is sent but the request itself: no cookies, no referrer, no credentials, no proxy of the environment. At most
one request a host runs at once, with a pause between two; what a site asks of programs in ``robots.txt`` is heeded
for pages. A feed is asked for as any reader of feeds does.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urljoin

from onrecord.errors import BadStatus, FetchError, FetchRefused, NotReached, TooLarge, TooSlow, WrongType
from onrecord.intake import robots
from onrecord.intake.formats import wire_extension
from onrecord.intake.guard import Guard, Target, target
from onrecord.intake.net import Answer, Limits, ask


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # the source is run without being installed
        return "dev"


USER_AGENT = f"Onrecord/{_version()} (keeps a record of news that its user asks for)"
MOST_REDIRECTS = 5
#: A server that asks to wait no longer than this is asked once more in the same run.
SHORT_WAIT = 10.0
#: What a site asked is asked for anew after a day (RFC 9309, section 2.4).
ROBOTS_LAST = 24 * 60 * 60.0
#: Hosts that are remembered, those asked last; a program that polls for weeks meets ever new ones.
MOST_HOSTS = 500
#: A feed of 20 MB costs its reader more than half a minute; the largest of news outlets have 1 or 2.
FEED_BYTES = 8_000_000

_MOVED = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,application/json;q=0.8,*/*;q=0.1"
_ACCEPT_FEED = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,*/*;q=0.1"
)
_TYPES = frozenset(
    [
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/json",
        "application/x-ndjson",
        "application/jsonl",
        "application/feed+json",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "text/x-opml",
        "application/x-rss+xml",
    ]
)
_REDIRECT_HINT = "Give the address that a browser ends up at"
_SAVE = "Open it in a browser, save the page and give that file"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: the address that it came from, after redirects.
        raw: its bytes, unpacked; empty if it has not changed.
        media_type: such as ``text/html``; empty if the server names none.
        charset: the encoding that the server names.
        etag: what to ask with next time.
        last_modified: what to ask with next time.
        moved: the address that it has for good now, if the server says so.
        unchanged: whether the server says that nothing changed since it was last asked.
        at: when it was asked for, in UTC.
    """

    url: str
    raw: bytes = b""
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None
    unchanged: bool = False
    at: str = ""


@dataclass
class _Host:
    """What is known of one host: whose turn it is, what its sites ask, until when, and when it may be asked next."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    asks: dict[str, robots.Robots] = field(default_factory=dict)
    until: dict[str, float] = field(default_factory=dict)
    next: float = 0.0


class Fetcher:
    """Fetches addresses, one request a host at a time.

    Args:
        guard: what may be asked for; by the environment if left out.
        limits: what one answer may take.
        pause: seconds between two requests to a host; none for hosts that the user allowed by name.
        context: how certificates are judged; as the system does if left out.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        guard: Guard | None = None,
        *,
        limits: Limits | None = None,
        pause: float = 1.0,
        context: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._guard = guard or Guard.from_environment()
        self._limits = limits or Limits()
        self._pause = pause
        self._context = context
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}  # the one asked last at the end
        self._meeting = threading.Lock()

    def page(self, address: str) -> Fetched:
        """A page, if its site does not ask programs to stay away.

        Raises:
            FetchError: it could not be fetched; the kind says why.
            TooLarge: it is larger than a page may be.
        """
        headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        return self._fetched(address, headers, self._limits, heed=True)

    def feed(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """A feed, asked for only if it changed since.

        Args:
            address: its address.
            etag: what the server sent with it last.
            last_modified: what the server sent with it last.

        Raises:
            FetchError: it could not be fetched; the kind says why.
            TooLarge: it is larger than a feed may be.
        """
        headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT_FEED, "Accept-Encoding": "gzip"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        limits = replace(self._limits, size=min(self._limits.size, FEED_BYTES))
        return self._fetched(address, headers, limits, heed=False)

    def _fetched(self, address: str, headers: dict[str, str], limits: Limits, *, heed: bool) -> Fetched:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        one = target(address)
        home, for_good = one, True
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._answer(one, headers, limits, heed=heed)
            if answer.status not in _MOVED:
                moved = home.url if home.url != target(address).url else None
                return _read(one, answer, moved, at)
            if answer.status not in _FOR_GOOD:
                for_good = False
            one = _next(one, answer)
            home = one if for_good else home
        raise NotReached(f"it leads on more than {MOST_REDIRECTS} times", where=address, hint=_REDIRECT_HINT)

    def _answer(self, one: Target, headers: dict[str, str], limits: Limits, *, heed: bool) -> Answer:
        """One answer in the host's turn; a server that asks for a short wait is asked once more."""
        host = self._met(one.host)
        with host.turn:
            vetted = self._guard.addresses(one)
            if heed:
                self._heed(one, host, vetted)
            answer = self._asked(one, vetted, host, headers, limits)
            wait = _again_in(answer)
            if answer.status in (429, 503) and wait is not None and wait <= SHORT_WAIT:
                host.next = max(host.next, time.monotonic() + wait)
                answer = self._asked(one, vetted, host, headers, limits)
            return answer

    def _met(self, name: str) -> _Host:
        """What is known of a host; of more than may be remembered, the one asked longest ago is forgotten."""
        with self._meeting:
            host = self._hosts[name] = self._hosts.pop(name) if name in self._hosts else _Host()
            if len(self._hosts) > MOST_HOSTS:
                del self._hosts[next(iter(self._hosts))]
            return host

    def _asked(
        self, one: Target, vetted: Sequence[str], host: _Host, headers: dict[str, str], limits: Limits
    ) -> Answer:
        wait = host.next - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        asked = host.asks.get(one.site) or robots.NOTHING_ASKED
        try:
            return ask(one, vetted, headers, limits, self._context)
        finally:
            host.next = time.monotonic() + max(0.0 if self._guard.knows(one) else self._pause, asked.pause)

    def _heed(self, one: Target, host: _Host, vetted: Sequence[str]) -> None:
        """Raises an error where the site asks programs not to fetch this page, or where that cannot be known."""
        if one.site not in host.asks or host.until[one.site] <= time.monotonic():
            rules = self._rules(one, host, vetted)
            if rules is None:
                what = f"the robots.txt of {one.host} cannot be read, so it is not known whether programs may ask"
                raise NotReached(what, where=one.url, hint=f"Try again later. {_SAVE}")
            host.asks[one.site], host.until[one.site] = rules, time.monotonic() + ROBOTS_LAST
        if not host.asks[one.site].allows(one.path):
            raise FetchRefused("its site asks programs not to fetch it (robots.txt)", where=one.url, hint=_SAVE)

    def _rules(self, one: Target, host: _Host, vetted: Sequence[str]) -> robots.Robots | None:
        """What a site asks of programs: nothing where it does not say; ``None`` where its server fails (RFC 9309)."""
        headers = {"User-Agent": USER_AGENT, "Accept": "text/plain,*/*;q=0.1", "Accept-Encoding": "gzip"}
        limits = replace(self._limits, size=2 * robots.MAX_BYTES)
        there = replace(one, path="/robots.txt", url=_joined(one, "/robots.txt"))
        try:
            answer = self._asked(there, vetted, host, headers, limits)
            for _ in range(MOST_REDIRECTS):
                if answer.status not in _MOVED:
                    break
                there = _next(there, answer)
                answer = self._asked(there, self._guard.addresses(there), host, headers, limits)
        except TooLarge:
            return robots.NOTHING_ASKED
        except (NotReached, TooSlow) as error:  # then neither is the page to be had, and this is why
            raise type(error)(error.what, where=one.url, hint=error.hint) from error
        except FetchError:
            return None
        if answer.status >= 500 or answer.status == 429:
            return None
        return robots.read(answer.body.decode("utf-8", "replace")) if answer.status == 200 else robots.NOTHING_ASKED


def _next(one: Target, answer: Answer) -> Target:
    """Where an answer leads on to.

    Raises:
        FetchRefused: from a secure address to one that is not, or to no web address.
        NotReached: it does not say where.
    """
    there = target(_joined(one, answer.headers.get("location", "")))
    if one.scheme == "https" and there.scheme == "http":
        raise FetchRefused(f"it leads on to {there.url}, which is not secure", where=one.url, hint=_REDIRECT_HINT)
    if "location" not in answer.headers:
        raise NotReached("it leads on, but does not say where", where=one.url, hint=_REDIRECT_HINT)
    return there


def _joined(one: Target, place: str) -> str:
    """The address that a place is at, as seen from another address.

    Raises:
        FetchRefused: it is no address, such as ``http://[::1``.
    """
    try:
        return urljoin(one.url, place)
    except ValueError:
        what = f"it leads on to {place[:200]}, which is no web address"
        raise FetchRefused(what, where=one.url, hint=_REDIRECT_HINT) from None


def _read(one: Target, answer: Answer, moved: str | None, at: str) -> Fetched:
    """What a final answer gives.

    Raises:
        BadStatus: it is not a page.
        WrongType: it is no page, feed or text, and no item of an agency.
    """
    headers = answer.headers
    etag, modified = _sendable(headers.get("etag")), _sendable(headers.get("last-modified"))
    if answer.status == 304:
        return Fetched(one.url, etag=etag, last_modified=modified, moved=moved, unchanged=True, at=at)
    if answer.status != 200:
        what, hint = _STATUS.get(answer.status, (f"the server answered {answer.status}", _SAVE))
        raise BadStatus(what, where=one.url, hint=hint, code=answer.status, again_in=_again_in(answer))
    media_type, _, rest = headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type and media_type not in _TYPES and wire_extension(media_type) is None:
        raise WrongType(f"the answer is {media_type[:60]}, not a page", where=one.url, hint=_SAVE)
    return Fetched(one.url, answer.body, media_type, _charset(rest), etag, modified, moved, at=at)


_BROWSER = "It may open in a browser; save the page there and give that file"
_STATUS = {
    401: ("the server asks for a login (401)", _BROWSER),
    402: ("the server asks for payment (402)", _BROWSER),
    403: ("the server refuses to give it to a program (403)", _BROWSER),
    404: ("there is no such page (404)", "See whether the address is right; an archive may have it"),
    410: ("the page was taken down for good (410)", "An archive may have it"),
    429: ("the server asks to be left alone for a while (429)", "Try again later"),
    451: ("the server may not give it for legal reasons (451)", "An archive may have it"),
    500: ("the server failed (500)", "Try again later"),
    502: ("the server failed (502)", "Try again later"),
    503: ("the server is not up to it now (503)", "Try again later"),
    504: ("the server failed (504)", "Try again later"),
}


def _sendable(value: str | None) -> str | None:
    """A value that can be sent back as it came; nothing for one that no header can hold."""
    fits = value is not None and 0 < len(value) <= 1_000 and value.isprintable() and value.isascii()
    return value if fits else None


def _charset(parameters: str) -> str | None:
    """The encoding that a content type names."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        value = value.strip().strip("\"'").lower()
        if name.strip().lower() == "charset" and 0 < len(value) <= 40 and value.isascii() and " " not in value:
            return value
    return None


def _again_in(answer: Answer) -> float | None:
    """Seconds after which a server says to ask again: a number, or a time (RFC 9110)."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal() and len(said) < 10:
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()) if said else None
    except (TypeError, ValueError, OverflowError):
        return None
