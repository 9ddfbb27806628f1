"""Addresses as sources: fetched once, read as a file of their kind, and read again from the stored bytes."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from onrecord.errors import BadStatus, UnreadableSource
from onrecord.intake import web
from onrecord.intake.guard import ALLOW
from onrecord.intake.sources import documents, reread
from onrecord.model.report import Document, Given
from tests.intake.site import Site
from tests.intake.test_feed import RSS
from tests.intake.test_newsml import NITF, XHTML, item, message, xml
from tests.intake.test_ninjs import VERSION_1, VERSION_3
from tests.shared import shared

PAGE = """<html><head><title>Talks put off</title>{head}</head><body><article><h1>Talks in Sörn put off</h1>
<p>The talks in Sörn were put off on Monday, the ministry said. Delegates waited in the lobby until noon.</p>
<p>“We shall try again next week,” said Ada Lorn, who leads the delegation of Verania at the talks.</p>
</article></body></html>"""


@pytest.fixture(autouse=True)
def allowed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site on this machine is allowed by name."""
    monkeypatch.setenv(ALLOW, site.host)
    web._fetcher.cache_clear()


def only(address: str, given: Given = web.NOTHING) -> Document:
    """The one document of an address."""
    (found,) = documents(address, given)
    assert isinstance(found, Document), found
    return found


def test_a_page_has_its_address_and_the_time_it_was_seen(site: Site) -> None:
    """The report of a page has the address that it came from at last, and when."""
    site.page("/b", PAGE.format(head=""))
    site.status("/a", 302, Location="/b")
    found = only(site.url("/a"))
    assert (found.name, found.given.url) == (site.url("/a"), site.url("/b"))
    assert found.seen is not None
    assert found.text.startswith("Talks in Sörn put off")


def test_the_encoding_of_the_server_is_kept_with_the_page(site: Site) -> None:
    """A page in an encoding that only the server names is read in it, and again the same from its bytes."""
    raw = PAGE.format(head="").replace("Sörn", "Sőrn").encode("cp1250")
    found = only(site.page("/a", raw, "text/html; charset=Windows-1250"))
    assert found.media_type == "text/html; charset=windows-1250"
    assert "Sőrn" in found.text
    again = reread(found.raw, found.media_type, found.name)
    assert (again.text, again.media_type, again.decoding) == (found.text, found.media_type, found.decoding)


def test_a_server_that_names_a_wrong_encoding_does_no_harm(site: Site) -> None:
    """Bytes that are UTF-8 throughout are read so, whatever the server says; nonsense is passed over."""
    for said in ("iso-8859-1", "zlib", "rot13", "idna", "undefined", "no-such"):
        assert "Sörn" in only(site.page("/a", PAGE.format(head=""), f"text/html; charset={said}")).text


def test_the_page_names_its_own_address_without_tracking(site: Site) -> None:
    """Where the page names itself, that is its address; a page that names another one is not believed."""
    own = PAGE.format(head=f'<link rel="canonical" href="{site.url("/a")}">')
    assert only(site.page("/a?utm_source=rss", own)).given.url == site.url("/a")
    other = PAGE.format(head='<link rel="canonical" href="https://courier.example/other">')
    assert only(site.page("/c", other)).given.url == site.url("/c")


def test_what_the_page_says_of_its_last_change_is_kept(site: Site) -> None:
    """The time at which an outlet says that it changed a page is that of the document."""
    head = '<meta property="article:modified_time" content="2026-02-07T14:00:00Z">'
    assert only(site.page("/a", PAGE.format(head=head))).modified == "2026-02-07T14:00:00+00:00"


def test_what_is_given_outranks_the_page(site: Site) -> None:
    """Outlet and address that a user gives hold."""
    given = Given(outlet="Sorn Courier", url="https://courier.example/talks")
    assert only(site.page("/a", PAGE.format(head="")), given).given.url == "https://courier.example/talks"


def test_plain_text_and_lines_are_read_as_files_are(site: Site) -> None:
    """A text is one report, JSON Lines are one a line."""
    text = site.page("/a.txt", "The talks were put off.", "text/plain")
    lines = site.page("/a.jsonl", '{"text": "One said."}\n{"text": "Two said."}\n', "application/x-ndjson")
    assert only(text).media_type == "text/plain"
    assert [one.text for one in documents(lines) if isinstance(one, Document)] == ["One said.", "Two said."]


def test_a_feed_gives_its_full_items(site: Site) -> None:
    """The address of a feed is read as a file with it, its links made whole."""
    first, rest = documents(site.page("/feed", RSS, "application/rss+xml"))
    assert isinstance(first, Document)
    assert first.given.url == site.url("/world/talks")
    assert isinstance(rest, UnreadableSource)


@pytest.mark.parametrize(
    "kind",
    ["application/xml", "text/xml; charset=utf-8", "text/plain", "", "application/vnd.iptc.g2.newsitem+xml",
     "application/vnd.IPTC.g2.newsItem+xml; charset=utf-8", "application/nitf+xml", "text/vnd.IPTC.NITF"],
)  # fmt: skip
@pytest.mark.parametrize("source", [NITF, item(xml(XHTML))], ids=["NITF", "NewsML-G2"])
def test_an_item_of_an_agency_is_read_as_a_file_with_it(site: Site, source: str, kind: str) -> None:
    """NITF and NewsML-G2 at an address give the report that they hold, with the address and when it was seen."""
    found = only(site.page("/item", source, kind))
    (local,) = documents("-", stdin=io.BytesIO(source.encode()))
    assert isinstance(local, Document)
    assert (found.text, found.media_type, found.parts) == (local.text, local.media_type, local.parts)
    assert "<" not in found.text
    assert found.given.url == site.url("/item")
    assert found.seen is not None
    assert reread(found.raw, found.media_type, found.name).text == found.text


def test_items_of_a_message_have_no_address_in_common(site: Site) -> None:
    """Of a message with several items each is a report; the address of the message is that of none."""
    source = message(item(xml(XHTML)), item(xml(XHTML), guid="https://vpa.example/2"))
    found = list(documents(site.page("/message", source, "application/vnd.iptc.g2.newsmessage+xml")))
    assert [one.given.url for one in found if isinstance(one, Document)] == [None, "https://vpa.example/2"]
    assert all(isinstance(one, Document) and one.seen for one in found)


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "", "application/vnd.iptc.ninjs+json",
             "application/vnd.iptc.ninjs.2.0+json; charset=utf-8"],
)  # fmt: skip
@pytest.mark.parametrize("version", [VERSION_1, VERSION_3])
def test_an_item_in_json_is_read_as_one(site: Site, kind: str, version: dict[str, object]) -> None:
    """ninjs at an address gives the report that it holds, also where the server calls it text."""
    found = only(site.page("/item", json.dumps(version), kind))
    assert found.text.startswith("Talks in Sorn put off")
    assert "{" not in found.text


def test_a_text_that_begins_like_json_is_a_text(site: Site) -> None:
    """Plain text with a brace or a bracket at its head stays one."""
    for words in ("{sic} The talks were put off.", "[1] The talks were put off.", '{"uri": 1} and so on.'):
        assert only(site.page("/a", words, "text/plain")).text == words


@pytest.mark.parametrize(("raw", "what"), [
    (b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "WARC"),
    (b"PAR1" + bytes(40) + b"PAR1", "Parquet"),
])  # fmt: skip
@pytest.mark.parametrize("kind", ["text/plain", "text/html", ""])
def test_archives_and_tables_are_to_be_given_as_files(site: Site, raw: bytes, what: str, kind: str) -> None:
    """A WARC or Parquet at an address is refused, whatever its server calls it, with what to do."""
    (found,) = documents(site.page("/a", raw, kind))
    assert isinstance(found, UnreadableSource)
    assert what in found.what
    assert found.hint == "Download it, then add the file"


def test_other_xml_is_no_report(site: Site) -> None:
    """XML that no reader knows is an error that names its root, not its markup as a text."""
    (found,) = documents(site.page("/data", "<accounts><line>One</line></accounts>", "application/xml"))
    assert isinstance(found, UnreadableSource)
    assert "<accounts>" in found.what


def test_a_long_address_is_no_file_name(site: Site) -> None:
    """An address longer than any name of a file is fetched like another."""
    from onrecord import pipeline

    path = "/" + "a" * 400
    url = site.page(path, PAGE.format(head=""))
    (found,) = pipeline.every_document([url], Given())
    assert isinstance(found, Document)


def test_an_address_that_gives_nothing_is_an_error(site: Site) -> None:
    """A page that is not there is an error that names the address."""
    (found,) = documents(site.url("/gone"))
    assert isinstance(found, BadStatus)
    assert found.where == site.url("/gone")


@pytest.mark.data
def test_real_pages_read_the_same_from_a_server(site: Site) -> None:
    """Saved news pages give the same text fetched as from their files."""
    for path in sorted(shared("data/pages").rglob("*.html.gz"))[:40:4]:
        raw = gzip.decompress(path.read_bytes())
        (local,) = documents("-", stdin=io.BytesIO(raw))
        url = site.page(f"/{path.stem}", path.read_bytes(), "text/html", Content_Encoding="gzip")
        (fetched,) = documents(url)
        assert isinstance(local, Document), path
        assert isinstance(fetched, Document), path
        assert (fetched.raw, fetched.text) == (raw, local.text)
