"""WARC archives of crawlers (ISO 28500; Common Crawl's news set is one): the pages in them, read as saved pages are.

A report is a ``response`` with status 200 that is HTML, a ``resource`` that is HTML or plain text, or a ``conversion``
to plain text. All else (requests, redirects, pictures, notes of the crawler) is passed over. The day of a crawl is no
day of publication. Behind a broken place reading goes on with the next record that can be found.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from onrecord import limits
from onrecord.errors import SourceError, TooLarge, UnreadableSource
from onrecord.intake import page, plain
from onrecord.intake.dates import iso_date
from onrecord.intake.decode import charset_in
from onrecord.intake.formats import looks_like_a_page
from onrecord.intake.gunzip import MAGIC
from onrecord.intake.metadata import merged, web_address
from onrecord.intake.plain import MAX_BYTES, NOTHING, check_size
from onrecord.intake.warc_records import Break, Record, checksum_fits, records
from onrecord.model.report import Document, Given

_PAGES = ("text/html", "application/xhtml+xml")
_PICTURES = ("image/", "video/", "audio/", "font/")
#: Records of these types hold no report; the values say what is passed over.
_NO_REPORT = {
    "warcinfo": "note of the crawler",
    "request": "request",
    "metadata": "note of the crawler",
    "revisit": "page that was seen before",
    "continuation": "continuation",
}
_HINT = "Where the page matters, save it in a browser ('Web page, HTML only') and give that file"


class _PassedOver(Exception):
    """A record that holds no report; what it is, in words."""


def documents(
    stream: BinaryIO, name: str, given: Given = NOTHING, head: bytes = b""
) -> Iterator[Document | SourceError]:
    """The documents of a WARC archive, packed by gzip or not, one record in memory at a time.

    Args:
        stream: the archive.
        name: the source's name; a record's own is ``name#N``.
        given: facts that hold for every report and outrank its own.
        head: bytes already read from the stream.
    """
    passed: Counter[str] = Counter()
    taken = False
    last: int | None = None
    for found in records(stream, head):
        try:
            if isinstance(found, Break):
                result: Document | SourceError = _broken(found, name, found.number == last)
            else:
                limits.begun(f"{name}#{found.number}")
                result = _document(found, name, given)
                last = found.number
        except _PassedOver as what:
            passed[str(what)] += 1
            continue
        except limits.Passed as dealt_with:
            result = dealt_with
        except SourceError as error:
            if isinstance(found, Record) and found.cut:
                continue  # the break itself is told next
            result = error
        taken = True
        yield result
    if not taken:
        yield _nothing(passed, name)


def _nothing(passed: Counter[str], name: str) -> SourceError:
    said = ", ".join(f"{what}: {number}" for what, number in sorted(passed.items()))
    return UnreadableSource(
        f"holds no page (passed over: {said})" if said else "holds no record",
        where=name,
        hint="Reports are taken from HTML answers with status 200 and from text records",
    )


def _broken(found: Break, name: str, kept: bool) -> SourceError:
    """What is said of a broken place: where it is, what was kept, where reading goes on."""
    if found.number == 0 and not found.found:
        return UnreadableSource(
            f"is no WARC archive ({found.what})", where=name, hint="See whether it is the right file"
        )
    within = "in" if found.inside else "behind"
    what = f"the archive breaks off {within} record {found.number} at {found.place} ({found.what})"
    own = ", and of this record what there is" if kept else ", nothing of this record"
    after = f"; reading goes on at {found.found}" if found.found else ""
    return UnreadableSource(
        f"{what}; what comes before is kept{own if found.inside else ''}{after}",
        where=f"{name}#{found.number}" if found.inside else name,
        hint="Fetch or copy the archive again, whole, and give it once more; what is on record stays",
    )


def _document(record: Record, name: str, given: Given) -> Document:
    """The report in a record.

    Raises:
        _PassedOver: the record holds none.
        SourceError: it holds a page that cannot be read.
    """
    fields = record.fields
    kind = (fields.get_header("WARC-Type") or "").lower()
    if kind in _NO_REPORT:
        raise _PassedOver(_NO_REPORT[kind])
    address = (fields.get_header("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    where = f"{name}#{record.number}"
    try:
        raw, media = _content(record, kind, where)
        found = _read(raw, media, where, merged(given, Given(url=web_address(address))))
    except SourceError as error:
        told = f"{where} ({address})" if address else where
        raise type(error)(error.what, where=told, hint=error.hint) from None
    seen = iso_date(fields.get_header("WARC-Date") or "")
    return replace(found, partial=(*found.partial, *_partial(record)), seen=seen)


def _partial(record: Record) -> Iterator[str]:
    """Why a record may not hold the whole page."""
    if record.cut:
        yield f"the archive breaks off within this page ({record.cut}); its end is missing"
    if not record.cut and checksum_fits(record) is False:
        yield "the archive's own checksum of this page does not fit; words in it may be damaged"
    if record.fields.get_header("WARC-Segment-Number"):
        yield "the archive keeps this page in several pieces; only the first was read"
    if said := record.fields.get_header("WARC-Truncated"):
        why = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in said[:40])
        yield f"the crawler cut this page off (WARC-Truncated: {why})"


def _read(raw: bytes, media: str, where: str, given: Given) -> Document:
    if not raw.strip():
        raise _PassedOver("empty page")
    if media == "text/plain":
        return plain.read(raw, where, given)
    try:
        return page.read(raw, where, given, charset_in(media))
    except UnreadableSource as error:
        raise UnreadableSource(error.what, where=where, hint=_HINT) from None


def _content(record: Record, kind: str, where: str) -> tuple[bytes, str]:
    """The bytes of the page or text in a record, and its media type with the charset that was said."""
    if kind == "response":
        http, body = _answer(record.block)
        media = _media(http.get_header("Content-Type"), body)
    elif kind in ("resource", "conversion"):
        http, body = None, record.block
        media = _media(record.fields.get_header("Content-Type"), body)
        if media.startswith("text/plain"):
            check_size(record.length, where)
            return body, "text/plain"
    else:
        raise _PassedOver(f"record of type {kind[:20] or 'unknown'}")
    if not media.startswith(_PAGES):
        raise _PassedOver("picture, sound or film" if media.startswith(_PICTURES) else "file that is no page")
    check_size(record.length, where)
    return (_unpacked(_whole(body, http), http, where) if http else body), media


def _answer(block: bytes) -> tuple[Any, bytes]:
    """The HTTP head and the body of an answer with status 200."""
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = io.BytesIO(block)
    if not block.startswith(b"HTTP/"):
        raise _PassedOver("answer that is not HTTP")
    http = StatusAndHeadersParser([], verify=False).parse(stream)
    status = http.get_statuscode()
    if status != "200":
        raise _PassedOver("redirect" if status.startswith("3") else "answer with another status than 200")
    return http, stream.read()


def _media(said: str | None, body: bytes) -> str:
    """The media type as it was said, lower case; told by the content where nothing was said."""
    said = " ".join((said or "").lower().split())
    return said or ("text/html" if looks_like_a_page(body[:4_096]) else "")


def _whole(body: bytes, http: Any) -> bytes:
    """The body without the lengths of its chunks, if it was sent in chunks and they are still in it."""
    if "chunked" not in (http.get_header("Transfer-Encoding") or "").lower():
        return body
    from warcio.bufferedreaders import ChunkedDataReader

    reader = ChunkedDataReader(io.BytesIO(body))
    pieces = []
    while piece := reader.read(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)


def _unpacked(body: bytes, http: Any, where: str) -> bytes:
    """The body unpacked, never more of it than a report may have.

    Many crawlers store what they have unpacked under the head that said how it was packed.
    """
    packing = (http.get_header("Content-Encoding") or "").lower().strip()
    if packing in ("gzip", "x-gzip"):
        return _inflated(body, (31,), where) if body.startswith(MAGIC[:2]) else body
    if packing == "deflate":
        return _inflated(body, (15, -15), where)
    known = packing in ("", "identity", "utf-8", "none") or re.match(rb"\A\s{0,999}<", body)
    if not known:
        raise UnreadableSource(
            f"is packed in a way that cannot be unpacked here ({packing[:20]})",
            where=where,
            hint="Let the crawler ask for pages that are not packed, or packed by gzip",
        )
    return body


def _inflated(body: bytes, ways: tuple[int, ...], where: str) -> bytes:
    for way in ways:
        try:
            found = zlib.decompressobj(way).decompress(body, MAX_BYTES + 1)
        except zlib.error:
            continue
        if len(found) > MAX_BYTES:
            raise TooLarge(
                f"unpacks to more than one report may have ({MAX_BYTES // 1_000_000} MB)",
                where=where,
                hint="No news page is so large; leave it out",
            )
        return found
    if re.match(rb"\A\s{0,999}<", body):
        return body
    raise UnreadableSource("is damaged (it cannot be unpacked)", where=where, hint=_HINT)
