"""Fetching one web address: guarded at every step, slow on purpose, and open about who asks.

Nothing is sent but the request itself: no cookies, no referrer, no credentials, no proxy of the environment. At most
one request a host runs at once, with a pause between two; what a site asks of programs in ``robots.txt`` is heeded
for pages. A feed is asked for as any reader of feeds does.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urljoin

from onrecord.errors import BadStatus, FetchError, FetchRefused, NotReached, TooLarge, TooSlow
from onrecord.intake import robots
from onrecord.intake.answer import LATER, Answer, Limits
from onrecord.intake.fetched import SAVE_OPENED, again_in, read
from onrecord.intake.fetched import Fetched as Fetched
from onrecord.intake.guard import Guard, Target, target
from onrecord.intake.net import ask


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # the source is run without being installed
        return "dev"


USER_AGENT = f"Onrecord/{_version()} (keeps a record of news that its user asks for)"
MOST_REDIRECTS = 5
#: What may pass is asked for so many times, after these waits in seconds or as long as the server says (Retry-After).
TRIES, BACK_OFF = 3, (1.0, 3.0)
#: A server that asks for a longer wait than this is left alone in this run.
SHORT_WAIT = 10.0
#: Waits for one address, of pauses that its site asks for and of further tries, are no longer than this together.
LONGEST_WAITS = 30.0
#: What a site asked is asked for anew after a day (RFC 9309, section 2.4).
ROBOTS_LAST = 24 * 60 * 60.0
#: Hosts that are remembered, those asked last; a program that polls for weeks meets ever new ones.
MOST_HOSTS = 500
#: A feed of 20 MB costs its reader more than half a minute; the largest of news outlets have 1 or 2.
FEED_BYTES = 8_000_000

_PASSING = (502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,application/json;q=0.8,*/*;q=0.1"
_ACCEPT_FEED = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,*/*;q=0.1"
)
_REDIRECT_HINT = "Give the address that a browser ends up at"


@dataclass
class _Host:
    """What is known of one host: whose turn it is, what its sites ask, until when, and when it may be asked next."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    asks: dict[str, robots.Robots] = field(default_factory=dict)
    until: dict[str, float] = field(default_factory=dict)
    next: float = 0.0
    failing: bool = False


class _Patience:
    """What is left of the time for one address: seconds for servers to answer in, and seconds to wait for them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._end = time.monotonic() + limits.total
        self.waits = LONGEST_WAITS

    @property
    def left(self) -> float:
        """Seconds in which servers may still answer."""
        return max(0.0, self._end - time.monotonic())

    def waited(self, seconds: float) -> None:
        """Leave out seconds in which no server was asked."""
        self._end += seconds


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
        first = one = home = target(address)
        for_good = True
        patience = _Patience(limits)
        for _ in range(MOST_REDIRECTS + 1):
            try:
                answer = self._answer(one, headers, patience, heed=heed)
                if answer.status not in _MOVED:
                    conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
                    moved = home.url if home.url != first.url else None
                    return read(one, answer, moved, at, conditional=conditional)
                there = _next(one, answer)
            except (FetchError, TooLarge) as error:
                if error.where == first.url:
                    raise
                raise _from(first, error) from error
            for_good = for_good and answer.status in _FOR_GOOD
            one = there
            home = one if for_good else home
        raise NotReached(f"it leads on more than {MOST_REDIRECTS} times", where=address, hint=_REDIRECT_HINT)

    def _answer(self, one: Target, headers: Mapping[str, str], patience: _Patience, *, heed: bool) -> Answer:
        """One answer in the host's turn."""
        host = self._met(one.host)
        begun = time.monotonic()
        with host.turn:
            patience.waited(time.monotonic() - begun)
            vetted = self._guard.addresses(one, patience.left)
            if heed:
                self._heed(one, host, vetted, patience)
            return self._tried(one, vetted, host, headers, patience)

    def _met(self, name: str) -> _Host:
        """What is known of a host; of more than may be remembered, the one asked longest ago is forgotten."""
        with self._meeting:
            host = self._hosts[name] = self._hosts.pop(name) if name in self._hosts else _Host()
            if len(self._hosts) > MOST_HOSTS:
                del self._hosts[next(iter(self._hosts))]
            return host

    def _tried(
        self, one: Target, vetted: Sequence[str], host: _Host, headers: Mapping[str, str], patience: _Patience
    ) -> Answer:
        """An answer; what may pass is asked for again, unless it did not pass for this host the last time either."""
        tries = 1 if host.failing else TRIES
        for back_off in BACK_OFF[: tries - 1]:
            wait: float | None = back_off
            try:
                answer = self._asked(one, vetted, host, headers, patience)
                wait = _wait(answer, back_off)
            except NotReached as error:
                if error.hint != LATER:
                    raise
            if wait is None:
                host.failing = False
                return answer
            host.next = max(host.next, time.monotonic() + wait)
        host.failing = True
        answer = self._asked(one, vetted, host, headers, patience)
        host.failing = answer.status in _PASSING
        return answer

    def _asked(
        self, one: Target, vetted: Sequence[str], host: _Host, headers: Mapping[str, str], patience: _Patience
    ) -> Answer:
        wait = min(host.next - time.monotonic(), patience.waits)
        if wait > 0:
            self._sleep(wait)
            patience.waits -= wait
            patience.waited(wait)
        asked = host.asks.get(one.site) or robots.NOTHING_ASKED
        try:
            return ask(one, vetted, headers, patience.limits, self._context, patience.left)
        finally:
            host.next = time.monotonic() + max(0.0 if self._guard.knows(one) else self._pause, asked.pause)

    def _heed(self, one: Target, host: _Host, vetted: Sequence[str], patience: _Patience) -> None:
        """Raises an error where the site asks programs not to fetch this page, or where that cannot be known."""
        if one.site not in host.asks or host.until[one.site] <= time.monotonic():
            rules = self._rules(one, host, vetted, patience)
            if rules is None:
                what = f"the robots.txt of {one.host} cannot be read, so it is not known whether programs may ask"
                raise NotReached(what, where=one.url, hint=f"Try again later. {SAVE_OPENED}")
            host.asks[one.site], host.until[one.site] = rules, time.monotonic() + ROBOTS_LAST
        if not host.asks[one.site].allows(one.path):
            raise FetchRefused("its site asks programs not to fetch it (robots.txt)", where=one.url, hint=SAVE_OPENED)

    def _rules(self, one: Target, host: _Host, vetted: Sequence[str], patience: _Patience) -> robots.Robots | None:
        """What a site asks of programs: nothing where it does not say; ``None`` where its server fails (RFC 9309)."""
        headers = {"User-Agent": USER_AGENT, "Accept": "text/plain,*/*;q=0.1", "Accept-Encoding": "gzip"}
        there = replace(one, path="/robots.txt", url=_joined(one, "/robots.txt"))
        page, patience.limits = patience.limits, replace(patience.limits, size=robots.MAX_BYTES, cut=True)
        try:
            answer = self._tried(there, vetted, host, headers, patience)
            for _ in range(MOST_REDIRECTS):
                if answer.status not in _MOVED:
                    break
                there = _next(there, answer)
                answer = self._tried(there, self._guard.addresses(there, patience.left), host, headers, patience)
        except (NotReached, TooSlow) as error:  # then neither is the page to be had, and this is why
            raise type(error)(error.what, where=one.url, hint=error.hint) from error
        except FetchError:
            return None
        finally:
            patience.limits = page
        if answer.status >= 500 or answer.status == 429:
            return None
        return robots.read(answer.body.decode("utf-8-sig", "replace")) if answer.status == 200 else robots.NOTHING_ASKED


def _from(first: Target, error: FetchError | TooLarge) -> FetchError | TooLarge:
    """An error under the address that was asked for first, whichever it led on to."""
    what = f"it leads on to {error.where[:200]}: {error.what}"
    if isinstance(error, BadStatus):
        return BadStatus(what, where=first.url, hint=error.hint, code=error.code, again_in=error.again_in)
    return type(error)(what, where=first.url, hint=error.hint)


def _wait(answer: Answer, back_off: float) -> float | None:
    """Seconds after which what an answer says may have passed; ``None`` where it is not asked for again in this run."""
    said = again_in(answer)
    if answer.status not in (429, *_PASSING) or (said is None and answer.status == 429):
        return None
    return None if said is not None and said > SHORT_WAIT else max(back_off, said or 0.0)


def _next(one: Target, answer: Answer) -> Target:
    """Where an answer leads on to.

    Raises:
        FetchRefused: from a secure address to one that is not, or to no web address.
        NotReached: it does not say where.
    """
    there = target(_joined(one, _utf8(answer.headers.get("location", ""))))
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


def _utf8(place: str) -> str:
    """A place that a server wrote in UTF-8; headers are read as Latin-1."""
    try:
        return place.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return place
