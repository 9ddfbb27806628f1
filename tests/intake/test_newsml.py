"""NewsML-G2 and NITF."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from onrecord.errors import SourceError, TooLarge, UnreadableSource
from onrecord.intake.sources import documents, reread
from onrecord.model.report import Document
from onrecord.structure.report import structure
from tests.intake.archives import outcome
from tests.intake.test_page import parts

HEAD = "Talks in Sorn put off"
FIRST = "The talks were put off, Minister Oda Brell said on Friday."
SECOND = "“We will meet again on Monday,” she told reporters."
XHTML = f'<x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:head><x:title>t</x:title></x:head><x:body><x:p>{FIRST}</x:p><x:h2>Next</x:h2><x:p>{SECOND}</x:p></x:body></x:html>'
NITF = f"""<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" xml:lang="en"><head><title>t</title><docdata>
<date.issue norm="20260207T101500+0100"/><doc.copyright holder="Veranian Press Agency"/></docdata></head>
<body><body.head><hedline><hl1>{HEAD}</hl1></hedline><byline>By <person>Ilse Marn</person></byline>
<dateline><location>SORN, Feb 7 (VPA)</location></dateline><abstract><p>No day was named.</p></abstract></body.head>
<body.content><block><p>{FIRST}</p><hl2>Next</hl2><media media-type="image"><media-reference source="a.jpg"/>
<media-caption>The hall.</media-caption></media><p>“We will meet <em>again</em> on Monday,” she told reporters.</p>
</block></body.content><body.end><tagline>Edited by Jo Marn</tagline></body.end></body></nitf>"""
TITLED = f"<headline>{HEAD}</headline>"
META = f"<by>By Ilse Marn</by><dateline>SORN, Feb 7 (VPA)</dateline>{TITLED}<language tag='en-GB'/>"


def item(content: str, meta: str = META, guid: str = "urn:newsml:vpa.example:1", status: str = "stat:usable") -> str:
    """A news item with this content."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2"><itemMeta>
<itemClass qcode="ninat:text"/><provider qcode="nprov:VPA"><name>Veranian Press Agency</name></provider>
<versionCreated>2026-02-07T10:15:00Z</versionCreated><firstCreated>2026-02-06T10:15:00Z</firstCreated>
<pubStatus qcode="{status}"/></itemMeta><contentMeta>{meta}</contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


def xml(content: str) -> str:
    """Content within the XML of an item."""
    return f"<inlineXML contenttype='application/xhtml+xml'>{content}</inlineXML>"


PICTURE = """<newsItem guid="urn:p"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentSet><remoteContent/></contentSet></newsItem>"""
PACKAGE = '<packageItem guid="urn:k"><groupSet root="r"/></packageItem>'


def message(*items: str) -> str:
    """A message with these items."""
    return f"<newsMessage><header/><itemSet>{''.join(items)}</itemSet></newsMessage>"


def read(source: str | bytes) -> list[Document | SourceError]:
    """All that an XML file gives."""
    raw = source.encode() if isinstance(source, str) else source
    return list(documents("-", stdin=io.BytesIO(raw)))


def document(source: str | bytes) -> Document:
    """The document of a file with one item."""
    (found,) = read(source)
    assert isinstance(found, Document)
    return found


def error(source: str | bytes) -> SourceError:
    """The error of a file."""
    (found,) = read(source)
    assert isinstance(found, SourceError)
    return found


def test_an_item_with_a_page_in_it() -> None:
    """Headline, byline and dateline of the item and the paragraphs of its content are the text, with their kinds."""
    found = document(item(xml(XHTML)))
    assert parts(found) == [
        ("headline", HEAD),
        ("byline", "By Ilse Marn"),
        ("dateline", "SORN, Feb 7 (VPA)"),
        ("paragraph", FIRST),
        ("subhead", "Next"),
        ("paragraph", SECOND),
    ]
    facts = found.given
    assert (facts.id, facts.title, facts.byline) == ("urn:newsml:vpa.example:1", HEAD, ("Ilse Marn",))
    assert (facts.outlet, facts.agency) == ("Veranian Press Agency", "Veranian Press Agency")
    assert (facts.published, facts.language) == ("2026-02-07T10:15:00+00:00", "en")
    assert reread(found.raw, found.media_type, found.name, found.given) == found


def test_the_dateline_of_the_item_is_the_reports() -> None:
    """A dateline that stands apart from the body is the report's dateline."""
    report = structure(document(item(xml(XHTML))))
    assert report.dateline is not None
    assert report.dateline.place == ("Sorn",)


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_story_in_nitf(wrapped: bool) -> None:
    """NITF is read in an item as by itself: headline, summary, byline, dateline, paragraphs, captions, end."""
    found = document(item(xml(NITF), TITLED) if wrapped else NITF)
    assert parts(found) == [
        ("headline", HEAD),
        ("standfirst", "No day was named."),
        ("byline", "By Ilse Marn"),
        ("dateline", "SORN, Feb 7 (VPA)"),
        ("paragraph", FIRST),
        ("subhead", "Next"),
        ("caption", "The hall."),
        ("paragraph", SECOND),
        ("paragraph", "Edited by Jo Marn"),
    ]
    assert found.given.published == ("2026-02-07T10:15:00+00:00" if wrapped else "2026-02-07T10:15:00+01:00")
    assert found.given.agency == "Veranian Press Agency"
    assert found.media_type == ("application/vnd.iptc.g2.newsitem+xml" if wrapped else "application/nitf+xml")
    assert reread(found.raw, found.media_type, found.name, found.given) == found


@pytest.mark.parametrize(
    "content",
    [
        f"<inlineData>{FIRST}\n\n{SECOND}</inlineData>",
        f"<inlineData contenttype='text/html'>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</inlineData>",
        f"<inlineData contenttype='text/html'><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></inlineData>",
        "<remoteContent href='a.jpg'/>" + f"<inlineData>{FIRST}\n{SECOND}</inlineData>",
    ],
)
def test_text_that_is_written_into_an_item(content: str) -> None:
    """Plain text and HTML that are written into an item become paragraphs."""
    assert [words for kind, words in parts(document(item(content))) if kind == "paragraph"] == [FIRST, SECOND]


def test_who_sends_and_who_wrote() -> None:
    """A sender may be named by its host or its code; without a byline the people who made the item are its authors."""
    source = item(xml(XHTML), TITLED + "<creator type='cpnat:person'><name>Tam Oster</name></creator>")
    party = '<provider qcode="nprov:VPA"><name>Veranian Press Agency</name></provider>'
    found = document(source.replace(party, '<provider literal="reuters.com"/>')).given
    assert (found.outlet, found.agency, found.byline) == ("Reuters", "Reuters", ("Tam Oster",))
    found = document(source.replace(party, '<provider qcode="nprov:AFP"/>')).given
    assert (found.outlet, found.agency) == ("AFP", "AFP")


def test_a_message_with_several_items() -> None:
    """Each text item of a message is a report with bytes of its own; pictures and packages are passed over."""
    found = read(message(item(xml(XHTML)), PICTURE, PACKAGE, item(xml(NITF), TITLED, "https://vpa.example/2")))
    assert [outcome(one) for one in found] == ["-[1]", "-[4]"]
    for one in found:
        assert isinstance(one, Document)
        assert reread(one.raw, one.media_type, one.name, one.given) == one
        assert len(one.raw) < 2_000


def test_a_message_without_text_is_said() -> None:
    """A file of pictures and packages is one error."""
    assert "newsitem, packageitem" in error(message(PICTURE, PACKAGE)).what
    assert (
        "no text" in error(PICTURE.replace("<newsItem", '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"')).what
    )


@pytest.mark.parametrize(
    "status", ["stat:canceled", "stat:withheld", "http://cv.iptc.org/newscodes/pubstatusg2/canceled"]
)
def test_a_withdrawn_item_is_no_report(status: str) -> None:
    """An item that was taken back is an error, and the others of its message are read."""
    found = read(message(item(xml(XHTML), status=status), item(xml(XHTML), guid="urn:2")))
    assert [outcome(one) for one in found] == ["-[1]!", "-[2]"]
    assert "by its sender" in str(found[0])


def test_named_characters_are_read_without_the_file_that_defines_them() -> None:
    """The named characters of HTML are read, and the file that a document type names is never opened."""
    source = NITF.replace("The talks", "At the caf&eacute; &amp; the&nbsp;hall talks")
    found = document('<!DOCTYPE nitf SYSTEM "file:///etc/nitf.dtd">' + source)
    assert "At the café & the\u00a0hall talks were put off" in found.text


def test_a_name_that_is_no_character_is_not_dropped() -> None:
    """The name of a character that nobody knows stands in the text as it was written."""
    assert "The &sorn; talks" in document(item(xml(XHTML.replace("The talks", "The &sorn; talks")))).text


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;',
    ],
)
def test_entities_of_a_files_own_are_refused(subset: str) -> None:
    """A file that declares entities, which can grow beyond measure or open files, is refused."""
    assert "entities" in error(f"<!DOCTYPE nitf [{subset}]>" + NITF.replace("No day", "&a;")).what


def test_a_file_cut_in_the_middle() -> None:
    """Of a cut message the whole items are kept, the cut one is marked, and the break is told with its line."""
    source = message(item(xml(XHTML)), "\n", item(xml(XHTML), guid="urn:2"))
    found = read(source[: source.rindex("she told")])
    assert [outcome(one) for one in found] == ["-[1]", "-[2]", "-!"]
    first, second, said = found
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert not first.partial
    assert "broken in line" in second.partial[0]
    assert "line" in str(said)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b"<rss version='2.0'><channel/></rss>", "onrecord feeds"),
        (b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", "onrecord feeds"),
        (b"<opml/>", "onrecord feeds add"),
        (b"<NewsML><NewsItem/></NewsML>", "NewsML-G2"),
        (b"<newsItem", "whole"),
    ],
)
def test_other_xml_says_what_it_is(source: bytes, says: str, tmp_path: Path) -> None:
    """Feeds, old formats, other XML and broken XML are errors that say what to do."""
    (tmp_path / "a.xml").write_bytes(source)
    (found,) = documents(str(tmp_path / "a.xml"))
    assert isinstance(found, SourceError)
    assert says in found.message


@pytest.mark.parametrize("source", [b"", b"   ", b"Talks ended.", b"<a/>", b"{}", b"<urlset><url/></urlset>"])
def test_a_file_named_xml_that_is_something_else(source: bytes, tmp_path: Path) -> None:
    """A file that only its name calls XML is one error."""
    (tmp_path / "a.xml").write_bytes(source)
    (found,) = documents(str(tmp_path / "a.xml"))
    assert isinstance(found, UnreadableSource)


def test_other_encodings() -> None:
    """A declared encoding, and UTF-16, are heeded."""
    source = f'<?xml version="1.0" encoding="ENC"?>{item(xml(XHTML))}'.replace("again", "à nouveau")
    for encoding in ("iso-8859-1", "utf-16"):
        raw = source.replace("ENC", encoding).replace("“", "«").replace("”", "»").encode(encoding)
        found = document(raw)
        assert "à nouveau" in found.text
        assert reread(found.raw, found.media_type, found.name, found.given) == found


def test_a_page_named_xml_is_a_page(tmp_path: Path) -> None:
    """XHTML in a file that is named XML is read as a page."""
    body = "".join(f"<p>{FIRST} {SECOND}</p>" for _ in range(3))
    (tmp_path / "a.xml").write_text(f"<?xml version='1.0'?><html><body>{body}</body></html>")
    (found,) = documents(str(tmp_path / "a.xml"))
    assert isinstance(found, Document)
    assert found.media_type == "text/html"


def test_what_is_made_to_hurt() -> None:
    """A file over the size of a source, or nested beyond measure, ends in an error or in what can be read of it."""
    assert isinstance(error(NITF.encode() + b" " * 20_000_001), TooLarge)
    deep = "<p>" * 5_000 + FIRST + "</p>" * 5_000
    assert all(isinstance(one, Document | SourceError) for one in read(item(xml(deep))))


def test_a_broken_file_with_half_a_character_is_read() -> None:
    """A number that names half a character, and a prefix that stands for nothing, cost their characters and no more."""
    found = read(item(xml("<y:p>The talks &#xD800; were put off.</y:p>")))
    documents_ = [one for one in found if isinstance(one, Document)]
    assert ["The talks \ufffd were put off." in one.text for one in documents_] == [True]


def test_an_entity_of_no_list_stands_as_it_is_written() -> None:
    """A name that no list has, in any letters, is shown as it is written, and no word of it lacks."""
    found = document(item(xml("<p>Caf&\u00c9tat; and &nothing; and &eacute; met.</p>")))
    assert "Caf&\u00c9tat; and &nothing; and \u00e9 met." in found.text


def test_xml_of_elements_without_end_is_refused(tmp_path: Path) -> None:
    """An item with more elements than any has is refused before a tree of it takes all memory."""
    path = tmp_path / "a.xml"
    path.write_text(NITF.replace("<hl2>", "<p>a</p>" * 300_001 + "<hl2>"), encoding="utf-8")
    (found,) = documents(str(path))
    assert isinstance(found, TooLarge)
    assert "more than 300,000 elements" in found.what
