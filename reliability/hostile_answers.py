"""What a hostile server answers: how answers are packed, framed, dragged out, and broken off."""

from __future__ import annotations

import gzip
import time
import zlib

from reliability.hostile_cases import (
    CHUNKED,
    GZIP,
    PAGE,
    SLOW,
    Cases,
    chunks,
    dripping,
    endless,
    good,
    headed,
    pages,
    raw,
    said,
    steps,
    turn,
    zeros,
)
from reliability.hostile_server import Answering, Wire

CASES = Cases()
case = CASES.add


# -- honest ones, which show that the cases below fail for what is wrong with them

case("honest", "whole", "nothing is wrong", good, asked=1)
case("honest-gzip", "whole", "packed once", pages(gzip.compress(PAGE), "Content-Encoding: gzip"))


def _in_chunks(end: bytes, octets: bytes = PAGE) -> Answering:
    def answer(wire: Wire) -> None:
        wire.head(CHUNKED)
        wire.send(chunks(octets) + end)

    return answer


case("honest-chunks", "whole", "in chunks", _in_chunks(b"0\r\n\r\n"))
case("honest-trailer", "whole", "chunks with a trailer", _in_chunks(b"0\r\nX-Sum: 1\r\n\r\n"))


def _to_the_end(body: bytes, kind: str = "text/html") -> Answering:
    def answer(wire: Wire) -> None:
        wire.head(kind=kind)
        wire.send(body)

    return answer


case("until-close", "whole", "no length, ends when the connection does, as its page ends", _to_the_end(PAGE))
case("until-close-cut", "partial", "the same, the page cut", _to_the_end(PAGE[:-40]), body=PAGE[:-40])
case(
    "until-close-text", "partial", "the same, plain text", _to_the_end(b"Talks were", "text/plain"), body=b"Talks were"
)


# -- packing


def _bomb(size: int, framing: int, twice: bool = False) -> bytes:
    octets = zeros(size, framing)
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
case("two-streams-in-drops", "whole", "two packed streams, byte by byte", _in_drops(_two, GZIP))
case(
    "deflate-in-drops",
    "whole",
    "deflate, byte by byte",
    _in_drops(zlib.compress(PAGE), "Content-Encoding: deflate"),
)
case("gzip-bomb", "TooLarge", "gzip, unpacked 16 times what is taken", _bombs(31, GZIP))
case("deflate-bomb", "TooLarge", "the same in deflate", _bombs(15, "Content-Encoding: deflate"))
case("raw-deflate-bomb", "TooLarge", "the same without a frame", _bombs(-15, "Content-Encoding: deflate"))
case("gzip-twice", "WrongType", "a bomb in a bomb", _bombs(31, "Content-Encoding: gzip, gzip", twice=True))
case("gzip-twice-two-lines", "WrongType", "the same, told in two headers", _bombs(31, GZIP, GZIP, twice=True))
case("codings-2000", "WrongType", "2,000 codings", pages(PAGE, "Content-Encoding: " + ", ".join(["gzip"] * 2_000)))
for _name in ("br", "zstd", "compress", "dcb", "aes128gcm"):
    case(f"coding-{_name}", "WrongType", f"packed by {_name}, unasked", pages(PAGE, f"Content-Encoding: {_name}"))
case(
    "gzip-million-streams",
    "TooLarge",
    "very many packed streams of nothing",
    lambda wire: wire.whole(gzip.compress(b"") * (wire.scale // 24), GZIP),
)
_packed = gzip.compress(bytes(range(256)) * 40 + PAGE)
case("gzip-cut", "NotReached", "a packed stream cut in half, the length agrees", pages(_packed[:300], GZIP))
case("gzip-cut-at-end", "NotReached", "the checksum of a packed stream lacks", pages(_packed[:-8], GZIP))
case("gzip-second-cut", "NotReached", "the second of two packed streams is cut", pages(_two[:-20], GZIP))
case("gzip-one-byte", "NotReached", "one byte of a packed stream", pages(b"\x1f", GZIP))
case("gzip-wrong-sum", "NotReached", "a wrong checksum", pages(_packed[:-8] + bytes(4) + _packed[-4:], GZIP))
case("gzip-bit", "NotReached", "a byte of a packed stream is wrong", pages(_packed[:60] + b"\xff" * 9, GZIP))
case("gzip-not", "NotReached", "not packed, said to be", pages(PAGE, GZIP))
case("gzip-and-noise", "whole", "noise behind a packed stream", pages(gzip.compress(PAGE) + b"noise" * 99, GZIP))


# -- time


case("drip-body", "TooSlow", "a byte of the body every half second", dripping("Content-Length: 5000"), slow=True)
case("drip-chunks", "TooSlow", "a chunk every half second", dripping(CHUNKED, octets=b"1\r\nx\r\n" * 80), slow=True)
case("drip-size", "TooSlow", "a digit of a chunk's size every half second", dripping(CHUNKED), slow=True)
case("drip-header", "TooSlow", "a letter of a header every half second", dripping(before=b"HTTP/1.1 200 OK\r\nX: "),
      slow=True)  # fmt: skip
case("drip-status", "TooSlow", "a letter of the status every half second", dripping(octets=b"HTTP/1.1" * 50),
      slow=True)  # fmt: skip
case("silent", "TooSlow", "accepts and says nothing", lambda wire: wire.wait(), slow=True)


def _silent_after(*lines: str, body: bytes = b"") -> Answering:
    def answer(wire: Wire) -> None:
        wire.head(*lines)
        wire.send(body)
        wire.wait()

    return answer


case("silent-body", "TooSlow", "a head, then nothing", _silent_after("Content-Length: 99"), slow=True)
case(
    "silent-last-byte",
    "TooSlow",
    "all but the last byte, then nothing",
    _silent_after(f"Content-Length: {len(PAGE)}", body=PAGE[:-1]),
    slow=True,
)
case("silent-open", "TooSlow", "a page without its length, then nothing", _silent_after(body=PAGE), slow=True)
case("tls-silent", "TooSlow", "TLS: says nothing", good, tls=lambda wire: wire.wait(), scheme="https", slow=True)
case(
    "tls-drip",
    "TooSlow",
    "TLS: a byte of the handshake every half second",
    good,
    tls=lambda wire: wire.drip(b"\x16\x03\x03\x40\x00" + b"\x02" * 400, SLOW),
    scheme="https",
    slow=True,
)
case("tls-noise", "NotReached", "TLS: noise", good, tls=lambda wire: wire.send(b"noise" * 400), scheme="https")
case("tls-plain", "NotReached", "TLS: an answer that is not secured", good, tls=lambda wire: good(wire), scheme="https")
case("tls-reset", "NotReached", "TLS: breaks off", good, tls=lambda wire: wire.reset(), scheme="https")


def _redirect_drips(wire: Wire) -> None:
    time.sleep(SLOW * 2)
    wire.lead(f"/{wire.nth}")


case("drip-redirects", "NotReached|TooSlow", "a redirect after the other, each a second late", _redirect_drips,
      slow=True)  # fmt: skip


# -- size


case("endless", "TooLarge|TooSlow", "a page without an end", endless(b"<p>More.</p>"))
case(
    "endless-chunks", "TooLarge|TooSlow", "chunks without an end", endless(b"1000\r\n" + b"x" * 4096 + b"\r\n", CHUNKED)
)
case(
    "endless-one-byte",
    "TooLarge|TooSlow",
    "chunks of one byte without an end",
    endless(b"1\r\nx\r\n", CHUNKED),
    busy=True,
)
case("endless-two-bytes", "TooLarge|TooSlow", "chunks of two bytes", endless(b"2\r\nxy\r\n", CHUNKED), busy=True)
case(
    "endless-extensions",
    "TooLarge|TooSlow",
    "chunks of one byte, each with a long extension",
    endless(b"1;" + b"y" * 8_000 + b"\r\nx\r\n", CHUNKED),
)
case("endless-size", "NotReached|TooLarge|TooSlow", "a chunk's size without an end", endless(b"0", CHUNKED))
case(
    "endless-zeros", "NotReached|TooLarge|TooSlow", "an extension without an end", endless(b"z", CHUNKED, before=b"1;")
)
case(
    "endless-trailer",
    "NotReached|TooLarge|TooSlow",
    "a trailer without an end",
    endless(b"X: y\r\n", CHUNKED, before=b"1\r\nx\r\n0\r\n"),
)
case(
    "endless-trailer-line",
    "NotReached|TooLarge|TooSlow",
    "a line of a trailer without an end",
    endless(b"x", CHUNKED, before=b"1\r\nx\r\n0\r\nX: "),
)
case("header-20-mb", "NotReached", "a header of 20 MB", lambda wire: wire.head("X: " + "x" * 20_000_000))
case("headers-200000", "NotReached", "200,000 headers", lambda wire: wire.head(*["X: y"] * 200_000))
case("headers-5-mb", "TooLarge", "90 headers of 60 kB", pages(PAGE, *[f"X-{n}: {'x' * 60_000}" for n in range(90)]))
case("headers-200-kb", "whole", "90 headers of 2 kB", pages(PAGE, *[f"X-{n}: {'x' * 2_000}" for n in range(90)]))
case("just-within", "whole", "as large as is taken", lambda wire: wire.whole(bytes(wire.scale)), body=None)
case("just-within-gzip", "whole", "as large as is taken, packed", lambda wire: wire.whole(
      gzip.compress(bytes(wire.scale)), GZIP), body=None)  # fmt: skip
case(
    "large-by-length",
    "TooLarge",
    "a length over the limit",
    lambda wire: wire.head(f"Content-Length: {wire.scale + 1}"),
)
case(
    "redirect-large",
    "whole",
    "a redirect with a body over the limit, which is not read",
    turn(steps(lambda wire: wire.lead("/on"), lambda wire: wire.send(bytes(2 * wire.scale))), good),
)
case("flood-1xx", "NotReached", "announcements without an end", raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000))
case("flood-103", "NotReached", "early hints without an end", raw(b"HTTP/1.1 103 Hints\r\nLink: x\r\n\r\n" * 100_000))


# -- lengths that lie


case("length-short", "partial", "more comes than was announced", said("200"), body=PAGE[:200])
case(
    "length-short-late",
    "partial",
    "the same, late",
    steps(said("200", PAGE[:200]), lambda wire: time.sleep(0.05), raw(PAGE[200:])),
    body=PAGE[:200],
)
case(
    "length-and-line-end",
    "whole",
    "a line end behind the body, as old servers send",
    said(str(len(PAGE)), PAGE + b"\r\n"),
)
case("length-long", "NotReached", "less comes than was announced", said("9999"), asked=3)
case("length-same-twice", "whole", "the length twice, the same", said(f"{len(PAGE)}, {len(PAGE)}"))
for _name, _length in {
    "minus": "-5", "plus": "+5", "letter": "5x", "hex": "0x20", "underscore": "1_0", "point": "1.5", "empty": "",
    "arabic": "\u0663", "forty-digits": "9" * 40, "two": "5, 9999", "two-turned": "9999, 5",
}.items():  # fmt: skip
    case(f"length-{_name}", "NotReached", f"the length {_length[:10]!r}", said(_length))
case("length-two-lines", "NotReached", "two lengths", said("200", PAGE, f"Content-Length: {len(PAGE)}"))
_ENDED = chunks(PAGE) + b"0\r\n\r\n"
case("length-and-chunks", "whole", "a length, and chunks", headed(_ENDED, "Content-Length: 5", CHUNKED))
for _coding in ("gzip, chunked", "chunked, gzip", "gzip", "chunked, chunked", "xchunked", "chunked;x"):
    case(
        f"sent-{_coding.replace(', ', '-').replace(';', '-with-')}",
        "WrongType",
        f"sent as {_coding}",
        headed(_ENDED, f"Transfer-Encoding: {_coding}"),
    )
for _name, _about, _size in (
    ("overflow", "2^80 bytes", b"1" + b"0" * 20), ("negative", "-1 bytes", b"-1"), ("word", "no number", b"zz"),
):  # fmt: skip
    case(f"chunk-{_name}", "NotReached", f"a chunk of {_about}", headed(_size + b"\r\n" + PAGE, CHUNKED))
case(
    "chunk-lies",
    "NotReached",
    "a chunk that is longer than it says",
    headed(b"5\r\n" + PAGE + b"\r\n0\r\n\r\n", CHUNKED),
)
case("chunks-no-end", "NotReached", "chunks without the last one", _in_chunks(b""), asked=3)
case("answer-behind", "partial", "a second answer behind the first, on the same connection", said(
      str(len(PAGE)), PAGE + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"))  # fmt: skip


# -- breaking off


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
    case(f"reset-{_name}", "NotReached", f"the connection breaks off after the {_name}", _resets(_octets), asked=3)
    if _name not in ("open-body", "header"):
        case(f"ends-{_name}", "NotReached", f"the connection ends after the {_name}", raw(_octets), asked=3)
case("ends-header", "NotReached", "the connection ends within a header", raw(_HEAD + b"X-A"))
case("no-http", "NotReached", "HTTP/0.9: a page without a head", raw(PAGE))
case("noise", "NotReached", "noise", raw(bytes(range(256)) * 40))
case("http-2", "NotReached", "the preface of HTTP/2", raw(b"\0\0\x12\x04\0\0\0\0\0" + bytes(18)))
case("http-1.0", "whole", "HTTP/1.0", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE))
for _code in ("000", "99", "1000", "-200", "2e2", "²00"):
    _name = f"status-{_code.replace('²', 'two')}"
    case(_name, "NotReached", f"the status {_code}", pages(PAGE, status=f"{_code} OK"))
for _code in ("101", "204", "206", "226", "300", "404", "418", "500", "666", "999"):
    case(f"status-{_code}", "BadStatus", f"the status {_code}", pages(PAGE, status=f"{_code} OK"), asked=1)
_hints = raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
case("early-hints", "whole", "an announcement before the answer", steps(_hints, good))
