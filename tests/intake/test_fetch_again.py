"""Asking again for what may pass, and one bound on time for all that is asked for an address."""

from __future__ import annotations

import threading
import time

import pytest

from onrecord.errors import BadStatus, FetchError, FetchRefused, NotReached, TooSlow
from onrecord.intake import fetch
from onrecord.intake.guard import Guard
from tests.intake.site import Site

PAGE = "<html><body><p>The talks in Sorn were put off.</p></body></html>"


def test_what_may_pass_is_asked_for_three_times_with_longer_waits(site: Site) -> None:
    """A server that is not up to it is asked three times, after a second and then three, and then it is an error."""
    waited: list[float] = []
    with pytest.raises(BadStatus, match="503"):
        site.fetcher(sleep=waited.append).page(site.status("/a", 503))
    assert (len(site.paths()), [round(one) for one in waited]) == (3, [1, 3])


def test_a_wait_that_the_server_asks_for_outranks_a_shorter_one(site: Site) -> None:
    """Where the server names a wait of up to ten seconds, that is waited; never less than the usual one."""
    for said, least in (("7", 7), ("0", 1)):
        waited: list[float] = []
        with pytest.raises(BadStatus):
            site.fetcher(sleep=waited.append).page(site.status("/a", 503, Retry_After=said))
        assert round(waited[0]) == least


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 429, 451, 500])
def test_what_does_not_pass_is_asked_for_once(site: Site, code: int) -> None:
    """A final answer, and a plea to be left alone without a time, are taken as they are."""
    with pytest.raises(BadStatus):
        site.fetcher().page(site.status("/a", code))
    assert site.paths() == ["/a"]


def test_a_host_that_failed_is_asked_once_until_it_answers(site: Site) -> None:
    """After three failures further pages of a host are tried once each, so a poll does not wait for each of them."""
    fetcher = site.fetcher()
    for path in ("/a", "/b", "/c"):
        with pytest.raises(BadStatus):
            fetcher.page(site.status(path, 502))
    assert site.paths() == ["/a", "/a", "/a", "/b", "/c"]
    fetcher.page(site.page("/d", PAGE))
    with pytest.raises(BadStatus):
        fetcher.page(site.status("/e", 502))
    assert site.paths()[-4:] == ["/d", "/e", "/e", "/e"]


def test_a_page_that_comes_at_a_later_try_is_whole(site: Site) -> None:
    """A connection that breaks off once does no harm."""
    url = site.page("/a", PAGE)
    good = site.pages["/a"]

    def once(handler: object) -> None:
        site.pages["/a"] = good

    site.pages["/a"] = once
    assert site.fetcher().page(url).raw.decode() == PAGE


def test_an_error_names_the_address_that_was_asked_for(site: Site) -> None:
    """Where a redirect leads to what fails, the error names the address that was given, and where it led."""
    for place, kind in (("/gone", BadStatus), ("http://10.0.0.1/", FetchRefused), ("file:///etc/passwd", FetchRefused)):
        url = site.status("/a", 302, Location=place)
        with pytest.raises(kind) as caught:
            site.fetcher().page(url)
        assert caught.value.where == url
        assert f"it leads on to {site.url(place) if place.startswith('/') else place}" in caught.value.what


def test_one_bound_on_time_holds_for_all_that_is_asked_for_an_address(site: Site) -> None:
    """robots.txt, redirects and further tries share the time of one address."""

    def slow(handler: object) -> None:
        time.sleep(0.3)
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n")  # type: ignore[attr-defined]

    site.pages["/a"] = slow
    begun = time.monotonic()
    with pytest.raises(TooSlow, match=r"within 0\.7 seconds"):
        site.fetcher(total=0.7).page(site.url("/a"))
    assert time.monotonic() - begun < 3
    assert len(site.paths()) <= 3


def test_a_resolver_that_hangs_takes_no_more_than_the_time_of_the_address(site: Site) -> None:
    """A name server that does not answer counts against the same bound."""
    done = threading.Event()
    guard = Guard(resolver=lambda host, port: (done.wait(20), [])[1])
    begun = time.monotonic()
    with pytest.raises(FetchError):
        site.fetcher(guard=guard, total=0.3).page("http://courier.example/")
    done.set()
    assert time.monotonic() - begun < 5


def test_waits_for_one_address_have_a_bound(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long its site asks programs to pause, the pauses for one address are half a minute together."""
    waited: list[float] = []
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 25\n", "text/plain")
    for at in range(4):
        site.status(f"/{at}", 302, Location=f"/{at + 1}")
    site.page("/4", PAGE)
    assert site.fetcher(sleep=waited.append).page(site.url("/0")).raw
    assert sum(waited) <= fetch.LONGEST_WAITS + 1
    assert round(waited[0]) == 25


def test_a_wait_does_not_count_as_time_of_the_server(site: Site) -> None:
    """A pause that is longer than the bound on time leaves the server its time."""
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 3\n", "text/plain")
    assert site.fetcher(total=2.5, sleep=time.sleep).page(site.page("/a", PAGE)).raw


def test_a_body_that_is_longer_than_announced_is_marked(site: Site) -> None:
    """What is cut at an announced end that is too near is taken and said to be cut; a line end does not count."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n{PAGE}"
    for more, doubted in (("", False), ("\r\n", False), ("<p>More.</p>", True)):
        site.pages["/a"] = lambda handler, sent=head + more: handler.wfile.write(sent.encode()) and None  # type: ignore[misc]
        found = site.fetcher().page(site.url("/a"))
        assert (found.raw.decode(), bool(found.doubt)) == (PAGE, doubted)


def test_a_robots_txt_that_breaks_off_is_no_permission(site: Site) -> None:
    """A robots.txt that cannot be had whole lets nothing be fetched."""
    site.pages["/robots.txt"] = lambda handler: handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser"
    )
    with pytest.raises(NotReached):
        site.fetcher().page(site.page("/a", PAGE))
    assert site.paths() == []
