"""What holds for any bytes whatsoever."""

from __future__ import annotations

import gzip
import io
import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError
from onrecord.intake.sources import documents, reread
from onrecord.model.report import Document
from onrecord.text.canonical import canonical
from tests.intake.test_page import ENDING, HEADLINE, MIDDLE, OPENING

#: Pieces of which pages are made, whole and broken, so that random pages reach every branch of the reader.
PIECES = st.sampled_from(
    [
        f"<h1>{HEADLINE}</h1>",
        f"<p>{OPENING}</p>",
        f"<p>{MIDDLE}",
        f"<div>{ENDING}</div>",
        f"<meta name='description' content='{OPENING}'>",
        "<script type='application/ld+json'>",
        '{"@type": "NewsArticle", "author": [{"name": "Ilse Marn"}], "datePublished": "2026-02-03"}',
        "</script>",
        "<table><tr><td>",
        "</table>",
        "<blockquote class='twitter-tweet'><p>No deal.",
        "</blockquote>",
        "<br><br>",
        "<pre>\r\n a",
        "<figure><figcaption>The hotel.",
        "<a href='x",
        "<!--",
        "-->",
        "e\u0301\u0300",
        "\u2028",
        "\u00ad\u200b",
        "\x00",
        "\ud55c\uae00",
        "&#xD800;&#0;&amp;",
        "<ul><li hidden>",
        "<svg><![CDATA[",
        "</body></html>",
    ]
)
PAGES = st.lists(PIECES | st.text(max_size=12), max_size=14).map(
    lambda pieces: ("<html><body>" + "".join(pieces)).encode("utf-8", "surrogatepass")
)
LINES = st.lists(
    st.sampled_from([b'{"text": "A b."}', b'{"text": "e\xcc\x81 \xff"', b"[", b"NaN", b'{"published": "2018-13-01"}'])
    | st.binary(max_size=20),
    max_size=6,
).map(b"\n".join)
#: Pieces of what agencies send, whole and broken.
WIRE = st.lists(
    st.sampled_from(
        [
            "<newsItem guid='a'>",
            "<newsMessage><itemSet>",
            "<contentMeta><headline>Talks</headline></contentMeta>",
            "<contentSet><inlineXML>",
            "<inlineData>Talks ended.",
            "<nitf><body><body.content><p>Talks ended.</p>",
            "<p>“Café” &eacute;&nbsp;&x;",
            "<![CDATA[<p>]]>",
            "<!-- x -->",
            "</p></body.content></body></nitf></inlineXML></contentSet></newsItem>",
            "</itemSet></newsMessage>",
            "<itemMeta><pubStatus qcode='stat:usable'/></itemMeta>",
        ]
    )
    | st.text(max_size=6),
    max_size=10,
).map(lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass"))
ITEMS = st.fixed_dictionaries(
    {"uri": st.just("urn:a"), "headline": st.text(max_size=9)},
    optional={
        "bodies": st.lists(st.fixed_dictionaries({"value": st.text(max_size=30)}), max_size=2),
        "body_html": st.sampled_from(["<p>Talks ended.", "<p>e\u0301<br>", "<!--", ""]) | st.text(max_size=30),
        "byline": st.text(max_size=12),
        "type": st.sampled_from(["text", "picture", "x"]),
        "description_text": st.text(max_size=12),
    },
)
ARCHIVE = st.lists(
    st.sampled_from([b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"Content-Length: 9\r\n", b"\r\n"])
    | st.binary(max_size=9)
).map(b"".join)


def check(raw: bytes) -> None:
    """Bytes on standard input end in documents that can be cited and read again, or in errors that can be shown."""
    for found in documents("-", stdin=io.BytesIO(raw)):
        if isinstance(found, SourceError):
            found.message.encode()
            continue
        assert isinstance(found, Document)
        assert found.text == canonical(found.text)
        assert unicodedata.is_normalized("NFC", found.text)
        assert not set(found.text) & set("\r\x00\u2028\x0b")
        assert all(0 <= part.start < part.end <= len(found.text) for part in found.parts)
        again = reread(found.raw, found.media_type, found.name, found.given)
        assert (again.text, again.parts, again.decoding) == (found.text, found.parts, found.decoding)
        assert set(again.partial) <= set(found.partial)


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    """Any bytes give documents or SourceErrors, never another exception."""
    check(raw)


@given(LINES)
def test_any_lines(raw: bytes) -> None:
    """Any lines of JSON or something like it give documents or SourceErrors."""
    check(b'{"text": "A b."}\n' + raw)


@given(st.sampled_from([b"<newsItem>", b"<newsMessage><itemSet>", b"<nitf>"]), WIRE)
@settings(max_examples=150, deadline=None)
def test_any_wire_item(start: bytes, raw: bytes) -> None:
    """Any XML of an agency, however broken, gives documents or SourceErrors."""
    check(start + raw)


@given(st.lists(ITEMS, min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_any_ninjs(items: list[object]) -> None:
    """Any items of ninjs give documents or SourceErrors."""
    check(json.dumps(items).encode())


@given(st.binary(max_size=200), st.integers(0, 60))
def test_any_gzip(raw: bytes, cut: int) -> None:
    """Any bytes in gzip, cut or whole, give documents or SourceErrors."""
    packed = gzip.compress(b'{"text": "A b."}\n' + raw)
    check(packed[: len(packed) - cut])


@given(ARCHIVE)
def test_any_archive(raw: bytes) -> None:
    """Any bytes that begin as an archive does give documents or SourceErrors."""
    check(b"WARC/1.0\r\n" + raw)


@given(PAGES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_page(raw: bytes) -> None:
    """Any page, however broken, gives a document or a SourceError."""
    check(raw)


@pytest.mark.parametrize("cut", range(0, 1_200, 40))
def test_a_page_cut_anywhere(cut: int) -> None:
    """A page cut at any byte gives a document or a SourceError."""
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><p>{OPENING}</p><p>{MIDDLE}</p>"
    check(f"{page}<p>{ENDING} “Café”</p></body></html>".encode()[:cut])
