"""Bodies of requests: counted while they come, and read as far as the page's token, which the handler reads again.

A form has its token first, so that of a large upload little is held before it is known whether it may be sent at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol
from urllib.parse import unquote_plus

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, QuerystringParser, parse_options_header

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

#: The field of a form that holds the page's token.
FIELD = "token"
#: Bytes that are held at most until the token comes; more than a text that was pasted before it.
HELD = 16_000_000
#: A token is shorter than this; of a longer field no more is kept.
_LONGEST = 200


class OverLimit(Exception):
    """A body was larger than it may be."""


class BadForm(Exception):
    """A body is no form, though it says that it is."""


class Body:
    """The body of one request: what was read of it ahead comes again, and no more than ``limit`` bytes come at all."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self._read: list[Message] = []

    async def __call__(self) -> Message:
        """The next message of the body, as the handler asks for it."""
        return self._read.pop(0) if self._read else await self._next()

    async def token(self, content_type: bytes) -> str | None:
        """The token in the form that the body is, read no further than needed; ``None`` where there is none.

        Raises:
            BadForm: the body is no form of the kind that it says.
            OverLimit: more was sent than may be.
        """
        parser = _parser(content_type)
        more, held = parser is not None, 0
        while parser is not None and more and parser.value is None and held <= HELD:
            message = await self._next()
            self._read.append(message)
            held += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
            parser.feed(message.get("body", b""), last=not more)
        return parser.value if parser else None

    async def _next(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise OverLimit
        return message


class _Parser(Protocol):
    """Reads a form for its token."""

    value: str | None

    def feed(self, data: bytes, *, last: bool) -> None: ...


def _parser(content_type: bytes) -> _Parser | None:
    kind, options = parse_options_header(content_type)
    if kind == b"application/x-www-form-urlencoded":
        return _Fields()
    if kind == b"multipart/form-data":
        if not options.get(b"boundary"):
            raise BadForm
        return _Parts(options[b"boundary"])
    return None


class _Fields:
    """A form as an address writes it: ``token=…&…``."""

    def __init__(self) -> None:
        self.value: str | None = None
        self._name = bytearray()
        self._data = bytearray()
        self._form = QuerystringParser(
            {
                "on_field_start": self._start,
                "on_field_name": lambda data, start, end: _keep(self._name, data[start:end]),
                "on_field_data": lambda data, start, end: _keep(self._data, data[start:end]),
                "on_field_end": self._end,
            }
        )

    def feed(self, data: bytes, *, last: bool) -> None:
        """Read on."""
        try:
            self._form.write(data)
            if last:
                self._form.finalize()
        except FormParserError as error:
            raise BadForm from error

    def _start(self) -> None:
        self._name.clear()
        self._data.clear()

    def _end(self) -> None:
        if self.value is None and unquote_plus(self._name.decode("latin-1")) == FIELD:
            self.value = unquote_plus(self._data.decode("latin-1"))


class _Parts:
    """A form in parts, as files are sent."""

    def __init__(self, boundary: bytes) -> None:
        self.value: str | None = None
        self._key, self._header, self._data = bytearray(), bytearray(), bytearray()
        self._name: bytes | None = None
        self._form = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: _keep(self._key, data[start:end]),
                "on_header_value": lambda data, start, end: _keep(self._header, data[start:end]),
                "on_header_end": self._headed,
                "on_part_data": lambda data, start, end: _keep(self._data, data[start:end]),
                "on_part_end": self._end,
            },
        )

    def feed(self, data: bytes, *, last: bool) -> None:
        """Read on."""
        try:
            self._form.write(data)
        except FormParserError as error:
            raise BadForm from error

    def _begin(self) -> None:
        self._name = None
        self._data.clear()

    def _headed(self) -> None:
        if self._key.lower() == b"content-disposition":
            options = parse_options_header(bytes(self._header))[1]
            self._name = None if b"filename" in options else options.get(b"name")
        self._key.clear()
        self._header.clear()

    def _end(self) -> None:
        if self.value is None and self._name == FIELD.encode():
            self.value = self._data.decode("latin-1")


def _keep(kept: bytearray, data: bytes) -> None:
    kept += data[: _LONGEST - len(kept)]
