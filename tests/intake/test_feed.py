"""Feeds of every kind, whole and broken, and lists of them."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NotAFeed, OnrecordError, SourceError, TooLarge, UnreadableSource
from onrecord.intake import feed, feeditem, opml
from onrecord.intake.feed import Item
from onrecord.intake.sources import documents, reread
from onrecord.model.report import Document, Given

BODY = "<p>The talks in Sorn were put off, the ministry said.</p>" + "<p>Delegates waited in the lobby.</p>" * 25
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Ledger – World</title><link>https://ledger.example/</link>
<item><title>Talks &amp;amp; tea</title><link>/world/talks</link><guid isPermaLink="false">t-1</guid>
<pubDate>Sat, 07 Feb 2026 10:15:00 GMT</pubDate><dc:creator>Ada Lorn</dc:creator>
<description>Put off again.</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>No link</title><link>javascript:alert(1)</link><pubDate>99999-01-01</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ledger.example/"><title>Ledger</title>
<entry><id>tag:ledger.example,2026:1</id><title type="html">A &lt;b&gt;bridge&lt;/b&gt; opens</title>
<link rel="alternate" href="world/bridge"/><published>2026-02-07T10:00:00+01:00</published>
<updated>2026-02-08T10:00:00Z</updated><author><name>Ben Orr</name></author>
<content type="html">&lt;p&gt;It opens.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://ledger.example/"><title>Ledger</title></channel>
<item rdf:about="https://ledger.example/1"><title>One</title><link>https://ledger.example/1</link></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Ledger",
    "items": [
        {
            "id": 7,
            "url": "/world/7",
            "title": "Seven",
            "content_text": "First part.\n\nSecond part.",
            "date_published": "2026-02-07T10:00:00Z",
            "date_modified": "2026-02-08T10:00:00Z",
            "authors": [{"name": "Ada Lorn"}],
        }
    ],
}
OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="News"><outline text="Ledger" type="rss" xmlUrl="https://ledger.example/feed"/>
<outline text="More"><outline title="Courier" xmlurl="feed://courier.example/rss"/></outline></outline>
<outline text="again" xmlUrl="https://ledger.example/feed"/><outline text="page" htmlUrl="https://x.example/"/>
</body></opml>"""


def read(text: str | bytes, base: str = "https://ledger.example/feed") -> feed.Feed:
    """A feed that came from an address."""
    return feed.read(text.encode() if isinstance(text, str) else text, "feed", base=base)


def test_an_rss_item_has_what_the_feed_says() -> None:
    """Address, headline without markup, date, author and the fuller text of an RSS item are read."""
    found = read(RSS)
    assert (found.title, found.problem) == ("Ledger – World", "")
    assert found.items[0] == Item(
        "t-1",
        "https://ledger.example/world/talks",
        "Talks & tea",
        "2026-02-07T10:15:00+00:00",
        None,
        ("Ada Lorn",),
        BODY,
    )
    assert found.items[0].full


def test_what_is_no_web_address_or_date_is_none() -> None:
    """A script in the place of a link, and a date in the year 99999, are none; neither is repaired."""
    item = read(RSS).items[1]
    assert (item.link, item.published, item.full) == (None, None, False)


def test_an_atom_entry_has_its_last_change() -> None:
    """Atom tells when an entry was published and when it was changed last."""
    (item,) = read(ATOM).items
    assert (item.link, item.title) == ("https://ledger.example/world/bridge", "A bridge opens")
    assert (item.published, item.updated) == ("2026-02-07T10:00:00+01:00", "2026-02-08T10:00:00+00:00")


def test_rdf_and_old_rss_are_read() -> None:
    """RSS 1.0 and 0.91 have items too."""
    old = '<rss version="0.91"><channel><title>L</title><item><title>a</title><link>/1</link></item></channel></rss>'
    assert read(RDF).items[0].link == read(old).items[0].link == "https://ledger.example/1"


def test_a_json_feed_is_read() -> None:
    """A JSON Feed gives the same facts; paragraphs of plain text become paragraphs."""
    (item,) = read(json.dumps(JSON)).items
    assert (item.key, item.link, item.updated) == ("7", "https://ledger.example/world/7", "2026-02-08T10:00:00+00:00")
    assert item.content == "<p>First part.</p><p>Second part.</p>"


@pytest.mark.parametrize(("raw", "says"), [
    (b"", "empty"),
    (b"  \n ", "empty"),
    (b"<!doctype html><html><head><title>x</title></head><body><p>hi</p></body></html>", "a page, not a feed"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no feed"),
    (b"The talks in Sorn were put off.", "no feed"),
    (b"{}", "no JSON Feed"),
    (b"[1, 2]", "no JSON Feed"),
    (b'{"version": "https://jsonfeed.org/version/2", "items": []}', "no JSON Feed"),
    (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "without a list"),
    (b'{"version": "https://jsonfeed.org/version/1", "items": [', "broken JSON"),
    (b"[" * 200_000, "broken JSON"),
    (OPML, "a list of feeds"),
    (b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss version="2.0"><channel/></rss>', "entities of its own"),
    (b"<rss " + b"a='1' " * 5_000 + b"/>", "attributes beyond measure"),
])  # fmt: skip
def test_what_is_no_feed_says_what_it_is(raw: bytes, says: str) -> None:
    """A page, other XML or JSON, a list of feeds, nothing, and what would hurt the reader are told apart."""
    with pytest.raises(NotAFeed, match=says) as caught:
        read(raw)
    assert caught.value.hint


def test_noise_is_no_feed() -> None:
    """A picture in the place of a feed is told as one."""
    with pytest.raises(SourceError, match="PNG"):
        read(b"\x89PNG\r\n\x1a\n" + bytes(50))


def test_a_page_in_the_place_of_a_feed_names_its_feeds() -> None:
    """The error on a page has the addresses of the feeds that the page names."""
    page = "<html><head><link rel='alternate' type='application/rss+xml' href='/f.xml?a=1&amp;b=2'></head></html>"
    with pytest.raises(NotAFeed) as caught:
        read(page)
    assert "https://ledger.example/f.xml?a=1&b=2" in caught.value.hint


def test_a_page_may_name_a_feed_that_is_no_address() -> None:
    """A malformed address among the feeds that a page names is passed over; the others are told."""
    link = "<link rel='alternate' type='application/rss+xml' href='{}'>"
    with pytest.raises(NotAFeed) as caught:
        read(f"<html><head>{link.format('http://[::1')}{link.format('/f.xml')}</head></html>")
    assert caught.value.hint.endswith("these: https://ledger.example/f.xml")


def test_a_link_with_half_a_character_is_none() -> None:
    """JSON can write half a character, which no address can hold and no record keep; such a link is none."""
    feed = r'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://ledger.example/\ud800"}]}'
    assert [item.link for item in read(feed).items] == [None]


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    """Of a feed that was cut the whole items are read, and it is said that it is broken."""
    found = read(RSS[: RSS.index("No link")])
    assert [item.key for item in found.items] == ["t-1"]
    assert "broken XML" in found.problem


def test_items_lost_to_broken_markup_are_counted() -> None:
    """A section that is never closed swallows the items after it; how many is said."""
    assert "1 of its 2 items could not be read" in read(RSS.replace("]]>", "")).problem


def test_one_bad_byte_costs_one_character() -> None:
    """A byte that is no UTF-8 does not change how all other items are decoded."""
    found = read(RSS.encode().replace(b"lobby", b"l\xffbby", 1).replace(b"Ada Lorn", "Ada Lørn “A”".encode()))
    assert found.items[0].authors == ("Ada Lørn “A”",)
    assert found.items[0].content == BODY.replace("lobby", "l\ufffdbby", 1)


def test_the_encoding_of_the_server_is_heeded() -> None:
    """A feed in an encoding that only the server names is read in it."""
    raw = RSS.replace("Ada Lorn", "Åsa Lørn").replace("–", "-").replace(' encoding="utf-8"', "").encode("cp1252")
    assert feed.read(raw, "feed", charset="iso-8859-1").items[0].authors == ("Åsa Lørn",)


@pytest.mark.parametrize("raw", [
    b"<rss version='2.0'><channel>" + b"<item><title>a</title><link>https://l.example/1</link></item>" * 200_000,
    b"<rss version='2.0'><channel><title>" + b"a" * 11_000_000 + b"</title></channel></rss>",
])  # fmt: skip
def test_a_huge_feed_is_refused_at_once(raw: bytes) -> None:
    """A feed larger than any is refused before it is read."""
    begun = time.monotonic()
    with pytest.raises(TooLarge):
        read(raw)
    assert time.monotonic() - begun < 5


@given(
    st.one_of(
        st.binary(max_size=300), st.binary(max_size=80).map(lambda b: RSS.encode()[:700] + b + RSS.encode()[700:])
    )
)
def test_no_bytes_bring_the_reader_down(raw: bytes) -> None:
    """Whatever comes is a feed or a plain error."""
    found: list[Item] = []
    with suppress(OnrecordError):
        found = list(read(raw).items)
    assert all(item.key for item in found)


# -- items as reports -------------------------------------------------------------------------------------------


def test_an_item_is_a_report_by_its_own_text() -> None:
    """The text of an item begins with its headline, keeps its paragraphs, says where it is from, and is read again."""
    found = feeditem.document(read(RSS).items[0], "feed#1", "Ledger")
    assert found.text.startswith("Talks & tea\n\nThe talks in Sorn were put off, the ministry said.\n\nDelegates")
    assert [found.text[part.start : part.end] for part in found.parts[:2]] == found.text.split("\n\n")[:2]
    assert found.partial == (feeditem.FROM_THE_FEED,)
    assert (found.given.outlet, found.given.published) == ("Ledger", "2026-02-07T10:15:00+00:00")
    assert reread(found.raw, found.media_type, found.name).text == found.text


def test_a_feed_as_a_source_gives_its_full_items_and_names_the_rest(tmp_path: object) -> None:
    """A file with a feed is as many reports as it has full texts; the others are one error that says what to do."""
    path = str(tmp_path) + "/world.rss"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(RSS)
    first, rest = documents(path, Given(outlet="Ledger"))
    assert isinstance(first, Document)
    assert (first.name, first.given.outlet) == (f"{path}#1", "Ledger")
    assert isinstance(rest, UnreadableSource)
    assert "1 of its 2 items" in rest.what
    assert "onrecord feeds add" in rest.hint


@given(st.text(max_size=40), st.text(st.sampled_from("<>/pbr &;\u00e9e\u0301\n\u200b\ud83d a'\"=\x00"), max_size=120))
def test_any_item_is_read_again_as_it_was(title: str, content: str) -> None:
    """Whatever an item holds, its stored bytes give the same text and parts again, each part a stretch of the text."""
    with suppress(OnrecordError):
        found = feeditem.document(Item("1", None, title or None, content=content), "feed#1", None)
        again = feeditem.read(found.raw, found.name)
        assert (again.text, again.parts) == (found.text, found.parts)
        assert all(0 <= part.start < part.end <= len(found.text) for part in found.parts)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'"x"', b'{"content": ""}', b"\xff\xfe"])
def test_bytes_that_are_no_item_are_an_error(raw: bytes) -> None:
    """Stored bytes that were changed are not read as another text."""
    with pytest.raises(UnreadableSource):
        feeditem.read(raw, "feed#1")


# -- lists ------------------------------------------------------------------------------------------------------


def test_a_list_is_read_however_it_nests() -> None:
    """Feeds in folders of folders are found, each once, whatever the case of attributes; pages are none."""
    found, problem = opml.read(OPML, "list.opml")
    assert [(one.url, one.title) for one in found] == [
        ("https://ledger.example/feed", "Ledger"),
        ("https://courier.example/rss", "Courier"),
    ]
    assert problem == ""


def test_a_list_that_breaks_off_gives_what_came() -> None:
    """Of a list that was cut the feeds before the break are read, and it is said."""
    found, problem = opml.read(OPML[: OPML.index(b'<outline text="again"')], "list.opml")
    assert len(found) == 2
    assert "broken" in problem


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html/>",
        b"<opml version='2.0'><body/></opml>",
        b"x",
        b'<!DOCTYPE a [<!ENTITY b "c">]><opml/>',
        RSS.encode(),
    ],
)
def test_what_is_no_list_is_an_error(raw: bytes) -> None:
    """A file without feeds, or of another kind, is refused."""
    with pytest.raises(SourceError):
        opml.read(raw, "list.opml")


def test_a_list_that_is_written_can_be_read() -> None:
    """What is written out for other readers holds the same feeds, also with signs that XML escapes."""
    feeds = [opml.Outline("https://a.example/?x=1&y=2", 'A "quoted" <b>'), opml.Outline("https://b.example/", None)]
    found, _ = opml.read(opml.written(feeds).encode(), "list.opml")
    assert [one.url for one in found] == [one.url for one in feeds]
    assert found[0].title == feeds[0].title
