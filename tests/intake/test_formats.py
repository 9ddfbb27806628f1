"""Which format a source has, and whether it may hold several reports."""

from __future__ import annotations

import gzip
import io
import json
import time
from pathlib import Path

import pytest

from onrecord.errors import SourceError, UnreadableSource
from onrecord.intake.formats import Format, holds_several, sniff
from onrecord.intake.sources import documents
from onrecord.model.report import Document, Given
from onrecord.pipeline import every_document
from tests.intake.archives import answer, archive, outcome, record
from tests.intake.test_page import PARAGRAPHS, saved

LINES = b'{"text": "Talks in Sorn."}\n{"text": "Talks in Brell."}\n'


@pytest.mark.parametrize(
    ("head", "extension", "wanted"),
    [
        (b"WARC/1.0\r\n", ".txt", Format.WARC),
        (b"PAR1\x15\x04", "", Format.PARQUET),
        (b"<?xml version='1.0'?>\n<!-- a --><!DOCTYPE nitf SYSTEM 'x'>\n<nitf>", "", Format.WIRE),
        (b"\xef\xbb\xbf<g2:newsMessage xmlns:g2='x'>", "", Format.WIRE),
        (b"<rss>", ".xml", Format.FEED),
        (b"<rdf:RDF xmlns='x'>", "", Format.FEED),
        (b"<html>", ".xml", Format.PAGE),
        (b"<article>", ".xml", Format.WIRE),
        (b"Talks <newsItem>", "", Format.TEXT),
    ],
)
def test_new_formats_are_told_by_content(head: bytes, extension: str, wanted: Format) -> None:
    """Archives, tables and XML are told by how they begin, whatever the file is called."""
    assert sniff(head, extension, "a") is wanted


@pytest.mark.parametrize(
    "head", [b" " * 60_000 + b"x", b"<!--" * 15_000, b"<?x " * 15_000, b"<!DOCTYPE x [" + b"<" * 60_000]
)
def test_a_head_made_to_hurt_is_told_at_once(head: bytes) -> None:
    """Telling the format takes no time that grows beyond the size of the head."""
    start = time.process_time()
    sniff(head, "", "a")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.jsonl", LINES, True),
        ("a.ndjson", LINES, True),
        ("lines", LINES, True),
        ("a.jsonl.gz", gzip.compress(LINES, mtime=0), True),
        ("lines.gz", gzip.compress(LINES, mtime=0), True),
        ("a.warc", b"WARC/1.0\r\n", True),
        ("crawl", b"WARC/1.0\r\n", True),
        ("a.warc.gz", gzip.compress(b"WARC/1.0\r\n", mtime=0), True),
        ("a.parquet", b"PAR1", True),
        ("a.xml", b"<newsMessage>", True),
        ("a.xml", b"<newsItem>", False),
        ("a.txt", b"Talks.", False),
        ("a.html.gz", gzip.compress(saved(PARAGRAPHS), mtime=0), False),
        ("a.json", b'{"text": "A b."}', False),
        ("a.mhtml", b"x", False),
    ],
)
def test_which_sources_may_hold_several_reports(tmp_path: Path, name: str, content: bytes, wanted: bool) -> None:
    """Lines, archives, tables and messages may hold several reports, packed or not; other files hold one."""
    (tmp_path / name).write_bytes(content)
    assert holds_several(str(tmp_path / name)) is wanted


def test_a_folder_holds_several_and_what_is_missing_none(tmp_path: Path) -> None:
    """A folder may hold several; standard input and a file that is not there are taken for one."""
    assert holds_several(str(tmp_path))
    assert not holds_several("-")
    assert not holds_several(str(tmp_path / "nowhere.txt"))


def test_what_is_given_renames_no_report_of_an_archive(tmp_path: Path) -> None:
    """An outlet that is given for an archive is only that of the pages that name none."""
    head = "<meta property='og:site_name' content='Orm Mail'>"
    rows = [record("response", answer(saved(PARAGRAPHS, one)), "https://a.example/1") for one in ("", head)]
    (tmp_path / "a.warc.gz").write_bytes(archive(rows).raw)
    found = every_document([tmp_path / "a.warc.gz"], Given(outlet="CPA"))
    assert [one.given.outlet for one in found if isinstance(one, Document)] == ["CPA", "Orm Mail"]


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.jsonl.gz", LINES, ["application/json"] * 2),
        ("a.json.gz", json.dumps([{"text": "A b."}]).encode(), ["application/json"]),
        ("a.txt.gz", b"Talks ended.", ["text/plain"]),
        ("a.html.gz", saved(PARAGRAPHS), ["text/html"]),
        ("a.gz", LINES, ["application/json"] * 2),
    ],
)
def test_packed_files_are_read_as_what_is_in_them(tmp_path: Path, name: str, content: bytes, wanted: list[str]) -> None:
    """A file packed by gzip gives what is in it, by name, from a pipe and, if its name says what it is, in a folder."""
    (tmp_path / name).write_bytes(gzip.compress(content, mtime=0))
    for source in (tmp_path / name, "-"):
        found = list(documents(str(source), stdin=io.BytesIO(gzip.compress(content, mtime=0))))
        assert [one.media_type for one in found if isinstance(one, Document)] == wanted
    in_folder = [one for one in documents(str(tmp_path)) if isinstance(one, Document)]
    assert len(in_folder) == (0 if name == "a.gz" else len(wanted))


@pytest.mark.parametrize("kept", [1, 2, 5])
def test_packed_lines_that_are_cut(kept: int) -> None:
    """Of packed lines that are cut the whole lines are given, the last is not given in half, and the cut is told."""
    lines = [json.dumps({"text": f"Report {n}: " + f"{n * 7919} talks, {n * 104729} words. " * 40}) for n in range(9)]
    members = [gzip.compress(f"{line}\n".encode(), mtime=0) for line in lines]
    raw = b"".join(members[:kept]) + members[kept][:-30]
    found = list(documents("-", stdin=io.BytesIO(raw)))
    assert [outcome(one) for one in found] == [f"-:{n}" for n in range(1, kept + 1)] + ["-!"]
    assert "ends early" in str(found[-1])


def test_a_packed_page_that_is_cut_is_marked() -> None:
    """A packed file that ends early is taken with what there is of it, marked partial, and the cut is told."""
    raw = gzip.compress(saved(PARAGRAPHS), mtime=0)
    taken, said = documents("-", stdin=io.BytesIO(raw[:-40]))
    assert isinstance(taken, Document)
    assert isinstance(said, UnreadableSource)
    assert any("gzip file ends early" in why for why in taken.partial)


def test_a_damaged_file_gives_nothing() -> None:
    """Nothing is taken from a file whose checksum is wrong, since any of its words may be."""
    raw = bytearray(gzip.compress(b"Talks ended on Tuesday.", mtime=0))
    raw[-6] ^= 1
    (said,) = documents("-", stdin=io.BytesIO(bytes(raw)))
    assert isinstance(said, UnreadableSource)
    assert "damaged" in said.what


@pytest.mark.parametrize("content", [b" " * 30_000_000, b"a" * 30_000_000, b'{"text": "' + b"a" * 30_000_000])
def test_a_bomb_is_an_error(content: bytes) -> None:
    """A file that unpacks to more than a report may have is an error."""
    (said,) = documents("-", stdin=io.BytesIO(gzip.compress(content, 1, mtime=0)))
    assert isinstance(said, SourceError)


def test_lines_like_the_head_of_a_letter_are_told_at_once():
    """Line after line that a letter might begin with, none of which names its kind, is no page saved as a letter."""
    assert sniff(b"aa:a\r\n" * 1_300, ".txt", "a.txt") is Format.TEXT
