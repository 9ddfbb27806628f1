"""Fetching one address from a server that may do anything."""

from __future__ import annotations

import gzip
import re
import ssl
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from onrecord.errors import BadStatus, FetchError, FetchRefused, NotReached, TooLarge, TooSlow, WrongType
from onrecord.intake.fetch import FEED_BYTES, MOST_REDIRECTS, ROBOTS_LAST, USER_AGENT, Fetcher
from onrecord.intake.guard import Guard, Target
from tests.intake.site import Own, Site, served

PAGE = "<html><body><p>The talks in Sorn were put off.</p></body></html>"


def dripping(head: bytes, piece: bytes, times: int = 200, pause: float = 0.05) -> Own:
    """An answer that comes in small pieces, each of them soon enough."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(times):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def test_a_page_comes_with_what_the_server_says_of_it(site: Site) -> None:
    """Bytes, type, encoding and what to ask with next time are those of the answer."""
    url = site.page(
        "/a", PAGE, 'text/html; Charset="ISO-8859-2"', ETag='"1"', Last_Modified="Sat, 07 Feb 2026 10:00:00 GMT"
    )
    found = site.fetcher().page(url)
    assert (found.url, found.raw.decode(), found.media_type, found.charset) == (url, PAGE, "text/html", "iso-8859-2")
    assert (found.etag, found.last_modified, found.moved) == ('"1"', "Sat, 07 Feb 2026 10:00:00 GMT", None)
    assert found.at.endswith("+00:00")


def test_nothing_is_sent_but_the_request(site: Site) -> None:
    """The request names the program with its version and carries no cookie, referrer or credential."""
    site.fetcher().page(site.page("/a", PAGE, Set_Cookie="id=1"))
    sent = site.asked[-1][1]
    assert sent["User-Agent"] == USER_AGENT
    assert set(sent) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_a_proxy_of_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says of proxies is not heeded: it would decide where a request goes."""
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert site.fetcher().page(site.page("/a", PAGE)).raw


@pytest.mark.parametrize(("coding", "body"), [
    ("gzip", gzip.compress(PAGE.encode(), mtime=0)),
    ("x-gzip", gzip.compress(PAGE.encode()[:20], mtime=0) + gzip.compress(PAGE.encode()[20:], mtime=0)),
    ("deflate", zlib.compress(PAGE.encode())),
    ("deflate", zlib.compress(PAGE.encode())[2:-4]),
    ("identity", PAGE.encode()),
    ("UTF-8", PAGE.encode()),
    ("none", PAGE.encode()),
], ids=["gzip", "x-gzip in two", "deflate", "deflate without its frame", "identity", "no packing", "none"])  # fmt: skip
def test_a_packed_page_is_unpacked(site: Site, coding: str, body: bytes) -> None:
    """A body packed in one of the usual ways is unpacked, whole."""
    assert site.fetcher().page(site.page("/a", body, Content_Encoding=coding)).raw.decode() == PAGE


@pytest.mark.parametrize(("coding", "body", "error"), [
    ("gzip", gzip.compress(bytes(30_000_000), mtime=0), TooLarge),
    ("gzip, gzip", gzip.compress(gzip.compress(bytes(30_000_000), mtime=0), mtime=0), WrongType),
    (", ".join(["gzip"] * 2_000), b"", WrongType),
    ("br", b"\x0b\x02\x80hello\x03", WrongType),
    ("gzip", gzip.compress(PAGE.encode() * 50, mtime=0)[:-40], NotReached),
    ("gzip", b"\x1f\x8b" + b"noise" * 40, NotReached),
    ("gzip", b"", NotReached),
])  # fmt: skip
def test_a_badly_packed_answer_is_an_error(site: Site, coding: str, body: bytes, error: type[Exception]) -> None:
    """A bomb, a bomb in a bomb, a cut and a damaged stream are errors and never a shorter page."""
    if coding == "gzip" and not body:
        body = gzip.compress(PAGE.encode(), mtime=0)[:10]
    with pytest.raises(error):
        site.fetcher().page(site.page("/a", body, Content_Encoding=coding))


def test_a_large_answer_is_refused_by_what_it_announces_and_by_what_comes(site: Site) -> None:
    """A body over the limit is refused, whether its length is told before or not."""
    url = site.page("/a", b"x" * 2_000_000)
    site.pages["/b"] = lambda handler: handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 2_000_000
    )
    for address in (url, site.url("/b")):
        with pytest.raises(TooLarge):
            site.fetcher().page(address)


def test_a_feed_may_be_less_large_than_a_page(site: Site) -> None:
    """A feed has a smaller limit, since reading one costs more."""
    with pytest.raises(TooLarge, match=f"{FEED_BYTES / 1e6:g} MB"):
        site.fetcher(size=20_000_000).feed(site.page("/f", b"x" * (FEED_BYTES + 1), "application/rss+xml"))


@pytest.mark.parametrize("head", [
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Slow: ",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"",
], ids=["body", "header", "chunk", "status"])  # fmt: skip
def test_a_dripping_server_is_left_in_time(site: Site, head: bytes) -> None:
    """An answer that comes byte by byte is given up when its time is over, wherever it drips."""
    site.pages["/a"] = dripping(head, b"1")
    begun = time.monotonic()
    with pytest.raises(TooSlow):
        site.fetcher(total=0.8).page(site.url("/a"))
    assert time.monotonic() - begun < 3


def test_a_silent_server_is_left_in_time(site: Site) -> None:
    """A server that accepts and says nothing is given up."""
    done = threading.Event()
    site.pages["/a"] = lambda handler: done.wait(5) and None
    try:
        with pytest.raises(TooSlow):
            site.fetcher(total=3, read=0.4).page(site.url("/a"))
    finally:
        done.set()


def test_a_body_shorter_than_announced_is_an_error(site: Site) -> None:
    """A body that ends before its announced length is not taken for a whole page."""
    site.pages["/a"] = lambda handler: handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n" + PAGE.encode()
    )
    with pytest.raises(NotReached, match="broke off"):
        site.fetcher().page(site.url("/a"))


@pytest.mark.parametrize("chunks", [b"50\r\nhello", b"5\r\nhello\r\n", b"zz\r\nhello\r\n", b"-1\r\nhello\r\n"])
def test_a_chunked_body_without_its_end_is_an_error(site: Site, chunks: bytes) -> None:
    """A body in chunks that ends inside a chunk, or without its last one, is not taken for a whole page."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.pages["/a"] = lambda handler: handler.wfile.write(head + chunks) and None
    with pytest.raises(NotReached):
        site.fetcher().page(site.url("/a"))


def test_what_cannot_be_sent_back_is_not_kept(site: Site) -> None:
    """A mark of the server that no request could hold is left out, so that the next poll can be asked."""
    for etag in ("\u00e4" * 3, "x" * 2_000):
        assert site.fetcher().feed(site.page("/f", "x", "text/xml", ETag=etag)).etag is None


@pytest.mark.parametrize(
    "raw", [b"noise\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"", b"HTTP/9.9 abc\r\n\r\n"]
)
def test_an_answer_that_is_no_http_is_an_error(site: Site, raw: bytes) -> None:
    """Noise, an endless header and an empty answer end in a plain error."""
    site.pages["/a"] = lambda handler: handler.wfile.write(raw) and None
    with pytest.raises(FetchError):
        site.fetcher().page(site.url("/a"))


def test_a_closed_port_is_an_error(site: Site) -> None:
    """Where nobody listens, there is no answer."""
    with served() as other:
        port = other.port
    guard = Guard(frozenset({f"127.0.0.1:{port}"}))
    with pytest.raises(NotReached, match="no answer"):
        site.fetcher(guard=guard).page(f"http://127.0.0.1:{port}/")


# -- redirects --------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_the_last_address_counts(site: Site) -> None:
    """The page is that of the last address; only a move for good all along the way is told as one."""
    site.page("/c", PAGE)
    site.status("/a", 301, Location="/b")
    site.status("/b", 308, Location=site.url("/c"))
    site.status("/t", 302, Location="/c")
    fetcher = site.fetcher()
    assert (fetcher.page(site.url("/a")).url, fetcher.page(site.url("/a")).moved) == (site.url("/c"), site.url("/c"))
    assert (fetcher.page(site.url("/t")).url, fetcher.page(site.url("/t")).moved) == (site.url("/c"), None)


def test_redirects_in_a_circle_end(site: Site) -> None:
    """A circle is left after five steps."""
    site.status("/a", 302, Location="/a")
    with pytest.raises(NotReached, match="5 times"):
        site.fetcher().page(site.url("/a"))
    assert site.paths() == ["/a"] * (MOST_REDIRECTS + 1)


@pytest.mark.parametrize("there", [
    "http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "http://localhost:1/", "file:///etc/passwd",
    "ftp://courier.example/", "http://ada:secret@courier.example/", "http://127.0.0.1:22/", "javascript:alert(1)",
])  # fmt: skip
def test_a_redirect_is_judged_like_an_address(site: Site, there: str) -> None:
    """A redirect to an address that may not be asked for is not followed."""
    site.status("/a", 302, Location=there)
    with pytest.raises(FetchRefused):
        site.fetcher().page(site.url("/a"))


def test_a_redirect_to_nowhere_is_an_error(site: Site) -> None:
    """A redirect that does not say where to is an error."""
    site.status("/a", 302)
    with pytest.raises(NotReached, match="where"):
        site.fetcher().page(site.url("/a"))


# -- names that change their mind -------------------------------------------------------------------------------


def test_a_name_that_resolves_anew_gains_nothing(site: Site) -> None:
    """A name that is public when judged and loopback when asked again is asked for once; loopback is never reached."""
    answers = iter([["203.0.113.9"], *([["127.0.0.1"]] * 9)])
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    guard = Guard(resolver=rebinding)
    fetcher = site.fetcher(guard=guard, total=0.5)
    site.page("/", PAGE)
    with pytest.raises(FetchError):
        fetcher.page("http://rebound.example/")
    assert asked == ["rebound.example"]
    assert site.asked == []


def test_the_connection_goes_to_the_address_that_was_judged(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between judging and connecting nothing is resolved again: the socket gets the very address."""
    seen = []

    def connect(address: tuple[str, int], *_: object) -> object:
        seen.append(address)
        raise OSError("refused")

    monkeypatch.setattr("onrecord.intake.net.socket.create_connection", connect)
    guard = Guard(resolver=lambda host, port: ["93.184.216.34", "2606:4700::1"])
    with pytest.raises(NotReached):
        Fetcher(guard, sleep=lambda seconds: None).feed("http://courier.example/feed")
    assert seen == [("93.184.216.34", 80), ("2606:4700::1", 80)] * 3


@pytest.mark.parametrize("code", [301, 302, 308])
@pytest.mark.parametrize("place", ["http://[::1", "//[", "https://a]b/"])
def test_a_redirect_to_no_address_is_refused(site: Site, code: int, place: str) -> None:
    """Where a server leads on to what is no address, the error names it, for a page and for a feed."""
    url = site.status("/a", code, Location=place)
    for fetch in (site.fetcher().page, site.fetcher().feed):
        with pytest.raises(FetchRefused) as caught:
            fetch(url)
        assert place in caught.value.what + caught.value.where


def test_robots_that_lead_on_to_no_address_are_not_known(site: Site) -> None:
    """A robots.txt that leads on to no address is one that cannot be read, so the page is not asked for."""
    site.status("/robots.txt", 302, Location="http://[::1")
    with pytest.raises(NotReached, match=r"robots\.txt"):
        site.fetcher().page(site.page("/a", PAGE))
    assert site.paths() == []


# -- secure connections -----------------------------------------------------------------------------------------


@pytest.fixture
def secure(tmp_path: Path, site: Site) -> ssl.SSLContext:
    """The site now speaks TLS with a certificate for courier.example; a context that trusts it."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = ["-subj", "/CN=courier.example", "-addext", "subjectAltName=DNS:courier.example", "-days", "2", "-nodes"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", str(key), "-out", str(cert), *words]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs openssl to make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    site.secure(context)
    return ssl.create_default_context(cafile=str(cert))


def over_tls(site: Site, context: ssl.SSLContext | None) -> Fetcher:
    """A fetcher to which every name is this site."""
    names = frozenset(f"{name}.example:{site.port}" for name in ("courier", "other"))
    return site.fetcher(guard=Guard(names, resolver=lambda host, port: ["127.0.0.1"]), context=context)


def test_a_certificate_is_judged_by_the_name(site: Site, secure: ssl.SSLContext) -> None:
    """Over TLS the certificate is checked for the name of the address, though the socket goes to an IP address."""
    site.page("/a", PAGE)
    assert over_tls(site, secure).page(f"https://courier.example:{site.port}/a").raw.decode() == PAGE
    with pytest.raises(NotReached, match="cannot be trusted"):
        over_tls(site, secure).page(f"https://other.example:{site.port}/a")
    with pytest.raises(NotReached, match="cannot be trusted"):
        over_tls(site, None).page(f"https://courier.example:{site.port}/a")


def test_a_secure_address_does_not_lead_to_one_that_is_not(site: Site, secure: ssl.SSLContext) -> None:
    """A redirect from https to http is refused."""
    site.status("/a", 301, Location=f"http://courier.example:{site.port}/b")
    with pytest.raises(FetchRefused, match="not secure"):
        over_tls(site, secure).page(f"https://courier.example:{site.port}/a")


# -- what servers say -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [204, 206, 400, 401, 402, 403, 404, 410, 418, 451, 500, 502, 504])
def test_a_status_without_a_page_says_what_it_means(site: Site, code: int) -> None:
    """Each status that gives no page is an error with its number and something to do."""
    with pytest.raises(BadStatus) as caught:
        site.fetcher().page(site.status("/a", code))
    assert caught.value.code == code
    assert str(code) in caught.value.what
    assert caught.value.hint


def test_a_short_wait_is_waited_for(site: Site) -> None:
    """A server that asks for a few seconds is asked once more after them."""
    waited: list[float] = []
    answers = iter([(429, {"Retry-After": "3"}, b""), (200, {"Content-Type": "text/html"}, PAGE.encode())])

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        site.pages["/a"] = next(answers)

    site.pages["/a"] = next(answers)
    assert site.fetcher(sleep=sleep).page(site.url("/a")).raw.decode() == PAGE
    assert [round(one) for one in waited] == [3]


@pytest.mark.parametrize(("said", "least"), [("3600", 3600), ("Fri, 01 Jan 2100 00:00:00 GMT", 10**9)])
def test_a_long_wait_is_left_to_the_next_time(site: Site, said: str, least: float) -> None:
    """A server that asks for more is asked once, and the error says for how long."""
    with pytest.raises(BadStatus) as caught:
        site.fetcher().page(site.status("/a", 429, Retry_After=said))
    assert caught.value.again_in is not None
    assert caught.value.again_in >= least
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("kind", [
    "application/pdf", "image/png", "video/mp4", "application/octet-stream", "text/vnd.iptc.anpa",
    "application/vnd.iptc.other+zip",
])  # fmt: skip
def test_what_is_no_page_is_not_taken(site: Site, kind: str) -> None:
    """Other types than pages, feeds and text are refused by name."""
    with pytest.raises(WrongType, match=re.escape(kind)):
        site.fetcher().page(site.page("/a", b"%PDF-", kind))


def test_a_feed_that_did_not_change_is_told_so(site: Site) -> None:
    """What the server sent last is asked with, and 304 is no error."""
    url = site.status("/f", 304, ETag='"2"')
    found = site.fetcher().feed(url, etag='"1"', last_modified="Sat, 07 Feb 2026 10:00:00 GMT")
    assert (found.unchanged, found.raw, found.etag) == (True, b"", '"2"')
    sent = site.asked[-1][1]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"1"', "Sat, 07 Feb 2026 10:00:00 GMT")


# -- manners ----------------------------------------------------------------------------------------------------


def test_a_page_that_programs_shall_not_fetch_is_not_asked_for(site: Site) -> None:
    """robots.txt is asked for once a site and heeded for pages."""
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    url, other = site.page("/private/a", PAGE), site.page("/b", PAGE)
    fetcher = site.fetcher()
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetcher.page(url)
    fetcher.page(other)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/b"]


def test_what_a_site_asks_is_asked_for_anew_after_a_day(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a run that goes on for days a robots.txt that changed is heeded within 24 hours, and not asked for before."""
    now = [1_000.0]
    monkeypatch.setattr("onrecord.intake.fetch.time.monotonic", lambda: now[0])
    monkeypatch.setattr("onrecord.intake.fetch.ask", _answering(site))
    site.page("/robots.txt", "User-agent: *\nAllow: /\n", "text/plain")
    fetcher, url = site.fetcher(), site.page("/a", PAGE)
    fetcher.page(url)
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    now[0] += ROBOTS_LAST - 60
    fetcher.page(url)
    now[0] += 120
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetcher.page(url)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/a", "/robots.txt"]


def _answering(site: Site) -> object:
    """What the site has, without a connection, whose time-outs a clock of the test would upset."""
    from onrecord.intake.answer import Answer

    def ask(one: Target, *_: object) -> Answer:
        site.asked.append((one.path, {}))
        code, headers, body = site.pages[one.path]  # type: ignore[misc]
        return Answer(code, {name.lower(): value for name, value in headers.items()}, body)

    return ask


def test_hosts_that_were_asked_long_ago_are_forgotten(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many hosts a run meets, it remembers a bounded number of them: those that it asked last."""
    monkeypatch.setattr("onrecord.intake.fetch.MOST_HOSTS", 3)
    monkeypatch.setattr("onrecord.intake.fetch.ask", _answering(site))
    site.page("/robots.txt", "", "text/plain")
    site.page("/a", PAGE)
    fetcher = site.fetcher(guard=Guard(resolver=lambda host, port: ["93.184.216.34"]))
    for host in ("one", "two", "three", "one", "four", "one", "two"):
        fetcher.page(f"https://{host}.example/a")
    assert set(fetcher._hosts) == {"four.example", "one.example", "two.example"}
    assert [path for path, _ in site.asked].count("/robots.txt") == 5


def test_a_feed_is_asked_for_as_by_any_reader(site: Site) -> None:
    """robots.txt is neither asked for nor heeded for a feed that the user added."""
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    site.fetcher().feed(site.page("/f", "<rss/>", "application/rss+xml"))
    assert [path for path, _ in site.asked] == ["/f"]


def test_where_robots_cannot_be_read_nothing_is_asked_for(site: Site) -> None:
    """A server that fails on robots.txt is not asked for the page, as RFC 9309 says."""
    site.status("/robots.txt", 503)
    with pytest.raises(NotReached, match=r"robots\.txt"):
        site.fetcher().page(site.page("/a", PAGE))
    assert site.paths() == []


def test_a_host_is_not_hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two requests to one public host lies the pause, also before the page that follows robots.txt."""
    waited: list[float] = []
    answers = {"/robots.txt": (404, b""), "/a": (200, PAGE.encode())}

    def ask(one: object, *_: object) -> object:
        from onrecord.intake.answer import Answer

        status, body = answers[one.path]  # type: ignore[attr-defined]
        return Answer(status, {"content-type": "text/html"}, body)

    monkeypatch.setattr("onrecord.intake.fetch.ask", ask)
    fetcher = Fetcher(Guard(resolver=lambda host, port: ["93.184.216.34"]), pause=2.0, sleep=waited.append)
    fetcher.page("https://courier.example/a")
    assert [round(one) for one in waited] == [2]


def test_one_host_is_asked_one_request_at_a_time(site: Site) -> None:
    """Two threads that fetch from one host take turns."""
    busy, most = [0], [0]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        time.sleep(0.1)
        busy[0] -= 1
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx")

    site.pages["/a"] = answer
    fetcher = site.fetcher()
    threads = [threading.Thread(target=fetcher.page, args=(site.url("/a"),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most[0], len(site.paths())) == (1, 3)
