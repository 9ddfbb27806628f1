"""What a hostile server answers, case by case, and what has to come of each.

A case is named for what is wrong. Its outcome is ``whole`` (the very bytes that were meant), ``partial`` (taken, and
said to be incomplete), ``unchanged``, or the error that it has to end in.
"""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reliability.hostile_server import Acts, Answering, Wire

PAGE = (
    b"<!doctype html><html><head><title>Verania puts off the vote</title></head><body><article><h1>Verania puts off "
    b"the vote</h1><p>The parliament of Verania put off its vote on the harbour treaty on Tuesday, a spokesman said. "
    b"No new day was named.</p><p>Ministers in Sorn had asked for more time to read the annexes of the "
    b"treaty.</p></article></body></html>"
)
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Sorn Courier</title></channel></rss>"


@dataclass(frozen=True)
class Case:
    """One way to answer badly.

    Attributes:
        name: its name, and that of its host.
        acts: what the server does.
        outcome: what has to come of it.
        about: what is wrong, in words.
        kind: ``page`` or ``feed``.
        body: what has to have come, if it is whole or partial; anything if left out.
        asked: how many times it has to have been asked for, if that matters.
        slow: whether it takes all the time that a client has.
        scheme: ``http`` or ``https``.
    """

    name: str
    acts: Acts
    outcome: str
    about: str
    kind: str = "page"
    body: bytes | None = PAGE
    asked: int | None = None
    slow: bool = False
    scheme: str = "http"


CASES: list[Case] = []
_SLOW = 0.5


def _case(
    name: str, outcome: str, about: str, page: Answering, *, robots: Answering | None = None, **more: object
) -> None:
    tls = more.pop("tls", None)
    acts = Acts(page, robots, tls)  # type: ignore[arg-type]
    CASES.append(Case(name, acts, outcome, about, **more))  # type: ignore[arg-type]


def _pages(body: bytes, *lines: str, **more: str) -> Answering:
    return lambda wire: wire.whole(body, *lines, **more)


def _raw(octets: bytes) -> Answering:
    return lambda wire: wire.send(octets)


def _status(status: str, *lines: str) -> Answering:
    return lambda wire: wire.whole(b"", *lines, status=status)


_good = _pages(PAGE)
_CHUNKED = "Transfer-Encoding: chunked"


def _chunks(octets: bytes, size: int = 7) -> bytes:
    pieces = [octets[at : at + size] for at in range(0, len(octets), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


# -- honest ones, which show that the cases below fail for what is wrong with them ---------------------------------------

_case("honest", "whole", "nothing is wrong", _good, asked=1)
_case("honest-gzip", "whole", "packed once", _pages(gzip.compress(PAGE), "Content-Encoding: gzip"))


def _in_chunks(end: bytes, octets: bytes = PAGE) -> Answering:
    def answer(wire: Wire) -> None:
        wire.head(_CHUNKED)
        wire.send(_chunks(octets) + end)

    return answer


_case("honest-chunks", "whole", "in chunks", _in_chunks(b"0\r\n\r\n"))
_case("honest-trailer", "whole", "chunks with a trailer", _in_chunks(b"0\r\nX-Sum: 1\r\n\r\n"))


def _to_the_end(body: bytes, kind: str = "text/html") -> Answering:
    def answer(wire: Wire) -> None:
        wire.head(kind=kind)
        wire.send(body)

    return answer


_case("until-close", "whole", "no length, ends when the connection does, as its page ends", _to_the_end(PAGE))
_case("until-close-cut", "partial", "the same, the page cut", _to_the_end(PAGE[:-40]), body=PAGE[:-40])
_case(
    "until-close-text", "partial", "the same, plain text", _to_the_end(b"Talks were", "text/plain"), body=b"Talks were"
)


# -- packing ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _bomb(size: int, framing: int, twice: bool = False) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, framing)
    octets = b"".join(packer.compress(bytes(1_000_000)) for _ in range(max(1, size // 1_000_000))) + packer.flush()
    return gzip.compress(octets, 9) if twice else octets


def _bombs(framing: int, *lines: str, twice: bool = False) -> Answering:
    return lambda wire: wire.whole(_bomb(16 * wire.scale, framing, twice), *lines)


def _in_drops(octets: bytes, *lines: str) -> Answering:
    """Byte by byte, each in a packet of its own as far as the system goes along."""

    def answer(wire: Wire) -> None:
        wire.head(f"Content-Length: {len(octets)}", *lines)
        wire.drip(octets, 0.001)

    return answer


_two = gzip.compress(PAGE[:200]) + gzip.compress(PAGE[200:])
_GZIP = "Content-Encoding: gzip"
_case("two-streams-in-drops", "whole", "two packed streams, byte by byte", _in_drops(_two, _GZIP))
_case(
    "deflate-in-drops",
    "whole",
    "deflate, byte by byte",
    _in_drops(zlib.compress(PAGE), "Content-Encoding: deflate"),
)
_case("gzip-bomb", "TooLarge", "gzip, unpacked 16 times what is taken", _bombs(31, _GZIP))
_case("deflate-bomb", "TooLarge", "the same in deflate", _bombs(15, "Content-Encoding: deflate"))
_case("raw-deflate-bomb", "TooLarge", "the same without a frame", _bombs(-15, "Content-Encoding: deflate"))
_case("gzip-twice", "WrongType", "a bomb in a bomb", _bombs(31, "Content-Encoding: gzip, gzip", twice=True))
_case("gzip-twice-two-lines", "WrongType", "the same, told in two headers", _bombs(31, _GZIP, _GZIP, twice=True))
_case("codings-2000", "WrongType", "2,000 codings", _pages(PAGE, "Content-Encoding: " + ", ".join(["gzip"] * 2_000)))
for _name in ("br", "zstd", "compress", "dcb", "aes128gcm"):
    _case(f"coding-{_name}", "WrongType", f"packed by {_name}, unasked", _pages(PAGE, f"Content-Encoding: {_name}"))
_case(
    "gzip-million-streams",
    "TooLarge",
    "very many packed streams of nothing",
    lambda wire: wire.whole(gzip.compress(b"") * (wire.scale // 24), _GZIP),
)
_packed = gzip.compress(bytes(range(256)) * 40 + PAGE)
_case("gzip-cut", "NotReached", "a packed stream cut in half, the length agrees", _pages(_packed[:300], _GZIP))
_case("gzip-cut-at-end", "NotReached", "the checksum of a packed stream lacks", _pages(_packed[:-8], _GZIP))
_case("gzip-second-cut", "NotReached", "the second of two packed streams is cut", _pages(_two[:-20], _GZIP))
_case("gzip-one-byte", "NotReached", "one byte of a packed stream", _pages(b"\x1f", _GZIP))
_case("gzip-wrong-sum", "NotReached", "a wrong checksum", _pages(_packed[:-8] + bytes(4) + _packed[-4:], _GZIP))
_case("gzip-bit", "NotReached", "a byte of a packed stream is wrong", _pages(_packed[:60] + b"\xff" * 9, _GZIP))
_case("gzip-not", "NotReached", "not packed, said to be", _pages(PAGE, _GZIP))
_case("gzip-and-noise", "whole", "noise behind a packed stream", _pages(gzip.compress(PAGE) + b"noise" * 99, _GZIP))


# -- time ---------------------------------------------------------------------------------------------------------------


def _dripping(*lines: str, before: bytes = b"", octets: bytes = b"x" * 400) -> Answering:
    def answer(wire: Wire) -> None:
        if lines:
            wire.head(*lines)
        wire.send(before)
        wire.drip(octets, _SLOW)

    return answer


_case("drip-body", "TooSlow", "a byte of the body every half second", _dripping("Content-Length: 5000"), slow=True)
_case("drip-chunks", "TooSlow", "a chunk every half second", _dripping(_CHUNKED, octets=b"1\r\nx\r\n" * 80), slow=True)
_case("drip-size", "TooSlow", "a digit of a chunk's size every half second", _dripping(_CHUNKED), slow=True)
_case("drip-header", "TooSlow", "a letter of a header every half second", _dripping(before=b"HTTP/1.1 200 OK\r\nX: "),
      slow=True)  # fmt: skip
_case("drip-status", "TooSlow", "a letter of the status every half second", _dripping(octets=b"HTTP/1.1" * 50),
      slow=True)  # fmt: skip
_case("silent", "TooSlow", "accepts and says nothing", lambda wire: wire.wait(), slow=True)


def _silent_after(*lines: str, body: bytes = b"") -> Answering:
    def answer(wire: Wire) -> None:
        wire.head(*lines)
        wire.send(body)
        wire.wait()

    return answer


_case("silent-body", "TooSlow", "a head, then nothing", _silent_after("Content-Length: 99"), slow=True)
_case(
    "silent-last-byte",
    "TooSlow",
    "all but the last byte, then nothing",
    _silent_after(f"Content-Length: {len(PAGE)}", body=PAGE[:-1]),
    slow=True,
)
_case("silent-open", "TooSlow", "a page without its length, then nothing", _silent_after(body=PAGE), slow=True)
_case("tls-silent", "TooSlow", "TLS: says nothing", _good, tls=lambda wire: wire.wait(), scheme="https", slow=True)
_case(
    "tls-drip",
    "TooSlow",
    "TLS: a byte of the handshake every half second",
    _good,
    tls=lambda wire: wire.drip(b"\x16\x03\x03\x40\x00" + b"\x02" * 400, _SLOW),
    scheme="https",
    slow=True,
)
_case("tls-noise", "NotReached", "TLS: noise", _good, tls=lambda wire: wire.send(b"noise" * 400), scheme="https")
_case(
    "tls-plain", "NotReached", "TLS: an answer that is not secured", _good, tls=lambda wire: _good(wire), scheme="https"
)
_case("tls-reset", "NotReached", "TLS: breaks off", _good, tls=lambda wire: wire.reset(), scheme="https")


def _redirect_drips(wire: Wire) -> None:
    time.sleep(_SLOW * 2)
    wire.lead(f"/{wire.nth}")


_case("drip-redirects", "NotReached|TooSlow", "a redirect after the other, each a second late", _redirect_drips,
      slow=True)  # fmt: skip


# -- size ---------------------------------------------------------------------------------------------------------------


def _endless(piece: bytes, *lines: str, before: bytes = b"") -> Answering:
    def answer(wire: Wire) -> None:
        wire.head(*lines)
        wire.send(before)
        block = piece * max(1, 65_536 // len(piece))
        while True:
            wire.send(block)

    return answer


_case("endless", "TooLarge", "a page without an end", _endless(b"<p>More.</p>"))
_case("endless-chunks", "TooLarge", "chunks without an end", _endless(b"1000\r\n" + b"x" * 4096 + b"\r\n", _CHUNKED))
_case("endless-one-byte", "TooLarge|TooSlow", "chunks of one byte without an end", _endless(b"1\r\nx\r\n", _CHUNKED))
_case("endless-two-bytes", "TooLarge|TooSlow", "chunks of two bytes", _endless(b"2\r\nxy\r\n", _CHUNKED))
_case(
    "endless-extensions",
    "TooLarge",
    "chunks of one byte, each with a long extension",
    _endless(b"1;" + b"y" * 8_000 + b"\r\nx\r\n", _CHUNKED),
)
_case("endless-size", "NotReached|TooLarge", "a chunk's size without an end", _endless(b"0", _CHUNKED))
_case("endless-zeros", "NotReached|TooLarge", "an extension without an end", _endless(b"z", _CHUNKED, before=b"1;"))
_case(
    "endless-trailer",
    "NotReached|TooLarge",
    "a trailer without an end",
    _endless(b"X: y\r\n", _CHUNKED, before=b"1\r\nx\r\n0\r\n"),
)
_case(
    "endless-trailer-line",
    "NotReached|TooLarge",
    "a line of a trailer without an end",
    _endless(b"x", _CHUNKED, before=b"1\r\nx\r\n0\r\nX: "),
)
_case("header-20-mb", "NotReached", "a header of 20 MB", lambda wire: wire.head("X: " + "x" * 20_000_000))
_case("headers-200000", "NotReached", "200,000 headers", lambda wire: wire.head(*["X: y"] * 200_000))
_case("headers-5-mb", "TooLarge", "90 headers of 60 kB", _pages(PAGE, *[f"X-{n}: {'x' * 60_000}" for n in range(90)]))
_case("headers-200-kb", "whole", "90 headers of 2 kB", _pages(PAGE, *[f"X-{n}: {'x' * 2_000}" for n in range(90)]))
_case("just-within", "whole", "as large as is taken", lambda wire: wire.whole(bytes(wire.scale)), body=None)
_case("just-within-gzip", "whole", "as large as is taken, packed", lambda wire: wire.whole(
      gzip.compress(bytes(wire.scale)), _GZIP), body=None)  # fmt: skip
_case(
    "large-by-length", "TooLarge", "a length over the limit", lambda wire: wire.head(f"Content-Length: {wire.scale + 1}")
)
_case(
    "redirect-large", "whole", "a redirect with a body over the limit, which is not read",
    lambda wire: (wire.lead("/on") or wire.send(bytes(2 * wire.scale))) if wire.path == "/" else _good(wire),
)  # fmt: skip
_case("flood-1xx", "NotReached", "announcements without an end", _raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000))
_case("flood-103", "NotReached", "early hints without an end", _raw(b"HTTP/1.1 103 Hints\r\nLink: x\r\n\r\n" * 100_000))


# -- lengths that lie ---------------------------------------------------------------------------------------------------


def _said(length: str, body: bytes = PAGE, *lines: str) -> Answering:
    def answer(wire: Wire) -> None:
        wire.head(f"Content-Length: {length}", *lines)
        wire.send(body)

    return answer


_case("length-short", "partial", "more comes than was announced", _said("200"), body=PAGE[:200])
_case("length-short-drops", "partial", "the same, late", lambda wire: (_said("200", PAGE[:200])(wire), time.sleep(0.05),
      wire.send(PAGE[200:])) and None, body=PAGE[:200])  # fmt: skip
_case("length-and-line-end", "whole", "a line end behind the body, as old servers send", _said(str(len(PAGE)), PAGE + b"\r\n"))
_case("length-long", "NotReached", "less comes than was announced", _said("9999"), asked=3)
_case("length-same-twice", "whole", "the length twice, the same", _said(f"{len(PAGE)}, {len(PAGE)}"))
for _name, _length in {
    "minus": "-5", "plus": "+5", "letter": "5x", "hex": "0x20", "underscore": "1_0", "point": "1.5", "empty": "",
    "arabic": "\u0663", "forty-digits": "9" * 40, "two": "5, 9999", "two-turned": "9999, 5",
}.items():  # fmt: skip
    _case(f"length-{_name}", "NotReached", f"the length {_length[:10]!r}", _said(_length))
_case("length-two-lines", "NotReached", "two lengths", _said("200", PAGE, f"Content-Length: {len(PAGE)}"))
_case("length-and-chunks", "whole", "a length, and chunks", lambda wire: (
      wire.head("Content-Length: 5", _CHUNKED), wire.send(_chunks(PAGE) + b"0\r\n\r\n")) and None)  # fmt: skip
for _coding in ("gzip, chunked", "chunked, gzip", "gzip", "chunked, chunked", "xchunked", "chunked;x"):
    _case(
        f"sent-{_coding.replace(', ', '-').replace(';', '-with-')}",
        "WrongType",
        f"sent as {_coding}",
        lambda wire, coding=_coding: (
            wire.head(f"Transfer-Encoding: {coding}"), wire.send(_chunks(PAGE) + b"0\r\n\r\n")
        ) and None,
    )  # fmt: skip
_case("chunk-overflow", "NotReached", "a chunk of 2^80 bytes", lambda wire: (wire.head(_CHUNKED), wire.send(b"1" + b"0" * 20 + b"\r\n" + PAGE)) and None)  # fmt: skip
_case("chunk-negative", "NotReached", "a chunk of -1 bytes", lambda wire: (
      wire.head(_CHUNKED), wire.send(b"-1\r\n" + PAGE)) and None)  # fmt: skip
_case("chunk-word", "NotReached", "a chunk of no number", lambda wire: (
      wire.head(_CHUNKED), wire.send(b"zz\r\n" + PAGE)) and None)  # fmt: skip
_case("chunk-lies", "NotReached", "a chunk that is longer than it says", lambda wire: (
      wire.head(_CHUNKED), wire.send(b"5\r\n" + PAGE + b"\r\n0\r\n\r\n")) and None)  # fmt: skip
_case("chunks-no-end", "NotReached", "chunks without the last one", _in_chunks(b""), asked=3)
_case("answer-behind", "partial", "a second answer behind the first, on the same connection", _said(
      str(len(PAGE)), PAGE + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"))  # fmt: skip


# -- breaking off -------------------------------------------------------------------------------------------------------


def _resets(octets: bytes) -> Answering:
    def answer(wire: Wire) -> None:
        wire.send(octets)
        time.sleep(0.02)
        wire.reset()

    return answer


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
for _name, _octets in {
    "request": b"", "status": b"HTTP/1.1 2", "header": _HEAD + b"X-A", "head": _HEAD + b"Content-Length: 500\r\n\r\n",
    "body": _HEAD + b"Content-Length: 500\r\n\r\n" + PAGE[:100], "open-body": _HEAD + b"\r\n" + PAGE[:100],
    "chunk": _HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n" + PAGE[:100],
}.items():  # fmt: skip
    _case(f"reset-{_name}", "NotReached", f"the connection breaks off after the {_name}", _resets(_octets), asked=3)
    if _name not in ("open-body", "header"):
        _case(f"ends-{_name}", "NotReached", f"the connection ends after the {_name}", _raw(_octets), asked=3)
_case("ends-header", "NotReached", "the connection ends within a header", _raw(_HEAD + b"X-A"))
_case("no-http", "NotReached", "HTTP/0.9: a page without a head", _raw(PAGE))
_case("noise", "NotReached", "noise", _raw(bytes(range(256)) * 40))
_case("http-2", "NotReached", "the preface of HTTP/2", _raw(b"\0\0\x12\x04\0\0\0\0\0" + bytes(18)))
_case("http-1.0", "whole", "HTTP/1.0", _raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE))
for _code in ("000", "99", "1000", "-200", "2e2", "²00"):
    _case(f"status-{_code.replace('²', 'two')}", "NotReached", f"the status {_code}", lambda wire, code=_code: wire.whole(
          PAGE, status=f"{code} OK"))  # fmt: skip
for _code in ("101", "204", "206", "226", "300", "404", "418", "500", "666", "999"):
    _case(f"status-{_code}", "BadStatus", f"the status {_code}", lambda wire, code=_code: wire.whole(
          PAGE, status=f"{code} OK"), asked=1)  # fmt: skip
_case("early-hints", "whole", "an announcement before the answer", lambda wire: (
      wire.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"), _good(wire)) and None)  # fmt: skip


# -- what was not asked -------------------------------------------------------------------------------------------------

_case("304-unasked", "BadStatus", "nothing changed, which was not asked", _status("304 Not Modified"))
_case("304-feed", "unchanged", "nothing changed, as was asked", _status("304 Not Modified"), kind="feed again", body=b"")
_case("304-with-body", "unchanged", "nothing changed, and a body", lambda wire: (
      _status("304 Not Modified")(wire), wire.send(FEED)) and None, kind="feed again", body=b"")  # fmt: skip
_case("304-feed-unasked", "BadStatus", "nothing changed, which was not asked", _status("304 Not Modified"), kind="feed")
_case("feed-large", "TooLarge", "a feed over the limit", _endless(b"<item/>"), kind="feed")
_case("type-pdf", "WrongType", "another type", _pages(PAGE, kind="application/pdf"))
_case("type-signs", "WrongType", "a type with signs that a terminal acts on", _pages(PAGE, kind="text/\x1b[31mred"))
_case("type-two-lines", "WrongType", "a type on two lines", _pages(PAGE, kind="image/png\r\n and more"))
_case("type-none", "whole", "no type", lambda wire: wire.whole(PAGE, kind=None))  # type: ignore[arg-type]
_case("cookies", "whole", "cookies, which are not sent back", lambda wire: wire.whole(
      PAGE if "cookie" not in wire.headers else b"", "Set-Cookie: a=1") if wire.path == "/on"
      else wire.lead("/on", "302 Found", "Set-Cookie: a=1; Path=/"))  # fmt: skip
for _charset in (
    "zlib", "rot13", "idna", "undefined", "unicode_escape", "raw_unicode_escape", "punycode", "base64", "hex", "bz2",
    "utf-7", "utf-16", "utf-32", "uu", "quopri", "mbcs", "../../etc/passwd", "x" * 40, "%s%n", "utf-8, utf-16",
):  # fmt: skip
    _case(f"charset-{''.join(filter(str.isalnum, _charset))[:18]}", "whole", f"the encoding {_charset[:20]}", _pages(
          PAGE, kind=f"text/html; charset={_charset}"))  # fmt: skip


# -- leading on ---------------------------------------------------------------------------------------------------------

_case("circle", "NotReached", "leads on to itself", lambda wire: wire.lead("/"), asked=6)
_case("circle-of-two", "NotReached", "two that lead on to each other", lambda wire: wire.lead(
      "/b" if wire.path == "/a" else "/a"), asked=6)  # fmt: skip
_case("growing", "NotReached", "leads on to ever longer addresses", lambda wire: wire.lead(wire.path + "a/" * 100),
      asked=6)  # fmt: skip
_case("lead-long", "FetchRefused", "leads on to an address of 60 kB", lambda wire: wire.lead("/" + "a" * 60_000))
_case("lead-empty", "NotReached", "leads on to nothing", lambda wire: wire.lead(""))
_case("lead-nowhere", "NotReached", "leads on without saying where", _status("302 Found"))
for _name, _place in {
    "loopback": "http://127.0.0.1/", "localhost": "http://localhost/", "private": "http://10.0.0.1/",
    "metadata": "http://169.254.169.254/latest/", "v6": "http://[::1]/", "mapped": "http://[::ffff:127.0.0.1]/",
    "nat64": "http://[64:ff9b::7f00:1]/", "port": "http://127.0.0.1:22/", "file": "file:///etc/passwd",
    "ftp": "ftp://127.0.0.1/", "data": "data:text/html,hello", "script": "javascript:alert(1)",
    "gopher": "gopher://127.0.0.1:70/", "user": "http://courier@127.0.0.1/", "no-scheme": "//127.0.0.1/",
    "short": "http://127.1/", "number": "http://2130706433/",
    "folded": "http://\r\n 127.0.0.1/", "tab": "ht\ttp://127.0.0.1/", "no-address": "http://[::1",
    "nul": "http://127.0.0.1\0.example/", "unicode": "http://①②⑦.⓪.⓪.①/",
}.items():  # fmt: skip
    _case(f"lead-{_name}", "FetchRefused", f"leads on to {_name}", lambda wire, place=_place: wire.lead(place))
_case("lead-backslash", "whole", "leads on with backslashes, which part no host from a path", lambda wire: wire.lead(
      "http:\\\\127.0.0.1\\") if wire.path == "/" else _good(wire))  # fmt: skip
_case("lead-split", "whole", "leads on with line ends in the address", lambda wire: wire.lead(
      "/on%0d%0aX-Injected:%201") if wire.path == "/" else wire.whole(PAGE if "x-injected" not in wire.headers else b""))  # fmt: skip
_case("lead-controls", "whole", "leads on with signs in the address", lambda wire: wire.lead(
      "/on\x0b\x1c HTTP/1.1 evil") if wire.path == "/" else _good(wire))  # fmt: skip
_case("lead-utf8", "whole", "leads on to letters outside ASCII", lambda wire: wire.lead("/L\u00e4ufe")
      if wire.path == "/" else wire.whole(PAGE if wire.path == "/L%C3%A4ufe" else b""))  # fmt: skip


# -- robots.txt ---------------------------------------------------------------------------------------------------------

_text: Callable[[bytes], Answering] = lambda body: _pages(body, kind="text/plain")  # noqa: E731
_NO = b"User-agent: *\nDisallow: /\n"
_case("robots-no", "FetchRefused", "robots.txt forbids it", _good, robots=_text(_NO), asked=0)
_case("robots-bom", "FetchRefused", "the same behind a mark of UTF-8", _good, robots=_text(b"\xef\xbb\xbf" + _NO), asked=0)
_case("robots-version", "FetchRefused", "forbids it to this program and version", _good,
      robots=_text(b"User-agent: Onrecord/0.1\nDisallow: /\n"), asked=0)  # fmt: skip
_case("robots-huge", "FetchRefused", "forbids it, and goes on for ever", _good, 
      robots=lambda wire: (wire.head(kind="text/plain"), wire.send(_NO), _forever(wire)) and None, asked=0)  # fmt: skip
_case("robots-bomb", "FetchRefused", "forbids it, packed and unpacked very long", _good, robots=lambda wire: wire.whole(
      gzip.compress(_NO + b"#" * 16 * wire.scale), _GZIP, kind="text/plain"), asked=0)  # fmt: skip
_case("robots-agents", "whole", "20,000 programs and 30,000 rules", _good,
      robots=_text(b"User-agent: a\n" * 17_000 + b"Disallow: /x\n" * 20_000))  # fmt: skip
_case("robots-agents-all", "whole", "the same program 20,000 times, 30,000 rules", _good,
      robots=_text(b"User-agent: *\n" * 17_000 + b"Disallow: /x\n" * 20_000))  # fmt: skip
_case("robots-stars", "whole", "rules of stars", _good, robots=_text(
      b"User-agent: *\n" + (b"Disallow: /" + b"*a" * 900 + b"$\n") * 250))  # fmt: skip
_case("robots-drip", "TooSlow", "robots.txt drips", _good, robots=_dripping("Content-Length: 5000"), asked=0, slow=True)
_case("robots-silent", "TooSlow", "robots.txt does not come", _good, robots=lambda wire: wire.wait(), asked=0, slow=True)
_case("robots-private", "NotReached", "robots.txt leads on to a private address", _good,
      robots=lambda wire: wire.lead("http://10.0.0.1/robots.txt"), asked=0)  # fmt: skip
_case("robots-500", "NotReached", "the server fails on robots.txt", _good, robots=_status("500 No"), asked=0)
_case("robots-503", "NotReached", "the server is not up to robots.txt", _good, robots=_status("503 No"), asked=0)
_case("robots-429", "NotReached", "asked for robots.txt too often", _good, robots=_status("429 No"), asked=0)
_case("robots-reset", "NotReached", "robots.txt breaks off", _good, robots=lambda wire: wire.reset(), asked=0)
_case("robots-403", "whole", "robots.txt is refused, so nothing is asked (RFC 9309)", _good, robots=_status("403 No"))
_case("robots-circle", "whole", "robots.txt leads in a circle, so there is none (RFC 9309)", _good,
      robots=lambda wire: wire.lead("/robots.txt"))  # fmt: skip
_case("robots-page", "whole", "a page in place of robots.txt", _good, robots=_good)
_case("robots-noise", "whole", "noise in place of robots.txt", _good, robots=_text(bytes(range(256)) * 2_000))
_case("robots-packed-wrong", "NotReached", "robots.txt is packed in an unknown way", _good,
      robots=_pages(_NO, "Content-Encoding: br"), asked=0)  # fmt: skip


def _forever(wire: Wire) -> None:
    while True:
        wire.send(b"# more\n" * 9_000)


# -- trying again -------------------------------------------------------------------------------------------------------


def _passes(after: int, before: Answering) -> Answering:
    return lambda wire: before(wire) if wire.nth < after else _good(wire)


_case("passes-503", "whole", "not up to it twice, then it is", _passes(2, _status("503 No")), asked=3)
_case("passes-reset", "whole", "breaks off twice, then answers", _passes(2, lambda wire: wire.reset()), asked=3)
_case("passes-cut", "whole", "is cut once, then whole", _passes(1, _said("9999")), asked=2)
_case("passes-429", "whole", "asks to wait a second, then answers", _passes(1, _status("429 No", "Retry-After: 1")),
      asked=2)  # fmt: skip
_case("always-502", "BadStatus", "fails each time", _status("502 No"), asked=3)
_case("wait-an-hour", "BadStatus", "asks to wait an hour", _status("503 No", "Retry-After: 3600"), asked=1)
_case("wait-until-2100", "BadStatus", "asks to wait until 2100", _status(
      "503 No", "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT"), asked=1)  # fmt: skip
for _after in ("-5", "99999999999", "soon", "1e3", "\u0663"):
    _case(f"wait-{_after.encode('unicode_escape').decode().strip(chr(92))}", "BadStatus", f"asks to wait {_after}",
          _status("503 No", f"Retry-After: {_after}"), asked=1 if _after.startswith("9") else 3)  # fmt: skip
_case("429-no-word", "BadStatus", "asks to be left alone", _status("429 No"), asked=1)
_case("final-410", "BadStatus", "gone for good", _status("410 Gone"), asked=1)
_case("final-451", "BadStatus", "not for legal reasons", _status("451 No"), asked=1)
_case("final-401", "BadStatus", "asks for a login", _status("401 No", "WWW-Authenticate: Basic"), asked=1)
