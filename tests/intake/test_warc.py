"""Archives of crawlers: the reports in them, and what is said of the rest."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from onrecord.errors import SourceError, TooLarge
from onrecord.intake import page
from onrecord.intake.sources import documents, reread
from onrecord.model.report import Document, Given
from tests.intake.archives import Archive, answer, archive, outcome, record
from tests.intake.test_page import ENDING, HEADLINE, MIDDLE, OPENING, PARAGRAPHS, saved
from tests.shared import shared

PAGE = saved(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}")
URL = "https://courier.example/talks"


def read(raw: bytes, given: Given = Given()) -> list[Document | SourceError]:  # noqa: B008
    """All that an archive gives."""
    return list(documents("-", given, stdin=io.BytesIO(raw)))


def only(block: bytes, kind: str = "response", fields: str = "") -> Document | SourceError:
    """What an archive with this one record gives."""
    (found,) = read(record(kind, block, URL, fields))
    return found


def document(block: bytes, kind: str = "response", fields: str = "") -> Document:
    """The document of an archive with this one record."""
    found = only(block, kind, fields)
    assert isinstance(found, Document)
    return found


def error(block: bytes, kind: str = "response") -> SourceError:
    """The error of an archive with this one record."""
    found = only(block, kind)
    assert isinstance(found, SourceError)
    return found


@lru_cache(maxsize=1)
def pages() -> tuple[tuple[bytes, Document], ...]:
    """Twelve real saved pages with what is read of each as a file, the same every time."""
    found: list[tuple[bytes, Document]] = []
    for path in sorted(shared("data/pages").rglob("*.html.gz"))[::7]:
        raw = gzip.decompress(path.read_bytes())
        try:
            found.append((raw, page.read(raw, path.name)))
        except SourceError:
            continue
    return tuple(found[:12])


def crawled(bodies: Sequence[bytes], packed: bool) -> Archive:
    """An archive as crawlers write it: a note, then for each page its request, the page and a picture."""
    rows = [record("warcinfo", b"software: test")]
    for number, body in enumerate(bodies):
        address = f"https://courier.example/{number}"
        rows.append(record("request", b"GET / HTTP/1.1\r\n\r\n", address))
        rows.append(record("response", answer(body), address))
        rows.append(record("response", answer(b"\xff\xd8\xff", "image/jpeg"), f"{address}.jpg"))
    return archive(rows, packed)


@pytest.mark.data
@pytest.mark.parametrize("packed", [True, False])
def test_real_pages_read_the_same_from_an_archive(packed: bool) -> None:
    """Every page gives the same text and parts from an archive as from a file, in order, with its address."""
    bodies, direct = zip(*pages(), strict=True)
    found = [one for one in read(crawled(bodies, packed).raw) if isinstance(one, Document)]
    assert [(one.text, one.parts, one.decoding) for one in found] == [(d.text, d.parts, d.decoding) for d in direct]
    assert [one.name for one in found] == [f"-#{3 + 3 * n}" for n in range(len(bodies))]
    assert [one.given.url for one in found] == [f"https://courier.example/{n}" for n in range(len(bodies))]
    again = [reread(one.raw, one.media_type, one.name, one.given) for one in found]
    assert again == [replace(one, seen=None) for one in found]  # when it was fetched is said by the archive alone
    assert all(one.seen for one in found)


@pytest.mark.data
@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.77, 0.95])
def test_real_pages_of_an_archive_cut_in_the_middle(packed: bool, share: float) -> None:
    """Pages before a cut are kept whole, the page that is cut is marked or left out, and the cut is told once."""
    bodies, direct = zip(*pages()[:8], strict=True)
    made = crawled(bodies, packed)
    at = int(len(made.raw) * share)
    whole = sum(1 for n in range(len(bodies)) if made.starts[3 + 3 * n] <= at)
    found = read(made.raw[:at])
    errors = [one for one in found if isinstance(one, SourceError)]
    kept = [one for one in found if isinstance(one, Document)]
    assert [one.text for one in kept[:whole]] == [one.text for one in direct[:whole]]
    assert len(kept) - whole in (0, 1)
    assert all("breaks off within this page" in " ".join(one.partial) for one in kept[whole:])
    assert [one.what.startswith("the archive breaks off") for one in errors] == [True]
    assert found[-1] is errors[0]


def test_a_cut_page_is_kept_as_far_as_it_goes() -> None:
    """A page whose record is cut is taken with what there is of it, marked partial, and the error says what to do."""
    raw = record("response", answer(PAGE), URL)
    cut = raw[: raw.index(ENDING.encode())]
    taken, said = read(cut)
    assert isinstance(taken, Document)
    assert isinstance(said, SourceError)
    assert MIDDLE in taken.text
    assert ENDING not in taken.text
    assert any("breaks off" in why for why in taken.partial)
    assert (said.where, "record 1 at byte 0" in said.what, "again" in said.hint) == ("-#1", True, True)
    assert reread(taken.raw, taken.media_type, taken.name).text == taken.text


def test_reading_goes_on_behind_a_broken_place() -> None:
    """A damaged record is told of and left out, and the records behind it are taken."""
    rows = [record("response", answer(saved(f"<h1>{HEADLINE} {n}</h1>{PARAGRAPHS}")), f"{URL}/{n}") for n in range(3)]
    made = archive(rows)
    raw = made.raw[: made.starts[1] + 200] + b"\xff" * 90 + made.raw[made.starts[1] + 260 :]
    assert [outcome(one) for one in read(raw)] == ["-#1", "-#2!", "-#3"]
    (told,) = (one for one in read(raw) if isinstance(one, SourceError))
    assert f"reading goes on at byte {made.starts[2] + 30:,}" in told.what


def test_what_is_no_report_is_passed_over() -> None:
    """Requests, pictures, redirects, notes, failures, robots files and empty pages are neither reports nor errors."""
    rows = [
        record("warcinfo", b"software: x"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", URL),
        record("response", answer(PAGE, status="301 Moved Permanently"), URL),
        record("response", answer(PAGE, status="404 Not Found"), URL),
        record("response", answer(b"\x89PNG", "image/png"), f"{URL}.png"),
        record("response", answer(b"User-agent: *", "text/plain"), "https://courier.example/robots.txt"),
        record("response", answer(b""), URL),
        record("revisit", answer(b""), URL),
        record("metadata", b"fetchTimeMs: 4", URL),
        record("response", b"20260220 1.2.3.4", "dns:courier.example"),
        record("response", answer(PAGE), URL),
    ]
    assert [outcome(one) for one in read(b"".join(rows))] == ["-#11"]
    (said,) = read(b"".join(rows[:-1]))
    assert isinstance(said, SourceError)
    assert "redirect: 1" in said.what
    assert "note of the crawler: 2" in said.what


def test_a_page_without_an_article_is_named_by_its_address() -> None:
    """A page in which no article is found is an error with record number and address."""
    said = error(answer(b"<html><body><script>draw()</script></body></html>"))
    assert said.where == f"-#1 ({URL})"
    assert "no article" in said.what


def test_the_day_of_the_crawl_is_no_day_of_publication() -> None:
    """A page that does not say when it was published has no date, although its record has one."""
    assert document(answer(PAGE)).given.published is None


def test_the_address_of_the_record_is_the_reports() -> None:
    """The address is the one that was fetched, also where wget puts it in angle brackets, unless one was given."""
    (found,) = read(record("response", answer(PAGE), f"<{URL}>"))
    assert isinstance(found, Document)
    assert found.given.url == URL
    (found,) = read(record("response", answer(PAGE), URL), Given(url="https://mail.example/a", id="x"))
    assert isinstance(found, Document)
    assert (found.given.url, found.given.id) == ("https://mail.example/a", None)


def test_the_charset_of_the_server_is_heeded_and_kept() -> None:
    """A page whose encoding only the server named is read in it, and its bytes read again give the same text."""
    words = "Министр сказал, что переговоры о границе продолжатся в понедельник, и делегации не назвали места встречи. "
    body = f"<html><body><h1>Переговоры</h1><p>{words * 3}</p><p>{words * 2}</p></body></html>".encode("cp1251")
    found = document(answer(body, "text/html; charset=Windows-1251"))
    assert words.strip() in found.text
    assert found.media_type == "text/html; charset=windows-1251"
    assert reread(found.raw, found.media_type, found.name, found.given) == replace(found, seen=None)


def test_a_charset_that_the_bytes_do_not_fit_is_no_law() -> None:
    """UTF-8 stays UTF-8 whatever the server said, and a charset that no page uses is not kept."""
    body = saved(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}".replace("Tuesday", "“Mardi” à Orléans"))
    found = document(answer(body, "text/html; charset=ISO-8859-1"))
    assert "“Mardi” à Orléans" in found.text
    assert document(answer(PAGE, "text/html; charset=rot13")).media_type == "text/html"


def chunks(body: bytes) -> bytes:
    """A body as it is sent in chunks."""
    pieces = [body[at : at + 500] for at in range(0, len(body), 500)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
        (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate\r\n"),
        (PAGE, "Content-Encoding: gzip\r\n"),
        (PAGE, "Content-Encoding: br\r\n"),
        (chunks(PAGE), "Transfer-Encoding: chunked\r\n"),
        (PAGE, "Transfer-Encoding: chunked\r\n"),
        (chunks(gzip.compress(PAGE, mtime=0)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    ],
)
def test_what_the_server_packed_is_unpacked(body: bytes, fields: str) -> None:
    """Packed and chunked answers give the page, also where the crawler had unpacked them under the same head."""
    assert document(answer(body, fields=fields)).raw == PAGE


def test_packing_that_cannot_be_undone_is_said() -> None:
    """A page packed by Brotli is an error that says so."""
    said = error(answer(b"\x8b\x01\x80abc", fields="Content-Encoding: br\r\n"))
    assert "(br)" in said.what


def test_a_page_that_is_too_large() -> None:
    """A page larger than a report may be is an error, packed or not, and the next is read; a large film is none."""
    bomb = gzip.compress(b"<html>" + b" " * 30_000_000, mtime=0)
    rows = [
        record("response", answer(b"<html>" + b"a" * 20_000_000), URL),
        record("response", answer(bomb, fields="Content-Encoding: gzip\r\n"), URL),
        record("response", answer(b"\0" * 20_000_001, "video/mp4"), URL),
        record("response", answer(PAGE), URL),
    ]
    found = read(b"".join(rows))
    assert [type(one) for one in found] == [TooLarge, TooLarge, Document]


def test_a_page_that_the_crawler_cut_off_is_marked() -> None:
    """A page that its record calls truncated is marked partial."""
    found = document(answer(PAGE), fields="WARC-Truncated: length\r\n")
    assert any("WARC-Truncated: length" in why for why in found.partial)


def test_a_page_whose_checksum_does_not_fit_is_marked() -> None:
    """A page that the archive's own checksum does not fit is marked; one that it fits is not."""
    raw = record("response", answer(PAGE), URL, digest=True)
    (fine,) = read(raw)
    (wrong,) = read(raw.replace(b"nine hours", b"five hours"))
    assert isinstance(fine, Document)
    assert isinstance(wrong, Document)
    assert not fine.partial
    assert any("checksum" in why for why in wrong.partial)


def test_a_page_in_several_pieces_is_marked() -> None:
    """Of a page that is kept in several records only the first is read, and it says so."""
    found = document(answer(PAGE), fields="WARC-Segment-Number: 1\r\n")
    assert any("several pieces" in why for why in found.partial)


def test_pages_and_texts_that_are_no_answers() -> None:
    """A resource that is a page, and a conversion to text, are reports."""
    assert document(PAGE, "resource", "Content-Type: text/html\r\n").text == document(answer(PAGE)).text
    found = document(OPENING.encode(), "conversion", "Content-Type: text/plain\r\n")
    assert (found.text, found.media_type, found.given.url) == (OPENING, "text/plain", URL)


def test_an_archive_by_name_and_in_a_folder(tmp_path: Path) -> None:
    """A folder gives the reports of its archives, packed or not, each named by file and record."""
    (tmp_path / "a.warc").write_bytes(record("response", answer(PAGE), URL))
    (tmp_path / "b.warc.gz").write_bytes(archive([record("response", answer(PAGE), URL)]).raw)
    (tmp_path / "c.warc").write_bytes(b"")
    (tmp_path / "d.warc").write_bytes(PAGE)
    names = [Path(outcome(one)).name for one in documents(str(tmp_path))]
    assert names == ["a.warc#1", "b.warc.gz#1", "c.warc!", "d.warc!"]
