"""What stands before the page: it answers its own names only, and takes changes from its own page only.

A page of another site that is open in the same browser can send requests to this machine, and a name of another site
can be made to lead here. So each request must be for a name of this server (against DNS rebinding), what is embedded
in another page is refused (by the browser's ``Sec-Fetch-*`` headers, W3C Fetch Metadata), and what changes the record
must come from this server's own page (``Origin``) and hold that page's token (OWASP, *Cross-Site Request Forgery
Prevention*). Every answer carries the headers that keep report text from being run.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from typing import Any

from onrecord.web import refusals
from onrecord.web.bodies import BadForm, Body, Message, OverLimit, Receive
from onrecord.web.refusals import Refusal

Scope = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]

#: No script, style, frame or request but of the server itself, and none that stands in a page's own text.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

_ALWAYS: Sequence[Header] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": with it a browser would send "Origin: null" with the page's own forms.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
)
_SET = frozenset(name for name, _ in _ALWAYS)
#: What a browser may keep; everything else may hold words of the record.
_KEPT = (b"text/css", b"text/javascript", b"application/javascript", b"image/", b"font/")
_SAFE = frozenset({"GET", "HEAD"})
_CHANGING = frozenset({"POST", "PUT", "DELETE"})
#: What one request may hold, when nothing else is said.
LIMIT = 64_000_000

_log = logging.getLogger("onrecord.web")


def new_token() -> str:
    """A token for one run of the server, that no other page can guess."""
    return secrets.token_urlsafe(32)


def own_hosts(port: int, names: Iterable[str] = ()) -> frozenset[str]:
    """The names that a server on this port is asked by: those of the machine itself, and those given.

    >>> sorted(own_hosts(8000, ["desk.example"]))
    ['127.0.0.1:8000', '[::1]:8000', 'desk.example:8000', 'localhost:8000']
    """
    bare = ["127.0.0.1", "localhost", "[::1]", *(_bracketed(name.lower()) for name in names)]
    with_port = {name if name.rpartition(":")[2].isdigit() else f"{name}:{port}" for name in bare}
    return frozenset(with_port | (set(bare) if port == 80 else set()))


def _bracketed(name: str) -> str:
    """The name as a browser writes it in an address: brackets around the colons of IPv6."""
    return f"[{name}]" if name.count(":") > 1 and not name.startswith("[") else name


class Guard:
    """An ASGI application that lets through to another what may come through.

    Args:
        app: the application that is guarded.
        hosts: the names it answers to, with their port, as :func:`own_hosts` gives them.
        token: what a changing request holds in the form field ``token`` or the header ``X-Onrecord-Token``.
        limit: bytes that a request's body may have.
    """

    def __init__(self, app: App, *, hosts: Iterable[str], token: str, limit: int = LIMIT) -> None:
        self._app = app
        self._hosts = frozenset(host.lower().encode() for host in hosts)
        self._token = token.encode()
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let the application answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._answer(scope, Body(receive, self._limit), _Answer(scope, send))

    async def _answer(self, scope: Scope, body: Body, answer: _Answer) -> None:
        try:
            refusal = self._refused(scope, answer.asked) or await self._without_token(scope, body, answer.asked)
            if refusal:
                await answer.refuse(refusal)
            else:
                await self._app(scope, body, answer)
                await answer.end()
        except OverLimit:
            await answer.refuse(refusals.too_large(self._limit))
        except BadForm:
            await answer.refuse(refusals.NO_FORM)
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            await answer.refuse(refusals.WENT_WRONG)

    def _refused(self, scope: Scope, asked: _Asked) -> Refusal | None:
        """What is wrong with a request by its head alone."""
        method = str(scope["method"])
        host = asked.only(b"host")
        if host is None or host.lower() not in self._hosts:
            return refusals.WRONG_HOST
        if method not in _SAFE | _CHANGING:
            return refusals.NO_SUCH_METHOD
        own = str(scope.get("scheme", "http")).encode() + b"://" + host.lower()
        if method in _CHANGING:
            if not asked.from_own_page(own):
                return refusals.NOT_FROM_HERE
            return refusals.too_large(self._limit) if asked.length > self._limit else None
        return None if asked.may_read(own, method) else refusals.OTHER_SITE

    async def _without_token(self, scope: Scope, body: Body, asked: _Asked) -> Refusal | None:
        """The refusal of a changing request that does not hold the page's token."""
        if scope["method"] in _SAFE:
            return None
        given = asked.only(b"x-onrecord-token")
        if given is None:
            field = await body.token(asked.headers.get(b"content-type", b""))
            given = field.encode() if field is not None else b""
        return None if hmac.compare_digest(given, self._token) else refusals.NO_TOKEN


class _Asked:
    """The head of one request."""

    def __init__(self, pairs: Iterable[Header]) -> None:
        self._pairs = [(name.lower(), value.strip()) for name, value in pairs]
        self.headers = dict(self._pairs)

    def only(self, name: bytes) -> bytes | None:
        """The value of a header that is there once."""
        found = [value for key, value in self._pairs if key == name]
        return found[0] if len(found) == 1 else None

    @property
    def length(self) -> int:
        """How long the body says it is."""
        told = self.headers.get(b"content-length", b"0")
        return int(told) if told.isdigit() else 0

    def from_own_page(self, own: bytes) -> bool:
        """Whether the browser says that this server's own page sent it."""
        if b"origin" in self.headers:
            return self.only(b"origin") == own and not self._elsewhere()
        return self.only(b"sec-fetch-site") == b"same-origin"

    def may_read(self, own: bytes, method: str) -> bool:
        """Whether it is asked for by this server's own page, by a program, or by a window that is opened on it."""
        if b"origin" in self.headers and self.only(b"origin") != own:
            return False
        opened = self.only(b"sec-fetch-mode") == b"navigate" and self.only(b"sec-fetch-dest") == b"document"
        return not self._elsewhere() or (opened and method == "GET")

    def _elsewhere(self) -> bool:
        """Whether another page asked: another port of this machine is "same-site", and another page all the same."""
        return self.headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin")


class _Answer:
    """Sends an answer with the headers that every answer has."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.asked = _Asked(scope["headers"])
        self._json = refusals.wants_json(str(scope["path"]), self.asked.headers)
        self._bare = scope["method"] == "HEAD"
        self._send = send
        self._begun = self._withheld = False

    async def __call__(self, message: Message) -> None:
        """Send one message of the answer, unless all it says is that something went wrong: the guard says that."""
        if message["type"] == "http.response.start":
            self._withheld = message["status"] == 500 and not self._begun
            self._begun = not self._withheld
            message = {**message, "headers": _guarded(message.get("headers", ()))}
        if not self._withheld:
            await self._send(message)

    async def end(self) -> None:
        """The application has said all: say in plain words that something went wrong, where that was all it said."""
        if self._withheld:
            await self.refuse(refusals.WENT_WRONG)

    async def refuse(self, refusal: Refusal) -> None:
        """Answer with a refusal, unless an answer has begun already: that one is broken off."""
        if self._begun:
            raise RuntimeError("the answer broke off")
        body = refusal.json() if self._json else refusal.html()
        kind = b"application/json" if self._json else b"text/html; charset=utf-8"
        # What is left of a body that is refused is not read; the connection cannot be used again.
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]
        self._begun = True
        start = {"type": "http.response.start", "status": refusal.status, "headers": _guarded(headers)}
        await self._send(start)
        await self._send({"type": "http.response.body", "body": b"" if self._bare else body})


def _guarded(headers: Iterable[Header]) -> list[Header]:
    """The headers of an answer with those that every answer has, in place of any that it had of the same name."""
    kept = [(name.lower(), value) for name, value in headers if name.lower() not in _SET]
    kind = dict(kept).get(b"content-type", b"")
    if not kind.startswith(_KEPT):
        kept = [*((name, value) for name, value in kept if name != b"cache-control"), (b"cache-control", b"no-store")]
    elif b"cache-control" not in dict(kept):
        kept.append((b"cache-control", b"no-cache"))
    return [*kept, *_ALWAYS]
