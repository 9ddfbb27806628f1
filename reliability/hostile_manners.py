"""What a hostile server answers: what was not asked, places to go on to, robots.txt, and failures that pass."""

from __future__ import annotations

from reliability.hostile_cases import (
    FEED,
    GZIP,
    PAGE,
    Cases,
    dripping,
    endless,
    good,
    pages,
    raw,
    said,
    status,
    steps,
    turn,
    zeros,
)
from reliability.hostile_server import Answering

CASES = Cases()
case = CASES.add


# -- what was not asked

case("304-unasked", "BadStatus", "nothing changed, which was not asked", status("304 Not Modified"))
case("304-feed", "unchanged", "nothing changed, as was asked", status("304 Not Modified"), kind="feed again", body=b"")
case(
    "304-with-body",
    "unchanged",
    "nothing changed, and a body",
    steps(status("304 Not Modified"), raw(FEED)),
    kind="feed again",
    body=b"",
)
case("304-feed-unasked", "BadStatus", "nothing changed, which was not asked", status("304 Not Modified"), kind="feed")
case("feed-large", "TooLarge", "a feed over the limit", endless(b"<item/>"), kind="feed")
case("type-pdf", "WrongType", "another type", pages(PAGE, kind="application/pdf"))
case("type-signs", "WrongType", "a type with signs that a terminal acts on", pages(PAGE, kind="text/\x1b[31mred"))
case("type-two-lines", "WrongType", "a type on two lines", pages(PAGE, kind="image/png\r\n and more"))
case("type-none", "whole", "no type", lambda wire: wire.whole(PAGE, kind=None))  # type: ignore[arg-type]
case(
    "cookies",
    "whole",
    "cookies, which are not sent back",
    turn(
        lambda wire: wire.lead("/on", "302 Found", "Set-Cookie: a=1; Path=/"),
        lambda wire: wire.whole(b"" if "cookie" in wire.headers else PAGE, "Set-Cookie: a=1"),
    ),
)
for _charset in (
    "zlib", "rot13", "idna", "undefined", "unicode_escape", "raw_unicode_escape", "punycode", "base64", "hex", "bz2",
    "utf-7", "utf-16", "utf-32", "uu", "quopri", "mbcs", "../../etc/passwd", "x" * 40, "%s%n", "utf-8, utf-16",
):  # fmt: skip
    case(f"charset-{''.join(filter(str.isalnum, _charset))[:18]}", "whole", f"the encoding {_charset[:20]}", pages(
          PAGE, kind=f"text/html; charset={_charset}"))  # fmt: skip


# -- leading on

case("circle", "NotReached", "leads on to itself", lambda wire: wire.lead("/"), asked=6)
case("circle-of-two", "NotReached", "two that lead on to each other", lambda wire: wire.lead(
      "/b" if wire.path == "/a" else "/a"), asked=6)  # fmt: skip
case("growing", "NotReached", "leads on to ever longer addresses", lambda wire: wire.lead(wire.path + "a/" * 100),
      asked=6)  # fmt: skip
case("lead-long", "FetchRefused", "leads on to an address of 60 kB", lambda wire: wire.lead("/" + "a" * 60_000))
case("lead-empty", "NotReached", "leads on to nothing", lambda wire: wire.lead(""))
case("lead-nowhere", "NotReached", "leads on without saying where", status("302 Found"))
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
    case(f"lead-{_name}", "FetchRefused", f"leads on to {_name}", lambda wire, place=_place: wire.lead(place))
case(
    "lead-backslash",
    "whole",
    "leads on with backslashes, which part no host from a path",
    turn(lambda wire: wire.lead("http:\\\\127.0.0.1\\"), good),
)
case(
    "lead-split",
    "whole",
    "leads on with line ends in the address",
    turn(
        lambda wire: wire.lead("/on%0d%0aX-Injected:%201"),
        lambda wire: wire.whole(b"" if "x-injected" in wire.headers else PAGE),
    ),
)
case(
    "lead-controls",
    "whole",
    "leads on with signs in the address",
    turn(lambda wire: wire.lead("/on\x0b\x1c HTTP/1.1 evil"), good),
)
case(
    "lead-utf8",
    "whole",
    "leads on to letters outside ASCII",
    turn(
        lambda wire: wire.lead("/L\u00e4ufe"),
        lambda wire: wire.whole(PAGE if wire.path == "/L%C3%A4ufe" else b""),
    ),
)


# -- robots.txt


def _text(body: bytes) -> Answering:
    return pages(body, kind="text/plain")


_NO = b"User-agent: *\nDisallow: /\n"
case("robots-no", "FetchRefused", "robots.txt forbids it", good, robots=_text(_NO), asked=0)
case(
    "robots-bom", "FetchRefused", "the same behind a mark of UTF-8", good, robots=_text(b"\xef\xbb\xbf" + _NO), asked=0
)
case("robots-version", "FetchRefused", "forbids it to this program and version", good,
      robots=_text(b"User-agent: Onrecord/0.1\nDisallow: /\n"), asked=0)  # fmt: skip
case(
    "robots-huge",
    "FetchRefused",
    "forbids it, and goes on for ever",
    good,
    robots=endless(b"# more\n", before=_NO),
    asked=0,
)
case(
    "robots-bomb",
    "FetchRefused",
    "forbids it, packed and unpacked very long",
    good,
    robots=lambda wire: wire.whole(zeros(16 * wire.scale, 31, _NO + b"#"), GZIP, kind="text/plain"),
    asked=0,
)
case("robots-agents", "whole", "20,000 programs and 30,000 rules", good,
      robots=_text(b"User-agent: a\n" * 17_000 + b"Disallow: /x\n" * 20_000))  # fmt: skip
case("robots-agents-all", "whole", "the same program 20,000 times, 30,000 rules", good,
      robots=_text(b"User-agent: *\n" * 17_000 + b"Disallow: /x\n" * 20_000))  # fmt: skip
case("robots-stars", "whole", "rules of stars", good, robots=_text(
      b"User-agent: *\n" + (b"Disallow: /" + b"*a" * 900 + b"$\n") * 250))  # fmt: skip
case("robots-drip", "TooSlow", "robots.txt drips", good, robots=dripping("Content-Length: 5000"), asked=0, slow=True)
case("robots-silent", "TooSlow", "robots.txt does not come", good, robots=lambda wire: wire.wait(), asked=0, slow=True)
case("robots-private", "NotReached", "robots.txt leads on to a private address", good,
      robots=lambda wire: wire.lead("http://10.0.0.1/robots.txt"), asked=0)  # fmt: skip
case("robots-500", "NotReached", "the server fails on robots.txt", good, robots=status("500 No"), asked=0)
case("robots-503", "NotReached", "the server is not up to robots.txt", good, robots=status("503 No"), asked=0)
case("robots-429", "NotReached", "asked for robots.txt too often", good, robots=status("429 No"), asked=0)
case("robots-reset", "NotReached", "robots.txt breaks off", good, robots=lambda wire: wire.reset(), asked=0)
case("robots-403", "whole", "robots.txt is refused, so nothing is asked (RFC 9309)", good, robots=status("403 No"))
case("robots-circle", "whole", "robots.txt leads in a circle, so there is none (RFC 9309)", good,
      robots=lambda wire: wire.lead("/robots.txt"))  # fmt: skip
case("robots-page", "whole", "a page in place of robots.txt", good, robots=good)
case("robots-noise", "whole", "noise in place of robots.txt", good, robots=_text(bytes(range(256)) * 2_000))
case("robots-packed-wrong", "NotReached", "robots.txt is packed in an unknown way", good,
      robots=pages(_NO, "Content-Encoding: br"), asked=0)  # fmt: skip


# -- trying again


def _passes(after: int, before: Answering) -> Answering:
    return lambda wire: before(wire) if wire.nth < after else good(wire)


case("passes-503", "whole", "not up to it twice, then it is", _passes(2, status("503 No")), asked=3)
case("passes-reset", "whole", "breaks off twice, then answers", _passes(2, lambda wire: wire.reset()), asked=3)
case("passes-cut", "whole", "is cut once, then whole", _passes(1, said("9999")), asked=2)
case("passes-429", "whole", "asks to wait a second, then answers", _passes(1, status("429 No", "Retry-After: 1")),
      asked=2)  # fmt: skip
case("always-502", "BadStatus", "fails each time", status("502 No"), asked=3)
case("wait-an-hour", "BadStatus", "asks to wait an hour", status("503 No", "Retry-After: 3600"), asked=1)
case("wait-until-2100", "BadStatus", "asks to wait until 2100", status(
      "503 No", "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT"), asked=1)  # fmt: skip
for _after in ("-5", "99999999999", "soon", "1e3", "\u0663"):
    case(f"wait-{_after.encode('unicode_escape').decode().strip(chr(92))}", "BadStatus", f"asks to wait {_after}",
          status("503 No", f"Retry-After: {_after}"), asked=1 if _after.startswith("9") else 3)  # fmt: skip
case("429-no-word", "BadStatus", "asks to be left alone", status("429 No"), asked=1)
case("final-410", "BadStatus", "gone for good", status("410 Gone"), asked=1)
case("final-451", "BadStatus", "not for legal reasons", status("451 No"), asked=1)
case("final-401", "BadStatus", "asks for a login", status("401 No", "WWW-Authenticate: Basic"), asked=1)
