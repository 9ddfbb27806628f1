"""Polling feeds into a record from a site on this machine: nothing lost, nothing twice, failures one by one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import onrecord
from onrecord.errors import BadStatus, Conflict, FetchRefused, NotAFeed, NotFound, ReadingFailed, RecordError, TooSlow
from onrecord.feeds import Feeds
from onrecord.intake.fetch import Fetched
from onrecord.model.feed import FeedState, ItemState
from onrecord.model.report import Document
from onrecord.polling import FIRST_WAIT, LONGEST_WAIT, MOST_TRIES, FeedPolled, ItemPolled
from tests import plain
from tests.intake.site import Site, served
from tests.intake.test_fetch import dripping

ROOT = Path(__file__).resolve().parents[1]
BODY = "<p>The talks in Sorn were put off, the ministry said.</p>" + "<p>Delegates waited in the lobby.</p>" * 25


@dataclass
class World:
    """A record, a site with a feed, and a clock that stands still until it is set."""

    record: onrecord.Record
    site: Site
    now: datetime = datetime(2026, 2, 7, 10, tzinfo=UTC)
    said: list[tuple[FeedPolled, ItemPolled | None]] = field(default_factory=list)

    @property
    def feeds(self) -> Feeds:
        """The record's feeds, fetched from the site by this clock."""
        return Feeds(self.record._store, self.record.add_documents, self.site.fetcher(total=1), lambda: self.now)

    def poll(self, *which: str, again: bool = False, recheck: timedelta | None = None) -> list[str]:
        """Poll, and tell of each item what became of it and of each feed without items how it went."""
        found = self.feeds.poll(*which, again=again, recheck=recheck, progress=lambda f, i: self.said.append((f, i)))
        return [told for one in found for told in ([_told(item) for item in one.items] or [one.status])]

    def feed(self, *items: str, path: str = "/feed", **headers: str) -> str:
        """Serve a feed with these items; gives its address."""
        head = (
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Ledger</title>'
        )
        return self.site.page(path, f"{head}{''.join(items)}</channel></rss>", "application/rss+xml", **headers)

    def page(self, name: str, words: str = "The talks in Sorn were put off, the ministry said.") -> str:
        """Serve a page and give the item that links it."""
        html = (
            f"<html><body><article><h1>On {name}</h1><p>{words}</p><p>Delegates waited at {name}.</p></article></body>"
        )
        self.site.page(f"/{name}", html + "</html>")
        return item(self.site.url(f"/{name}"), name)

    def state(self) -> FeedState:
        """The first feed as it is kept."""
        return self.feeds.list()[0]

    def items(self) -> dict[str, ItemState]:
        """Its items by the last part of their links."""
        return self.items_of(self.state().number)

    def items_of(self, number: int) -> dict[str, ItemState]:
        """The items of a feed by the last part of their links."""
        states = self.record._store.feeds.items(number).values()
        return {str(one.link).rpartition("/")[2]: one for one in states}


def _told(one: ItemPolled) -> str:
    name = str(one.item.link).rpartition("/")[2]
    return f"{name} {one.result.status if one.result and one.item.state != 'waiting' else one.item.state}"


def item(link: str, title: str, date: str = "Sat, 07 Feb 2026 09:00:00 GMT", content: str = "") -> str:
    """One item of a feed."""
    body = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{body}</item>"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    """A record in a file, and a site that is up."""
    plain.use(monkeypatch)
    with served() as site, onrecord.open(tmp_path / "talks.onrecord") as record:
        yield World(record, site)


def test_adding_a_feed_fetches_nothing(world: World) -> None:
    """A feed that is added is only kept; the same again is known."""
    url = world.feed()
    assert [one.status for one in world.feeds.add(url, url + "#x")] == ["added", "known already"]
    assert world.site.asked == []
    assert not world.state().polled


def test_another_outlet_for_a_known_feed_is_kept_and_said(world: World) -> None:
    """A feed that is there takes the outlet given now and says which it had; the same again changes nothing."""
    url = world.feed()
    world.feeds.add(url)
    given = [world.feeds.add(url, outlet=name)[0] for name in ("Orm Post", "The Ledger", "The Ledger", None)]
    assert [(one.status, one.before) for one in given] == [
        ("outlet changed", None), ("outlet changed", "Orm Post"), ("known already", None), ("known already", None)
    ]  # fmt: skip
    assert (world.state().outlet, len(world.feeds.list())) == ("The Ledger", 1)


def test_what_is_polled_after_another_outlet_was_given_is_of_that_one(world: World) -> None:
    """New items and those that wait are of the new outlet; what is on record keeps the one it has."""
    url = world.feed(item(world.site.status("/b", 502), "b"), world.page("a"))
    world.feeds.add(url, outlet="Orm Post")
    world.poll()
    world.feeds.add(url, outlet="The Ledger")
    world.page("b")
    world.feed(world.page("c"))
    world.poll()
    found = {str(entry.report.url)[-1]: entry.report.outlet for entry in world.record.entries}
    assert found == {"a": "Orm Post", "b": "The Ledger", "c": "The Ledger"}


def test_another_outlet_given_during_a_poll_stays(world: World) -> None:
    """What the poll keeps of a feed when it is done does not undo the outlet that was given meanwhile."""
    url = world.feed(world.page("a"))
    world.feeds.add(url, outlet="Orm Post")
    world.feeds.poll(progress=lambda *_: world.feeds.add(url, outlet="The Ledger") and None)
    assert (world.state().outlet, world.state().title) == ("The Ledger", "Ledger")


def test_every_new_item_becomes_a_report(world: World) -> None:
    """The pages that items link are on record after a poll, the oldest first; what the feed says fills gaps."""
    world.feeds.add(world.feed(world.page("b"), world.page("a")))
    assert world.poll() == ["a added", "b added"]
    assert {entry.report.title for entry in world.record.entries} == {"On a", "On b"}
    assert {entry.report.published for entry in world.record.entries} == {"2026-02-07T09:00:00+00:00"}
    assert world.state().title == "Ledger"
    assert world.record.verify(deep=True).ok


def test_polling_again_fetches_no_page_twice(world: World) -> None:
    """Items that are on record are not asked for again."""
    world.feeds.add(world.feed(world.page("a")))
    world.poll()
    world.feed(world.page("b"), world.page("a"))
    assert world.poll() == ["b added"]
    assert world.site.paths() == ["/feed", "/a", "/feed", "/b"]


def test_a_feed_that_did_not_change_is_asked_for_conditionally(world: World) -> None:
    """What the server sent with the feed is sent back, and 304 is nothing new."""
    url = world.feed(world.page("a"), ETag='"1"', Last_Modified="Sat, 07 Feb 2026 10:00:00 GMT")
    world.feeds.add(url)
    world.poll()
    world.site.status("/feed", 304)
    assert world.poll() == ["unchanged"]
    sent = world.site.asked[-1][1]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"1"', "Sat, 07 Feb 2026 10:00:00 GMT")
    assert world.state().etag == '"1"'


def test_a_changed_item_is_a_revision(world: World) -> None:
    """If the feed dates an item anew, its page is fetched again, and other words on it are a revision."""
    world.feeds.add(world.feed(world.page("a")))
    world.poll()
    world.page("a", "The talks in Sorn were called off for good, the ministry said.")
    world.feed(item(world.site.url("/a"), "a", "Sat, 07 Feb 2026 14:00:00 GMT"))
    world.now += timedelta(hours=4)
    assert world.poll() == ["a revised"]
    assert len(world.record.entries) == 1
    assert len(world.record.earlier) == 1
    assert world.poll() == ["polled"]


def test_a_changed_headline_in_the_feed_is_reason_to_look(world: World) -> None:
    """If only the headline of an item changes, its page is fetched again."""
    world.feeds.add(world.feed(world.page("a")))
    world.poll()
    world.feed(item(world.site.url("/a"), "a, at last"))
    assert world.poll() == ["a unchanged"]


def test_pages_can_be_looked_at_again(world: World) -> None:
    """With ``recheck`` the pages of that time are fetched again though the feed says nothing; older ones are not."""
    world.feeds.add(world.feed(world.page("a")))
    world.poll()
    world.page("a", "The talks in Sorn were called off for good, the ministry said.")
    world.now += timedelta(hours=3)
    assert world.poll(recheck=timedelta(hours=1)) == ["polled"]
    assert world.poll(recheck=timedelta(hours=6)) == ["a revised"]


def test_the_text_in_the_feed_is_taken_where_the_page_cannot_be_read(world: World) -> None:
    """If a page is gone and the feed holds the whole text, that is the report, and it says so."""
    world.feeds.add(world.feed(item(world.site.url("/gone"), "Talks", content=BODY)))
    assert world.poll() == ["gone added"]
    (entry,) = world.record.entries
    assert "put off, the ministry said" in entry.report.text
    assert any("the one that the feed holds" in note and "404" in note for note in entry.report.notes)
    assert world.items()["gone"].state == "from the feed"
    assert world.record.verify(deep=True).ok


def test_an_item_without_a_page_is_taken_by_its_text_or_fails(world: World) -> None:
    """An item that links nothing is a report if it holds one, and else fails once and for all."""
    world.feeds.add(world.feed(item("", "Whole", content=BODY), item("", "Beginning")))
    assert world.poll() == ["None failed", "None added"]
    assert world.poll() == ["polled"]


def test_a_page_that_fails_is_tried_at_three_polls(world: World) -> None:
    """A failing server is asked again at later polls, also where the feed says that nothing changed; then no more."""
    world.feeds.add(world.feed(item(world.site.status("/a", 500), "a")))
    assert world.poll() == ["a waiting"]
    world.site.status("/feed", 304)
    assert world.poll() == ["a waiting"]
    assert world.poll() == ["a failed"]
    assert world.poll() == ["unchanged"]
    assert world.site.paths().count("/a") == MOST_TRIES


def test_a_page_that_waits_is_taken_when_it_comes(world: World) -> None:
    """A page that could not be had at first is on record when it can, with what the feed said of it."""
    world.feeds.add(world.feed(item(world.site.status("/a", 502), "a")))
    world.poll()
    world.page("a")
    world.site.status("/feed", 304)
    assert world.poll() == ["a added"]
    assert world.record.entries[0].report.published == "2026-02-07T09:00:00+00:00"


def test_a_page_that_is_refused_is_not_tried_again(world: World) -> None:
    """A page that programs shall not fetch, that is gone, or that is no page fails at once."""
    world.site.page("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    pages = [world.page("private"), item(world.site.url("/gone"), "gone")]
    pages += [item(world.site.page("/pdf", b"%PDF-1.4", "application/pdf"), "pdf")]
    pages += [item(world.site.page("/empty", "<html><body></body></html>"), "empty")]
    pages += [item("http://10.0.0.1/inside", "inside")]
    world.feeds.add(world.feed(*pages))
    assert world.poll() == ["inside failed", "empty failed", "pdf failed", "gone failed", "private failed"]
    assert world.poll() == ["polled"]


def test_a_host_that_asks_for_rest_is_left_alone(world: World) -> None:
    """After 429 no further page of the host is asked for in this poll; they wait without having been tried."""
    busy = item(world.site.status("/a", 429, Retry_After="3600"), "a")
    world.feeds.add(world.feed(world.page("c"), world.page("b"), busy))
    assert world.poll() == ["a waiting", "b waiting", "c waiting"]
    assert world.site.paths() == ["/feed", "/a"]
    assert {name: one.tries for name, one in world.items().items()} == {"a": 1, "b": 0, "c": 0}


def test_a_page_in_two_feeds_is_fetched_once(world: World) -> None:
    """A page that one feed brought on record is not asked for on behalf of another."""
    one, other = world.feed(world.page("a")), world.feed(world.page("a"), path="/other")
    world.feeds.add(one, other)
    assert world.poll() == ["a added", "a taken"]
    assert world.site.paths().count("/a") == 1


@pytest.mark.parametrize(("kind", "body"), [
    ("application/xml", "<accounts><line>One</line></accounts>"),
    ("application/json", '{"line": "One said that the talks were put off."}'),
    ("text/plain", "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n"),
])  # fmt: skip
def test_raw_markup_behind_an_item_is_no_report(world: World, kind: str, body: str) -> None:
    """An item that links other XML, JSON or an archive fails rather than being taken for a text."""
    world.feeds.add(world.feed(item(world.site.page("/a", body, kind), "a")))
    assert world.poll() == ["a failed"]


# -- feeds that fail --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("serve", "error"), [
    (lambda site: site.status("/bad", 500), BadStatus),
    (lambda site: site.status("/bad", 404), BadStatus),
    (lambda site: site.page("/bad", "<html><body>hi</body></html>"), NotAFeed),
    (lambda site: site.page("/bad", "", "application/rss+xml"), NotAFeed),
    (lambda site: site.page("/bad", "{", "application/feed+json"), NotAFeed),
    (lambda site: site.status("/bad", 302, Location="http://169.254.169.254/feed"), FetchRefused),
    (lambda site: site.pages.update({"/bad": dripping(b"HTTP/1.1 200 OK\r\nX: ", b"1")}) or site.url("/bad"), TooSlow),
], ids=["500", "404", "page", "empty", "broken", "inside", "slow"])  # fmt: skip
def test_a_feed_that_fails_does_not_stop_the_others(
    world: World, serve: Callable[[Site], str], error: type[Exception]
) -> None:
    """One line tells of a feed that cannot be had, it is kept, and the next feed is polled."""
    world.feeds.add(serve(world.site), world.feed(world.page("a")))
    assert world.poll() == ["failed", "a added"]
    (failed,) = [feed for feed, one in world.said if one is None and feed.error]
    assert isinstance(failed.error, error)
    assert world.state().failures == 1
    assert world.state().problem


def test_a_failing_feed_is_asked_less_and_less(world: World) -> None:
    """The wait after a failure doubles up to a day; a feed that is to be left alone is, unless asked for again."""
    world.feeds.add(world.site.status("/feed", 500))
    waits = []
    for _ in range(9):
        assert world.poll() == ["failed"]
        assert world.poll() == ["not yet"]
        then = datetime.fromisoformat(str(world.state().not_before))
        waits.append(then - world.now)
        world.now = then
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert world.poll(again=True) == ["failed"]


def test_a_feed_that_is_back_is_well(world: World) -> None:
    """After a success failures count from nothing again."""
    world.feeds.add(world.site.status("/feed", 500))
    world.poll()
    world.now += FIRST_WAIT
    world.feed(world.page("a"))
    assert world.poll() == ["a added"]
    assert (world.state().failures, world.state().problem, world.state().not_before) == (0, None, None)


def test_a_server_says_when_to_come_back(world: World) -> None:
    """A longer wait than ours is kept to if the server asks for it."""
    world.feeds.add(world.site.status("/feed", 429, Retry_After="40000"))
    world.poll()
    assert datetime.fromisoformat(str(world.state().not_before)) - world.now == timedelta(seconds=40000)


def test_a_feed_that_is_gone_for_good_is_stopped(world: World) -> None:
    """410 ends polling, and the list says why; asking again is possible."""
    world.feeds.add(world.site.status("/feed", 410))
    assert world.poll() == ["failed"]
    assert world.state().stopped
    assert world.poll() == ["stopped"]
    world.feed(world.page("a"))
    assert world.poll(again=True) == ["a added"]
    assert not world.state().stopped


def test_a_feed_that_moved_for_good_is_asked_for_there(world: World) -> None:
    """After 301 the new address is kept; after 302 it is not; one that is polled already stops the old."""
    world.feed(world.page("a"), path="/new")
    world.feeds.add(world.site.status("/feed", 301, Location="/new"))
    world.poll()
    assert world.state().url == world.site.url("/new")
    world.feeds.add(world.site.status("/other", 301, Location="/new"))
    world.poll()
    (_, other) = world.feeds.list()
    assert (other.url, other.stopped) == (world.site.url("/other"), True)
    assert "polled already" in str(other.problem)


def test_what_of_a_broken_feed_was_lost_is_kept_with_it(world: World) -> None:
    """Items of a feed that breaks off are taken, and that it is broken is said."""
    url = world.feed(world.page("a"))
    code, headers, body = world.site.pages["/feed"]  # type: ignore[misc]
    world.site.pages["/feed"] = (code, headers, body.replace(b"</channel></rss>", b"<item><title>x"))
    world.feeds.add(url)
    assert world.poll() == ["a added"]
    assert "broken XML" in str(world.state().problem)


# -- what nobody foresaw, and a record that is in use -----------------------------------------------------------


def test_a_page_that_leads_on_to_no_address_fails_alone(world: World) -> None:
    """A redirect to what is no address fails the item, or the feed, and the rest is polled."""
    bad = world.site.status("/bad", 302, Location="http://[::1")
    world.feeds.add(bad, world.feed(world.page("b"), item(bad, "a")))
    assert world.poll() == ["failed", "bad failed", "b added"]
    assert "no web address" in str(world.items_of(2)["bad"].problem)


def test_what_nobody_foresaw_of_a_page_fails_that_item(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Onrecord itself fails on a page, its item fails with the reason or is taken from the feed; others go on."""
    from onrecord.intake import web

    whole = web.one_report

    def fails(found: Fetched, *rest: Any, **options: Any) -> Document:
        if found.url.endswith(("/a", "/c")):
            raise IndexError("block 7")
        return whole(found, *rest, **options)

    monkeypatch.setattr(web, "one_report", fails)
    world.page("c")
    feed = world.feed(world.page("b"), world.page("a"), item(world.site.url("/c"), "c", content=BODY))
    world.feeds.add(feed)
    assert world.poll() == ["c added", "a failed", "b added"]
    assert world.items()["c"].state == "from the feed"
    assert "IndexError: block 7" in str(world.items()["a"].problem)
    (error,) = [one.result.error for _, one in world.said if one and one.result and one.result.error]
    assert isinstance(error, ReadingFailed)
    assert (error.where, bool(error.hint)) == (world.site.url("/a"), True)
    assert world.state().polled


def test_what_nobody_foresaw_of_an_item_fails_that_item(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also before its page is asked for, and in the text that the feed holds, a fault of ours costs one item."""
    from onrecord.intake import feeditem

    def fails(*_: Any, **__: Any) -> Document:
        raise KeyError("content")

    monkeypatch.setattr(feeditem, "document", fails)
    monkeypatch.setattr("onrecord.polling.parts_of", lambda link: fails() if link.endswith("/a") else urlsplit(link))
    world.feeds.add(world.feed(world.page("b"), world.page("a"), item("", "Whole", content=BODY)))
    assert world.poll() == ["None failed", "a failed", "b added"]


def test_what_nobody_foresaw_of_a_feed_fails_that_feed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Onrecord itself fails on a feed, that feed is one that failed, and the next one is polled."""
    from onrecord.intake import feed

    whole = feed.read

    def fails(raw: bytes, name: str, **options: Any) -> object:
        if name.endswith("/bad"):
            raise RecursionError("too deep")
        return whole(raw, name, **options)

    monkeypatch.setattr(feed, "read", fails)
    world.feeds.add(world.feed(world.page("x"), path="/bad"), world.feed(world.page("a")))
    assert world.poll() == ["failed", "a added"]
    assert "RecursionError" in str(world.state().problem)
    assert world.state().failures == 1


def test_an_item_waits_while_the_record_is_in_use(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An item that the record could not keep is tried again, however often, and taken when the record is free."""

    def locked(*_: object) -> str:
        raise RecordError("another program has kept the record locked", where="talks.onrecord", hint="Try again")

    world.feeds.add(world.feed(world.page("a"), item("", "Whole", content=BODY), ETag='"1"'))
    with monkeypatch.context() as patched:
        patched.setattr(world.record._store, "add", locked)
        for _ in range(MOST_TRIES + 1):
            assert world.poll() == ["None waiting", "a waiting"]
    assert {one.tries for one in world.items().values()} == {0}
    assert (world.state().etag, world.state().failures) == (None, 0)
    assert world.poll() == ["None added", "a added"]
    assert world.poll() == ["polled"]
    assert {one.problem for one in world.items().values()} == {None}
    assert world.state().etag == '"1"'


def test_a_conflict_with_what_is_on_record_is_final(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An item that contradicts the record would do so at every poll: it fails once."""

    def contradicts(*_: object) -> str:
        raise Conflict("is on record with other words", where="a", hint="Give it another id")

    world.feeds.add(world.feed(world.page("a")))
    monkeypatch.setattr(world.record._store, "add", contradicts)
    assert world.poll() == ["a failed"]
    assert world.poll() == ["polled"]


def test_a_feed_replaced_during_its_poll_does_not_come_back(world: World) -> None:
    """A feed that is removed and followed by another while it is polled leaves the other as it was added."""
    world.feeds.add(world.feed(world.page("b"), world.page("a"), ETag='"1"'))
    other = world.feed(world.page("c"), path="/other")

    def replaced(_: FeedPolled, one: ItemPolled | None) -> None:
        if one is not None and str(one.item.link).endswith("/a"):
            world.feeds.remove("1")
            world.feeds.add(other)

    world.feeds.poll(progress=replaced)
    (feed,) = world.feeds.list()
    assert (feed.url, feed.polled, feed.etag) == (other, None, None)
    assert world.feeds.counts(feed) == {}
    assert world.poll() == ["c added"]


# -- interrupted ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_poll_that_is_interrupted_goes_on_where_it_stood(
    world: World, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Stopped behind any item, the next poll takes the rest, fetches nothing twice, and ends in the same record."""
    world.feeds.add(world.feed(world.page("c"), world.page("b"), world.page("a"), ETag='"1"'))
    seen: list[ItemPolled | None] = []

    def stop(_: FeedPolled, one: ItemPolled | None) -> None:
        seen.append(one)
        if len(seen) > after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        world.feeds.poll(progress=stop)
    assert len(world.record._store.report_ids()) == after + 1
    assert world.state().etag is None
    world.poll()
    assert [world.site.paths().count(f"/{name}") for name in "abc"] == [1, 1, 1]
    assert len(world.record.entries) == 3
    assert world.record.verify().ok


def test_a_poll_that_is_killed_goes_on_where_it_stood(world: World, tmp_path: Path) -> None:
    """Killed behind any item, the poll loses nothing that it told of, and the next one takes the rest."""
    world.feeds.add(world.feed(*(world.page(name) for name in "dcba")))
    code = (
        "import os, signal, sys, onrecord; from onrecord import guarded, pipeline; from tests import plain\n"
        "from onrecord.feeds import Feeds\n"
        "pipeline.read = plain.read; guarded.here = True; told = []\n"
        "def stop(feed, item):\n"
        "    told.append(item); print(item.item.report, flush=True)\n"
        "    len(told) == int(sys.argv[2]) and os.kill(os.getpid(), signal.SIGKILL)\n"
        "with onrecord.open(sys.argv[1]) as record: record.feeds.poll(progress=stop)\n"
    )
    told: list[str] = []
    for behind in ("1", "2"):
        environment = {**os.environ, "ONRECORD_ALLOW_HOSTS": world.site.host}
        command = [sys.executable, "-c", code, str(tmp_path / "talks.onrecord"), behind]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)
        assert done.returncode == -signal.SIGKILL, done.stderr
        told += done.stdout.split()
        assert set(told) <= set(world.record._store.report_ids())
    assert world.poll() == ["d added"]
    assert (len(world.record.entries), len(set(told))) == (4, 3)
    assert [world.site.paths().count(f"/{name}") for name in "abcd"] == [1] * 4
    assert world.record.verify().ok


def test_a_page_that_was_added_but_not_noted_is_not_doubled(world: World) -> None:
    """If the process dies between adding a report and noting its item, the next poll finds it unchanged."""
    world.feeds.add(world.feed(world.page("a")))
    world.poll()
    state = world.items()["a"]
    world.record._store.feeds.keep_item(
        ItemState(state.feed, state.item, state.link, state.given, state.updated, at=state.at)
    )
    assert world.poll() == ["a unchanged"]
    assert len(world.record.entries) == 1


# -- the list ---------------------------------------------------------------------------------------------------


def test_feeds_are_removed_by_address_or_number(world: World) -> None:
    """A removed feed is asked for no more, its reports stay; an unknown one is an error and removes none."""
    url = world.feed(world.page("a"))
    world.feeds.add(url, world.site.url("/other"))
    world.poll(url)
    with pytest.raises(NotFound, match="no feed"):
        world.feeds.remove(url, "17")
    assert len(world.feeds.list()) == 2
    world.feeds.remove(url, "2")
    assert world.feeds.list() == ()
    assert len(world.record.entries) == 1


def test_a_list_of_feeds_is_added_whole(world: World, tmp_path: Path) -> None:
    """A file of another reader adds its feeds with their titles; a file that is none is an error."""
    path = tmp_path / "feeds.opml"
    path.write_text('<opml version="2.0"><body><outline text="L" xmlUrl="https://ledger.example/f"/></body></opml>')
    assert [(one.status, one.url) for one in world.feeds.add(str(path))] == [("added", "https://ledger.example/f")]
    assert world.state().title == "L"
    path.write_text("<html></html>")
    for source in (str(path), str(tmp_path / "gone.opml"), "http://a:b@ledger.example/f", "file:///etc/passwd"):
        (one,) = world.feeds.add(source)
        assert one.status == "failed"


def test_an_address_of_a_feed_is_taken_as_people_give_it(world: World) -> None:
    """``feed:`` addresses of browsers and addresses without a scheme are those of the web."""
    found = world.feeds.add("feed:https://ledger.example/a", "feed://ledger.example/b", "ledger.example/c")
    assert [one.url for one in found] == [f"https://ledger.example/{name}" for name in "abc"]
